/**
 * The leaves of the log: one line of ASCII each, no newline, fields parted by one space. They hold digests, counts
 * and instants, never a name, a number of a person, or the code of a body.
 */
import { toHex, utf8 } from './bytes.ts'
import { EvidenceError } from './errors.ts'
import { isCount, isDigest, isInstant } from './forms.ts'
import { OUTCOME_WORDS, type OutcomeCounts } from './outcome.ts'
import { type ParcelFacts, parcelDigest } from './parcel.ts'

/** What the centre concluded about one part of a parcel. */
export interface ConcludedPart {
  /** Number of the part, from 0, and how many parts the parcel has. */
  readonly part: number
  readonly parts: number
  /** Position in the parcel of the first record of this part; number of its records. */
  readonly first: number
  readonly records: number
  readonly counts: OutcomeCounts
  /** Merkle root over the outcomes' leaves of this part, hex. */
  readonly outcomesRoot: string
  readonly concludedAt: string
}

/** What the centre concluded about a parcel that has not exactly one part, once the last part is done. */
export interface ClosedParcel {
  readonly parts: number
  readonly counts: OutcomeCounts
  /** Merkle root over the leaf hashes (`logLeafHash`) of the concluded leaves, in the order of the parts, hex. */
  readonly concludedRoot: string
  readonly closedAt: string
}

/**
 * Lines that were numbered together: looks at records, or acts of those who watch. The lines themselves are nobody's to read.
 */
export interface LookedBatch {
  /** Merkle root over the salted digests of the lines (`recordLeaf` under the batch's salt), in the order of their numbers, hex. */
  readonly root: string
  /** Number of the first line, from 1; lines of the batch, at least one. Numbers have no gaps. */
  readonly first: number
  readonly count: number
  readonly at: string
}

/** `cbccvc.received/1 parcelDigest receivedAt`: one per parcel, committed before the 202. */
export function receivedLeaf(facts: ParcelFacts, receivedAt: string): Uint8Array {
  return utf8(`cbccvc.received/1 ${toHex(parcelDigest(facts))} ${instant(receivedAt, 'receivedAt')}`)
}

/** `cbccvc.concluded/1 parcelDigest part parts first records entered unchanged returned held refused root concludedAt`. */
export function concludedLeaf(facts: ParcelFacts, c: ConcludedPart): Uint8Array {
  checkPart(facts, c)
  const place = `${c.part} ${c.parts} ${c.first} ${c.records}`
  const ending = `${digest(c.outcomesRoot, 'outcomesRoot')} ${instant(c.concludedAt, 'concludedAt')}`
  return utf8(`cbccvc.concluded/1 ${toHex(parcelDigest(facts))} ${place} ${countsText(c.counts, c.records)} ${ending}`)
}

/**
 * `cbccvc.closed/1 parcelDigest parts entered unchanged returned held refused root closedAt`: every parcel that has not
 * exactly one part (for one part the concluded leaf says it all). A parcel without records has 0 parts and the empty root.
 */
export function closedLeaf(facts: ParcelFacts, c: ClosedParcel): Uint8Array {
  if (!isCount(c.parts)) throw malformed('parts')
  const counts = countsText(c.counts, facts.count)
  const ending = `${digest(c.concludedRoot, 'concludedRoot')} ${instant(c.closedAt, 'closedAt')}`
  return utf8(`cbccvc.closed/1 ${toHex(parcelDigest(facts))} ${c.parts} ${counts} ${ending}`)
}

/**
 * `cbccvc.act/1 kind digest at`: an act of the operators that must be seen for ever (a spill: the value is destroyed,
 * the digest stays; a change of the tree of units). `digest`: of the act's own record, salted by whoever keeps it.
 */
export function actLeaf(kind: 'spill' | 'units', actDigest: string, at: string): Uint8Array {
  return utf8(`cbccvc.act/1 ${kind} ${digest(actDigest, 'digest')} ${instant(at, 'at')}`)
}

/**
 * `cbccvc.notice/1 digest at`: lines of a feed that are no outcomes (verdicts, proposals, cases). `digest`: SHA-256 of
 * the sealed payload, hex; it commits to the payload without saying anything about it.
 */
export function noticeLeaf(payloadDigest: string, at: string): Uint8Array {
  return utf8(`cbccvc.notice/1 ${digest(payloadDigest, 'digest')} ${instant(at, 'at')}`)
}

/** `cbccvc.looked/1 root first count at`: who looked at whom cannot be told from it, nor taken out of the log unseen. */
export const lookedLeaf = (batch: LookedBatch): Uint8Array => batchLeaf('cbccvc.looked/1', batch)

/** `cbccvc.watched/1 root first count at`: what those did who watch (inspections, broken glasses, alarms, cases). */
export const watchedLeaf = (batch: LookedBatch): Uint8Array => batchLeaf('cbccvc.watched/1', batch)

function batchLeaf(heading: string, { root, first, count, at }: LookedBatch): Uint8Array {
  if (!isCount(first) || first < 1) throw malformed('first')
  if (!isCount(count) || count < 1) throw malformed('count')
  return utf8(`${heading} ${digest(root, 'root')} ${first} ${count} ${instant(at, 'at')}`)
}

/** `entered unchanged returned held refused`. Throws when they do not add up to `total`. */
export function countsText(counts: OutcomeCounts, total: number): string {
  const values = OUTCOME_WORDS.map((word) => counts[word])
  if (!values.every(isCount) || values.reduce((sum, n) => sum + n, 0) !== total) throw malformed('counts')
  return values.join(' ')
}

function checkPart(facts: ParcelFacts, c: ConcludedPart): void {
  if (!isCount(c.parts) || c.parts < 1) throw malformed('parts')
  if (!isCount(c.part) || c.part >= c.parts) throw malformed('part')
  if (!isCount(c.records)) throw malformed('records')
  if (!isCount(c.first) || c.first + c.records > facts.count) throw malformed('first')
}

function digest(text: string, field: string): string {
  if (!isDigest(text)) throw malformed(field)
  return text
}

function instant(text: string, field: string): string {
  if (!isInstant(text)) throw malformed(field)
  return text
}

const malformed = (field: string): EvidenceError => new EvidenceError('leaf.malformed', { field })
