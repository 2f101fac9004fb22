/** Reading the lines of a receipt, one after the other. */
import { fromBase64, fromHex } from '../bytes.ts'
import { EvidenceError } from '../errors.ts'
import { countFrom, isCode, isDay, isDigest, isInstant } from '../forms.ts'
import { OUTCOME_WORDS, type OutcomeCounts, type OutcomeWord } from '../outcome.ts'
import { PARCEL_LINES, type ParcelFacts, readParcelLines } from '../parcel.ts'
import type { InnerPaths, LogPlace, Receipt } from './receipt.ts'

/** The lines of a receipt as facts. Throws `receipt.malformed` with the line that is wrong. */
export function readLines(text: string): Receipt {
  const lines = cursor(text)
  const kind = lines.value('cbccvc.receipt/1')
  lines.skip(2)
  const facts = lines.parcel()
  const receivedAt = lines.formed('received', isInstant)
  if (kind === 'parcel') {
    const closed = {
      parts: lines.count('parts'),
      counts: lines.counts(),
      closedAt: lines.formed('closed', isInstant),
      concludedRoot: lines.formed('concluded-root', isDigest),
    }
    return { kind, facts, receivedAt, closed, ...lines.ending() }
  }
  const [part, parts, first, records] = lines.numbers('part', 4) as [number, number, number, number]
  const place = {
    part,
    parts,
    first,
    records,
    counts: lines.counts(),
    concludedAt: lines.formed('concluded', isInstant),
  }
  if (kind === 'part') {
    const concluded = { ...place, outcomesRoot: lines.formed('outcomes-root', isDigest) }
    return { kind, facts, receivedAt, concluded, ...lines.ending() }
  }
  if (kind !== 'record') throw new EvidenceError('receipt.malformed', { line: 1 })
  return { kind, facts, receivedAt, concluded: place, inner: lines.inner(), ...lines.ending() }
}

function cursor(text: string) {
  const lines = text.split('\n')
  let at = 0

  const wrong = (): EvidenceError => new EvidenceError('receipt.malformed', { line: at })
  const next = (): string => {
    const line = lines[at++]
    if (line === undefined) throw wrong()
    return line
  }
  const value = (word: string): string => {
    const line = next()
    if (!line.startsWith(`${word} `)) throw wrong()
    return line.slice(word.length + 1)
  }
  const formed = (word: string, holds: (text: string) => boolean): string => {
    const found = value(word)
    if (!holds(found)) throw wrong()
    return found
  }
  const exactly = (line: string): void => {
    if (next() !== line) throw wrong()
  }
  const numbers = (word: string, length: number): number[] => {
    const found = value(word).split(' ').map(countFrom)
    if (found.length !== length || found.includes(null)) throw wrong()
    return found as number[]
  }
  const count = (word: string): number => numbers(word, 1)[0]!
  const path = (): Uint8Array[] => {
    const hashes: Uint8Array[] = []
    for (; lines[at]?.length === 44; at++) {
      const hash = fromBase64(lines[at]!, 32)
      if (!hash) throw wrong()
      hashes.push(hash)
    }
    return hashes
  }
  const place = (word: string): LogPlace => ({ index: count(word), path: path() })

  return {
    value,
    formed,
    numbers,
    count,
    skip: (n: number): void => {
      at += n
    },
    parcel(): ParcelFacts {
      const facts = readParcelLines(lines.slice(at, at + PARCEL_LINES))
      at += PARCEL_LINES
      if (!facts) throw wrong()
      return facts
    },
    counts(): OutcomeCounts {
      const found = numbers('counts', OUTCOME_WORDS.length)
      return Object.fromEntries(OUTCOME_WORDS.map((word, i) => [word, found[i]!])) as OutcomeCounts
    },
    inner(): InnerPaths {
      const index = count('index')
      const salt = fromHex(value('record-salt'), 32)
      if (!salt) throw wrong()
      const recordLeaf = formed('record-leaf', isDigest)
      const word = formed('outcome', (text) => OUTCOME_WORDS.includes(text as OutcomeWord)) as OutcomeWord
      const findings = formed('findings', isDigest)
      const entryText = formed('entry', (text) => text === '-' || isDigest(text))
      const ruleSet = formed('rule-set', isCode)
      const today = formed('today', isDay)
      const entry = entryText === '-' ? null : entryText
      exactly('record-path')
      const recordPath = path()
      exactly('outcome-path')
      const outcomePath = path()
      const outcome = { index, recordLeaf, outcome: word, findings, entry, ruleSet, today }
      return { index, salt, recordPath, outcome, outcomePath }
    },
    ending(): { received: LogPlace; proof: LogPlace; checkpoint: string } {
      value('witnesses')
      const received = place('received-leaf')
      exactly('')
      exactly('c2sp.org/tlog-proof@v1')
      const proof = place('index')
      exactly('')
      const checkpoint = lines.slice(at).join('\n')
      return { received, proof, checkpoint }
    },
  }
}
