/**
 * How a client with a key is let in: it learns who issues tokens, asks for one by its registered key, binds it to a key that
 * lives in this process alone, renews it before it ends, and proves each request.
 */
import { clientAssertion, dpopProof, newKeyPair } from '@cbccvc/evidence'
import { RefusedError, refusedAnswer } from './client.ts'
import { refusal, refusals } from './refusals.ts'

export interface KeyHolderOptions {
  readonly server: string
  /** The registered key (Ed25519 seed). */
  readonly seed: Uint8Array
  /** By what the client is registered; by default the id of the key. */
  readonly client?: string | undefined
  readonly fetch?: typeof fetch | undefined
  readonly timeoutMs?: number | undefined
}

export interface KeyHolder {
  /** The headers of one request; `path` without query. */
  headers(method: string, path: string): Promise<Record<string, string>>
  /** The token is not taken any more: the next request asks for another one. */
  forget(): void
}

/** A token is renewed so long before it ends, in milliseconds. */
const before = 60_000

export function keyHolder({ server, seed, client, ...options }: KeyHolderOptions): KeyHolder {
  const { fetch: send = fetch, timeoutMs = 120_000 } = options
  const bound = newKeyPair()
  let issuer: string | undefined
  let token = { text: '', until: 0 }
  let asking: Promise<string> | undefined

  const answer = async (path: string, init?: RequestInit): Promise<Record<string, unknown>> => {
    const response = await send(`${server}${path}`, { ...init, signal: AbortSignal.timeout(timeoutMs) })
    if (!response.ok) throw await refusedByIssuer(response)
    return (await response.json()) as Record<string, unknown>
  }
  const ask = async (): Promise<string> => {
    issuer ??= String((await answer('/oidc/.well-known/openid-configuration')).issuer)
    const now = Date.now()
    const proof = dpopProof(bound.seed, { method: 'POST', address: `${issuer}/token`, now })
    const given = await answer('/oidc/token', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json', dpop: proof },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: clientAssertion(seed, { issuer, now, ...(client !== undefined && { client }) }),
      }).toString(),
    })
    token = { text: String(given.access_token), until: now + Number(given.expires_in) * 1000 - before }
    return token.text
  }
  return {
    async headers(method, path) {
      // Many requests at once ask for one token.
      if (Date.now() >= token.until) {
        asking ??= ask().finally(() => {
          asking = undefined
        })
      }
      const text = Date.now() < token.until ? token.text : await asking!
      const address = `${new URL(issuer!).origin}${path}`
      return {
        authorization: `DPoP ${text}`,
        dpop: dpopProof(bound.seed, { method, address, now: Date.now(), token: text }),
      }
    },
    forget() {
      token = { text: '', until: 0 }
    },
  }
}

/** The issuer speaks the language of its standard; what it refuses is told in ours. */
async function refusedByIssuer(response: Response): Promise<RefusedError> {
  const said = (await response
    .clone()
    .json()
    .catch(() => null)) as { readonly error?: unknown } | null
  if (typeof said?.error !== 'string' || response.status >= 500) return refusedAnswer(response)
  const theirs = Date.parse(response.headers.get('date') ?? '')
  const code = Math.abs(Date.now() - theirs) > 50_000 ? 'caller.expired' : 'caller.unknown'
  return new RefusedError(refusal(code), refusals[code].status, null)
}
