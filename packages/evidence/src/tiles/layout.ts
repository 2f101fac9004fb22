/**
 * Where hashes and entries of the log lie (C2SP tlog-tiles): tiles of 256 hashes, `tile/<level>/<n>[.p/<width>]`,
 * bundles of 256 entries, `tile/entries/<n>[.p/<width>]`, each entry behind its length as uint16 big endian.
 */
import { concatAll } from '../bytes.ts'
import { countFrom } from '../forms.ts'

export const TILE_WIDTH = 256

/** A level of tiles of hashes (0 to 63), or the bundles of entries. */
export type TileLevel = number | 'entries'

export interface TileName {
  readonly level: TileLevel
  readonly n: number
  /** Hashes or entries in it, 1 to 256; 256 is a full tile. */
  readonly width: number
}

/** A tile or bundle and its bytes. */
export interface Tile extends TileName {
  readonly path: string
  readonly data: Uint8Array
}

/** Path below the log's prefix, e.g. `tile/0/x001/x234/067.p/12`. */
export function tilePath(level: TileLevel, n: number, width: number = TILE_WIDTH): string {
  let rest = Math.floor(n / 1000)
  let path = String(n % 1000).padStart(3, '0')
  for (; rest > 0; rest = Math.floor(rest / 1000)) path = `x${String(rest % 1000).padStart(3, '0')}/${path}`
  return `tile/${level}/${path}${width === TILE_WIDTH ? '' : `.p/${width}`}`
}

/** The name in a path, or null: only the one spelling of `tilePath` is accepted. */
export function parseTilePath(path: string): TileName | null {
  const found = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path)
  if (!found) return null
  const level = found[1] === 'entries' ? 'entries' : Number(found[1])
  const n = countFrom(found[2]!.replace(/[x/]/g, '').replace(/^0+(?=\d)/, ''))
  const width = found[3] === undefined ? TILE_WIDTH : Number(found[3])
  if (n === null || (level !== 'entries' && level > 63)) return null
  return tilePath(level, n, width) === path ? { level, n, width } : null
}

/** Width of tile `n` at `level` in a log of `size` leaves; 0 when there is none. */
export function tileWidth(level: TileLevel, n: number, size: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** (level === 'entries' ? 0 : level))
  return Math.max(0, Math.min(TILE_WIDTH, hashes - n * TILE_WIDTH))
}

export function namedTile(level: TileLevel, n: number, width: number, data: Uint8Array): Tile {
  return { level, n, width, path: tilePath(level, n, width), data }
}

/** Entries as they stand in a bundle. Throws RangeError for an entry over 65,535 bytes. */
export function packEntries(entries: readonly Uint8Array[]): Uint8Array {
  const parts: Uint8Array[] = []
  for (const entry of entries) {
    if (entry.length > 0xffff) throw new RangeError('a log entry has at most 65535 bytes')
    parts.push(new Uint8Array([entry.length >> 8, entry.length & 0xff]), entry)
  }
  return concatAll(parts)
}

/** The entries of a bundle, or null when its lengths do not add up. */
export function unpackEntries(bundle: Uint8Array): Uint8Array[] | null {
  const entries: Uint8Array[] = []
  for (let at = 0; at < bundle.length; ) {
    const end = at + 2 + ((bundle[at]! << 8) | (bundle[at + 1] ?? 0))
    if (at + 2 > bundle.length || end > bundle.length) return null
    entries.push(bundle.slice(at + 2, end))
    at = end
  }
  return entries
}
