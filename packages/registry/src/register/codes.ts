/** What a person is chosen and counted by: a part of the present record in a narrow table of its own (000057.sql). */
import { chosenFields } from '../access/index.ts'
import type { Connection, Queryable } from '../database/index.ts'
import type { Folded } from './fold.ts'
import { nobody } from './tally.ts'

/** Field id → code, by class. Only what is stated and counted as true. */
export interface Codes {
  readonly public: Readonly<Record<string, string>>
  readonly internal: Readonly<Record<string, string>>
}

export function codesOf({ values, bad }: Pick<Folded, 'values' | 'bad'>): Codes {
  const codes = { public: {} as Record<string, string>, internal: {} as Record<string, string> }
  for (const { id, class: of, list } of chosenFields.values()) {
    const value = values[id]
    // Without a list: the year of a date.
    if (typeof value === 'string' && value !== '' && !bad.has(id))
      codes[of][id] = list === null ? value.slice(0, 4) : value
  }
  return codes
}

interface Coded {
  readonly id: number
  readonly holder: string
  readonly unitId: number
  /** Left out where the present record was not worked out anew. */
  readonly codes?: Codes | undefined
}

const unitOf = ({ holder, unitId }: Coded) => (holder === nobody ? null : unitId)

/** Writes the rows of persons who were added in this transaction. */
export async function addCodes(tx: Connection, persons: readonly (Coded & { readonly codes: Codes })[]): Promise<void> {
  if (persons.length === 0) return
  await tx.query(
    `insert into person_codes (person_id, unit_id, public_codes, internal_codes)
     select * from unnest($1::bigint[], $2::bigint[], $3::jsonb[], $4::jsonb[])`,
    [
      persons.map((p) => p.id),
      persons.map(unitOf),
      persons.map((p) => JSON.stringify(p.codes.public)),
      persons.map((p) => JSON.stringify(p.codes.internal)),
    ],
  )
}

/** Brings the rows of known persons in line; a row that says the same already is not touched. */
export async function updateCodes(tx: Connection, persons: readonly Coded[]): Promise<void> {
  if (persons.length === 0) return
  await tx.query(
    `update person_codes c set unit_id = u.unit_id, public_codes = coalesce(u.public_codes, c.public_codes),
            internal_codes = coalesce(u.internal_codes, c.internal_codes)
       from unnest($1::bigint[], $2::bigint[], $3::jsonb[], $4::jsonb[]) u (id, unit_id, public_codes, internal_codes)
      where c.person_id = u.id
        and (c.unit_id is distinct from u.unit_id or c.public_codes <> u.public_codes or c.internal_codes <> u.internal_codes)`,
    [
      persons.map((p) => p.id),
      persons.map(unitOf),
      persons.map((p) => (p.codes ? JSON.stringify(p.codes.public) : null)),
      persons.map((p) => (p.codes ? JSON.stringify(p.codes.internal) : null)),
    ],
  )
}

/** What stands of these persons, by person. */
export async function codesAbout(
  db: Queryable,
  persons: readonly number[],
): Promise<Map<number, Codes & { readonly unitId: number | null }>> {
  const { rows } = await db.query<{ id: number; unitId: number | null } & Codes>(
    `select person_id as id, unit_id as "unitId", public_codes as public, internal_codes as internal
       from person_codes where person_id = any($1::bigint[])`,
    [persons],
  )
  return new Map(rows.map(({ id, ...codes }) => [id, codes]))
}
