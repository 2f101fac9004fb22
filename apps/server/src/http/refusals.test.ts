/**
 * Every refusal that a door can give is given here once (those of accounts in signin/door.test.ts, of factors and systems beside it,
 * of privacy in privacy/); the compiler holds the list complete.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { zstdCompressSync } from 'node:zlib'
import {
  type AccountRefusalCode,
  createClient,
  type EidRefusalCode,
  type FactorRefusalCode,
  type LookRefusalCode,
  limits,
  type PrivacyRefusalCode,
  type RecordRefusalCode,
  type RefusalCode,
  type RefusedError,
  refusals,
  type SystemRefusalCode,
} from '@cbccvc/contract'
import { dpopProof, type Manifest, newKeyPair, sealStatement } from '@cbccvc/evidence'
import { openPool, sweep } from '@cbccvc/registry'
import { askToken, showing, strange } from '../testing/bound.ts'
import { decide } from '../testing/decide.ts'
import { type Packed, sha256, uuidv7 } from '../testing/parcel.ts'
import { official, officials } from '../testing/people.ts'
import { openRoute, type Route, refused, today } from '../testing/route.ts'
import { createApp } from './app.ts'

let route: Route
/** A parcel that is concluded, and a case between H26 and H56. */
let old: Packed
let caseId: string
before(async () => {
  route = await openRoute()
  const made = { act: 'create', code: 'H26.7', name: 'Đơn vị H26.7', parent: 'H26' }
  await decide(route, [made], { effective: '2020-01-01' })
  await decide(route, [{ act: 'merge', unit: 'H26.7', to: 'H26.2' }])
  old = await route.push('H26', officials(0, 3, 'H26.1'))
  await route.push('H56', [official(0, 'H56.1')])
  const line = (await route.feed('H26')).find((one) => one.kind === 'case')
  assert.ok(line?.kind === 'case')
  caseId = line.id
})
after(() => route.close())

/** The manifest of one part, changed to fit other bytes. */
const withPart =
  (bytes: Buffer, change: Partial<Manifest['parts'][number]> = {}) =>
  (manifest: Manifest) => ({
    ...manifest,
    parts: [{ ...manifest.parts[0]!, size: bytes.length, sha256: sha256(bytes), ...change }],
  })

const sendSpoilt = (spoil: (manifest: Manifest) => Manifest, bytes?: Buffer) => {
  const packed = route.pack('H26', officials(10, 2, 'H26.1'), { spoil })
  return route.deliver('H26', bytes ? { ...packed, parts: [bytes] } : packed)
}

const callWith = (headers: Record<string, string>) =>
  createClient({ server: route.url, fetch: showing(() => headers) }).call('feed')

/** What a clock shows that is ten minutes late: a token of now, a proof of then. */
const late = async () => {
  const bound = newKeyPair().seed
  const token = (await askToken(route.url, { seed: route.keys.H26.seed, bound })).access_token!
  const call = { method: 'GET', address: `${route.url}/v1/feed`, now: Date.now() - 600_000, token }
  return { authorization: `DPoP ${token}`, dpop: dpopProof(bound, call) }
}

const statement = (change: object) => {
  const answer = { v: 1, id: randomUUID(), sender: 'H26', to: caseId, answer: 'keep', at: new Date().toISOString() }
  return sealStatement({ ...answer, ...change }, route.keys.H26.seed)
}
const answerWith = (jws: string) => route.client('H26').call('answer', { body: jws })

/** Another door onto the same house. */
async function behind<T>(change: Partial<Parameters<typeof createApp>[0]>, work: (url: string) => Promise<T>) {
  const app = await createApp({
    house: route.door,
    identity: route.identity,
    records: route.records,
    watch: route.watch,
    sandbox: true,
    report: () => {},
    witnessKeys: [],
    version: 'test',
    ...change,
  })
  try {
    return await work(await app.listen({ host: '127.0.0.1', port: 0 }))
  } finally {
    await app.close()
  }
}

const provoke = {
  'caller.unknown': () => callWith(strange(route.url)),
  'caller.expired': async () => callWith(await late()),
  'caller.notAllowed': () => route.client('H26').call('board'),
  'caller.sandboxKey': () =>
    behind({ sandbox: false, address: route.url }, (server) =>
      createClient({ server, key: route.key('H26') }).call('feed'),
    ),
  'request.shape': () => route.client('H26').call('feed', { query: { limit: 'many' } }),
  'request.tooLarge': () =>
    route
      .client('H26')
      .call('putPart', { params: { parcelId: old.parcelId, part: 0 }, body: Buffer.alloc(limits.partBytes + 1) }),
  'request.tooLong': () => route.client('H26').call('feed', { query: { after: 'x'.repeat(5000) } }),
  'request.notFound': () => route.client('H26').call('logTile', { params: { '*': '0/009' } }),
  'request.tooMany': () =>
    behind({ uploads: { bytes: 0 }, address: route.url }, (server) =>
      createClient({ server, key: route.key('H26') }).call('putPart', {
        params: { parcelId: old.parcelId, part: 0 },
        body: Buffer.alloc(10),
      }),
    ),
  'request.slow': () =>
    behind({ uploads: { paceMs: 50 }, address: route.url }, (server) => {
      const body = new ReadableStream({ start: (stream) => stream.enqueue(new Uint8Array(10)) })
      const stalled: typeof fetch = (url, init) =>
        fetch(url, { ...init, body, signal: null, duplex: 'half' } as RequestInit)
      return createClient({ server, key: route.key('H26'), fetch: stalled }).call('putPart', {
        params: { parcelId: old.parcelId, part: 0 },
        body: Buffer.alloc(10),
      })
    }),
  'server.busy': async () => {
    const pool = openPool({ url: 'postgres://nobody@127.0.0.1:1/none' })
    return behind({ house: { ...route.door, pool }, address: route.url }, (server) =>
      createClient({ server, key: route.key('CENTRE') }).call('board'),
    )
  },
  'server.fault': async () => {
    await route.owner.query('alter table population_state rename to gone')
    try {
      return await route.client('CENTRE').call('board')
    } finally {
      await route.owner.query('alter table gone rename to population_state')
    }
  },
  'parcel.seal': () => {
    const foreign = route.pack('H56', officials(10, 1, 'H56.1'), { spoil: (m) => ({ ...m, sender: 'H26' }) })
    return route.deliver('H26', foreign)
  },
  'parcel.manifest': () => route.client('H26').call('openParcel', { body: 'not.a.manifest' }),
  'parcel.sender': () => route.deliver('H26', route.pack('H56', officials(10, 1, 'H56.1'))),
  'parcel.unit': () => sendSpoilt((m) => ({ ...m, unit: 'H56.1' })),
  'parcel.unitEnded': () => sendSpoilt((m) => ({ ...m, unit: 'H26.7' })),
  'parcel.edition': () => sendSpoilt((m) => ({ ...m, edition: '1999' })),
  'parcel.asOf': () => sendSpoilt((m) => ({ ...m, asOf: '2023-06-21' })),
  'parcel.otherBytes': () => sendSpoilt((m) => ({ ...m, parcelId: old.parcelId })),
  'parcel.unknown': () => route.client('H56').call('parcelStatus', { params: { parcelId: old.parcelId } }),
  'parcel.refused': async () => {
    const packed = route.pack('H26', officials(10, 1, 'H26.1'))
    const torn = { ...packed, parts: [packed.parts[0]!.subarray(1)] }
    await refused('parcel.size', route.deliver('H26', torn))
    return route.deliver('H26', packed)
  },
  'parcel.secret': () => route.send('H26', [...officials(10, 2, 'H26.1'), official(12, 'H26.1', { doMat: true })]),
  'parcel.size': () => sendSpoilt((m) => m, Buffer.alloc(3)),
  'parcel.digest': () => sendSpoilt((m) => ({ ...m, parts: [{ ...m.parts[0]!, sha256: '0'.repeat(64) }] })),
  'parcel.compression': () => {
    const bytes = Buffer.from('this is no zstd')
    return sendSpoilt(withPart(bytes), bytes)
  },
  'parcel.count': () => sendSpoilt((m) => ({ ...m, count: 3, parts: [{ ...m.parts[0]!, records: 3 }] })),
  'parcel.recordsRoot': () => sendSpoilt((m) => ({ ...m, recordsRoot: 'ab'.repeat(32) })),
  'parcel.part': () => {
    const packed = route.pack('H26', officials(10, 1, 'H26.1'))
    return route.deliver('H26', { ...packed, parts: Array(8).fill(zstdCompressSync('x')) }, [7])
  },
  'parcel.sequence': () => route.send('H26', officials(10, 1, 'H26.1'), { senderSeq: 1 }),
  'parcel.expired': async () => {
    const packed = route.pack('H26', officials(40, 4, 'H26.1'), { recordsPerPart: 2 })
    await route.deliver('H26', packed, [0])
    await sweep({ ...route.house, now: () => new Date(Date.now() + 31 * 86_400_000) })
    const part = { params: { parcelId: packed.parcelId, part: 1 }, body: packed.parts[1]! }
    return route.client('H26').call('putPart', part)
  },
  'withdrawal.unknown': () => route.withdraw('H26', uuidv7()),
  'withdrawal.late': async () => {
    const { parcelId } = await route.push('H26', officials(30, 1, 'H26.1'))
    route.setToday('2023-07-01')
    try {
      return await route.withdraw('H26', parcelId)
    } finally {
      route.setToday(today)
    }
  },
  'withdrawal.again': async () => {
    const { parcelId } = await route.push('H26', officials(31, 1, 'H26.1'))
    await route.withdraw('H26', parcelId)
    return route.withdraw('H26', parcelId)
  },
  'record.unknown': () => route.client('H26').call('recordReceipt', { params: { parcelId: old.parcelId, index: 99 } }),
  'receipt.notYet': async () => {
    const { parcelId } = await route.send('H26', officials(20, 1, 'H26.1'))
    return route.client('H26').call('parcelReceipt', { params: { parcelId } })
  },
  'feed.cursor': () => route.client('H26').call('feed', { query: { after: '1.2.3' } }),
  'answer.unknown': () => answerWith(statement({ to: uuidv7() })),
  'answer.shape': () => answerWith(statement({ answer: 'perhaps' })),
  'answer.otherBytes': async () => {
    const id = randomUUID()
    await answerWith(statement({ id }))
    return answerWith(statement({ id, answer: 'dual' }))
  },
  'answer.closed': () => answerWith(statement({})),
  'answer.notYours': () => answerWith(statement({ answer: 'accept' })),
} satisfies Record<
  Exclude<
    RefusalCode,
    | AccountRefusalCode
    | EidRefusalCode
    | FactorRefusalCode
    | LookRefusalCode
    | PrivacyRefusalCode
    | RecordRefusalCode
    | SystemRefusalCode
  >,
  () => Promise<unknown>
>

/** In an order that lets the case be answered once: what speaks of the open case comes before what closes it. */
const order = (Object.keys(provoke) as (keyof typeof provoke)[]).sort((a, b) => lateness(a) - lateness(b))
function lateness(code: keyof typeof provoke): number {
  return ['answer.otherBytes', 'answer.closed'].indexOf(code as string)
}

for (const code of order) {
  test(`${code} is refused in words, with its status and a next step`, async () => {
    const error: RefusedError = await refused(code, provoke[code]())
    const { vi, en, next } = error.refusal
    assert.equal(error.status, refusals[code].status)
    for (const text of [vi, en, next.vi, next.en]) assert.match(text, /^[^{}]{8,}$/, 'a whole sentence, no hole left')
    assert.equal(error.retryAfter !== null, [429, 503].includes(error.status))
  })
}

test('none of these left anything behind in the book', async () => {
  await route.settle()
  assert.deepEqual(await route.check(), [])
  assert.equal(route.faults.length, 1, 'the one fault that was made on purpose')
})
