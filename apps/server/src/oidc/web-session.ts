/**
 * The web as a client of the provider, like any other, but for its secret that is this process's own: a browser begins at
 * `/session/start`, comes back to `/session/callback` with a code, and leaves with the session cookie. No token reaches it.
 */
import { createHash, randomBytes } from 'node:crypto'
import { refusals } from '@cbccvc/contract'
import { type AccountsFrame, type KeyRing, openSession } from '@cbccvc/registry'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ClientMetadata } from 'oidc-provider'
import { Refusal } from '../http/refusal.ts'
import { cookieIn, type SessionCookie } from '../signin/cookie.ts'
import type { Issuer } from './issuer.ts'
import { refusalPage } from './page.ts'
import { mount } from './provider.ts'

const clientId = 'web'
const callback = '/session/callback'

/** The web's row among the clients. Its secret is known to this process alone: nobody else can redeem its codes. */
export function webClient(address: string, secret: string): ClientMetadata {
  return {
    client_id: clientId,
    client_secret: secret,
    token_endpoint_auth_method: 'client_secret_post',
    redirect_uris: [`${address}${callback}`],
    scope: 'openid',
  }
}

export interface WebSessionOptions {
  readonly app: FastifyInstance
  readonly issuer: Issuer
  readonly accounts: AccountsFrame
  readonly session: SessionCookie
  readonly secret: string
  /** Over http on this machine: no prefix for the cookie's name. */
  readonly plain: boolean
}

/** What the browser keeps of a sign-in that it began: sealed, for ten minutes. */
interface Begun {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly to: string
  /** Milliseconds since 1970. */
  readonly until: number
}

const lasts = 10 * 60_000
const random = () => randomBytes(32).toString('base64url')

export interface WebSession {
  start(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply>
  callback(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply>
}

export function webSession({ app, issuer, accounts, session, secret, plain }: WebSessionOptions): WebSession {
  const name = plain ? 'signin' : '__Host-signin'
  const attributes = `Path=/; HttpOnly; SameSite=Lax${plain ? '' : '; Secure'}`
  const redirectUri = () => `${issuer.address()}${callback}`
  return {
    async start(request, reply) {
      const to = ownPath((request.query as { to?: string }).to, issuer.address())
      const here = issuer.address()
      // Cookies belong to a host: who came by another name of this server begins again under its own.
      if (request.headers.host !== new URL(here).host) {
        return away(reply, `${here}/session/start?${new URLSearchParams({ to })}`)
      }
      const begun: Begun = { state: random(), nonce: random(), verifier: random(), to, until: Date.now() + lasts }
      reply.header('set-cookie', `${name}=${sealed(accounts.keys, begun)}; ${attributes}; Max-Age=${lasts / 1000}`)
      const query = new URLSearchParams({
        ...{ client_id: clientId, response_type: 'code', scope: 'openid', redirect_uri: redirectUri() },
        ...{ state: begun.state, nonce: begun.nonce, code_challenge_method: 'S256' },
        code_challenge: createHash('sha256').update(begun.verifier).digest('base64url'),
      })
      return away(reply, `${mount}/auth?${query}`)
    },
    async callback(request, reply) {
      try {
        return await comeBack(request, reply)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        request.refused = { code: error.code, about: null }
        // Somebody followed a link: a page, not the JSON that programs are given.
        return reply.code(refusals[error.code].status).type('text/html; charset=utf-8').send(refusalPage(error.code))
      }
    },
  }

  async function comeBack(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { code, state, iss } = request.query as Partial<Record<'code' | 'state' | 'iss', string>>
    const begun = opened(accounts.keys, cookieIn(request, name))
    reply.header('set-cookie', `${name}=; ${attributes}; Max-Age=0`)
    const ours = begun && begun.until > Date.now() && begun.state === state && iss === `${issuer.address()}${mount}`
    if (!ours || !code) throw new Refusal('signin.flow')
    const sessionId = await redeem(request, code, begun)
    const token = sessionId && (await openSession(accounts, sessionId))
    if (!token) throw new Refusal('signin.flow')
    session.set(reply, token)
    return away(reply, begun.to)
  }

  /** The session of ours for which this code stands. The provider's own token endpoint says so, in this process. */
  async function redeem({ ip }: FastifyRequest, code: string, { verifier, nonce }: Begun): Promise<string | undefined> {
    const answer = await app.inject({
      ...{ method: 'POST', url: `${mount}/token`, remoteAddress: ip },
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      payload: new URLSearchParams({
        ...{ grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: redirectUri() },
        ...{ client_id: clientId, client_secret: secret },
      }).toString(),
    })
    if (answer.statusCode !== 200) return undefined
    const tokens = answer.json<{ access_token: string; id_token: string }>()
    const claims = JSON.parse(Buffer.from(tokens.id_token.split('.')[1] ?? '', 'base64url').toString())
    const provider = await issuer.provider()
    const access = await provider.AccessToken.find(tokens.access_token)
    await access?.destroy()
    return claims.nonce === nonce ? access?.accountId : undefined
  }
}

function away(reply: FastifyReply, to: string): FastifyReply {
  return reply.code(303).header('location', to).send()
}

/** Where to go after signing in: a page of ours, by its path. Whatever else is asked for, it is the first page. */
export function ownPath(to: unknown, address: string): string {
  if (typeof to !== 'string' || to.length > 500 || !/^\/(?![/\\])[\x21-\x7e]*$/.test(to) || to.includes('\\'))
    return '/'
  const url = URL.parse(to, address)
  const own = url?.origin === new URL(address).origin && !/^\/(v1|oidc|session|log)(\/|$)/.test(url.pathname)
  return own ? `${url.pathname}${url.search}${url.hash}` : '/'
}

const place = 'sign-in begun'
const sealed = (keys: KeyRing, begun: Begun) =>
  keys.seal('sealed', place, Buffer.from(JSON.stringify(begun))).toString('base64url')

function opened(keys: KeyRing, text: string | null): Begun | null {
  if (text === null) return null
  try {
    return JSON.parse(keys.open('sealed', place, Buffer.from(text, 'base64url')).toString()) as Begun
  } catch {
    return null
  }
}
