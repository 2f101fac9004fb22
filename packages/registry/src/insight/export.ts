/**
 * The people of a copy, streamed. First, in one transaction: who is in it, a look written down for each, the order marked as
 * delivered. Only when that is committed are values read, page by page: what was written down and not delivered is fine,
 * never the reverse.
 */
import { nameKey } from '@cbccvc/standard'
import {
  atDeskOfUnit,
  deliverOrder,
  type ExportMarks,
  type ExportOrder,
  exportMarks,
  insist,
  looked,
  type RecordPermit,
} from '../access/index.ts'
import type { KeyRing, Pool } from '../database/index.ts'
import { admissionsOf } from '../register/index.ts'
import type { UnitTree } from '../units/index.ts'
import { entriesOf, type OnPage, personSeen, type SeenPerson } from './people.ts'

const peopleAtOnce = 200

export interface OpenExport {
  readonly marks: ExportMarks
  readonly people: AsyncGenerator<SeenPerson>
}

/** Delivers an order: to whom the permit was made for, once. Throws PrivacyRefused before anything is given. */
export async function openExport(
  desk: Pool,
  keys: KeyRing,
  permit: RecordPermit<'record.export'>,
  tree: UnitTree,
  order: ExportOrder,
  now: Date,
): Promise<OpenExport> {
  insist(permit, 'record.export')
  const { subject, target } = permit
  if (subject.accountId !== order.accountId || target.kind !== 'unit' || target.unitId !== order.unitId)
    throw new RangeError('a permit for another export')
  const marks = exportMarks(keys, order.no)
  const ids = await atDeskOfUnit(desk, permit, tree, async (tx, units) => {
    const { rows } = await tx.query<{ id: number; nameKey: string }>(
      `select id, name_key as "nameKey" from person where unit_id = any($1::bigint[])`,
      [units],
    )
    const places = rows.map(({ id, nameKey: name }) => ({ id, place: marks.placeOf(name) }))
    const all = places
      .sort((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : a.id - b.id))
      .map(({ id }) => id)
    await looked(tx, permit, all)
    await deliverOrder(tx, order, all.length, now)
    return all
  })
  return { marks, people: peopleOf(desk, keys, permit, tree, ids) }
}

/** No transaction stays open between two pages, however slowly they are fetched. Who has left meanwhile is left out. */
async function* peopleOf(
  desk: Pool,
  keys: KeyRing,
  permit: RecordPermit<'record.export'>,
  tree: UnitTree,
  ids: readonly number[],
): AsyncGenerator<SeenPerson> {
  for (let at = 0; at < ids.length; at += peopleAtOnce) {
    const page = ids.slice(at, at + peopleAtOnce)
    yield* await atDeskOfUnit(desk, permit, tree, async (tx, units, show) => {
      await show(page)
      const { rows } = await tx.query<OnPage>(
        `select id, unit_id as "unitId", name_key as "nameKey", status, first_holder as "firstHolder", holder
           from person where id = any($1::bigint[]) and unit_id = any($2::bigint[])`,
        [page, units],
      )
      const people = new Map(rows.map((row) => [row.id, row]))
      const entries = await entriesOf(tx, permit, page)
      const admissions = await admissionsOf(tx, page)
      return page.flatMap((id) => {
        const person = people.get(id)
        return person ? [personSeen(keys, permit, person, entries.get(id) ?? [], admissions.get(id))] : []
      })
    })
  }
}

/** The name of a row as its marks know it. */
export const markedName = (name: unknown): string => (typeof name === 'string' ? nameKey(name.normalize('NFC')) : '')
