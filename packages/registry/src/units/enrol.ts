/**
 * Enrolment: the bodies that send and the units below them, from a file of the operator. Safe to run again with more
 * units; a unit that is known by its code is left as it is (its changes are dated acts of their own).
 */
import type { Connection } from '../database/index.ts'
import { lockTree } from './carry-out.ts'
import { turnTree } from './intervals.ts'

export interface EnrolledBody {
  readonly code: string
  readonly name: string
  readonly group: 'trungUong' | 'diaPhuong'
  /** True for a body whose official code is not known yet. */
  readonly placeholder: boolean
}

export interface EnrolledUnit {
  readonly code: string
  /** Code of the parent; null for the top unit of a body. */
  readonly parent: string | null
  readonly name: string
  readonly body: string
  readonly validFrom: string
}

export async function enrolBodies(tx: Connection, bodies: readonly EnrolledBody[]): Promise<void> {
  await tx.query(
    `insert into body (code, name, body_group, placeholder)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::boolean[])
     on conflict (code) do update set name = excluded.name, placeholder = excluded.placeholder`,
    [
      bodies.map((b) => b.code),
      bodies.map((b) => b.name),
      bodies.map((b) => b.group),
      bodies.map((b) => b.placeholder),
    ],
  )
}

/** `today`: the day whose tree is kept, where none is yet (left out: the calendar's). Later the sequencer turns it. */
export async function enrolUnits(
  tx: Connection,
  units: readonly EnrolledUnit[],
  today: string | null = null,
): Promise<void> {
  await lockTree(tx)
  await tx.query(
    `create temporary table enrolled (code text, parent text, name text, body text, valid_from date, id bigint) on commit drop`,
  )
  await tx.query(
    `insert into enrolled (code, parent, name, body, valid_from)
     select u.* from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::date[]) u (code, parent, name, body, valid_from)
     where not exists (select from unit_code c where c.code = u.code)`,
    [
      units.map((u) => u.code),
      units.map((u) => u.parent),
      units.map((u) => u.name),
      units.map((u) => u.body),
      units.map((u) => u.validFrom),
    ],
  )
  await tx.query(`update enrolled set id = nextval(pg_get_serial_sequence('unit', 'id'))`)
  await tx.query(`insert into unit (id, body) overriding system value select id, body from enrolled`)
  await tx.query(`insert into unit_code (code, unit_id, valid_from) select code, id, valid_from from enrolled`)
  await tx.query(`insert into unit_name (unit_id, name, valid_from) select id, name, valid_from from enrolled`)
  await tx.query(
    `insert into unit_edge (unit_id, parent_id, valid_from)
     select e.id, c.unit_id, e.valid_from from enrolled e join unit_code c on c.code = e.parent and c.valid_to is null`,
  )
  await rebuildIntervals(tx, today)
}

/** What the public directory is to show of a unit. `published` false: nothing of it any more. */
export interface DirectoryWish {
  readonly unit: string
  /** Everybody, or (false, or left out) the leaders alone. */
  readonly staff?: boolean
  readonly published?: boolean
}

/**
 * Publishes units in the public directory, each with all below it: their leaders, and with `staff` everybody; and takes back
 * what was published. Returns the codes that are no unit of today.
 */
export async function enrolDirectory(tx: Connection, wishes: readonly DirectoryWish[]): Promise<string[]> {
  const { rows } = await tx.query<{ code: string; unitId: number | null }>(
    `select u.code, coalesce(max(c.unit_id) filter (where c.valid_to is null), max(c.unit_id)) as "unitId"
       from unnest($1::text[]) u (code) left join unit_code c on c.code = u.code group by 1`,
    [wishes.map(({ unit }) => unit)],
  )
  const idOf = new Map(rows.map(({ code, unitId }) => [code, unitId]))
  const known = wishes.filter(({ unit }) => idOf.get(unit) != null)
  const gone = known.filter(({ published }) => published === false)
  await tx.query('delete from directory_unit where unit_id = any($1::bigint[])', [
    gone.map(({ unit }) => idOf.get(unit)),
  ])
  const shown = known.filter(({ published }) => published !== false)
  await tx.query(
    `insert into directory_unit (unit_id, staff) select * from unnest($1::bigint[], $2::boolean[])
     on conflict (unit_id) do update set staff = excluded.staff`,
    [shown.map(({ unit }) => idOf.get(unit)), shown.map(({ staff }) => staff === true)],
  )
  return wishes.flatMap(({ unit }) => (idOf.get(unit) == null ? [unit] : []))
}

/** Works the stored tree out anew. Units that were added have no counts yet, so nothing moves. */
export async function rebuildIntervals(tx: Connection, today: string | null = null): Promise<void> {
  const { rows } = await tx.query<{ day: string }>(
    `select coalesce((select day from unit_turn), $1::date, (now() at time zone 'Asia/Ho_Chi_Minh')::date) as day`,
    [today],
  )
  await turnTree(tx, rows[0]!.day)
}
