/** Encrypted codes counted one-way: totals and what waits to be folded are what the persons' codes add up to. */
import type { Connection, KeyRing } from '../database/index.ts'
import { addTo, type CodeDeltas, type Counts, openCounts } from '../register/index.ts'
import type { Faults } from './faults.ts'

/** `expected`: the codes of every person, which were compared with the fold already. */
export async function checkCodes(
  tx: Connection,
  keys: KeyRing,
  { byUnit: expected }: CodeDeltas,
  faults: Faults,
): Promise<void> {
  const { rows } = await tx.query<{ unit: number; kind: 'delta' | 'total'; box: Buffer }>(
    `select unit_id as unit, 'total' as kind, box from code_total
     union all select unit_id, 'delta', box from code_delta`,
  )
  const stands = new Map<number, Counts>()
  for (const { unit, kind, box } of rows) {
    await faults.guard(`code.${kind}`, unit, () => {
      const counts = stands.get(unit) ?? new Map()
      for (const [key, n] of openCounts(keys, kind, unit, box)) addTo(counts, key, n)
      stands.set(unit, counts)
    })
  }
  // Which unit differs is said, and never in which code.
  for (const unit of new Set([...stands.keys(), ...expected.keys()])) {
    const [is, should] = [stands.get(unit) ?? new Map(), expected.get(unit) ?? new Map()]
    const same = is.size === should.size && [...is].every(([key, n]) => should.get(key) === n)
    if (!same) faults.add('code.total', unit)
  }
}
