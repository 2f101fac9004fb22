/** The token of a request: a short-lived JWT (RFC 7519) signed by the caller's key, sent as `Authorization: Bearer`. */
import { EvidenceError } from './errors.ts'
import { isCode } from './forms.ts'
import { checkJws, type JwsHeader, readJws, sealJws } from './jws.ts'

export interface TokenClaims {
  /** Code of the body whose key signs. */
  readonly iss: string
  readonly aud: string
  /** Issued at and expires at, seconds since 1970. */
  readonly iat: number
  readonly exp: number
}

export const TOKEN_TTL_MAX = 300
/** How far the caller's clock may run ahead, in seconds. */
const SKEW = 60
const TYPE = 'JWT'

/** A token that lives `ttl` seconds (at most 300) from `now` (milliseconds since 1970). */
export function requestToken(
  seed: Uint8Array,
  { iss, aud = 'cbccvc', ttl = TOKEN_TTL_MAX, now }: { iss: string; aud?: string; ttl?: number; now: number },
): string {
  if (!(ttl > 0 && ttl <= TOKEN_TTL_MAX)) throw new EvidenceError('token.lifetime', { max: TOKEN_TTL_MAX })
  const iat = Math.floor(now / 1000)
  return sealJws(TYPE, JSON.stringify({ iss, aud, iat, exp: iat + Math.floor(ttl) }), seed)
}

/** Reads a token without verifying it (to learn whose key to look up). Throws `jws.*`, `token.malformed`. */
export function readRequestToken(token: string): { header: JwsHeader; claims: TokenClaims } {
  if (token.length > 2048) throw new EvidenceError('token.malformed')
  const { header, payload } = readJws(token, TYPE)
  return { header, claims: claimsOf(payload) }
}

/** The claims, if this key signed them and they hold at `now` (milliseconds since 1970). Throws an `EvidenceError`. */
export function verifyRequestToken(token: string, publicKey: Uint8Array, now: number, aud = 'cbccvc'): TokenClaims {
  const { claims } = readRequestToken(token)
  checkJws(readJws(token, TYPE), publicKey)
  if (claims.aud !== aud) throw new EvidenceError('token.audience', { aud: claims.aud })
  if (claims.exp - claims.iat > TOKEN_TTL_MAX || claims.exp <= claims.iat) {
    throw new EvidenceError('token.lifetime', { max: TOKEN_TTL_MAX })
  }
  const seconds = now / 1000
  if (claims.iat > seconds + SKEW) throw new EvidenceError('token.early')
  if (claims.exp <= seconds) throw new EvidenceError('token.expired')
  return claims
}

function claimsOf(payload: string): TokenClaims {
  let value: Partial<Record<keyof TokenClaims, unknown>> | null
  try {
    value = JSON.parse(payload)
  } catch {
    value = null
  }
  if (value === null || typeof value !== 'object') throw new EvidenceError('token.malformed')
  const { iss, aud, iat, exp } = value
  if (typeof iss !== 'string' || !isCode(iss) || typeof aud !== 'string' || !isSeconds(iat) || !isSeconds(exp)) {
    throw new EvidenceError('token.malformed')
  }
  return { iss, aud, iat, exp }
}

const isSeconds = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
