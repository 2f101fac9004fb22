/** What somebody has passed on, and to whom it can be passed. */

import { type Grant, ROLES, type Role, type Subject } from '../subject.ts'
import { type AccountsFrame, here } from './frame.ts'
import { grantsOf } from './grants.ts'
import { mayHandOn } from './issuing.ts'
import { AccountRefused } from './refusal.ts'
import { signedIn } from './stepping.ts'

export interface PassedOn {
  readonly grant: Grant
  readonly login: string
  readonly name: string
}

/** Delegations from this account's grants that were not ended and whose last day is not over, the newest first. */
export async function delegationsOf({ pool, today }: AccountsFrame, by: Subject): Promise<PassedOn[]> {
  const { accountId } = signedIn(by)
  const { rows } = await pool.query<Grant & { login: string; name: string }>(
    `select g.id, g.role, g.unit_id as "unitId", g.via, g.valid_from as "validFrom", g.valid_to as "validTo", a.login, a.name
       from role_grant g join role_grant p on p.id = g.parent_id and p.account_id = $1 and p.ended_at is null
       join account a on a.id = g.account_id and a.state = 'active'
      where g.ended_at is null and (g.valid_to is null or g.valid_to >= $2) order by g.issued_at desc, g.id`,
    [accountId, today()],
  )
  return rows.map(({ login, name, ...grant }) => ({ grant, login, name }))
}

/**
 * The account of a colleague, by login: one that holds a role in the body of this unit today. Throws `account.unknown` for
 * every other login, so that nobody learns by it who has an account elsewhere.
 */
export async function colleagueCalled(frame: AccountsFrame, login: string, unitId: number): Promise<string> {
  const { tree, today } = await here(frame)
  const body = tree.byId(unitId)?.body
  const { rows } = await frame.pool.query<{ id: string }>(
    `select id from account where login = $1 and state = 'active'`,
    [login.trim().toLowerCase()],
  )
  const grants = rows[0] ? await grantsOf(frame.pool, rows[0].id, today) : []
  const there = grants.some((grant) => grant.unitId !== null && tree.byId(grant.unitId)?.body === body)
  if (!rows[0] || body === undefined || !there) throw new AccountRefused('account.unknown')
  return rows[0].id
}

/** The roles that this account may hand on at all: what the form of an invitation offers. Each is decided again. */
export async function rolesToGive(frame: AccountsFrame, by: Subject): Promise<Role[]> {
  const { tree } = await here(frame)
  return ROLES.filter((role) => by.grants.some(({ unitId }) => mayHandOn(by.grants, { role, unitId }, tree)))
}
