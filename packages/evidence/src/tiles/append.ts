/**
 * Growing the log. The right edge (what stands in the partial tiles) is all that is needed to append: the work and
 * the tiles written grow with the new leaves, not with the log.
 */
import { concat, concatAll } from '../bytes.ts'
import { foldRight, logLeafHash } from '../merkle/hash.ts'
import { merkleRoot } from '../merkle/tree.ts'
import { namedTile, packEntries, TILE_WIDTH, type Tile, tileWidth } from './layout.ts'
import { type ReadTile, readWhole } from './read.ts'

const FULL = TILE_WIDTH * 32

/** The partial tiles of a log, from level 0 upwards (an empty run where a level has none), and its partial bundle. */
export interface LogEdge {
  readonly size: number
  readonly levels: readonly Uint8Array[]
  readonly bundle: Uint8Array
}

export interface Appended {
  readonly edge: LogEdge
  readonly root: Uint8Array
  /** Full and partial tiles and bundles to write before the checkpoint of this size is published. */
  readonly tiles: readonly Tile[]
}

export const EMPTY_EDGE: LogEdge = { size: 0, levels: [], bundle: new Uint8Array(0) }

/** Appends entries (their bytes, at most 65,535 each). Pure: the given edge stays as it is. */
export function appendLeaves(edge: LogEdge, entries: readonly Uint8Array[]): Appended {
  const hashes = concatAll(entries.map(logLeafHash))
  const { levels, tiles } = growLevels(edge, hashes)
  const bundles = growBundles(edge, entries)
  const grown: LogEdge = { size: edge.size + entries.length, levels, bundle: bundles.rest }
  return { edge: grown, root: edgeRoot(grown), tiles: [...tiles, ...bundles.tiles] }
}

/** Root of the log that has this edge. */
export function edgeRoot(edge: LogEdge): Uint8Array {
  let below: Uint8Array | null = null
  for (const level of edge.levels) {
    const all: Uint8Array = below ? concat(level, below) : level
    if (all.length > 0) below = merkleRoot(all)
  }
  return below ?? foldRight([])
}

/** The edge of a log of `size` leaves from its published tiles. `readTile`: the bytes of a tile, or null. */
export async function edgeFromTiles(size: number, readTile: ReadTile): Promise<LogEdge> {
  const levels: Uint8Array[] = []
  for (let level = 0; TILE_WIDTH ** level <= size; level++) levels.push(await lastPartial(level))
  return { size, levels, bundle: await lastPartial('entries') }

  async function lastPartial(level: number | 'entries'): Promise<Uint8Array> {
    const total = Math.floor(size / TILE_WIDTH ** (level === 'entries' ? 0 : level))
    const n = Math.floor(total / TILE_WIDTH)
    const width = tileWidth(level, n, size)
    return width === 0 ? new Uint8Array(0) : readWhole(readTile, level, n, width)
  }
}

function growLevels(edge: LogEdge, hashes: Uint8Array): { levels: Uint8Array[]; tiles: Tile[] } {
  const levels: Uint8Array[] = []
  const tiles: Tile[] = []
  let added = hashes
  for (let level = 0; level < edge.levels.length || added.length > 0; level++) {
    const before = edge.levels[level] ?? new Uint8Array(0)
    const row = concat(before, added)
    const first = Math.floor(edge.size / TILE_WIDTH ** level / TILE_WIDTH)
    const full = Math.floor(row.length / FULL)
    const roots: Uint8Array[] = []
    for (let i = 0; i < full; i++) {
      const data = row.slice(i * FULL, (i + 1) * FULL)
      tiles.push(namedTile(level, first + i, TILE_WIDTH, data))
      roots.push(merkleRoot(data))
    }
    const rest = row.slice(full * FULL)
    if (rest.length > 0 && added.length > 0) tiles.push(namedTile(level, first + full, rest.length / 32, rest))
    levels.push(rest)
    added = concatAll(roots)
  }
  return { levels, tiles }
}

function growBundles(edge: LogEdge, entries: readonly Uint8Array[]): { tiles: Tile[]; rest: Uint8Array } {
  const tiles: Tile[] = []
  let n = Math.floor(edge.size / TILE_WIDTH)
  let held = edge.size % TILE_WIDTH
  let rest = edge.bundle
  for (let at = 0; at < entries.length; ) {
    const taken = entries.slice(at, at + TILE_WIDTH - held)
    rest = concat(rest, packEntries(taken))
    at += taken.length
    held += taken.length
    tiles.push(namedTile('entries', n, held, rest))
    if (held === TILE_WIDTH) [n, held, rest] = [n + 1, 0, new Uint8Array(0)]
  }
  return { tiles, rest }
}
