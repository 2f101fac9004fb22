/** Encrypted codes counted one-way (register/encrypted-codes.ts): the fold into one sealed box a unit, and what it holds. */
import { type KeyRing, type Pool, type Queryable, transaction } from '../database/index.ts'
import { addTo, type Counts, openCounts, sealCounts } from '../register/index.ts'

/** A name in the advisory locks of the database; any number that nobody else takes. */
const foldLock = 20_230_624
/** Most rows of one fold. */
const most = 5_000

/**
 * Folds what commits changed into the boxes of their units, each unit's own people only. Only a process with keys can: the
 * worker, beside its work. True when there may be more. One at a time: a second one goes on to something else.
 */
export function foldCodes(pool: Pool, keys: KeyRing): Promise<boolean> {
  return transaction(pool, async (tx) => {
    const { rows: lock } = await tx.query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1) as mine', [foldLock])
    if (!lock[0]!.mine) return false
    const { rows: deltas } = await tx.query<{ unit: number; box: Buffer }>(
      `delete from code_delta where id in (select id from code_delta order by id limit $1)
       returning unit_id as unit, box`,
      [most],
    )
    if (deltas.length === 0) return false
    const units = [...new Set(deltas.map(({ unit }) => unit))]
    const totals = await codeTotals(tx, keys, units)
    for (const { unit, box } of deltas) {
      const total = totals.get(unit) ?? new Map()
      for (const [key, n] of openCounts(keys, 'delta', unit, box)) addTo(total, key, n)
      totals.set(unit, total)
    }
    await tx.query(
      `insert into code_total (unit_id, box) select * from unnest($1::bigint[], $2::bytea[])
       on conflict (unit_id) do update set box = excluded.box`,
      [units, units.map((unit) => sealCounts(keys, 'total', unit, totals.get(unit)!))],
    )
    return deltas.length === most
  })
}

/** The counts of these units, each of its own people. Whoever shows them protects small numbers first. */
export async function codeTotals(db: Queryable, keys: KeyRing, units: readonly number[]): Promise<Map<number, Counts>> {
  const { rows } = await db.query<{ unit: number; box: Buffer }>(
    'select unit_id as unit, box from code_total where unit_id = any($1::bigint[])',
    [units],
  )
  return new Map(rows.map(({ unit, box }) => [unit, openCounts(keys, 'total', unit, box)]))
}
