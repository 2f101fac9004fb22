/** The personal numbers of people that a drill found, where somebody must be told by it. A walk of the hall. */
import { transaction } from './database/index.ts'
import { admissionsOf, fold, insiders, statementsAbout } from './register/index.ts'
import type { House } from './work.ts'

/** By person; null where none is stated. The centre's command line alone asks this, with the keys at hand. */
export async function numbersOf(house: House, ids: readonly number[]): Promise<ReadonlyMap<number, string | null>> {
  return transaction(house.book, async (tx) => {
    const { rows } = await tx.query<{ id: number; firstHolder: string; holder: string }>(
      'select id, first_holder as "firstHolder", holder from person where id = any($1::bigint[])',
      [ids],
    )
    const admissions = await admissionsOf(tx, ids)
    const statements = await statementsAbout(tx, house.keys, ids)
    return new Map(
      rows.map((person) => {
        const inside = insiders(person, admissions.get(person.id))
        const { values } = fold((statements.get(person.id) ?? []).filter((one) => inside.counts(one)))
        return [person.id, typeof values.soDinhDanh === 'string' ? values.soDinhDanh : null]
      }),
    )
  })
}
