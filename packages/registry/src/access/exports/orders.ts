/**
 * Copies that leave the house: asked for, released by a second person where the budget does not reach, delivered once. All
 * of it by the role cbccvc_desk, so that a delivery and the looks that it is made of are one transaction.
 */
import { randomUUID } from 'node:crypto'
import type { PurposeCode } from '@cbccvc/standard'
import type { Connection, Pool } from '../../database/index.ts'
import type { UnitTree } from '../../units/index.ts'
import { atDeskOfUnit } from '../desk.ts'
import { insist, permit, type RecordPermit } from '../permit.ts'
import { type Moment, noStanding } from '../policy/index.ts'
import { granted, PrivacyRefused } from '../privacy-refusal.ts'
import type { Subject } from '../subject.ts'
import { spendExport } from './budget.ts'

/** An order that nobody fetches or releases is over after a day; once released, a day later. */
const lasts = 24 * 60 * 60 * 1000

export type ExportFormat = 'xlsx' | 'csv'
/** `over`: nobody released or fetched it in time. */
export type ExportState = 'ready' | 'waits' | 'released' | 'refused' | 'delivered' | 'over'

export interface ExportOrder {
  readonly exportId: string
  /** As it is called in the watermark. */
  readonly no: number
  readonly accountId: string
  readonly unitId: number
  readonly fields: string[]
  readonly format: ExportFormat
  readonly purpose: PurposeCode
  readonly caseNo: string | null
  readonly rows: number
  readonly cells: number
  readonly state: ExportState
  readonly askedAt: Date
  readonly expiresAt: Date
}

/** $1 is now. */
const columns = `
  id as "exportId", no, account_id as "accountId", unit_id as "unitId", fields, format, purpose, case_no as "caseNo",
  rows, cells, asked_at as "askedAt", expires_at as "expiresAt",
  case when state in ('ready', 'waits', 'released') and expires_at <= $1 then 'over' else state end as state`

/**
 * Counts what is asked for: within the budget it is ready to be fetched, else it waits for a second person. Nobody's values
 * are read.
 */
export function askExport(
  desk: Pool,
  permit: RecordPermit<'record.export'>,
  tree: UnitTree,
  { fields, format, now }: { readonly fields: readonly string[]; readonly format: ExportFormat; readonly now: Date },
): Promise<ExportOrder> {
  insist(permit, 'record.export')
  const { subject, purpose, target } = permit
  return atDeskOfUnit(desk, permit, tree, async (tx, units) => {
    const { rows: counted } = await tx.query<{ n: number }>(
      `select count(*)::int as n from person where unit_id = any($1::bigint[])`,
      [units],
    )
    const rows = counted[0]!.n
    const cells = rows * fields.length
    const state = (await spendExport(tx, subject, rows, cells)) ? 'ready' : 'waits'
    const { rows: orders } = await tx.query<ExportOrder>(
      `insert into export_order (id, account_id, unit_id, fields, format, purpose, case_no, rows, cells, asked_at, expires_at, state)
       values ($2, $3, $4, $5, $6, $7, $8, $9, $10, $1, $11, $12) returning ${columns}`,
      [
        ...[now, randomUUID(), subject.accountId, target.kind === 'unit' ? target.unitId : null, fields, format],
        ...[purpose?.code, purpose?.caseNo ?? null, rows, cells, new Date(now.getTime() + lasts), state],
      ],
    )
    return orders[0]!
  })
}

/** What this account has asked for, the newest first. */
export async function exportsOf(desk: Pool, accountId: string, now: Date): Promise<ExportOrder[]> {
  const { rows } = await desk.query<ExportOrder>(
    `select ${columns} from export_order where account_id = $2 order by no desc limit 200`,
    [now, accountId],
  )
  return rows
}

/** An order of this account's own. Throws `export.unknown` for anybody else's. */
export async function ownExport(desk: Pool, by: Subject, exportId: string, now: Date): Promise<ExportOrder> {
  const { rows } = await desk.query<ExportOrder>(
    `select ${columns} from export_order where id = $2 and account_id = $3`,
    [now, exportId, by.accountId],
  )
  if (!rows[0]) throw new PrivacyRefused('export.unknown')
  return rows[0]
}

const asksRelease = (by: Subject, unitId: number, tree: UnitTree, at: Moment) => {
  const target = { kind: 'unit', unitId } as const
  const intention = { action: 'export.release', target, classes: [], purpose: null, standing: noStanding } as const
  return permit(by, intention, tree, at)
}

/** What waits for a second person and may be released by this one, the oldest first. Counts and fields, no values. */
export async function exportsToRelease(desk: Pool, by: Subject, tree: UnitTree, at: Moment): Promise<ExportOrder[]> {
  // To see what waits asks for no fresh second factor; to decide it does.
  const seer = { ...by, steppedUpAt: at.now }
  const places = by.grants.map(({ unitId }) => unitId)
  const nation = { action: 'export.release', target: { kind: 'nation' }, classes: [], purpose: null } as const
  if (!places.some((unitId) => unitId !== null && typeof asksRelease(seer, unitId, tree, at) === 'object'))
    granted(permit(seer, { ...nation, standing: noStanding }, tree, at))
  const { rows } = await desk.query<ExportOrder>(
    `select ${columns} from export_order
      where state = 'waits' and expires_at > $1 and account_id <> $2 order by no limit 1000`,
    [at.now, by.accountId],
  )
  return rows.filter(({ unitId }) => typeof asksRelease(seer, unitId, tree, at) === 'object')
}

/** The second person's word, once. Throws PrivacyRefused; whose order it is itself is never the second person. */
export async function decideExport(
  desk: Pool,
  by: Subject,
  exportId: string,
  release: boolean,
  tree: UnitTree,
  at: Moment,
): Promise<void> {
  const { rows } = await desk.query<ExportOrder>(
    `select ${columns} from export_order where id = $2 and state = 'waits' and expires_at > $1`,
    [at.now, exportId],
  )
  const order = rows[0]
  // Whoever may release nothing here learns nothing of what waits.
  if (!order) throw new PrivacyRefused('export.unknown')
  const given = asksRelease(by, order.unitId, tree, at)
  if (given === 'caller.stepUp') throw new PrivacyRefused(given)
  if (typeof given === 'string') throw new PrivacyRefused('export.unknown')
  if (order.accountId === by.accountId) throw new PrivacyRefused('export.self')
  const { rowCount } = await desk.query(
    `update export_order set state = $3, decided_by = $4, decided_at = $1, expires_at = $5
      where id = $2 and state = 'waits' and expires_at > $1 and account_id <> $4`,
    [at.now, exportId, release ? 'released' : 'refused', by.accountId, new Date(at.now.getTime() + lasts)],
  )
  if (rowCount !== 1) throw new PrivacyRefused('export.unknown')
}

/**
 * Marks an order as delivered, in the transaction that writes down the looks. Throws where it is not ready (any more), was
 * delivered before, or the people have become more than were counted.
 */
export async function deliverOrder(tx: Connection, order: ExportOrder, rows: number, now: Date): Promise<void> {
  if (rows > order.rows) throw new PrivacyRefused('export.grown')
  const { rowCount } = await tx.query(
    `update export_order set state = 'delivered', delivered_at = $2, delivered_rows = $3
      where id = $1 and state in ('ready', 'released') and expires_at > $2`,
    [order.exportId, now, rows],
  )
  if (rowCount !== 1) throw new PrivacyRefused(order.state === 'waits' ? 'export.waits' : 'export.over')
}

export interface DeliveredExport {
  readonly no: number
  readonly accountId: string
  readonly purpose: string
  readonly people: number
  readonly deliveredAt: Date
}

/** Every copy that was ever fetched: what a found one is compared with. */
export async function deliveredExports(desk: Pool): Promise<DeliveredExport[]> {
  const { rows } = await desk.query<DeliveredExport>(
    `select no, account_id as "accountId", purpose, delivered_rows as people, delivered_at as "deliveredAt"
       from export_order where state = 'delivered' order by no`,
  )
  return rows
}
