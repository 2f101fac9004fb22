import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { zstdDecompressSync } from 'node:zlib'
import { fromHex, keyPairFromSeed, merkleRoot, recordLeaf, toHex, verifyManifest } from '@cbccvc/evidence'
import { createCourier } from '../courier.ts'
import { people, person } from '../testing/people.ts'
import { scratchFolder } from '../testing/workbook.ts'
import { readLeaves, readPart, readRecord } from './bytes.ts'
import { openHome } from './home.ts'
import { HomeBusy, takeLock } from './lock.ts'
import { findParcel, listParcels } from './parcels.ts'
import { SecretRefused } from './secret.ts'

const folder = scratchFolder()
after(() => folder.remove())
const seed = new Uint8Array(32).fill(11)
const child = join(import.meta.dirname, '..', 'testing', 'crash-child.ts')

function courierAt(name: string) {
  return createCourier({
    home: join(folder.path, name),
    server: 'http://127.0.0.1:9',
    sender: 'H26',
    seed,
    today: () => '2023-06-20',
  })
}

/** Re-derives a sealed parcel from its bytes: parts, counts, leaves, root, seal. */
function assertWhole(home: ReturnType<typeof openHome>, id: string, expected: number): void {
  const parcel = findParcel(home, id)!
  const manifest = verifyManifest(parcel.manifest!, keyPairFromSeed(seed).publicKey)
  const path = home.file(parcel.id, 'parts')
  const leaves: Uint8Array[] = []
  let bytes = 0
  for (const [n, part] of manifest.parts.entries()) {
    const packed = readPart(path, manifest, n)
    assert.equal(createHash('sha256').update(packed).digest('hex'), part.sha256)
    const raw = zstdDecompressSync(packed)
    assert.equal(raw.length, part.rawSize)
    bytes += raw.length
    const lines = raw.toString().split('\n').slice(0, -1)
    assert.equal(lines.length, part.records)
    for (const line of lines) leaves.push(recordLeaf(fromHex(manifest.salt)!, leaves.length, Buffer.from(line)))
  }
  assert.equal(leaves.length, expected)
  assert.equal(manifest.count, expected)
  assert.equal(manifest.bytes, bytes)
  assert.equal(manifest.recordsRoot, toHex(merkleRoot(leaves)))
  assert.deepEqual(Buffer.from(readLeaves(path, manifest)), Buffer.concat(leaves))
}

test('a packed parcel is whole on disk: parts of at most 500, digests, leaves, root and seal agree', async () => {
  const courier = courierAt('whole')
  const packed = await courier.pack(people(1001), { kind: 'changes', unit: 'H26.1', asOf: '2023-06-20' })
  assert.equal(packed.parts, 3)
  assertWhole(courier.home, packed.parcelId, 1001)
  const { manifest } = JSON.parse(`{"manifest":${JSON.stringify(findParcel(courier.home, packed.parcelId)!.manifest)}}`)
  const read = verifyManifest(manifest, keyPairFromSeed(seed).publicKey)
  for (const i of [0, 499, 500, 1000]) {
    assert.deepEqual(
      JSON.parse(Buffer.from(readRecord(courier.home.file(packed.parcelId, 'parts'), read, i)!).toString()),
      person(i),
    )
  }
  assert.equal(readRecord(courier.home.file(packed.parcelId, 'parts'), read, 1001), undefined)
  courier.close()
})

test('bytes of a line go into the parcel as they are', async () => {
  const courier = courierAt('bytes')
  const odd = Buffer.from('{"soDinhDanh" :  "001085012345", "hoTenKhaiSinh":"A\\u006e"}')
  const packed = await courier.pack([odd, Buffer.from([0xff, 0xfe, 0x7b])], {
    kind: 'changes',
    unit: 'H26',
    asOf: '2023-06-20',
  })
  assert.deepEqual(Buffer.from(courier.record(packed.parcelId, 0)!), odd)
  assert.ok(packed.findings['line.utf8'] !== undefined)
  courier.close()
})

test('running numbers grow across packings, lives and lost homes', async () => {
  const seqs: number[] = []
  for (const name of ['seq', 'seq', 'seq2']) {
    const courier = courierAt(name)
    for (let i = 0; i < 3; i++) {
      seqs.push((await courier.pack(people(1), { kind: 'changes', unit: 'H26', asOf: '2023-06-20' })).senderSeq)
    }
    courier.close()
  }
  assert.deepEqual(
    seqs,
    seqs.toSorted((a, b) => a - b),
  )
  assert.equal(new Set(seqs).size, 9)
})

for (const marked of [{ doMat: true }, { congViecChinh: 'TỐI MẬT' }, { tenGoiKhac: 'Mật'.normalize('NFD') }]) {
  test(`a secret mark stops everything before it is sealed: ${JSON.stringify(marked)}`, async () => {
    const courier = courierAt('secret')
    const records = [person(0), { ...person(1), ...marked }]
    await assert.rejects(courier.pack(records, { kind: 'changes', unit: 'H26', asOf: '2023-06-20' }), (error) => {
      assert.ok(error instanceof SecretRefused)
      assert.equal(error.index, 1)
      return true
    })
    assert.deepEqual(courier.status(), [])
    assert.deepEqual(readdirSync(join(folder.path, 'secret', 'parcels')), [])
    courier.close()
  })
}

test('a courier killed at any moment packs the same parcel when it runs again', async () => {
  const lines = [...people(3000)].map(
    (one) => `${JSON.stringify({ ...one, coQuanSuDung: `H26.${Number(String(one.soDinhDanh).slice(-1)) % 3}` })}\n`,
  )
  const file = folder.file('many.ndjson', lines.join(''))
  for (const [mode, parcels] of [
    ['one', 1],
    ['split', 3],
  ] as const) {
    const home = join(folder.path, `crash-${mode}`)
    const seen = new Set<string>()
    for (const wait of [0, 60, 150, 260, 400, null, null]) {
      const run = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', child, home, file, mode], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      let said = ''
      run.stdout.on('data', (text: Buffer) => {
        said += text
        if (said.startsWith('begun') && wait !== null && !run.killed) setTimeout(() => run.kill('SIGKILL'), wait)
      })
      await new Promise((resolve) => run.once('close', resolve))
      const opened = openHome(home)
      for (const { id } of listParcels(opened)) seen.add(id)
      opened.close()
      if (wait === null) assert.match(said, /packed /)
    }
    const opened = openHome(home)
    const all = listParcels(opened)
    assert.equal(all.length, parcels)
    assert.deepEqual([...seen].sort(), all.map(({ id }) => id).sort(), 'no id was ever given up')
    assert.deepEqual(new Set(all.map(({ state }) => state)), new Set(['packed']))
    assert.equal(
      all.reduce((sum, { count }) => sum + count, 0),
      3000,
    )
    for (const { id, count } of all) assertWhole(opened, id, count)
    opened.close()
  }
})

test('one push at a time in a home; a dead owner blocks nobody', () => {
  const home = join(folder.path, 'lock')
  openHome(home).close()
  const release = takeLock(home, 'push')
  release()
  folder.file(join('lock', 'push.lock'), '999999999')
  takeLock(home, 'push')()
  folder.file(join('lock', 'push.lock'), String(process.ppid))
  assert.throws(() => takeLock(home, 'push'), HomeBusy)
})

test('many who find a dead owner, or a lock not written yet, at once: one of them works', async () => {
  const home = join(folder.path, 'race')
  openHome(home).close()
  const code = `import { takeLock } from ${JSON.stringify(new URL('./lock.ts', import.meta.url).href)}
    await new Promise((go) => process.stdin.once('data', go))
    try { takeLock(${JSON.stringify(home)}, 'push'); console.log('won') } catch (error) { console.log(error.name) }
    await new Promise((go) => process.stdin.once('data', go))`
  for (const left of ['', '999999999']) {
    folder.file(join('race', 'push.lock'), left)
    const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', code]
    const takers = Array.from({ length: 6 }, () =>
      spawn(process.execPath, flags, { stdio: ['pipe', 'pipe', 'inherit'] }),
    )
    const said = takers.map(
      (taker) => new Promise<string>((say) => taker.stdout.once('data', (text) => say(`${text}`))),
    )
    for (const taker of takers) taker.stdin.write('go')
    const words = (await Promise.all(said)).map((word) => word.trim()).sort()
    for (const taker of takers) taker.stdin.end('end')
    assert.deepEqual(words, [...Array(5).fill('HomeBusy'), 'won'])
    await Promise.all(takers.map((taker) => taker.exitCode ?? new Promise((gone) => taker.once('exit', gone))))
  }
  const release = takeLock(home, 'push')
  assert.throws(() => takeLock(home, 'push'), HomeBusy, 'not twice in one process either')
  release()
})
