/** Looks into the book: what is stated about a person, by whom, and what stands. */
import {
  admissionsOf,
  fold,
  insiders,
  type Statement,
  statementsAbout,
} from '../../../../packages/registry/src/register/index.ts'
import type { Route } from './route.ts'

export interface PersonInBook {
  readonly id: number
  readonly holder: string
  readonly unit: string
  readonly category: string | null
  readonly status: string | null
  readonly sach: boolean
  readonly dung: boolean
  readonly verified: number
  /** Bodies that are admitted now. */
  readonly admitted: readonly string[]
  /** Every statement, oldest first. */
  readonly statements: readonly Statement[]
  /** The present record. */
  readonly values: Readonly<Record<string, unknown>>
}

/** The person of this number; throws when there is none. */
export async function personOf(route: Route, soDinhDanh: string): Promise<PersonInBook> {
  type Row = Omit<PersonInBook, 'statements' | 'values'> & { firstHolder: string }
  const { rows } = await route.owner.query<Row>(
    `select p.id, p.first_holder as "firstHolder", p.holder, c.code as unit, p.category, p.status, p.sach, p.dung, p.verified,
            array(select source from admission a where a.person_id = p.id and a.until is null order by 1) as admitted
       from person p join unit_code c on c.unit_id = p.unit_id where p.blind = any($1::bytea[])`,
    [route.house.keys.blinds(soDinhDanh)],
  )
  const row = rows[0]
  if (!row) throw new RangeError(`nobody has the number ${soDinhDanh}`)
  const statements = (await statementsAbout(route.owner as never, route.house.keys, [row.id])).get(row.id) ?? []
  const counted = insiders(row, (await admissionsOf(route.owner, [row.id])).get(row.id))
  return { ...row, statements, values: fold(statements.filter((s) => counted.counts(s))).values }
}
