import { convertLegacy } from '@cbccvc/standard'
import { type Cell, cellText, type Row } from './cell.ts'
import type { Names, Rank } from './names.ts'
import type { Target } from './target.ts'

/** A column that was understood. */
export interface Column {
  readonly column: number
  readonly target: Target
  readonly text: string
  readonly rank: Rank
}

/** The header of a table: where it stands, its columns, and what nobody understood. */
export interface Header {
  readonly firstRow: number
  /** Last row that belongs to the header, its row of column numbers or ids included: data begin after it. */
  readonly lastRow: number
  readonly columns: readonly Column[]
  readonly unknown: readonly { readonly column: number; readonly text: string }[]
  /** Two columns that claim one field with equal right. */
  readonly clashes: readonly { readonly target: Target; readonly columns: readonly Column[] }[]
}

/** Rows at the top of a table among which the header is looked for. */
export const headerSearch = 40
const tallestHeader = 3

/**
 * Finds the header among the first rows: the one, two or three rows under which most columns have a name we know. Merged
 * group cells above give context (`Quê quán` over `Tỉnh | Xã`), title rows and empty rows are passed over. `null` when
 * no row names at least one column.
 */
export function findHeader(rows: readonly Row[], names: Names, fixedRow?: number): Header | null {
  let best: { header: Header; score: number } | null = null
  for (let start = 0; start < rows.length; start++) {
    if (fixedRow !== undefined && rows[start]!.row !== fixedRow) continue
    for (let height = 1; height <= tallestHeader && start + height <= rows.length; height++) {
      const window = rows.slice(start, start + height)
      if (window.some((row, i) => i > 0 && row.row !== window[i - 1]!.row + 1)) break
      const header = matchWindow(window, names)
      const score = header.columns.length - (height - 1) * 0.1
      if (header.columns.length > 0 && (best === null || score > best.score)) best = { header, score }
    }
  }
  if (best === null) return null
  return extend(best.header, rows, names)
}

function matchWindow(window: readonly Row[], names: Names): Header {
  const width = Math.max(...window.map((row) => row.cells.length))
  const texts = window.map((row) => Array.from({ length: width }, (_, c) => headerText(row.cells[c])))
  const columns: Column[] = []
  const unknown: { column: number; text: string }[] = []
  for (let c = 0; c < width; c++) {
    const path = pathOf(texts, c)
    const text = path.at(-1) ?? ''
    if (text === '') continue
    const found = names.find(path) ?? names.find(path.map(modern))
    if (found === undefined) unknown.push({ column: c, text: path.join(' / ') })
    else if (found.target !== null)
      columns.push({ column: c, target: found.target, text: path.join(' / '), rank: found.rank })
  }
  return { firstRow: window[0]!.row, lastRow: window.at(-1)!.row, ...settle(columns, unknown) }
}

/** The texts above a column, from the group down. A group cell reaches right over the empty cells beside it. */
function pathOf(texts: readonly (readonly string[])[], column: number): string[] {
  const path: string[] = []
  for (let r = 0; r < texts.length; r++) {
    const row = texts[r]!
    let text = row[column]!
    const below = texts.slice(r + 1).some((lower) => lower[column] !== '')
    if (text === '' && below) for (let c = column - 1; c >= 0 && text === ''; c--) text = row[c]!
    if (text !== '') path.push(text)
  }
  return path
}

function headerText(cell: Cell | undefined): string {
  return cell === undefined || cell.t !== 'text' ? '' : cell.v.replace(/\s+/g, ' ').trim()
}

/** A header typed in a font of before Unicode (TCVN3, VNI) as Unicode. */
function modern(text: string): string {
  const converted = convertLegacy(text)
  return converted === null || converted === 'ambiguous' ? text : converted.text
}

/** One column per field: the surer name wins, equals clash. */
function settle(
  columns: readonly Column[],
  unknown: { column: number; text: string }[],
): Pick<Header, 'columns' | 'unknown' | 'clashes'> {
  const byKey = Map.groupBy(columns, (column) => column.target.key)
  const kept: Column[] = []
  const clashes: { target: Target; columns: Column[] }[] = []
  for (const [, rivals] of byKey) {
    const top = Math.max(...rivals.map((rival) => rival.rank))
    const first = rivals.filter((rival) => rival.rank === top)
    kept.push(first[0]!)
    if (first.length > 1) clashes.push({ target: first[0]!.target, columns: first })
    for (const rival of rivals) if (rival.rank < top) unknown.push({ column: rival.column, text: rival.text })
  }
  kept.sort((a, b) => a.column - b.column)
  return { columns: kept, unknown, clashes }
}

/** Takes in what follows a header and is no data: a row of column numbers, or the same names once more as ids. */
function extend(header: Header, rows: readonly Row[], names: Names): Header {
  let { lastRow } = header
  for (const row of rows) {
    if (row.row !== lastRow + 1) continue
    if (!isNumbering(row) && !repeats(row, header, names)) break
    lastRow = row.row
  }
  return { ...header, lastRow }
}

function isNumbering(row: Row): boolean {
  const numbers: number[] = []
  for (const cell of row.cells) {
    if (cell === undefined) continue
    const digits = /^\s*\(?(\d{1,3})[a-z]?\)?\s*$/.exec(cellText(cell))
    if (digits === null)
      return /^[A-Z]$/.test(cellText(cell).trim()) && numbers.length === 0 ? isNumberingRest(row) : false
    numbers.push(Number(digits[1]))
  }
  return numbers.length >= 3 && numbers.every((n, i) => i === 0 || n === numbers[i - 1]! + 1)
}

/** `A | B | 1 | 2 | 3`: letters for the first columns, then numbers. */
function isNumberingRest(row: Row): boolean {
  const texts = row.cells.filter((cell) => cell !== undefined).map((cell) => cellText(cell).trim())
  return texts.length >= 3 && texts.every((text) => /^([A-Z]|\(?\d{1,3}\)?)$/.test(text))
}

function repeats(row: Row, header: Header, names: Names): boolean {
  let same = 0
  for (const { column, target } of header.columns) {
    const text = headerText(row.cells[column])
    if (text !== '' && names.find([text])?.target?.key === target.key) same++
  }
  return same >= 2 && same * 2 >= header.columns.length
}
