/**
 * Key-encryption keys. They never touch a record: they wrap the data keys, which lie wrapped in the table `data_key`. Who
 * has the database but no key-encryption key has nothing; who changes it, wraps a few dozen rows anew and no record.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { KeyUnknownError, SealBrokenError } from './seal.ts'

/**
 * Whoever keeps the key-encryption keys. Asked when a process starts and once a quarter, never for a record, so that it
 * may be a device or a service far away (docs/operations.md shows PKCS#11 and a transit engine). Both calls either do all
 * or throw, and may be repeated.
 */
export interface KeyKeeper {
  /** The name of the key that wraps now. */
  readonly kekId: string
  /** Wraps a data key of 32 bytes under `kekId`; `binding` says which one it is, and is authenticated. */
  wrap(key: Uint8Array, binding: string): Promise<Buffer>
  /** Throws KeyUnknownError when this key-encryption key is not ours, SealBrokenError when the bytes were changed. */
  unwrap(kekId: string, wrapped: Uint8Array, binding: string): Promise<Buffer>
}

/** `seal.json` (mode 0600). All keys are 32 bytes, base64url. */
export interface KeyFile {
  readonly v: 2
  readonly sandbox: boolean
  /** Key-encryption keys by name; those beside `current` only unwrap, until everything is wrapped anew. */
  readonly kek: { readonly current: string; readonly keys: Readonly<Record<string, string>> }
  /** Generations of the blind index's key, by number; the highest is the one to come or in use. */
  readonly index: Readonly<Record<string, string>>
  /** The key of digests for equality. */
  readonly mac: string
}

/** The shape before there were data keys: numbered AES-256 keys by class, and the index key, which made digests as well. */
export interface OldKeyFile {
  readonly sandbox: boolean
  readonly classes: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly blindIndex: string
}

export const newKey = (): string => randomBytes(32).toString('base64url')

/** A key file of its own for a new centre. */
export function newKeyFile(sandbox: boolean): KeyFile {
  const kekId = `k-${randomBytes(4).toString('hex')}`
  return {
    v: 2,
    sandbox,
    kek: { current: kekId, keys: { [kekId]: newKey() } },
    index: { '1': newKey() },
    mac: newKey(),
  }
}

const nonceLength = 12
const tagLength = 16

/** The keeper by default: the keys of the file, AES-256-GCM. A wrapped key is nonce (12) · ciphertext (32) · tag (16). */
export function localKeeper({ kek }: Pick<KeyFile, 'kek'>): KeyKeeper {
  const keys = new Map(Object.entries(kek.keys).map(([id, key]) => [id, Buffer.from(key, 'base64url')]))
  if (!keys.has(kek.current))
    throw new KeyUnknownError(
      `seal.json không có khóa bọc ${kek.current}. / seal.json does not hold the key-encryption key ${kek.current}.`,
    )
  const bound = (id: string, binding: string) => Buffer.from(`kek ${id} ${binding}`)
  return {
    kekId: kek.current,
    async wrap(key, binding) {
      const nonce = randomBytes(nonceLength)
      const cipher = createCipheriv('aes-256-gcm', keys.get(kek.current)!, nonce)
      cipher.setAAD(bound(kek.current, binding))
      return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()])
    },
    async unwrap(id, wrapped, binding) {
      const key = keys.get(id)
      if (!key)
        throw new KeyUnknownError(
          `seal.json không có khóa bọc ${id}. / seal.json does not hold the key-encryption key ${id}.`,
        )
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, wrapped.subarray(0, nonceLength))
        decipher.setAAD(bound(id, binding))
        decipher.setAuthTag(wrapped.subarray(wrapped.length - tagLength))
        const plain = decipher.update(wrapped.subarray(nonceLength, wrapped.length - tagLength))
        return Buffer.concat([plain, decipher.final()])
      } catch {
        throw new SealBrokenError(`Khóa bọc không mở được. / A wrapped key does not open: ${binding}`)
      }
    },
  }
}
