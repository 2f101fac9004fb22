/** The board of bodies and the way of parcels: counts only, no personal data. */

import type { OutcomeCounts } from '@cbccvc/evidence'
import type { Queryable } from '../database/index.ts'
import { jobsWaiting, partsStuck, Refused } from '../exchange/index.ts'
import { bestCheckpoint, readHead } from '../log/index.ts'
import { counterNames } from '../quality/index.ts'
import { type PopulationState, populationState, questionsWaiting } from '../verification/index.ts'
import { countWaiting } from './waiting.ts'

type Counts = Record<(typeof counterNames)[number] | 'announced' | 'song', number>

export interface BodyOnBoard {
  readonly code: string
  readonly name: string
  readonly group: 'trungUong' | 'diaPhuong'
  readonly placeholder: boolean
  readonly units: number
  readonly counts: Counts
  readonly lastReceivedAt: string | null
}

/** How many records wait for their day, by the unit in which they are counted (as held, until then). */
const announced = `with announced_by_unit as materialized (
     select coalesce(s.at_unit, a.unit_id) as unit_id, count(*) as n
       from announced a left join unit_standing s on s.unit_id = a.unit_id where a.came_to is null group by 1)`

/** Counters of one unit as of a day, beside the row of its body. */
const figures = `
  ${counterNames.map((name) => `coalesce(c.${name}, 0)${name === 'held' ? ' - w.n' : ''} as ${name}`).join(', ')}, w.n as announced,
  coalesce((select sum(n) from song_bucket s where s.unit_id = t.unit_id and s.song_until >= $1), 0)::bigint as song`

/** What waits in the unit and below it; of a unit that has ended, where its people stand. */
const waits = `
  cross join lateral (
    select coalesce(sum(a.n), 0)::bigint as n from announced_by_unit a
      join unit_interval own on own.unit_id = t.unit_id
      join unit_interval x on x.unit_id = a.unit_id and x.body = own.body and x.lft >= own.lft and x.rgt <= own.rgt) w`

/** Every body of the nation today; one whose units are not known yet stands there, one that has ended does not. */
const wholeNation = `${announced}
  select b.code, b.name, b.body_group, b.placeholder,
         (select count(*) from unit_interval i where i.body = b.code) as units, ${figures},
         (select p.received_at from parcel p where p.sender = b.code and p.received_at is not null order by p.id desc limit 1) as last
    from body b
    left join unit_code t on t.code = b.code and t.valid_from <= $1 and (t.valid_to is null or t.valid_to >= $1)
    left join counter c on c.unit_id = t.unit_id${waits}
   where t.unit_id is not null or not exists (select from unit_code e where e.code = b.code)
   order by b.body_group desc, b.code`

/** Each of these units as a row of its own: a body, or a part of one. */
const someUnits = `${announced}
  select t.code, n.name, b.body_group, b.placeholder, below.units, ${figures},
         (select p.received_at from parcel p where p.sender = b.code and p.received_at is not null and p.unit_id = any(below.ids) order by p.id desc limit 1) as last
    from unit_interval i
    join body b on b.code = i.body
    join unit_code t on t.unit_id = i.unit_id and t.valid_from <= $1 and (t.valid_to is null or t.valid_to >= $1)
    join unit_name n on n.unit_id = i.unit_id and n.valid_from <= $1 and (n.valid_to is null or n.valid_to >= $1)
    left join counter c on c.unit_id = i.unit_id${waits}
    cross join lateral (
      select count(distinct u.unit_id) as units, array_agg(u.unit_id) || coalesce(array_agg(s.unit_id) filter (where s.unit_id is not null), '{}') as ids
        from unit_interval u left join unit_standing s on s.at_unit = u.unit_id
       where u.body = i.body and u.lft >= i.lft and u.rgt <= i.rgt) below
   where i.unit_id = any($2)
   order by b.body_group desc, t.code`

/**
 * Everything the board shows, from the folded counters: a few hundred rows whatever the nation's size. `places`: our
 * numbers of the units that are shown, each a row; null: every body of the nation.
 */
export async function readBoard(db: Queryable, today: string, places: readonly number[] | null) {
  const { rows } = await db.query<
    Counts & {
      code: string
      name: string
      body_group: BodyOnBoard['group']
      placeholder: boolean
      units: number
      last: Date | null
    }
  >(places === null ? wholeNation : someUnits, places === null ? [today] : [today, places])
  const bodies: BodyOnBoard[] = rows.map(({ code, name, body_group, placeholder, units, last, ...counts }) => ({
    code,
    name,
    group: body_group,
    placeholder,
    units,
    counts,
    lastReceivedAt: last?.toISOString() ?? null,
  }))
  const totals = Object.fromEntries(
    [...counterNames, 'announced' as const, 'song' as const].map((name) => [
      name,
      bodies.reduce((sum, body) => sum + body.counts[name], 0),
    ]),
  ) as Counts
  const head = await readHead(db)
  const best = head && (await bestCheckpoint(db, 1))
  const population: PopulationState = await populationState(db)
  const stuck = await partsStuck(db)
  const { rows: first } = await db.query<{ next: string | null }>(
    `select min(a.true_from) as next from announced a where a.came_to is null and ($1::bigint[] is null or exists (
       select from unit_interval x join unit_interval top on top.body = x.body and x.lft >= top.lft and x.rgt <= top.rgt
        where x.unit_id = coalesce((select s.at_unit from unit_standing s where s.unit_id = a.unit_id), a.unit_id) and top.unit_id = any($1)))`,
    [places],
  )
  return {
    at: new Date().toISOString(),
    today,
    totals,
    log: { size: head?.size ?? 0, checkpointAt: head?.signedAt.toISOString() ?? null, witnesses: best?.witnesses ?? 0 },
    population: { state: population.state, since: population.since.toISOString(), waiting: await questionsWaiting(db) },
    waiting: await jobsWaiting(db, today),
    stuck: { parts: stuck.parts, since: stuck.since?.toISOString() ?? null, faults: stuck.faults },
    operator: await countWaiting(db, today),
    announced: { records: totals.announced, next: first[0]!.next },
    bodies,
  }
}

/** What waited for its day was held until that came; then it counts as what came of it. */
const stillHeld = `(sum(held) - coalesce(sum(records) filter (where kind = 'waited'), 0))::bigint`

const parcelSelect = `
  select p.id, p.parcel_id as "parcelId", p.sender, coalesce(c.code, '') as unit, coalesce(n.name, '') as "unitName", p.kind,
         p.record_count as count, p.state, p.received_at as "receivedAt", p.concluded_at as "concludedAt",
         coalesce(f.entered, 0) as entered, coalesce(f.unchanged, 0) as unchanged, coalesce(f.returned, 0) as returned, coalesce(f.held, 0) - a.waiting as held, a.waiting as announced, coalesce(f.refused, 0) as refused
    from parcel p
    left join lateral (select code from unit_code where unit_id = p.unit_id order by valid_from desc limit 1) c on true
    left join lateral (select name from unit_name where unit_id = p.unit_id order by valid_from desc limit 1) n on true
    left join lateral (
      select sum(entered)::bigint as entered, sum(unchanged)::bigint as unchanged, sum(returned)::bigint as returned, ${stillHeld} as held, sum(refused)::bigint as refused
        from feed_chunk where parcel = p.id) f on true
    cross join lateral (select count(*) as waiting from announced where parcel = p.id and came_to is null) a`

/** Parcels of a body, newest first: of these units only (null: of all). `after`: the number of the last one shown. */
export async function readParcels(
  db: Queryable,
  { sender, units, after, limit }: { sender: string; units: readonly number[] | null; after: string; limit: number },
) {
  const { rows } = await db.query<{ id: number }>(
    `${parcelSelect} where p.sender = $1 and ($2 = '' or p.id < nullif($2, '')::bigint) and ($4::bigint[] is null or p.unit_id = any($4))
      order by p.id desc limit $3`,
    [sender, /^\d{1,15}$/.test(after) ? after : '', limit, units],
  )
  return {
    parcels: rows.map(({ id: _, ...parcel }) => parcel),
    next: rows.length === limit ? String(rows.at(-1)!.id) : null,
  }
}

/** Findings of a parcel as counts. `sender` null: whichever body's parcel; `units` null: of whichever unit. */
export async function readParcelFindings(
  db: Queryable,
  parcelId: string,
  sender: string | null,
  units: readonly number[] | null = null,
) {
  const { rows } = await db.query<{ id: number }>(
    `${parcelSelect} where p.parcel_id = $1 and ($2::text is null or p.sender = $2) and ($3::bigint[] is null or p.unit_id = any($3))
      order by p.id limit 1`,
    [parcelId, sender, units],
  )
  if (!rows[0]) throw new Refused('parcel.unknown')
  const { id, ...parcel } = rows[0]
  const { rows: findings } = await db.query(
    `select rule, path, weight, word, sum(n)::bigint as count from finding_count where parcel = $1 group by rule, path, weight, word having sum(n) > 0
      order by array_position(array['blocks', 'asks', 'notes'], weight), count desc, rule, path`,
    [id],
  )
  const { rows: announced } = await db.query<{ day: string; records: number }>(
    'select true_from as day, count(*) as records from announced where parcel = $1 and came_to is null group by 1 order by 1',
    [id],
  )
  return { parcel, findings, announced }
}

/** Where a parcel stands, for its sender. */
export async function readStatus(db: Queryable, sender: string, parcelId: string) {
  const { rows } = await db.query<{
    id: number
    state: 'open' | 'received' | 'concluded' | 'refused'
    count: number
    promise: string | null
    refusal: { code: string; facts: Record<string, string | number> } | null
  }>('select id, state, record_count as count, promise, refusal from parcel where sender = $1 and parcel_id = $2', [
    sender,
    parcelId,
  ])
  const parcel = rows[0]
  if (!parcel) throw new Refused('parcel.unknown')
  const { rows: parts } = await db.query<{ no: number }>('select no from part where parcel = $1 order by no', [
    parcel.id,
  ])
  const { rows: counts } = await db.query<OutcomeCounts>(
    `select coalesce(sum(entered), 0)::bigint as entered, coalesce(sum(unchanged), 0)::bigint as unchanged,
            coalesce(sum(returned), 0)::bigint as returned, coalesce(${stillHeld}, 0) as held,
            coalesce(sum(refused), 0)::bigint as refused from feed_chunk where parcel = $1`,
    [parcel.id],
  )
  return {
    parcelId,
    state: parcel.state,
    have: parts.map((part) => part.no),
    count: parcel.count,
    counts: counts[0]!,
    promise: parcel.promise,
    refusal: parcel.refusal,
  }
}
