/**
 * The parcel queue: one job a part. A job is claimed by a lease that is committed at once, so that a worker that dies
 * leaves a trace (the attempt counts) and its job comes back when the lease runs out; it is deleted by the very commit
 * that concludes the part, so that it can be concluded only once.
 *
 * Fairness: jobs are claimed in two lanes in turn, the smallest first and the oldest first. A unit of three people waits
 * for what is being worked on, not for a province, however long the queue; and since every second claim takes what has
 * waited longest, nothing waits more than twice as long as it would in a single line.
 *
 * What waited for a day (`day`: records that were announced, register/announced.ts) is a job like any from that day on,
 * claimed in lanes of its own, every second time: on a day on which thousands of records fall due, what comes in still has
 * half of the work, and neither starves. Such a job lets what its sender sent before that day go first (it may replace
 * the record), but only for a moment: rights follow the day.
 */
import { randomUUID } from 'node:crypto'
import type { Connection, Pool } from '../database/index.ts'

/** Ranges of record indexes within the part, [from, to). */
export type Range = readonly [number, number]

/** The search for a record that breaks the machine: see `offender.ts`. */
export interface Suspects {
  /** The range that is being tried; found at the start of the next attempt, it is one that broke us. */
  readonly trying: Range | null
  readonly toTry: readonly Range[]
  /** Records found: they are held, the rest goes on. */
  readonly found: readonly number[]
  /** For each of them, what the fault is called that it brought about. */
  readonly faults?: readonly string[]
  /** Records alone in whose try a process died, once for each death. It may have died of something else: thrice is no accident. */
  readonly doubted: readonly number[]
  /** Our own sound record is being tried. */
  readonly control?: boolean
}

export interface Job {
  readonly id: number
  readonly parcel: number
  readonly part: number
  /** What of the part waited for this day; null: the part as it was received. */
  readonly day: string | null
  readonly attempts: number
  readonly suspects: Suspects | null
  readonly lease: string
}

/** Longer than any part takes, short enough that a crash costs little. */
export const leaseSeconds = 20

/** Jobs for the parts of a parcel, in order. `sizes`: records of the parcel up to the last of each part. */
export async function addJobs(tx: Connection, parcel: number, sizes: readonly number[]): Promise<void> {
  await tx.query(
    `insert into job (parcel, part, size) select $1, no - 1, size from unnest($2::int[]) with ordinality u (size, no)`,
    [parcel, sizes],
  )
}

/** Jobs of a part for days to come: what of it waits for each, and how many. */
export async function addDayJobs(
  tx: Connection,
  { parcel, part }: Pick<Job, 'parcel' | 'part'>,
  days: ReadonlyMap<string, number>,
): Promise<void> {
  if (days.size === 0) return
  await tx.query(
    `insert into job (parcel, part, day, size) select $1, $2, u.day, u.size from unnest($3::date[], $4::int[]) u (day, size)`,
    [parcel, part, [...days.keys()], [...days.values()]],
  )
}

/** Seconds into its day for which what waited lets its sender's earlier parcels go first. */
const letsGoFirst = 15

const sentBefore = `exists (
  select from job o join parcel q on q.id = o.parcel join parcel p on p.id = j.parcel
   where o.day is null and q.sender = p.sender and q.today < j.day)`

/** The tree of units changes by that day, and the one that is stored is not turned to it yet: within seconds it is. */
const treeToTurn = `exists (
  select from unit_turn t where t.day < j.day and exists (
    select from unit_code c where (c.valid_from > t.day and c.valid_from <= j.day) or (c.valid_to >= t.day and c.valid_to < j.day)))`

const lanes = ['j.size, j.id', 'j.id'] as const
let turn = 0
let lane = 0

/** Claims the job whose turn it is, or undefined when there is none. Committed by itself. */
export async function claimJob(pool: Pool, today: string): Promise<Job | undefined> {
  const kinds = [claimReceived, claimAnnounced] as const
  const first = turn++ % 2
  return (await kinds[first]!(pool, today)) ?? kinds[1 - first]!(pool, today)
}

const claimReceived = (pool: Pool) => claim(pool, `j.day is null order by ${lanes[lane++ % lanes.length]}`)

const claimAnnounced = (pool: Pool, today: string) =>
  claim(
    pool,
    `j.day <= $3 and not ${treeToTurn} and (now() >= (j.day::timestamp at time zone 'Asia/Ho_Chi_Minh') + make_interval(secs => ${letsGoFirst}) or not ${sentBefore})
      order by j.day, j.id`,
    today,
  )

async function claim(pool: Pool, which: string, ...values: readonly string[]): Promise<Job | undefined> {
  const lease = randomUUID()
  const { rows } = await pool.query<Omit<Job, 'lease'>>(
    `update job set lease = $1, leased_until = now() + make_interval(secs => $2), attempts = attempts + 1
      where id = (select j.id from job j where j.leased_until < now() and ${which} limit 1 for update of j skip locked)
     returning id, parcel, part, day, attempts, suspects`,
    [lease, leaseSeconds, ...values],
  )
  return rows[0] && { ...rows[0], lease }
}

/** Ends the job inside the concluding transaction. False: the lease was lost to another worker, nothing may commit. */
export async function endJob(tx: Connection, job: Job): Promise<boolean> {
  const { rowCount } = await tx.query('delete from job where id = $1 and lease = $2', [job.id, job.lease])
  return rowCount === 1
}

/** Gives a failed job back after a pause that grows with its attempts. */
export async function postponeJob(pool: Pool, job: Job, seconds: number): Promise<void> {
  await pool.query(`update job set leased_until = now() + make_interval(secs => $3) where id = $1 and lease = $2`, [
    job.id,
    job.lease,
    seconds,
  ])
}

/** Longest pause, in seconds, of a part that waits for us: so long at most after the fault is mended it goes on. */
const longestWait = 60

/**
 * The fault is ours: nothing of the part is guilty, whatever the search thought so far. It is tried again after a pause that
 * grows with the time that it has waited, and says in the table what it waits for until it is concluded.
 */
export async function letWait(pool: Pool, job: Job, fault: string): Promise<void> {
  await pool.query(
    `update job set fault = $3, faulted_at = coalesce(faulted_at, now()), attempts = 0, suspects = null,
        leased_until = now() + make_interval(secs => least($4, greatest(1, extract(epoch from now() - coalesce(faulted_at, now())) / 4)))
      where id = $1 and lease = $2`,
    [job.id, job.lease, fault, longestWait],
  )
}

export interface PartsStuck {
  readonly parts: number
  readonly since: Date | null
  /** SQLSTATEs and names of errors. */
  readonly faults: readonly string[]
}

/** Parts that wait for a fault of ours to be mended, and since when. */
export async function partsStuck(db: Pick<Pool, 'query'>): Promise<PartsStuck> {
  const { rows } = await db.query<PartsStuck>(
    `select count(*) as parts, min(faulted_at) as since, coalesce(array_agg(distinct fault order by fault), '{}') as faults
       from job where fault is not null`,
  )
  return rows[0]!
}

/** Keeps what the search knows, before and after each try; renews the lease. Committed by itself. */
export async function keepSuspects(pool: Pool, job: Job, suspects: Suspects): Promise<void> {
  await pool.query(
    `update job set suspects = $3, leased_until = now() + make_interval(secs => $4) where id = $1 and lease = $2`,
    [job.id, job.lease, JSON.stringify(suspects), leaseSeconds],
  )
}

/** Jobs that could be worked on; not those of days to come. */
export async function jobsWaiting(db: Pick<Pool, 'query'>, today: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>('select count(*) as n from job where day is null or day <= $1', [
    today,
  ])
  return rows[0]!.n
}
