/** Ed25519 keys (RFC 8032): a 32-byte seed, a 32-byte public key, both written as base64url. */
import { ed25519PublicKey, randomBytes, sha256 } from '#crypto'
import { fromBase64url, toBase64url, toHex } from './bytes.ts'
import { EvidenceError } from './errors.ts'

/** A key pair. `kid` is what headers and tables name the key by. */
export interface KeyPair {
  readonly seed: Uint8Array
  readonly publicKey: Uint8Array
  readonly kid: string
}

/** First 16 hexadecimal digits of SHA-256 of the public key. */
export function kidOf(publicKey: Uint8Array): string {
  return toHex(sha256(publicKey)).slice(0, 16)
}

/** The pair of a 32-byte seed. Throws `key.malformed`. */
export function keyPairFromSeed(seed: Uint8Array): KeyPair {
  if (seed.length !== 32) throw new EvidenceError('key.malformed')
  const publicKey = ed25519PublicKey(seed)
  return { seed, publicKey, kid: kidOf(publicKey) }
}

/** A new pair from the system's random source. */
export function newKeyPair(): KeyPair {
  return keyPairFromSeed(randomBytes(32))
}

/** A seed or public key from base64url. Throws `key.malformed`. */
export function keyFromText(text: string): Uint8Array {
  const key = fromBase64url(text, 32)
  if (!key) throw new EvidenceError('key.malformed')
  return key
}

export const keyToText = (key: Uint8Array): string => toBase64url(key)
