/** Tiles and entry bundles as they stand in the database. A partial tile is a prefix of what is stored. */
import { parseTilePath, type ReadTile, type Tile, type TileLevel, unpackEntries } from '@cbccvc/evidence'
import type { Connection, Queryable } from '../database/index.ts'

const levelNumber = (level: TileLevel) => (level === 'entries' ? -1 : level)

/** Writes tiles that grew or are new. Only the sequencer calls it. */
export async function writeTiles(tx: Connection, tiles: readonly Tile[]): Promise<void> {
  // The same tile may stand in the list twice, growing; the last is the widest.
  const widest = [...new Map(tiles.map((tile) => [`${tile.level} ${tile.n}`, tile])).values()]
  await tx.query(
    `insert into tile (level, n, width, data)
     select * from unnest($1::int[], $2::bigint[], $3::int[], $4::bytea[])
     on conflict (level, n) do update set width = excluded.width, data = excluded.data`,
    [
      widest.map((t) => levelNumber(t.level)),
      widest.map((t) => t.n),
      widest.map((t) => t.width),
      widest.map((t) => Buffer.from(t.data)),
    ],
  )
}

/** The bytes of the tile that a path names, or null when the log does not hold it (yet). */
export async function readTile(db: Queryable, path: string): Promise<Uint8Array | null> {
  const name = parseTilePath(path)
  if (!name) return null
  const { rows } = await db.query<{ width: number; data: Buffer }>(
    'select width, data from tile where level = $1 and n = $2',
    [levelNumber(name.level), name.n],
  )
  const stored = rows[0]
  if (!stored || stored.width < name.width) return null
  if (stored.width === name.width) return stored.data
  if (name.level !== 'entries') return stored.data.subarray(0, name.width * 32)
  const entries = unpackEntries(stored.data)!.slice(0, name.width)
  return stored.data.subarray(
    0,
    entries.reduce((sum, entry) => sum + 2 + entry.length, 0),
  )
}

/** A reader for proofs, over one connection or the pool. */
export const tilesOf =
  (db: Queryable): ReadTile =>
  (path) =>
    readTile(db, path)
