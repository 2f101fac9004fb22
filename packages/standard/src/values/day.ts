/** Days of the Gregorian calendar as `yyyy-mm-dd`; no clock, no time zone. */
const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

export const daysInMonth = (year: number, month: number) =>
  month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : (lengths[month - 1] ?? 0)

const two = (n: number) => (n < 10 ? `0${n}` : `${n}`)

/** `yyyy-mm-dd`, or null when there is no such day between the years 1000 and 9999. */
export const dayText = (year: number, month: number, day: number) =>
  year >= 1000 && year <= 9999 && day >= 1 && day <= daysInMonth(year, month)
    ? `${year}-${two(month)}-${two(day)}`
    : null

/** `yyyy-mm`, or null when there is no such month. */
export const monthText = (year: number, month: number) =>
  year >= 1000 && year <= 9999 && month >= 1 && month <= 12 ? `${year}-${two(month)}` : null

const digit = (s: string, i: number) => {
  const d = s.charCodeAt(i) - 48
  return d >= 0 && d <= 9 ? d : Number.NaN
}

/** True for an existing day written `yyyy-mm-dd`. */
export function isDay(s: string): boolean {
  if (s.length !== 10 || s.charCodeAt(4) !== 45 || s.charCodeAt(7) !== 45) return false
  const year = digit(s, 0) * 1000 + digit(s, 1) * 100 + digit(s, 2) * 10 + digit(s, 3)
  const month = digit(s, 5) * 10 + digit(s, 6)
  const day = digit(s, 8) * 10 + digit(s, 9)
  return year >= 1000 && day >= 1 && day <= daysInMonth(year, month)
}

/** True for `yyyy`, `yyyy-mm` or `yyyy-mm-dd` that exist. */
export function isPartialDay(s: string): boolean {
  if (s.length === 10) return isDay(s)
  if (s.length === 7) return isDay(`${s}-01`)
  return s.length === 4 && isDay(`${s}-01-01`)
}

/** Days since 1970-01-01 of an existing day. */
export const dayNumber = (day: string) =>
  Date.UTC(+day.slice(0, 4), +day.slice(5, 7) - 1, +day.slice(8, 10)) / 86_400_000

/** The day that many days after 1970-01-01. */
export const dayOf = (n: number) => new Date(n * 86_400_000).toISOString().slice(0, 10)

export const addDays = (day: string, n: number) => dayOf(dayNumber(day) + n)

/** 0 = Sunday. */
export const weekday = (day: string) => new Date(dayNumber(day) * 86_400_000).getUTCDay()

/** First and last day that a partial day can mean. */
export function interval(partial: string): { readonly from: string; readonly to: string } {
  if (partial.length === 10) return { from: partial, to: partial }
  if (partial.length === 7) {
    return { from: `${partial}-01`, to: `${partial}-${two(daysInMonth(+partial.slice(0, 4), +partial.slice(5)))}` }
  }
  return { from: `${partial}-01-01`, to: `${partial}-12-31` }
}
