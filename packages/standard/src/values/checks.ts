import type { ValueDef } from '../edition/types.ts'
import type { Run } from '../engine/run.ts'
import { wellFormed } from '../text/scan.ts'
import { isPresent, readDate } from './date.ts'
import { dayText, isDay, isPartialDay } from './day.ts'
import { readNumber } from './number.ts'
import { cleanText, formatText, tellSecret } from './text.ts'

/**
 * Judges one stated value where the run stands: returns it normalised (the same object when it was clean), or as sent
 * after marking it.
 */
export type Check = (run: Run, value: unknown) => unknown

/** Text: cleaned, its format repaired, then length and pattern. A number is taken as the text of its digits. */
export function textCheck(def: ValueDef): Check {
  const multiline = def.multiline === true
  const max = def.maxLength ?? 4000
  const pattern = def.pattern === undefined ? null : new RegExp(def.pattern, 'u')
  const format = def.format
  const numeric = format === 'digits' || format === 'personalNumber' || format === 'phone'
  return (run, value) => {
    if (typeof value !== 'string') return textFrom(run, value, def, pattern, numeric)
    if (value.length > 4 * max + 1000) return tooLong(run, value, max)
    let text = cleanText(run, value, multiline)
    if (text === '') return emptied(run, value)
    if (format !== undefined && (format === 'personName' || pattern === null || !pattern.test(text))) {
      text = formatText(run, text, format)
    }
    if (text.length > max) return run.wrong('field.length', text, { length: text.length, max })
    return pattern === null || pattern.test(text) ? text : zerosOrWrong(run, text, text, def)
  }
}

/** A text so long that cleaning it could not make it fit: kept as it is. */
export function tooLong(run: Run, sent: string, max: number): unknown {
  tellSecret(run, sent)
  return run.wrong('field.length', wellFormed(sent), { length: sent.length, max })
}

/** No number, date or code is written with more letters. */
export const longestToken = 300

/** An empty text is a field stated empty. */
function emptied(run: Run, sent: string): null {
  run.repaired('repair.empty', sent, null)
  return null
}

/** A number where a text belongs. A number has lost its leading zeros for certain; how many, the field has to say. */
function textFrom(run: Run, value: unknown, def: ValueDef, pattern: RegExp | null, numeric: boolean): unknown {
  if (typeof value !== 'number' || !Number.isFinite(value)) return run.wrong('field.type', value, { type: 'string' })
  const text = `${value}`
  if (pattern === null || pattern.test(text) || !(numeric || def.zeros !== undefined) || !/^\d+$/.test(text)) {
    run.repaired('repair.text', value, text)
    return pattern === null || pattern.test(text)
      ? text
      : run.wrong('field.pattern', value, undefined, nearForm(def, text))
  }
  return zerosOrWrong(run, value, text, def)
}

/** A mobile or fixed-line number of Viet Nam without its first zero: no other number begins so and is as long. */
const phoneWithoutZero = /^(?:[35789]\d{8}|2\d{9})$/

/**
 * Digits that do not fit the field: with their lost zeros, where one reading alone is possible; kept for `settleZeros`, where
 * the rest of the record may tell; else wrong.
 */
function zerosOrWrong(run: Run, kept: unknown, text: string, def: ValueDef): unknown {
  const wanting = (digits: number) => digits - text.length
  if (/^\d{5,12}$/.test(text)) {
    const alone =
      def.format === 'phone'
        ? phoneWithoutZero.test(text)
        : !text.startsWith('0') && def.zeros?.some(({ on, digits }) => on === 'alone' && wanting(digits) === 1)
    if (alone) {
      run.repaired('repair.leadingZero', kept, `0${text}`)
      return `0${text}`
    }
    const open = def.zeros?.filter(({ digits }) => wanting(digits) === 1 || wanting(digits) === 2) ?? []
    if (open.length > 0 && run.row < 0) {
      run.late = [...(run.late ?? []), { field: run.field, kept, text, zeros: open }]
      return kept
    }
  }
  return run.wrong('field.pattern', kept, undefined, nearForm(def, text))
}

/** What an address of electronic mail was meant to be, where only a comma stands for a dot. */
function nearForm(def: ValueDef, text: string): string | undefined {
  if (def.format !== 'email' || def.pattern === undefined || !text.includes(',')) return undefined
  const dotted = text.replaceAll(',', '.')
  return new RegExp(def.pattern, 'u').test(dotted) ? dotted : undefined
}

/** Number: decimal comma and thousands separators read, then whole number and range. */
export function numberCheck(def: ValueDef): Check {
  const integer = def.integer === true
  const min = def.min ?? Number.MIN_SAFE_INTEGER
  const max = def.max ?? Number.MAX_SAFE_INTEGER
  return (run, value) => {
    let number: number
    if (typeof value === 'number') number = value
    else if (typeof value === 'string') {
      if (value.length > longestToken) return tooLong(run, value, longestToken)
      if (value.trim() === '') return emptied(run, value)
      const read = readNumber(value, integer)
      if (read === null) return run.wrong('field.number', cleanText(run, value, false))
      number = read.value
      run.repaired(rules[read.how], value, number)
    } else return run.wrong('field.type', value, { type: 'number' })
    if (!(number >= min && number <= max)) return run.wrong('field.range', number, { min, max })
    return integer && !Number.isInteger(number) ? run.wrong('field.whole', number) : number
  }
}

const rules = { text: 'repair.number', comma: 'repair.decimalComma', thousands: 'repair.thousands' } as const

const yearOf = (day: string) => Number(day.slice(0, 4))

/** Dates, whole or partial: read as the field writes them, then existence, precision, bounds, not after today. */
export function dateCheck(def: ValueDef): Check {
  const partial = def.type === 'partialDate'
  const earliest = def.earliest ?? '1900-01-01'
  return (run, value) => {
    if (typeof value === 'string' && (partial ? isPartialDay(value) : isDay(value)))
      return bounded(run, value, def, earliest)
    if (typeof value !== 'string' && typeof value !== 'number')
      return run.wrong('field.type', value, { type: def.type })
    if (typeof value === 'string' && value.length > longestToken) return tooLong(run, value, longestToken)
    const sent = typeof value === 'string' ? cleanText(run, value, false) : value
    if (sent === '') return emptied(run, value as string)
    if (typeof sent === 'string' && isPresent(sent)) {
      run.repaired('repair.present', value, null)
      return null
    }
    const read = readDate(sent, yearsOf(run, def, earliest))
    if (read === null) return run.wrong('field.date', sent, undefined, turned(sent))
    if (!partial && read.day.length < 10) return run.wrong('field.precision', sent)
    if (read.day !== sent) run.repaired(`repair.${read.how}`, value, read.day)
    return bounded(run, read.day, def, earliest)
  }
}

/** `12/25/1990` has no other reading than month before day: a proposal, for a person to accept. */
function turned(sent: string | number): string | undefined {
  const [, month, day, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(`${sent}`) ?? []
  return (year !== undefined && dayText(Number(year), Number(month), Number(day))) || undefined
}

/** Years that the field can mean: a working life back, ten years ahead. */
function yearsOf(run: Run, def: ValueDef, earliest: string) {
  const now = yearOf(run.today)
  const to = def.youngestAge === undefined ? (def.past ? now : now + 10) : now - def.youngestAge
  return { from: Math.max(yearOf(earliest), now - 85), to }
}

function bounded(run: Run, day: string, def: ValueDef, earliest: string): unknown {
  if (def.past && day > run.today.slice(0, day.length)) return run.wrong('field.future', day, { today: run.today })
  const to =
    def.youngestAge === undefined ? '2100-12-31' : `${yearOf(run.today) - def.youngestAge}${run.today.slice(4)}`
  if (day < earliest.slice(0, day.length) || day > to.slice(0, day.length)) {
    return run.wrong('field.dateRange', day, { from: earliest, to })
  }
  return day
}

const sha256 = /^[0-9a-f]{64}$/
const mediaType = /^[a-z0-9.+-]{1,60}\/[a-z0-9.+-]{1,80}$/

/** `{sha256, type, size}`: the file itself is a separate upload, named by its digest. */
export const checkAttachment: Check = (run, value) => {
  if (typeof value !== 'object' || value === null) return run.wrong('field.attachment', value)
  const { sha256: digest, type, size } = value as Record<string, unknown>
  const keys = Object.keys(value)
  const named = typeof digest === 'string' && sha256.test(digest) && typeof type === 'string' && mediaType.test(type)
  const sized = typeof size === 'number' && Number.isSafeInteger(size) && size > 0
  if (!named || !sized || keys.length !== 3) return run.wrong('field.attachment', value)
  return keys.join() === 'sha256,type,size' ? value : { sha256: digest, type, size }
}

/** A name that is not ours, made fit to be told: short, and storable. */
export const safeKey = (key: string) => key.slice(0, 64).toWellFormed().replaceAll('\u0000', '\ufffd')
