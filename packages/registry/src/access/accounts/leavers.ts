/**
 * The end of grants whose holder is no longer where they were granted for. What the book says of the holder as of today
 * comes from outside (the hall folds it); here it is compared, and what is dead is ended for good, so that nobody gets old
 * rights back by coming back.
 */
import { transaction } from '../../database/index.ts'
import type { UnitTree } from '../../units/index.ts'
import type { Grant } from '../subject.ts'
import { recordAct } from './acts.ts'
import type { AccountsFrame } from './frame.ts'
import { closeGrant, type EndReason } from './grants.ts'
import { covers } from './issuing.ts'

/** Where the book says that a person works as of today, and whether they are at work at all. */
export interface Workplace {
  /** Null: nothing in force says where. */
  readonly unitId: number | null
  readonly atWork: boolean
  /** Has left the service for good, by the code list: retired, dismissed, resigned, died. */
  readonly left?: boolean
}

/** Why this grant is dead for a person who works there; null while it lives. */
export function deadBecause(grant: Pick<Grant, 'unitId'>, workplace: Workplace, tree: UnitTree): EndReason | null {
  if (!workplace.atWork) return 'notAtWork'
  return covers(grant.unitId, workplace.unitId, tree) ? null : 'elsewhere'
}

/** Ends the dead ones among these grants of one account; gives those that live. */
export async function endDead(
  { pool, now, tree }: AccountsFrame,
  accountId: string,
  grants: readonly Grant[],
  workplace: Workplace,
): Promise<readonly Grant[]> {
  const units = await tree()
  const lost = grants.flatMap((grant) => {
    const reason = deadBecause(grant, workplace, units)
    return reason === null ? [] : [{ grant: grant.id, reason }]
  })
  if (lost.length === 0) return grants
  // A unit that our tree does not know yet is of a newer one: nothing is given by it, and nothing ended for good.
  const isKnown = workplace.unitId === null || units.calledOf(workplace.unitId) !== undefined
  const dead = lost.filter(({ reason }) => reason !== 'elsewhere' || isKnown)
  const at = now()
  await transaction(pool, async (tx) => {
    for (const { grant, reason } of dead) {
      if (!(await closeGrant(tx, at, grant, null, reason))) continue
      await recordAct(tx, at, { act: 'grantEnded', by: null, account: accountId, facts: { grant, reason } })
    }
  })
  const gone = new Set(lost.map(({ grant }) => grant))
  return grants.filter(({ id }) => !gone.has(id))
}

/** Accounts bound to a person that were not compared with the book for the longest time; takes them in turn. */
export async function nextToCompare(
  { pool, now }: AccountsFrame,
  count: number,
): Promise<{ accountId: string; personId: number }[]> {
  const { rows } = await pool.query<{ accountId: string; personId: number }>(
    `update account a set looked_at = $2
       from (select id from account where state <> 'closed' and person_id is not null and looked_at < 'infinity' order by looked_at limit $1 for update skip locked) n
      where a.id = n.id returning a.id as "accountId", a.person_id as "personId"`,
    [count, now()],
  )
  return rows
}
