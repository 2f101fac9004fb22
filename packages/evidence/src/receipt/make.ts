/** Making receipts: at the centre from its log, at the sender from its own parcel and the feed. */
import { fromHex, toHex } from '../bytes.ts'
import { EvidenceError } from '../errors.ts'
import type { ClosedParcel, ConcludedPart } from '../leaves.ts'
import { rootFromPath } from '../merkle/verify.ts'
import type { ParcelFacts } from '../parcel.ts'
import { type InnerPaths, type LogPlace, outcomesRootOf, type Receipt } from './receipt.ts'
import { parseReceipt, printReceipt } from './text.ts'

/** What the centre knows of a parcel when it makes a receipt. Both places are proved against `checkpoint`. */
export interface ReceiptSource {
  readonly facts: ParcelFacts
  readonly receivedAt: string
  /** Place of the received leaf. */
  readonly received: LogPlace
  /** Place of the concluded or closed leaf. */
  readonly proof: LogPlace
  readonly checkpoint: string
}

/**
 * The receipt of one part (`concluded`; for a parcel of one part this is the parcel's receipt) or of a parcel of
 * several parts (`closed`).
 */
export function makeParcelReceipt(
  source: ReceiptSource & ({ readonly concluded: ConcludedPart } | { readonly closed: ClosedParcel }),
): string {
  const { facts, receivedAt, received, proof, checkpoint } = source
  const base = { facts, receivedAt, received, proof, checkpoint }
  if ('closed' in source) return printReceipt({ kind: 'parcel', ...base, closed: source.closed })
  return printReceipt({ kind: 'part', ...base, concluded: source.concluded })
}

/** The receipt of one record. `concluded` is of the part that the record is in. */
export function makeRecordReceipt(
  source: ReceiptSource & { readonly concluded: Omit<ConcludedPart, 'outcomesRoot'>; readonly inner: InnerPaths },
): string {
  const { facts, receivedAt, received, proof, checkpoint, concluded, inner } = source
  return printReceipt({ kind: 'record', facts, receivedAt, received, proof, checkpoint, concluded, inner })
}

/**
 * The receipt of another record of the same part, made by the sender itself: `base` is the part's receipt or any
 * record's receipt of that part; the paths come from the sender's own parcel (`recordLeaf`, `merkleTree`) and from
 * the outcomes of the feed (`outcomeLeaf`, `merkleTree` over the part). Throws `receipt.base`, `merkle.proof`.
 */
export function attachInnerPaths(base: string | Receipt, inner: InnerPaths): string {
  const receipt = typeof base === 'string' ? parseReceipt(base) : base
  if (receipt.kind === 'parcel') throw new EvidenceError('receipt.base')
  const { first, records } = receipt.concluded
  const ours = inner.index >= first && inner.index < first + records && inner.outcome.index === inner.index
  if (!ours) throw new EvidenceError('receipt.base')
  const concludedRoot =
    receipt.kind === 'part' ? receipt.concluded.outcomesRoot : outcomesRootOf(receipt.inner, receipt.concluded)
  if (outcomesRootOf(inner, receipt.concluded) !== concludedRoot || !leadsToParcel(receipt, inner)) {
    throw new EvidenceError('merkle.proof')
  }
  return makeRecordReceipt({ ...receipt, inner })
}

/** True when the record's leaf and path lead to the root of the parcel's records. */
export function leadsToParcel({ facts }: Receipt, { index, outcome, recordPath }: InnerPaths): boolean {
  const leaf = fromHex(outcome.recordLeaf, 32)
  const root = leaf && rootFromPath(leaf, index, facts.count, recordPath)
  return root !== null && toHex(root) === facts.recordsRoot
}
