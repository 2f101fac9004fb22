/**
 * The digest of a stored entry. Each of the four field classes (public, internal, restricted, sealed) has its own
 * salted digest, so that a proof can be shown to someone who may see one class only, and survives re-encryption.
 */
import { sha256, sha256Into } from '#crypto'

/** What one class of an entry says: its canonical JSON text as `splitByClass` wrote it, null when nothing is stated. */
export interface EntryClass {
  /** 16 random bytes, stored beside the class. Ignored where `text` is null. */
  readonly salt: Uint8Array
  readonly text: string | null
}

const NOTHING = new Uint8Array(32)
const encoder = new TextEncoder()
let scratch = new Uint8Array(16384)

/** SHA-256(0x02, salt, UTF-8 text); 32 zero bytes for a class that states nothing. */
export function classDigest({ salt, text }: EntryClass): Uint8Array {
  if (text === null) return NOTHING.slice()
  if (salt.length !== 16) throw new RangeError('the salt of a class has 16 bytes')
  if (scratch.length < 17 + text.length * 3) scratch = new Uint8Array((17 + text.length * 3) * 2)
  scratch[0] = 2
  scratch.set(salt, 1)
  const { written } = encoder.encodeInto(text, scratch.subarray(17))
  return sha256(scratch.subarray(0, 17 + written))
}

/** SHA-256(0x03, the four class digests in the order public, internal, restricted, sealed): 32 bytes. */
export function entryDigest(classes: readonly EntryClass[]): Uint8Array {
  return entryDigestFrom(classes.map(classDigest))
}

/** The same from class digests: for someone who was shown one class and the digests of the other three. */
export function entryDigestFrom(digests: readonly Uint8Array[]): Uint8Array {
  if (digests.length !== 4) throw new RangeError('an entry has four classes')
  const data = new Uint8Array(1 + 4 * 32)
  data[0] = 3
  digests.forEach((digest, i) => {
    data.set(digest, 1 + 32 * i)
  })
  const out = new Uint8Array(32)
  sha256Into(out, 0, data)
  return out
}
