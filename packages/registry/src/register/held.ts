/**
 * Records that wait for a human. One that waits for a case (another body holds the person) ends with the case; one about
 * which everything was decided waits for nothing; the others are the operator's, for ten working days.
 */
import { createHash } from 'node:crypto'
import type { Connection } from '../database/index.ts'
import type { Decided } from './enter.ts'
import type { RegisterRuleId } from './rules.ts'

/** The name of a held record, by which it is answered: hex of SHA-256 over `held sender parcelId index`, cut to a uuid. */
export function heldId(sender: string, parcelId: string, index: number): string {
  const hex = createHash('sha256').update(`held ${sender} ${parcelId} ${index}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}

/** A record with this reason waits for its case, not for an answer to itself. */
export const waitsForCase: RegisterRuleId = 'register.heldElsewhere'
/** Everything about it was decided before. */
export const waitsForNothing: RegisterRuleId = 'register.keptElsewhere'

/** Keeps the held ones of a part, each with the last of its findings as the reason. */
export async function addHeld(
  tx: Connection,
  of: { readonly sender: string; readonly parcel: number; readonly parcelId: string; readonly due: string },
  decided: readonly Decided[],
): Promise<void> {
  const held = decided.filter((d) => d.outcome === 'held' && d.waitsFor === null)
  if (held.length === 0) return
  const reasons = held.map((d) => d.findings.at(-1)!.rule)
  await tx.query(
    `insert into held (id, parcel, record_index, person_id, reason, due_on, closed_at)
     select u.id, $1, u.i, u.p, u.r, $2::date, case when u.r = $3 then now() end
       from unnest($4::uuid[], $5::int[], $6::bigint[], $7::text[]) u (id, i, p, r)`,
    [
      ...[of.parcel, of.due, waitsForNothing],
      held.map((d) => heldId(of.sender, of.parcelId, d.index)),
      held.map((d) => d.index),
      held.map((d) => d.personId),
      reasons,
    ],
  )
}

export interface HeldRecord {
  readonly id: string
  readonly parcel: number
  readonly parcelId: string
  readonly sender: string
  readonly index: number
  /** The part that it came in. */
  readonly part: number
  /** The day that it had waited for, on which it was held; null for one that was held as it came. */
  readonly day: string | null
  readonly reason: string
  readonly closed: boolean
  readonly decided: string | null
  /** The parcel was taken back. */
  readonly withdrawn: boolean
}

const heldSelect = `select h.id, h.parcel, p.parcel_id as "parcelId", p.sender, h.record_index as index, t.no as part, a.true_from as day, h.reason,
    h.closed_at is not null as closed, h.decided, p.withdrawn_by is not null as withdrawn
  from held h join parcel p on p.id = h.parcel
  join part t on t.parcel = h.parcel and h.record_index >= t.first_index and h.record_index < t.first_index + t.records
  left join announced a on a.parcel = h.parcel and a.record_index = h.record_index`

export async function findHeld(db: Pick<Connection, 'query'>, id: string): Promise<HeldRecord | undefined> {
  const { rows } = await db.query<HeldRecord>(`${heldSelect} where h.id = $1`, [id])
  return rows[0]
}

/** Locks its parcel, so that no withdrawal comes in between, and then the record. */
export async function lockHeld(tx: Connection, { id, parcel }: HeldRecord): Promise<HeldRecord> {
  await tx.query('select from parcel where id = $1 for update', [parcel])
  await tx.query('select from held where id = $1 for update', [id])
  return (await findHeld(tx, id))!
}

/** Held records that nobody answered in time, oldest first. Not those that wait for a case. */
export async function overdueHeld(db: Pick<Connection, 'query'>, today: string, most: number): Promise<HeldRecord[]> {
  const { rows } = await db.query<HeldRecord>(
    `${heldSelect} where h.closed_at is null and h.due_on < $1 and h.reason <> $2 order by h.due_on, h.parcel, h.record_index limit $3`,
    [today, waitsForCase, most],
  )
  return rows
}

/** What came of a locked held record. `by`: the operator's kid, or `deadline`. */
export async function closeHeld(
  tx: Connection,
  { id }: HeldRecord,
  decided: Pick<Decided, 'outcome' | 'entry'>,
  by: string,
): Promise<void> {
  await tx.query(
    `update held set closed_at = now(), detail = null, decided = $2, entry = decode($3, 'hex'), decided_by = $4 where id = $1`,
    [id, decided.outcome, decided.entry, by],
  )
}
