/**
 * What waits for the national operator: held records and cases that nobody else decides; and what waits for its day and
 * needs nobody. No value of anybody.
 */
import type { Queryable } from '../database/index.ts'
import { waitsForCase } from '../register/index.ts'

/** A held record (`enter`, `return`) or a national case (`release`, `keep`, `dual`, `secondment`), answered by its id. */
export interface WaitingForOperator {
  readonly id: string
  readonly kind: 'held' | 'case'
  readonly parcelId: string
  /** From 1, as findings and papers count. */
  readonly record: number
  /** The rule that held it; `national` for a case. */
  readonly reason: string
  /** Who sent it; of a case, who claims the person. */
  readonly sender: string
  /** Who holds the person; null where that is not what is asked. */
  readonly holder: string | null
  /** The last day, `yyyy-mm-dd`: what happens after it is told in docs/operations.md. */
  readonly due: string
  readonly overdue: boolean
}

const waiting = `
  select h.id, 'held' as kind, p.parcel_id, h.record_index, h.reason, p.sender, null as holder, h.due_on
    from held h join parcel p on p.id = h.parcel
   where h.closed_at is null and h.reason <> $2 and p.withdrawn_by is null
  union all
  select c.id, 'case', p.parcel_id, c.record_index, 'national', c.claimant, c.holder, c.due_on
    from elsewhere_case c join parcel p on p.id = c.parcel where c.state = 'national'`

/** The most urgent first, at most `limit`. */
export async function readWaiting(db: Queryable, today: string, limit = 1000): Promise<WaitingForOperator[]> {
  const { rows } = await db.query<WaitingForOperator>(
    `select id, kind, parcel_id as "parcelId", record_index + 1 as record, reason, sender, holder, due_on as due, due_on < $1 as overdue
       from (${waiting}) w order by due_on, parcel_id, record_index limit $3`,
    [today, waitsForCase, limit],
  )
  return rows
}

/** How much waits, and how much of it is overdue. */
export async function countWaiting(
  db: Queryable,
  today: string,
): Promise<{ held: number; cases: number; overdue: number }> {
  const { rows } = await db.query<{ held: number; cases: number; overdue: number }>(
    `select count(*) filter (where kind = 'held') as held, count(*) filter (where kind = 'case') as cases,
            count(*) filter (where due_on < $1) as overdue from (${waiting}) w`,
    [today, waitsForCase],
  )
  return rows[0]!
}

/** Records of one body that wait for one day: there is nothing to decide about them. */
export interface WaitingForDay {
  readonly kind: 'day'
  readonly sender: string
  /** `yyyy-mm-dd`: on it they are entered. */
  readonly day: string
  readonly records: number
}

/** The next days first, at most `limit`. */
export async function readWaitingForDay(db: Queryable, limit = 1000): Promise<WaitingForDay[]> {
  const { rows } = await db.query<WaitingForDay>(
    `select 'day' as kind, sender, true_from as day, count(*) as records from announced where came_to is null
      group by sender, true_from order by true_from, sender limit $1`,
    [limit],
  )
  return rows
}
