/** Who an account is, as the law lets it be told: the name that colleagues know, and in whose name it looked. */
import type { Queryable } from '../../database/index.ts'
import type { Role } from '../subject.ts'

export interface Looker {
  readonly login: string
  readonly name: string
  /** What was granted to it, ended or not. */
  readonly grants: readonly {
    readonly role: Role
    /** Null: the nation. */
    readonly unitId: number | null
    readonly issuedAt: Date
    readonly endedAt: Date | null
  }[]
}

/** Accounts and registered systems by id, closed ones among them. `identity` works as the role cbccvc_identity. */
export async function lookersOf(
  identity: Queryable,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, Looker>> {
  const asked = [...new Set(ids.filter((id) => id !== null))]
  const { rows } = await identity.query<{ id: string; login: string; name: string }>(
    `select id, login, name from account where id = any($1::uuid[])
      union all select id, client_id, name from consumer_system where id = any($1::uuid[])`,
    [asked],
  )
  const { rows: grants } = await identity.query<Looker['grants'][number] & { id: string }>(
    `select account_id as id, role, unit_id as "unitId", issued_at as "issuedAt", ended_at as "endedAt" from role_grant
      where account_id = any($1::uuid[])
      union all
     select id, 'consumerSystem', unit_id, made_at, ended_at from consumer_system where id = any($1::uuid[])
      order by 4`,
    [asked],
  )
  const held = Map.groupBy(grants, ({ id }) => id)
  return new Map(rows.map(({ id, login, name }) => [id, { login, name, grants: held.get(id) ?? [] }]))
}

/** What it held at that instant, each role over each unit once; where it held nothing then, what it held last. */
export function heldAt({ grants }: Looker, at: Date): { role: Role; unitId: number | null }[] {
  const then = grants.filter(({ issuedAt, endedAt }) => issuedAt <= at && (endedAt === null || endedAt > at))
  const told = then.length > 0 ? then : grants.slice(-1)
  const once = new Map(told.map(({ role, unitId }) => [`${role} ${unitId}`, { role, unitId }]))
  return [...once.values()]
}

/** The account of this login; null: there is none. */
export async function accountOfLogin(identity: Queryable, login: string): Promise<string | null> {
  const { rows } = await identity.query<{ id: string }>(
    `select id from account where login = $1 union all select id from consumer_system where client_id = $1 limit 1`,
    [login],
  )
  return rows[0]?.id ?? null
}
