/**
 * How many people of a unit have which value. Exact for whoever may see the list of these very people: an exact count of
 * fewer than five is then a look at each of them, and is written down. For everybody else protected, one field at a time.
 */
import { atDeskOfUnit, insist, isUnrestricted, looked, type RecordPermit } from '../access/index.ts'
import type { Connection, KeyRing, Pool } from '../database/index.ts'
import type { UnitTree } from '../units/index.ts'
import { type ChoosingPermit, type Condition, chosenField, codeSql, conditionsSql, parameters } from './choosing.ts'
import { emptyCell, protect, protectValues, seedOf } from './protect.ts'

export type CountPermit = RecordPermit<'record.count' | 'record.facet'>

export interface CountedValue {
  /** Null: not stated. */
  readonly value: string | null
  /** Null: fewer than about ten. */
  readonly count: number | null
}

export interface CountWish {
  /** Count by the values of this field; left out: the whole. */
  readonly field?: string | undefined
  readonly conditions: readonly Condition[]
  /** The permit to see the list of the people counted: makes the counts exact. */
  readonly list: RecordPermit<'record.list'> | null
}

/** An exact count of fewer than this many is a look at each of them. */
const few = 5

/** Counts over the people of the permit's unit and of all below it. */
export function readCounts(
  desk: Pool,
  keys: KeyRing,
  permit: CountPermit,
  tree: UnitTree,
  { field, conditions, list }: CountWish,
): Promise<readonly CountedValue[]> {
  insist(permit, 'record.count', 'record.facet')
  if (list) insist(list, 'record.list')
  const here = unitOf(permit)
  const exact = list !== null && unitOf(list) === here
  if (!exact && !isOneCell(field, conditions)) throw new RangeError('protected counts are of one field and one value')
  return atDeskOfUnit(desk, permit, tree, async (tx, units) => {
    if (!exact) {
      const one = conditions[0]
      const by = field ?? one?.field
      const groups = await groupsOf(tx, keys, permit, units, by, [])
      const cells = new Map(groups.map(({ value, count, who }) => [value, { count, who: BigInt(who) }]))
      if (by === undefined) return [{ value: null, count: protect(keys, cells.get(null) ?? emptyCell, `${here}`) }]
      const sums = protectValues(keys, cells, `${here}`, chosenField(permit, by))
      return one === undefined ? sums : sums.filter(({ value }) => value === one.anyOf[0])
    }
    const groups = await groupsOf(tx, keys, permit, units, field, conditions, list.leavesOut)
    const shown = groups.flatMap(({ count, some }) => (count < few ? some : []))
    if (shown.length > 0) await looked(tx, permit, shown)
    return groups.map(({ value, count }) => ({ value, count }))
  })
}

const unitOf = ({ target }: RecordPermit) => (target.kind === 'unit' ? target.unitId : null)

/** With combinations of conditions somebody could be counted in many groups, each with a noise of its own. */
export const isOneCell = (field: string | undefined, conditions: readonly Condition[]): boolean =>
  field !== undefined
    ? conditions.length === 0
    : conditions.length === 0 || (conditions.length === 1 && conditions[0]!.anyOf.length === 1)

interface Group {
  readonly value: string | null
  readonly count: number
  readonly who: string
  /** The first few of them. */
  readonly some: number[]
}

async function groupsOf(
  tx: Connection,
  keys: KeyRing,
  permit: ChoosingPermit,
  units: readonly number[],
  field: string | undefined,
  conditions: readonly Condition[],
  leavesOut = false,
): Promise<Group[]> {
  const given = parameters(units, seedOf(keys), few)
  const value = field === undefined ? 'null' : codeSql(permit, field, given)
  const open = leavesOut ? ` and ${isUnrestricted('c.person_id')}` : ''
  const { rows } = await tx.query<Group>(
    `select ${value} as value, count(*)::int as count, coalesce(bit_xor(hashint8extended(c.person_id, $2::bigint)), 0)::text as who,
            (array_agg(c.person_id))[1:$3::int] as some
       from person_codes c where c.unit_id = any($1::bigint[])${conditionsSql(permit, conditions, given)}${open}
      ${field === undefined ? '' : 'group by 1 order by 2 desc, 1'}`,
    given.values,
  )
  return rows.map((row) => ({ ...row, some: (row.some ?? []).map(Number) }))
}
