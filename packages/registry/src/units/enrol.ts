/**
 * Enrolment: the bodies that send and the units below them, from a file of the operator. Safe to run again with more
 * units; a unit that is known by its code is left as it is (its changes are dated acts of their own).
 */
import type { Connection } from '../database/index.ts'

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

export async function enrolUnits(tx: Connection, units: readonly EnrolledUnit[]): Promise<void> {
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
  await rebuildIntervals(tx)
}

/** Publishes units in the public directory, each with all below it: their leaders, and with `staff` everybody. */
export async function enrolDirectory(
  tx: Connection,
  units: readonly { readonly unit: string; readonly staff: boolean }[],
): Promise<void> {
  await tx.query(
    `insert into directory_unit (unit_id, staff)
     select c.unit_id, u.staff from unnest($1::text[], $2::boolean[]) u (code, staff)
       join unit_code c on c.code = u.code and c.valid_to is null
     on conflict (unit_id) do update set staff = excluded.staff`,
    [units.map(({ unit }) => unit), units.map(({ staff }) => staff)],
  )
}

/** Rebuilds today's nested intervals from the dated edges. */
export async function rebuildIntervals(tx: Connection): Promise<void> {
  const { rows } = await tx.query<{ id: number; body: string; parent: number | null }>(
    `select u.id, u.body, e.parent_id as parent from unit u
     left join unit_edge e on e.unit_id = u.id and e.valid_to is null order by u.id`,
  )
  const children = new Map<number | null, { id: number; body: string }[]>()
  for (const { id, body, parent } of rows) {
    const siblings = children.get(parent)
    if (siblings) siblings.push({ id, body })
    else children.set(parent, [{ id, body }])
  }
  const spans: { id: number; body: string; lft: number; rgt: number }[] = []
  let at = 0
  const walk = (unit: { id: number; body: string }) => {
    const span = { ...unit, lft: ++at, rgt: 0 }
    spans.push(span)
    for (const child of children.get(unit.id) ?? []) walk(child)
    span.rgt = ++at
  }
  for (const top of children.get(null) ?? []) walk(top)
  await tx.query('delete from unit_interval')
  await tx.query(
    `insert into unit_interval (unit_id, lft, rgt, body) select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[])`,
    [spans.map((s) => s.id), spans.map((s) => s.lft), spans.map((s) => s.rgt), spans.map((s) => s.body)],
  )
}
