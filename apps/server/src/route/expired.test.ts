/** A parcel of which parts are missing does not stay open for ever; what its sender does later is the usual thing. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createCourier } from '@cbccvc/courier'
import { sweep } from '@cbccvc/registry'
import type { WireRecord } from '@cbccvc/standard'
import { personOf } from '../testing/book.ts'
import { official, officials } from '../testing/people.ts'
import { onRoute, type Route, refused, today } from '../testing/route.ts'

const day = 86_400_000
/** The sweep as it is so many days from now. */
const sweepIn = (route: Route, days: number) => sweep({ ...route.house, now: () => new Date(Date.now() + days * day) })
const status = async (route: Route, parcelId: string) =>
  (await route.client('H26').call('parcelStatus', { params: { parcelId } })).answer
const partsKept = async (route: Route) =>
  (await route.owner.query<{ n: number }>('select count(*) as n from part')).rows[0]!.n

test(
  '30 days after the last part it expires: its parts are deleted, and its sender can read why',
  onRoute(async (route) => {
    const packed = route.pack('H26', officials(0, 6, 'H26.1'), { recordsPerPart: 2 })
    await route.deliver('H26', packed, [0, 2])
    await sweepIn(route, 29)
    assert.deepEqual([(await status(route, packed.parcelId)).state, await partsKept(route)], ['open', 2])
    await Promise.all([sweepIn(route, 31), sweepIn(route, 31)])
    const { state, have, refusal } = await status(route, packed.parcelId)
    assert.deepEqual([state, have, refusal?.code], ['refused', [], 'parcel.expired'])
    assert.match(refusal!.en, /none came for 30 days/)
    assert.equal(await partsKept(route), 0)
    assert.deepEqual(await route.check(), [])
    await refused(
      'parcel.expired',
      route.deliver('H26', { ...packed, jws: packed.jws }, [1]).then(async () => {
        await sweepIn(route, 31)
        return route
          .client('H26')
          .call('putPart', { params: { parcelId: packed.parcelId, part: 1 }, body: packed.parts[1]! })
      }),
    )
  }),
)

test(
  'a part that came meanwhile gives it another 30 days, and one that was only opened has them, too',
  onRoute(async (route) => {
    const packed = route.pack('H26', officials(0, 4, 'H26.1'), { recordsPerPart: 2 })
    await route.deliver('H26', packed, [0])
    await route.owner.query(`update parcel set opened_at = now() - interval '40 days'`)
    await route.client('H26').call('openParcel', { body: route.pack('H26', officials(4, 2, 'H26.1')).jws })
    await sweepIn(route, 1)
    const { rows } = await route.owner.query<{ state: string }>('select distinct state from parcel')
    assert.deepEqual(rows, [{ state: 'open' }])
    await sweepIn(route, 31)
    const after = await route.owner.query<{ state: string }>('select distinct state from parcel')
    assert.deepEqual(after.rows, [{ state: 'refused' }])
  }),
)

test(
  'what was received in whole never expires',
  onRoute(async (route) => {
    const { parcelId } = await route.send('H26', officials(0, 2, 'H26.1'))
    await sweepIn(route, 300)
    assert.equal((await status(route, parcelId)).state, 'received')
    await route.settle()
    assert.equal((await status(route, parcelId)).state, 'concluded')
  }),
)

test(
  'the same manifest opens it anew: the parcel is delivered, counted once and concluded as ever',
  onRoute(async (route) => {
    const packed = route.pack('H26', officials(0, 4, 'H26.1'), { recordsPerPart: 2 })
    await route.deliver('H26', packed, [0])
    await sweepIn(route, 31)
    await route.push('H26', [official(9, 'H26.1')])
    const opened = await route.client('H26').call('openParcel', { body: packed.jws })
    assert.deepEqual(opened.answer, { parcelId: packed.parcelId, have: [] })
    assert.match(await route.deliver('H26', packed), /^cbccvc\.promise/)
    await route.settle()
    const { state, counts } = await status(route, packed.parcelId)
    assert.deepEqual([state, counts.entered], ['concluded', 4])
    const { totals } = (await route.client('CENTRE').call('board')).answer
    assert.deepEqual([totals.sent, totals.received], [5, 5])
    await refused(
      'parcel.otherBytes',
      route.deliver('H26', {
        ...packed,
        jws: route.pack('H26', officials(0, 4, 'H26.1'), { spoil: (m) => ({ ...m, parcelId: packed.parcelId }) }).jws,
      }),
    )
  }),
)

test(
  'a courier that was away for months sends its parcel as if nothing had been',
  onRoute(async (route) => {
    const home = mkdtempSync(join(tmpdir(), 'cbccvc-away-'))
    const courier = createCourier({
      home,
      server: route.url,
      sender: 'H26',
      seed: route.keys.H26.seed,
      today: () => today,
    })
    try {
      const records = officials(0, 3, 'H26.1') as WireRecord[]
      const source = { fingerprint: 'tệp', name: 'tep.ndjson', kind: 'ndjson' }
      const parcel = await courier.pack(records, { kind: 'changes', unit: 'H26.1', asOf: today, source })
      const { manifest } = courier.home.db.prepare('select manifest from parcel').get() as { manifest: string }
      await route.client('H26').call('openParcel', { body: manifest })
      await sweepIn(route, 31)
      assert.equal((await status(route, parcel.parcelId)).state, 'refused')
      const sent = await courier.send(parcel)
      assert.equal(sent.parcelId, parcel.parcelId)
      await route.settle()
      await courier.pull()
      assert.deepEqual(
        courier.status().map(({ id, state, counts }) => [id, state, counts.entered]),
        [[parcel.parcelId, 'concluded', 3]],
      )
      assert.equal((await personOf(route, String(records[0]!.soDinhDanh))).holder, 'H26')
    } finally {
      courier.close()
      rmSync(home, { recursive: true })
    }
  }),
)
