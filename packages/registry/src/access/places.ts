/**
 * What an account is shown of the house before it asks for anything: over which parts of the tree an act is its own, and
 * which actions the table of rights speaks of for its roles. Neither is a permission: each act is decided again.
 */
import type { Action } from '@cbccvc/standard'
import type { UnitTree } from '../units/index.ts'
import { type Denial, decide, type Moment, noStanding, table } from './policy/index.ts'
import type { Role, Subject } from './subject.ts'

/** Our numbers of the units over which the act is allowed, no one below another; null: the nation; or the refusal. */
export function placesOf(
  subject: Subject,
  action: Action,
  tree: UnitTree,
  at: Moment,
): readonly number[] | null | Denial {
  const ask = (unitId: number | null) => {
    const target = unitId === null ? ({ kind: 'nation' } as const) : ({ kind: 'unit', unitId } as const)
    return decide(subject, { action, target, classes: [], purpose: null, standing: noStanding }, tree, at)
  }
  const nation = ask(null)
  if (nation.kind === 'allowed') return null
  const units = new Set(subject.grants.flatMap(({ unitId }) => (unitId === null ? [] : [unitId])))
  const allowed = [...units].filter((unitId) => ask(unitId).kind === 'allowed')
  if (allowed.length === 0) return nation.code
  return allowed.filter((unitId) => !allowed.some((top) => top !== unitId && tree.reaches(top, unitId)))
}

/** The actions that some row of the table gives to what the subject is today, by whatever conditions. */
export function actionsOf(subject: Subject): Action[] {
  const roles = new Set<Role>(subject.grants.map(({ role }) => role))
  if (roles.has('dataCentreAdministrator'))
    for (const role of roles) if (role !== 'dataCentreAdministrator') roles.delete(role)
  if (subject.personId !== null) roles.add('person')
  const rows = table.filter((row) => row.roles.some((role) => roles.has(role)))
  return [...new Set(rows.flatMap(({ actions }) => actions))]
}
