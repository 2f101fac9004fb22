/** What came of a record: the line that the centre commits to, one leaf per record in the tree of its part. */
import { sha256 } from '#crypto'
import { concatAll, utf8 } from './bytes.ts'
import { EvidenceError } from './errors.ts'
import { isCode, isCount, isDay, isDigest } from './forms.ts'

export type OutcomeWord = 'entered' | 'unchanged' | 'returned' | 'held' | 'refused'

/** In the order in which counts are written. */
export const OUTCOME_WORDS: readonly OutcomeWord[] = ['entered', 'unchanged', 'returned', 'held', 'refused']

export interface Outcome {
  /** Position of the record in the parcel, from 0. */
  readonly index: number
  /** Leaf of the record in the sender's tree, hex. */
  readonly recordLeaf: string
  readonly outcome: OutcomeWord
  /** `findingsDigest`, hex. */
  readonly findings: string
  /** `entryDigest` of the entry that was written or stands unchanged, hex; null where there is none. */
  readonly entry: string | null
  /** Version of the rules applied, e.g. `2023.1`. */
  readonly ruleSet: string
  /** The day, Asia/Ho_Chi_Minh, that the rules took for today. */
  readonly today: string
}

/** How many records of a part or parcel came to which outcome. */
export type OutcomeCounts = Readonly<Record<OutcomeWord, number>>

/** `cbccvc.outcome/1 index leaf outcome findings entry|- ruleSet today`, ASCII. Throws `leaf.malformed`. */
export function outcomeText(o: Outcome): string {
  if (!isCount(o.index)) throw malformed('index')
  if (!isDigest(o.recordLeaf)) throw malformed('recordLeaf')
  if (!OUTCOME_WORDS.includes(o.outcome)) throw malformed('outcome')
  if (!isDigest(o.findings)) throw malformed('findings')
  if (o.entry !== null && !isDigest(o.entry)) throw malformed('entry')
  if (!isCode(o.ruleSet)) throw malformed('ruleSet')
  if (!isDay(o.today)) throw malformed('today')
  return `cbccvc.outcome/1 ${o.index} ${o.recordLeaf} ${o.outcome} ${o.findings} ${o.entry ?? '-'} ${o.ruleSet} ${o.today}`
}

/** Leaf of an outcome in the tree of its part: SHA-256(0x00, text). */
export function outcomeLeaf(o: Outcome): Uint8Array {
  return sha256(utf8(`\0${outcomeText(o)}`))
}

/** What the digest of findings covers; the facts stay sealed and outside it. */
export interface FindingMark {
  readonly rule: string
  readonly path: string
  readonly weight: string
}

const NO_FINDINGS = sha256(utf8('cbccvc.findings/1\n'))

/**
 * SHA-256 of `cbccvc.findings/1\n`, then for each finding, in the order of the feed, rule, path and weight, each as
 * its length in bytes (4 bytes, big endian) and its UTF-8 bytes.
 */
export function findingsDigest(findings: readonly FindingMark[]): Uint8Array {
  if (findings.length === 0) return NO_FINDINGS.slice()
  const parts = [utf8('cbccvc.findings/1\n')]
  for (const { rule, path, weight } of findings) {
    for (const text of [rule, path, weight]) {
      const bytes = utf8(text)
      const length = new Uint8Array(4)
      new DataView(length.buffer).setUint32(0, bytes.length)
      parts.push(length, bytes)
    }
  }
  return sha256(concatAll(parts))
}

/** The counts of a run of outcomes. */
export function countOutcomes(outcomes: Iterable<{ readonly outcome: OutcomeWord }>): OutcomeCounts {
  const counts: Record<OutcomeWord, number> = { entered: 0, unchanged: 0, returned: 0, held: 0, refused: 0 }
  for (const { outcome } of outcomes) counts[outcome] += 1
  return counts
}

const malformed = (field: string): EvidenceError => new EvidenceError('leaf.malformed', { field })
