/**
 * Reads on a centre of its own: a real PostgreSQL with the settings of `npm start` and the server's processes, a book filled
 * by the register's own functions. Then, with the centre at rest: records read by permit and written down, the queries of
 * the book as the desk (under row-level security) and as the nation's role, and people signing in over HTTP.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nation as makeNation } from '@cbccvc/outside/nation'
import {
  type House,
  type KeyFile,
  type KeyRing,
  linked,
  openKeyRing,
  openPool,
  type Pool,
  readRecord,
  readUnits,
  type Subject,
  unitCache,
} from '@cbccvc/registry'
import { noStanding, permit } from '../../packages/registry/src/access/index.ts'
import { openWorkshop } from '../ingest/centre.ts'
import { fillBook, fillFeed } from './book.ts'
import { type Cost, measureRowSecurity, openWithoutPolicies } from './row-security.ts'
import { makeSigners, measureSignIn, type SignIn } from './signin.ts'

const today = '2023-06-20'

export interface Reads {
  readonly people: number
  readonly perSPerCore: number
  readonly p95Ms: number
  /** What row-level security adds, by query. */
  readonly cost: Readonly<Record<string, Cost>>
  readonly signIn: SignIn
}

export interface ReadsWish {
  readonly people: number
  readonly reads: number
  readonly signIns: number
  readonly rounds: number
}

export async function measureReads(wish: ReadsWish, say: (line: string) => void): Promise<Reads> {
  const nation = makeNation({ people: 200_000, today })
  const workshop = await openWorkshop(nation, 'access')
  try {
    const centre = await workshop.open('')
    const pools = {
      desk: openPool({ url: centre.databaseUrl, role: 'cbccvc_desk', max: 1, name: 'bench desk' }),
      reading: openPool({ url: centre.databaseUrl, role: 'cbccvc_desk', max: 4, name: 'bench reading' }),
      nation: openPool({ url: centre.databaseUrl, role: 'cbccvc_check', max: 1, name: 'bench nation' }),
      work: openPool({ url: centre.databaseUrl, role: 'cbccvc_work', max: 2, name: 'bench work' }),
      identity: openPool({ url: centre.databaseUrl, role: 'cbccvc_identity', max: 2, name: 'bench accounts' }),
      owner: openPool({ url: centre.databaseUrl, role: null, max: 2, name: 'bench owner' }),
    }
    try {
      const file = JSON.parse(readFileSync(join(workshop.keys, 'seal.json'), 'utf8')) as KeyFile
      const keys = await openKeyRing({ db: pools.work, file })
      say(`filling the book with ${wish.people} people`)
      const unit = await fillBook(pools.work, keys, nation, wish.people, say)
      const senders = await fillFeed(pools.owner)
      // The desk reads no feed yet: here it is let, to see what the wall costs.
      await pools.owner.query('grant select on feed_chunk, commit_log to cbccvc_desk')
      for (const pool of [pools.desk, pools.reading]) linked(pool, keys)
      const house: House = {
        ...{ pool: pools.work, book: pools.work, keys, log: { name: 'bench', seed: Buffer.alloc(32) } },
        ...{ units: unitCache(pools.work, () => today), today: () => today, now: () => new Date() },
      }
      const signers = await makeSigners(house, pools.identity, wish.signIns * wish.rounds)
      await pools.owner.query('vacuum analyze')
      await pools.owner.query('checkpoint')
      const open = await openWithoutPolicies(pools.owner, centre.databaseUrl)
      const cost = await measureRowSecurity({ ...pools, open }, unit.id, senders, wish.rounds).finally(() => open.end())
      say(`row security: ${JSON.stringify(cost)}`)
      const reads: { perSPerCore: number; p95Ms: number }[] = []
      const signIns: SignIn[] = []
      for (let round = 0; round < wish.rounds; round++) {
        reads.push(await readAll(pools.reading, pools.work, keys, wish.reads, () => workshop.postgresCpu()))
        say(`round ${round + 1}: ${JSON.stringify(reads.at(-1))}`)
        const logins = signers.logins.slice(round * wish.signIns, (round + 1) * wish.signIns)
        signIns.push(
          await measureSignIn(centre.url.replace('127.0.0.1', 'localhost'), { ...signers, logins }, pools.owner),
        )
        say(`round ${round + 1}: ${JSON.stringify(signIns.at(-1))}`)
      }
      const middle = <T>(of: readonly T[], by: (one: T) => number) =>
        [...of].sort((a, b) => by(a) - by(b))[of.length >> 1]!
      const signIn = middle(signIns, (one) => one.p95Ms)
      return { people: wish.people, ...middle(reads, (one) => one.perSPerCore), cost, signIn }
    } finally {
      await Promise.all(Object.values(pools).map((pool) => pool.end()))
      await centre.close()
    }
  } finally {
    await workshop.close()
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
