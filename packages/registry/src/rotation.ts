/**
 * Rotation: the boxes of entries are sealed anew under the keys that seal now, page by page, each page in a commit of its
 * own, beside everything else. Nothing is remembered of how far it went: what still lies under an older key says so
 * itself, so that a run that was killed goes on where it was, and one that ended finds nothing.
 *
 * Runs as `cbccvc_rotate`, which may replace a box by one of the same length and change nothing else of the book. The
 * entry's digest vouches for the plaintext; an entry whose boxes do not hash to it is left as it is, and told.
 */
import { type Connection, type KeyRing, type Pool, SealBrokenError, transaction } from './database/index.ts'
import { type EntryRow, resealed } from './register/index.ts'

export interface Rotated {
  /** Entries whose boxes lie under the present keys now. */
  readonly resealed: number
  /** Entries that were left, because their boxes do not open or do not hold what the entry's digest says. */
  readonly refused: readonly number[]
}

/** Entries in one commit. */
const pageSize = 200

/**
 * Seals every entry anew that lies under an older key. `stopped` is asked between pages. `pool` takes on the role
 * `cbccvc_rotate`; `keys` must know every key that sealed an entry.
 */
export async function rotateEntries(pool: Pool, keys: KeyRing, stopped: () => boolean = () => false): Promise<Rotated> {
  const refused: number[] = []
  let done = 0
  for (let after = 0; !stopped(); ) {
    const page = await transaction(pool, (tx) => rotatePage(tx, keys, after))
    if (page.last === null) break
    after = page.last
    done += page.resealed
    refused.push(...page.refused)
  }
  return { resealed: done, refused }
}

/** Version and key number of a box, in SQL: true where it is not sealed under key `n`. */
const older = (column: string, n: string) =>
  `(b.${column} is not null and (get_byte(b.${column}, 0) <> 2
     or get_byte(b.${column}, 1) * 256 + get_byte(b.${column}, 2) <> ${n}))`

async function rotatePage(
  tx: Connection,
  keys: KeyRing,
  after: number,
): Promise<Rotated & { readonly last: number | null }> {
  // Locked, so that a spill between reading and writing waits, and what it empties stays empty.
  const { rows } = await tx.query<EntryRow>(
    `select e.*, b.restricted, b.sealed
       from entry_blob b join entry e on e.id = b.entry_id and e.recorded_at = b.recorded_at
      where b.entry_id > $1 and (${older('restricted', '$2')} or ${older('sealed', '$3')})
      order by b.entry_id limit ${pageSize} for update of b`,
    [after, keys.current('restricted'), keys.current('sealed')],
  )
  const refused: number[] = []
  const anew = rows.flatMap((row) => {
    const boxes = attempt(keys, row)
    if (boxes === null) refused.push(row.id)
    return boxes === null ? [] : [{ ...boxes, id: row.id, at: row.recorded_at }]
  })
  await tx.query(
    `update entry_blob b set restricted = u.restricted, sealed = u.sealed
       from unnest($1::bigint[], $2::timestamptz[], $3::bytea[], $4::bytea[]) u (id, at, restricted, sealed)
      where b.entry_id = u.id and b.recorded_at = u.at`,
    [anew.map((b) => b.id), anew.map((b) => b.at), anew.map((b) => b.restricted), anew.map((b) => b.sealed)],
  )
  return { resealed: anew.length, refused, last: rows.at(-1)?.id ?? null }
}

function attempt(keys: KeyRing, row: EntryRow): ReturnType<typeof resealed> {
  try {
    return resealed(keys, row)
  } catch (error) {
    if (error instanceof SealBrokenError) return null
    throw error
  }
}
