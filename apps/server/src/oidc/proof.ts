/**
 * A proof of one request (RFC 9449, 4.2): a compact JWS whose header carries the key that signed it. Read and verified
 * without waiting for anybody; a client's header is the same in each of its proofs, so its key is made once.
 */
import { createPublicKey, hash, type JsonWebKey, type KeyObject, verify } from 'node:crypto'

/** What a proof says; each claim is whatever was sent. */
export interface Proof {
  readonly htm?: unknown
  readonly htu?: unknown
  readonly ath?: unknown
  readonly jti?: unknown
  readonly iat?: unknown
}

interface Signer {
  /** Thumbprint of the key (RFC 7638). */
  readonly jkt: string
  readonly key: KeyObject
  /** The digest that is signed; null: the whole (Ed25519). */
  readonly digest: 'sha256' | null
}

export interface ProofReader {
  /** What the proof says, once it is found to be signed by the key of this thumbprint; null for any other. */
  read(proof: string, jkt: string): Proof | null
}

/** One a process. It remembers the keys of those who have shown by a good proof that they hold them. */
export function proofReader(mostRemembered: number): ProofReader {
  const signers = new Map<string, Signer>()
  return {
    read(proof, jkt) {
      const [header = '', payload = '', signature = '', ...more] = proof.split('.')
      if (more.length > 0 || ![header, payload, signature].every((part) => /^[\w-]+$/.test(part))) return null
      try {
        const known = signers.get(header)
        const signer = known ?? signerOf(JSON.parse(Buffer.from(header, 'base64url').toString()))
        if (signer?.jkt !== jkt) return null
        const { key, digest } = signer
        const signed = Buffer.from(`${header}.${payload}`)
        const way = { key, dsaEncoding: 'ieee-p1363' } as const
        if (!verify(digest, signed, way, Buffer.from(signature, 'base64url'))) return null
        if (!known) remember(signers, header, signer, mostRemembered)
        const said: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())
        return typeof said === 'object' && said !== null ? said : null
      } catch {
        return null
      }
    },
  }
}

/** Adds, and lets go of what was added first where there are too many. */
export function remember<T>(map: Map<string, T>, key: string, value: T, most: number): T {
  if (map.size >= most) map.delete(map.keys().next().value!)
  map.set(key, value)
  return value
}

/** Who signs with this header, as it says. Null where it is no proof's, names a private key, or an algorithm of another key. */
function signerOf(header: Readonly<Record<string, unknown>>): Signer | null {
  const { typ, alg, jwk, crit } = header
  if (typ !== 'dpop+jwt' || crit !== undefined || typeof jwk !== 'object' || jwk === null || 'd' in jwk) return null
  const { kty, crv, x, y } = jwk as Record<string, unknown>
  if (typeof x !== 'string') return null
  if (kty === 'OKP' && crv === 'Ed25519' && (alg === 'EdDSA' || alg === 'Ed25519')) return signer({ crv, kty, x }, null)
  if (kty === 'EC' && crv === 'P-256' && alg === 'ES256' && typeof y === 'string')
    return signer({ crv, kty, x, y }, 'sha256')
  return null
}

/** `jwk`: the members that make the key, in the order of the thumbprint. */
function signer(jwk: JsonWebKey, digest: Signer['digest']): Signer {
  const jkt = hash('sha256', JSON.stringify(jwk), 'base64url')
  return { jkt, key: createPublicKey({ key: jwk, format: 'jwk' }), digest }
}

/** What a proof says of the token that it goes with. */
export const athOf = (token: string): string => hash('sha256', token, 'base64url')
