/**
 * The synthetic nation: 96 bodies, their units, officials and citizens, all from one seed. Nothing is stored per person:
 * whatever is asked is computed from its index, the same each time. It belongs to the world outside: the register never
 * imports it.
 */
import { type Flaw, flawOf, sentRecord } from './flaws.ts'
import { indexOfPersonalNumber, indicesOfOldNumber } from './numbering.ts'
import { officialRecord, type WireRecord } from './official.ts'
import { type Citizen, People } from './person.ts'
import { type Body, type Unit, Units } from './units.ts'

export interface NationOptions {
  /** Number of officials, 200 to 4,000,000. */
  readonly people: number
  readonly seed?: number
  /** The nation's day, `yyyy-mm-dd`; records are clean on that day. */
  readonly today: string
  /** Share of records that `sent` spoils, 0 to 1 (default 0.02). */
  readonly flaws?: number
}

export interface Nation {
  readonly people: number
  readonly seed: number
  readonly today: string
  /** Number of citizens: at least twice the officials, who are citizens 0 … people - 1. */
  readonly citizens: number
  /** The 96 focal points of 14/12/2023. */
  bodies(): readonly Body[]
  /** Every unit, a body before its branches; the first unit of a body is the body itself. */
  units(): Unit[]
  /** Indices of the officials of one unit. Throws RangeError for an unknown code. */
  unitMembers(code: string): Iterable<number>
  /** Code of the unit in which official i works. */
  unitOf(i: number): string
  /** The clean record of official i. */
  official(i: number): WireRecord
  /** The record as the body sends it: the clean one, or a flawed one at the rate of the options. */
  sent(i: number): WireRecord
  /** What is wrong with `sent(i)`, or null. */
  flawOf(i: number): Flaw | null
  citizen(j: number): Citizen
  /** The index of the citizen with this personal number, or null. */
  find(soDinhDanh: string): number | null
  /** The citizens with this nine-digit number: none, one or two. */
  findOld(soCmnd: string): number[]
}

/** Makes a nation; equal options give an equal nation. Throws RangeError for fewer than 200 or more than 4,000,000 people. */
export function nation(options: NationOptions): Nation {
  const { people, seed = 1, today, flaws = 0.02 } = options
  const units = new Units(people, seed)
  const all = new People(units, people, seed, today)
  const inside = (i: number): number => {
    if (!Number.isInteger(i) || i < 0 || i >= people) throw new RangeError(`no official ${i}`)
    return i
  }
  return {
    people,
    seed,
    today,
    citizens: all.citizens,
    bodies: () => units.bodies,
    units: () => units.list(),
    *unitMembers(code) {
      const { first, size } = units.members(code)
      for (let k = 0; k < size; k++) yield first + k
    },
    unitOf: (i) => units.unit(units.place(inside(i)).unit).code,
    official: (i) => officialRecord(all, inside(i)),
    sent: (i) => sentRecord(all, flaws, inside(i)),
    flawOf: (i) => flawOf(all, flaws, inside(i)),
    citizen: (j) => all.citizen(j),
    find(soDinhDanh) {
      const j = indexOfPersonalNumber(seed, soDinhDanh)
      return j !== null && j < all.citizens && all.citizen(j).soDinhDanh === soDinhDanh ? j : null
    },
    findOld: (soCmnd) => indicesOfOldNumber(seed, soCmnd).filter((j) => j < all.citizens),
  }
}
