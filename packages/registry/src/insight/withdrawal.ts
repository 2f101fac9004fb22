/** What taking a parcel back would do now, in counts; nothing is written by asking. */
import { addDays } from '@cbccvc/standard'
import type { Queryable } from '../database/index.ts'
import { findWithdrawable, lastDay, Refused, whyNot, withdrawalDays } from '../exchange/index.ts'
import { countWithdrawable } from '../register/index.ts'

export interface WithdrawalPreview {
  readonly parcelId: string
  /** Null where it can be withdrawn today. */
  readonly refusal: Refused | null
  readonly until: string | null
  readonly count: number
  readonly notEntered: number
  readonly restored: number
  readonly kept: number
}

export async function readWithdrawal(
  db: Queryable,
  sender: string,
  parcelId: string,
  today: string,
): Promise<WithdrawalPreview> {
  const parcel = await findWithdrawable(db, sender, parcelId)
  if (!parcel) throw new Refused('parcel.unknown')
  const { rows } = await db.query<{ concluded: number }>(
    `select coalesce(sum(records), 0)::bigint as concluded from feed_chunk where parcel = $1 and kind = 'outcomes'`,
    [parcel.id],
  )
  const { rows: waits } = await db.query<{ n: number }>(
    'select count(*) as n from announced where parcel = $1 and came_to is null',
    [parcel.id],
  )
  const { restored, kept } = await countWithdrawable(db, parcel.id, sender, addDays(today, -withdrawalDays))
  const notEntered = parcel.count - rows[0]!.concluded + waits[0]!.n
  const refusal = whyNot(parcel, parcelId, today)
  return { parcelId, refusal, until: lastDay(parcel), count: parcel.count, notEntered, restored, kept }
}
