/** Brings a person's row in line with what counts now, after a case was closed or a value accepted. */
import { edition, examine } from '@cbccvc/standard'
import type { Connection, KeyRing } from '../database/index.ts'
import {
  admissionsOf,
  fold,
  insiders,
  type Person,
  presentColumns,
  statementsAbout,
  type ThreeValues,
  threeValues,
  wordsOf,
} from '../register/index.ts'

/** Changes the present columns of a locked person; gives the three values that stand. The caller writes the row. */
export async function refreshPresent(
  tx: Connection,
  keys: KeyRing,
  person: Person,
  today: string,
): Promise<ThreeValues | null> {
  const statements = (await statementsAbout(tx, keys, [person.id])).get(person.id) ?? []
  const counted = insiders(person, (await admissionsOf(tx, [person.id])).get(person.id))
  const present = fold(statements.filter((s) => counted.counts(s)))
  const whole = examine(present.values, edition(), today)
  const words = wordsOf(whole, whole.findings, !(await hasOpenCase(tx, person.id)))
  Object.assign(person, presentColumns(person, present, statements), words)
  return threeValues(present)
}

async function hasOpenCase(tx: Connection, person: number): Promise<boolean> {
  const { rows } = await tx.query(
    `select from elsewhere_case where person_id = $1 and state in ('open', 'national') limit 1`,
    [person],
  )
  return rows.length > 0
}
