/**
 * Where a request stands: whose it is, until when, and what comes next. All of it follows from the dates, the grants in
 * force and the tree of today, so no clock has to move it and none can forget to.
 */
import { addWorkingDays, requestWorkingDays } from '@cbccvc/standard'
import type { UnitTree } from '../../units/index.ts'

/** `dueToday`: the last day; `overdue`: it is the national operator's as well. */
export type RequestState = 'open' | 'dueToday' | 'overdue' | 'answered'
/** An officer of the person's unit; the national operator where there is none; both once the limit has gone by. */
export type RequestOwner = 'officer' | 'operator' | 'both'

/** The last day on which a request made on this day is answered in time. */
export const dueOn = (madeOn: string): string => addWorkingDays(madeOn, requestWorkingDays)

export interface Dated {
  readonly dueOn: string
  readonly unitId: number
  /** Who made it. */
  readonly accountId: string
  readonly outcome: string | null
}

/** An officer's grant in force today. */
export interface OfficerGrant {
  readonly accountId: string
  readonly unitId: number
}

/** State and owner of a request. Who made it is nobody's officer in it. */
export function standingOfRequest(
  request: Dated,
  officers: readonly OfficerGrant[],
  tree: UnitTree,
  today: string,
): { readonly state: RequestState; readonly owner: RequestOwner | null } {
  if (request.outcome !== null) return { state: 'answered', owner: null }
  const overdue = today > request.dueOn
  const held = officers.some(
    ({ accountId, unitId }) => accountId !== request.accountId && tree.reaches(unitId, request.unitId),
  )
  return {
    state: overdue ? 'overdue' : today === request.dueOn ? 'dueToday' : 'open',
    owner: !held ? 'operator' : overdue ? 'both' : 'officer',
  }
}
