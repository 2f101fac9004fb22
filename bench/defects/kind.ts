/**
 * What a kind of defect is. Kinds are planted by hand-written code that knows records only as JSON and imports nothing of
 * the standard: the measured and the measure must not share their idea of what is right.
 */
import type { Rng } from './rng.ts'

/** Field id → value, as on the wire. */
export type WireRecord = { [field: string]: unknown }
export type Row = { [column: string]: unknown }

/**
 * Who can know: `check` the record by itself · `match` the population register, from number, name and birth date ·
 * `duplicate` the register, from other records · `none` nobody from what is sent.
 */
export type Stage = 'check' | 'match' | 'duplicate' | 'none'

export interface Kind {
  readonly id: string
  readonly stage: Stage
  /** How often it is met, in parts of all defects; only ratios count. */
  readonly rate: number
  /** Fields at which a finding counts as found; '' means the record as a whole. */
  readonly near: readonly string[]
  /** What is wrong, in a few words. */
  readonly what: string
  /**
   * Spoils `record` (a copy that belongs to the planter). Returns false where the kind does not fit this record, or the
   * line's bytes where the defect lies in the bytes. `other(k)` is the clean record of someone else.
   */
  readonly plant: (record: WireRecord, rng: Rng, other: (k: number) => WireRecord) => boolean | Uint8Array
}

export const kind = (
  id: string,
  stage: Stage,
  rate: number,
  near: string,
  what: string,
  plant: Kind['plant'],
): Kind => ({ id, stage, rate, near: near.split(' ').map((field) => (field === '*' ? '' : field)), what, plant })

export const text = (value: unknown): string => (typeof value === 'string' ? value : '')
export const list = (value: unknown): Row[] => (Array.isArray(value) ? (value as Row[]) : [])

/** Sets a field and says that it worked. */
export function set(record: WireRecord, field: string, value: unknown): true {
  record[field] = value
  return true
}

/** `text` with the character at `index` replaced. */
export const withChar = (value: string, index: number, char: string): string =>
  value.slice(0, index) + char + value.slice(index + 1)

/** Another digit than this one. */
export const otherDigit = (digit: string, rng: Rng): string => String((Number(digit) + rng.between(1, 9)) % 10)

/** Moves a full date by whole years. */
export const shiftYear = (date: string, years: number): string => {
  const moved = `${Number(date.slice(0, 4)) + years}${date.slice(4)}`
  return moved.endsWith('02-29') ? `${moved.slice(0, 8)}28` : moved
}
