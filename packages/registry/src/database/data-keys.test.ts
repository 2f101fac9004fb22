/** Data keys in a real database: made once, found by everybody, wrapped anew, and worth nothing to a thief. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { freshDatabase, type TestDatabase } from '../testing/database.ts'
import { adoptKeys, makeFreshKeys, rewrapKeys } from './data-keys.ts'
import { type KeyFile, localKeeper, newKey, newKeyFile } from './keeper.ts'
import { openKeyRing, withNewKeys } from './key-ring.ts'
import { openPool, type Pool } from './pool.ts'
import { KeyUnknownError, sealClasses } from './seal.ts'

let database: TestDatabase
let pool: Pool
let rotate: Pool
let file: KeyFile
before(async () => {
  database = await freshDatabase()
  pool = openPool({ url: database.url, max: 8 })
  rotate = openPool({ url: database.url, role: 'cbccvc_rotate', max: 2 })
})
after(async () => {
  await Promise.all([pool.end(), rotate.end()])
  await database.drop()
})
const plain = Buffer.from('bí mật')
const rows = async () =>
  (
    await pool.query<{ kind: string; number: number; quarter: string; kek_id: string; wrapped: Buffer }>(
      'select class as kind, number, quarter, kek_id, wrapped from data_key order by number, class',
    )
  ).rows

let now = Date.parse('2026-08-15T00:00:00Z')
const open = (of: KeyFile = file) => openKeyRing({ db: pool, file: of, now: () => now })

test('many processes that start at once agree on one key a class', async () => {
  file = newKeyFile(true)
  const rings = await Promise.all(Array.from({ length: 8 }, () => open()))
  const made = await rows()
  assert.deepEqual(
    made.map((row) => [row.kind, row.number, row.quarter]).sort(),
    [...sealClasses].sort().map((k) => [k, 1, '2026Q3']),
  )
  for (const one of rings) {
    const box = one.seal('sealed', 'x', plain)
    for (const other of rings) assert.deepEqual(other.open('sealed', 'x', box), plain)
  }
  // The wrong file opens nothing, and says so at once.
  await assert.rejects(open(newKeyFile(true)), KeyUnknownError)
})

test('a new quarter has its key a day ahead, made once, and it seals from the first instant on', async () => {
  const rings = await Promise.all([open(), open(), open()])
  now = Date.parse('2026-09-29T18:00:00Z')
  await Promise.all(rings.map((ring) => ring.renew()))
  assert.deepEqual(
    new Set((await rows()).map((row) => `${row.number} ${row.quarter}`)),
    new Set(['1 2026Q3', '2 2026Q4']),
  )
  assert.equal(rings[0]!.current('feed'), 1)
  now = Date.parse('2026-09-30T17:00:00Z')
  const box = rings[0]!.seal('feed', 'H26', plain)
  assert.equal(box.readUInt16BE(1), 2)
  assert.deepEqual(rings[2]!.open('feed', 'H26', box), plain)
  await Promise.all(rings.map((ring) => ring.renew()))
  assert.equal((await rows()).length, sealClasses.length * 2)
})

test('a number that is not known is loaded, and the work runs once more', async () => {
  const mine = await open()
  await makeFreshKeys(rotate, localKeeper(file), ['restricted'], now, now)
  const box = (await open()).seal('restricted', 'entry 1', plain)
  assert.equal(box.readUInt16BE(1), 3)
  assert.throws(() => mine.open('restricted', 'entry 1', box), KeyUnknownError)
  let runs = 0
  const opened = await withNewKeys(mine, async () => {
    runs++
    return mine.open('restricted', 'entry 1', box)
  })
  assert.deepEqual([opened, runs], [plain, 2])
  box.writeUInt16BE(999, 1)
  await assert.rejects(
    withNewKeys(mine, async () => mine.open('restricted', 'entry 1', box)),
    KeyUnknownError,
  )
})

test('under a new key-encryption key all are wrapped anew, and the old one opens none any more', async () => {
  const box = (await open()).seal('inbox', 'part 1 0', plain)
  const next: KeyFile = { ...file, kek: { current: 'k-next', keys: { ...file.kek.keys, 'k-next': newKey() } } }
  const before = await rows()
  assert.equal(await rewrapKeys(rotate, localKeeper(next)), before.length)
  assert.equal(await rewrapKeys(rotate, localKeeper(next)), 0, 'again: nothing is left')
  assert.ok((await rows()).every((row, i) => row.kek_id === 'k-next' && !row.wrapped.equals(before[i]!.wrapped)))
  await assert.rejects(open(), KeyUnknownError)
  const alone: KeyFile = { ...file, kek: { current: 'k-next', keys: { 'k-next': next.kek.keys['k-next']! } } }
  const ring = await open(alone)
  assert.deepEqual(ring.open('inbox', 'part 1 0', box), plain)
  assert.deepEqual(await ring.faults(pool), [])
  file = alone
})

test('a row that was changed or exchanged is found', async () => {
  const ring = await open()
  const owner = openPool({ url: database.url, role: null, max: 1 })
  try {
    await owner.query('begin')
    await owner.query(
      `update data_key k set wrapped = o.wrapped from data_key o where k.class = 'feed' and k.number = 1 and o.class = 'feed' and o.number = 2`,
    )
    assert.deepEqual(await ring.faults(owner), ['feed 1'])
    await owner.query('rollback')
    assert.deepEqual(await ring.faults(owner), [])
  } finally {
    await owner.end()
  }
})

test('keys of an old key file keep their numbers and open what they sealed; others are refused', async () => {
  const old = await freshDatabase()
  const own = openPool({ url: old.url, max: 2 })
  try {
    const classes = Object.fromEntries(sealClasses.map((kind) => [kind, { '1': newKey(), '2': newKey() }]))
    const adopted: KeyFile = { ...newKeyFile(true), index: { '1': 'a'.repeat(43) }, mac: 'a'.repeat(43) }
    const from = { sandbox: true, classes, blindIndex: 'a'.repeat(43) }
    const keeper = localKeeper(adopted)
    assert.equal(await adoptKeys(own, keeper, from, now), sealClasses.length * 2)
    assert.equal(await adoptKeys(own, keeper, from, now), sealClasses.length * 2, 'killed and run again')
    const ring = await openKeyRing({ db: own, file: adopted, now: () => now })
    assert.equal(ring.current('feed'), 3, 'new boxes lie under a key of this quarter')
    const other = { ...from, classes: { ...classes, feed: { '1': newKey() } } }
    await assert.rejects(adoptKeys(own, keeper, other, now), { name: 'SealBrokenError' })
  } finally {
    await own.end()
    await old.drop()
  }
})
