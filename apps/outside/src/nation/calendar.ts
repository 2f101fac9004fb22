/**
 * Calendar arithmetic on `Day`, the number of days since 1970-01-01, and on months counted from year 0. No clock is read.
 */

/** Days since 1970-01-01. */
export type Day = number

const twoDigits = Array.from({ length: 100 }, (_, n) => (n < 10 ? `0${n}` : `${n}`))

/** `day(1990, 3, 31)`; the date must exist. */
export function day(year: number, month: number, dayOfMonth: number): Day {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yoe = y - era * 400
  const doy = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1
  return era * 146097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy - 719468
}

export interface Parts {
  year: number
  month: number
  day: number
}

export function partsOf(days: Day): Parts {
  const z = days + 719468
  const era = Math.floor(z / 146097)
  const doe = z - era * 146097
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365)
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const month = mp < 10 ? mp + 3 : mp - 9
  return { year: yoe + era * 400 + (month <= 2 ? 1 : 0), month, day: doy - Math.floor((153 * mp + 2) / 5) + 1 }
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** The same day so many months later; the last of the month where that day does not exist. */
export function addMonths(days: Day, months: number): Day {
  const at = partsOf(days)
  const count = at.year * 12 + at.month - 1 + months
  const year = Math.floor(count / 12)
  const month = (count % 12) + 1
  return day(year, month, Math.min(at.day, daysInMonth(year, month)))
}

/** `yyyy-mm-dd`. */
export function iso(days: Day): string {
  const at = partsOf(days)
  return `${at.year}-${twoDigits[at.month]}-${twoDigits[at.day]}`
}

/** `yyyy-mm`, the form of the "tháng/năm" columns. */
export function isoMonth(days: Day): string {
  return iso(days).slice(0, 7)
}

/** The month before, `yyyy-mm`: the last month of a period that ends where the next begins. */
export function monthBefore(days: Day): string {
  return isoMonth(addMonths(days, -1))
}

/** Reads `yyyy-mm-dd`. */
export function parseDay(text: string): Day {
  return day(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10)))
}

/** The first of the month of this day. */
export function firstOfMonth(days: Day): Day {
  return days - partsOf(days).day + 1
}

/** Whole years between birth and a day. */
export function yearsBetween(from: Day, to: Day): number {
  const a = partsOf(from)
  const b = partsOf(to)
  return b.year - a.year - (b.month < a.month || (b.month === a.month && b.day < a.day) ? 1 : 0)
}
