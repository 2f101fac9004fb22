/** Today's tree as the database holds it (`unit_interval`, `unit_standing`): worked out anew from the dated rows. */
import type { Connection, Queryable } from '../database/index.ts'
import { type DayTree, readForest, type Span } from './forest.ts'

/** A unit under which its counts no longer stand where they stood. */
export interface Shift {
  readonly unit: number
  /** What was counted within it besides its own, until now. */
  readonly parts: readonly number[]
  /** Units above that it is no longer counted in, and those in which it is from now on. */
  readonly leaves: readonly number[]
  readonly joins: readonly number[]
}

/** The tree as it stands in the database, whatever its day; null before the first enrolment. */
export async function storedTree(db: Queryable): Promise<DayTree & { readonly day: string | null }> {
  const { rows } = await db.query<{
    day: string | null
    spans: Omit<Span, 'above'>[]
    standing: [number, number][]
  }>(
    `select (select day from unit_turn) as day,
            (select coalesce(jsonb_agg(jsonb_build_object('id', unit_id, 'body', body, 'lft', lft, 'rgt', rgt) order by lft), '[]') from unit_interval) as spans,
            (select coalesce(jsonb_agg(jsonb_build_array(unit_id, at_unit)), '[]') from unit_standing) as standing`,
  )
  const { day, spans, standing } = rows[0]!
  const above: Omit<Span, 'above'>[] = []
  const placed = spans.map((span): [number, Span] => {
    while (above.length > 0 && above.at(-1)!.rgt < span.lft) above.pop()
    const own = { ...span, above: above.map(({ id }) => id).reverse() }
    above.push(span)
    return [span.id, own]
  })
  return { day, spans: new Map(placed), standing: new Map(standing) }
}

/**
 * Makes the stored tree that of `day`. Returns what is counted elsewhere from now on: whoever keeps counts by unit moves them
 * in the same transaction. The caller holds the lock of the tree.
 */
export async function turnTree(tx: Connection, day: string): Promise<readonly Shift[]> {
  const [was, is] = [await storedTree(tx), (await readForest(tx)).on(day)]
  await tx.query('delete from unit_interval')
  const spans = [...is.spans.values()]
  await tx.query(
    `insert into unit_interval (unit_id, lft, rgt, body) select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[])`,
    [spans.map((s) => s.id), spans.map((s) => s.lft), spans.map((s) => s.rgt), spans.map((s) => s.body)],
  )
  await tx.query('delete from unit_standing')
  await tx.query('insert into unit_standing (unit_id, at_unit) select * from unnest($1::bigint[], $2::bigint[])', [
    [...is.standing.keys()],
    [...is.standing.values()],
  ])
  await tx.query('insert into unit_turn (day) values ($1) on conflict (one) do update set day = excluded.day', [day])
  await rememberBodies(tx, was, is)
  return shiftsBetween(was, is)
}

/** Bodies that units stood in until now. */
async function rememberBodies(tx: Connection, was: DayTree, is: DayTree): Promise<void> {
  const bodyIn = ({ spans, standing }: DayTree, unit: number) => spans.get(standing.get(unit) ?? unit)?.body
  const left = [...new Set([...was.spans.keys(), ...was.standing.keys()])].flatMap((unit) => {
    const [before, now] = [bodyIn(was, unit), bodyIn(is, unit)]
    return before === undefined || before === now ? [] : [{ unit, body: before }]
  })
  await tx.query(
    'insert into unit_formerly (unit_id, body) select * from unnest($1::bigint[], $2::text[]) on conflict do nothing',
    [left.map(({ unit }) => unit), left.map(({ body }) => body)],
  )
}

/** The units that each unit's counts go into besides itself: what it stands below, or where it stands since it ended. */
export function countedIn({ spans, standing }: DayTree, unit: number): readonly number[] {
  const span = spans.get(unit)
  if (span) return span.above
  const at = standing.get(unit)
  return at === undefined ? [] : [at, ...spans.get(at)!.above]
}

function shiftsBetween(was: DayTree, is: DayTree): Shift[] {
  const before = [...was.spans.keys(), ...was.standing.keys()]
  const units = new Set([...before, ...is.spans.keys(), ...is.standing.keys()])
  const parts = Map.groupBy(before, (unit) => countedIn(was, unit)[0])
  return [...units].flatMap((unit) => {
    const [from, to] = [countedIn(was, unit), countedIn(is, unit)]
    const leaves = from.filter((one) => !to.includes(one))
    const joins = to.filter((one) => !from.includes(one))
    return leaves.length + joins.length === 0 ? [] : [{ unit, parts: parts.get(unit) ?? [], leaves, joins }]
  })
}

/** What of the stored tree is not what the dated rows make it, by unit. */
export async function faultsOfTree(db: Queryable): Promise<number[]> {
  const stored = await storedTree(db)
  if (stored.day === null) return []
  const right = (await readForest(db)).on(stored.day)
  const text = ({ spans, standing }: DayTree, unit: number) => {
    const span = spans.get(unit)
    return JSON.stringify([span && [span.body, span.lft, span.rgt], standing.get(unit)])
  }
  const units = [...stored.spans.keys(), ...stored.standing.keys(), ...right.spans.keys(), ...right.standing.keys()]
  return [...new Set(units)].filter((unit) => text(stored, unit) !== text(right, unit))
}
