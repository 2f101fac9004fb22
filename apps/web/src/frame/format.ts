/** Numbers, shares, times and lengths as a reader in Việt Nam expects them. Times are shown in Asia/Ho_Chi_Minh. */
import type { Language } from './language.ts'

const zone = 'Asia/Ho_Chi_Minh'
const locales = { vi: 'vi-VN', en: 'en-GB' } as const satisfies Record<Language, string>
const pair = <T>(make: (locale: string) => T): Record<Language, T> => ({ vi: make(locales.vi), en: make(locales.en) })

const numbers = pair((locale) => new Intl.NumberFormat(locale))
const tenths = pair((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }))
const shares = pair((locale) => new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }))
const clocks = pair((locale) => new Intl.DateTimeFormat(locale, { timeZone: zone, timeStyle: 'medium' }))
const days = pair(
  (locale) => new Intl.DateTimeFormat(locale, { timeZone: zone, day: '2-digit', month: '2-digit', year: 'numeric' }),
)

export const formatNumber = (n: number, language: Language): string => numbers[language].format(n)

/** A share of a whole in per cent with one digit, cut and not rounded: only the whole is 100%. '–' of nothing. */
export function formatShare(part: number, whole: number, language: Language): string {
  if (whole <= 0) return '–'
  if (part === whole) return '100%'
  return `${shares[language].format(Math.floor((part / whole) * 1000) / 10)}%`
}

/** `10:21:33` */
export const formatTime = (instant: string | number | Date, language: Language): string =>
  clocks[language].format(new Date(instant))

/** `20/06/2023` of an instant. */
export const formatDay = (instant: string | number | Date, language: Language): string =>
  days[language].format(new Date(instant))

/** `10:21:33 · 20/06/2023` */
export const formatInstant = (instant: string | number | Date, language: Language): string =>
  `${formatTime(instant, language)} · ${formatDay(instant, language)}`

/** For a column: the time alone on the same day, else the day alone. */
export const formatRecent = (instant: string | number, now: number, language: Language): string =>
  formatDay(instant, language) === formatDay(now, language)
    ? formatTime(instant, language)
    : formatDay(instant, language)

/** `yyyy-mm-dd`, a day already, as `dd/mm/yyyy`. */
export const formatDate = (date: string): string => date.split('-').reverse().join('/')

const quantities = pair((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 4, useGrouping: 'min2' }))

/** A number of a record: a coefficient, a sum of money, a year; four digits stand ungrouped. */
export const formatQuantity = (n: number, language: Language): string => quantities[language].format(n)

/** The size of a file: `120 KB`, `1,4 MB`. */
export const formatSize = (bytes: number, language: Language): string =>
  bytes < 1_000_000
    ? `${numbers[language].format(Math.ceil(bytes / 1000))} KB`
    : `${tenths[language].format(bytes / 1_000_000)} MB`

const units = {
  vi: { ms: 'mili giây', s: 'giây', min: 'phút', h: 'giờ', d: 'ngày' },
  en: { ms: 'ms', s: 's', min: 'min', h: 'h', d: 'days' },
} as const satisfies Record<Language, Record<string, string>>

/** A length of time in its largest fitting unit: `850 mili giây`, `1,4 giây`, `3 phút`. */
export function formatLength(ms: number, language: Language): string {
  const unit = units[language]
  const with1 = (n: number) => tenths[language].format(n)
  if (ms < 1000) return `${with1(Math.max(0, Math.round(ms)))} ${unit.ms}`
  if (ms < 60_000) return `${with1(ms / 1000)} ${unit.s}`
  if (ms < 3_600_000) return `${with1(Math.round(ms / 60_000))} ${unit.min}`
  if (ms < 86_400_000) return `${with1(ms / 3_600_000)} ${unit.h}`
  return `${with1(ms / 86_400_000)} ${unit.d}`
}
