/** A person's row against its keyed digest and against the fold of what is stated about the person. */
import type { KeyRing } from '../database/index.ts'
import {
  type Admissions,
  type codesAbout,
  fold,
  insiders,
  nobody,
  type Person,
  personMac,
  presentColumns,
  type Statement,
  sameValue,
} from '../register/index.ts'
import type { Faults } from './faults.ts'

export interface PersonRow extends Person {
  readonly mac: Buffer | null
}

export type PersonCodes = Awaited<ReturnType<typeof codesAbout>> extends Map<number, infer C> ? C : never

/** `statements`: all about the person, oldest first. `emptied`: a spill destroyed something of them. */
export function checkPerson(
  keys: KeyRing,
  person: PersonRow,
  statements: readonly Statement[],
  admissions: Admissions,
  codes: PersonCodes | undefined,
  emptied: boolean,
  faults: Faults,
): void {
  if (!person.mac?.equals(personMac(keys, person))) faults.add('person.mac', person.id)
  if (!codes || codes.unitId !== (person.holder === nobody ? null : person.unitId))
    faults.add('person.codes', person.id)
  if (person.holder === nobody || emptied) return
  const counted = insiders(person, admissions)
  const present = fold(statements.filter((s) => counted.counts(s)))
  const columns = presentColumns(person, present, statements)
  faults.hold('person', person.id, {
    unit: columns.unitId === person.unitId,
    name: columns.nameKey === person.nameKey,
    category: columns.category === person.category,
    status: columns.status === person.status,
    codes: sameValue(columns.codes.public, codes?.public) && sameValue(columns.codes.internal, codes?.internal),
    encryptedCodes: codes?.encrypted === null || codes?.encrypted === columns.codes.encrypted,
    holder: statements.some((s) => s.source === person.holder),
    firstHolder: statements.some((s) => s.source === person.firstHolder),
  })
}
