/** State secrets that slipped through the door: destroyed by two, nowhere afterwards, and the book still holds. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { zstdDecompressSync } from 'node:zlib'
import { keyToText, newKeyPair, sealStatement, verifyReceipt, vkeyOf } from '@cbccvc/evidence'
import { enrolKeys, forgetOldVersions, openPool, type Pool, SpillRefused, signOrder, spill } from '@cbccvc/registry'
import { entriesAbout, openTexts } from '../../../../packages/registry/src/register/index.ts'
import { personOf } from '../testing/book.ts'
import { dumpOf } from '../testing/dump.ts'
import type { Packed } from '../testing/parcel.ts'
import { official, officials } from '../testing/people.ts'
import { openRoute, type Route, today } from '../testing/route.ts'

const secret = 'Công trình ngầm K-5317'
const second = newKeyPair()
const stranger = newKeyPair()
let route: Route
let pool: Pool
let sent: Packed
before(async () => {
  route = await openRoute()
  pool = openPool({ url: route.databaseUrl, role: 'cbccvc_spill', max: 1 })
  await enrolKeys(route.owner, [
    { kid: second.kid, sender: 'CENTRE', role: 'operator', publicKey: second.publicKey, sandbox: true },
  ])
  await route.push('H26', [official(2, 'H26.1')])
  const people = officials(0, 4, 'H26.1')
  // One value in the clear, one restricted, one beside a finding that keeps it as sent.
  people[2] = official(2, 'H26.1', { tenGoiKhac: secret, lichSuBanThan: secret, ngayCapCccd: secret })
  sent = await route.push('H26', people)
})
after(async () => {
  await pool.end()
  await route.close({ dirty: true })
})

const order = (id: string = randomUUID()) =>
  JSON.stringify({
    ...{ v: 1, kind: 'spill', id, reason: 'Văn bản 12/BC', at: '2023-06-20T02:00:00.000Z' },
    records: [{ sender: 'H26', parcelId: sent.parcelId, index: 2 }],
  })
const carryOut = (text: string, ...statements: [string, string]) =>
  spill({ pool, keys: route.house.keys, today, now: new Date() }, text, statements)
const signed = (text: string) =>
  [route.keys.CENTRE.seed, second.seed].map((seed) => signOrder(text, seed)) as [string, string]

/** Everything that the database holds, opened where the keys of the centre open it. */
async function everything(): Promise<string> {
  const { rows } = await route.owner.query<{ payload: Buffer; sender: string }>(
    'select payload, sender from feed_chunk',
  )
  const { keys } = route.house
  const feed = rows.map((row) => zstdDecompressSync(keys.open('feed', row.sender, row.payload)).toString())
  const parts = await route.owner.query<{ parcel: number; no: number; bytes: Buffer }>(
    'select parcel, no, bytes from part',
  )
  const bytes = parts.rows.map(({ parcel, no, bytes: box }) => {
    const plain = keys.open('inbox', `part ${parcel} ${no}`, box)
    return plain.toString().startsWith('cbccvc.spilled') ? plain.toString() : zstdDecompressSync(plain).toString()
  })
  const persons = await route.owner.query<{ id: number }>('select id from person')
  const entries = await entriesAbout(
    route.owner,
    persons.rows.map(({ id }) => id),
  )
  const opened = entries.flatMap((row) => openTexts(keys, row).map(({ text }) => text))
  const facts = await route.owner.query<{
    facts: Buffer
    parcel: number
    record_index: number
    rule: string
    path: string
  }>('select * from finding where facts is not null')
  const found = facts.rows.map((f) =>
    keys.open('facts', `${f.parcel} ${f.record_index} ${f.rule} ${f.path}`, f.facts).toString(),
  )
  return [await dumpOf(route.databaseUrl), ...feed, ...bytes, ...opened, ...found].join('\n')
}

test('one person alone, twice the same key, a stranger, another order: refused, and nothing is changed', async () => {
  const text = order()
  const [one, two] = signed(text)
  const attempts: [string, string][] = [
    [one, one],
    [one, ''],
    [one, sealStatement(JSON.parse(text), route.keys.H26.seed)],
    [one, sealStatement(JSON.parse(text), stranger.seed)],
    [one, signOrder(order(), second.seed)],
  ]
  for (const statements of attempts) await assert.rejects(carryOut(text, ...statements), SpillRefused)
  await assert.rejects(carryOut(text.replace('"index":2', '"index":3'), one, two), SpillRefused)
  await assert.rejects(carryOut('{}', one, two), SpillRefused)
  assert.ok((await everything()).includes(secret))
  assert.deepEqual(await route.check(), [])
})

test('two people together: the value is nowhere, digest and leaf stay, all other receipts hold', async () => {
  const receipt = async (index: number) =>
    (await route.client('H26').call('recordReceipt', { params: { parcelId: sent.parcelId, index } })).answer
  const feed = (await route.feed('H26')).find(
    (l) => l.kind === 'outcome' && l.parcelId === sent.parcelId && l.index === 2,
  )
  const text = order()
  assert.deepEqual(await carryOut(text, ...signed(text)), { records: 1, entries: 1, parts: 1 })
  await forgetOldVersions(pool)
  await route.settle()
  const whole = await everything()
  assert.equal(whole.includes(secret), false)
  assert.equal(whole.includes(Buffer.from(secret).toString('hex')), false)
  assert.deepEqual(await route.check(), [])

  const person = await personOf(route, String(official(2, 'H26.1').soDinhDanh))
  assert.equal(person.values.tenGoiKhac, official(2, 'H26.1').tenGoiKhac, 'what stood before stands')
  const after = (await route.feed('H26')).find(
    (l) => l.kind === 'outcome' && l.parcelId === sent.parcelId && l.index === 2,
  )
  assert.ok(feed?.kind === 'outcome' && after?.kind === 'outcome')
  assert.deepEqual(after.outcome, feed.outcome, 'digests stay')
  for (const index of [0, 1, 2, 3]) {
    const result = verifyReceipt(await receipt(index), {
      ...{ logKey: vkeyOf(route.log), manifest: sent.jws, record: sent.lines[index]! },
    })
    assert.equal(result.ok, true)
  }
  const { rows } = await route.owner.query<{ bytes: Buffer }>(
    'select l.bytes from spill s join leaf l on l.id = s.leaf_id join commit_log c on c.leaf_id = l.id',
  )
  assert.match(rows[0]!.bytes.toString(), /^cbccvc\.act\/1 spill [0-9a-f]{64} /)
  await assert.rejects(carryOut(text, ...signed(text)), /This order was carried out before/)
})

test('the commands: each signs with a key file, the order is carried out once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cbccvc-spill-'))
  try {
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text, { mode: 0o600 })
      return join(folder, name)
    }
    const restated = await route.push('H26', [official(3, 'H26.1', { tenGoiKhac: secret })])
    const text = order().replace(sent.parcelId, restated.parcelId).replace('"index":2', '"index":0')
    const ordered = file('order.json', text)
    file('log.json', JSON.stringify({ sandbox: true, origin: route.log.name, seed: keyToText(route.log.seed) }))
    file('seal.json', JSON.stringify(route.sealKeys))
    const env = {
      ...process.env,
      DATABASE_URL: route.databaseUrl,
      CBCCVC_KEYS: folder,
      CBCCVC_SANDBOX: '1',
      CBCCVC_TODAY: today,
    }
    const main = fileURLToPath(new URL('../main.ts', import.meta.url))
    const run = (...args: string[]) => promisify(execFile)(process.execPath, [main, ...args], { env })
    const statements: string[] = []
    for (const [name, seed] of Object.entries({ one: route.keys.CENTRE.seed, two: second.seed })) {
      const key = file(`${name}.json`, JSON.stringify({ seed: keyToText(seed) }))
      statements.push(file(`${name}.jws`, (await run('spill-sign', ordered, key)).stdout))
    }
    await assert.rejects(run('spill', ordered, statements[0]!, statements[0]!), /Two people are needed/)
    const done = await run('spill', ordered, ...statements)
    assert.deepEqual(JSON.parse(done.stdout), { spilled: { records: 1, entries: 1, parts: 1 } })
    await route.settle()
    assert.equal((await everything()).includes(secret), false)
    assert.deepEqual(await route.check(), [])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a record that made no entry, returned or unchanged, is emptied like any other', async () => {
  const flawed = official(1, 'H26.1', { chieuCao: secret })
  await route.push('H26', [flawed])
  const same = await route.push('H26', [flawed, { ...official(5, 'H26.1', { chieuCao: secret }), soDinhDanh: 'x' }])
  const records = [0, 1].map((index) => ({ sender: 'H26', parcelId: same.parcelId, index }))
  const all = await route.owner.query<{ id: string; index: number }>(
    `select p.parcel_id as id, e.record_index as index from entry e join parcel p on p.id = e.parcel
      join person o on o.id = e.person_id where o.blind = any($1::bytea[])`,
    [route.house.keys.blinds(String(flawed.soDinhDanh))],
  )
  const others = all.rows.map(({ id, index }) => ({ sender: 'H26', parcelId: id, index }))
  const text = JSON.stringify({ ...JSON.parse(order()), records: [...records, ...others] })
  assert.equal((await carryOut(text, ...signed(text))).records, 2 + others.length)
  await forgetOldVersions(pool)
  assert.equal((await everything()).includes(secret), false)
  assert.deepEqual(await route.check(), [])
  await route.push('H26', [official(1, 'H26.1', { chieuCao: 'cao' })])
  assert.deepEqual(await route.check(), [])
})

test('the record can be stated anew, and the book goes on', async () => {
  await route.push('H26', [official(2, 'H26.1', { tenGoiKhac: 'Ba' })])
  assert.equal((await personOf(route, String(official(2, 'H26.1').soDinhDanh))).values.tenGoiKhac, 'Ba')
  assert.deepEqual(await route.check(), [])
})

test('nothing else passes for spilled: a blanked entry without an act, an act that was changed', async () => {
  const { rows } = await route.owner.query<{ id: number }>(
    'select min(id) as id from entry where public_text is not null and record_index = 3',
  )
  await pool.query('update entry set public_text = null where id = $1', [rows[0]!.id])
  assert.ok((await route.check()).includes(`entry.digest: ${rows[0]!.id}`))
  await pool.query('insert into spilled_entry (entry_id, spill) select $1, id from spill limit 1', [rows[0]!.id])
  assert.ok((await route.check()).includes(`spill.entry: ${rows[0]!.id}`))
})
