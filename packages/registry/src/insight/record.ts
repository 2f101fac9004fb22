/** One person's record as a permit lets it be seen: the fold of what was stated, each class in its form, the look logged. */
import { edition, type FieldClass } from '@cbccvc/standard'
import { atDesk, type Form, insist, looked, mask, type RecordPermit } from '../access/index.ts'
import type { Connection, KeyRing, Pool, Queryable } from '../database/index.ts'
import { admissionsOf, type EntryRow, type FoldAt, fold, insiders, openEntry } from '../register/index.ts'

export interface SeenField {
  readonly form: Exclude<Form, 'ceiling'>
  /** As stated; masked: what mask.ts leaves of it. */
  readonly value: unknown
  /** Stated, but not counted as true. */
  readonly bad: boolean
}

export interface SeenRecord {
  readonly holder: string
  readonly unitId: number
  readonly fields: Readonly<Record<string, SeenField>>
  /** What the person restricted, none: the whole record; null: nothing. Who works with it is shown so. */
  readonly restricted: readonly string[] | null
}

/** The unit where the register has the person today; null where there is no such person. No value, so no permit. */
export async function unitOfPerson(desk: Queryable, personId: number): Promise<number | null> {
  const { rows } = await desk.query<{ unitId: number }>('select unit_id as "unitId" from person where id = $1', [
    personId,
  ])
  return rows[0]?.unitId ?? null
}

/**
 * The record of the permit's person, now or (with a permit for the history) as of a day and as known by an instant. Null
 * where the person is gone, or has moved since the permit was made: the answer is then that of *not found*.
 */
export function readRecord(
  desk: Pool,
  keys: KeyRing,
  permit: RecordPermit<'record.read' | 'record.history'>,
  at: FoldAt = {},
): Promise<SeenRecord | null> {
  insist(permit, 'record.read', 'record.history')
  if (permit.action === 'record.read' && (at.trueOn !== undefined || at.knownBy !== undefined))
    throw new RangeError('the past is read with a permit for the history')
  return atDesk(desk, permit, async (tx, personId) => {
    const person = await standsAt(tx, personId)
    if (!person || (permit.target.kind === 'person' && permit.target.unitId !== person.unitId)) return null
    const statements = (await entriesSeen(tx, permit, personId)).map((row) => openEntry(keys, row))
    const inside = insiders(person, (await admissionsOf(tx, [personId])).get(personId))
    const counted = statements.filter((statement) => inside.counts(statement))
    const { values, bad } = fold(counted, at)
    await looked(tx, permit, [personId])
    const { restricted } = permit
    const past = at.trueOn !== undefined || at.knownBy !== undefined
    const stood = past
      ? fold(
          counted.filter(({ source }) => source !== 'populationRegister'),
          at,
        ).last
      : null
    const unitId = stood?.unitId ?? person.unitId
    return { holder: person.holder, unitId, fields: seen(permit, values, bad), restricted }
  })
}

export interface Stands {
  readonly firstHolder: string
  readonly holder: string
  readonly unitId: number
}

/** Where a person stands, and whose statements count; no value. */
export async function standsAt(tx: Connection, personId: number): Promise<Stands | undefined> {
  const { rows } = await tx.query<Stands>({
    name: 'where one stands',
    text: `select first_holder as "firstHolder", holder, unit_id as "unitId" from person where id = $1`,
    values: [personId],
  })
  return rows[0]
}

/** The entries with the texts and boxes of the permitted classes; the others are not read. */
export async function entriesSeen(tx: Connection, { forms }: RecordPermit, personId: number): Promise<EntryRow[]> {
  const boxes = forms.restricted !== undefined || forms.sealed !== undefined
  const { rows } = await tx.query<EntryRow>({
    // Planned once a connection: to plan over the years' partitions costs more than to read one record.
    name: `entries seen ${[forms.public !== undefined, forms.internal !== undefined, boxes].map(Number).join('')}`,
    text: `select e.id, e.recorded_at, e.person_id, e.source, e.unit_id, e.kind, e.true_from, e.sender_seq, e.parcel,
            e.record_index, e.edition, e.replaces, e.digest, ''::bytea as salts,
            ${forms.public === undefined ? 'null' : 'e.public_text'} as public_text,
            ${forms.internal === undefined ? 'null' : 'e.internal_text'} as internal_text,
            ${boxes ? 'b.restricted, b.sealed' : 'null as restricted, null as sealed'}
       from entry e ${boxes ? 'left join desk_boxes($1) b on b.entry_id = e.id' : ''}
      where e.person_id = $1 order by e.id`,
    values: [personId],
  })
  return rows
}

/** The values in the forms of the permit; what it does not speak of is not there. */
export function seen(
  { forms, only }: RecordPermit,
  values: Readonly<Record<string, unknown>>,
  bad: ReadonlySet<string>,
): Record<string, SeenField> {
  const fields: Record<string, SeenField> = {}
  for (const { id, class: of } of edition().fields) {
    const form = forms[of]
    const limit: readonly string[] | undefined = only[of as FieldClass]
    if (form === undefined || form === 'ceiling' || !Object.hasOwn(values, id)) continue
    if (limit !== undefined && !limit.includes(id)) continue
    const value = values[id]
    fields[id] = { form, value: form === 'clear' || value === null ? value : mask(value), bad: bad.has(id) }
  }
  return fields
}
