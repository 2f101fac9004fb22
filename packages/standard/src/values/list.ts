import type { Run } from '../engine/run.ts'
import { isUnstated } from '../engine/stated.ts'
import { type Check, safeKey } from './checks.ts'

export interface CompiledColumn {
  readonly id: string
  readonly index: number
  readonly required: boolean
  readonly check: Check
}

/** More rows than any career has; a longer list is not looked at. */
export const maxRows = 500

/** A list field, stated whole: each row an object of columns. Clean lists come back as the same object. */
export function listCheck(columns: readonly CompiledColumn[]): Check {
  const byId = new Map(columns.map((c) => [c.id, c]))
  const required = columns.filter((c) => c.required)
  return (run, value) => {
    if (!Array.isArray(value)) return run.wrong('field.type', value, { type: 'list' })
    if (value.length > maxRows) return run.wrong('field.rows', value, { rows: value.length, max: maxRows })
    let rows: unknown[] | null = null
    if (run.spent) return left(run, value)
    for (let i = 0; i < value.length; i++) {
      if (run.spent) return left(run, value)
      run.row = rows === null ? i : rows.length
      const row: unknown = checkRow(run, value[i], byId, required)
      if (row === dropped) rows ??= value.slice(0, i)
      else if (rows !== null) rows.push(row)
      else if (row !== value[i]) {
        rows = value.slice(0, i)
        rows.push(row)
      }
    }
    run.row = -1
    return rows ?? value
  }
}

/** Too much was found in this record to look at the rest: what was not judged is not counted as true. */
function left(run: Run, value: unknown): unknown {
  run.row = -1
  run.column = ''
  run.markBad()
  return value
}

const dropped = Symbol('an empty row')
type Row = { [column: string]: unknown }

function checkRow(
  run: Run,
  sent: unknown,
  byId: ReadonlyMap<string, CompiledColumn>,
  required: readonly CompiledColumn[],
): unknown {
  if (sent === null) return drop(run, sent)
  if (typeof sent !== 'object' || Array.isArray(sent)) return run.wrong('field.type', sent, { type: 'row' })
  const from = sent as Row
  let order = -1
  let to: Row | null = null
  let stated = 0
  for (const key in from) {
    const column = byId.get(key)
    if (column === undefined) {
      run.column = ''
      to ??= inOrder(from, byId)
      if (!run.spent) run.tell('field.columnUnknown', { facts: { column: safeKey(key) } })
      continue
    }
    const value = from[key]
    if (column.index < order) to ??= inOrder(from, byId)
    order = column.index
    if (value === null || isUnstated(value)) continue
    run.column = key
    const checked = column.check(run, value)
    if (checked !== null) stated++
    if (checked !== value) {
      to ??= inOrder(from, byId)
      to[key] = checked
    }
  }
  run.column = ''
  if (stated === 0) return drop(run, sent)
  for (const column of required) {
    const value = to === null ? from[column.id] : to[column.id]
    if (value !== undefined && value !== null) continue
    run.tell('field.columnRequired', undefined, `${run.path()}.${column.id}`)
  }
  return to === null ? sent : inOrder(to, byId)
}

function drop(run: Run, sent: unknown): typeof dropped {
  run.repaired('repair.emptyRow', sent, null)
  return dropped
}

/** A row with its columns in the order of the standard. */
function inOrder(row: Row, byId: ReadonlyMap<string, CompiledColumn>): Row {
  const to: Row = {}
  for (const id of byId.keys()) if (Object.hasOwn(row, id)) to[id] = row[id]
  return to
}
