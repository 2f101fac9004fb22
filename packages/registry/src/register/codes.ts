/** What a person is chosen and counted by: a part of the present record in a narrow table of its own (000057.sql). */
import { chosenFields } from '../access/index.ts'
import type { Connection, KeyRing, Queryable } from '../database/index.ts'
import { CodeDeltas, encryptedCodesOf, openCodes, sealCodes } from './encrypted-codes.ts'
import type { Folded } from './fold.ts'
import { nobody } from './tally.ts'

/** Field id → code, by class. Only what is stated and counted as true. */
export interface Codes {
  readonly public: Readonly<Record<string, string>>
  readonly internal: Readonly<Record<string, string>>
  /** What is counted of the encrypted classes, and never shown (encrypted-codes.ts). */
  readonly encrypted: string
}

export function codesOf({ values, bad }: Pick<Folded, 'values' | 'bad'>): Codes {
  const encrypted = encryptedCodesOf({ values, bad })
  const codes = { encrypted, public: {} as Record<string, string>, internal: {} as Record<string, string> }
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

/** All rows as one JSON text: an array of texts with quotes in them is escaped twice on its way, and that is dearer. */
const rowsOf = (persons: readonly Coded[]): string =>
  JSON.stringify(persons.map((p) => [p.id, unitOf(p), p.codes?.public ?? null, p.codes?.internal ?? null]))

/** Writes the rows of persons who were added in this transaction. */
export async function addCodes(
  tx: Connection,
  keys: KeyRing,
  persons: readonly (Coded & { readonly codes: Codes })[],
): Promise<void> {
  if (persons.length === 0) return
  const deltas = new CodeDeltas()
  for (const p of persons) deltas.move(null, null, unitOf(p), p.codes.encrypted)
  await tx.query(
    `insert into person_codes (person_id, unit_id, public_codes, internal_codes, encrypted)
     select (r ->> 0)::bigint, (r ->> 1)::bigint, r -> 2, r -> 3, box
       from rows from (jsonb_array_elements($1::jsonb), unnest($2::bytea[])) as u (r, box)`,
    [rowsOf(persons), persons.map((p) => sealCodes(keys, p.id, p.codes.encrypted))],
  )
  await deltas.write(tx, keys)
}

/** Brings the rows of known, locked persons in line; a row that says the same already is not touched. */
export async function updateCodes(tx: Connection, keys: KeyRing, persons: readonly Coded[]): Promise<void> {
  if (persons.length === 0) return
  const { rows } = await tx.query<{ id: number; unitId: number | null; encrypted: Buffer | null }>(
    `select person_id as id, unit_id as "unitId", encrypted from person_codes where person_id = any($1::bigint[])`,
    [persons.map((p) => p.id)],
  )
  const stood = new Map(rows.map((row) => [row.id, row]))
  const deltas = new CodeDeltas()
  /** Null where the box says it already. */
  const boxes = persons.map((p) => {
    const old = stood.get(p.id)
    const had = old?.encrypted ? openCodes(keys, p.id, old.encrypted) : null
    const has = p.codes?.encrypted ?? had
    deltas.move(had === null ? null : (old?.unitId ?? null), had, has === null ? null : unitOf(p), has)
    return has === null || has === had ? null : sealCodes(keys, p.id, has)
  })
  await tx.query(
    `update person_codes c set unit_id = u.unit_id, public_codes = coalesce(u.public_codes, c.public_codes),
            internal_codes = coalesce(u.internal_codes, c.internal_codes), encrypted = coalesce(u.encrypted, c.encrypted)
       from (select (r ->> 0)::bigint as id, (r ->> 1)::bigint as unit_id, nullif(r -> 2, 'null') as public_codes,
                    nullif(r -> 3, 'null') as internal_codes, box as encrypted
               from rows from (jsonb_array_elements($1::jsonb), unnest($2::bytea[])) as v (r, box)) u
      where c.person_id = u.id
        and (c.unit_id is distinct from u.unit_id or c.public_codes <> u.public_codes or c.internal_codes <> u.internal_codes
             or u.encrypted is not null)`,
    [rowsOf(persons), boxes],
  )
  await deltas.write(tx, keys)
}

/** What stands of these persons, by person. */
export async function codesAbout(
  db: Queryable,
  keys: KeyRing,
  persons: readonly number[],
): Promise<
  Map<number, Omit<Codes, 'encrypted'> & { readonly unitId: number | null; readonly encrypted: string | null }>
> {
  const { rows } = await db.query<
    Omit<Codes, 'encrypted'> & { id: number; unitId: number | null; encrypted: Buffer | null }
  >(
    `select person_id as id, unit_id as "unitId", public_codes as public, internal_codes as internal, encrypted
       from person_codes where person_id = any($1::bigint[])`,
    [persons],
  )
  return new Map(
    rows.map(({ id, encrypted, ...codes }) => [
      id,
      { ...codes, encrypted: encrypted && openCodes(keys, id, encrypted) },
    ]),
  )
}
