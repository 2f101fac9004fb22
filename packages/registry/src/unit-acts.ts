/**
 * Changes of the tree of units, as an act of the operator: a decision is planned and shown, signed with the operator's own key,
 * and entered in one transaction. A walk of the hall:
 *
 *   signed order → units (plan, dated rows) → log (leaf) → units (today's tree) → quality (counters move with their units)
 *
 * A decision that takes effect later is written at once, with its day; the sequencer turns the tree when that day begins.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { actLeaf, isInstant, readStatement, sealStatement, verifyStatement } from '@cbccvc/evidence'
import { findCaller } from './access/index.ts'
import { type Connection, type Pool, type Queryable, transaction } from './database/index.ts'
import { appendLeaf } from './log/index.ts'
import { holdCounters, moveCounters } from './quality/index.ts'
import {
  carryOut,
  countedIn,
  type Decision,
  lockTree,
  type Plan,
  planChanges,
  readForest,
  requireDecision,
  storedTree,
  turnTree,
  UnitRefused,
} from './units/index.ts'

/** What an operator signs. */
export interface UnitOrder extends Decision {
  readonly v: 1
  readonly kind: 'units'
  /** uuid; an order is carried out once. */
  readonly id: string
  readonly at: string
}

export interface UnitFrame {
  /** A pool under the role `cbccvc_units`. */
  readonly pool: Pool
  readonly today: string
  readonly now: Date
}

/** What a decision touches, as counts. */
export interface UnitPreview {
  readonly decision: string
  readonly effective: string
  readonly units: Readonly<Record<'create' | 'rename' | 'move' | 'end', number>>
  /** People who stand today in units that end or move, or below them. */
  readonly people: number
  /** Roles over units that end: they end with them and are given anew; and whose they are. */
  readonly grantsEnding: number
  readonly accounts: number
  /** Roles over units that move or get another name or code: they go along. */
  readonly grantsKept: number
  readonly invitations: number
  /** Parcels of units that end which are not concluded: records that name such a unit go back, with the unit that follows. */
  readonly openParcels: number
  /** Keys of couriers that speak for a unit that ends, and for nothing else. */
  readonly keys: number
  /** Units that end and are published in the directory: what follows them is published anew, or not. */
  readonly published: number
}

export interface UnitActDone extends UnitPreview {
  readonly id: string
  /** `known`: this order was carried out before, and nothing was done. */
  readonly state: 'entered' | 'known'
  /** Whether it takes effect on a later day. */
  readonly ahead: boolean
}

export interface UnitActLine {
  readonly id: string
  readonly at: string
  readonly kid: string
  readonly decision: string
  readonly decidedOn: string
  readonly effective: string
  readonly changes: number
}

/** An operator's statement over one decision. @throws UnitRefused */
export function signUnitOrder(decision: Decision, seed: Uint8Array, at: Date): string {
  requireDecision(decision)
  const order: UnitOrder = { v: 1, kind: 'units', id: randomUUID(), at: at.toISOString(), ...decision }
  return sealStatement(order, seed)
}

/** What would happen, decision by decision, each on top of the ones before; nothing is written. @throws UnitRefused */
export async function previewUnitActs(pool: Pool, decisions: readonly Decision[]): Promise<UnitPreview[]> {
  return transaction(pool, async (tx) => {
    await tx.query('set transaction isolation level repeatable read, read only')
    const forest = await readForest(tx)
    const previews: UnitPreview[] = []
    for (const decision of decisions) {
      requireDecision(decision)
      previews.push(await countTouched(tx, decision, planChanges(forest, decision)))
    }
    return previews
  })
}

/**
 * Carries a signed decision out: all of it is committed, or none. The same order again changes nothing. @throws UnitRefused
 */
export async function enterUnitAct({ pool, today, now }: UnitFrame, jws: string): Promise<UnitActDone> {
  const { order, kid } = await signedUnitOrder(pool, jws)
  return transaction(pool, async (tx) => {
    await lockTree(tx)
    const { rowCount: known } = await tx.query('select from unit_act where order_id = $1', [order.id])
    const ahead = order.effective > today
    if (known) return { ...nothing(order), id: order.id, state: 'known', ahead }
    const plan = planChanges(await readForest(tx), order)
    const counts = await countTouched(tx, order, plan)
    const [salt, at] = [randomBytes(16), now.toISOString()]
    const leafId = await appendLeaf(tx, unitActLeaf(salt, jws.trim(), at), null)
    await tx.query(
      `insert into unit_act (order_id, decision, decided_on, effective_on, changes, kid, at, jws, salt, leaf_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        ...[order.id, order.decision, order.decidedOn, order.effective, order.changes.length, kid],
        ...[at, jws.trim(), salt, leafId],
      ],
    )
    await carryOut(tx, plan)
    if (!ahead) await turn(tx, today)
    return { ...counts, id: order.id, state: 'entered', ahead }
  })
}

/** Turns today's tree where it is still that of another day. True when it was turned. */
export async function turnUnits(pool: Pool, today: string): Promise<boolean> {
  const { rows } = await pool.query<{ day: string }>('select day from unit_turn')
  if (!rows[0] || rows[0].day === today) return false
  await transaction(pool, async (tx) => {
    await lockTree(tx)
    await turn(tx, today)
  })
  return true
}

async function turn(tx: Connection, today: string): Promise<void> {
  await holdCounters(tx)
  await moveCounters(tx, await turnTree(tx, today))
}

/** The acts, the newest first. */
export async function readUnitActs(db: Queryable): Promise<UnitActLine[]> {
  const { rows } = await db.query<Omit<UnitActLine, 'at'> & { at: Date }>(
    `select order_id as id, at, kid, decision, decided_on as "decidedOn", effective_on as effective, changes
       from unit_act order by unit_act.id desc`,
  )
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

/** One act as it was signed; null for none of that id. */
export async function readUnitAct(db: Queryable, id: string): Promise<UnitOrder | null> {
  const { rows } = await db.query<{ jws: string }>('select jws from unit_act where order_id::text = $1', [id])
  return rows[0] ? (readStatement(rows[0].jws).statement as UnitOrder) : null
}

/** A unit in the tree of a day, as a line of a list: the depth below the top of its body. */
export interface UnitOnDay {
  readonly code: string
  readonly name: string
  readonly depth: number
}

/** The tree as it was, is or will be on a day, in the order of the tree; below `code` alone where one is given. */
export async function unitsOn(db: Queryable, day: string, code: string | null = null): Promise<UnitOnDay[]> {
  const forest = await readForest(db)
  const { spans } = forest.on(day)
  const top = code === null ? undefined : forest.byCode(code, day)
  if (code !== null && top === undefined) throw new UnitRefused('unknown', { unit: code, day })
  return [...spans.values()]
    .sort((a, b) => a.lft - b.lft)
    .filter(({ id, above }) => top === undefined || id === top || above.includes(top))
    .map(({ id, above }) => ({ code: forest.codeOn(id, day), name: forest.nameOn(id, day), depth: above.length }))
}

/** The order, when a registered operator signed it. `find`: by default only keys that are valid now. @throws UnitRefused */
export async function signedUnitOrder(
  db: Queryable,
  jws: string,
  find: typeof findCaller = findCaller,
): Promise<{ readonly order: UnitOrder; readonly kid: string }> {
  const order = await verified(db, jws.trim(), find)
  if (order === null) throw new UnitRefused('signature')
  const { v, kind, id, at } = order.order
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
  if (v !== 1 || kind !== 'units' || !uuid.test(id) || !isInstant(at))
    throw new UnitRefused('shape', { line: 0, detail: 'v, kind, id, at' })
  requireDecision(order.order)
  return order
}

async function verified(db: Queryable, jws: string, find: typeof findCaller) {
  try {
    const caller = await find(db, readStatement(jws).header.kid)
    if (caller?.role !== 'operator') return null
    return { order: verifyStatement(jws, caller.publicKey) as UnitOrder, kid: caller.kid }
  } catch (error) {
    // What the database says is its own; a statement that cannot be read or verified is nobody's.
    if (error instanceof Error && error.name === 'EvidenceError') return null
    throw error
  }
}

/** What the log knows of an act: a digest that the kept statement and salt open. */
export const unitActLeaf = (salt: Uint8Array, jws: string, at: string): Uint8Array =>
  actLeaf('units', createHash('sha256').update(salt).update(jws).digest('hex'), at)

const nothing = ({ decision, effective }: Decision): UnitPreview => ({
  ...{ decision, effective, units: { create: 0, rename: 0, move: 0, end: 0 }, people: 0 },
  ...{ grantsEnding: 0, accounts: 0, grantsKept: 0, invitations: 0, openParcels: 0, keys: 0, published: 0 },
})

async function countTouched(tx: Connection, { decision, effective }: Decision, plan: Plan): Promise<UnitPreview> {
  const { create, rename, move, end } = plan.touched
  const tree = await storedTree(tx)
  const roots = new Set([...move, ...end])
  const below = [...tree.spans.keys(), ...tree.standing.keys()].filter(
    (unit) => roots.has(unit) || countedIn(tree, unit).some((one) => roots.has(one)),
  )
  const gone = new Set(end)
  const kept = [...rename, ...move].filter((unit) => !gone.has(unit))
  const { rows } = await tx.query<Omit<UnitPreview, 'decision' | 'effective' | 'units'>>(
    `with living as (
       select id, account_id, unit_id from role_grant where ended_at is null and (valid_to is null or valid_to >= $3::date))
     select (select count(*) from person where unit_id = any($1::bigint[]) and holder <> '') as people,
            (select count(*) from living where unit_id = any($2::bigint[])) as "grantsEnding",
            (select count(distinct account_id) from living where unit_id = any($2::bigint[])) as accounts,
            (select count(*) from living where unit_id = any($4::bigint[])) as "grantsKept",
            (select count(*) from invitation where unit_id = any($2::bigint[]) and state = 'open') as invitations,
            (select count(*) from parcel where unit_id = any($2::bigint[]) and state in ('open', 'received')) as "openParcels",
            (select count(*) from sender_key where unit_id = any($2::bigint[]) and (valid_to is null or valid_to > now())) as keys,
            (select count(*) from directory_unit where unit_id = any($2::bigint[])) as published`,
    [below, [...gone].filter((unit) => unit > 0), effective, kept],
  )
  const count = (units: readonly number[]) => new Set(units).size
  const units = {
    create: count(create),
    rename: count(rename),
    move: count(kept.filter((one) => move.includes(one))),
    end: count(end),
  }
  return { decision, effective, units, ...rows[0]! }
}
