/** Each act on the tree of units: signed by who it says, over what its columns say, and in the log. */
import { callerOfReceived } from '../access/index.ts'
import type { Connection } from '../database/index.ts'
import { signedUnitOrder, unitActLeaf } from '../unit-acts.ts'
import type { Faults } from './faults.ts'

export async function checkUnitActs(tx: Connection, faults: Faults): Promise<void> {
  const { rows } = await tx.query<{
    order_id: string
    decision: string
    decided_on: string
    effective_on: string
    changes: number
    kid: string
    at: Date
    jws: string
    salt: Buffer
    bytes: Buffer
  }>('select a.*, l.bytes from unit_act a join leaf l on l.id = a.leaf_id')
  for (const act of rows) {
    await faults.guard('unit.act', act.order_id, async () => {
      const { order, kid } = await signedUnitOrder(tx, act.jws, callerOfReceived)
      faults.hold('unit.act', act.order_id, {
        id: order.id === act.order_id,
        decision: order.decision === act.decision,
        decidedOn: order.decidedOn === act.decided_on,
        effective: order.effective === act.effective_on,
        changes: order.changes.length === act.changes,
        kid: kid === act.kid,
        leaf: act.bytes.equals(unitActLeaf(act.salt, act.jws, act.at.toISOString())),
      })
    })
  }
}
