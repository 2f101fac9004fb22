import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  makeParcelReceipt,
  parcelFactsOf,
  parseQr,
  QR_MAX,
  qrOfPromise,
  qrOfReceipt,
  readStatement,
  receiptDigest,
  sealStatement,
  signPromise,
  utf8,
  verifyPromise,
  verifyStatement,
  vkeyOf,
} from './index.ts'
import { concludedOf, logKey, logSigner, parcelOf, RECEIVED_AT, seedOf, sender, sourceOf } from './testing/world.ts'

const world = parcelOf(3)
const facts = parcelFactsOf(world.jws)
const promise = signPromise({ facts, receivedAt: RECEIVED_AT }, logSigner)

test('a promise is proof by itself', () => {
  assert.deepEqual(verifyPromise(promise, logKey), { facts, receivedAt: RECEIVED_AT })
  assert.throws(() => verifyPromise(promise, vkeyOf({ ...logSigner, seed: seedOf(8) })), { code: 'note.unsigned' })
  const bytes = utf8(promise)
  for (let at = 0; at < bytes.length; at++) {
    const changed = bytes.slice()
    changed[at]! ^= 1
    assert.throws(() => verifyPromise(new TextDecoder().decode(changed), logKey), `byte ${at}`)
  }
})

test('the longest promise fits its QR code', () => {
  const long = {
    ...facts,
    sender: 'S'.repeat(40),
    unit: 'U'.repeat(40),
    edition: '2'.repeat(16),
    kind: 'withdrawal',
    count: 300_000,
  } as const
  const longest = signPromise({ facts: long, receivedAt: RECEIVED_AT }, { ...logSigner, name: 'l'.repeat(64) })
  assert.ok(utf8(qrOfPromise(longest)).length <= QR_MAX, `${utf8(longest).length} bytes`)
})

test('a QR code holds a promise whole, or the number and digest of a receipt', async () => {
  assert.deepEqual(parseQr(qrOfPromise(promise)), { kind: 'promise', promise })
  const source = await sourceOf(world, concludedOf(world), 9, [2, 5])
  const receipt = makeParcelReceipt({ ...source, concluded: world.parts[0]!.concluded })
  const qr = qrOfReceipt(receipt)
  assert.ok(utf8(qr).length <= 160)
  assert.deepEqual(parseQr(qr), { kind: 'receipt', number: `${facts.parcelId}/p0`, digest: receiptDigest(receipt) })
  for (const bad of [
    '',
    'https://example.com',
    `${qr} x`,
    qr.replace('/p0', '/px'),
    qr.slice(0, -1),
    qr.replace('receipt/1', 'receipt/2'),
  ]) {
    assert.throws(() => parseQr(bad), { code: 'qr.malformed' }, bad)
  }
})

test('a statement beside a parcel is sealed like a manifest', () => {
  const jws = sealStatement({ answer: 'accept' }, sender.seed)
  assert.deepEqual(verifyStatement(jws, sender.publicKey), { answer: 'accept' })
  assert.equal(readStatement(jws).header.kid, sender.kid)
  assert.throws(
    () => verifyStatement(world.jws, sender.publicKey),
    { code: 'jws.malformed' },
    'a manifest is no answer',
  )
})
