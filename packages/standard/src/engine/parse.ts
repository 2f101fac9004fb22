import type { Finding, WireRecord } from '../model.ts'
import { wellFormed } from '../text/scan.ts'
import { engineRules } from './catalogue.ts'
import { repeatedKeys } from './duplicates.ts'

/** Longest line that is read, and deepest nesting that is kept. */
export const maxLineBytes = 1 << 20
export const maxDepth = 8

const strict = new TextDecoder('utf-8', { fatal: true })
const lossy = new TextDecoder('utf-8')
const weights = new Map(engineRules.map((r) => [r.id, r]))

function finding(rule: string, path = '', facts?: Record<string, string | number>): Finding {
  const { weight, word } = weights.get(rule)!
  return facts ? { rule, path, weight, word, facts } : { rule, path, weight, word }
}

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
  const findings: Finding[] = []
  const text = decode(line, findings)
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
  survey(line)
  const clean = seen.depth <= maxDepth && !seen.bigNumber && !(seen.escape && mayHoldOddities(text))
  if (clean && members(value as WireRecord) === seen.members) return { record: value as WireRecord, findings }
  return { record: mend(text, value as WireRecord, findings), findings }
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

/** What the pass over the bytes of the current line saw. */
const seen = { members: 0, depth: 0, bigNumber: false, escape: false }

/** One pass over the bytes of valid JSON: members, depth, escapes, numbers that a double may not hold. */
function survey(line: Uint8Array) {
  let members = 0
  let depth = 0
  let deepest = 0
  let digits = 0
  let bigNumber = false
  let escaped = false
  const end = line.length
  for (let i = 0; i < end; i++) {
    const c = line[i]!
    if (c === 34) {
      digits = 0
      for (i++; i < end; i++) {
        const s = line[i]!
        if (s === 34) break
        if (s === 92) {
          i++
          if (line[i] === 117) escaped = true
        }
      }
    } else if (c >= 48 && c <= 57) {
      if (++digits > 15) bigNumber = true
    } else if (c === 58) {
      members++
      digits = 0
    } else if (c === 123 || c === 91) {
      if (++depth > deepest) deepest = depth
      digits = 0
    } else if (c === 125 || c === 93) {
      depth--
      digits = 0
    } else if ((c === 101 || c === 69) && digits > 0) bigNumber = true
    else if (c !== 46) digits = 0
  }
  seen.members = members
  seen.depth = deepest
  seen.bigNumber = bigNumber
  seen.escape = escaped
}

/** Members of an object and all objects within; -1 more for a `__proto__`, so that the count cannot agree. */
function members(object: object): number {
  let n = 0
  for (const key in object) {
    n++
    if (key === '__proto__') return -1
    const value = (object as Record<string, unknown>)[key]
    if (typeof value === 'object' && value !== null) n += Array.isArray(value) ? within(value) : members(value)
  }
  return n
}

function within(array: readonly unknown[]): number {
  let n = 0
  for (const value of array) {
    if (typeof value === 'object' && value !== null) n += Array.isArray(value) ? within(value) : members(value)
  }
  return n
}

/** A number as it was written, where a double would change it. */
class Written {
  readonly source: string
  constructor(source: string) {
    this.source = source
  }
}

const significant = (s: string) =>
  s
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+/, '')
    .replace(/0+$/, '')

function exact(source: string, value: number): boolean {
  if (!Number.isFinite(value)) return false
  if (value === 0) return significant(source) === ''
  return significant(source) === significant(String(value))
}

type Reviver = (this: unknown, key: string, value: unknown, context: { source?: string }) => unknown

const keepWritten: Reviver = (_key, value, context) =>
  typeof value === 'number' && context?.source !== undefined && !exact(context.source, value)
    ? new Written(context.source)
    : value

function mend(text: string, parsed: WireRecord, findings: Finding[]): WireRecord {
  let record: unknown = parsed
  if (seen.bigNumber && seen.depth <= maxDepth)
    record = JSON.parse(text, keepWritten as (key: string, value: unknown) => unknown)
  const gone = new Set<string>()
  for (const { path, count, same } of repeatedKeys(text)) {
    findings.push(finding(same ? 'line.repeatedKey' : 'line.duplicateKey', safePath(path), { count }))
    if (!same) gone.add(path)
  }
  return cleanObject(record as Record<string, unknown>, '', 1, gone, findings) ?? {}
}

const safePath = (path: string) => wellFormed(path.length > 200 ? path.slice(0, 200) : path)

/** A copy without what may not stand; null where it is nested too deep. */
function cleanObject(
  from: Record<string, unknown>,
  path: string,
  depth: number,
  gone: ReadonlySet<string>,
  findings: Finding[],
) {
  if (depth > maxDepth) return null
  const to: Record<string, unknown> = {}
  for (const key of Object.keys(from)) {
    const at = path === '' ? key : `${path}.${key}`
    if (gone.has(at)) continue
    if (key === '__proto__' || wellFormed(key) !== key) {
      findings.push(finding('line.key', safePath(path), { key: safePath(key).slice(0, 64) }))
      continue
    }
    const value = cleanValue(from[key], at, depth, gone, findings)
    if (value !== tooDeep) to[key] = value
    else if (depth > 1) return null
    else findings.push(finding('line.tooDeep', safePath(at), { max: maxDepth }))
  }
  return to
}

const tooDeep = Symbol('nested too deep')

function cleanValue(
  value: unknown,
  path: string,
  depth: number,
  gone: ReadonlySet<string>,
  findings: Finding[],
): unknown {
  if (typeof value === 'string') return cleanString(value, path, findings)
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value
    findings.push(finding('line.number', safePath(path)))
    return String(value)
  }
  if (value instanceof Written) {
    findings.push(finding('line.number', safePath(path)))
    return value.source
  }
  if (Array.isArray(value)) {
    if (depth + 1 > maxDepth) return tooDeep
    const items: unknown[] = []
    for (let i = 0; i < value.length; i++) {
      const item = cleanValue(value[i], `${path}[${i}]`, depth + 1, gone, findings)
      if (item === tooDeep) return tooDeep
      items.push(item)
    }
    return items
  }
  if (typeof value === 'object' && value !== null) {
    return cleanObject(value as Record<string, unknown>, path, depth + 1, gone, findings) ?? tooDeep
  }
  return value
}

function cleanString(value: string, path: string, findings: Finding[]): string {
  const text = wellFormed(value)
  if (text !== value) findings.push(finding('line.character', safePath(path)))
  return text
}
