/** Decisions on the tree of units, signed by the operator of a test and entered as the command enters them. */
import { enterUnitAct, openPool, readChanges, signUnitOrder, type UnitActDone } from '@cbccvc/registry'
import type { Route } from './route.ts'

/** One change, as a line of the operator's file says it. */
export type ChangeOfTest = Readonly<Record<string, string>>

/** Signs and enters one decision, in effect today or on the day given. Caches follow as in a running centre (`unitsRenewed`). */
export async function decide(
  route: Route,
  changes: readonly ChangeOfTest[],
  { effective = route.house.today(), signer = 'CENTRE' as const, decision = '19/2023/QD' } = {},
): Promise<UnitActDone> {
  const pool = openPool({ url: route.databaseUrl, role: 'cbccvc_units', max: 1, name: 'test units' })
  try {
    const head = { decision, decidedOn: '2023-06-01', effective }
    const [read] = readChanges(changes.map((change) => ({ ...head, ...change })))
    const jws = signUnitOrder(read!, route.keys[signer].seed, new Date())
    return await enterUnitAct({ pool, today: route.house.today(), now: new Date() }, jws)
  } finally {
    await pool.end()
  }
}
