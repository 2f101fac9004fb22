/** How the unit was called in which somebody stood on a day, and where it stood then: what history shows. */
import type { Queryable } from '../database/index.ts'

export interface Called {
  readonly code: string
  readonly name: string
}

/** More heirs one after the other than this is a fault of the data, not a history. */
const mostHeirs = 20

/**
 * Code and name of a unit on that day. Of one that had ended by then: of the unit that had followed it, as long as its people
 * went to a single one; else as it was called last. Null for no unit of ours.
 */
export async function calledOn(db: Queryable, unit: number, day: string): Promise<Called | null> {
  let at = unit
  for (let left = mostHeirs; left > 0; left--) {
    const { rows } = await db.query<Called & { alive: boolean; next: number | null }>(
      `select c.code, coalesce(n.name, '') as name, c.valid_from <= $2::date and (c.valid_to is null or c.valid_to >= $2::date) as alive,
              (select case when count(*) = 1 then min(to_unit) end from unit_succession
                where from_unit = $1 and people and on_date <= $2::date) as next
         from (select * from unit_code where unit_id = $1
                order by valid_from <= $2::date desc, abs(valid_from - $2::date) limit 1) c
         left join lateral (select name from unit_name where unit_id = $1
                order by valid_from <= $2::date desc, abs(valid_from - $2::date) limit 1) n on true`,
      [at, day],
    )
    const row = rows[0]
    if (!row) return null
    if (row.alive || row.next === null) return { code: row.code, name: row.name }
    at = row.next
  }
  return null
}
