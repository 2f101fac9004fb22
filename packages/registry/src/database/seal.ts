/**
 * Sealing at rest: AES-256-GCM boxes. A box is
 *   version (1 byte, 2) · key number (2 bytes, big endian) · nonce (12 bytes) · ciphertext · tag (16 bytes)
 * and is bound by the additional data to its class, the number of its key and its place, so that a box moved to another
 * row, class or key does not open. Boxes of version 1, which did not bind the number, are opened and never made.
 *
 * Nonces are random: a key may seal 2^32 boxes (NIST SP 800-38D, 8.3). A key lasts a quarter (key-ring.ts), in which the
 * nation seals some millions.
 */
import { createCipheriv, createDecipheriv, type KeyObject, randomFillSync } from 'node:crypto'

/** What is sealed apart: data keys of its own each. */
export const sealClasses = ['inbox', 'feed', 'facts', 'restricted', 'sealed', 'proposal', 'counts'] as const
export type SealClass = (typeof sealClasses)[number]

/** A box was changed or moved, or is no box. */
export class SealBrokenError extends Error {
  override readonly name: string = 'SealBrokenError'
}

/** The key is not (or not yet) known to this process: another process may have made it a moment ago. */
export class KeyUnknownError extends SealBrokenError {
  override readonly name = 'KeyUnknownError'
}

/** A data key, unwrapped. */
export interface DataKey {
  readonly kind: SealClass
  /** 1 to 65535, counted within its class. */
  readonly number: number
  /** From this instant on it seals what is new, in milliseconds; it opens always. */
  readonly startsAt: number
  readonly key: KeyObject
}

/** Seals and opens with the data keys that it was given; synchronous, because a part has hundreds of boxes. */
export interface Boxes {
  /** Seals `plain` for the place `binding` (for example "entry 12 restricted"). Needs a key of the class. */
  seal(kind: SealClass, binding: string, plain: Uint8Array): Buffer
  /** Opens a box. Throws SealBrokenError, and KeyUnknownError where its key is not known here. */
  open(kind: SealClass, binding: string, box: Uint8Array): Buffer
  /** The number of the key that seals this class now. */
  current(kind: SealClass): number
}

const nonceLength = 12
const tagLength = 16

/** Version, key number and nonce: what stands before the content, and names a box among all. */
export const boxHeader = 3 + nonceLength

/** What a box is longer than its content. */
export const boxOverhead = boxHeader + tagLength

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

const bindingOf = (version: number, kind: SealClass, number: number, binding: string) =>
  Buffer.from(version === 1 ? `${kind} ${binding}` : `2 ${kind} ${number} ${binding}`)

/** The keys of one class; `current` seals until `until`, when the next one begins. */
interface Keys {
  readonly all: Map<number, DataKey>
  current: DataKey | null
  until: number
}

/**
 * Boxes without a key yet; `add` gives them keys, in any order. Keys are held as KeyObjects: from raw bytes, node:crypto
 * would prepare each one anew for every box, at three times the cost. `now`: milliseconds.
 */
export function boxes(
  now: () => number = Date.now,
): Boxes & { add(key: DataKey): void; knows(key: DataKeyName): boolean } {
  const classes = new Map<SealClass, Keys>(
    sealClasses.map((kind) => [kind, { all: new Map(), current: null, until: Infinity }]),
  )
  const sealing = (kind: SealClass): DataKey => {
    const keys = classes.get(kind)!
    if (now() >= keys.until) choose(keys, now())
    if (!keys.current) throw new KeyUnknownError(`no key seals the class ${kind}`)
    return keys.current
  }
  return {
    add(key) {
      const keys = classes.get(key.kind)!
      keys.all.set(key.number, key)
      choose(keys, now())
    },
    knows: ({ kind, number }) => classes.get(kind)?.all.has(number) ?? false,
    current: (kind) => sealing(kind).number,
    seal(kind, binding, plain) {
      const { number, key } = sealing(kind)
      const box = Buffer.allocUnsafe(boxOverhead + plain.length)
      box[0] = 2
      box.writeUInt16BE(number, 1)
      nonce().copy(box, 3)
      const cipher = createCipheriv('aes-256-gcm', key, box.subarray(3, boxHeader))
      cipher.setAAD(bindingOf(2, kind, number, binding))
      cipher.update(plain).copy(box, boxHeader)
      cipher.final()
      cipher.getAuthTag().copy(box, boxHeader + plain.length)
      return box
    },
    open(kind, binding, box) {
      const view = Buffer.from(box.buffer, box.byteOffset, box.byteLength)
      const version = view[0]
      if (view.length < boxOverhead || (version !== 1 && version !== 2))
        throw new SealBrokenError(`this is no box (${kind} ${binding})`)
      const number = view.readUInt16BE(1)
      const found = classes.get(kind)!.all.get(number)
      if (!found) throw new KeyUnknownError(`no key opens this box (${kind} ${binding})`)
      try {
        const decipher = createDecipheriv('aes-256-gcm', found.key, view.subarray(3, boxHeader))
        decipher.setAAD(bindingOf(version, kind, number, binding))
        decipher.setAuthTag(view.subarray(view.length - tagLength))
        const plain = decipher.update(view.subarray(boxHeader, view.length - tagLength))
        decipher.final()
        return plain
      } catch {
        throw new SealBrokenError(`the box does not open (${kind} ${binding})`)
      }
    },
  }
}

/** What names a data key: its class, and its number there. */
export interface DataKeyName {
  readonly kind: SealClass
  readonly number: number
}

/** The highest number that has begun; where none has (our clock is behind its maker's), the first one. */
function choose(keys: Keys, at: number): void {
  const sorted = [...keys.all.values()].sort((a, b) => a.number - b.number)
  keys.current = sorted.findLast((key) => key.startsAt <= at) ?? sorted[0] ?? null
  const coming = sorted.filter((key) => key.startsAt > at && key.number > (keys.current?.number ?? 0))
  keys.until = Math.min(Infinity, ...coming.map((key) => key.startsAt))
}
