import { isUnstated } from '../engine/stated.ts'
import type { Values } from '../model.ts'
import { isDay } from '../values/day.ts'
import type { Edition, FieldDef, ValueDef } from './types.ts'

/** Why a value of one edition has no place in another. */
export type LossReason = 'noField' | 'noColumn' | 'code' | 'precision' | 'length' | 'type'

export interface Loss {
  /** Path in the edition that the values come from. */
  readonly path: string
  readonly reason: LossReason
  readonly value: unknown
}

/** How the fields of one edition continue those of another. */
export interface Mapping {
  readonly from: string
  readonly to: string
  /** Field of `from` → field of `to`; renamed ones by the `was` of either side. */
  readonly fields: ReadonlyMap<string, string>
  /** Fields that only the other side has. */
  readonly dropped: readonly string[]
  readonly added: readonly string[]
  /** True when no value of `from` can be lost: every field continues with the same or a wider shape. */
  readonly lossless: boolean
  /** Carries values over; what cannot go is named, never changed. A bad value goes as it was sent. */
  map(values: Values, bad?: readonly string[]): { values: Values; bad: string[]; lost: Loss[] }
}

const namesOf = (field: FieldDef) => [field.id, ...(field.was ?? [])]

/** The field of another edition that continues this one, by its id or by `was` on either side. */
function continuing(field: FieldDef, to: Edition): FieldDef | undefined {
  const same = to.byId.get(field.id)
  if (same) return same
  return to.fields.find((f) => namesOf(f).includes(field.id) || (field.was ?? []).includes(f.id))
}

/** Makes the mapping between two editions from their own data; there is no table beside them. */
export function mapping(from: Edition, to: Edition): Mapping {
  const pairs = new Map<string, { from: FieldDef; to: FieldDef }>()
  for (const field of from.fields) {
    const next = continuing(field, to)
    if (next) pairs.set(field.id, { from: field, to: next })
  }
  const reached = new Set([...pairs.values()].map((p) => p.to.id))
  const dropped = from.fields.filter((f) => !pairs.has(f.id)).map((f) => f.id)
  return {
    from: from.id,
    to: to.id,
    fields: new Map([...pairs].map(([id, pair]) => [id, pair.to.id])),
    dropped,
    added: to.fields.filter((f) => !reached.has(f.id)).map((f) => f.id),
    lossless: dropped.length === 0 && [...pairs.values()].every((p) => isWider(p.from, p.to)),
    map(values, bad = []) {
      const lost: Loss[] = []
      const result: Values = {}
      for (const [id, value] of Object.entries(values)) {
        const pair = pairs.get(id)
        if (pair === undefined) lost.push({ path: id, reason: 'noField', value })
        else if (bad.includes(id)) result[pair.to.id] = value
        else carry(result, pair, value, to, lost)
      }
      const renamed = bad.map((path) => {
        const id = /^[^.[]*/.exec(path)![0]
        return (pairs.get(id)?.to.id ?? '') + path.slice(id.length)
      })
      return { values: result, bad: renamed.filter((path) => Object.hasOwn(result, /^[^.[]*/.exec(path)![0])), lost }
    },
  }
}

function carry(result: Values, pair: { from: FieldDef; to: FieldDef }, value: unknown, to: Edition, lost: Loss[]) {
  const { id } = pair.from
  if (pair.from.type === 'list' && pair.to.type === 'list' && Array.isArray(value)) {
    result[pair.to.id] = value.map((row, i) => carryRow(row, pair, `${id}[${i}]`, to, lost))
  } else if (Array.isArray(value) && pair.to.multiple) {
    result[pair.to.id] = value.filter((code, i) => fits(code, pair.from, pair.to, `${id}[${i}]`, to, lost))
  } else if (fits(value, pair.from, pair.to, id, to, lost)) result[pair.to.id] = value
}

function carryRow(
  row: unknown,
  pair: { from: FieldDef; to: FieldDef },
  path: string,
  to: Edition,
  lost: Loss[],
): unknown {
  if (typeof row !== 'object' || row === null) return row
  const result: Values = {}
  for (const [id, value] of Object.entries(row)) {
    const column = pair.from.columns?.find((c) => c.id === id)
    const next = pair.to.columns?.find((c) => c.id === id)
    if (column === undefined || next === undefined) lost.push({ path: `${path}.${id}`, reason: 'noColumn', value })
    else if (fits(value, column, next, `${path}.${id}`, to, lost)) result[id] = value
  }
  return result
}

function fits(value: unknown, from: ValueDef, to: ValueDef, path: string, edition: Edition, lost: Loss[]): boolean {
  const reason = value === null || isUnstated(value) ? null : lossOf(value, from, to, edition)
  if (reason !== null) lost.push({ path, reason, value })
  return reason === null
}

function lossOf(value: unknown, from: ValueDef, to: ValueDef, edition: Edition): LossReason | null {
  if (to.type === 'date' && from.type === 'partialDate')
    return typeof value === 'string' && isDay(value) ? null : 'precision'
  if (from.type !== to.type && !widens(from, to)) return 'type'
  if (to.type === 'string' && typeof value === 'string' && value.length > (to.maxLength ?? 4000)) return 'length'
  if (to.type !== 'code' || from.codeList === to.codeList || to.codeList === undefined) return null
  return typeof value === 'string' && edition.codeList(to.codeList).has(value) ? null : 'code'
}

/** Shapes that hold every value of another: a partial date holds a date, a text holds a code. */
const widens = (from: ValueDef, to: ValueDef) =>
  (from.type === 'date' && to.type === 'partialDate') || (from.type === 'code' && to.type === 'string')

function isWider(from: FieldDef, to: FieldDef): boolean {
  if (from.type === 'list' && to.type === 'list') {
    return (from.columns ?? []).every((c) => {
      const next = to.columns?.find((n) => n.id === c.id)
      return next !== undefined && holds(c, next)
    })
  }
  return (from.multiple === true) === (to.multiple === true) && holds(from, to)
}

function holds(from: ValueDef, to: ValueDef): boolean {
  if (from.type !== to.type) return widens(from, to)
  if (to.type === 'string') return (to.maxLength ?? 4000) >= (from.maxLength ?? 4000)
  return to.type !== 'code' || from.codeList === to.codeList
}
