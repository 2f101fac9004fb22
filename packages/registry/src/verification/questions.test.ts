/** Batches for the population register are fair: three people do not wait behind a province's backlog, nor it for ever. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type KeyRing, newKeyFile, openKeyRing, openPool, type Pool, transaction } from '../database/index.ts'
import type { Question } from '../register/index.ts'
import { freshDatabase, type TestDatabase } from '../testing/database.ts'
import { addQuestions, claimQuestions, endQuestions } from './questions.ts'

let database: TestDatabase
let pool: Pool
let keys: KeyRing
before(async () => {
  database = await freshDatabase()
  pool = openPool({ url: database.url, role: 'cbccvc_work', max: 2 })
  keys = await openKeyRing({ db: pool, file: newKeyFile(true) })
})
after(async () => {
  await pool.end()
  await database.drop()
})

const question = { soDinhDanh: '001070000017', hoTen: 'Nguyễn Văn Hoà', ngaySinh: '1970-05-19' }
const asked = (n: number): Question[] =>
  Array.from({ length: n }, (_, index) => ({ index, personId: index, entryId: index, ...question }))

async function wait(sender: string, sizes: readonly number[]): Promise<void> {
  await transaction(pool, async (tx) => {
    for (const [part, n] of sizes.entries()) {
      await addQuestions(tx, keys, { sender, parcel: 1, parcelId: 'p', part }, asked(n))
    }
  })
}

/** Claims one batch and ends it; gives the sizes of its sets by sender. */
async function batch(): Promise<string[]> {
  const claimed = await claimQuestions(pool, keys, 1000)
  assert.equal(await transaction(pool, (tx) => endQuestions(tx, claimed)), true)
  assert.ok(claimed.sets.reduce((sum, set) => sum + set.questions.length, 0) <= 1000)
  return claimed.sets.map((set) => `${set.sender} ${set.questions.length}`).sort()
}

test('a small set goes with the next batch, however much waits before it', async () => {
  await wait('province', Array(6).fill(500))
  await wait('office', [3])
  assert.deepEqual(await batch(), ['office 3', 'province 500'])
  assert.deepEqual(await batch(), ['province 500', 'province 500'])
  await wait('office', [3])
  assert.deepEqual(await batch(), ['office 3', 'province 500'])
})

test('a stream of small sets does not hold the oldest up: half of each batch is its', async () => {
  await wait('school', Array(400).fill(10))
  assert.deepEqual(
    (await batch()).filter((set) => set.startsWith('province')),
    ['province 500'],
  )
  await wait('school', Array(100).fill(10))
  assert.deepEqual(
    (await batch()).filter((set) => set.startsWith('province')),
    ['province 500'],
  )
})
