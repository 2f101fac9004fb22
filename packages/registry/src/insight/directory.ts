/**
 * The public directory: of bodies that publish one, who works there, as far as the ceiling lets it be seen (policy/public.ts).
 * The permit is that of the public; nothing here is a look at somebody's record, and none is written down.
 */
import { edition, type Values } from '@cbccvc/standard'
import { atDeskOfUnit, insist, leadingPosts, publicPart, type RecordPermit } from '../access/index.ts'
import type { Connection, KeyRing, Pool } from '../database/index.ts'
import { admissionsOf, type EntryRow, fold, insiders, openEntry } from '../register/index.ts'
import type { UnitTree } from '../units/index.ts'
import { namedSql, parameters } from './choosing.ts'

export interface PublicPerson {
  readonly personId: number
  readonly unitId: number
  /** Field id → what the ceiling leaves of the value. */
  readonly fields: Readonly<Values>
}

export interface DirectoryWish {
  /** Only whose name has words that begin like these; left out: the leaders, all of them. */
  readonly words?: readonly string[]
  /** The last person of the page before; one who stands in no published unit here is no place in the list. */
  readonly after?: number | null
  readonly limit?: number
}

const mostPeople = 100
const inService = edition()
  .codeList('trang-thai-cong-tac')
  .items.flatMap(({ code, active }) => (active === true ? [code] : []))

/**
 * A page by name of the permit's unit and of all below it. `next` is null on the last page. Null instead of a page where
 * `after` is nobody who could have ended one.
 */
export function readDirectory(
  desk: Pool,
  keys: KeyRing,
  permit: RecordPermit<'directory.read'>,
  tree: UnitTree,
  { words, after = null, limit = 50 }: DirectoryWish,
): Promise<{ readonly people: readonly PublicPerson[]; readonly next: number | null } | null> {
  insist(permit, 'directory.read')
  const most = Math.min(Math.max(1, limit), mostPeople)
  return atDeskOfUnit(desk, permit, tree, async (tx, units, show) => {
    const published = await publishedOf(tx, units, tree)
    const place = after === null ? null : (await pageOf(tx, published, { id: after, words }, null, 1))[0]
    if (place === undefined) return null
    const page = await pageOf(tx, published, { words }, place, most)
    const ids = page.map(({ id }) => id)
    await show(ids)
    // Only of senior leaders is anything shown that is not of the public class: the career.
    const rows = await entriesOf(
      tx,
      ids,
      page.filter(({ senior }) => senior).map(({ id }) => id),
    )
    const entries = Map.groupBy(rows, (row) => row.person_id)
    const admissions = await admissionsOf(tx, ids)
    const people = page.map((person): PublicPerson => {
      const inside = insiders(person, admissions.get(person.id))
      const statements = (entries.get(person.id) ?? []).map((row) => openEntry(keys, row))
      const { values, bad } = fold(statements.filter((statement) => inside.counts(statement)))
      const good = Object.fromEntries(Object.entries(values).filter(([field]) => !bad.has(field)))
      return { personId: person.id, unitId: person.unitId, fields: publicPart(good) }
    })
    return { people, next: page.length === most ? page.at(-1)!.id : null }
  })
}

interface Published {
  /** Units whose leaders are shown, and those whose staff is. */
  readonly leaders: readonly number[]
  readonly staff: readonly number[]
}

async function publishedOf(tx: Connection, units: readonly number[], tree: UnitTree): Promise<Published> {
  const { rows } = await tx.query<{ unitId: number; staff: boolean }>(
    'select unit_id as "unitId", staff from directory_unit',
  )
  const under = (tops: readonly { readonly unitId: number }[]) =>
    units.filter((unit) => tops.some(({ unitId }) => tree.reaches(unitId, unit)))
  return { leaders: under(rows), staff: under(rows.filter(({ staff }) => staff)) }
}

interface OnPage {
  readonly id: number
  readonly unitId: number
  readonly nameKey: string
  readonly firstHolder: string
  readonly holder: string
  readonly senior: boolean
}

async function pageOf(
  tx: Connection,
  { leaders, staff }: Published,
  { id, words }: { readonly id?: number; readonly words: readonly string[] | undefined },
  after: Pick<OnPage, 'nameKey' | 'id'> | null,
  limit: number,
): Promise<OnPage[]> {
  const given = parameters(leaders, [...leadingPosts.senior, ...leadingPosts.leader], leadingPosts.senior, inService)
  const post = `(c.public_codes ->> 'chucVuHienTai')`
  // A list is of leaders; a search finds everybody where the body publishes its staff.
  const shown =
    words === undefined ? `${post} = any($2)` : `(${post} = any($2) or p.unit_id = any(${given.add(staff)}::bigint[]))`
  const only = id === undefined ? '' : ` and p.id = ${given.add(id)}`
  const rest = after ? ` and (p.name_key, p.id) > (${given.add(after.nameKey)}, ${given.add(after.id)})` : ''
  const { rows } = await tx.query<OnPage>(
    `select p.id, p.unit_id as "unitId", p.name_key as "nameKey", p.first_holder as "firstHolder", p.holder,
            coalesce(${post} = any($3::text[]), false) as senior
       from person p join person_codes c on c.person_id = p.id and c.unit_id = p.unit_id
      where p.unit_id = any($1::bigint[]) and p.holder <> '' and p.name_key <> '' and p.status = any($4::text[])
        and ${shown}${only}${namedSql(words ?? [], given)}${rest}
      order by p.name_key, p.id limit ${given.add(limit)}`,
    given.values,
  )
  return rows
}

async function entriesOf(tx: Connection, ids: readonly number[], senior: readonly number[]): Promise<EntryRow[]> {
  const { rows } = await tx.query<EntryRow>(
    `select e.* from (select distinct id from unnest($1::bigint[]) id offset 0) p
      cross join lateral (
        select id, recorded_at, person_id, source, unit_id, kind, true_from, sender_seq, parcel, record_index, edition,
               replaces, digest, ''::bytea as salts, public_text,
               case when person_id = any($2::bigint[]) then internal_text end as internal_text,
               null::bytea as restricted, null::bytea as sealed
          from entry where person_id = p.id offset 0) e
      order by e.id`,
    [ids, senior],
  )
  return rows
}
