/**
 * Sealing at rest: AES-256-GCM behind one small interface. A box is
 *   version (1 byte, 1) · key number (2 bytes, big endian) · nonce (12 bytes) · ciphertext · tag (16 bytes)
 * and is bound to its place by the additional data, so that a box moved to another row does not open.
 * The keys come from one file (mode 0600) in the folder of keys; another keeper (PKCS#11, a transit engine) would
 * implement `KeyRing` and nothing else changes.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomFillSync,
} from 'node:crypto'

/** What is sealed apart: a key each. */
export type SealClass = 'inbox' | 'feed' | 'facts' | 'restricted' | 'sealed' | 'proposal'

export class SealBrokenError extends Error {
  override readonly name = 'SealBrokenError'
}

export interface KeyRing {
  /** Seals `plain` for the place `binding` (for example "entry 12 restricted"). Never throws. */
  seal(kind: SealClass, binding: string, plain: Uint8Array): Buffer
  /** Opens a box; throws SealBrokenError when it was changed, moved, or its key is missing. */
  open(kind: SealClass, binding: string, box: Uint8Array): Buffer
  /** The keyed blind index of a personal number: 32 bytes, the same for the same number. */
  blind(soDinhDanh: string): Buffer
  /** A keyed digest for equality tests of low-entropy values. */
  mac(text: string): Buffer
}

/** The file of keys: numbered AES-256 keys per class (the highest seals, all open), and the index key. Base64url. */
export interface KeyFile {
  readonly sandbox: boolean
  readonly classes: Readonly<Record<SealClass, Readonly<Record<string, string>>>>
  readonly blindIndex: string
}

const nonceLength = 12
const tagLength = 16
const header = 3 + nonceLength

/** Nonces come from a pool of random bytes: one system call for many records. */
const pool = Buffer.alloc(nonceLength * 4096)
let poolAt = pool.length
function nonce(): Buffer {
  if (poolAt === pool.length) {
    randomFillSync(pool)
    poolAt = 0
  }
  const part = pool.subarray(poolAt, poolAt + nonceLength)
  poolAt += nonceLength
  return part
}

/** Keys are held as KeyObjects: from raw bytes, node:crypto would prepare each one anew for every box, at three times the cost. */
export function keyRing(file: KeyFile): KeyRing {
  const keys = new Map<SealClass, { all: Map<number, KeyObject>; current: number }>()
  for (const [kind, numbered] of Object.entries(file.classes) as [SealClass, Record<string, string>][]) {
    const all = new Map(Object.entries(numbered).map(([no, key]) => [Number(no), secretKey(key)]))
    keys.set(kind, { all, current: Math.max(...all.keys()) })
  }
  const indexKey = secretKey(file.blindIndex)
  return {
    seal(kind, binding, plain) {
      const { all, current } = keys.get(kind)!
      const box = Buffer.allocUnsafe(header + plain.length + tagLength)
      box[0] = 1
      box.writeUInt16BE(current, 1)
      nonce().copy(box, 3)
      const cipher = createCipheriv('aes-256-gcm', all.get(current)!, box.subarray(3, header))
      cipher.setAAD(Buffer.from(`${kind} ${binding}`))
      cipher.update(plain).copy(box, header)
      cipher.final()
      cipher.getAuthTag().copy(box, header + plain.length)
      return box
    },
    open(kind, binding, box) {
      const view = Buffer.from(box.buffer, box.byteOffset, box.byteLength)
      const key =
        view.length >= header + tagLength && view[0] === 1 ? keys.get(kind)!.all.get(view.readUInt16BE(1)) : undefined
      if (!key) throw new SealBrokenError(`no key opens this box (${kind} ${binding})`)
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, view.subarray(3, header))
        decipher.setAAD(Buffer.from(`${kind} ${binding}`))
        decipher.setAuthTag(view.subarray(view.length - tagLength))
        const plain = decipher.update(view.subarray(header, view.length - tagLength))
        decipher.final()
        return plain
      } catch {
        throw new SealBrokenError(`the box does not open (${kind} ${binding})`)
      }
    },
    blind: (soDinhDanh) => createHmac('sha256', indexKey).update(`person ${soDinhDanh}`).digest(),
    mac: (text) => createHmac('sha256', indexKey).update(`mac ${text}`).digest(),
  }
}

const secretKey = (text: string): KeyObject => createSecretKey(Buffer.from(text, 'base64url'))
