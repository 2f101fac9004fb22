/**
 * A cell as a file holds it, before anybody asks what it means. Excel and CSV both end here; `value.ts` goes on from here.
 */

/** How Excel shows a number: what matters to us is whether it is a date (and how much of one), or has fixed digits. */
export interface NumberLook {
  /** `day` shows day, month and year; `month` only month and year; `year` only the year; `time` only a time of day. */
  readonly date?: 'day' | 'month' | 'year' | 'time'
  /** Format `000000000000`: the number is shown with so many digits, leading zeros included. */
  readonly digits?: number
}

export type Cell =
  | { readonly t: 'text'; readonly v: string }
  | { readonly t: 'number'; readonly v: number; readonly look?: NumberLook }
  | { readonly t: 'boolean'; readonly v: boolean }
  /** An Excel error such as `#N/A`. */
  | { readonly t: 'error'; readonly v: string }
  /** A formula that was never calculated: the file holds no value for it. */
  | { readonly t: 'formula'; readonly v: string }

/** One row: its number in the file (1-based; for CSV the line where it begins) and its cells by 0-based column. */
export interface Row {
  readonly row: number
  readonly cells: readonly (Cell | undefined)[]
}

/** One table of a file: a sheet of a workbook, or one CSV file. */
export interface Sheet {
  /** The name that a person sees: the tab's name, or the file's name. */
  readonly name: string
  /** A sheet that Excel hides (code lists, helpers). */
  readonly hidden: boolean
  /** Streams the rows that hold anything, from the first; may be called again. */
  rows(): AsyncIterable<Row>
}

/** A file of tables. */
export interface Book {
  readonly kind: 'xlsx' | 'csv'
  readonly sheets: readonly Sheet[]
  /** Dates count from 1904 (old Macintosh workbooks). */
  readonly date1904: boolean
  /** Closes the file and removes what was put on disk for reading it. */
  close(): Promise<void>
}

/** What a cell says as text, for header matching and for messages. */
export function cellText(cell: Cell | undefined): string {
  if (cell === undefined) return ''
  switch (cell.t) {
    case 'text':
    case 'error':
      return cell.v
    case 'number':
      return plainNumber(cell.v)
    case 'boolean':
      return cell.v ? 'TRUE' : 'FALSE'
    case 'formula':
      return ''
  }
}

/** A number in decimal digits without an exponent: `1.091e11` → `109100000000`. */
export function plainNumber(n: number): string {
  if (Number.isSafeInteger(n)) return n.toFixed(0)
  const text = String(n)
  return text.includes('e') ? n.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 }) : text
}

/** Column letters of a 0-based column: 0 → `A`, 27 → `AB`. */
export function columnName(index: number): string {
  let name = ''
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26)) name = String.fromCharCode(65 + ((n - 1) % 26)) + name
  return name
}

/** 0-based column of a cell reference: `AB12` → 27; −1 if there are no letters. */
export function columnIndex(reference: string): number {
  let n = 0
  for (let i = 0; i < reference.length; i++) {
    const c = reference.charCodeAt(i) & ~0x20
    if (c < 65 || c > 90) break
    n = n * 26 + (c - 64)
  }
  return n - 1
}
