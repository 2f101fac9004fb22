/**
 * The decision: may this subject do this, and in which form is each class given? Pure, and closed by default: what no row
 * of the table gives is refused.
 *
 * The gates are passed in one order, and each tells no more than what was passed before it: first whether any row speaks
 * of the role at all, then what concerns the subject alone (kind, second factor), then whether the target is in reach.
 * Until that is sure every "no" about a person reads *not found*, so that nobody learns from a refusal whether somebody
 * exists. Only then are purpose, restriction, step-up, case and broken
 * glass asked for by name.
 */
import { actions, edition, type FieldClass } from '@cbccvc/standard'
import type { UnitTree } from '../../units/index.ts'
import type { Grant, Role, Subject } from '../subject.ts'
import { inForce, isMet } from './conditions.ts'
import type { Intention, Moment, Target } from './intention.ts'
import { type Condition, type Form, type Row, type Scope, table } from './table.ts'

/** Codes of the contract's table of refusals. */
export const denials = [
  'access.notFound',
  'access.notAllowed',
  'access.purpose',
  'access.restricted',
  'caller.secondFactor',
  'caller.stepUp',
] as const
export type Denial = (typeof denials)[number]

export type Decision =
  | {
      readonly kind: 'allowed'
      /** The form of each class that was asked for. */
      readonly forms: Readonly<Partial<Record<FieldClass, Form>>>
      /** Where a class rests on consent: the only fields of it that are given. */
      readonly only: Readonly<Partial<Record<FieldClass, readonly string[]>>>
      /** Of many people, those who restricted processing are left out. */
      readonly leavesOut: boolean
    }
  | { readonly kind: 'refused'; readonly code: Denial }

/** A row, held by the subject through one role: a grant, or what everybody is. */
interface Held {
  readonly role: Role
  readonly grant: Grant | null
  readonly row: Row
}

const cellOf = (action: string, role: string, of: FieldClass | null) => `${action} ${role} ${of ?? ''}`

type Cells = ReadonlyMap<string, readonly Row[]>

/** A table by cell: action, role, class. */
function cellsOf(rows: readonly Row[]): Cells {
  const cells = new Map<string, Row[]>()
  for (const row of rows)
    for (const action of row.actions)
      for (const role of row.roles)
        for (const of of row.classes.length === 0 ? [null] : row.classes) {
          const cell = cellOf(action, role, of)
          const others = cells.get(cell)
          if (others) others.push(row)
          else cells.set(cell, [row])
        }
  return cells
}

/** Better forms first. */
const order: readonly Form[] = ['clear', 'masked', 'ceiling']

export type Decide = (subject: Subject, intention: Intention, tree: UnitTree, at: Moment) => Decision

/** The decision by a given table: the house knows one (`decide`), the tests also spoilt ones. */
export function decider(rows: readonly Row[]): Decide {
  const cells = cellsOf(rows)
  return (subject, intention, tree, at) => decideBy(cells, subject, intention, tree, at)
}

/** Decides by the one table of rights. */
export const decide: Decide = decider(table)

function decideBy(cells: Cells, subject: Subject, intention: Intention, tree: UnitTree, at: Moment): Decision {
  const { action, classes } = intention
  if (!Object.hasOwn(actions, action)) return refused('access.notAllowed')
  // An act speaks of no class, and whoever asks for values says of which.
  if ((actions[action].gives === 'act') !== (classes.length === 0)) return refused('access.notAllowed')
  const roles = rolesOf(subject, at.today)
  const passing = (of: FieldClass | null) => {
    const held = roles.flatMap(({ role, grant }) =>
      (cells.get(cellOf(action, role, of)) ?? []).map((row) => ({ role, grant, row })),
    )
    return pass(held, subject, intention, tree, at, of)
  }
  if (classes.length === 0) {
    const passed = passing(null)
    return typeof passed === 'string' ? refused(passed) : { kind: 'allowed', forms: {}, only: {}, leavesOut: false }
  }
  const forms: Partial<Record<FieldClass, Form>> = {}
  const only: Partial<Record<FieldClass, readonly string[]>> = {}
  let leavesOut = false
  for (const of of classes) {
    const passed = passing(of)
    if (typeof passed === 'string') return refused(passed)
    const form = order.find((one) => passed.some(({ row }) => row.form === one))
    if (form === undefined) return refused('access.notAllowed')
    forms[of] = form
    const giving = passed.filter(({ row }) => row.form === form)
    const all = (condition: Condition) => giving.every(({ row }) => row.needs.includes(condition))
    if (all('consent')) only[of] = intention.standing.consent!.fields
    if (!all('unrestricted')) continue
    leavesOut ||= actions[action].gives === 'people'
    const { restricted } = intention.standing
    if (restricted !== null) only[of] = (only[of] ?? fieldsOf(of)).filter((field) => !restricted.includes(field))
  }
  return { kind: 'allowed', forms, only, leavesOut }
}

const fieldsOf = (of: FieldClass): string[] =>
  edition().fields.flatMap((field) => (field.class === of ? [field.id] : []))

const refused = (code: Denial): Decision => ({ kind: 'refused', code })

/**
 * What the subject is today: everybody is `public`, an account bound to a person is that `person`, and each grant in force
 * is its role. Who runs the data centre has no other granted role, whatever was granted.
 */
function rolesOf(subject: Subject, today: string): { role: Role; grant: Grant | null }[] {
  const held: { role: Role; grant: Grant | null }[] = [{ role: 'public', grant: null }]
  if (subject.kind === 'public' || subject.accountId === null) return held
  if (subject.kind === 'account' && subject.personId !== null) held.push({ role: 'person', grant: null })
  const granted = subject.grants.filter(
    (grant) => grant.role !== 'person' && grant.role !== 'public' && inForce(grant, today),
  )
  const operates = granted.some(({ role }) => role === 'dataCentreAdministrator')
  for (const grant of granted)
    if (!operates || grant.role === 'dataCentreAdministrator') held.push({ role: grant.role, grant })
  return held
}

/** What a gate that lets nothing through answers; `hidden`: nobody may learn whether the target exists. */
const gates: readonly { readonly asks: Condition; readonly code: Denial | 'hidden' }[] = [
  { asks: 'consent', code: 'hidden' },
  { asks: 'purpose', code: 'access.purpose' },
  { asks: 'unrestricted', code: 'access.restricted' },
  { asks: 'stepUp', code: 'caller.stepUp' },
  { asks: 'case', code: 'access.purpose' },
  { asks: 'breakGlass', code: 'access.notAllowed' },
]

/** Of the rows held, those that give the class (or allow the act); or the answer of the gate at which the last one fell. */
function pass(
  held: readonly Held[],
  subject: Subject,
  intention: Intention,
  tree: UnitTree,
  at: Moment,
  of: FieldClass | null,
): readonly Held[] | Denial {
  const hidden: Denial = intention.target.kind === 'person' ? 'access.notFound' : 'access.notAllowed'
  const through = (rows: readonly Held[], condition: Condition) =>
    rows.filter(
      ({ row, role }) =>
        !row.needs.includes(condition) || isMet(condition, { subject, intention, at, role, class: of }),
    )
  let rows = through(held, 'system')
  if (rows.length === 0) return 'access.notAllowed'
  rows = through(rows, 'secondFactor')
  if (rows.length === 0) return 'caller.secondFactor'
  rows = rows.filter(({ row, grant }) => isInReach(row.scope, grant, subject, intention.target, tree))
  if (rows.length === 0) return hidden
  for (const { asks, code } of gates) {
    rows = through(rows, asks)
    if (rows.length === 0) return code === 'hidden' ? hidden : code
  }
  return rows
}

function isInReach(scope: Scope, grant: Grant | null, subject: Subject, target: Target, tree: UnitTree): boolean {
  const own = target.kind === 'self' || (target.kind === 'person' && target.personId === subject.personId)
  switch (scope) {
    case 'self':
      return own
    case 'anywhere':
      return target.kind !== 'self'
    case 'nation':
      return grant !== null && grant.unitId === null && target.kind !== 'self'
    case 'unit':
      return grant !== null && grant.unitId !== null && isBelow(grant.unitId, target, tree)
    case 'granted':
      if (grant === null) return false
      return grant.unitId === null ? target.kind !== 'self' : isBelow(grant.unitId, target, tree)
  }
}

function isBelow(top: number, target: Target, tree: UnitTree): boolean {
  return (target.kind === 'person' || target.kind === 'unit') && tree.reaches(top, target.unitId)
}
