/** Real papers of a small log: what a sender holds in its hands, and the keys to verify it with. */
import { makeParcelReceipt, makeRecordReceipt, parcelFactsOf, qrOfReceipt, signPromise } from '@cbccvc/evidence'
import {
  concludedOf,
  innerOf,
  lineOf,
  logKey,
  logSigner,
  parcelOf,
  RECEIVED_AT,
  sourceOf,
  witnessKeys,
} from '../../../../packages/evidence/src/testing/world.ts'

export async function papers() {
  const world = parcelOf(120)
  const source = await sourceOf(world, concludedOf(world), 700, [41, 52])
  const { concluded } = world.parts[0]!
  const receipt = makeRecordReceipt({ ...source, concluded, inner: innerOf(world, 8) })
  return {
    receipt,
    partReceipt: makeParcelReceipt({ ...source, concluded }),
    promise: signPromise({ facts: parcelFactsOf(world.jws), receivedAt: RECEIVED_AT }, logSigner),
    qr: qrOfReceipt(receipt),
    manifest: world.jws,
    /** The record of the receipt, and the whole file that it was sent in. */
    record: lineOf(8),
    file: Array.from({ length: 120 }, (_, i) => `${lineOf(i)}\n`).join(''),
    logKey,
    keys: [logKey, ...witnessKeys].join('\n'),
  }
}
