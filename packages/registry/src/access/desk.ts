/**
 * The desk: where accounts read. A transaction as the role `cbccvc_desk`, which is first told whose rows its permit speaks
 * of; PostgreSQL shows no others, whatever the query asks for.
 */
import { fieldClasses, type RecordAction } from '@cbccvc/standard'
import type { Connection, Pool } from '../database/index.ts'
import type { UnitTree } from '../units/index.ts'
import { linkedTransaction } from './looks/links.ts'
import { type ActPermit, insist, type RecordPermit } from './permit.ts'

/**
 * Runs `work` with sight of the one person of the permit, and of its classes. Nothing is seen where the permit speaks of
 * a unit or the nation.
 */
export function atDesk<T>(
  desk: Pool,
  permit: RecordPermit,
  work: (tx: Connection, personId: number) => Promise<T>,
): Promise<T> {
  insist<RecordAction>(permit, permit.action)
  const personId = personOf(permit)
  return linkedTransaction(desk, async (tx) => {
    await tx.query({
      name: 'name one person',
      text: `select set_config('cbccvc.person', $1, true), set_config('cbccvc.classes', $2, true)`,
      values: [String(personId), fieldClasses.filter((of) => permit.forms[of] !== undefined).join(',')],
    })
    return work(tx, personId)
  })
}

/**
 * Runs `work` over the units that the permit reaches: its unit and all that stands below it in `tree`. Nobody's values are
 * seen until `show` names the people of a page; of those, only the ones who stand in these units are shown, and no box.
 * @throws RangeError where the permit speaks of one person or of the nation: a list is read unit by unit.
 */
export function atDeskOfUnit<T>(
  desk: Pool,
  permit: RecordPermit,
  tree: UnitTree,
  work: (tx: Connection, units: readonly number[], show: (ids: readonly number[]) => Promise<void>) => Promise<T>,
): Promise<T> {
  insist<RecordAction>(permit, permit.action)
  if (permit.target.kind !== 'unit') throw new RangeError('a list is read of a unit')
  const units = tree.below(permit.target.unitId)
  return linkedTransaction(desk, async (tx) => {
    await nameUnits(tx, units)
    return work(tx, units, async (ids) => {
      await tx.query(
        `select set_config('cbccvc.people', coalesce(range_agg(int8range(id, id, '[]')), '{}')::text, true)
           from person where id = any($1::bigint[]) and unit_id = any($2::bigint[])`,
        [ids, units],
      )
    })
  })
}

/**
 * Runs `work` with sight of the codes by which people are counted, in the units that the permit reaches (the nation: all),
 * and of no record. What comes out of it must be protected (insight/protect.ts).
 */
export function atDeskForSums<T>(
  desk: Pool,
  permit: ActPermit<'statistics.read'>,
  tree: UnitTree,
  work: (tx: Connection, units: readonly number[]) => Promise<T>,
): Promise<T> {
  insist(permit, 'statistics.read')
  const { target } = permit
  if (target.kind !== 'unit' && target.kind !== 'nation') throw new RangeError('sums are of a unit or the nation')
  const units = target.kind === 'unit' ? tree.below(target.unitId) : tree.all()
  return linkedTransaction(desk, async (tx) => {
    await nameUnits(tx, units)
    return work(tx, units)
  })
}

/** The codes of people who stand in these units are shown for the rest of the transaction. */
async function nameUnits(tx: Connection, units: readonly number[]): Promise<void> {
  await tx.query(`select set_config('cbccvc.units', $1, true)`, [`{${units.join()}}`])
}

/** The person whom a permit speaks of. */
function personOf({ target, subject }: RecordPermit): number {
  switch (target.kind) {
    case 'person':
      return target.personId
    case 'self':
      // Decided by the role `person`, which nobody is without one.
      return subject.personId!
    case 'unit':
    case 'nation':
      throw new RangeError('a permit for many people names none')
  }
}
