/** The blind index is keyed anew beside the load: nobody is lost, nobody is there twice, whoever looks finds. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { keyToText } from '@cbccvc/evidence'
import { type KeyFile, newKeyFile, openKeyRing, progress, reindex } from '@cbccvc/registry'
import { personOf } from '../testing/book.ts'
import { finish } from '../testing/leases.ts'
import { cameTo } from '../testing/lines.ts'
import { official, officials } from '../testing/people.ts'
import { onRoute, type Route, today } from '../testing/route.ts'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

/** Persons by the generation of the index that they stand in. */
async function byGeneration({ owner }: Route): Promise<Record<string, number>> {
  const { rows } = await owner.query<{ no: number; n: number }>(
    'select blind_no as no, count(*) as n from person group by 1',
  )
  return Object.fromEntries(rows.map(({ no, n }) => [no, n]))
}

const withNext = (file: KeyFile): KeyFile => ({ ...file, index: { ...file.index, '2': newKeyFile(true).mac } })

/** The house of this route works with another key file from now on. */
async function take(route: Route, file: KeyFile): Promise<void> {
  Object.assign(route.house, { keys: await openKeyRing({ db: route.house.pool, file }) })
}

test(
  'two generations side by side: found in both, added in the new one, moved page by page',
  onRoute(async (route) => {
    await route.push('H26', officials(0, 30, 'H26.1'))
    const both = withNext(route.sealKeys)
    const before = route.house.keys
    await take(route, both)
    await route.push('H26', officials(30, 5, 'H26.1'))
    assert.deepEqual(await byGeneration(route), { 1: 35 }, 'the new key alone changes nothing')
    assert.deepEqual(await route.check(), [])

    // Cut off after the first page.
    let pages = 0
    const cut = await reindex(route.house.pool, route.house.keys, () => pages++ === 1, 10)
    assert.deepEqual(cut, { generation: 2, persons: 10, left: [] })
    assert.deepEqual(await byGeneration(route), { 1: 25, 2: 10 })
    assert.deepEqual(await route.check(), [], 'half way')
    // Persons of both generations and new ones in one part; a person left out by name is found in both as well.
    await route.push('H26', [
      ...[...officials(0, 3, 'H26.1'), ...officials(20, 3, 'H26.1')].map((r) => ({ ...r, chieuCao: 171 })),
      ...officials(40, 3, 'H26.1'),
    ])
    await route.push('H56', [official(1, 'H56.1'), official(25, 'H56.1'), official(50, 'H56.1')])
    const left = [official(2, 'H26.1'), official(28, 'H26.1')].map((r) => r.soDinhDanh as string)
    await route.push('H26', officials(0, 2, 'H26.1'), { kind: 'full', unit: 'H26.1', left })
    assert.deepEqual(await byGeneration(route), { 1: 25, 2: 14 }, 'nobody is there twice')
    const { rows } = await route.owner.query<{ n: number }>(
      'select count(*) as n from person where left_parcel is not null',
    )
    assert.equal(rows[0]!.n, 2)
    for (const i of [1, 25, 41, 50])
      assert.ok((await personOf(route, official(i, 'H26.1').soDinhDanh as string)).statements.length > 0)
    assert.deepEqual(await route.check(), [])

    // A process that has the old key only adds nobody: the part waits for one that has both.
    await route.send('H26', officials(60, 2, 'H26.2'))
    await assert.rejects(progress({ ...route.house, keys: before }), { name: 'KeyUnknownError' })
    assert.deepEqual(await byGeneration(route), { 1: 25, 2: 14 })
    await route.settle()
    assert.deepEqual(await byGeneration(route), { 1: 25, 2: 16 })

    // The rest beside a load that names the same people, new and known.
    const load = (async () => {
      for (let i = 0; i < 8; i++) {
        await route.send(
          'H26',
          [...officials(0, 35, 'H26.1'), official(70 + i, 'H26.2')].map((r) => ({ ...r, chieuCao: 150 + i })),
        )
        await Promise.all([progress(route.house), progress(route.house)])
      }
      await route.settle()
    })()
    const rest = await reindex(route.house.pool, route.house.keys, () => false, 3)
    await load
    assert.deepEqual(rest, { generation: 2, persons: 25, left: [] })
    assert.deepEqual(await byGeneration(route), { 2: 49 })
    // The old key may go.
    await take(route, { ...both, index: { '2': both.index['2']! } })
    await route.push('H26', [{ ...official(3, 'H26.1'), chieuCao: 180 }, official(80, 'H26.1')])
    assert.deepEqual(await byGeneration(route), { 2: 50 })
  }),
)

test(
  'a number is corrected before, half way and after; its old one is known again under every generation',
  onRoute(async (route) => {
    const number = (i: number) => String(official(i, 'H26.1').soDinhDanh)
    /** Official i under the number of one who is not in the book. */
    const mistaken = (i: number) => ({ ...official(i, 'H26.1'), soDinhDanh: number(300 + i) })
    const correct = async (i: number) => {
      const { statements } = await personOf(route, number(300 + i))
      await route.push('H26', [{ ...official(i, 'H26.1'), $replaces: statements[0]!.digest }])
      assert.equal((await personOf(route, number(i))).holder, 'H26')
      await assert.rejects(personOf(route, number(300 + i)))
    }
    await route.push('H26', [0, 1, 2, 3].map(mistaken))
    await correct(0)
    const both = withNext(route.sealKeys)
    await take(route, both)
    let pages = 0
    await reindex(route.house.pool, route.house.keys, () => pages++ === 1, 1)
    assert.deepEqual(await byGeneration(route), { 1: 3, 2: 1 })
    await correct(1)
    const { rows: given } = await route.owner.query('select blind_no from person where id = $1', [
      (await personOf(route, number(1))).id,
    ])
    assert.deepEqual(given, [{ blind_no: 2 }], 'a number is given in the generation of new persons')
    // Two processes at once, one of which gives a number that the other adds somebody under.
    const { statements } = await personOf(route, number(302))
    await route.send('H56', [official(2, 'H56.1')])
    await route.send('H26', [{ ...official(2, 'H26.1'), $replaces: statements[0]!.digest }])
    await Promise.all([progress(route.house), progress(route.house)])
    await finish(route)
    const { rows } = await route.owner.query<{ n: number }>(
      `select count(*) as n from person where holder <> '' and blind = any($1::bytea[])`,
      [route.house.keys.blinds(number(2))],
    )
    assert.equal(rows[0]!.n, 1)
    assert.deepEqual(await route.check(), [])
    await reindex(route.house.pool, route.house.keys)
    await correct(3)
    await take(route, { ...both, index: { '2': both.index['2']! } })
    for (const i of [0, 1, 3]) {
      await route.push('H26', [{ ...mistaken(i), chieuCao: 171 }])
      assert.deepEqual(await cameTo(route, 'H26'), ['held', 'register.formerNumber'])
    }
  }),
)

test(
  'the commands: a key is added to the file, the index follows, the file without the old key holds the whole book',
  onRoute(async (route) => {
    await route.push('H26', officials(0, 12, 'H26.1'))
    const folder = mkdtempSync(join(tmpdir(), 'cbccvc-reindex-'))
    try {
      const put = (seal: object) => writeFileSync(join(folder, 'seal.json'), JSON.stringify(seal), { mode: 0o600 })
      const log = { sandbox: true, origin: route.log.name, seed: keyToText(route.log.seed) }
      writeFileSync(join(folder, 'log.json'), JSON.stringify(log), { mode: 0o600 })
      put(route.sealKeys)
      const env = {
        ...{ ...process.env, DATABASE_URL: route.databaseUrl, CBCCVC_KEYS: folder },
        ...{ CBCCVC_SANDBOX: '1', CBCCVC_TODAY: today },
      }
      const run = (...args: string[]) => promisify(execFile)(process.execPath, [...args], { env })
      await run(fileURLToPath(new URL('../../../../scripts/keys.ts', import.meta.url)), folder, 'index')
      const file = JSON.parse(readFileSync(join(folder, 'seal.json'), 'utf8')) as KeyFile
      assert.deepEqual(Object.keys(file.index), ['1', '2'])
      assert.deepEqual({ ...file, index: { '1': file.index['1'] } }, route.sealKeys)
      const done = await run(main, 'rekey-index')
      assert.deepEqual(JSON.parse(done.stdout), { generation: 2, persons: 12, left: [] })
      assert.deepEqual(JSON.parse((await run(main, 'rekey-index')).stdout), { generation: 2, persons: 0, left: [] })
      const alone = { ...file, index: { '2': file.index['2']! } }
      put(alone)
      assert.deepEqual(JSON.parse((await run(main, 'check-book')).stdout), { clean: true, faults: 0 })
      await take(route, alone)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }),
)
