/**
 * A stand-in for the national e-ID (VNeID) over HTTP, for the sandbox and the tests: OpenID Connect, authorization code
 * with PKCE, tokens signed RS256, and a page where a synthetic person is chosen instead of signing in. It can be down, and
 * it can be an impostor, whose tokens another key has signed.
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import Provider, { type JWK } from 'oidc-provider'
import { memory } from './memory.ts'
import { choicePage } from './page.ts'
import { type EidPerson, eidClaims } from './people.ts'

export { type EidPerson, eidPerson, sandboxPeople } from './people.ts'

export interface EidOptions {
  readonly people: readonly EidPerson[]
  /** The one client: the centre, known by its public key. */
  readonly client: { readonly clientId: string; readonly publicKey: JWK; readonly redirectUris: readonly string[] }
  /** 0 (default) for any free port. */
  readonly port?: number
}

export interface Eid {
  readonly issuer: string
  /** Changes whom can be chosen. */
  setPeople(people: readonly EidPerson[]): void
  /** Whether it answers at all. */
  setDown(down: boolean): void
  /** From now on another key than the published one seems to have signed. */
  setImpostor(impostor: boolean): void
  close(): Promise<void>
}

const signingKey = (kid: string): JWK => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { ...(privateKey.export({ format: 'jwk' }) as JWK), kid, alg: 'RS256', use: 'sig' }
}
const publicHalf = ({ kty, n, e, kid, alg, use }: JWK) => ({ kty, n, e, kid, alg, use })

/** Starts it on 127.0.0.1. */
export async function startEid({ people: first, client, port = 0 }: EidOptions): Promise<Eid> {
  let people = new Map(first.map((person) => [person.sub, person]))
  let [down, impostor] = [false, false]
  const [key, foreign] = [signingKey('eid'), signingKey('eid')]
  const server = createServer((request, response) => {
    if (down) return request.socket.destroy()
    answer(request, response).catch((error) => {
      console.error(`e-ID: ${(error as Error).name}`)
      if (!response.headersSent) response.writeHead(400)
      response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        ...{ client_id: client.clientId, redirect_uris: [...client.redirectUris], response_types: ['code'] },
        ...{ grant_types: ['authorization_code'], id_token_signed_response_alg: 'RS256' },
        ...{ token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [client.publicKey] } },
      },
    ],
    adapter: memory(),
    jwks: { keys: [key] },
    claims: { openid: ['sub', ...eidClaims] },
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    interactions: { url: (_ctx, { uid }) => `/choose/${uid}` },
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    findAccount: (_ctx, sub) => {
      const person = people.get(sub)
      return person && { accountId: sub, claims: () => ({ ...person }) }
    },
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: oidc.client!.clientId, accountId: oidc.session!.accountId! })
      grant.addOIDCScope('openid')
      await grant.save()
      return grant
    },
  })
  const callback = provider.callback()

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', issuer).pathname
    if (path === '/jwks' && impostor) return json(response, { keys: [publicHalf(foreign)] })
    if (!path.startsWith('/choose/')) return callback(request, response)
    const { uid } = await provider.interactionDetails(request, response)
    if (request.method !== 'POST') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
      response.end(choicePage(uid, [...people.values()]))
      return
    }
    const sub = new URLSearchParams(await text(request)).get('person') ?? ''
    const result = people.has(sub) ? { login: { accountId: sub } } : { error: 'access_denied' }
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
  }

  return {
    issuer,
    setPeople(next) {
      people = new Map(next.map((person) => [person.sub, person]))
    },
    setDown(next) {
      down = next
    },
    setImpostor(next) {
      impostor = next
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function json(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}
