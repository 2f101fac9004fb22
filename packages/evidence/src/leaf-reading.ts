/** Reading the entries of the log back, for whoever follows it: the exact opposite of `leaves.ts`. */
import { fromUtf8 } from './bytes.ts'
import { countFrom, isDigest, isInstant } from './forms.ts'
import type { ClosedParcel, ConcludedPart, LookedBatch } from './leaves.ts'
import { OUTCOME_WORDS, type OutcomeCounts } from './outcome.ts'

/** An entry of the log. `parcel`: `parcelDigest`, hex. */
export type LogLeaf =
  | { readonly kind: 'received'; readonly parcel: string; readonly receivedAt: string }
  | ({ readonly kind: 'concluded'; readonly parcel: string } & ConcludedPart)
  | ({ readonly kind: 'closed'; readonly parcel: string } & ClosedParcel)
  | { readonly kind: 'notice'; readonly digest: string; readonly at: string }
  | ({ readonly kind: 'looked' | 'watched' } & LookedBatch)
  | { readonly kind: 'act'; readonly act: string; readonly digest: string; readonly at: string }

/** The facts of an entry, or null when it is none of ours. */
export function parseLogLeaf(bytes: Uint8Array): LogLeaf | null {
  const words = fromUtf8(bytes)?.split(' ') ?? []
  const [heading, first, ...rest] = words
  if (heading === 'cbccvc.act/1') return readAct(words)
  if (!first || !isDigest(first)) return null
  if (heading === 'cbccvc.notice/1') return readNotice(first, rest)
  if (heading === 'cbccvc.looked/1') return readBatch('looked', first, rest)
  if (heading === 'cbccvc.watched/1') return readBatch('watched', first, rest)
  if (heading === 'cbccvc.received/1') return readReceived(first, rest)
  if (heading === 'cbccvc.concluded/1') return readConcluded(first, rest)
  return heading === 'cbccvc.closed/1' ? readClosed(first, rest) : null
}

function readAct([, act, digest, at, ...rest]: readonly string[]): LogLeaf | null {
  if (act !== 'spill' || !digest || !isDigest(digest) || !at || !isInstant(at) || rest.length > 0) return null
  return { kind: 'act', act, digest, at }
}

function readNotice(digest: string, [at, ...rest]: readonly string[]): LogLeaf | null {
  return at && isInstant(at) && rest.length === 0 ? { kind: 'notice', digest, at } : null
}

function readBatch(kind: 'looked' | 'watched', root: string, words: readonly string[]): LogLeaf | null {
  const [first = null, count = null] = words.slice(0, 2).map(countFrom)
  const at = words[2]
  if (words.length !== 3 || !first || !count || !isInstant(at!)) return null
  return { kind, root, first, count, at: at! }
}

function readReceived(parcel: string, [receivedAt, ...rest]: readonly string[]): LogLeaf | null {
  return receivedAt && isInstant(receivedAt) && rest.length === 0 ? { kind: 'received', parcel, receivedAt } : null
}

function readConcluded(parcel: string, words: readonly string[]): LogLeaf | null {
  const numbers = words.slice(0, 9).map(countFrom)
  const [outcomesRoot, concludedAt] = words.slice(9)
  if (words.length !== 11 || numbers.includes(null) || !isDigest(outcomesRoot!) || !isInstant(concludedAt!)) return null
  const [part, parts, first, records, ...counts] = numbers as [number, number, number, number, ...number[]]
  const place = { part, parts, first, records, counts: countsFrom(counts) }
  return { kind: 'concluded', parcel, ...place, outcomesRoot: outcomesRoot!, concludedAt: concludedAt! }
}

function readClosed(parcel: string, words: readonly string[]): LogLeaf | null {
  const numbers = words.slice(0, 6).map(countFrom)
  const [concludedRoot, closedAt] = words.slice(6)
  if (words.length !== 8 || numbers.includes(null) || !isDigest(concludedRoot!) || !isInstant(closedAt!)) return null
  const [parts, ...counts] = numbers as [number, ...number[]]
  const facts = { parts, counts: countsFrom(counts) }
  return { kind: 'closed', parcel, ...facts, concludedRoot: concludedRoot!, closedAt: closedAt! }
}

const countsFrom = (values: readonly number[]): OutcomeCounts =>
  Object.fromEntries(OUTCOME_WORDS.map((word, i) => [word, values[i]!])) as OutcomeCounts
