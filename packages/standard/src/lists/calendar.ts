import calendar from '../../data/calendar.json' with { type: 'json' }
import { addDays, weekday } from '../values/day.ts'

interface Year {
  readonly off: readonly string[]
  readonly work: readonly string[]
}

const off = new Set<string>()
const worked = new Set<string>()
for (const [year, days] of Object.entries(calendar.years as Readonly<Record<string, Year>>)) {
  for (const day of days.off) off.add(`${year}-${day}`)
  for (const day of days.work) worked.add(`${year}-${day}`)
}

/**
 * True when the public sector works on that day (`yyyy-mm-dd`): Monday to Friday without public holidays, and make-up
 * Saturdays. Outside the years of `data/calendar.json` only weekends are known.
 */
export function isWorkingDay(day: string): boolean {
  if (worked.has(day)) return true
  const w = weekday(day)
  return w !== 0 && w !== 6 && !off.has(day)
}

/** The n-th working day after a day (n ≥ 1); for n = 0 the day itself, or the next working day. */
export function addWorkingDays(day: string, n: number): string {
  let at = day
  if (n === 0) while (!isWorkingDay(at)) at = addDays(at, 1)
  for (let left = n; left > 0; ) {
    at = addDays(at, 1)
    if (isWorkingDay(at)) left--
  }
  return at
}
