/**
 * What an operator orders to be done with the tree: a decision with its number and days, and the changes that it makes, in
 * the order in which they are made. Read strictly; whether the tree permits it is plan.ts's to say.
 */
import { isDay } from '@cbccvc/standard'
import { UnitRefused } from './refused.ts'

export const unitActs = ['create', 'rename', 'move', 'merge', 'split', 'end'] as const
export type UnitActWord = (typeof unitActs)[number]

/** One change. Units are named by the codes that they have on the day on which the decision takes effect. */
export interface UnitChange {
  readonly act: UnitActWord
  /** Which units: several for a merger, none for a new one. */
  readonly units: readonly string[]
  /** Into which: one for a merger, several for a split. */
  readonly to: readonly string[]
  /** The new code, of a new unit or a renamed one; empty for none. */
  readonly code: string
  /** The new name; empty for none. */
  readonly name: string
  /** Code of the unit that it stands below; empty for the top of a new body, or for where the merged ones stand. */
  readonly parent: string
  /** Of a split: the one unit to which all people go; empty: each stays where it is until its body states it anew. */
  readonly people: string
  /** Of a new body: `trungUong` or `diaPhuong`; empty for any other unit. */
  readonly group: '' | 'trungUong' | 'diaPhuong'
}

export interface Decision {
  /** Number of the decision, as it is written. */
  readonly decision: string
  readonly decidedOn: string
  /** The first day of the changed tree. */
  readonly effective: string
  readonly changes: readonly UnitChange[]
}

/** A line of a file: texts by the names of its columns. */
export type ChangeLine = Readonly<Record<string, unknown>>

export const changeColumns = [
  ...['decision', 'decidedOn', 'effective', 'act', 'unit', 'to', 'code', 'name', 'parent', 'people', 'group'],
] as const

const codeForm = /^[A-Za-z0-9][A-Za-z0-9.]{0,63}$/
const longestName = 300
const longestDecision = 100
export const mostChanges = 20_000

/**
 * The decisions of a file, in the order of their first lines; a line that names no decision belongs to the one before it.
 * @throws UnitRefused
 */
export function readChanges(lines: readonly ChangeLine[]): Decision[] {
  const decisions = new Map<string, { head: Omit<Decision, 'changes'>; changes: UnitChange[] }>()
  let at: { head: Omit<Decision, 'changes'>; changes: UnitChange[] } | undefined
  lines.forEach((line, i) => {
    const wrong = (detail: string) => new UnitRefused('shape', { line: i + 1, detail })
    const text = (name: string): string => {
      const value = line[name] ?? ''
      if (typeof value !== 'string') throw wrong(name)
      return value.normalize('NFC').trim()
    }
    for (const name of Object.keys(line)) if (!(changeColumns as readonly string[]).includes(name)) throw wrong(name)
    if (text('decision') !== '') {
      const head = { decision: text('decision'), decidedOn: text('decidedOn'), effective: text('effective') }
      const key = JSON.stringify(head)
      at = decisions.get(key) ?? { head, changes: [] }
      decisions.set(key, at)
    }
    if (!at) throw wrong('decision')
    const codes = (name: string) =>
      text(name)
        .split(/[\s;,]+/)
        .filter(Boolean)
    at.changes.push({
      ...{ act: text('act') as UnitActWord, units: codes('unit'), to: codes('to'), code: text('code') },
      ...{ name: text('name'), parent: text('parent'), people: text('people') },
      group: text('group') as UnitChange['group'],
    })
    const fault = faultOf(at.head) ?? faultOfChange(at.changes.at(-1)!)
    if (fault !== null) throw wrong(fault)
  })
  return [...decisions.values()].map(({ head, changes }) => ({ ...head, changes }))
}

/** Of a decision that comes from elsewhere: the first thing that has the wrong form. @throws UnitRefused */
export function requireDecision(decision: Decision): void {
  const wrong = (line: number, detail: string) => new UnitRefused('shape', { line, detail })
  const fault = faultOf(decision)
  if (fault !== null) throw wrong(0, fault)
  if (!Array.isArray(decision.changes) || decision.changes.length === 0 || decision.changes.length > mostChanges)
    throw wrong(0, 'changes')
  decision.changes.forEach((change, i) => {
    const detail = faultOfChange(change)
    if (detail !== null) throw wrong(i + 1, detail)
  })
}

function faultOf({ decision, decidedOn, effective }: Omit<Decision, 'changes'>): string | null {
  if (typeof decision !== 'string' || decision === '' || decision.length > longestDecision) return 'decision'
  if (typeof decidedOn !== 'string' || !isDay(decidedOn)) return 'decidedOn'
  if (typeof effective !== 'string' || !isDay(effective)) return 'effective'
  return null
}

/** Which columns each act takes: `?` may be empty, `+` holds one or several. */
const takes: Readonly<Record<UnitActWord, readonly string[]>> = {
  create: ['code', 'name', 'parent?', 'group?'],
  rename: ['units', 'name?', 'code?'],
  move: ['units', 'parent'],
  merge: ['units+', 'to', 'name?', 'parent?'],
  split: ['units', 'to+', 'people?'],
  end: ['units'],
}
const columns = ['units', 'to', 'code', 'name', 'parent', 'people', 'group'] as const

function faultOfChange(change: UnitChange): string | null {
  if (!Object.hasOwn(takes, change.act)) return 'act'
  const rules = takes[change.act]
  for (const column of columns) {
    const rule = rules.find((one) => one.replace(/[?+]/, '') === column)
    const value = change[column]
    const several = Array.isArray(value)
    const n = several ? value.length : value === '' ? 0 : 1
    const most = rule === undefined ? 0 : rule.endsWith('+') ? 1000 : 1
    const least = rule === undefined || rule.endsWith('?') ? 0 : 1
    const texts = several ? value : [value as string]
    if (texts.some((one) => typeof one !== 'string') || n < least || n > most) return column
    const coded = column !== 'name' && column !== 'group'
    if (n > 0 && coded && texts.some((one) => !codeForm.test(one))) return column
  }
  if (change.name.length > longestName) return 'name'
  if (change.act === 'rename' && change.name === '' && change.code === '') return 'name'
  if (change.act === 'create' && (change.parent === '') !== (change.group !== '')) return 'group'
  if (change.group !== '' && change.group !== 'trungUong' && change.group !== 'diaPhuong') return 'group'
  return null
}
