import type { Text, Weight } from '@cbccvc/standard'
import { openScratch } from '../read/scratch.ts'

/** All that is to be said about one cell. */
export interface CellMark {
  readonly row: number
  readonly column: number
  readonly weight: Weight
  readonly texts: readonly Text[]
}

/** Marks for the cells of a workbook, kept on disk and handed out in the order of rows and columns. */
export interface Marks {
  add(sheet: number, row: number, column: number, weight: Weight, text: Text): void
  /** Sheets that have marks. */
  sheets(): number[]
  of(sheet: number): Generator<CellMark>
  readonly size: number
  close(): void
}

const order = ['blocks', 'asks', 'notes'] as const satisfies readonly Weight[]

/** Opens an empty set of marks in a scratch database. */
export function openMarks(): Marks {
  const scratch = openScratch()
  scratch.db.exec('CREATE TABLE mark (sheet INTEGER, r INTEGER, c INTEGER, w INTEGER, vi TEXT, en TEXT) STRICT; BEGIN')
  const insert = scratch.db.prepare('INSERT INTO mark VALUES (?, ?, ?, ?, ?, ?)')
  let size = 0
  let sealed = false
  const seal = (): void => {
    if (sealed) return
    sealed = true
    scratch.db.exec('COMMIT; CREATE INDEX mark_place ON mark (sheet, r, c, w)')
  }
  return {
    add(sheet, row, column, weight, text) {
      size++
      insert.run(sheet, row, column, order.indexOf(weight), text.vi, text.en)
    },
    sheets() {
      seal()
      return (scratch.db.prepare('SELECT DISTINCT sheet FROM mark ORDER BY sheet').all() as { sheet: number }[]).map(
        ({ sheet }) => sheet,
      )
    },
    *of(sheet) {
      seal()
      const rows = scratch.db
        .prepare('SELECT r, c, w, vi, en FROM mark WHERE sheet = ? ORDER BY r, c, w')
        .iterate(sheet)
      let cell: { row: number; column: number; weight: Weight; texts: Text[] } | null = null
      for (const raw of rows) {
        const { r, c, w, vi, en } = raw as { r: number; c: number; w: number; vi: string; en: string }
        if (cell !== null && cell.row === r && cell.column === c) {
          if (!cell.texts.some((text) => text.vi === vi)) cell.texts.push({ vi, en })
          continue
        }
        if (cell !== null) yield cell
        cell = { row: r, column: c, weight: order[w]!, texts: [{ vi, en }] }
      }
      if (cell !== null) yield cell
    },
    get size() {
      return size
    },
    close: () => scratch.close(),
  }
}
