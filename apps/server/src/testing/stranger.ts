/**
 * A program written from docs/protocol.md, 5.2 and 15, by somebody who has nothing else: Node's own cryptography and
 * `fetch`, a key on P-256, and no line of ours.
 */
import { createHash, createPublicKey, type KeyObject, randomUUID, sign } from 'node:crypto'

const b64 = (value: object | string) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

/** A compact JWS, ES256: 64 bytes r‖s. */
function jws(header: object, claims: object, key: KeyObject): string {
  const signed = `${b64({ ...header, alg: 'ES256' })}.${b64(claims)}`
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' })
  return `${signed}.${signature.toString('base64url')}`
}

const seconds = () => Math.floor(Date.now() / 1000)

/** Calls a path of the centre with a body of JSON; asks for the token that it needs (15.2, 15.3). */
export function strangerOf(server: string, { clientId, registered, bound }: StrangerKeys) {
  const { kty, crv, x, y } = createPublicKey(bound).export({ format: 'jwk' })
  const prove = (method: string, htu: string, token?: string) =>
    jws(
      { typ: 'dpop+jwt', jwk: { kty, crv, x, y } },
      {
        ...{ jti: randomUUID(), htm: method, htu, iat: seconds() },
        ...(token && { ath: createHash('sha256').update(token).digest('base64url') }),
      },
      bound,
    )
  const askToken = async () => {
    const { issuer } = (await (await fetch(`${server}/oidc/.well-known/openid-configuration`)).json()) as {
      issuer: string
    }
    const now = seconds()
    const claims = { iss: clientId, sub: clientId, aud: issuer, jti: randomUUID(), iat: now, exp: now + 60 }
    const answer = await fetch(`${issuer}/token`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        dpop: prove('POST', `${issuer}/token`),
      },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: jws({ typ: 'JWT' }, claims, registered),
      }),
    })
    const given = (await answer.json()) as { access_token?: string; error?: string }
    return { origin: new URL(issuer).origin, status: answer.status, ...given }
  }
  return {
    askToken,
    async post(path: string, body: object): Promise<{ status: number; answer: Record<string, unknown> }> {
      const { origin, access_token: token = '' } = await askToken()
      const answer = await fetch(`${server}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `DPoP ${token}`,
          dpop: prove('POST', `${origin}${path}`, token),
        },
        body: JSON.stringify(body),
      })
      return { status: answer.status, answer: (await answer.json()) as Record<string, unknown> }
    },
  }
}

export interface StrangerKeys {
  readonly clientId: string
  /** Private halves, of the registered key and of the one that the tokens are bound to. */
  readonly registered: KeyObject
  readonly bound: KeyObject
}
