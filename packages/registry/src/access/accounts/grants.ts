/** Grants as they stand in the database: who holds what today, and how a grant ends. */
import { randomUUID } from 'node:crypto'
import type { Connection, Queryable } from '../../database/index.ts'
import { type Grant, ROLES, type Role } from '../subject.ts'

/**
 * In force on the day $1: within its dates, not ended; a delegated one only while the grant that it lives on is, and its
 * holder's account with it. Future-dated grants do not act before their day.
 */
const inForce = `
  g.ended_at is null and g.valid_from <= $1 and (g.valid_to is null or g.valid_to >= $1)
  and (g.parent_id is null or exists (
    select from role_grant p join account a on a.id = p.account_id and a.state = 'active'
     where p.id = g.parent_id and p.ended_at is null and p.valid_from <= $1 and (p.valid_to is null or p.valid_to >= $1)))`

const columns = `g.id, g.role, g.unit_id as "unitId", g.via, g.valid_from as "validFrom", g.valid_to as "validTo"`

/** What this account holds today. A role that this version does not know gives nothing. */
export async function grantsOf(db: Queryable, accountId: string, today: string): Promise<Grant[]> {
  const { rows } = await db.query<Grant>(
    `select ${columns} from role_grant g where g.account_id = $2 and ${inForce} order by g.issued_at, g.id`,
    [today, accountId],
  )
  return rows.filter((grant) => (ROLES as readonly string[]).includes(grant.role))
}

export interface HeldGrant extends Grant {
  readonly accountId: string
}

/** One grant with its holder; undefined when there is none or it is not in force. */
export async function findGrant(db: Queryable, id: string, today: string): Promise<HeldGrant | undefined> {
  const { rows } = await db.query<HeldGrant>(
    `select ${columns}, g.account_id as "accountId" from role_grant g where g.id = $2 and ${inForce}`,
    [today, id],
  )
  return rows[0]
}

/** One that was not ended, whether its days have come or not: what can still be withdrawn. */
export async function lockGrant(tx: Connection, id: string): Promise<HeldGrant | undefined> {
  const { rows } = await tx.query<HeldGrant>(
    `select ${columns}, g.account_id as "accountId" from role_grant g where g.id = $1 and g.ended_at is null for update`,
    [id],
  )
  return rows[0]
}

export interface NewGrant {
  readonly accountId: string
  readonly role: Role
  readonly unitId: number | null
  readonly via: Grant['via']
  readonly validFrom: string
  readonly validTo: string | null
  readonly issuedBy: string | null
  readonly approvedBy: string | null
  /** Of a delegation: the grant that it lives on. */
  readonly parentId: string | null
}

export async function addGrant(tx: Connection, at: Date, grant: NewGrant): Promise<string> {
  const id = randomUUID()
  await tx.query(
    `insert into role_grant (id, account_id, role, unit_id, via, valid_from, valid_to, issued_by, approved_by, parent_id, issued_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[id, grant.accountId, grant.role, grant.unitId, grant.via, grant.validFrom, grant.validTo],
      ...[grant.issuedBy, grant.approvedBy, grant.parentId, at],
    ],
  )
  // Who had no right until now begins to be compared with the book.
  await tx.query(`update account set looked_at = '-infinity' where id = $1 and looked_at = 'infinity'`, [
    grant.accountId,
  ])
  return id
}

export type EndReason = 'withdrawn' | 'elsewhere' | 'notAtWork' | 'accountClosed'

/** Ends a grant for good; false when another one ended it first. What was delegated from it falls with it. */
export async function closeGrant(
  tx: Queryable,
  at: Date,
  id: string,
  by: string | null,
  reason: EndReason,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update role_grant set ended_at = $2, ended_by = $3, end_reason = $4 where id = $1 and ended_at is null`,
    [id, at, by, reason],
  )
  return rowCount === 1
}
