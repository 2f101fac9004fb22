/**
 * Partial dates (`yyyy`, `yyyy-mm`, `yyyy-mm-dd`) compared as intervals of days, without allocation. A rule may only
 * speak when the order is certain: `1975` and `1975-06` overlap, so neither is before the other. '' stands for "not
 * stated" and is never before or after anything.
 */

const digit = (s: string, i: number): number => s.charCodeAt(i) - 48

/** The year as a number; 0 when not stated. */
export const year = (d: string): number =>
  d === '' ? 0 : digit(d, 0) * 1000 + digit(d, 1) * 100 + digit(d, 2) * 10 + digit(d, 3)

const month = (d: string): number => digit(d, 5) * 10 + digit(d, 6)
const day = (d: string): number => digit(d, 8) * 10 + digit(d, 9)

/** First possible day as the number yyyymmdd. */
export const first = (d: string): number =>
  year(d) * 10000 + (d.length > 4 ? month(d) : 1) * 100 + (d.length > 7 ? day(d) : 1)

/** Last possible day as the number yyyymmdd (the month's end counts as 31: only order and whole months matter). */
export const last = (d: string): number =>
  year(d) * 10000 + (d.length > 4 ? month(d) : 12) * 100 + (d.length > 7 ? day(d) : 31)

/** Every day of `a` lies after every day of `b`. */
export const after = (a: string, b: string): boolean => b !== '' && a > b && !a.startsWith(b)

/** Every day of `a` lies before every day of `b`. */
export const before = (a: string, b: string): boolean => after(b, a)

/** `a` and `b` may be the same day. */
export const maybeSame = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a)

const wholeMonths = (from: number, to: number): number => {
  const y = Math.floor(to / 10000) - Math.floor(from / 10000)
  const m = (Math.floor(to / 100) % 100) - (Math.floor(from / 100) % 100)
  return y * 12 + m - (to % 100 < from % 100 ? 1 : 0)
}

/** The most whole months that can lie between `from` and `to` (negative when `to` is earlier). */
export const mostMonths = (from: string, to: string): number => wholeMonths(first(from), last(to))

/** The fewest whole months that can lie between `from` and `to`. */
export const leastMonths = (from: string, to: string): number => wholeMonths(last(from), first(to))

/** The most whole years (an age, a service) that can lie between `from` and `to`. */
export const mostYears = (from: string, to: string): number => Math.floor((last(to) - first(from)) / 10000)

/** The fewest whole years that can lie between `from` and `to`. */
export const leastYears = (from: string, to: string): number => Math.floor((first(to) - last(from)) / 10000)
