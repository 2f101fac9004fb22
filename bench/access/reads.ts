/**
 * Reads of records on a centre of its own: a real PostgreSQL with the settings of `npm start`, people sent in by the front
 * door. Then, with the centre at rest: records read by permit and written down, and the queries of the book as the desk
 * (under row-level security) and as the nation's role, in turn.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createClient } from '@cbccvc/contract'
import { keyFromText, requestToken } from '@cbccvc/evidence'
import { nation as makeNation } from '@cbccvc/outside/nation'
import { startOutsideWorld } from '@cbccvc/outside/sandbox/outside-world'
import {
  type KeyFile,
  type KeyRing,
  openKeyRing,
  openPool,
  type Pool,
  readRecord,
  readUnits,
  type Subject,
  transaction,
} from '@cbccvc/registry'
import { noStanding, permit } from '../../packages/registry/src/access/index.ts'
import { openWorkshop, type RunningCentre } from '../ingest/centre.ts'
import { type Packed, packParcels } from '../ingest/parcels.ts'

const today = '2023-06-20'

export interface Reads {
  readonly people: number
  readonly perSPerCore: number
  readonly p95Ms: number
  /** Per cent that row-level security adds, by query; medians of rounds in turn. */
  readonly cost: Readonly<Record<string, number>>
}

export async function measureReads(people: number, reads: number, say: (line: string) => void): Promise<Reads> {
  const nation = makeNation({ people: Math.max(people * 2, 20_000), today })
  const workshop = await openWorkshop(nation, 'access')
  const world = await startOutsideWorld(workshop.outside, workshop.keys, nation)
  try {
    const centre = await workshop.open(world.populationUrl, world.witnesses)
    const desk = openPool({ url: centre.databaseUrl, role: 'cbccvc_desk', max: 4, name: 'bench desk' })
    const nationWide = openPool({ url: centre.databaseUrl, role: 'cbccvc_work', max: 1, name: 'bench nation' })
    try {
      say(`sending ${people} people`)
      for (const parcel of packParcels(nation, workshop.senders, people)) await send(centre, parcel)
      await concluded(centre)
      await centre.db.query('vacuum analyze')
      const file = JSON.parse(readFileSync(join(workshop.keys, 'seal.json'), 'utf8')) as KeyFile
      const keys = await openKeyRing({ db: nationWide, file })
      const read = await readAll(desk, nationWide, keys, reads, () => workshop.postgresCpu())
      const cost = await rowSecurity(desk, nationWide)
      return { people, ...read, cost }
    } finally {
      await Promise.all([desk.end(), nationWide.end()])
      await centre.close()
    }
  } finally {
    await world.close()
    await workshop.close()
  }
}

async function send(centre: RunningCentre, { sender, jws, parcelId, parts }: Packed): Promise<void> {
  const token = () => requestToken(keyFromText(sender.seed), { iss: sender.code, now: Date.now() })
  const { call } = createClient({ server: centre.url, token })
  await call('openParcel', { body: jws })
  for (const [part, body] of parts.entries()) await call('putPart', { params: { parcelId, part }, body })
}

async function concluded({ db }: RunningCentre): Promise<void> {
  for (;;) {
    const { rows } = await db.query<{ n: number }>(
      'select (select count(*) from job) + (select count(*) from question) + (select count(*) from leaf_waiting) as n',
    )
    if (Number(rows[0]!.n) === 0) return
    await pause(200)
  }
}

interface Somebody {
  readonly personId: number
  readonly unitId: number
}

/** Reads the records of people all over the book, four at a time; processor time of this process and PostgreSQL. */
async function readAll(desk: Pool, nationWide: Pool, keys: KeyRing, reads: number, postgresCpu: () => number) {
  const tree = await readUnits(nationWide, today)
  const { rows } = await nationWide.query<Somebody>(
    'select id as "personId", unit_id as "unitId" from person order by md5(id::text) limit $1',
    [reads],
  )
  const at = { now: new Date(), today }
  const look = async ({ personId, unitId }: Somebody) => {
    const given = permit(
      officerOf(unitId),
      {
        action: 'record.read',
        target: { kind: 'person', personId, unitId },
        classes: ['public', 'internal', 'restricted'],
        purpose: { code: 'personnel', ground: 'nd27Personnel' },
        standing: noStanding,
      },
      tree,
      at,
    )
    if (typeof given === 'string' || !(await readRecord(desk, keys, given))) throw new Error('a record is not given')
  }
  for (const one of rows.slice(0, 200)) await look(one)
  const times: number[] = []
  const own = process.cpuUsage()
  const theirs = postgresCpu()
  let next = 0
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let one = rows[next++]; one; one = rows[next++]) {
        const start = performance.now()
        await look(one)
        times.push(performance.now() - start)
      }
    }),
  )
  const { user, system } = process.cpuUsage(own)
  const seconds = (user + system) / 1e6 + postgresCpu() - theirs
  times.sort((a, b) => a - b)
  return {
    perSPerCore: Math.round(rows.length / seconds),
    p95Ms: Number(times[Math.floor(times.length * 0.95)]!.toFixed(2)),
  }
}

function officerOf(unitId: number): Subject {
  const id = '00000000-0000-4000-8000-000000000001'
  return {
    kind: 'account',
    accountId: id,
    sessionId: id,
    personId: null,
    sender: null,
    grants: [{ id, role: 'officer', unitId, via: 'issued', validFrom: '2020-01-01', validTo: null }],
    secondFactor: true,
    steppedUpAt: null,
    address: '127.0.0.1',
  }
}

const rounds = 31

/** The same query as the desk and as the nation's role, in turn; per cent that the desk takes longer (medians). */
async function rowSecurity(desk: Pool, nationWide: Pool): Promise<Record<string, number>> {
  const { rows: persons } = await nationWide.query<{ id: number }>(
    'select id from person order by md5(id::text) limit 200',
  )
  const { rows: units } = await nationWide.query<{ unit: number; people: number[] }>(
    `select unit_id as unit, (array_agg(id order by id))[1:3000] as people from person
      group by 1 order by count(*) desc limit 1`,
  )
  const { unit, people } = units[0]!
  const columns = 'id, person_id, source, unit_id, true_from, recorded_at, public_text, internal_text, digest'
  const byPerson = persons.map(({ id }) => ({
    settings: { person: String(id) },
    sql: `select ${columns} from entry where person_id = $1 order by id`,
    values: [id] as unknown[],
  }))
  const queries = {
    record: byPerson,
    asOf: byPerson.map((query) => ({
      ...query,
      sql: `select ${columns} from entry where person_id = $1 and true_from <= '2023-06-01' order by id`,
    })),
    unitList: [
      {
        settings: { units: `{${unit}}` },
        sql: `select ${columns} from unnest($1::bigint[]) p cross join lateral
              (select * from (select ${columns} from entry where person_id = p) e) e`,
        values: [people] as unknown[],
      },
    ],
  }
  const cost: Record<string, number> = {}
  for (const [name, all] of Object.entries(queries)) {
    const timed = (pool: Pool) =>
      transaction(pool, async (tx) => {
        let ms = 0
        for (const { settings, sql, values } of all) {
          for (const [key, value] of Object.entries(settings))
            await tx.query('select set_config($1, $2, true)', [`cbccvc.${key}`, value])
          const start = performance.now()
          await tx.query({ name: `${name}`, text: sql, values })
          ms += performance.now() - start
        }
        return ms
      })
    const times: [walled: number, open: number][] = []
    for (let round = 0; round < rounds; round++) {
      const first = round % 2 === 0
      const a = await timed(first ? desk : nationWide)
      const b = await timed(first ? nationWide : desk)
      times.push(first ? [a, b] : [b, a])
    }
    const median = (of: number[]) => of.sort((a, b) => a - b)[rounds >> 1]!
    const walled = median(times.map(([ms]) => ms))
    const open = median(times.map(([, ms]) => ms))
    cost[name] = Number(((walled / open - 1) * 100).toFixed(1))
  }
  return cost
}
