/** Boxes are sealed anew beside a running load: nothing is lost, nothing else is changed, and no other plaintext gets in. */
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { keyToText } from '@cbccvc/evidence'
import {
  type KeyFile,
  localKeeper,
  makeFreshKeys,
  newKeyFile,
  openKeyRing,
  openPool,
  type Pool,
  rewrapKeys,
  rotateEntries,
} from '@cbccvc/registry'
import { dumpOf } from '../testing/dump.ts'
import { official, officials } from '../testing/people.ts'
import { onRoute, openRoute, type Route, today } from '../testing/route.ts'
import { secretsIn, secretsOf } from '../testing/secrets.ts'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

/** Entries by the number of the key that their boxes lie under. */
async function underKeys({ owner }: Route): Promise<Record<string, number>> {
  const { rows } = await owner.query<{ no: number; n: number }>(
    `select get_byte(sealed, 1) * 256 + get_byte(sealed, 2) as no, count(*) as n from entry_blob
      where restricted is null or substr(restricted, 2, 2) = substr(sealed, 2, 2) group by 1`,
  )
  return Object.fromEntries(rows.map(({ no, n }) => [no, n]))
}

async function asRotation<T>(route: Route, work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = openPool({ url: route.databaseUrl, role: 'cbccvc_rotate', max: 2 })
  try {
    return await work(pool)
  } finally {
    await pool.end()
  }
}

const freshKeys = (route: Route) =>
  asRotation(route, (pool) =>
    makeFreshKeys(pool, localKeeper(route.sealKeys), ['restricted', 'sealed'], Date.now(), Date.now()),
  )

test(
  'rotation beside a running load: every entry lies under the new key, and the book is clean all the while',
  onRoute(async (route) => {
    await route.push('H26', officials(0, 300, 'H26.1'), { recordsPerPart: 100 })
    assert.deepEqual(await underKeys(route), { 1: 300 })
    await freshKeys(route)
    let over = false
    const load = (async () => {
      for (let i = 0; i < 6 || !over; i++) {
        if (i === 40) throw new Error('the rotation does not end')
        const changed = officials((i * 20) % 280, 20, 'H26.1').map((r) => ({ ...r, chieuCao: 150 + i }))
        await route.push('H26', [...changed, official(300 + i, 'H26.2')])
      }
    })()
    const rotated = await asRotation(route, async (pool) => {
      const keys = await openKeyRing({ db: pool, file: route.sealKeys })
      assert.equal(keys.current('sealed'), 2)
      let pages = 0
      // Cut off after a page, as a kill would: the next run goes on with what is left.
      const first = await rotateEntries(pool, keys, () => pages++ === 1)
      assert.ok(first.resealed > 0 && first.resealed <= 200, `${first.resealed}`)
      assert.deepEqual(await route.check({ keys }), [], 'half way')
      const rest = await rotateEntries(pool, keys)
      return { resealed: first.resealed + rest.resealed, refused: [...first.refused, ...rest.refused] }
    })
    over = true
    await load
    assert.deepEqual(rotated.refused, [])
    assert.ok(rotated.resealed >= 300, `${rotated.resealed}`)
    // The server that did not know the new key has met it and has loaded it: what it enters since lies under it, too.
    await asRotation(route, async (pool) => rotateEntries(pool, await openKeyRing({ db: pool, file: route.sealKeys })))
    assert.deepEqual(Object.keys(await underKeys(route)), ['2'])
    await route.house.keys.renew()
  }),
)

test('another plaintext is refused, whoever put it there; the rest goes on', async () => {
  const route = await openRoute()
  try {
    await route.push('H26', officials(0, 6, 'H26.1'))
    const { rows } = await route.owner.query(
      'select e.*, b.sealed from entry e join entry_blob b on b.entry_id = e.id order by 1',
    )
    const ids = rows.map((row) => row.id)
    // Of the third entry: sealed by our own key for its own place, but with one letter of the plaintext changed.
    const third = rows[2]
    const place = `entry ${JSON.stringify([
      ...[third.id, third.recorded_at.getTime(), third.person_id, third.source, third.unit_id, third.kind],
      ...[third.true_from, third.sender_seq, third.parcel, third.record_index, third.edition, null],
    ])}`
    const plain = route.house.keys.open('sealed', place, third.sealed)
    assert.ok(plain.length > 20)
    plain[20]! ^= 1
    const client = await route.owner.connect()
    try {
      await client.query('set session_replication_role = replica')
      const spoil = (set: string, id: number, ...more: unknown[]) =>
        client.query(`update entry_blob set ${set} where entry_id = $1`, [id, ...more])
      await spoil('sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)', ids[1])
      await spoil('sealed = $2', ids[2], route.house.keys.seal('sealed', place, plain))
      await spoil('restricted = null', ids[3])
      await spoil('restricted = (select restricted from entry_blob where entry_id = $2)', ids[4], ids[5])
    } finally {
      client.release(true)
    }
    await freshKeys(route)
    const rotated = await asRotation(route, async (pool) =>
      rotateEntries(pool, await openKeyRing({ db: pool, file: route.sealKeys })),
    )
    assert.deepEqual(rotated, { resealed: 2, refused: [ids[1], ids[2], ids[3], ids[4]] })
    assert.deepEqual(await underKeys(route), { 1: 4, 2: 2 }, 'what was refused stays as it was')
    await route.house.keys.renew()
    const found = (await route.check()).filter((fault) => fault.startsWith('entry'))
    assert.ok(found.length >= 4, found.join('\n'))
  } finally {
    await route.close({ dirty: true })
  }
})

test(
  'the role of the rotation replaces boxes by boxes, and changes nothing else',
  onRoute(async (route) => {
    await route.push('H26', officials(0, 2, 'H26.1'))
    await asRotation(route, async (pool) => {
      const forbidden = { code: '42501' }
      for (const statement of [
        'update entry_blob set sealed = null',
        `update entry_blob set sealed = sealed || '\\x00'`,
        'update entry_blob set entry_id = entry_id',
        'delete from entry_blob',
        'truncate entry_blob',
        'insert into entry_blob select * from entry_blob',
        `update entry set public_text = ''`,
        'delete from entry',
        'update person set blind_no = 2',
        'select * from person',
        'select bytes from part',
        'select payload from feed_chunk',
        'delete from data_key',
        `update data_key set quarter = ''`,
        'update blind_generation set no = 2',
        `insert into leaf (bytes) values ('')`,
      ])
        await assert.rejects(pool.query(statement), forbidden, statement)
      // Where nothing was sealed nothing is put, and a box of the same length is: the digest is the rotation's own wall.
      const moved = await pool.query('update entry_blob set sealed = sealed')
      assert.equal(moved.rowCount, 2)
    })
  }),
)

test(
  'the commands: killed in the middle, run again, a new key-encryption key; the dump gives no key',
  onRoute(async (route) => {
    await route.push('H26', officials(0, 250, 'H26.1'), { recordsPerPart: 125 })
    await freshKeys(route)
    const folder = mkdtempSync(join(tmpdir(), 'cbccvc-rotation-'))
    try {
      const [kek] = Object.keys(newKeyFile(true).kek.keys) as [string]
      const key = Object.values(newKeyFile(true).kek.keys)[0]!
      const next: KeyFile = {
        ...route.sealKeys,
        kek: { current: kek, keys: { ...route.sealKeys.kek.keys, [kek]: key } },
      }
      const put = (seal: object) => writeFileSync(join(folder, 'seal.json'), JSON.stringify(seal), { mode: 0o600 })
      const log = { sandbox: true, origin: route.log.name, seed: keyToText(route.log.seed) }
      writeFileSync(join(folder, 'log.json'), JSON.stringify(log), { mode: 0o600 })
      put(next)
      const env = {
        ...{ ...process.env, DATABASE_URL: route.databaseUrl, CBCCVC_KEYS: folder },
        ...{ CBCCVC_SANDBOX: '1', CBCCVC_TODAY: today },
      }
      // Held at the third page's update, then killed.
      const holder = await route.owner.connect()
      await holder.query('begin')
      const { rows: last } = await holder.query(
        'select 1 from entry_blob where entry_id = (select id from entry order by person_id desc limit 1) for update',
      )
      assert.equal(last.length, 1)
      const killed = spawn(process.execPath, [main, 'rotate-keys'], { env, stdio: 'ignore' })
      const gone = new Promise((done) => killed.once('exit', done))
      for (let waits = 0; ((await underKeys(route))['2'] ?? 0) < 200; waits++) {
        assert.ok(waits < 600, 'two pages are committed')
        await new Promise((done) => setTimeout(done, 50))
      }
      killed.kill('SIGKILL')
      await gone
      await holder.query('rollback')
      holder.release()
      assert.deepEqual(await underKeys(route), { 1: 50, 2: 200 })
      const run = (...args: string[]) => promisify(execFile)(process.execPath, [main, ...args], { env })
      const { boxes, ...rotated } = JSON.parse((await run('rotate-keys')).stdout) as Record<string, number>
      assert.deepEqual(rotated, { wrapped: 0, resealed: 50, refused: 0 })
      assert.ok(boxes! > 0, 'what else is sealed went along (rotation-boxes.test.ts)')
      const alone: KeyFile = { ...next, kek: { current: kek, keys: { [kek]: key } } }
      put(alone)
      assert.deepEqual(JSON.parse((await run('check-book')).stdout), { clean: true, faults: 0 })
      // Under the old key alone a start says what is missing, and shows no stack.
      put(route.sealKeys)
      await assert.rejects(run('check-book'), (error: { stderr: string }) => {
        assert.match(error.stderr, new RegExp(kek))
        assert.doesNotMatch(error.stderr, /\n\s+at /)
        return true
      })
      const ring = await openKeyRing({ db: route.owner, file: alone })
      assert.deepEqual(await route.check({ keys: ring }), [])
      // What a thief of the database has: wrapped keys, and none of those that open them.
      const dump = await dumpOf(route.databaseUrl)
      assert.ok(dump.includes(kek))
      const secrets = [
        ...(await secretsOf(route, alone)),
        ...Object.values(route.sealKeys.kek.keys).map((text) => Buffer.from(text, 'base64url')),
      ]
      assert.ok(secrets.length >= 12, `${secrets.length}`)
      assert.equal(secretsIn(secrets, dump), 0)
      await asRotation(route, async (pool) => {
        const back = { ...next, kek: { current: route.sealKeys.kek.current, keys: next.kek.keys } }
        await rewrapKeys(pool, localKeeper(back))
      })
      await route.house.keys.renew()
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }),
)
