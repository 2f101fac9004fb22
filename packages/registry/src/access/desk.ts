/**
 * The desk: where accounts read. A transaction as the role `cbccvc_desk`, which is first told whose rows its permit speaks
 * of; PostgreSQL shows no others, whatever the query asks for.
 */
import { fieldClasses, type RecordAction } from '@cbccvc/standard'
import { type Connection, type Pool, transaction } from '../database/index.ts'
import type { UnitTree } from '../units/index.ts'
import { insist, type RecordPermit } from './permit.ts'

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
  return transaction(desk, async (tx) => {
    await tx.query(`select set_config('cbccvc.person', $1, true), set_config('cbccvc.classes', $2, true)`, [
      String(personId),
      fieldClasses.filter((of) => permit.forms[of] !== undefined).join(','),
    ])
    return work(tx, personId)
  })
}

/**
 * Runs `work` with sight of the people of the permit's unit and of all that stands below it in `tree`; no box is seen.
 * @throws RangeError where the permit speaks of one person or of the nation: a list is read unit by unit.
 */
export function atDeskOfUnit<T>(
  desk: Pool,
  permit: RecordPermit,
  tree: UnitTree,
  work: (tx: Connection, units: readonly number[]) => Promise<T>,
): Promise<T> {
  insist<RecordAction>(permit, permit.action)
  if (permit.target.kind !== 'unit') throw new RangeError('a list is read of a unit')
  const units = tree.below(permit.target.unitId)
  return transaction(desk, async (tx) => {
    await tx.query(`select set_config('cbccvc.units', $1, true)`, [`{${units.join(',')}}`])
    return work(tx, units)
  })
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
