/** What rows with `tuNgay` and `denNgay` say about a time. */

import { before, year } from './dates.ts'
import { type Row, rows, str } from './read.ts'

/** The studies are over: an end is stated and has come. A row without an end may still be going on. */
export const finished = (row: Row, today: string): boolean => {
  const end = str(row.denNgay)
  return end !== '' && !before(today, end)
}

/** Work of that year is listed, on a contract before the recruitment for example. */
export const workedIn = (career: unknown, on: number): boolean => {
  for (const row of rows(career)) {
    const begins = year(str(row.tuNgay))
    if (begins !== 0 && begins <= on) return true
  }
  return false
}
