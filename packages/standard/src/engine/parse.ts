import type { Finding, WireRecord } from '../model.ts'
import { withoutDepths } from './duplicates.ts'
import { finding, LineFindings } from './line-finding.ts'
import { maxDepth, mend } from './mend.ts'
import { members, seen, survey } from './survey.ts'

/** Longest line that is read. */
export const maxLineBytes = 1 << 20
/** Most fields, rows and cells together that a line may have; the fullest record has a few thousand. */
export const maxValues = 25_000

const strict = new TextDecoder('utf-8', { fatal: true })
const lossy = new TextDecoder('utf-8')

export interface ParsedLine {
  /** Null only when nothing can be read. */
  readonly record: WireRecord | null
  readonly findings: Finding[]
}

/**
 * Reads one line of a parcel. Never throws. What a database or a program could choke on (bytes that are not UTF-8,
 * U+0000, half surrogate pairs, keys written twice, `__proto__`, numbers beyond double precision, nesting deeper than
 * eight) is cleaned or dropped and becomes a finding; the rest of the record goes on. A clean line costs one native
 * parse and one pass over its bytes.
 */
export function parseLine(line: Uint8Array): ParsedLine {
  if (line.length > maxLineBytes) {
    return { record: null, findings: [finding('line.tooLong', '', { bytes: line.length, max: maxLineBytes })] }
  }
  survey(line)
  if (seen.values > maxValues) {
    return { record: null, findings: [finding('line.tooMany', '', { values: seen.values, max: maxValues })] }
  }
  const findings: Finding[] = []
  const whole = decode(line, findings)
  const text = seen.depth > 1000 ? withoutDepths(whole) : whole
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    findings.push(finding('line.json'))
    return { record: null, findings }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    findings.push(finding('line.notObject'))
    return { record: null, findings }
  }
  const clean = seen.depth <= maxDepth && !seen.bigNumber && !(seen.escape && mayHoldOddities(text))
  if (clean && members(value as WireRecord) === seen.members) return { record: value as WireRecord, findings }
  const told = new LineFindings(findings)
  const record = mend(text, value as WireRecord, told)
  told.sumUp()
  return { record, findings }
}

function decode(line: Uint8Array, findings: Finding[]): string {
  try {
    return strict.decode(line)
  } catch {
    findings.push(finding('line.utf8'))
    return lossy.decode(line)
  }
}

const mayHoldOddities = (text: string) => text.includes('\\u0000') || /\\u[dD][89a-fA-F]/.test(text)
