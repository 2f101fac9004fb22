/** The forms of the small values that stand in manifests, leaves and receipts. */
import { fromHex } from './bytes.ts'

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const CODE = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,39}$/
const EDITION = /^[A-Za-z0-9][A-Za-z0-9.-]{0,15}$/
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const DAY = /^\d{4}-\d\d-\d\d$/

/** UUID version 7 (RFC 9562), lower case. */
export const isUuid = (text: string): boolean => UUID_V7.test(text)
/** Code of a body, a unit or a rule set: 1 to 40 of letters, digits, `.`, `_`, `:`, `-`. */
export const isCode = (text: string): boolean => CODE.test(text)
export const isEdition = (text: string): boolean => EDITION.test(text)
/** 64 lower-case hexadecimal digits. */
export const isDigest = (text: string): boolean => fromHex(text, 32) !== null
/** UTC instant with milliseconds, as `Date.prototype.toISOString` writes it. */
export const isInstant = (text: string): boolean => INSTANT.test(text) && exists(text, text)
/** A day that exists, `yyyy-mm-dd`. */
export const isDay = (text: string): boolean => DAY.test(text) && exists(text, `${text}T00:00:00.000Z`)
/** A count or position. */
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

/** Decimal without leading zeros to a safe integer, or null. */
export function countFrom(text: string): number | null {
  if (!/^(0|[1-9]\d{0,15})$/.test(text)) return null
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : null
}

function exists(text: string, instant: string): boolean {
  const time = Date.parse(instant)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
