/**
 * The room `quality`: the four words as mergeable counters. A chunk only adds delta rows per unit; the sequencer folds
 * them up the tree. What changes with the calendar (sống) is counted by the day it runs out and read against today.
 */
import { type Connection, CopyRows, copyInto } from '../database/index.ts'
import type { Counted, Tally } from '../register/index.ts'

/** The counters that add up; `song` is separate because it runs out by itself. */
export const counterNames = [
  'sent',
  'received',
  'entered',
  'unchanged',
  'returned',
  'held',
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

/** Folds the waiting deltas up the tree as it stands today. Only the sequencer calls it. */
export async function foldCounters(tx: Connection): Promise<void> {
  const { rowCount } = await tx.query(
    `create temporary table folded on commit drop as
       with taken as (delete from counter_delta returning *)
       select unit_id, song_until, ${counterNames.map((name) => `sum(${name})::bigint as ${name}`).join(', ')}, sum(song)::bigint as song
         from taken group by unit_id, song_until`,
  )
  if (!rowCount) return
  await tx.query(
    `insert into counter (unit_id, ${counterNames.join(', ')})
     select above.unit_id, ${sums} from folded d
       join unit_interval own on own.unit_id = d.unit_id
       join unit_interval above on above.body = own.body and above.lft <= own.lft and above.rgt >= own.rgt
      group by above.unit_id
     on conflict (unit_id) do update set ${adds}`,
  )
  await tx.query(
    `insert into song_bucket (unit_id, song_until, n)
     select above.unit_id, d.song_until, sum(d.song) from folded d
       join unit_interval own on own.unit_id = d.unit_id
       join unit_interval above on above.body = own.body and above.lft <= own.lft and above.rgt >= own.rgt
      where d.song <> 0 group by above.unit_id, d.song_until
     on conflict (unit_id, song_until) do update set n = song_bucket.n + excluded.n`,
  )
}
