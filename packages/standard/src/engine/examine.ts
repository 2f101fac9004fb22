import type { Edition } from '../edition/types.ts'
import type { Category, Finding, Report, Values, View, WireRecord } from '../model.ts'
import { isSecretFlag } from '../text/secret.ts'
import { safeKey } from '../values/checks.ts'
import { isDay } from '../values/day.ts'
import { type Compiled, compile } from './compile.ts'
import { type Key, keyOf, settleNameAndBody, settleNumber, settleZeros } from './identity.ts'
import { Run } from './run.ts'
import { isNotPermitted, isUnstated } from './stated.ts'

/** What one record says after all repairs, and everything that was found on the way. */
export interface Examination {
  /** Stated fields only, normalised; a bad value as it was sent. May share its parts with the record: do not change it. */
  readonly values: Values
  readonly findings: Finding[]
  /** Paths whose values are not counted as true. */
  readonly bad: string[]
  /** Fields that the category requires and the merged record does not have. */
  readonly missing: string[]
  readonly key: Key
}

/**
 * Normalises and checks one record. Pure: no clock, no I/O, and it never throws.
 * @param today `yyyy-mm-dd` in Asia/Ho_Chi_Minh; rules and validity of codes are judged on it.
 * @param base good values already held about the same person: required fields and cross-field rules then look at the
 *   whole record, not only at what this one states.
 */
export function examine(record: WireRecord, edition: Edition, today: string, base?: Values): Examination {
  const compiled = compile(edition)
  const run = new Run(today, compiled.weights)
  const { roles } = edition
  let values = fieldsOf(run, record, compiled)
  const settled = settleNumber(run, values, record[roles.number], roles, edition.codeList('tinh-63'))
  if (settled) values = { ...values, ...settled }
  if (run.late !== null) values = settleZeros(run, values)
  const merged: Values = base === undefined ? values : { ...base, ...values }
  settleNameAndBody(run, merged, roles)
  const category = categoryOf(run, merged, roles.category)
  const { view, missing } = viewOf(run, merged, compiled, category)
  for (const id of missing) {
    if (id === roles.number || id === roles.name) continue
    run.tell('field.required', { facts: { category: category ?? '' } }, id)
  }
  applyRules(run, compiled, { v: view, category, today })
  run.sumUp()
  return { values, findings: run.findings, bad: run.bad, missing, key: keyOf(run, merged, roles) }
}

/** The findings of `examine`. */
export const check = (record: WireRecord, edition: Edition, today: string): Finding[] =>
  examine(record, edition, today).findings

/** Every stated field through its own check; the record itself when nothing had to change. */
function fieldsOf(run: Run, record: WireRecord, compiled: Compiled): Values {
  const from = record as Record<string, unknown>
  const changed = new Map<string, unknown>()
  let kept = 0
  let all = 0
  for (const key in from) {
    all++
    const value = from[key]
    const field = compiled.byId.get(key)
    if (field === undefined) {
      besideFields(run, key, value)
      continue
    }
    if (value === undefined) continue
    kept++
    if (value === null || isUnstated(value)) continue
    run.field = key
    run.row = -1
    run.column = ''
    const checked = field.check(run, value)
    if (checked !== value) changed.set(key, checked)
  }
  if (kept === all && changed.size === 0) return from
  const values: Values = {}
  for (const key in from) {
    if (from[key] === undefined || !compiled.byId.has(key)) continue
    values[key] = changed.has(key) ? changed.get(key) : from[key]
  }
  return values
}

const digest = /^[0-9a-f]{64}$/

/**
 * Meta keys, and names that the standard does not have. Such a name is the sender's own and may be anything, so it stands
 * in the facts, which are sealed, and never in the path.
 */
function besideFields(run: Run, key: string, value: unknown) {
  if (run.spent && key.charCodeAt(0) !== 36 && key !== 'doMat') return
  run.field = key
  run.row = -1
  run.column = ''
  if (key === 'doMat') {
    if (isSecretFlag(value)) run.tell('secret.mark')
  } else if (key === '$trueFrom') {
    if (value !== undefined && (typeof value !== 'string' || !isDay(value))) run.tell('meta.trueFrom')
  } else if (key === '$replaces') {
    if (value !== undefined && (typeof value !== 'string' || !digest.test(value))) run.tell('meta.replaces')
  } else if (key.startsWith('$')) run.tell('meta.unknown', { facts: { key: safeKey(key) } }, '')
  else run.tell('field.unknown', { facts: { key: safeKey(key) } }, '')
}

const categories = new Set<unknown>(['CB', 'CC', 'VC', 'HD'])

const categoryOf = (run: Run, merged: Values, field: string): Category | null =>
  categories.has(merged[field]) && !run.isBad(field) ? (merged[field] as Category) : null

/**
 * The view of rules, where what is bad, unknown or empty is undefined, and the required fields that are not there. A bad
 * value is there; "not permitted" is an answer; "unknown" and an empty list are not. One pass over what is stated.
 */
function viewOf(run: Run, merged: Values, compiled: Compiled, category: Category | null) {
  const view: Values = { ...compiled.blank }
  const by = category ?? 'any'
  const anyBad = run.bad.length > 0
  const { held } = compiled
  held.fill(0)
  let present = 0
  for (const key in merged) {
    const value = merged[key]
    const field = compiled.byId.get(key)
    if (field === undefined || value === undefined || value === null) continue
    const hole = typeof value === 'object' && isUnstated(value)
    if (hole && isNotPermitted(value)) run.withheld = (run.withheld ?? new Set()).add(key)
    if (!hole && !(anyBad && run.isBad(key))) {
      view[key] = value
      held[field.index] = 1
    }
    if (field.requires[by] && (hole ? isNotPermitted(value) : isThere(value))) present++
  }
  for (const { field, row, column } of run.badCells)
    withoutCell(view, field, row, column, compiled.byId.get(field)?.def.type === 'list')
  const required = compiled.required[by]
  const missing = present === required.length ? [] : required.filter((id) => !isAnswered(merged[id]))
  return { view, missing }
}

const isThere = (value: unknown) => value !== '' && !(Array.isArray(value) && value.length === 0)

const isAnswered = (value: unknown) =>
  value !== undefined && value !== null && (isUnstated(value) ? isNotPermitted(value) : isThere(value))

/** Bad cells leave their rows; a bad row is empty, a bad code ''. Rows keep their places, so that paths stay right. */
function withoutCell(view: Values, field: string, row: number, column: string, isList: boolean) {
  const value = view[field]
  if (typeof value !== 'object' || value === null) return
  if (row < 0 || !Array.isArray(value)) {
    view[field] = { ...value, [column]: undefined }
    return
  }
  const rows = [...value]
  const cells: unknown = rows[row]
  const isRow = typeof cells === 'object' && cells !== null && !Array.isArray(cells)
  if (isRow && column !== '') rows[row] = { ...cells, [column]: undefined }
  else rows[row] = isList ? {} : ''
  view[field] = rows
}

/** The rule that is speaking, and where its findings go; set anew for each rule, so that no closure is made per record. */
const speaking = { rule: null as Compiled['rules'][number] | null, run: null as Run | null }

const report: Report = (facts, at) => {
  const { rule, run } = speaking
  if (rule === null || run === null) return
  const { weight, word } = rule.rule
  const path = at?.path ?? rule.path
  if (run.withheld?.has(/^[^.[]*/.exec(path)![0]) || !run.keeps(rule.id, weight)) return
  const found = { rule: rule.id, path, weight, word }
  const more = at?.repair === undefined ? {} : { repair: at.repair }
  run.findings.push(facts === undefined ? { ...found, ...more } : { ...found, facts, ...more })
}

function holds(held: Uint8Array, needs: readonly number[]): boolean {
  for (let i = 0; i < needs.length; i++) if (held[needs[i]!] === 0) return false
  return true
}

function applyRules(run: Run, compiled: Compiled, view: View) {
  speaking.run = run
  const { held, rules } = compiled
  for (let i = 0; i < rules.length && !run.spent; i++) {
    const rule = rules[i]!
    if (!holds(held, rule.needs)) continue
    speaking.rule = rule
    try {
      rule.find(view, report)
    } catch {
      run.tell('rule.failed', { facts: { rule: rule.id } }, rule.path)
    }
  }
  speaking.rule = null
  speaking.run = null
}
