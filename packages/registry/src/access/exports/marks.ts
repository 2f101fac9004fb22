/**
 * The watermark of a copy. What is seen: a line on top and a code at the end of each row, both keyed, so that nobody can
 * put another's mark on a copy. What stays when these are cut away: the dash between a code and its name, chosen among four
 * that read alike, and the order of the rows, both by a key of the export. They are found again by the name in the row, so
 * they outlive another format, other columns, a sorting (the dashes) and a cleaning of the dashes (the order).
 */
import { createHmac } from 'node:crypto'
import type { KeyRing } from '../../database/index.ts'

/** Hyphen, en dash, em dash, figure dash. */
export const dashes = ['-', '–', '—', '‒'] as const
export type Dash = (typeof dashes)[number]

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const pattern = /\bXD-(\d{1,12})-(\d{1,9})-([0-9A-HJKMNP-TV-Z]{8})\b/g

export interface ExportMarks {
  /** The code of a row (1 and on), and of the line on top (0). */
  readonly codeOf: (row: number) => string
  /** The dash of a cell, by the row's name (in the form in which names are compared) and what stands around the dash. */
  readonly dashOf: (nameKey: string, before: string, after: string) => Dash
  /** By what the rows stand in order: 16 digits of a hash. */
  readonly placeOf: (nameKey: string) => string
}

export function exportMarks(keys: Pick<KeyRing, 'mac'>, no: number): ExportMarks {
  const key = keys.mac(`export ${no} watermark`)
  const hash = (text: string) => createHmac('sha256', key).update(text).digest()
  return {
    codeOf: (row) => `XD-${no}-${row}-${proofOf(keys, no, row)}`,
    dashOf: (nameKey, before, after) => dashes[hash(`dash\0${nameKey}\0${before}\0${after}`)[0]! & 3]!,
    placeOf: (nameKey) => hash(`place\0${nameKey}`).toString('hex', 0, 8),
  }
}

function proofOf(keys: Pick<KeyRing, 'mac'>, no: number, row: number): string {
  return Array.from(keys.mac(`export ${no} row ${row}`).subarray(0, 8), (byte) => alphabet[byte & 31]!).join('')
}

/** Numbers of exports whose codes stand in this text and are ours. */
export function codesIn(keys: Pick<KeyRing, 'mac'>, text: string): number[] {
  return [...text.matchAll(pattern)].flatMap(([, no, row, proof]) =>
    proof === proofOf(keys, Number(no), Number(row)) ? [Number(no)] : [],
  )
}
