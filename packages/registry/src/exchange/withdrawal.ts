/**
 * Taking a parcel back. From the reception of the withdrawal on, nothing more of the withdrawn parcel is entered; what was
 * entered is restored part by part, each in a commit of its own, by jobs of the withdrawal.
 */
import { addDays } from '@cbccvc/standard'
import type { Connection, Queryable } from '../database/index.ts'
import type { ParcelRow } from './inbox.ts'
import { addJobs } from './queue.ts'
import { type RefusalFacts, Refused } from './refused.ts'

/** Days, from the one on which it was received or from which it was in force, within which something can be taken back. */
export const withdrawalDays = 10

/** What of a parcel decides whether it can be taken back. */
export interface Withdrawable {
  readonly id: number
  readonly parcelId: string
  readonly state: ParcelRow['state']
  readonly kind: string
  readonly unitId: number
  readonly senderSeq: number
  readonly count: number
  readonly today: string | null
  /** The last day for which a record of it waits or waited; null where none does. */
  readonly lastWaited: string | null
  readonly withdrawnBy: number | null
}

export async function findWithdrawable(
  db: Queryable,
  sender: string,
  parcelId: string,
  lock = false,
): Promise<Withdrawable | undefined> {
  const { rows } = await db.query<Withdrawable>(
    `select id, parcel_id as "parcelId", state, kind, unit_id as "unitId", sender_seq as "senderSeq", record_count as count, today,
            (select max(a.true_from) from announced a where a.parcel = parcel.id) as "lastWaited", withdrawn_by as "withdrawnBy" from parcel where sender = $1 and parcel_id = $2 ${lock ? 'for update' : ''}`,
    [sender, parcelId],
  )
  return rows[0]
}

/** The last day on which anything of it can be taken back. */
export const lastDay = ({ today, lastWaited }: Withdrawable): string | null =>
  today === null ? null : addDays(lastWaited ?? today, withdrawalDays)

/** Why this parcel cannot be taken back today; null when it can. */
export function whyNot(parcel: Withdrawable | undefined, parcelId: string, today: string): Refused | null {
  const facts: RefusalFacts = { parcel: parcelId }
  if (!parcel || (parcel.state !== 'received' && parcel.state !== 'concluded'))
    return new Refused('withdrawal.unknown', facts)
  if (parcel.kind === 'withdrawal' || parcel.withdrawnBy !== null) return new Refused('withdrawal.again', facts)
  const until = lastDay(parcel)!
  return today > until ? new Refused('withdrawal.late', { ...facts, until }) : null
}

/** Marks the parcel as withdrawn and makes the withdrawal's jobs, one for each of its parts. `withdrawn` is locked. */
export async function beginWithdrawal(tx: Connection, withdrawal: number, withdrawn: Withdrawable): Promise<void> {
  await tx.query('update parcel set withdrawn_by = $2 where id = $1', [withdrawn.id, withdrawal])
  await tx.query('update parcel set withdraws = $2 where id = $1', [withdrawal, withdrawn.id])
  const { rows } = await tx.query<{ upto: number }>(
    'select first_index + records as upto from part where parcel = $1 order by no',
    [withdrawn.id],
  )
  await addJobs(tx, withdrawal, rows.length === 0 ? [0] : rows.map((row) => row.upto))
}
