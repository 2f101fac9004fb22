/** Nobody waits for ever: one connection is enough for a submission, and the sweep locks nobody out. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findCaller, openPool, submitManifest, submitPart, sweep, unitCache } from '@cbccvc/registry'
import { pack } from '../testing/parcel.ts'
import { officials } from '../testing/people.ts'
import { onRoute, today } from '../testing/route.ts'

test(
  'a submission holds one connection and never asks for a second while it does',
  { timeout: 20_000 },
  onRoute(async (route) => {
    const pool = openPool({ url: route.databaseUrl, role: 'cbccvc_door', max: 1 })
    // A cache that has just been opened reads the tree at the first question: the worst moment.
    const house = () => ({ ...route.door, pool, units: unitCache(pool, route.house.today) })
    const key = route.keys.H26
    const caller = (await findCaller(pool, key.kid))!
    const empty = pack([], key, { sender: 'H26', unit: 'H26.1', asOf: today, senderSeq: 901, kind: 'full' })
    assert.equal((await submitManifest(house(), caller, empty.jws)).taken.kind, 'received')
    const one = pack(officials(0, 2, 'H26.1'), key, { sender: 'H26', unit: 'H26.1', asOf: today, senderSeq: 902 })
    await submitManifest(house(), caller, one.jws)
    const taken = await submitPart(house(), caller, one.parcelId, 0, Buffer.from(one.parts[0]!))
    assert.equal(taken.kind, 'received')
    await pool.end()
    await route.settle()
  }),
)

test(
  'the same manifest posted many times at once is received once',
  onRoute(async (route) => {
    const key = route.keys.H26
    const { jws } = pack([], key, { sender: 'H26', unit: 'H26.1', asOf: today, senderSeq: 903, kind: 'full' })
    const client = route.client('H26')
    const answers = await Promise.all(Array.from({ length: 8 }, () => client.call('openParcel', { body: jws })))
    const promises = new Set(answers.map(({ answer }) => ('promise' in answer ? answer.promise : '')))
    assert.equal(promises.size, 1)
    const { rows } = await route.owner.query<{ n: number }>(
      `select count(*) as n from leaf where convert_from(bytes, 'UTF8') like 'cbccvc.received/1 %'`,
    )
    assert.equal(rows[0]!.n, 1)
    await route.settle()
  }),
)

test(
  'the sweep waits for no reader of the book, so that nobody waits for the sweep',
  { timeout: 20_000 },
  onRoute(async (route) => {
    await route.send('H26', officials(0, 2, 'H26.1'))
    await route.settle()
    const reader = await route.owner.connect()
    await reader.query('begin')
    await reader.query('select count(*) from entry')
    await sweep(route.house)
    await reader.query('commit')
    reader.release()
  }),
)
