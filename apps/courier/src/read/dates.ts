import { type Cell, plainNumber } from './cell.ts'

const day = 86_400_000

/**
 * The calendar date of an Excel day number. In the 1900 system Excel believes in a 29 February 1900: numbers below 61 are
 * one day off, and 60 is no date. `null` outside 1900–9999.
 */
export function serialDate(serial: number, date1904: boolean): string | null {
  const whole = Math.floor(serial)
  if (!Number.isFinite(whole) || whole < (date1904 ? 0 : 1) || whole > 2_958_465) return null
  if (!date1904 && whole === 60) return null
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, whole < 60 ? 31 : 30)
  const date = new Date(epoch + whole * day)
  return date.getUTCFullYear() > 9999 ? null : date.toISOString().slice(0, 10)
}

/** A number cell that Excel shows as a date, with as much of the date as Excel shows: a whole date, a month, or a year. */
export function dateText(cell: Extract<Cell, { t: 'number' }>, date1904: boolean): string {
  const date = serialDate(cell.v, date1904)
  if (date === null) return plainNumber(cell.v)
  if (cell.look?.date === 'year') return date.slice(0, 4)
  return cell.look?.date === 'month' ? date.slice(0, 7) : date
}
