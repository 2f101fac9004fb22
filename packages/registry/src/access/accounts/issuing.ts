/**
 * Who may give which role over what. Whether somebody may issue, approve or delegate at all, and where, is said by the one
 * table of rights (policy/table.ts); here stands what it does not know: which role may be handed on by which, and which
 * takes two people. Pure.
 */
import type { Action } from '@cbccvc/standard'
import type { UnitTree } from '../../units/index.ts'
import { type Decision, decide, noStanding } from '../policy/index.ts'
import type { Grant, Role, Subject } from '../subject.ts'
import type { Here } from './frame.ts'
import { AccountRefused } from './refusal.ts'

/** Over what a role may be granted: the nation only, a part of the tree only, or either. Null: it is never granted. */
const extent = {
  nationalOperator: 'nation',
  nationalApprover: 'nation',
  nationalAuditor: 'nation',
  dataCentreAdministrator: 'nation',
  bodyAdministrator: 'units',
  bodyApprover: 'units',
  officer: 'units',
  viewer: 'units',
  leader: 'either',
  consumerSystem: 'either',
  recruiter: 'either',
  person: null,
  public: null,
} as const satisfies Record<Role, 'nation' | 'units' | 'either' | null>

/**
 * Who hands on what. The ministry issues to the administrators of bodies, and those to their officers; so the national
 * operator makes no officer, and no administrator of a body anything above it.
 */
const handsOn: Readonly<Record<Role, readonly Role[]>> = {
  nationalOperator: [
    'nationalOperator',
    'nationalApprover',
    'nationalAuditor',
    'dataCentreAdministrator',
    'bodyAdministrator',
    'bodyApprover',
    'leader',
    'consumerSystem',
    'recruiter',
  ],
  nationalApprover: [],
  nationalAuditor: [],
  dataCentreAdministrator: [],
  bodyAdministrator: ['bodyAdministrator', 'bodyApprover', 'officer', 'viewer', 'leader'],
  bodyApprover: [],
  officer: [],
  viewer: [],
  leader: [],
  consumerSystem: [],
  recruiter: [],
  person: [],
  public: [],
}

/**
 * Roles that a second person must approve, also when they are delegated: who holds one can make others powerful, approves
 * for them, or sees the whole nation. An approver among them, or an administrator would make their own.
 */
const fourEyes: ReadonlySet<Role> = new Set([
  'nationalOperator',
  'nationalApprover',
  'nationalAuditor',
  'dataCentreAdministrator',
  'bodyAdministrator',
  'bodyApprover',
])
export const needsFourEyes = (role: Role): boolean => fourEyes.has(role)

/** Whether a grant over this part of the tree reaches the unit (null: the nation, which only the nation reaches). */
export function covers(granted: number | null, unit: number | null, tree: UnitTree): boolean {
  return granted === null || (unit !== null && tree.reaches(granted, unit))
}

/** Whether the role can be granted over this unit of today (null: the nation) at all. */
export function isGrantable({ role, unitId }: Over, tree: UnitTree): boolean {
  const over = extent[role]
  if (over === null || (over === 'nation' && unitId !== null) || (over === 'units' && unitId === null)) return false
  return unitId === null || tree.byId(unitId) !== undefined
}

/** One role over one unit; null: the nation. */
export interface Over {
  readonly role: Role
  readonly unitId: number | null
}

/** Do these grants (in force today) let their holder hand this role on over this unit, or take it back there? */
export function mayHandOn(grants: readonly Grant[], { role, unitId }: Over, tree: UnitTree): boolean {
  // What somebody holds by delegation makes nobody else powerful.
  return grants.some(
    (grant) => grant.via !== 'delegated' && handsOn[grant.role].includes(role) && covers(grant.unitId, unitId, tree),
  )
}

function ask(by: Subject, action: Action, unitId: number | null, { tree, now, today }: Here): Decision {
  const target = unitId === null ? ({ kind: 'nation' } as const) : ({ kind: 'unit', unitId } as const)
  return decide(by, { action, target, classes: [], purpose: null, standing: noStanding }, tree, { now, today })
}

/** Whether the table of rights gives this act over this unit (null: the nation) to the subject. */
export const may = (by: Subject, action: Action, unitId: number | null, here: Here): boolean =>
  ask(by, action, unitId, here).kind === 'allowed'

/** The same, or throws: `caller.stepUp` where only a fresh second factor is missing, else `access.notAllowed`. */
export function requireRight(by: Subject, action: Action, unitId: number | null, here: Here): void {
  const decision = ask(by, action, unitId, here)
  if (decision.kind === 'allowed') return
  throw new AccountRefused(decision.code === 'caller.stepUp' ? 'caller.stepUp' : 'access.notAllowed')
}
