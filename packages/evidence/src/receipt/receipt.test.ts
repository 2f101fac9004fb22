import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  attachInnerPaths,
  closedLeaf,
  countOutcomes,
  logLeafHash,
  makeParcelReceipt,
  makeRecordReceipt,
  merkleRoot,
  parcelFactsOf,
  receivedLeaf,
  toHex,
  utf8,
  verifyReceipt,
  vkeyOf,
} from '../index.ts'
import {
  CONCLUDED_AT,
  concludedOf,
  innerOf,
  lineOf,
  logKey,
  logSigner,
  parcelOf,
  RECEIVED_AT,
  seedOf,
  signedHead,
  sourceOf,
  sparseLog,
  witnesses,
  witnessKeys,
} from '../testing/world.ts'

const world = parcelOf(7)
const source = await sourceOf(world, concludedOf(world), 300, [17, 260])
const concluded = world.parts[0]!.concluded
const part = makeParcelReceipt({ ...source, concluded })
const record = makeRecordReceipt({ ...source, concluded, inner: innerOf(world, 4) })

test('a record receipt verifies with the record, the receipt and the keys alone', () => {
  const result = verifyReceipt(record, { logKey, witnessKeys, record: lineOf(4), manifest: world.jws, minWitnesses: 2 })
  assert.deepEqual(
    result.steps.map(({ code }) => code),
    ['form', 'manifest', 'record', 'sent', 'outcome', 'received', 'concluded', 'log', 'witnesses'].map(
      (n) => `${n}.ok`,
    ),
  )
  assert.equal(result.ok, true)
  assert.equal(result.facts?.number, `${world.manifest.parcelId}/4`)
})

test('the sender makes the same receipt itself from the part or from any other record', () => {
  assert.equal(attachInnerPaths(part, innerOf(world, 4)), record)
  assert.equal(attachInnerPaths(attachInnerPaths(part, innerOf(world, 2)), innerOf(world, 4)), record)
})

test('no byte of a receipt or of its record can be changed unseen', () => {
  const options = { logKey, witnessKeys, record: lineOf(4) }
  const bytes = utf8(record)
  for (let at = 0; at < bytes.length; at++) {
    for (const flip of [1, 0x20]) {
      const changed = bytes.slice()
      changed[at]! ^= flip
      const text = new TextDecoder().decode(changed)
      assert.equal(
        verifyReceipt(text, options).ok,
        false,
        `byte ${at}: ${JSON.stringify(text.slice(at - 20, at + 20))}`,
      )
    }
  }
  const line = utf8(lineOf(4))
  for (let at = 0; at < line.length; at++) {
    const changed = line.slice()
    changed[at]! ^= 1
    assert.equal(verifyReceipt(record, { ...options, record: changed }).ok, false)
  }
})

test('the receipt of a part and of a parcel of many parts', async () => {
  assert.equal(verifyReceipt(part, { logKey, witnessKeys, manifest: world.jws }).ok, true)
  const many = parcelOf(1201)
  const facts = parcelFactsOf(many.jws)
  const leaves = many.parts.map((_, i) => logLeafHash(concludedOf(many, i)))
  const counts = countOutcomes(many.outcomes)
  const closed = { parts: 3, counts, concludedRoot: toHex(merkleRoot(leaves)), closedAt: CONCLUDED_AT }
  const text = makeParcelReceipt({ ...(await sourceOf(many, closedLeaf(facts, closed), 40, [3, 39])), closed })
  const result = verifyReceipt(text, { logKey, witnessKeys, manifest: many.jws })
  assert.equal(result.ok, true)
  assert.equal(result.facts?.number, facts.parcelId)
  assert.equal(result.facts?.kind === 'parcel' && result.facts.closed.counts.entered, counts.entered)
  assert.throws(() => attachInnerPaths(text, innerOf(many, 4)), { code: 'receipt.base' })
})

test('paths of another record, part or parcel are refused', () => {
  const own = innerOf(world, 4)
  assert.throws(() => attachInnerPaths(part, { ...own, index: 5 }), { code: 'receipt.base' })
  assert.throws(() => attachInnerPaths(part, { ...own, index: 7, outcome: { ...own.outcome, index: 7 } }), {
    code: 'receipt.base',
  })
  assert.throws(() => attachInnerPaths(part, { ...own, recordPath: innerOf(world, 3).recordPath }), {
    code: 'merkle.proof',
  })
  assert.throws(() => attachInnerPaths(part, { ...own, outcomePath: [] }), { code: 'merkle.proof' })
  assert.throws(
    () => attachInnerPaths(part, { ...own, outcome: { ...own.outcome, outcome: 'entered', entry: null } }),
    { code: 'merkle.proof' },
  )
})

test('each thing that does not hold is named, in both languages', () => {
  const failing = (text: string, more = {}) =>
    verifyReceipt(text, { logKey, witnessKeys, ...more })
      .steps.filter(({ ok }) => ok === false)
      .map(({ code }) => code)
  assert.deepEqual(failing(record, { record: lineOf(5) }), ['record.bad'])
  assert.deepEqual(failing(record, { manifest: parcelOf(8).jws }), ['manifest.bad'])
  assert.deepEqual(failing(record, { minWitnesses: 3 }), ['witnesses.bad'])
  assert.deepEqual(failing(record, { logKey: vkeyOf({ ...logSigner, seed: seedOf(8) }) }), ['log.bad', 'witnesses.bad'])
  assert.deepEqual(failing(record, { witnessKeys: [vkeyOf({ ...witnesses[0]!, seed: seedOf(8) }, 4)] }), [
    'witnesses.bad',
  ])
  assert.deepEqual(failing('x'), ['form.bad'])
  assert.deepEqual(failing(`${record}\n`), ['form.bad'])
  assert.deepEqual(failing('x'.repeat(20_000)), ['form.bad'])
  const other = makeRecordReceipt({ ...source, receivedAt: CONCLUDED_AT, concluded, inner: innerOf(world, 4) })
  assert.deepEqual(failing(other), ['received.bad'])
  const shifted = makeRecordReceipt({
    ...source,
    concluded: { ...concluded, counts: { ...concluded.counts, entered: 3, held: 0 } },
    inner: innerOf(world, 4),
  })
  assert.deepEqual(failing(shifted), ['concluded.bad'])
  for (const { why } of verifyReceipt(record, { logKey }).steps) assert.ok(why.vi.length > 10 && why.en.length > 10)
})

test('without the record, the witnesses or the manifest those steps stay open', () => {
  const { ok, steps } = verifyReceipt(record, { logKey })
  assert.equal(ok, true)
  assert.deepEqual(
    steps.filter((s) => s.ok === null).map(({ code }) => code),
    ['manifest.open', 'record.open', 'witnesses.open'],
  )
})

test('at most 6 KB and 100 ms, for a parcel of 300,000 records in a log of ten million leaves', () => {
  for (const count of [60_000, 300_000]) {
    const big = parcelOf(count)
    const facts = parcelFactsOf(big.jws)
    const index = 12_345
    const own = Math.floor(index / 500)
    const places = [4_999_999, 9_999_871] as const
    const log = sparseLog(
      10_000_000,
      new Map([
        [places[0], receivedLeaf(facts, RECEIVED_AT)],
        [places[1], concludedOf(big, own)],
      ]),
    )
    const [received, proof] = places.map(log.place)
    const text = makeRecordReceipt({
      facts,
      receivedAt: RECEIVED_AT,
      received: received!,
      proof: proof!,
      checkpoint: signedHead(10_000_000, log.root),
      concluded: big.parts[own]!.concluded,
      inner: innerOf(big, index),
    })
    const start = performance.now()
    const result = verifyReceipt(text, {
      logKey,
      witnessKeys,
      record: lineOf(index),
      manifest: big.jws,
      minWitnesses: 2,
    })
    const took = performance.now() - start
    assert.ok(result.ok, JSON.stringify(result.steps.filter((s) => s.ok === false)))
    assert.ok(utf8(text).length <= 6000, `${utf8(text).length} bytes`)
    assert.ok(took < 100, `${took} ms`)
  }
})
