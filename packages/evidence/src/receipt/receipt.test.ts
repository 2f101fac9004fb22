import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attachInnerPaths, makeParcelReceipt, makeRecordReceipt, utf8, verifyReceipt } from '../index.ts'
import { concludedOf, innerOf, lineOf, logKey, parcelOf, sourceOf, witnessKeys } from '../testing/world.ts'

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
