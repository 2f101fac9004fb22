/**
 * A receipt: what was sent, when it was received, what came of it, and the proof that both statements stand in the
 * log under one signed checkpoint. Three kinds: of a record, of a part (what a sender needs to make the receipts of
 * its records itself), of a parcel of several parts.
 */
import { toHex } from '../bytes.ts'
import { EvidenceError } from '../errors.ts'
import { type ClosedParcel, type ConcludedPart, closedLeaf, concludedLeaf } from '../leaves.ts'
import { rootFromPath } from '../merkle/verify.ts'
import { type Outcome, outcomeLeaf } from '../outcome.ts'
import type { ParcelFacts } from '../parcel.ts'

/** Where an entry stands in the log, and the way from it to the root of the checkpoint. */
export interface LogPlace {
  readonly index: number
  readonly path: readonly Uint8Array[]
}

interface ReceiptBase {
  readonly facts: ParcelFacts
  readonly receivedAt: string
  /** Place of the received leaf. */
  readonly received: LogPlace
  /** Place of the concluded leaf (record, part) or the closed leaf (parcel). */
  readonly proof: LogPlace
  /** The checkpoint that both places are proved against, verbatim, with its cosignatures. */
  readonly checkpoint: string
}

/** From one record to the roots of its parcel and its part. */
export interface InnerPaths {
  /** Position in the parcel, from 0. */
  readonly index: number
  /** The record's own salt (`recordSalt`), 32 bytes. */
  readonly salt: Uint8Array
  /** From the record's leaf to the root of the parcel's records. */
  readonly recordPath: readonly Uint8Array[]
  readonly outcome: Outcome
  /** From the outcome's leaf to the root of the part's outcomes. */
  readonly outcomePath: readonly Uint8Array[]
}

export interface ParcelReceipt extends ReceiptBase {
  readonly kind: 'parcel'
  readonly closed: ClosedParcel
}

export interface PartReceipt extends ReceiptBase {
  readonly kind: 'part'
  readonly concluded: ConcludedPart
}

export interface RecordReceipt extends ReceiptBase {
  readonly kind: 'record'
  readonly concluded: Omit<ConcludedPart, 'outcomesRoot'>
  readonly inner: InnerPaths
}

export type Receipt = ParcelReceipt | PartReceipt | RecordReceipt

/** `<parcelId>`, `<parcelId>/p<part>`, `<parcelId>/<record index>`. */
export function receiptNumber(receipt: Receipt): string {
  const { parcelId } = receipt.facts
  if (receipt.kind === 'record') return `${parcelId}/${receipt.inner.index}`
  return receipt.kind === 'part' ? `${parcelId}/p${receipt.concluded.part}` : parcelId
}

/** Root of the part's outcomes that a record's outcome and path lead to. Throws `merkle.proof`. */
export function outcomesRootOf(inner: InnerPaths, place: { readonly first: number; readonly records: number }): string {
  const root = rootFromPath(outcomeLeaf(inner.outcome), inner.index - place.first, place.records, inner.outcomePath)
  if (!root) throw new EvidenceError('merkle.proof')
  return toHex(root)
}

/** The bytes of the log entry that the receipt's tlog-proof proves. Throws `leaf.malformed`, `merkle.proof`. */
export function provedLeaf(receipt: Receipt): Uint8Array {
  if (receipt.kind === 'parcel') return closedLeaf(receipt.facts, receipt.closed)
  if (receipt.kind === 'part') return concludedLeaf(receipt.facts, receipt.concluded)
  const outcomesRoot = outcomesRootOf(receipt.inner, receipt.concluded)
  return concludedLeaf(receipt.facts, { ...receipt.concluded, outcomesRoot })
}
