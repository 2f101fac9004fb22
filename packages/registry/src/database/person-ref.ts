/**
 * What a person is called outside the register. A personal number is personal data and a row's number tells how many there
 * are, so neither leaves: a ref is one AES-256 block over eight zero bytes and the row's number. It is the same for ever,
 * and one in 2^64 guesses has the zeros.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto'

/** Both ways under one key of 32 bytes. Whoever has the key can name everybody; it never leaves the ring. */
export function personRefs(key: Buffer): {
  readonly refOf: (personId: number) => string
  readonly personOfRef: (ref: string) => number | null
} {
  return {
    refOf(personId) {
      const block = Buffer.alloc(16)
      block.writeBigUInt64BE(BigInt(personId), 8)
      const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false)
      return Buffer.concat([cipher.update(block), cipher.final()]).toString('base64url')
    },
    personOfRef(ref) {
      const sealed = Buffer.from(ref, 'base64url')
      // base64url has two spare bits after 16 bytes: only the spelling that we gave is known.
      if (sealed.length !== 16 || sealed.toString('base64url') !== ref) return null
      const decipher = createDecipheriv('aes-256-ecb', key, null).setAutoPadding(false)
      const block = Buffer.concat([decipher.update(sealed), decipher.final()])
      const id = Number(block.readBigUInt64BE(8))
      return block.readBigUInt64BE(0) === 0n && Number.isSafeInteger(id) ? id : null
    },
  }
}
