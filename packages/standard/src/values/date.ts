import { addDays, dayOf, dayText, isDay, isPartialDay, monthText } from './day.ts'

/** How a text or number was read as a date. */
export type DateRepair = 'date' | 'excelDate' | 'shortYear'
export type DateReading = { readonly day: string; readonly how: DateRepair }

/** Serials from 1920 to 2100; below lie years and plain numbers. Excel counts 1900 as a leap year: day 60 never was. */
const firstSerial = 7306
const lastSerial = 73050

/** The day of a serial number of Excel's 1900 calendar, or null outside 1920–2100. */
export const excelDay = (serial: number) =>
  Number.isInteger(Math.floor(serial)) && serial >= firstSerial && serial <= lastSerial
    ? dayOf(Math.floor(serial) - 25569)
    : null

const dayMonthYear = /^(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4}|\d{2})$/
const inWords = /^ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})$/i
const monthYear = /^(?:tháng\s*|t)?(\d{1,2})\s*(?:[/.-]|\s+năm\s+)\s*(\d{4})$/i
const yearMonth = /^(\d{4})[/.-](\d{1,2})$/
const yearMonthDay = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$/
const compact = /^((?:19|20)\d{2})(\d{2})(\d{2})$/
const yearOnly = /^(?:năm\s*)?((?:18|19|20)\d{2})$/i
const instant = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/

const reading = (day: string | null, how: DateRepair = 'date'): DateReading | null =>
  day === null ? null : { day, how }

/** Day 00 or month 00 stand for "not known": `00/00/1965` says 1965. */
function parts(year: number, month: number, day: number): string | null {
  if (day === 0 && month === 0) return isPartialDay(`${year}`) ? `${year}` : null
  return day === 0 ? monthText(year, month) : dayText(year, month, day)
}

/** Midnight in Viet Nam written as an instant: `…T00:00`, or 17:00 UTC of the day before. Other times are no date. */
function fromInstant(match: RegExpExecArray): string | null {
  const [, day, hour, minute, second, zone] = match
  if (!isDay(day!) || minute !== '00' || (second ?? '00') !== '00') return null
  if (hour === '00') return day!
  return hour === '17' && zone === 'Z' ? addDays(day!, 1) : null
}

/**
 * Reads a date as it is written in the field: dd/mm/yyyy, d-m-yy, yyyymmdd, an Excel serial, a year, a month and year,
 * "ngày 5 tháng 3 năm 1975". Day stands before month; two-digit years are read only when one century fits.
 * @param years first and last year that the field can mean; decides between the centuries of a two-digit year.
 */
export function readDate(
  sent: string | number,
  years: { readonly from: number; readonly to: number },
): DateReading | null {
  if (typeof sent === 'number') return readNumberDate(sent)
  const s = sent.trim()
  if (/^\d{5}(?:\.\d+)?$/.test(s)) return reading(excelDay(Number(s)), 'excelDate')
  let m = dayMonthYear.exec(s)
  if (m) return m[3]!.length === 4 ? reading(parts(+m[3]!, +m[2]!, +m[1]!)) : shortYear(+m[1]!, +m[2]!, +m[3]!, years)
  m = inWords.exec(s)
  if (m) return reading(dayText(+m[3]!, +m[2]!, +m[1]!))
  m = yearMonthDay.exec(s) ?? compact.exec(s)
  if (m) return reading(parts(+m[1]!, +m[2]!, +m[3]!))
  m = monthYear.exec(s)
  if (m) return reading(+m[1]! === 0 ? m[2]! : monthText(+m[2]!, +m[1]!))
  m = yearMonth.exec(s)
  if (m) return reading(monthText(+m[1]!, +m[2]!))
  m = yearOnly.exec(s)
  if (m) return reading(m[1]!)
  m = instant.exec(s)
  return m ? reading(fromInstant(m)) : null
}

function readNumberDate(n: number): DateReading | null {
  if (Number.isInteger(n) && n >= 1900 && n <= 2100) return { day: `${n}`, how: 'date' }
  if (Number.isInteger(n) && compact.test(`${n}`)) return readDate(`${n}`, { from: 0, to: 0 })
  return reading(excelDay(n), 'excelDate')
}

function shortYear(day: number, month: number, yy: number, years: { from: number; to: number }): DateReading | null {
  const fits = [1900 + yy, 2000 + yy].filter((year) => year >= years.from && year <= years.to)
  return fits.length === 1 ? reading(parts(fits[0]!, month, day), 'shortYear') : null
}

/** "đến nay", "hiện nay": an end that has not come. */
export const isPresent = (s: string) =>
  /^(?:(?:đến|cho đến|tới)\s+)?(?:nay|hiện nay|hiện tại|bây giờ)$/iu.test(s.trim())
