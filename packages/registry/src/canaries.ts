/**
 * Canaries: synthetic people whose records nobody has a reason to open. A body sends one like any other record, by its own
 * courier; only its mark is set here, by the owner of the database. Nothing else knows which people are none: they stand in
 * lists, counts and feeds, because whoever could leave them out could also tell them.
 */
import type { KeyRing, Queryable } from './database/index.ts'

/** Marks the person of this number; false where the register has nobody of it. `owner`: the database's owner. */
export async function plantCanary(owner: Queryable, keys: KeyRing, soDinhDanh: string): Promise<boolean> {
  const { rowCount } = await owner.query(
    `insert into canary (person_id, sender) select id, holder from person where blind = any($1::bytea[])
     on conflict (person_id) do update set ended_at = null`,
    [keys.blinds(soDinhDanh)],
  )
  return rowCount === 1
}

/** Takes the mark away, before the body ends the record. */
export async function endCanary(owner: Queryable, keys: KeyRing, soDinhDanh: string): Promise<boolean> {
  const { rowCount } = await owner.query(
    `update canary set ended_at = now() where ended_at is null
        and person_id = (select id from person where blind = any($1::bytea[]))`,
    [keys.blinds(soDinhDanh)],
  )
  return rowCount === 1
}

/** How many are planted, by body. */
export async function countCanaries(owner: Queryable): Promise<{ readonly sender: string; readonly n: number }[]> {
  const { rows } = await owner.query<{ sender: string; n: number }>(
    'select sender, count(*) as n from canary where ended_at is null group by sender order by sender',
  )
  return rows
}
