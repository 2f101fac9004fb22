/** Receipts as the server gives them, verified offline by whoever has the public keys. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attachInnerPaths, parseReceipt, readPromise, verifyPromise, verifyReceipt, vkeyOf } from '@cbccvc/evidence'
import { progress } from '@cbccvc/registry'
import { edition } from '@cbccvc/standard'
import { official, officials } from '../testing/people.ts'
import { onRoute, type Route, refused } from '../testing/route.ts'

const parcel = async (route: Route, parcelId: string, part?: number) =>
  (await route.client('H26').call('parcelReceipt', { params: { parcelId }, query: { part } })).answer
const record = async (route: Route, parcelId: string, index: number) =>
  (await route.client('H26').call('recordReceipt', { params: { parcelId, index } })).answer

test(
  'of a parcel, of its parts, of its records: whole, small, and true',
  onRoute(async (route) => {
    const logKey = vkeyOf(route.log)
    const people = [...officials(0, 6, 'H26.1'), official(6, 'H26.99'), '{"no', ...officials(0, 1, 'H26.1')]
    const sent = await route.push('H26', people, { recordsPerPart: 4 })
    await route.push('H26', officials(20, 3, 'H26.2'))
    const { parcelId, jws, lines } = sent
    const proves = (text: string, options = {}) => verifyReceipt(text, { logKey, manifest: jws, ...options })
    const whole = await parcel(route, parcelId)
    assert.ok(proves(whole).ok)
    const facts = proves(whole).facts
    assert.ok(facts?.kind === 'parcel')
    assert.deepEqual(facts.closed.counts, { entered: 6, unchanged: 1, returned: 2, held: 0, refused: 0 })
    for (const part of [0, 1, 2]) assert.ok(proves(await parcel(route, parcelId, part)).ok, `part ${part}`)
    const outcomes = (await route.feed('H26')).filter((one) => one.kind === 'outcome')
    for (const [index, line] of lines.entries()) {
      const text = await record(route, parcelId, index)
      assert.ok(Buffer.byteLength(text) <= 6 * 1024)
      const checked = proves(text, { record: line })
      assert.ok(checked.ok, JSON.stringify(checked.steps))
      assert.ok(checked.facts?.kind === 'record')
      assert.deepEqual(checked.facts.inner.outcome, outcomes[index]!.outcome)
      assert.equal(proves(text, { record: Buffer.concat([line, Buffer.from(' ')]) }).ok, false, 'another record')
    }
    assert.equal(
      verifyReceipt(whole, { logKey: vkeyOf({ name: route.log.name, seed: Buffer.alloc(32, 1) }) }).ok,
      false,
    )
    const base = await parcel(route, parcelId, 0)
    const first = parseReceipt(await record(route, parcelId, 0))
    assert.ok(first.kind === 'record')
    assert.ok(proves(attachInnerPaths(base, first.inner), { record: lines[0]! }).ok, 'made by the sender itself')
  }),
)

test(
  'of any record of a parcel of many blocks and parts, whatever was asked before',
  onRoute(async (route) => {
    const logKey = vkeyOf(route.log)
    const people = [...officials(0, 300, 'H26.1'), ...officials(0, 300, 'H26.1')]
    const { parcelId, jws, lines } = await route.push('H26', people, { recordsPerPart: 70 })
    for (const index of [599, 0, 69, 70, 255, 256, 511, 512, 300]) {
      const checked = verifyReceipt(await record(route, parcelId, index), {
        logKey,
        manifest: jws,
        record: lines[index]!,
      })
      assert.ok(checked.ok, `record ${index}: ${JSON.stringify(checked.steps)}`)
    }
  }),
)

test(
  'too early: 409 until it is concluded and in the log',
  onRoute(async (route) => {
    const { parcelId } = await route.send('H26', officials(0, 4, 'H26.1'), { recordsPerPart: 2 })
    const early = async () => {
      await refused('receipt.notYet', parcel(route, parcelId))
      await refused('receipt.notYet', record(route, parcelId, 3))
    }
    await early()
    await route.tick()
    await early()
    await progress(route.house)
    await route.tick()
    await early()
    await progress(route.house)
    await early()
    await route.tick()
    assert.ok(await parcel(route, parcelId))
    assert.ok(await record(route, parcelId, 3))
    await refused('parcel.unknown', route.client('H56').call('parcelReceipt', { params: { parcelId } }))
    await refused('record.unknown', record(route, parcelId, 4))
    await refused('parcel.part', parcel(route, parcelId, 2))
  }),
)

test(
  'of a parcel whose rules changed between its parts: each outcome names the rules that judged it',
  onRoute(async (route) => {
    const standard = edition() as { ruleSet: string }
    const before = standard.ruleSet
    const sent = await route.send('H26', officials(0, 4, 'H26.1'), { recordsPerPart: 2 })
    await progress(route.house)
    try {
      standard.ruleSet = '2023.next'
      await progress(route.house)
      await route.tick()
    } finally {
      standard.ruleSet = before
    }
    const logKey = vkeyOf(route.log)
    const outcomes = (await route.feed('H26')).filter((one) => one.kind === 'outcome')
    assert.deepEqual(
      outcomes.map(({ outcome }) => outcome.ruleSet),
      [before, before, '2023.next', '2023.next'],
    )
    for (const [index, line] of sent.lines.entries()) {
      const { ok } = verifyReceipt(await record(route, sent.parcelId, index), { logKey, record: line })
      assert.ok(ok, `record ${index}`)
    }
  }),
)

test(
  'of a parcel of one part, and of one that was refused',
  onRoute(async (route) => {
    const logKey = vkeyOf(route.log)
    const { parcelId, jws } = await route.push('H26', officials(0, 2, 'H26.1'))
    const checked = verifyReceipt(await parcel(route, parcelId), { logKey, manifest: jws })
    assert.ok(checked.ok && checked.facts?.kind === 'part')
    const torn = route.pack('H26', officials(2, 1, 'H26.1'))
    await refused('parcel.size', route.deliver('H26', { ...torn, parts: [Buffer.from('x')] }))
    await refused('parcel.refused', parcel(route, torn.parcelId))
  }),
)

test(
  'the promise is proof at once, of exactly this parcel and time',
  onRoute(async (route) => {
    const before = Date.now()
    const { parcelId, promise, manifest } = await route.send('H26', officials(0, 2, 'H26.1'))
    const { facts, receivedAt } = verifyPromise(promise, vkeyOf(route.log))
    assert.deepEqual([facts.parcelId, facts.recordsRoot, facts.count], [parcelId, manifest.recordsRoot, 2])
    assert.ok(Date.parse(receivedAt) >= before && Date.parse(receivedAt) <= Date.now())
    const forged = promise.replace('records 2', 'records 3')
    assert.notEqual(forged, promise)
    assert.ok(readPromise(forged))
    assert.throws(() => verifyPromise(forged, vkeyOf(route.log)))
    await route.settle()
  }),
)
