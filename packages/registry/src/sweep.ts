/**
 * What ran out of time, each with what happens then: nothing waits for ever. Safe to run at any time, by several at once:
 * every step looks again under its lock, and commits by itself.
 *
 *   a proposal, 30 working days            its values are dropped
 *   a case, 10 working days                it goes to the national operator
 *   a national case, 10 working days       it stays with the holder (kept)
 *   a held record, 10 working days         it goes back (returned), with a finding that says so
 *   a parcel with parts missing, 30 days   its parts are deleted; the same manifest opens it anew
 *   checkpoints of yesterday's hours       those that no proof needs are dropped
 *   counts of what the doors refused, 400 days   they are forgotten
 *   the year                               the next one's partitions are made
 */
import { addWorkingDays } from '@cbccvc/standard'
import { forgetRefused } from './access/index.ts'
import { ensurePartitions, transaction } from './database/index.ts'
import { addNotices, expireOpenParcel, forsakenParcels } from './exchange/index.ts'
import { returnOverdue } from './held.ts'
import { thinCheckpoints } from './log/index.ts'
import { CounterDeltas } from './quality/index.ts'
import { overdueHeld } from './register/index.ts'
import { findCase, keepOverdue, sidesOf } from './verification/index.ts'
import type { House } from './work.ts'

/** Most of one kind in one round. */
const most = 100

/** True when there may be more to do at once. */
export async function sweep(house: House): Promise<boolean> {
  await ensurePartitions(house.pool)
  const more = await thinCheckpoints(house.pool)
  await forgetRefused(house.pool, house.now())
  await house.pool.query(
    `update proposal set state = 'expired', values_sealed = null, closed_at = now() where state = 'open' and due_on < $1`,
    [house.today()],
  )
  // What became national just now has its own ten days: the older ones first.
  const rounds = [await keepNational(house), await passOnToNational(house), await sendBack(house), await expire(house)]
  return more || rounds.some((n) => n === most)
}

async function passOnToNational({ pool, keys, today: day, now }: House): Promise<number> {
  const today = day()
  const { rows } = await pool.query<{ id: string }>(
    `select id from elsewhere_case where state = 'open' and due_on < $1 order by due_on, id limit $2`,
    [today, most],
  )
  for (const { id } of rows) {
    await transaction(pool, async (tx) => {
      const open = await findCase(tx, id)
      if (open?.state !== 'open' || open.due_on >= today) return
      const due_on = addWorkingDays(today, 10)
      await tx.query(`update elsewhere_case set state = 'national', due_on = $2 where id = $1`, [id, due_on])
      for (const { to, notice } of sidesOf({ ...open, due_on }, 'national'))
        await addNotices(tx, keys, to, [notice], now().toISOString())
    })
  }
  return rows.length
}

async function keepNational({ pool, keys, today, now }: House): Promise<number> {
  const { rows } = await pool.query<{ id: string; person: number }>(
    `select id, person_id as person from elsewhere_case where state = 'national' and due_on < $1 order by due_on, id limit $2`,
    [today(), most],
  )
  for (const one of rows) {
    await transaction(pool, async (tx) => {
      const deltas = new CounterDeltas()
      await keepOverdue(tx, keys, one, { today: today(), now: now() }, deltas)
      await deltas.write(tx)
    })
  }
  return rows.length
}

async function sendBack(house: House): Promise<number> {
  const overdue = await overdueHeld(house.pool, house.today(), most)
  for (const held of overdue) await transaction(house.pool, (tx) => returnOverdue(tx, house, held))
  return overdue.length
}

async function expire({ pool, now }: House): Promise<number> {
  const forsaken = await forsakenParcels(pool, now(), most)
  for (const parcel of forsaken) await transaction(pool, (tx) => expireOpenParcel(tx, parcel, now()))
  return forsaken.length
}
