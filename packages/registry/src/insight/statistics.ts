/**
 * Statistics: how many people have which code of one field, in a unit or the nation and in each of its parts. Every number
 * is protected (protect.ts); all codes that the list has today are answered, so that a code that is not named tells nothing.
 */
import { type ActPermit, atDeskForSums, chosenFields, insist } from '../access/index.ts'
import type { KeyRing, Pool } from '../database/index.ts'
import type { UnitTree } from '../units/index.ts'
import { type Cell, emptyCell, type ProtectedCount, protect, protectValues, seedOf, together } from './protect.ts'

export interface ProtectedSum {
  /** Null: the nation. */
  readonly unitId: number | null
  /** Null: fewer than about ten. */
  readonly people: number | null
  /** By code; null: not stated. A unit of few people is shown by no value. */
  readonly values: readonly ProtectedCount[]
}

/** Whether statistics are made of this field at all: coded by a list. */
export const hasStatistics = (field: string): boolean => chosenFields.get(field)?.list != null

/** The whole, and its parts of today, by the values of `field`. */
export function readStatistics(
  desk: Pool,
  keys: KeyRing,
  permit: ActPermit<'statistics.read'>,
  tree: UnitTree,
  field: string,
): Promise<{ readonly whole: ProtectedSum; readonly parts: readonly ProtectedSum[] }> {
  insist(permit, 'statistics.read')
  const chosen = chosenFields.get(field)
  if (!chosen || chosen.list === null) throw new RangeError('no statistics of this field')
  const top = permit.target.kind === 'unit' ? permit.target.unitId : null
  return atDeskForSums(desk, permit, tree, async (tx, units) => {
    const { rows } = await tx.query<{ unitId: number; value: string | null; count: number; who: string }>(
      `select unit_id as "unitId", coalesce(public_codes ->> $2::text, internal_codes ->> $2::text) as value, count(*)::int as count,
              bit_xor(hashint8extended(person_id, $3::bigint))::text as who
         from person_codes where unit_id = any($1::bigint[]) group by 1, 2`,
      [units, field, seedOf(keys)],
    )
    const parts = tree.partsOf(top)
    const partOf = new Map<number, number | undefined>()
    const sums = new Map<number | null, Map<string | null, Cell>>(
      [top, ...parts.map(({ id }) => id)].map((id) => [id, new Map()]),
    )
    for (const { unitId, value, count, who } of rows) {
      if (!partOf.has(unitId)) partOf.set(unitId, parts.find(({ id }) => tree.reaches(id, unitId))?.id)
      const part = partOf.get(unitId)
      for (const of of part === undefined ? [top] : [top, part]) {
        const cells = sums.get(of)!
        cells.set(value, together(cells.get(value) ?? emptyCell, { count, who: BigInt(who) }))
      }
    }
    const shown = (unitId: number | null): ProtectedSum => {
      const cells = sums.get(unitId)!
      const all = [...cells.values()].reduce(together, emptyCell)
      return {
        unitId,
        people: protect(keys, all, `${unitId}`),
        values: protectValues(keys, cells, `${unitId}`, chosen),
      }
    }
    return { whole: shown(top), parts: parts.map(({ id }) => shown(id)) }
  })
}
