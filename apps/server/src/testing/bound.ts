/** A bound token asked for part by part, so that a test can spoil any of it, and the calls that it is shown with. */
import { clientAssertion, dpopProof, newKeyPair } from '@cbccvc/evidence'

export interface Asked {
  readonly status: number
  readonly error?: string
  readonly access_token?: string
  readonly token_type?: string
  readonly expires_in?: number
}

/** Asks for a token as the contract's client does; `bound`: the key to bind it to. */
export async function askToken(
  url: string,
  {
    seed,
    bound,
    ...more
  }: { seed: Uint8Array; bound?: Uint8Array; assertion?: string; client?: string; address?: string },
): Promise<Asked> {
  const [issuer, now] = [`${url}/oidc`, Date.now()]
  const proof = bound && dpopProof(bound, { method: 'POST', address: more.address ?? `${issuer}/token`, now })
  const answer = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...(proof && { dpop: proof }) },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion:
        more.assertion ?? clientAssertion(seed, { issuer, now, ...(more.client && { client: more.client }) }),
    }),
  })
  return { status: answer.status, ...((await answer.json()) as Omit<Asked, 'status'>) }
}

/** The headers of one call with a token that nobody issued, and a proof by a key that nobody knows. */
export function strange(url: string, path = '/v1/feed', method = 'GET'): Record<string, string> {
  const token = `${crypto.randomUUID()}.${crypto.randomUUID()}.x`
  const proof = dpopProof(newKeyPair().seed, { method, address: `${url}${path}`, now: Date.now(), token })
  return { authorization: `DPoP ${token}`, dpop: proof }
}

/** A `fetch` that shows these headers, and asks once. */
export const showing =
  (headers: () => Record<string, string>): typeof fetch =>
  (address, init) =>
    fetch(address, { ...init, headers: { ...(init?.headers as Record<string, string>), ...headers() } })
