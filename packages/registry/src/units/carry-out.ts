/** Writes what was planned into the dated tables. The tree of today is turned afterwards (intervals.ts). */
import type { Connection } from '../database/index.ts'
import type { Dated } from './forest.ts'
import type { Plan } from './plan.ts'

/** A name in the advisory locks of the database; any number that nobody else takes. */
const treeLock = 20_230_625

/** Whoever changes the tree does it alone: it is read after this, and is what it is until the commit. */
export async function lockTree(tx: Connection): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1)', [treeLock])
}

export async function carryOut(tx: Connection, plan: Plan): Promise<void> {
  await tx.query(
    `insert into body (code, name, body_group) select * from unnest($1::text[], $2::text[], $3::text[])
     on conflict (code) do nothing`,
    [plan.bodies.map((b) => b.code), plan.bodies.map((b) => b.name), plan.bodies.map((b) => b.group)],
  )
  const given = new Map<number, number>()
  for (const { unit, body } of plan.made) {
    const { rows } = await tx.query<{ id: number }>('insert into unit (body) values ($1) returning id', [body])
    given.set(unit, rows[0]!.id)
  }
  const ids = (units: readonly number[]) => units.map((unit) => given.get(unit) ?? unit)
  for (const [table, rows] of [
    ['unit_code', plan.ended.codes],
    ['unit_name', plan.ended.names],
    ['unit_edge', plan.ended.edges],
  ] as const)
    await endRows(tx, table, rows)
  await tx.query(
    'insert into unit_code (code, unit_id, valid_from) select c, u, $3 from unnest($1::text[], $2::bigint[]) r (c, u)',
    [plan.codes.map((row) => row.code), ids(plan.codes.map((row) => row.unit)), plan.effective],
  )
  await tx.query(
    'insert into unit_name (name, unit_id, valid_from) select n, u, $3 from unnest($1::text[], $2::bigint[]) r (n, u)',
    [plan.names.map((row) => row.name), ids(plan.names.map((row) => row.unit)), plan.effective],
  )
  await tx.query(
    'insert into unit_edge (unit_id, parent_id, valid_from) select u, p, $3 from unnest($1::bigint[], $2::bigint[]) r (u, p)',
    [ids(plan.edges.map((row) => row.unit)), ids(plan.edges.map((row) => row.parent)), plan.effective],
  )
  await tx.query(
    `insert into unit_succession (from_unit, to_unit, kind, people, on_date)
     select f, t, k, p, $5 from unnest($1::bigint[], $2::bigint[], $3::text[], $4::boolean[]) r (f, t, k, p)`,
    [
      ids(plan.heirs.map((row) => row.from)),
      ids(plan.heirs.map((row) => row.to)),
      plan.heirs.map((row) => row.kind),
      plan.heirs.map((row) => row.people),
      plan.effective,
    ],
  )
}

async function endRows(
  tx: Connection,
  table: 'unit_code' | 'unit_name' | 'unit_edge',
  rows: readonly Dated[],
): Promise<void> {
  const { rowCount } = await tx.query(
    `update ${table} t set valid_to = r.until from unnest($1::bigint[], $2::date[], $3::date[]) r (unit, since, until)
      where t.unit_id = r.unit and t.valid_from = r.since and t.valid_to is null`,
    [rows.map((row) => row.unit), rows.map((row) => row.from), rows.map((row) => row.to)],
  )
  if (rowCount !== rows.length) throw new Error(`${table} is not what was read`)
}
