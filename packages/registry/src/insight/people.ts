/**
 * People of a unit as a permit lets them be seen, by name, a page at a time. Who stands on the page comes from the table of
 * keys, within the units that the permit reaches; what is shown of them from the book, behind its second wall. Restricted
 * values are never opened for a list: that there is such a field is all it says.
 */
import { edition, nameKey } from '@cbccvc/standard'
import { atDeskOfUnit, insist, isUnrestricted, looked, mask, type RecordPermit, spendPeople } from '../access/index.ts'
import type { Connection, KeyRing, Pool } from '../database/index.ts'
import { type Admissions, admissionsOf, type EntryRow, fold, insiders, openEntry } from '../register/index.ts'
import type { UnitTree } from '../units/index.ts'
import { type Condition, codeSql, conditionsSql, namedSql, parameters } from './choosing.ts'
import type { PlaceInList } from './place.ts'
import type { SeenField } from './record.ts'

export interface SeenPerson {
  readonly personId: number
  readonly unitId: number
  readonly status: string | null
  readonly fields: Readonly<Record<string, SeenField>>
}

export interface SeenPeople {
  readonly people: readonly SeenPerson[]
  /** Null on the last page. */
  readonly next: PlaceInList | null
}

/** Most people on one page. */
const mostPeople = 200

/** Whom a search is for: words that each begin a word of the name, or one person found by number. */
export type Sought = { readonly words: readonly string[] } | { readonly personId: number }

/** Most words that a search looks for. */
const mostWords = 8

/** The words of a name as it is sought: without marks, in small letters. */
export const soughtWords = (name: string): string[] =>
  nameKey(name.normalize('NFC'))
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, mostWords)

export interface PageWish {
  /** With a permit for the search, and only then. */
  readonly sought?: Sought
  /** Only who has these codes. */
  readonly chosen?: { readonly permit: RecordPermit<'record.filter'>; readonly conditions: readonly Condition[] }
  /** By this field first, then by name. */
  readonly sorted?: { readonly permit: RecordPermit<'record.sort'>; readonly field: string; readonly down: boolean }
  readonly after?: PlaceInList | null
  readonly limit?: number
}

/**
 * One page of the people of the permit's unit and of all below it. Every person on the page is a look, written down, and
 * spends of the day's budget. Throws `access.budget` where that has no more.
 */
export function readPeople(
  desk: Pool,
  keys: KeyRing,
  permit: RecordPermit<'record.list' | 'record.search'>,
  tree: UnitTree,
  wish: PageWish,
): Promise<SeenPeople> {
  insist(permit, 'record.list', 'record.search')
  const { sought, chosen, sorted, limit = 50 } = wish
  if ((permit.action === 'record.search') !== (sought !== undefined))
    throw new RangeError('a list names nobody, a search somebody')
  if (chosen) insist(chosen.permit, 'record.filter')
  if (sorted) insist(sorted.permit, 'record.sort')
  for (const other of [chosen?.permit, sorted?.permit])
    if (other && !sameUnit(other, permit)) throw new RangeError('the permits speak of different units')
  const most = Math.min(Math.max(1, limit), mostPeople)
  return atDeskOfUnit(desk, permit, tree, async (tx, units, show) => {
    const page = await pageOf(tx, units, wish, most, permit.leavesOut)
    const ids = page.map(({ id }) => id)
    await spendPeople(tx, permit.subject, ids.length)
    await show(ids)
    const entries = await entriesOf(tx, permit, ids)
    const admissions = await admissionsOf(tx, ids)
    const people = page.map((person) =>
      personSeen(keys, permit, person, entries.get(person.id) ?? [], admissions.get(person.id)),
    )
    await looked(tx, permit, ids)
    // Who is on the page has the value that was chosen by: that is a look at it as well.
    if (chosen && chosen.conditions.length > 0) await looked(tx, chosen.permit, ids)
    const last = page.length === most ? page.at(-1)! : null
    return { people, next: last && { sortKey: last.sortKey, nameKey: last.nameKey, personId: last.id } }
  })
}

const sameUnit = (a: RecordPermit, b: RecordPermit) =>
  a.target.kind === 'unit' && b.target.kind === 'unit' && a.target.unitId === b.target.unitId

export interface OnPage {
  readonly id: number
  readonly unitId: number
  readonly nameKey: string
  readonly status: string | null
  readonly firstHolder: string
  readonly holder: string
  readonly sortKey: string
}

/**
 * Who stands on a page, from the keys and codes alone. Words are found through the index of 000056.sql: one condition a word.
 * Of whom nothing stands (no holder) nothing is listed.
 */
async function pageOf(
  tx: Connection,
  units: readonly number[],
  { sought, chosen, sorted, after }: PageWish,
  limit: number,
  leavesOut: boolean,
): Promise<OnPage[]> {
  const given = parameters(units)
  const words = sought && 'words' in sought ? sought.words : []
  const id = sought && 'personId' in sought ? ` and p.id = ${given.add(sought.personId)}` : ''
  const named = namedSql(words, given)
  const having = chosen ? conditionsSql(chosen.permit, chosen.conditions, given) : ''
  const key = sorted ? `coalesce(${codeSql(sorted.permit, sorted.field, given)}, '')` : `''`
  const [beyond, way] = sorted?.down ? ['<', 'desc'] : ['>', 'asc']
  const order = sorted ? [key, 'p.name_key', 'p.id'] : ['p.name_key', 'p.id']
  const values = after && [...(sorted ? [after.sortKey] : []), after.nameKey, after.personId]
  const rest = values ? ` and (${order.join()}) ${beyond} (${values.map((value) => given.add(value)).join()})` : ''
  const open = leavesOut ? ` and ${isUnrestricted('p.id')}` : ''
  const codes = chosen || sorted ? 'join person_codes c on c.person_id = p.id and c.unit_id = p.unit_id' : ''
  const { rows } = await tx.query<OnPage>(
    `select p.id, p.unit_id as "unitId", p.name_key as "nameKey", p.status, p.first_holder as "firstHolder", p.holder, ${key} as "sortKey"
       from person p ${codes}
      where p.unit_id = any($1::bigint[]) and p.holder <> ''${id}${named}${having}${open}${rest}
      order by ${order.map((one) => `${one} ${way}`).join()} limit ${given.add(limit)}`,
    given.values,
  )
  return rows
}

/** What is stated about the people of a page, texts of the permitted classes only, by person. */
export async function entriesOf(
  tx: Connection,
  { forms }: RecordPermit,
  ids: readonly number[],
): Promise<Map<number, EntryRow[]>> {
  const { rows } = await tx.query<EntryRow>(
    `select e.* from (select distinct id from unnest($1::bigint[]) id offset 0) p
      cross join lateral (
        select id, recorded_at, person_id, source, unit_id, kind, true_from, sender_seq, parcel, record_index, edition,
               replaces, digest, ''::bytea as salts,
               ${forms.public === undefined ? 'null' : 'public_text'} as public_text,
               ${forms.internal === undefined ? 'null' : 'internal_text'} as internal_text,
               null::bytea as restricted, null::bytea as sealed
          from entry where person_id = p.id offset 0) e
      order by e.id`,
    [ids],
  )
  return Map.groupBy(rows, (row) => row.person_id)
}

export function personSeen(
  keys: KeyRing,
  { forms }: RecordPermit,
  person: OnPage,
  entries: readonly EntryRow[],
  admissions: Admissions | undefined,
): SeenPerson {
  const inside = insiders(person, admissions)
  const statements = entries.map((row) => openEntry(keys, row)).filter((statement) => inside.counts(statement))
  const { values, bad } = fold(statements)
  const fields: Record<string, SeenField> = {}
  for (const { id, class: of } of edition().fields) {
    const form = forms[of]
    if (form === 'masked') fields[id] = { form, value: mask(null), bad: false }
    if (form === 'clear' && Object.hasOwn(values, id)) fields[id] = { form, value: values[id], bad: bad.has(id) }
  }
  const status = forms.public === undefined ? null : person.status
  return { personId: person.id, unitId: person.unitId, status, fields }
}
