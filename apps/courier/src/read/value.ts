import { isDay, isPartialDay } from '@cbccvc/standard'
import { type Cell, cellText, plainNumber } from './cell.ts'
import { dateText, serialDate } from './dates.ts'
import { fold } from './fold.ts'
import type { NoteCode } from './notes.ts'
import type { Target } from './target.ts'

/** What turning cells into wire values needs beside the cell. */
export interface ValueContext {
  readonly date1904: boolean
  /** Names of the codes of a list by code, where the standard has the list. */
  readonly codeNames: (list: string) => ReadonlyMap<string, string> | undefined
  /** The file knows only text (CSV): a plainly written number is one. */
  readonly plainText?: boolean
  /** Value maps of the mapping file by target key or field, with folded names of values. */
  readonly values: ReadonlyMap<string, ReadonlyMap<string, unknown>>
}

/** Says that a cell was not taken as it stands. */
export type Tell = (code: NoteCode) => void

const unstated: Readonly<Record<string, unknown>> = {
  trong: null,
  detrong: null,
  khongco: null,
  empty: null,
  khongro: { $: 'unknown' },
  unknown: { $: 'unknown' },
  khongduocphep: { $: 'notPermitted' },
  notpermitted: { $: 'notPermitted' },
}

/**
 * The wire value of a cell, or `undefined` for "not stated". Only what is certain is changed here; whatever is left as
 * text is judged, repaired and reported by the standard. A cell that says `(trống)`, `(không rõ)` or `(không được phép)`
 * states that the value is empty, unknown, or may not be given.
 */
export function wireValue(cell: Cell | undefined, to: Target, context: ValueContext, tell: Tell): unknown {
  if (cell === undefined) return undefined
  if (cell.t === 'formula') {
    tell('cell.formula')
    return undefined
  }
  if (cell.t === 'error') {
    tell('cell.error')
    return undefined
  }
  const text = cell.t === 'text' ? cell.v.normalize('NFC').trim() : cellText(cell)
  if (text === '') return undefined
  const mapped = context.values.get(to.key) ?? context.values.get(to.field)
  if (mapped?.has(fold(text))) return mapped.get(fold(text))
  const marker = /^\((.+)\)$/.exec(text)
  if (marker !== null && fold(marker[1]!) in unstated) return unstated[fold(marker[1]!)]
  switch (to.type) {
    case 'code':
      return codeValue(cell, text, to, context)
    case 'date':
    case 'partialDate':
      return cell.t === 'number' ? dateOfNumber(cell, context, tell) : (templateDate(text, to.type) ?? text)
    case 'number':
      if (cell.t !== 'number') return context.plainText === true && isPlainNumber(text) ? Number(text) : text
      return looksLikeDay(cell) ? dateText(cell, context.date1904) : cell.v
    case 'attachment':
      return attachment(text)
    case 'list':
      return listText(text)
    case 'string':
    case 'address':
      // Drop-down lists of our template: `03127 – Phường Điện Biên Phủ`.
      if (to.part !== undefined && /^\d+ – /.test(text)) return text.slice(0, text.indexOf(' '))
      return cell.t === 'number' ? stringOfNumber(cell, to, context, tell) : text
  }
}

/** `3.66`, `12`: one reading only. `1.234` may mean thousands, `0123` is no number, long digits lose precision. */
function isPlainNumber(text: string): boolean {
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) && !/\.\d{3}$/.test(text) && text.length <= 15
}

/**
 * A date written just as our own template asks: `20/06/2023`, and for a date that need not be whole `06/2023`. That is the
 * form of this channel and no repair; whatever else stands for a date is left for the standard to read and to note.
 */
function templateDate(text: string, type: 'date' | 'partialDate'): string | null {
  const parts = /^(?:(\d{2})\/)?(\d{2})\/(\d{4})$/.exec(text)
  if (parts === null) return null
  const [, day, month, year] = parts
  const date = day === undefined ? `${year}-${month}` : `${year}-${month}-${day}`
  return (type === 'date' ? isDay(date) : isPartialDay(date)) ? date : null
}

type NumberCell = Extract<Cell, { t: 'number' }>

function looksLikeDay(cell: NumberCell): boolean {
  return cell.look?.date !== undefined && cell.look.date !== 'time'
}

function dateOfNumber(cell: NumberCell, { date1904 }: ValueContext, tell: Tell): string {
  if (looksLikeDay(cell)) return dateText(cell, date1904)
  const n = cell.v
  if (Number.isInteger(n) && n >= 1900 && n <= 2100) return String(n)
  const date = n >= 4000 && n <= 80_000 ? serialDate(n, date1904) : null
  if (date === null) return plainNumber(n)
  tell('cell.serial')
  return date
}

function stringOfNumber(cell: NumberCell, to: Target, { date1904 }: ValueContext, tell: Tell): string {
  if (looksLikeDay(cell)) {
    const [year, month, day] = dateText(cell, date1904).split('-')
    return [day, month, year].filter((part) => part !== undefined).join('/')
  }
  const text = plainNumber(cell.v)
  if (!/^\d+$/.test(text)) return text
  if (cell.look?.digits !== undefined) return text.padStart(cell.look.digits, '0')
  // A personal number of province 001 to 099 loses one or two zeros when Excel takes it for a number.
  if (to.digits !== undefined && text.length < to.digits && text.length >= to.digits - 2) {
    tell('cell.zeros')
    return text.padStart(to.digits, '0')
  }
  return text
}

function codeValue(cell: Cell, text: string, to: Target, context: ValueContext): unknown {
  if (!to.multiple) return oneCode(cell, text, to, context)
  const codes = text
    .split(/[;\n|]/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
  return codes.map((piece) => oneCode(codes.length === 1 ? cell : { t: 'text', v: piece }, piece, to, context))
}

/** A code as the cell writes it; labels, lost zeros and other numberings are the standard's to repair and report. */
function oneCode(cell: Cell, text: string, to: Target, { codeNames, values }: ValueContext): unknown {
  const mapped = values.get(to.key)?.get(fold(text))
  if (mapped !== undefined) return mapped
  if (cell.t === 'number') return cell.look?.digits === undefined ? text : text.padStart(cell.look.digits, '0')
  // The drop-down lists of our own template read `01 – Kinh`: nothing to repair.
  const both = /^(\S+) – (.+)$/.exec(text)
  if (both === null || to.codeList === undefined) return text
  return codeNames(to.codeList)?.get(both[1]!) === both[2] ? both[1] : text
}

/** `sha256;media type;size` as one cell. */
function attachment(text: string): unknown {
  const parts = /^([0-9a-f]{64});([^;]+);(\d+)$/i.exec(text)
  return parts === null ? text : { sha256: parts[1]!.toLowerCase(), type: parts[2]!.trim(), size: Number(parts[3]) }
}

/** A list field in a cell of the people's own table: JSON rows, or text that the standard will mark. */
function listText(text: string): unknown {
  if (!text.startsWith('[')) return text
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}
