/** Proofs from the published tiles. What is read is not trusted: whoever uses a proof verifies it. */
import { EvidenceError } from '../errors.ts'
import { foldRight } from '../merkle/hash.ts'
import { consistencyPlan, inclusionPlan, type Span, type Spot, spanOf } from '../merkle/plan.ts'
import { merkleRoot } from '../merkle/tree.ts'
import { TILE_WIDTH, type TileLevel, tilePath, tileWidth } from './layout.ts'

/** Bytes of a tile by its path below the log's prefix, or null when there is none. */
export type ReadTile = (path: string) => Promise<Uint8Array | null>

/** A log of a fixed size, read through its tiles; tiles read once are kept as long as the reader lives. */
export interface TileReader {
  readonly size: number
  root(): Promise<Uint8Array>
  /** Throws `merkle.range`, `tile.missing`, `tile.malformed`. */
  inclusionPath(index: number): Promise<Uint8Array[]>
  consistencyProof(old: number): Promise<Uint8Array[]>
}

export function tileReader(size: number, readTile: ReadTile): TileReader {
  const tiles = new Map<string, Promise<Uint8Array>>()

  async function tile(level: number, n: number): Promise<Uint8Array> {
    const key = `${level}/${n}`
    const known = tiles.get(key) ?? readWhole(readTile, level, n, tileWidth(level, n, size))
    tiles.set(key, known)
    return known
  }

  async function hashAt({ height, index }: Spot): Promise<Uint8Array> {
    const width = 2 ** (height % 8)
    const first = index * width
    const data = await tile(Math.floor(height / 8), Math.floor(first / TILE_WIDTH))
    const from = (first % TILE_WIDTH) * 32
    return merkleRoot(data.slice(from, from + width * 32))
  }

  const hashOf = async (span: Span): Promise<Uint8Array> => foldRight(await Promise.all(span.map(hashAt)))

  return {
    size,
    root: () => hashOf(spanOf(0, size)),
    inclusionPath: async (index) => {
      if (!(index >= 0 && index < size)) throw new EvidenceError('merkle.range', { index, size })
      return Promise.all(inclusionPlan(index, size).map(hashOf))
    },
    consistencyProof: async (old) => {
      if (!(old >= 0 && old <= size)) throw new EvidenceError('merkle.range', { index: old, size })
      return Promise.all(consistencyPlan(old, size).map(hashOf))
    },
  }
}

/** A tile of at least `width` hashes, cut to them: a log may have dropped the partial tile once the full one stands. */
export async function readWhole(readTile: ReadTile, level: TileLevel, n: number, width: number): Promise<Uint8Array> {
  const path = tilePath(level, n, width)
  const exact = await readTile(path)
  const data = exact ?? (width < TILE_WIDTH ? await readTile(tilePath(level, n)) : null)
  if (!data) throw new EvidenceError('tile.missing', { path })
  if (level === 'entries') return exact ? data : firstEntries(data, width, path)
  if (data.length < width * 32 || (exact && data.length !== width * 32)) {
    throw new EvidenceError('tile.malformed', { path })
  }
  return data.subarray(0, width * 32)
}

function firstEntries(bundle: Uint8Array, width: number, path: string): Uint8Array {
  let at = 0
  for (let i = 0; i < width; i++) at += 2 + ((bundle[at] ?? 0) << 8) + (bundle[at + 1] ?? 0)
  if (at > bundle.length) throw new EvidenceError('tile.malformed', { path })
  return bundle.subarray(0, at)
}
