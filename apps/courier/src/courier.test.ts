import assert from 'node:assert/strict'
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { RefusedError } from '@cbccvc/contract'
import { verifyReceipt } from '@cbccvc/evidence'
import Excel from 'exceljs'
import { main } from './cli/main.ts'
import { type Courier, createCourier } from './courier.ts'
import { OutcomesMissing } from './proof/receipt.ts'
import { reportParcel } from './report/returned.ts'
import { type Centre, startCentre } from './testing/centre.ts'
import { people, person } from './testing/people.ts'
import { readAll } from './testing/read.ts'
import { scratchFolder } from './testing/workbook.ts'

let centre: Centre
const folder = scratchFolder()
const open: Courier[] = []

before(async () => {
  centre = await startCentre()
})
after(async () => {
  for (const courier of open) courier.close()
  await centre?.stop()
  folder.remove()
})

function courierAt(home: string, fetcher?: typeof fetch): Courier {
  const courier = createCourier({
    home: join(folder.path, home),
    server: centre.server,
    sender: centre.sender,
    seed: centre.seed,
    today: () => centre.today,
    ...(fetcher && { fetch: fetcher }),
  })
  open.push(courier)
  return courier
}

const say = (unit: string) => ({ kind: 'changes', unit, asOf: '2023-06-20' }) as const

async function untilConcluded(courier: Courier, id: string): Promise<void> {
  for (let tries = 0; tries < 150; tries++) {
    await courier.pull()
    if (courier.status().find((parcel) => parcel.id === id)?.state === 'concluded') return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('the parcel was not concluded')
}

test('a parcel goes all the way: promise, outcomes, receipts of the parcel and of each record', async () => {
  const courier = courierAt('whole')
  const parcel = await courier.pack(people(1203), say(centre.unit))
  assert.equal(parcel.parts, 3)
  const steps: number[] = []
  const sent = await courier.send(parcel, { onProgress: ({ sentParts }) => steps.push(sentParts) })
  assert.match(sent.promise, /^cbccvc\.promise\/1\n/)
  assert.ok(steps.includes(0) && steps.includes(3))
  assert.deepEqual(await courier.send(parcel), sent, 'sending again gives the same promise')
  await untilConcluded(courier, parcel.parcelId)
  const { counts } = courier.status()[0]!
  assert.equal(
    Object.values(counts).reduce((sum, n) => sum + n, 0),
    1203,
  )
  const trust = await courier.trust()
  for (const index of [0, 500, 777, 1202]) {
    const text = await courier.receipt(parcel.parcelId, index)
    const record = courier.record(parcel.parcelId, index)!
    assert.deepEqual(JSON.parse(Buffer.from(record).toString()), person(index))
    const result = verifyReceipt(text, { ...trust, record })
    assert.deepEqual(
      result.steps.filter(({ ok }) => ok === false),
      [],
    )
    assert.ok(result.ok && text.length <= 6144)
  }
  assert.ok(verifyReceipt(await courier.receipt(parcel.parcelId), trust).ok)
})

test('a line that breaks costs at most the part in flight, and nothing is doubled', async () => {
  let requests = 0
  let bytes = 0
  const breaking: typeof fetch = async (input, init) => {
    requests++
    if (init?.method === 'PUT') {
      bytes += (init.body as Uint8Array).length
      if (requests % 3 === 1) throw new TypeError('fetch failed')
      if (requests % 3 === 2) {
        await fetch(input, init)
        throw new TypeError('terminated')
      }
    }
    return fetch(input, init)
  }
  const courier = courierAt('breaking', breaking)
  const parcel = await courier.pack(
    (function* () {
      for (let i = 2000; i < 4600; i++) yield person(i)
    })(),
    say(centre.unit),
  )
  await courier.send(parcel)
  assert.ok(bytes <= parcel.packedBytes * 2.5, `${bytes} sent for ${parcel.packedBytes}`)
  await untilConcluded(courier, parcel.parcelId)
  assert.equal(
    Object.values(courier.status()[0]!.counts).reduce((sum, n) => sum + n, 0),
    2600,
  )
})

test('two couriers on the same home bytes: the same parcel id, the same answer', async () => {
  const source = { fingerprint: 'f1', name: 'x', kind: 'ndjson' }
  const first = courierAt('same')
  const a = await first.pack(people(3), { ...say(centre.unit), source })
  const b = await first.pack(people(3), { ...say(centre.unit), source })
  assert.equal(a.parcelId, b.parcelId)
  const sent = await first.send(a)
  assert.equal((await first.send(b.parcelId)).promise, sent.promise)
})

test('a refusal of the centre is passed on in words and stays with the queue', async () => {
  const courier = courierAt('refused')
  const parcel = await courier.pack(people(2), say('H99.1'))
  await assert.rejects(courier.send(parcel), (error) => {
    assert.ok(error instanceof RefusedError)
    assert.equal(error.refusal.code, 'parcel.unit')
    return true
  })
  assert.equal(courier.status()[0]!.state, 'packed', 'a unit may be registered later; nothing is thrown away')
})

test('a full parcel without records is concluded as it is received', async () => {
  const courier = courierAt('empty')
  const parcel = await courier.pack([], { ...say(centre.unit), kind: 'full' })
  const { receivedAt } = await courier.send(parcel)
  const [kept] = courier.status()
  assert.deepEqual([kept?.count, kept?.state, kept?.concludedAt], [0, 'concluded', receivedAt])
})

test('no receipt is made from a feed that was not read', async () => {
  const courier = courierAt('early')
  const parcel = await courier.pack(people(2), { ...say(centre.unit), asOf: '2023-06-19' })
  await courier.send(parcel)
  await assert.rejects(courier.receipt(parcel.parcelId, 0), OutcomesMissing)
})

test('the commands: push a file, push it again, pull, status, receipt, verify', async () => {
  const home = join(folder.path, 'cli')
  const key = folder.file('key.txt', Buffer.from(centre.seed).toString('base64url'))
  const file = folder.file('few.ndjson', [...people(5)].map((one) => `${JSON.stringify(one)}\n`).join(''))
  const common = [
    '--home',
    home,
    '--server',
    centre.server,
    '--sender',
    centre.sender,
    '--key',
    key,
    '--today',
    centre.today,
  ]
  assert.equal(await main(['push', file, ...common, '--unit', centre.unit]), 0)
  assert.equal(await main(['push', file, '--home', home, '--today', centre.today]), 0, 'the home remembers the rest')
  assert.equal(await main(['push', '--home', home, '--server', 'http://127.0.0.1:1']), 0)
  const kept = JSON.parse(readFileSync(join(home, 'config.json'), 'utf8')) as { server: string }
  assert.equal(kept.server, centre.server, 'an address through which nothing went is not remembered')
  const courier = courierAt('cli')
  assert.equal(courier.status().length, 1, 'the same file is one parcel')
  const [parcel] = courier.status()
  await untilConcluded(courier, parcel!.id)
  assert.equal(await main(['pull', '--home', home]), 0)
  assert.equal(await main(['status', '--home', home]), 0)
  const out = join(folder.path, 'r.txt')
  const html = join(folder.path, 'r.html')
  const sent = join(folder.path, 'record.json')
  for (const none of ['0', String(parcel!.count + 1), 'x'])
    assert.equal(await main(['receipt', parcel!.id, none, '--home', home]), 2, 'records are counted from 1')
  assert.equal(
    await main(['receipt', parcel!.id, '3', '--home', home, '--out', out, '--html', html, '--record', sent]),
    0,
  )
  assert.deepEqual(readFileSync(sent), Buffer.from(courier.record(parcel!.id, 2)!))
  assert.equal(await main(['verify', out, '--home', home, '--record', join(folder.path, 'record.json')]), 0)
  writeFileSync(join(folder.path, 'record.json'), courier.record(parcel!.id, 1)!)
  assert.equal(await main(['verify', out, '--home', home, '--record', join(folder.path, 'record.json')]), 1)
})

test('a workbook comes back with its wrong cells marked, and can be pushed again as it is', async () => {
  const home = join(folder.path, 'book')
  const key = folder.file('book-key.txt', Buffer.from(centre.seed).toString('base64url'))
  const file = join(folder.path, 'danh-sach.xlsx')
  copyFileSync(join(import.meta.dirname, 'fixtures', 'libreoffice.xlsx'), file)
  const common = ['--home', home, '--server', centre.server, '--sender', centre.sender, '--unit', centre.unit]
  assert.equal(await main(['push', file, ...common, '--key', key, '--today', centre.today]), 0)
  const courier = courierAt('book')
  await untilConcluded(courier, courier.status()[0]!.id)
  // What was read in the meantime is reported by the next pull that brings news, or by asking for it.
  const { workbook, lines } = await reportParcel(courier, courier.status()[0]!)
  assert.ok(lines > 0)
  assert.ok(workbook !== null && readdirSync(join(home, 'reports')).length === 2)
  const notes = await readNotesOf(workbook)
  assert.ok(
    [...notes.keys()].every((ref) => /^[A-Z]+(7|9|10|11)$/.test(ref)),
    [...notes.keys()].join(),
  )
  assert.deepEqual((await readAll(workbook)).records, (await readAll(file)).records)
  assert.equal(await main(['push', workbook, ...common, '--key', key, '--today', centre.today]), 0)
  assert.equal(courier.status().length, 2)
})

async function readNotesOf(path: string): Promise<Map<string, string>> {
  const book = new Excel.Workbook()
  await book.xlsx.readFile(path)
  const notes = new Map<string, string>()
  book.getWorksheet('Danh sách CB')?.eachRow((row) =>
    row.eachCell((cell) => {
      if (cell.note !== undefined) notes.set(cell.address, JSON.stringify(cell.note))
    }),
  )
  return notes
}
