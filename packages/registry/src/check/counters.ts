/** The counters of every unit, derived again from persons, parcels and the outcomes of parts, up the tree of units. */
import type { Connection } from '../database/index.ts'
import { counterNames } from '../quality/index.ts'
import { nobody } from '../register/index.ts'
import { countedIn, faultsOfTree, storedTree } from '../units/index.ts'
import type { Faults } from './faults.ts'

const words = ['entered', 'unchanged', 'returned', 'held', 'refused'] as const
type Row = Record<string, number> & { unit_id: number }

export async function checkCounters(tx: Connection, faults: Faults): Promise<void> {
  const rows = async (sql: string, values: unknown[] = []) => (await tx.query<Row>(sql, values)).rows
  const tree = await storedTree(tx)
  for (const unit of await faultsOfTree(tx)) faults.add('unit.tree', unit)
  const own = [
    ...(await rows(
      `select unit_id, count(*) as people, count(*) filter (where verified = 1) as verified,
              count(*) filter (where verified in (2, 3)) as mismatched, count(*) filter (where dung and verified = 1) as dung,
              count(*) filter (where du) as du, count(*) filter (where sach) as sach
         from person where holder <> $1 group by unit_id`,
      [nobody],
    )),
    // A manifest that is itself marked secret was never counted as sent.
    ...(await rows(
      `select unit_id, sum(record_count)::bigint as sent, coalesce(sum(record_count) filter (where received_at is not null), 0)::bigint as received
         from parcel where (refusal -> 'facts' ->> 'record') is distinct from '-1' group by unit_id`,
    )),
    ...(await rows(
      `select (u ->> 0)::bigint as unit_id, ${words.map((word, i) => `sum((u ->> ${i + 1})::bigint)::bigint as ${word}`).join(', ')}
         from feed_chunk, jsonb_array_elements(by_unit) u group by 1`,
    )),
  ]
  const waiting = await rows(
    `select unit_id, ${counterNames.map((name) => `sum(${name})::bigint as ${name}`).join(', ')} from counter_delta group by 1`,
  )
  const folded = new Map((await rows('select * from counter')).map((row) => [row.unit_id, row]))
  const above: Above = (unit) => [unit, ...countedIn(tree, unit)]
  const expected = sumsUp(own, above, counterNames)
  const late = sumsUp(waiting, above, counterNames)
  for (const unit of new Set([...expected.keys(), ...late.keys(), ...folded.keys()])) {
    for (const name of counterNames) {
      const stands = (folded.get(unit)?.[name] ?? 0) + (late.get(unit)?.[name] ?? 0)
      const difference = stands - (expected.get(unit)?.[name] ?? 0)
      if (difference !== 0) faults.add('counter', `${unit} ${name} ${difference}`)
    }
  }
  await checkAlive(tx, above, faults)
  const { rows: chunks } = await tx.query<{ id: number }>(
    `select leaf_id as id from feed_chunk f where kind = 'outcomes' and (${words
      .map(
        (word, i) => `${word} <> (select coalesce(sum((u ->> ${i + 1})::int), 0) from jsonb_array_elements(by_unit) u)`,
      )
      .join(' or ')} or by_unit is null)`,
  )
  for (const { id } of chunks) faults.add('part.byUnit', id)
}

/** How many are alive until which day: the buckets with the waiting deltas are what the persons add up to. */
async function checkAlive(tx: Connection, above: Above, faults: Faults): Promise<void> {
  type Bucket = { unit_id: number; day: string; n: number }
  const { rows: own } = await tx.query<Bucket>(
    `select unit_id, song_until as day, count(*) as n from person where holder <> $1 group by 1, 2
     union all select unit_id, song_until, -sum(song)::bigint from counter_delta where song <> 0 group by 1, 2`,
    [nobody],
  )
  const { rows: stored } = await tx.query<Bucket>('select unit_id, song_until as day, n from song_bucket')
  const left = new Map<string, number>()
  const add = (unit: number, day: string, n: number) => {
    left.set(`${unit} ${day}`, (left.get(`${unit} ${day}`) ?? 0) + n)
  }
  for (const { unit_id, day, n } of own) for (const unit of above(unit_id)) add(unit, day, n)
  for (const { unit_id, day, n } of stored) add(unit_id, day, -n)
  for (const [key, n] of left) if (n !== 0) faults.add('counter.song', `${key} ${n}`)
}

/** The unit and every unit that it is counted in. */
type Above = (unit: number) => readonly number[]

function sumsUp(rows: readonly Row[], above: Above, names: readonly string[]): Map<number, Record<string, number>> {
  const sums = new Map<number, Record<string, number>>()
  for (const row of rows) {
    for (const unit of above(row.unit_id)) {
      const sum = sums.get(unit) ?? {}
      for (const name of names) if (row[name]) sum[name] = (sum[name] ?? 0) + row[name]
      sums.set(unit, sum)
    }
  }
  return sums
}
