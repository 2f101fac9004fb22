import type { WireRecord } from '../model.ts'
import { wellFormed } from '../text/scan.ts'
import { safeKey } from '../values/checks.ts'
import { repeatedKeys } from './duplicates.ts'
import type { LineFindings } from './line-finding.ts'
import { seen } from './survey.ts'

/** Deepest nesting that is kept. */
export const maxDepth = 8

/** A number as it was written, where a double would change it. */
class Written {
  readonly source: string
  constructor(source: string) {
    this.source = source
  }
}

/** The digits of a number without sign, point, exponent and the zeros around them. One pass: it may be a long one. */
function significant(s: string): string {
  let end = s.search(/[eE]/)
  if (end < 0) end = s.length
  const digits = s.slice(0, end).replace(/[-.]/g, '')
  let from = 0
  let to = digits.length
  while (from < to && digits.charCodeAt(from) === 48) from++
  while (to > from && digits.charCodeAt(to - 1) === 48) to--
  return digits.slice(from, to)
}

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

/**
 * The record without what may not stand, once the quick look has seen something: numbers as they were written, keys stated
 * twice, what is nested too deep, characters and names that cannot be stored.
 */
export function mend(text: string, parsed: WireRecord, findings: LineFindings): WireRecord {
  let record: unknown = parsed
  if (seen.bigNumber && seen.depth <= maxDepth)
    record = JSON.parse(text, keepWritten as (key: string, value: unknown) => unknown)
  const gone = new Set<string>()
  for (const { path, count, same } of repeatedKeys(text)) {
    findings.at(same ? 'line.repeatedKey' : 'line.duplicateKey', path, { count })
    if (!same) gone.add(path)
  }
  return cleanObject(record as Record<string, unknown>, '', 1, gone, findings) ?? {}
}

/** A copy without what may not stand; null where it is nested too deep. */
function cleanObject(
  from: Record<string, unknown>,
  path: string,
  depth: number,
  gone: ReadonlySet<string>,
  findings: LineFindings,
) {
  if (depth > maxDepth) return null
  const to: Record<string, unknown> = {}
  for (const key of Object.keys(from)) {
    const at = path === '' ? key : `${path}.${key}`
    if (gone.has(at)) continue
    if (key === '__proto__' || wellFormed(key) !== key) {
      findings.at('line.key', path, { key: safeKey(key) })
      continue
    }
    const value = cleanValue(from[key], at, depth, gone, findings)
    if (value !== tooDeep) to[key] = value
    else if (depth > 1) return null
    else findings.at('line.tooDeep', at, { max: maxDepth })
  }
  return to
}

const tooDeep = Symbol('nested too deep')

function cleanValue(
  value: unknown,
  path: string,
  depth: number,
  gone: ReadonlySet<string>,
  findings: LineFindings,
): unknown {
  if (typeof value === 'string') return cleanString(value, path, findings)
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value
    findings.at('line.number', path)
    return String(value)
  }
  if (value instanceof Written) {
    findings.at('line.number', path)
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

function cleanString(value: string, path: string, findings: LineFindings): string {
  const text = wellFormed(value)
  if (text !== value) findings.at('line.character', path)
  return text
}
