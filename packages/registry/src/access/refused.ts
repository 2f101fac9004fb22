/**
 * What the doors refused, as counts: by the hour, kind, route and code. Who and from where stands in the log of the process
 * that refused (`apps/server/src/http/security-events.ts`); here is what shows a jump.
 */
import type { Queryable } from '../database/index.ts'
import { allow, type WatchFrame } from './looks/frame.ts'
import type { Subject } from './subject.ts'

/**
 * `rights`: known, and may not. `signin`: who it is was not proven. `rate`: too much at once. `shape`: what no program of
 * ours sends.
 */
export const refusedKinds = ['rights', 'signin', 'rate', 'shape'] as const
export type RefusedKind = (typeof refusedKinds)[number]

export interface RefusedCount {
  readonly kind: RefusedKind
  /** Name of the route in the contract, or its pattern; never an address as it was asked for. */
  readonly route: string
  readonly code: string
  readonly times: number
}

/** Adds to the counts of the hour. */
export async function countRefused(db: Queryable, now: Date, counts: readonly RefusedCount[]): Promise<void> {
  if (counts.length === 0) return
  await db.query(
    `insert into refused_hour (hour, kind, route, code, times)
     select date_trunc('hour', $1::timestamptz, 'UTC'), u.* from unnest($2::text[], $3::text[], $4::text[], $5::bigint[]) u
      order by 2, 3, 4
     on conflict (hour, kind, route, code) do update set times = refused_hour.times + excluded.times`,
    [now, ...(['kind', 'route', 'code', 'times'] as const).map((column) => counts.map((count) => count[column]))],
  )
}

/** A jump: more than ten times what an hour of the last four weeks had on average, and more than so many. */
const timesUsual = 10
const atLeast = 100

export interface RefusedSum {
  readonly kind: RefusedKind
  /** In this hour and the one before it. */
  readonly lately: number
  /** In the last 24 hours. */
  readonly day: number
  /** In two hours, on average of the four weeks before. */
  readonly usual: number
  readonly jump: boolean
}

/** Each kind's counts of late beside what is usual. */
export async function refusedSums(db: Queryable, now: Date): Promise<RefusedSum[]> {
  const { rows } = await db.query<Omit<RefusedSum, 'jump'>>(
    `select kind, coalesce(sum(times) filter (where hour >= $2), 0)::bigint as lately,
            coalesce(sum(times) filter (where hour >= $3), 0)::bigint as day,
            coalesce(round(sum(times) filter (where hour < $2) * 2.0 / (24 * 28), 1), 0)::float8 as usual
       from unnest($1::text[]) kind left join refused_hour using (kind)
      where hour is null or hour >= $4
      group by kind`,
    [refusedKinds, hoursBefore(now, 1), hoursBefore(now, 23), hoursBefore(now, 24 * 28 + 1)],
  )
  const known = new Map(rows.map((row) => [row.kind, row]))
  return refusedKinds.map((kind) => {
    const sum = known.get(kind) ?? { kind, lately: 0, day: 0, usual: 0 }
    return { ...sum, jump: sum.lately > Math.max(atLeast, sum.usual * timesUsual) }
  })
}

/** The beginning of the hour so many hours ago. */
function hoursBefore(now: Date, hours: number): Date {
  const hour = 3_600_000
  return new Date((Math.floor(now.getTime() / hour) - hours) * hour)
}

export interface RefusedLine extends RefusedCount {
  /** The hour, by its beginning. */
  readonly hour: Date
}

/** For whoever watches: the sums, and the lines of the last 24 hours, the most frequent first, 200 at most. Throws WatchRefused. */
export async function refusedSeenBy(
  frame: WatchFrame,
  by: Subject,
): Promise<{ readonly sums: RefusedSum[]; readonly lines: RefusedLine[] }> {
  await allow(frame, by, 'alarm.read')
  const now = frame.now()
  const { rows: lines } = await frame.pool.query<RefusedLine>(
    `select hour, kind, route, code, times from refused_hour where hour >= $1
      order by times desc, hour desc, kind, route, code limit 200`,
    [hoursBefore(now, 23)],
  )
  return { sums: await refusedSums(frame.pool, now), lines }
}

const keptDays = 400

/** Forgets what nobody compares with any more. */
export async function forgetRefused(db: Queryable, now: Date): Promise<void> {
  await db.query('delete from refused_hour where hour < $1', [hoursBefore(now, keptDays * 24)])
}
