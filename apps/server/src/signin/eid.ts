/**
 * Signing in by the national e-ID (VNeID): OpenID Connect, authorization code with PKCE, state and nonce. A browser leaves
 * at `/session/eid/start` and comes back to `/session/eid/callback`; no token reaches it. The signature of the token is
 * verified against the e-ID's published keys, whatever the line that it came over.
 */
import { refusals } from '@cbccvc/contract'
import {
  AccountRefused,
  beginEidTrip,
  type EidErrand,
  type EidIdentity,
  eidTripLasts,
  endEidTrip,
  type House,
  linkEidOf,
  newBrowser,
  readEid,
  type Subject,
  signInByEid,
  stepUpByEidOf,
  withNewKeys,
} from '@cbccvc/registry'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { importJWK, type JWK } from 'jose'
import * as openid from 'openid-client'
import { Refusal, refusalOf } from '../http/refusal.ts'
import { refusalPage } from '../oidc/page.ts'
import { cookieIn } from './cookie.ts'
import type { SignInDesk } from './handlers.ts'

/** How the centre knows the e-ID and is known there: the file `eid.json` of the keys' folder. */
export interface EidSettings {
  /** Of a sandbox: refused by every real start, and the only one that may be reached over http. */
  readonly sandbox: boolean
  readonly issuer: string
  readonly clientId: string
  /** Private key (JWK, ES256) that the e-ID knows the public half of … */
  readonly key?: JWK
  /** … or the secret that it gave. */
  readonly secret?: string
}

export interface EidDoor {
  /** Whether an e-ID is set up. */
  readonly on: boolean
  /** Where a browser goes for this errand; sets its cookie. Throws `eid.off`, `eid.down`. */
  leave(reply: FastifyReply, errand: EidErrand): Promise<string>
}

const callback = '/session/eid/callback'
const timeoutSeconds = 10
/** What the e-ID says of itself is asked for anew after so long. */
const knownFor = 60 * 60_000

export interface EidOptions {
  readonly house: House
  readonly desk: Omit<SignInDesk, 'eid'>
  /** Null: no e-ID is set up. */
  readonly settings: EidSettings | null
  /** Over http on this machine: no prefix for the cookie's name. */
  readonly plain: boolean
}

/** Opens the door and its two routes. */
export function openEid(app: FastifyInstance, { house, desk, settings, plain }: EidOptions): EidDoor {
  const { accounts, issuer, cookie, subjects } = desk
  const name = plain ? 'eid' : '__Host-eid'
  const attributes = `Path=/; HttpOnly; SameSite=Lax${plain ? '' : '; Secure'}`
  const origin = () => desk.origin() ?? issuer.address()
  const provider = settings && knownProvider(settings)

  async function leave(reply: FastifyReply, errand: EidErrand): Promise<string> {
    if (!provider) throw new Refusal('eid.off')
    const config = await provider.config()
    const browser = newBrowser()
    const { state, nonce, verifier } = await beginEidTrip(accounts, browser, errand)
    reply.header('set-cookie', `${name}=${browser}; ${attributes}; Max-Age=${eidTripLasts / 1000}`)
    return openid.buildAuthorizationUrl(config, {
      ...{ redirect_uri: `${origin()}${callback}`, scope: 'openid', state, nonce, code_challenge_method: 'S256' },
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      // On a desk that several people share, the e-ID asks each time who is there.
      prompt: 'login',
    }).href
  }

  /** The identity in the token that the code stands for, and what the browser was away for. */
  async function comeBack(request: FastifyRequest): Promise<{ identity: EidIdentity; errand: EidErrand }> {
    if (!provider) throw new Refusal('eid.off')
    const browser = cookieIn(request, name)
    const { state = '' } = request.query as { state?: unknown }
    if (browser === null || typeof state !== 'string') throw new AccountRefused('eid.flow')
    const trip = await endEidTrip(accounts, browser, state)
    const config = await provider.config()
    const tokens = await asked(
      openid.authorizationCodeGrant(config, new URL(request.url, origin()), {
        ...{ expectedState: trip.state, expectedNonce: trip.nonce, pkceCodeVerifier: trip.verifier },
        idTokenExpected: true,
      }),
    ).catch((error) => {
      // It may have new keys.
      provider.forget()
      throw error
    })
    return { identity: readEid(tokens.claims() ?? {}), errand: trip.errand }
  }

  /** Does what the browser was away for; gives where it goes on. */
  async function finish(request: FastifyRequest, reply: FastifyReply): Promise<string> {
    const { identity, errand } = await comeBack(request)
    if (errand.serves === 'signIn') {
      const pass = () => signInByEid(house, accounts, identity, request.ip)
      // The last step of a sign-in at the identity provider, out of which the session comes; `mfa`: RFC 8176.
      return (await issuer.complete({ request, reply }, errand.interaction, ['mfa'], pass)).next
    }
    const by = await holderOf(request, errand.sessionId)
    try {
      if (errand.serves === 'link') await linkEidOf(house, accounts, by, identity)
      else await stepUpByEidOf(house, accounts, by, identity)
    } finally {
      subjects.forget()
    }
    // A step-up is made in a tab of its own, beside the page that waits for it.
    return errand.serves === 'link' ? '/me' : '/sign-in/done'
  }

  /** Who began it: the same session, in the same browser. */
  async function holderOf(request: FastifyRequest, sessionId: string): Promise<Subject> {
    const subject = await subjects.of(cookie.read(request), request.ip)
    if (!subject || subject.sessionId !== sessionId) throw new Refusal('caller.session')
    return subject
  }

  /** Somebody follows a link: what is refused is a page, not the JSON that programs are given. */
  const page =
    (work: (request: FastifyRequest, reply: FastifyReply) => Promise<string>) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      try {
        const to = await withNewKeys(house.keys, () => work(request, reply))
        return reply.code(303).header('location', to).send()
      } catch (error) {
        const refused = refusalOf(error)
        if (!refused) throw error
        const { code, facts, retryAfter } = refused
        if (retryAfter !== null) reply.header('retry-after', String(retryAfter))
        return reply.code(refusals[code].status).type('text/html; charset=utf-8').send(refusalPage(code, facts))
      }
    }

  app.get(
    '/session/eid/start',
    page(async (request, reply) => {
      const { uid: interaction } = request.query as { uid?: unknown }
      // Sessions come out of the identity provider's flow alone: who has begun none begins there.
      if (typeof interaction !== 'string' || interaction.length > 64) return '/session/start'
      // Cookies belong to a host: who came by another name of this server begins again under its own.
      if (request.headers.host !== new URL(origin()).host)
        return `${origin()}/session/eid/start?${new URLSearchParams({ uid: interaction })}`
      await issuer.expect({ request, reply }, interaction)
      return leave(reply, { serves: 'signIn', interaction })
    }),
  )
  app.get(
    callback,
    page(async (request, reply) => {
      reply.header('set-cookie', `${name}=; ${attributes}; Max-Age=0`)
      return finish(request, reply)
    }),
  )
  return { on: settings !== null, leave }
}

/** What the e-ID says of itself, remembered for an hour; one that is down is asked again each time. */
function knownProvider(settings: EidSettings): { config(): Promise<openid.Configuration>; forget(): void } {
  let known: { config: openid.Configuration; until: number } | null = null
  const config = async () => {
    if (known && known.until > Date.now()) return known.config
    const { issuer, clientId, key, secret, sandbox } = settings
    const proof = key
      ? openid.PrivateKeyJwt((await importJWK(key, 'ES256')) as CryptoKey)
      : openid.ClientSecretBasic(secret ?? '')
    const options = { timeout: timeoutSeconds, execute: sandbox ? [openid.allowInsecureRequests] : [] }
    const metadata = { id_token_signed_response_alg: 'RS256' }
    const found = await asked(openid.discovery(new URL(issuer), clientId, metadata, proof, options))
    openid.enableNonRepudiationChecks(found)
    known = { config: found, until: Date.now() + knownFor }
    return found
  }
  const forget = () => {
    known = null
  }
  return { config, forget }
}

/** What went wrong there, in words for who stands here: it does not answer (`eid.down`), or said no (`eid.refused`). */
async function asked<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const { code, status } = error as { code?: string; status?: number }
    const lost =
      (error instanceof TypeError && code === undefined) ||
      code === 'OAUTH_TIMEOUT' ||
      code === 'OAUTH_ABORT' ||
      Number(status) >= 500
    const strange = code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' || code === 'OAUTH_RESPONSE_IS_NOT_JSON'
    if (lost || strange) throw new Refusal('eid.down', {}, 30)
    throw new Refusal('eid.refused')
  }
}
