/** A relying party outside: the real `openid-client`, keys of its own, and a real HTTP server that hears back-channel logouts. */
import { createServer, type Server } from 'node:http'
import { text } from 'node:stream/consumers'
import { decideFourEyes, registerParty } from '@cbccvc/registry'
import { createRemoteJWKSet, exportJWK, generateKeyPair, type JWK, type JWTPayload, jwtVerify } from 'jose'
import * as openid from 'openid-client'
import type { Holder, Office } from './accounts.ts'
import { type Browser, passFactors } from './browser.ts'

export interface Party {
  readonly id: string
  readonly config: openid.Configuration
  readonly redirectUri: string
  /** What it is registered by; a thief of it can do all that it can. */
  readonly key: CryptoKey
  readonly publicJwk: JWK
  /** Logout tokens that were heard, verified against the keys of the issuer. */
  readonly heard: JWTPayload[]
  /** What the receiver answers next; `never`: it takes the call and says nothing. */
  answer: number | 'never'
  /** How often its receiver was called. */
  asked: number
  /** A browser goes to sign in; ends where it is sent. With PKCE, state and nonce as the library makes them. */
  begin(browser: Browser, more?: Record<string, string>): Promise<Begun>
  /** The whole way: sign in there, come back, the code exchanged. */
  signIn(browser: Browser, holder: Holder): Promise<Tokens>
  redeem(begun: Begun): Promise<Tokens>
  close(): Promise<void>
}

export interface Begun {
  /** Where the browser stands: our page of the sign-in, or back at the party with a code. */
  at: URL
  readonly verifier: string
  readonly state: string
  readonly nonce: string
}

export type Tokens = Awaited<ReturnType<typeof openid.authorizationCodeGrant>>

export interface PartyOptions {
  readonly scopes?: readonly string[]
}

/** Registers it: the operator asks, the approver approves. */
export async function openParty(
  office: Office,
  [operator, approver]: readonly [Holder, Holder],
  id: string,
  { scopes = ['openid', 'profile', 'roles'] }: PartyOptions = {},
): Promise<Party> {
  const heard: JWTPayload[] = []
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  const publicJwk = await exportJWK(publicKey)
  const issuer = `${office.url}/oidc`
  const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`))
  const server: Server = createServer(async (request, response) => {
    party.asked++
    const token = new URLSearchParams(await text(request)).get('logout_token') ?? ''
    const valid = await jwtVerify(token, keys, { issuer, audience: id, typ: 'logout+jwt' }).catch(() => null)
    if (valid && party.answer === 200) heard.push(valid.payload)
    if (party.answer === 'never') return
    response.writeHead(valid ? party.answer : 400).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const own = `http://127.0.0.1:${port}`
  const redirectUri = `${own}/back`
  const wish = {
    ...{ id, name: `Hệ thống ${id}`, redirectUris: [redirectUri], postLogoutRedirectUris: [`${own}/bye`] },
    ...{ backchannelLogoutUri: `${own}/logout`, publicKeys: [publicJwk as never], scopes },
  }
  const asked = await registerParty(office.accounts, await office.as(operator), wish, { plain: true })
  await decideFourEyes(office.accounts, await office.as(approver), asked.requestId, true)
  const config = await openid.discovery(new URL(issuer), id, undefined, openid.PrivateKeyJwt(privateKey), {
    execute: [openid.allowInsecureRequests],
  })
  const party: Party = {
    ...{ id, config, redirectUri, heard, answer: 200, asked: 0, key: privateKey, publicJwk },
    async begin(browser, more = {}) {
      const [verifier, state, nonce] = [openid.randomPKCECodeVerifier(), openid.randomState(), openid.randomNonce()]
      const address = openid.buildAuthorizationUrl(config, {
        ...{ redirect_uri: redirectUri, scope: scopes.join(' '), state, nonce, code_challenge_method: 'S256' },
        code_challenge: await openid.calculatePKCECodeChallenge(verifier),
        ...more,
      })
      const { at } = await browser.follow(address.href)
      return { at, verifier, state, nonce }
    },
    async signIn(browser, holder) {
      const begun = await party.begin(browser)
      if (begun.at.pathname === '/sign-in') {
        office.pass(30)
        const { next } = await passFactors(browser, holder, begun.at.searchParams.get('uid')!)
        begun.at = (await browser.follow(next)).at
      }
      return party.redeem(begun)
    },
    redeem: ({ at, verifier, state, nonce }) =>
      openid.authorizationCodeGrant(config, at, {
        ...{ pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce },
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return party
}
