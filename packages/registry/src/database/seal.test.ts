/** Boxes open where they were sealed and nowhere else; keys change with the quarter; a wrapped key opens only as itself. */
import assert from 'node:assert/strict'
import { createCipheriv, createSecretKey, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { quarterOf } from './data-keys.ts'
import { localKeeper, newKey, newKeyFile } from './keeper.ts'
import { boxes, boxOverhead, type DataKey, KeyUnknownError, SealBrokenError, type SealClass } from './seal.ts'

const dataKey = (kind: SealClass, number: number, startsAt = 0, bytes = randomBytes(32)): DataKey => ({
  ...{ kind, number, startsAt },
  key: createSecretKey(bytes),
})
const plain = Buffer.from('Đảng viên chính thức')

test('a box is bound to its place, its class and the number of its key', () => {
  const one = boxes()
  // The same bytes as keys of two classes and two numbers: only the binding tells them apart.
  const bytes = randomBytes(32)
  for (const kind of ['restricted', 'sealed'] as const)
    for (const number of [1, 2]) one.add(dataKey(kind, number, 0, bytes))
  const box = one.seal('restricted', 'entry 1', plain)
  assert.equal(box.length, plain.length + boxOverhead)
  assert.deepEqual(one.open('restricted', 'entry 1', box), plain)
  const broken = { name: 'SealBrokenError' }
  assert.throws(() => one.open('restricted', 'entry 2', box), broken)
  assert.throws(() => one.open('sealed', 'entry 1', box), broken)
  const renumbered = Buffer.from(box)
  renumbered.writeUInt16BE(1, 1)
  assert.equal(box.readUInt16BE(1), 2)
  assert.throws(() => one.open('restricted', 'entry 1', renumbered), broken)
  for (let at = 0; at < box.length; at++) {
    const spoilt = Buffer.from(box)
    spoilt[at]! ^= 1
    assert.throws(() => one.open('restricted', 'entry 1', spoilt), SealBrokenError, `byte ${at}`)
  }
  assert.throws(() => one.open('restricted', 'entry 1', box.subarray(0, boxOverhead - 1)), broken)
})

test('a box of before opens, and is none of version 2', () => {
  const bytes = randomBytes(32)
  const one = boxes()
  one.add(dataKey('feed', 1, 0, bytes))
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', bytes, nonce)
  cipher.setAAD(Buffer.from('feed H26'))
  const box = Buffer.concat([Buffer.of(1, 0, 1), nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  assert.deepEqual(one.open('feed', 'H26', box), plain)
  box[0] = 2
  assert.throws(() => one.open('feed', 'H26', box), { name: 'SealBrokenError' })
})

test('the key of a quarter seals from its first instant on, and opens always', () => {
  let now = 1000
  const one = boxes(() => now)
  assert.throws(() => one.seal('feed', 'a', plain), KeyUnknownError)
  one.add(dataKey('feed', 2, 5000))
  assert.equal(one.current('feed'), 2, 'where none has begun, the first one')
  one.add(dataKey('feed', 1, 900))
  const before = one.seal('feed', 'a', plain)
  assert.equal(before.readUInt16BE(1), 1)
  now = 4999
  assert.equal(one.seal('feed', 'a', plain).readUInt16BE(1), 1)
  now = 5000
  const after = one.seal('feed', 'a', plain)
  assert.equal(after.readUInt16BE(1), 2)
  for (const box of [before, after]) assert.deepEqual(one.open('feed', 'a', box), plain)
  const other = boxes()
  other.add(dataKey('feed', 1))
  assert.throws(() => other.open('feed', 'a', after), KeyUnknownError)
})

test('quarters turn at midnight in Hanoi', () => {
  assert.equal(quarterOf(Date.parse('2026-09-30T16:59:59.999Z')), '2026Q3')
  assert.equal(quarterOf(Date.parse('2026-09-30T17:00:00.000Z')), '2026Q4')
  assert.equal(quarterOf(Date.parse('2026-12-31T17:00:00.000Z')), '2027Q1')
})

test('the keeper by default: a wrapped key opens under its own name and binding only', async () => {
  const file = newKeyFile(false)
  const keeper = localKeeper(file)
  const key = randomBytes(32)
  const wrapped = await keeper.wrap(key, 'one')
  assert.equal(wrapped.includes(key), false)
  assert.deepEqual(await keeper.unwrap(keeper.kekId, wrapped, 'one'), key)
  await assert.rejects(keeper.unwrap(keeper.kekId, wrapped, 'two'), SealBrokenError)
  await assert.rejects(keeper.unwrap('k-other', wrapped, 'one'), KeyUnknownError)
  // The same key under another name is another one.
  const named = { current: 'k-new', keys: { ...file.kek.keys, 'k-new': Object.values(file.kek.keys)[0]! } }
  await assert.rejects(localKeeper({ kek: named }).unwrap('k-new', wrapped, 'one'), SealBrokenError)
  const next = localKeeper({ kek: { current: 'k-next', keys: { ...file.kek.keys, 'k-next': newKey() } } })
  assert.deepEqual(await next.unwrap(keeper.kekId, wrapped, 'one'), key, 'the old one still unwraps')
  assert.throws(() => localKeeper({ kek: { current: 'k-gone', keys: {} } }), KeyUnknownError)
})
