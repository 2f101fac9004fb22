/**
 * The order of a spill: which records hold state secrets that slipped through, and two statements of two operators over
 * the same words. Nobody acts alone, and nobody acts twice.
 */
import { createHash, randomBytes } from 'node:crypto'
import { actLeaf, isInstant, readStatement, sealStatement, verifyStatement } from '@cbccvc/evidence'
import { findCaller } from './access/index.ts'
import type { Queryable } from './database/index.ts'

export interface SpillOrder {
  readonly v: 1
  readonly kind: 'spill'
  /** uuid; an order is carried out once. */
  readonly id: string
  readonly records: readonly { readonly sender: string; readonly parcelId: string; readonly index: number }[]
  /** Who found it, how the body was told; never the value. */
  readonly reason: string
  readonly at: string
}

/** The order is not carried out; nothing was changed. The sentence says why, in both languages. */
export class SpillRefused extends Error {
  override readonly name = 'SpillRefused'
  constructor(vi: string, en: string) {
    super(`${vi}\n${en}`)
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const mostRecords = 1000

/** Reads an order file. Throws SpillRefused. */
export function readOrder(text: string): { order: SpillOrder; canonical: string } {
  try {
    const order = JSON.parse(text) as SpillOrder
    const { v, kind, id, records, reason, at } = order
    const formed =
      v === 1 &&
      kind === 'spill' &&
      uuid.test(id) &&
      typeof reason === 'string' &&
      reason.length > 0 &&
      isInstant(at) &&
      Array.isArray(records) &&
      records.length > 0 &&
      records.length <= mostRecords &&
      records.every(
        ({ sender, parcelId, index }) =>
          typeof sender === 'string' && uuid.test(parcelId) && Number.isInteger(index) && index >= 0,
      )
    if (formed) return { order, canonical: JSON.stringify(order) }
  } catch {
    // refused below
  }
  throw new SpillRefused(
    'Lệnh tiêu hủy sai dạng: cần {v: 1, kind: "spill", id, records: [{sender, parcelId, index}], reason, at}.',
    'The order has the wrong shape: {v: 1, kind: "spill", id, records: [{sender, parcelId, index}], reason, at}.',
  )
}

/** One operator's statement over an order. */
export function signOrder(text: string, seed: Uint8Array): string {
  return sealStatement(readOrder(text).order, seed)
}

/**
 * Whose statement it is, when it is a registered operator's over exactly this order. Throws SpillRefused. `find`: by
 * default only keys that are valid now.
 */
export async function signerOf(
  db: Queryable,
  canonical: string,
  jws: string,
  find: typeof findCaller = findCaller,
): Promise<string> {
  const wrong = () =>
    new SpillRefused(
      'Có chữ ký không phải của người vận hành trung tâm trên đúng lệnh này.',
      'A signature is not that of an operator of the centre over this very order.',
    )
  try {
    const { header } = readStatement(jws.trim())
    const caller = await find(db, header.kid)
    if (caller?.role !== 'operator') throw wrong()
    if (JSON.stringify(verifyStatement(jws.trim(), caller.publicKey)) !== canonical) throw wrong()
    return caller.kid
  } catch (error) {
    throw error instanceof SpillRefused ? error : wrong()
  }
}

/** What the log knows of the act: a digest that the kept order, statements and salt open. */
export function spillLeaf(salt: Uint8Array, canonical: string, first: string, second: string, at: string): Uint8Array {
  const digest = createHash('sha256').update(salt).update([canonical, first, second].join('\n')).digest('hex')
  return actLeaf('spill', digest, at)
}

export const newActSalt = (): Buffer => randomBytes(16)

/** What stands in place of a part's bytes. */
export const spilledPart = 'cbccvc.spilled/1'
