/**
 * Statistics of what is encrypted (religion, ethnic group, health, discipline …), from the totals that are counted one-way:
 * nobody is opened for them. Protected like all statistics, and answered for every code of the lists. The noise is worked
 * out from the place and the number, because who is counted is not known here.
 */
import { edition } from '@cbccvc/standard'
import { type ActPermit, atDeskForSums, insist } from '../access/index.ts'
import type { KeyRing, Pool } from '../database/index.ts'
import { codeTotals } from '../quality/index.ts'
import { countedOneWay, countKey, listsOneWay } from '../register/index.ts'
import type { UnitTree } from '../units/index.ts'
import { type Cell, emptyCell, protect, protectCodes, seedOf, together } from './protect.ts'
import type { ProtectedSum } from './statistics.ts'

/** Whether this field is counted one-way. */
export const hasEncryptedStatistics = (field: string): boolean => countedOneWay.has(field)

/** The whole, and its parts of today, by the codes of `field`. Whoever has two codes of a list (discipline) counts in both. */
export function readEncryptedStatistics(
  desk: Pool,
  keys: KeyRing,
  permit: ActPermit<'statistics.read'>,
  tree: UnitTree,
  field: string,
): Promise<{ readonly whole: ProtectedSum; readonly parts: readonly ProtectedSum[] }> {
  insist(permit, 'statistics.read')
  if (!countedOneWay.has(field)) throw new RangeError('not counted one-way')
  const codes = listsOneWay(field).flatMap((list) =>
    edition()
      .codeList(list)
      .items.map(({ code }) => code),
  )
  const top = permit.target.kind === 'unit' ? permit.target.unitId : null
  return atDeskForSums(desk, permit, tree, async (tx, units) => {
    const totals = await codeTotals(tx, keys, units)
    const { rows } = await tx.query<{ unit: number; count: number; who: string }>(
      `select unit_id as unit, count(*)::int as count, bit_xor(hashint8extended(person_id, $2::bigint))::text as who
         from person_codes where unit_id = any($1::bigint[]) group by 1`,
      [units, seedOf(keys)],
    )
    const people = new Map(rows.map(({ unit, count, who }) => [unit, { count, who: BigInt(who) }]))
    const shown = (unitId: number | null): ProtectedSum => {
      // Units of nobody are left out: a unit and its only part are the same people, and the same numbers.
      const below = units.filter((unit) => people.has(unit) && (unitId === null || tree.reaches(unitId, unit)))
      const all = below.map((unit) => people.get(unit)!).reduce(together, emptyCell)
      const place = `encrypted ${field} ${below.join()}`
      const cells = new Map(
        codes.map((code): [string, Cell] => {
          const key = countKey(field, code)
          const count = below.reduce((sum, unit) => sum + (totals.get(unit)?.get(key) ?? 0), 0)
          return [code, { count, who: keys.mac(`${place} ${code}`).readBigInt64BE() }]
        }),
      )
      return {
        unitId,
        people: protect(keys, all, `${unitId}`),
        values: protectCodes(keys, cells, place, codes, all.count),
      }
    }
    return { whole: shown(top), parts: tree.partsOf(top).map(({ id }) => shown(id)) }
  })
}
