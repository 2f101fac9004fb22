/**
 * The ring of keys of one process: data keys for boxes, the generations of the blind index, the key of digests. Sealing
 * and opening are synchronous; the keeper is asked when the ring is opened, and when it is renewed.
 */
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { faultsOfKeys, loadKeys, makeKeys } from './data-keys.ts'
import { type KeyFile, type KeyKeeper, localKeeper } from './keeper.ts'
import { personRefs } from './person-ref.ts'
import type { Queryable } from './pool.ts'
import { type Boxes, boxes, KeyUnknownError } from './seal.ts'

export interface KeyRing extends Boxes {
  /** Generations of the blind index that are known here, the newest first. */
  readonly generations: readonly number[]
  /**
   * The keyed blind indexes of a personal number, 32 bytes each, in the order of `generations`: one, and two while the
   * index is keyed anew. Whoever looks a person up asks for any of them.
   */
  blinds(soDinhDanh: string): Buffer[]
  /** The blind index under this generation. Throws KeyUnknownError. */
  blindUnder(generation: number, soDinhDanh: string): Buffer
  /** A keyed digest for equality tests of low-entropy values. */
  mac(text: string): Buffer
  /** By what a person is named outside the register: 22 characters of base64url that tell neither number nor order. */
  refOf(personId: number): string
  /** The person of such a name; null for whatever this house never gave out. */
  personOfRef(ref: string): number | null
  /**
   * Loads the data keys that were made since, and makes what is missing: at start, each minute, and when a number is met
   * that is not known. May be called by several at once. Throws what the keeper and the database throw.
   */
  renew(): Promise<void>
  /** Data keys that cannot be unwrapped as their rows say, by class and number. */
  faults(db: Queryable): Promise<string[]>
}

export interface RingOptions {
  /** A pool whose role may read and add data keys. */
  readonly db: Queryable
  readonly file: Pick<KeyFile, 'kek' | 'index' | 'mac'>
  /** Who keeps the key-encryption keys; by default the file. */
  readonly keeper?: KeyKeeper
  /** Milliseconds. */
  readonly now?: () => number
}

/** Opens the ring: all data keys are loaded, and this quarter's exist afterwards. */
export async function openKeyRing({
  db,
  file,
  keeper = localKeeper(file),
  now = Date.now,
}: RingOptions): Promise<KeyRing> {
  const { add, knows, ...sealed } = boxes(now)
  const mac = secretKey(file.mac)
  const index = new Map(Object.entries(file.index).map(([no, key]) => [Number(no), secretKey(key)]))
  const generations = [...index.keys()].sort((a, b) => b - a)
  const ring: KeyRing = {
    ...sealed,
    generations,
    blinds: (soDinhDanh) => generations.map((no) => blind(index.get(no)!, soDinhDanh)),
    blindUnder(generation, soDinhDanh) {
      const key = index.get(generation)
      if (!key)
        throw new KeyUnknownError(
          `seal.json không có khóa chỉ mục đời ${generation}. / seal.json does not hold generation ${generation} of the index key.`,
        )
      return blind(key, soDinhDanh)
    },
    mac: (text) => createHmac('sha256', mac).update(`mac ${text}`).digest(),
    ...personRefs(createHmac('sha256', mac).update('person ref').digest()),
    async renew() {
      await makeKeys(db, keeper, now())
      await loadKeys(db, keeper, knows, add)
    },
    faults: (tx) => faultsOfKeys(tx, keeper),
  }
  await ring.renew()
  return ring
}

/**
 * Runs `work`; where it met a key that another process made since, loads it and runs once more. `work` must be safe to
 * run again after it threw (one transaction, or a walk that begins anew).
 */
export async function withNewKeys<T>(keys: Pick<KeyRing, 'renew'>, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof KeyUnknownError)) throw error
    await keys.renew()
    return work()
  }
}

const blind = (key: KeyObject, soDinhDanh: string) => createHmac('sha256', key).update(`person ${soDinhDanh}`).digest()
const secretKey = (text: string): KeyObject => createSecretKey(Buffer.from(text, 'base64url'))
