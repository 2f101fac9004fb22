import type { DatabaseSync } from 'node:sqlite'
import { pumpXml } from './xml.ts'
import type { Zip } from './zip.ts'

/** The shared strings of a workbook by index. */
export interface Strings {
  readonly count: number
  get(index: number): string
}

const blockSize = 256
/** Characters kept in memory; the rest is fetched from the scratch database block by block. */
const cacheLimit = 12_000_000

/**
 * Moves the shared strings into the scratch database, 256 to a row, and reads them through a cache of recently used
 * blocks. Excel numbers strings in the order of their first use, so a sheet that is read in order finds most in the cache.
 */
export async function readStrings(zip: Zip, part: string, db: DatabaseSync): Promise<Strings> {
  db.exec('CREATE TABLE IF NOT EXISTS shared (block INTEGER PRIMARY KEY, texts TEXT NOT NULL) STRICT')
  const insert = db.prepare('INSERT INTO shared (block, texts) VALUES (?, ?)')
  const fetch = db.prepare('SELECT texts FROM shared WHERE block = ?')
  let count = 0
  let block: string[] = []
  const flush = (): void => {
    if (block.length === 0) return
    insert.run(Math.floor((count - 1) / blockSize), JSON.stringify(block))
    block = []
  }
  if (zip.has(part)) {
    let text = ''
    let inText = false
    let inItem = false
    let phonetic = 0
    db.exec('BEGIN')
    const listener = {
      open(name: string): void {
        if (name === 'si') {
          inItem = true
          text = ''
        } else if (name === 'rPh') phonetic++
        else if (name === 't') inText = inItem && phonetic === 0
      },
      text(piece: string): void {
        if (inText) text += piece
      },
      close(name: string): void {
        if (name === 't') inText = false
        else if (name === 'rPh') phonetic--
        else if (name === 'si') {
          inItem = false
          block.push(unescapeExcel(text))
          count++
          if (count % blockSize === 0) flush()
        }
      },
    }
    for await (const _ of pumpXml(await zip.stream(part), part, listener)) {
      // Blocks leave for the database as they fill up.
    }
    flush()
    db.exec('COMMIT')
  }
  const cache = new Map<number, string[]>()
  const weights = new Map<number, number>()
  let held = 0
  let lastBlock = -1
  let lastTexts: string[] = []
  const load = (number: number): string[] => {
    let texts = cache.get(number)
    if (texts === undefined) {
      const raw = (fetch.get(number) as { texts: string } | undefined)?.texts ?? '[]'
      texts = JSON.parse(raw) as string[]
      cache.set(number, texts)
      weights.set(number, raw.length)
      held += raw.length
      for (const oldest of cache.keys()) {
        if (held <= cacheLimit || oldest === number) break
        cache.delete(oldest)
        held -= weights.get(oldest) ?? 0
        weights.delete(oldest)
      }
    } else {
      cache.delete(number)
      cache.set(number, texts)
    }
    return texts
  }
  return {
    count,
    get(index) {
      const number = Math.floor(index / blockSize)
      if (number !== lastBlock) {
        lastTexts = load(number)
        lastBlock = number
      }
      return lastTexts[index % blockSize] ?? ''
    },
  }
}

/** Excel writes control characters as `_x000D_` and a literal of that shape as `_x005F_x000D_`. */
export function unescapeExcel(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
