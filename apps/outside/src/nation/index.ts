/** The synthetic nation, as the sandbox, the bench and the tests use it. */
export type { Flaw } from './flaws.ts'
export { type Nation, type NationOptions, nation } from './nation.ts'
export type { WireRecord } from './official.ts'
export { type Citizen, fullName, type Name } from './person.ts'
export { type Body, LARGEST_UNIT, SMALLEST_UNIT, type Unit } from './units.ts'
