/**
 * The room `quality`: the four words as mergeable counters. A chunk only adds delta rows per unit; the sequencer folds
 * them up the tree. What changes with the calendar (sống) is counted by the day it runs out and read against today.
 */
import { type Connection, CopyRows, copyInto } from '../database/index.ts'
import { type Counted, nobody, type Tally } from '../register/index.ts'

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

/** Takes the waiting deltas, sums them by unit and day, and adds them to the unit and every unit above it. */
const foldSql = `
  with taken as (delete from counter_delta returning *),
  folded as (
    select d.unit_id, d.song_until, ${sums}, sum(d.song)::bigint as song from taken d group by d.unit_id, d.song_until),
  above as (
    select up.unit_id as above_id, d.* from folded d
      join unit_interval own on own.unit_id = d.unit_id
      join unit_interval up on up.body = own.body and up.lft <= own.lft and up.rgt >= own.rgt),
  alive as (
    insert into song_bucket (unit_id, song_until, n)
    select above_id, song_until, sum(song) from above where song <> 0 group by above_id, song_until
    on conflict (unit_id, song_until) do update set n = song_bucket.n + excluded.n)
  insert into counter (unit_id, ${counterNames.join(', ')})
  select above_id, ${sums} from above d group by above_id
  on conflict (unit_id) do update set ${adds}`

/** Folds the waiting deltas up the tree as it stands today. Only the sequencer calls it. */
export async function foldCounters(tx: Connection): Promise<void> {
  const { rows } = await tx.query('select from counter_delta limit 1')
  if (rows.length > 0) await tx.query(foldSql)
}
