/**
 * What a body's software shows to be let in: an assertion by its registered key (RFC 7523), for which the centre's issuer
 * gives a short-lived access token, and with every request a proof by the key that the token is bound to (DPoP, RFC 9449).
 */
import { ed25519PublicKey, ed25519Sign, sha256 } from '#crypto'
import { toBase64url, utf8 } from './bytes.ts'
import { sealJws } from './jws.ts'
import { kidOf } from './keys.ts'

/** How long an assertion holds, in seconds: it is used at once, and once. */
export const ASSERTION_TTL = 60

export interface AssertionOptions {
  /** The address of the issuer, `https://…/oidc`. */
  readonly issuer: string
  /** Milliseconds since 1970. */
  readonly now: number
  /** By what the client is registered; by default the id of the key (a body's software). */
  readonly client?: string
  /** Unique; random by default. */
  readonly jti?: string
}

/** An assertion of who asks for a token. */
export function clientAssertion(seed: Uint8Array, { issuer, now, client, jti }: AssertionOptions): string {
  const iss = client ?? kidOf(ed25519PublicKey(seed))
  const iat = Math.floor(now / 1000)
  return sealJws(
    'JWT',
    JSON.stringify({ iss, sub: iss, aud: issuer, jti: jti ?? randomId(), iat, exp: iat + ASSERTION_TTL }),
    seed,
  )
}

export interface ProofOptions {
  readonly method: string
  /** The address of the request as the centre knows itself, without query. */
  readonly address: string
  /** Milliseconds since 1970. */
  readonly now: number
  /** Left out where a token is asked for. */
  readonly token?: string
  /** Unique; random by default. */
  readonly jti?: string
}

/** The proof of one request, by any Ed25519 key; the token that it goes with is bound to that key. */
export function dpopProof(seed: Uint8Array, { method, address, now, token, jti }: ProofOptions): string {
  const x = toBase64url(ed25519PublicKey(seed))
  const header = { typ: 'dpop+jwt', alg: 'EdDSA', jwk: { kty: 'OKP', crv: 'Ed25519', x } }
  const claims = {
    ...{ jti: jti ?? randomId(), htm: method, htu: address, iat: Math.floor(now / 1000) },
    ...(token !== undefined && { ath: toBase64url(sha256(utf8(token))) }),
  }
  const signed = `${toBase64url(utf8(JSON.stringify(header)))}.${toBase64url(utf8(JSON.stringify(claims)))}`
  return `${signed}.${toBase64url(ed25519Sign(seed, utf8(signed)))}`
}

/** 122 random bits; a platform keeps some ready for it. */
const randomId = (): string => globalThis.crypto.randomUUID()
