/**
 * Counts that may be shown to whoever may not see the people behind them. To each count noise is added that is worked out
 * from who is counted: a two-sided geometric draw under a key of ours, the same for the same people whatever the question,
 * and another one as soon as one person more or less is counted. What comes out is rounded to fives, and not shown below 8.
 *
 * Rounding and leaving out alone are bounded, and bounds can be added up: parent less children, a total that everybody
 * knows, two days. Noise without a bound leaves every count possible whatever else is known; see docs/decisions/0010-noise-in-statistics.md.
 */
import { edition } from '@cbccvc/standard'
import type { ChosenField } from '../access/index.ts'
import type { KeyRing } from '../database/index.ts'

/** The keyed digest of the house: without it the noise cannot be worked out again. */
export type NoiseKey = Pick<KeyRing, 'mac'>

/** People counted in one cell: how many, and who, as one number that says nothing by itself. */
export interface Cell {
  readonly count: number
  /** Exclusive or of the keyed hashes of the people (`hashint8extended` under `seedOf`). */
  readonly who: bigint
}
export const emptyCell: Cell = { count: 0, who: 0n }

/** The cell of two groups of other people. */
export const together = (a: Cell, b: Cell): Cell => ({ count: a.count + b.count, who: a.who ^ b.who })

/** The seed of the hashes, as a signed 64-bit number in decimals: a parameter of the query. */
export const seedOf = (keys: NoiseKey): string => keys.mac('statistics: seed').readBigInt64BE().toString()

/** e^-ε, ε = 1/2: adding or leaving out one person makes any answer at most e^(1/2) times as likely. */
const ratio = Math.exp(-0.5)

/** What is not shown as a number: fewer than about this many. */
export const leastShown = 8

/**
 * The count as it is shown: a multiple of five from 10 on; null: fewer than about ten, or nobody. `name`: what is asked
 * (unit, field, value): only where nobody is counted it says which noise, for nobody is the same in every cell.
 */
export function protect(keys: NoiseKey, { count, who }: Cell, name: string): number | null {
  const noisy = count + noise(keys, count === 0 ? `nobody ${name}` : `${who} ${count}`)
  return noisy < leastShown ? null : Math.round(noisy / 5) * 5
}

/** A draw of the two-sided geometric distribution: P(g) = (1 - r) / (1 + r) · r^|g|. */
function noise(keys: NoiseKey, of: string): number {
  const mac = keys.mac(`statistics: noise ${of}`)
  // Strictly between 0 and 1, 48 bits.
  const drawn = (mac.readUIntBE(0, 6) + 0.5) / 2 ** 48
  const middle = (1 - ratio) / (1 + ratio)
  if (drawn < middle) return 0
  // What is left above the middle is shared by both sides: P(|g| > m) = 2 r^(m+1) / (1 + r).
  const beyond = (1 - drawn) / (1 - middle)
  const size = 1 + Math.floor(Math.log(beyond) / Math.log(ratio))
  return mac[6]! & 1 ? size : -size
}

/** A unit of fewer people is not shown by value. How many work in a unit is no secret. */
const fewestByValue = 20

/** Null: fewer than about ten. */
export interface ProtectedCount {
  /** Null: not stated. */
  readonly value: string | null
  readonly count: number | null
}

/**
 * The people of a place by the values of a field: every code that its list has is answered, so that a code that is not named
 * tells nothing. `cells`: by code, null where none is stated; `place`: of which unit.
 */
export function protectValues(
  keys: NoiseKey,
  cells: ReadonlyMap<string | null, Cell>,
  place: string,
  { id, list }: ChosenField,
): ProtectedCount[] {
  if (list === null) throw new RangeError('no protected counts by a field without a list')
  const codes: (string | null)[] = [
    ...edition()
      .codeList(list)
      .items.map(({ code }) => code),
    null,
  ]
  const people = [...cells.values()].reduce((sum, { count }) => sum + count, 0)
  return protectCodes(keys, cells, `${place} ${id}`, codes, people)
}

/** `cells` of a place with so many people, in the order of `codes`. */
export function protectCodes(
  keys: NoiseKey,
  cells: ReadonlyMap<string | null, Cell>,
  place: string,
  codes: readonly (string | null)[],
  people: number,
): ProtectedCount[] {
  return codes.map((value) => {
    const cell = cells.get(value) ?? emptyCell
    return { value, count: people < fewestByValue ? null : protect(keys, cell, `${place} ${value}`) }
  })
}
