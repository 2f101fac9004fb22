/**
 * The whole route for one test: a fresh database, the hall, the doors over real HTTP on a free port, and the clocks
 * turned by hand, so that a test says when a part is concluded, a leaf numbered, a question asked.
 */
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import {
  type AnswerStatement,
  type Client,
  createClient,
  type FeedLine,
  type KeyHolder,
  keyHolder,
  type RefusalCode,
  RefusedError,
} from '@cbccvc/contract'
import { type KeyPair, keyToText, type NoteSigner, newKeyPair, sealStatement } from '@cbccvc/evidence'
import {
  checkBook,
  type EnrolledUnit,
  enrolBodies,
  enrolKeys,
  enrolUnits,
  foldCodes,
  foldCounters,
  type House,
  type KeyFile,
  type KeyRing,
  newKeyFile,
  openKeyRing,
  openPool,
  type Pool,
  type PopulationAddress,
  progress,
  sequencer,
  startLog,
  transaction,
  unitCache,
  verify,
  withNewKeys,
} from '@cbccvc/registry'
import type { FastifyInstance } from 'fastify'
import { freshDatabase } from '../../../../packages/registry/src/testing/database.ts'
import { type AppOptions, createApp } from '../http/app.ts'
import type { RateLimits } from '../http/rates.ts'
import { type Packed, type PackOptions, pack } from './parcel.ts'
import { keepEvents, keepReport, plant } from './planted.ts'

/** The nation's day of the tests. */
export const today = '2023-06-20'

/** Three bodies; units two levels deep. */
const bodies = [
  { code: 'H26', name: 'Thành phố Hà Nội', group: 'diaPhuong', placeholder: false },
  { code: 'H56', name: 'Tỉnh Thanh Hoá', group: 'diaPhuong', placeholder: false },
  { code: 'G01', name: 'Bộ Công an', group: 'trungUong', placeholder: false },
] as const
const units: EnrolledUnit[] = [
  ...['H26', 'H56', 'G01'].map((code) => ({ code, parent: null, name: `Cơ quan ${code}`, body: code })),
  ...['H26.1', 'H26.2', 'H56.1', 'G01.1'].map((code) => ({
    code,
    parent: code.slice(0, 3),
    name: `Đơn vị ${code}`,
    body: code.slice(0, 3),
  })),
  { code: 'H26.1.1', parent: 'H26.1', name: 'Đơn vị H26.1.1', body: 'H26' },
].map((unit) => ({ ...unit, validFrom: '2015-01-01' }))

export type Sender = 'H26' | 'H56' | 'G01' | 'CENTRE'
export type Records = readonly unknown[]
export type SendOptions = Partial<Omit<PackOptions, 'sender'>> & { readonly order?: readonly number[] }

/** A test asks as often as it likes; what brakes is tested in http/rates.test.ts. */
const plenty = { perMinute: 1e9, burst: 1e9, atOnce: 1e9 }
export const unbraked: RateLimits = {
  ...{ processes: 1, address: plenty, stranger: plenty, account: plenty, body: plenty, sender: plenty },
}

export interface Route {
  /** Works as the worker does. */
  readonly house: House
  /** The same house, as the door works in it. */
  readonly door: House
  readonly app: FastifyInstance
  readonly url: string
  readonly databaseUrl: string
  /** A pool as the database's owner (superuser of the test server). */
  readonly owner: Pool
  /** Works as the role cbccvc_identity. */
  readonly identity: Pool
  /** Works as the role cbccvc_desk. */
  readonly records: Pool
  /** Works as the role cbccvc_watch. */
  readonly watch: Pool
  readonly log: NoteSigner
  readonly sealKeys: KeyFile
  readonly keys: Readonly<Record<Sender, KeyPair>>
  /** What the server reported as its own faults. */
  readonly faults: unknown[]
  setToday(day: string): void
  /** What lets this sender in, at the route's doors or at others: one for each, so that its token serves many requests. */
  key(sender: Sender, server?: string): KeyHolder
  client(sender: Sender): Client
  pack(sender: Sender, records: Records, options?: SendOptions): Packed
  /** Opens the parcel and delivers its parts; the answer to the last one. Throws RefusedError. */
  deliver(sender: Sender, packed: Packed, order?: readonly number[]): Promise<string>
  /** pack and deliver. */
  send(sender: Sender, records: Records, options?: SendOptions): Promise<Packed & { promise: string }>
  /** send, and walk until nothing moves. */
  push(sender: Sender, records: Records, options?: SendOptions): Promise<Packed & { promise: string }>
  /** Concludes, asks, numbers until nothing is left that is due. */
  settle(population?: PopulationAddress): Promise<void>
  tick(): Promise<number>
  feed(sender: Sender, after?: string): Promise<FeedLine[]>
  answer(
    sender: Sender,
    to: string,
    answer: AnswerStatement['answer'],
    id?: string,
  ): Promise<{ jws: string; state: string }>
  /** Sends the withdrawal of a parcel; settle carries it out. Throws RefusedError. */
  withdraw(sender: Sender, parcelId: string): Promise<Packed & { promise: string }>
  /** Works as the role cbccvc_sequence. */
  readonly sequencing: Pool
  /** Faults of the book; a test that ends with `close` has none. */
  check(options?: { readonly keys?: KeyRing; readonly witnessKeys?: readonly string[] }): Promise<string[]>
  /** Checks the book, then ends everything. `dirty` where the test has spoilt the book itself. */
  close(options?: { readonly dirty?: boolean }): Promise<void>
}

export async function openRoute({ sandbox = true } = {}): Promise<Route> {
  const database = await freshDatabase()
  const owner = openPool({ url: database.url, role: null, max: 4, name: 'test owner' })
  const pool = openPool({ url: database.url, role: 'cbccvc_work', max: 8 })
  const front = openPool({ url: database.url, role: 'cbccvc_door', max: 8 })
  const sequencing = openPool({ url: database.url, role: 'cbccvc_sequence', max: 4 })
  const checking = openPool({ url: database.url, role: 'cbccvc_check', max: 1 })
  const identity = openPool({ url: database.url, role: 'cbccvc_identity', max: 4, name: 'test accounts' })
  const records = openPool({ url: database.url, role: 'cbccvc_desk', max: 4, name: 'test records' })
  const watch = openPool({ url: database.url, role: 'cbccvc_watch', max: 2, name: 'test watch' })
  const log: NoteSigner = { name: 'log.test.cbccvc', seed: randomBytes(32) }
  const sealKeys = newKeyFile(true)
  let day = today
  const house: House = {
    pool,
    book: pool,
    keys: await openKeyRing({ db: pool, file: sealKeys }),
    log,
    units: unitCache(pool, () => day),
    today: () => day,
    now: () => new Date(),
  }
  // A test that puts other keys into the house puts them into both.
  const door: House = {
    ...house,
    pool: front,
    get keys() {
      return house.keys
    },
  }
  const keys = { H26: newKeyPair(), H56: newKeyPair(), G01: newKeyPair(), CENTRE: newKeyPair() }
  await transaction(owner, async (tx) => {
    await enrolBodies(tx, bodies)
    await enrolUnits(tx, units, today)
    const roleOf = (sender: string) => (sender === 'CENTRE' ? 'operator' : 'body')
    await enrolKeys(
      tx,
      Object.entries(keys).map(([sender, { kid, publicKey }]) => {
        return { kid, sender, role: roleOf(sender), publicKey, sandbox: true } as const
      }),
    )
  })
  const { kek, index, mac } = sealKeys
  plant(...Object.values(kek.keys), ...Object.values(index), mac, keyToText(log.seed))
  plant(...Object.values(keys).map(({ seed }) => keyToText(seed)))
  await startLog(sequencing, log)
  const faults: unknown[] = []
  const app = await createApp({
    house: door,
    identity,
    records,
    watch,
    sandbox,
    report: (incident, error) => {
      faults.push(error)
      keepReport(incident, error)
    },
    events: keepEvents(),
    witnessKeys: [],
    version: 'test',
    rates: unbraked,
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const one = sequencer(sequencing, log, { alarm: () => {}, fault: (error) => void faults.push(error) })
  const tick = () => one.tick(foldCounters)
  const sequences = new Map<string, number>()
  const holders = new Map<string, KeyHolder>()
  const key = (sender: Sender, server = url) => {
    const name = `${sender} ${server}`
    const holder = holders.get(name) ?? keyHolder({ server, seed: keys[sender].seed })
    holders.set(name, holder)
    return holder
  }
  const client = (sender: Sender) => createClient({ server: url, key: key(sender), timeoutMs: 30_000 })

  const route: Route = {
    ...{
      house,
      door,
      app,
      url,
      databaseUrl: database.url,
      owner,
      identity,
      records,
      sequencing,
      watch,
      log,
      sealKeys,
      keys,
      faults,
      key,
      client,
      tick,
    },
    setToday(next) {
      day = next
    },
    pack(sender, records, options = {}) {
      const { senderSeq = (sequences.get(sender) ?? 0) + 1, ...rest } = options
      sequences.set(sender, Math.max(senderSeq, sequences.get(sender) ?? 0))
      return pack(records, keys[sender], { sender, unit: sender, asOf: day, senderSeq, ...rest })
    },
    async deliver(sender, { parcelId, jws, parts }, order = parts.map((_, part) => part)) {
      const { call } = client(sender)
      const { answer } = await call('openParcel', { body: jws })
      if ('promise' in answer) return answer.promise
      for (const part of order) {
        const { answer: held } = await call('putPart', { params: { parcelId, part }, body: parts[part]! })
        if ('promise' in held) return held.promise
      }
      return ''
    },
    async send(sender, records, options) {
      const packed = route.pack(sender, records, options)
      return { ...packed, promise: await route.deliver(sender, packed, options?.order) }
    },
    async push(sender, records, options) {
      const sent = await route.send(sender, records, options)
      await route.settle()
      return sent
    },
    async settle(population) {
      for (let moved = true; moved; ) {
        moved = await withNewKeys(house.keys, () => progress(house))
        if (population && (await withNewKeys(house.keys, () => verify(house, population))) > 0) moved = true
        if ((await tick()) > 0) moved = true
      }
    },
    async feed(sender, after = '') {
      const lines: FeedLine[] = []
      for (let cursor = after; ; ) {
        const { answer } = await client(sender).call('feed', { query: { after: cursor } })
        lines.push(...answer.lines)
        if (answer.next === cursor) return lines
        cursor = answer.next
      }
    },
    async answer(sender, to, answer, id = randomUUID()) {
      const statement = { v: 1, id, sender, to, answer, at: new Date().toISOString() }
      const jws = sealStatement(statement, keys[sender].seed)
      const done = await client(sender).call('answer', { body: jws })
      return { jws, state: done.answer.state }
    },
    withdraw: (sender, parcelId) =>
      route.send(sender, [], { kind: 'withdrawal', spoil: (m) => ({ ...m, withdraws: parcelId }) }),
    check: ({ keys = house.keys, witnessKeys = [] } = {}) =>
      checkBook({ ...house, keys, pool: checking }, { witnessKeys }),
    async close({ dirty = false } = {}) {
      try {
        if (!dirty) {
          assert.deepEqual(await route.check(), [])
          await tick()
          while (await foldCodes(pool, house.keys));
          assert.deepEqual(await route.check(), [], 'after the counters are folded')
        }
      } finally {
        await app.close()
        await Promise.all([pool, front, sequencing, checking, owner, identity, records, watch].map((one) => one.end()))
        await database.drop()
      }
    },
  }
  return route
}

/** What another door onto the same house is opened with; a test changes what it is about. */
export function doorsOf({ house, identity, records, watch, faults }: Route): AppOptions {
  const report = (incident: string, error: unknown) => {
    faults.push(error)
    keepReport(incident, error)
  }
  return {
    ...{ house, identity, records, watch, report },
    events: keepEvents(),
    sandbox: true,
    witnessKeys: [],
    version: 'test',
    rates: unbraked,
  }
}

/** A test on a route of its own, which is closed (its book checked) whatever comes of the test. */
export function onRoute(work: (route: Route) => Promise<void>): () => Promise<void> {
  return async () => {
    const route = await openRoute()
    try {
      await work(route)
    } catch (error) {
      await route.close({ dirty: true })
      throw error
    }
    await route.close()
  }
}

/** Asserts that the work is refused with this code; gives the refusal. */
export async function refused(code: RefusalCode, work: Promise<unknown>): Promise<RefusedError> {
  const error = await work.then(
    () => assert.fail(`not refused, expected ${code}`),
    (reason: unknown) => reason,
  )
  if (!(error instanceof RefusedError)) throw error
  assert.equal(error.refusal.code, code)
  return error
}
