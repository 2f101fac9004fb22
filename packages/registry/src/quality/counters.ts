/**
 * The room `quality`: the four words as mergeable counters. A chunk only adds delta rows per unit; the sequencer folds
 * them up the tree. What changes with the calendar (sống) is counted by the day it runs out and read against today.
 */
import { type Connection, CopyRows, copyInto } from '../database/index.ts'
import { type Counted, nobody, type Tally } from '../register/index.ts'
import type { Shift } from '../units/index.ts'

/** The counters that add up; `song` is separate because it runs out by itself. */
export const counterNames = [
  'sent',
  'received',
  'entered',
  'unchanged',
  'returned',
  'held',
  'refused',
  'people',
  'verified',
  'mismatched',
  'dung',
  'du',
  'sach',
] as const
export type CounterName = (typeof counterNames)[number]

/** Rows that count nothing alive stand under this day. */
const noDay = '1970-01-01'

type Row = Record<CounterName, number> & { song: number }

/** Collects what one commit changes; written once at its end. */
export class CounterDeltas implements Tally {
  readonly #rows = new Map<string, Row>()

  add(unitId: number, name: CounterName, n = 1): void {
    this.#row(unitId, noDay)[name] += n
  }

  /** A person counts (sign 1) or no longer counts (sign -1) as it stands. */
  person(counted: Counted, sign: 1 | -1): void {
    if (counted.holder === nobody) return
    const row = this.#row(counted.unitId, counted.songUntil)
    row.people += sign
    row.song += sign
    if (counted.verified === 1) row.verified += sign
    if (counted.verified === 2 || counted.verified === 3) row.mismatched += sign
    // đúng: the rules find nothing wrong, and the population register says the same (domain: reading of the seeds).
    if (counted.dung && counted.verified === 1) row.dung += sign
    if (counted.du) row.du += sign
    if (counted.sach) row.sach += sign
  }

  #row(unitId: number, day: string): Row {
    const key = `${unitId} ${day}`
    let row = this.#rows.get(key)
    if (!row) {
      row = {
        sent: 0,
        received: 0,
        entered: 0,
        unchanged: 0,
        returned: 0,
        held: 0,
        refused: 0,
        people: 0,
        verified: 0,
        mismatched: 0,
        dung: 0,
        du: 0,
        sach: 0,
        song: 0,
      }
      this.#rows.set(key, row)
    }
    return row
  }

  async write(tx: Connection): Promise<void> {
    const rows = new CopyRows(counterNames.length + 3)
    for (const [key, row] of this.#rows) {
      const [unit, day] = key.split(' ') as [string, string]
      if (row.song === 0 && counterNames.every((name) => row[name] === 0)) continue
      rows.row().int8(Number(unit)).date(day)
      for (const name of counterNames) rows.int4(row[name])
      rows.int4(row.song)
    }
    await copyInto(tx, 'counter_delta', ['unit_id', 'song_until', ...counterNames, 'song'], rows)
  }
}

const sums = counterNames.map((name) => `sum(d.${name})::bigint as ${name}`).join(', ')
const adds = counterNames.map((name) => `${name} = counter.${name} + excluded.${name}`).join(', ')

/**
 * Takes the waiting deltas, sums them by unit and day, and adds them to the unit and every unit above it; those of a unit that
 * has ended to itself and to where its people stand.
 */
const foldSql = `
  with taken as (delete from counter_delta returning *),
  folded as (
    select d.unit_id, d.song_until, ${sums}, sum(d.song)::bigint as song from taken d group by d.unit_id, d.song_until),
  above as (
    select d.unit_id as above_id, d.* from folded d
    union all
    select up.unit_id, d.* from folded d
      left join unit_standing s on s.unit_id = d.unit_id
      join unit_interval own on own.unit_id = coalesce(s.at_unit, d.unit_id)
      join unit_interval up on up.body = own.body and up.lft <= own.lft and up.rgt >= own.rgt and up.unit_id <> d.unit_id),
  alive as (
    insert into song_bucket (unit_id, song_until, n)
    select above_id, song_until, sum(song) from above where song <> 0 group by above_id, song_until
    on conflict (unit_id, song_until) do update set n = song_bucket.n + excluded.n)
  insert into counter (unit_id, ${counterNames.join(', ')})
  select above_id, ${sums} from above d group by above_id
  on conflict (unit_id) do update set ${adds}`

/** A name in the advisory locks of the database; any number that nobody else takes. */
const countersLock = 20_230_626

/** Folds the waiting deltas up the tree as it stands today; while counters are moved, they wait. Only the sequencer calls it. */
export async function foldCounters(tx: Connection): Promise<void> {
  const { rows: lock } = await tx.query<{ mine: boolean }>('select pg_try_advisory_xact_lock_shared($1) as mine', [
    countersLock,
  ])
  if (!lock[0]!.mine) return
  const { rows } = await tx.query('select from counter_delta limit 1')
  if (rows.length > 0) await tx.query(foldSql)
}

/** To be called before the tree is turned: from then on until the commit nothing is folded. */
export async function holdCounters(tx: Connection): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1)', [countersLock])
}

/**
 * Moves what units have counted of their own out of the units that they no longer stand in, and into those that they stand in
 * now. What waits to be folded finds its way by itself.
 */
export async function moveCounters(tx: Connection, shifts: readonly Shift[]): Promise<void> {
  if (shifts.length === 0) return
  // Its own is what a unit shows, less what its parts show.
  const own = shifts.flatMap(({ unit, parts }) => [
    [unit, unit, 1] as const,
    ...parts.map((part) => [unit, part, -1] as const),
  ])
  const moved = shifts.flatMap(({ unit, leaves, joins }) => [
    ...leaves.map((above) => [unit, above, -1] as const),
    ...joins.map((above) => [unit, above, 1] as const),
  ])
  const values = [own, moved].flatMap((rows) => [0, 1, 2].map((i) => rows.map((row) => row[i])))
  const given = `
    with part (unit_id, of_id, sign) as (select * from unnest($1::bigint[], $2::bigint[], $3::int[])),
         shift (unit_id, above_id, sign) as (select * from unnest($4::bigint[], $5::bigint[], $6::int[]))`
  await tx.query(
    `${given},
     own as (select p.unit_id, ${counterNames.map((name) => `sum(p.sign * c.${name}) as ${name}`).join(', ')}
               from part p join counter c on c.unit_id = p.of_id group by p.unit_id)
     insert into counter (unit_id, ${counterNames.join(', ')})
     select s.above_id, ${counterNames.map((name) => `sum(s.sign * o.${name})::bigint`).join(', ')}
       from shift s join own o on o.unit_id = s.unit_id group by s.above_id
     on conflict (unit_id) do update set ${adds}`,
    values,
  )
  await tx.query(
    `${given},
     own as (select p.unit_id, b.song_until, sum(p.sign * b.n) as n
               from part p join song_bucket b on b.unit_id = p.of_id group by 1, 2)
     insert into song_bucket (unit_id, song_until, n)
     select s.above_id, o.song_until, sum(s.sign * o.n)::bigint from shift s join own o on o.unit_id = s.unit_id
      where o.n <> 0 group by 1, 2
     on conflict (unit_id, song_until) do update set n = song_bucket.n + excluded.n`,
    values,
  )
}
