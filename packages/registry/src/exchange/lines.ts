/**
 * Feed lines as they are stored: outcomes in short form (the record's leaf and position stand with the part), notices
 * and verdicts as they will be read. `OutcomeLine` and the rest are spelled out when read.
 */
import type { Finding } from '@cbccvc/standard'

export const outcomeWords = ['entered', 'unchanged', 'returned', 'held', 'refused'] as const

/** [place in `outcomeWords`, hex digest of the entry or null, findings or nothing]. */
export type StoredOutcome = readonly [number, string | null, (readonly Finding[])?]

export interface StoredVerdict {
  readonly kind: 'verdict'
  readonly parcelId: string
  readonly index: number
  readonly result: 'found' | 'notFound' | 'multiple' | 'deceased'
  readonly fields: Readonly<
    Record<'soDinhDanh' | 'hoTenKhaiSinh' | 'ngaySinh', 'match' | 'doubt' | 'differs' | 'unknown'>
  >
  readonly source: string
  readonly date: string
}

export interface StoredProposal {
  readonly kind: 'proposal'
  readonly parcelId: string
  readonly index: number
  readonly id: string
  readonly field: string
  readonly verdict: 'match' | 'doubt' | 'differs' | 'unknown'
  readonly source: string
  readonly date: string
  readonly due: string
}

export type CaseState = 'open' | 'national' | 'released' | 'kept' | 'dual' | 'secondment' | 'wrongNumber'

export interface StoredCase {
  readonly kind: 'case'
  readonly parcelId: string
  readonly index: number
  readonly id: string
  readonly state: CaseState
  readonly side: 'holder' | 'claimant'
  readonly other: string
  readonly due: string
}

export interface StoredLeft {
  readonly kind: 'left'
  readonly parcelId: string
  readonly index: number
  readonly unit: string
  readonly soDinhDanh: readonly string[]
  readonly finding: Finding
}

export interface StoredAnswer {
  readonly kind: 'answer'
  readonly parcelId: string
  readonly index: number
  readonly to: string
  readonly answer: string
  readonly vi: string
  readonly en: string
}

/**
 * What came of a record that was held: the operator's answer, or that nobody answered in time; of one that waited for its
 * day: what came of it on that day, or that its sender took it back.
 */
export interface StoredDecision {
  readonly kind: 'decision'
  readonly parcelId: string
  readonly index: number
  readonly outcome: 'entered' | 'unchanged' | 'held' | 'returned' | 'refused'
  /** Hex digest of the entry that it came to, or that stands unchanged. */
  readonly entry: string | null
  readonly by: 'operator' | 'deadline' | 'day' | 'sender'
  /** Of a record that waited: the day by which it was judged. */
  readonly today?: string
  readonly findings: readonly Finding[]
}

export interface StoredWithdrawal {
  readonly kind: 'withdrawal'
  readonly parcelId: string
  /** Of the record in the parcel taken back. */
  readonly index: number
  readonly withdraws: string
  readonly restored: boolean
  readonly entry: string | null
  readonly finding?: Finding
}

export interface StoredWithdrawn {
  readonly kind: 'withdrawn'
  readonly parcelId: string
  readonly index: number
  readonly withdraws: string
  readonly restored: number
  readonly kept: number
}

export type StoredNotice =
  | StoredVerdict
  | StoredProposal
  | StoredCase
  | StoredLeft
  | StoredAnswer
  | StoredDecision
  | StoredWithdrawal
  | StoredWithdrawn

export function shortOutcome(
  word: (typeof outcomeWords)[number],
  entry: string | null,
  findings: readonly Finding[],
): StoredOutcome {
  const place = outcomeWords.indexOf(word)
  return findings.length > 0 ? [place, entry, findings] : [place, entry]
}
