import { interval, isPartialDay } from './values/day.ts'

export { compareNames, nameKey } from './text/names.ts'

/**
 * Compares two dates that may be partial (`yyyy`, `yyyy-mm`, `yyyy-mm-dd`), as intervals: equal ones match, one within
 * the other is a doubt (one side says less), anything else differs, as does a text that is no date.
 */
export function compareDates(a: string, b: string): 'match' | 'doubt' | 'differs' {
  if (!isPartialDay(a) || !isPartialDay(b)) return 'differs'
  if (a === b) return 'match'
  const x = interval(a)
  const y = interval(b)
  const contained = (x.from <= y.from && y.to <= x.to) || (y.from <= x.from && x.to <= y.to)
  return contained ? 'doubt' : 'differs'
}
