/**
 * Rotation: the boxes of entries are sealed anew under the keys that seal now, page by page, each page in a commit of its
 * own, beside everything else. Nothing is remembered of how far it went: what still lies under an older key says so
 * itself, so that a run that was killed goes on where it was, and one that ended finds nothing.
 *
 * Runs as `cbccvc_rotate`, which may replace a box by one of the same length and change nothing else of the book. The
 * entry's digest vouches for the plaintext; an entry whose boxes do not hash to it is left as it is, and told.
 */
import { boxHeader, type Connection, type KeyRing, type Pool, SealBrokenError, transaction } from './database/index.ts'
import { type EntryRow, resealed } from './register/index.ts'

export interface Rotated {
  /** Entries whose boxes lie under the present keys now. */
  readonly resealed: number
  /** Entries that were left, because their boxes do not open or do not hold what the entry's digest says. */
  readonly refused: readonly number[]
}

/** Persons whose entries are sealed anew in one commit. */
const pageSize = 100

/**
 * Seals every entry anew that lies under an older key. `stopped` is asked between pages. `pool` takes on the role
 * `cbccvc_rotate`; `keys` must know every key that sealed an entry.
 */
export async function rotateEntries(pool: Pool, keys: KeyRing, stopped: () => boolean = () => false): Promise<Rotated> {
  const refused: number[] = []
  let done = 0
  for (let after = 0; !stopped(); ) {
    const { rows } = await pool.query<{ id: number }>(
      `select id from person where id > $1 order by id limit ${pageSize}`,
      [after],
    )
    if (rows.length === 0) break
    const persons = rows.map((row) => row.id)
    const page = await transaction(pool, (tx) => rotatePage(tx, keys, persons))
    after = persons.at(-1)!
    done += page.resealed
    refused.push(...page.refused)
  }
  return { resealed: done, refused }
}

/** True where this box of `b` is not sealed under key `n`: version and number stand in its first bytes. */
const older = (column: string, n: string) =>
  `(get_byte(b.${column}, 0) <> 2 or get_byte(b.${column}, 1) * 256 + get_byte(b.${column}, 2) <> ${n})`

/** Person by person through the index, as `entriesAbout` does. A box that is not there is older than none. */
const olderEntries = `
  select e.*, b.restricted, b.sealed
    from unnest($1::bigint[]) p (id)
   cross join lateral (select * from entry where person_id = p.id offset 0) e
   cross join lateral (
     select b.restricted, b.sealed from entry_blob b where b.entry_id = e.id and b.recorded_at = e.recorded_at
        and (${older('restricted', '$2')} or ${older('sealed', '$3')}) offset 0) b
   order by e.id`

/** What stands before the content: of two boxes no two have the same nonce. */
const headOf = (box: Buffer | null) => box?.subarray(0, boxHeader) ?? null

async function rotatePage(tx: Connection, keys: KeyRing, persons: readonly number[]): Promise<Rotated> {
  const { rows } = await tx.query<EntryRow>(olderEntries, [persons, keys.current('restricted'), keys.current('sealed')])
  const refused: number[] = []
  const anew = rows.flatMap((row) => {
    const boxes = attempt(keys, row)
    if (boxes === null) refused.push(row.id)
    return boxes === null ? [] : [{ row, ...boxes }]
  })
  // Only where the very boxes stand that were read: what a spill has emptied meanwhile stays empty.
  const { rowCount } = await tx.query(
    `update entry_blob b set restricted = u.restricted, sealed = u.sealed
       from unnest($1::bigint[], $2::timestamptz[], $3::bytea[], $4::bytea[], $5::bytea[], $6::bytea[])
         u (id, at, restricted, sealed, restricted_head, sealed_head)
      where b.entry_id = u.id and b.recorded_at = u.at
        and substr(b.restricted, 1, ${boxHeader}) is not distinct from u.restricted_head
        and substr(b.sealed, 1, ${boxHeader}) is not distinct from u.sealed_head`,
    [
      anew.map((b) => b.row.id),
      anew.map((b) => b.row.recorded_at),
      anew.map((b) => b.restricted),
      anew.map((b) => b.sealed),
      anew.map((b) => headOf(b.row.restricted)),
      anew.map((b) => headOf(b.row.sealed)),
    ],
  )
  return { resealed: rowCount ?? 0, refused }
}

function attempt(keys: KeyRing, row: EntryRow): ReturnType<typeof resealed> {
  try {
    return resealed(keys, row)
  } catch (error) {
    if (error instanceof SealBrokenError) return null
    throw error
  }
}
