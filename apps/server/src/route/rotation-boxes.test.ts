/** What lies under data keys beside the entries is sealed anew, too: no box of an old key is left, and each says the same. */
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { startPopulation } from '@cbccvc/outside/population'
import {
  foldCodes,
  issuerKeys,
  type KeptBoxes,
  type KeyRing,
  keptBoxes,
  leftSealed,
  localKeeper,
  makeFreshKeys,
  openKeyRing,
  openPool,
  providerRows,
  rotateBoxes,
  sealClasses,
} from '@cbccvc/registry'
import { inOffice, type Office } from '../testing/accounts.ts'
import { askerOf } from '../testing/askers.ts'
import { official, officials, testNation } from '../testing/people.ts'
import type { Route } from '../testing/route.ts'
import { watched } from '../testing/watchers.ts'

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const nameOf = ({ table, column }: KeptBoxes) => `${table}.${column}`

/** Of each box that is kept: the number of its key, and the digest of what it holds. */
async function boxesOf({ owner }: Route, keys: KeyRing, of: KeptBoxes) {
  const names = [...of.key, ...(of.more ?? [])]
  const { rows } = await owner.query(
    `select ${names.join(', ')}, ${of.column} as box from ${of.table} where ${of.column} is not null order by ${names.join(', ')}`,
  )
  return rows.map((row) => ({
    row: JSON.stringify(names.map((name) => row[name])),
    key: (row.box as Buffer).readUInt16BE(1),
    holds: digest(keys.open(of.kind, of.place(row), row.box)),
  }))
}

async function allBoxes(route: Route, keys: KeyRing) {
  const all = new Map<string, Awaited<ReturnType<typeof boxesOf>>>()
  for (const of of keptBoxes) all.set(nameOf(of), await boxesOf(route, keys, of))
  return all
}

/** Something in every column of boxes, by those who write it. */
async function fill(office: Office) {
  const { route, accounts } = office
  const population = await startPopulation({ nation: testNation, oddities: 0 })
  try {
    const all = await watched(office)
    await route.push('H56', [{ ...official(40, 'H56.1'), hoTenKhaiSinh: 'Trần Thị Hoàn Toàn Khác' }])
    await route.settle({ url: population.url, maDonVi: 'G09', maCanBo: 'test' })
    // Sums that are folded, and then some that are not yet; findings, and questions that nobody has asked.
    await foldCodes(route.house.pool, route.house.keys)
    await route.push('H56', [{ ...official(41, 'H56.1'), chieuCao: 999 }, official(42, 'H56.1')])
    const operator = await askerOf(office, all.founders[0])
    const emergency = { purpose: { code: 'emergency' }, reason: 'Cứu nạn: cần nhóm máu', minutes: 60 }
    const broken = await operator.post('/v1/glasses', { person: all.people[0], ...emergency })
    assert.equal(broken.status, 200, broken.text)
    office.pass(61 * 60)
    const fresh = {
      auditor: await askerOf(office, all.auditor.holder),
      person: await askerOf(office, all.person.holder),
    }
    const review = { justified: true, word: 'Đúng là cấp cứu' }
    const done = await fresh.auditor.post(`/v1/glasses/${broken.json.glassId}/review`, review)
    assert.equal(done.status, 200, done.text)
    const today = office.house.today()
    const inspection = await fresh.auditor.post('/v1/inspections', {
      ...{ caseNo: 'TT-1/2023', decisionNo: '1/QD', validFrom: today, validTo: today },
      ...{ hiddenGround: 'Tránh việc tiêu hủy tài liệu', persons: [all.people[0]], units: [] },
    })
    assert.equal(inspection.status, 200, inspection.text)
    const alarmId = randomUUID()
    await route.owner.query(
      `insert into alarm (id, at, kind, look_no, day, facts, settle_by) values ($1, now(), 'unusual', 1, now(), '{}', now())`,
      [alarmId],
    )
    const settled = await fresh.auditor.post(`/v1/alarms/${alarmId}/settlement`, { word: 'Đã hỏi, có lý do' })
    assert.equal(settled.status, 200, settled.text)
    const wish = { kind: 'correct', fields: ['email'], words: 'Thư điện tử của tôi đã đổi' }
    const asked = await fresh.person.post('/v1/requests', wish)
    assert.ok(asked.status < 300, asked.text)
    const officer = await askerOf(office, all.officer.holder)
    const answer = { outcome: 'refused', words: 'Đã đối chiếu giấy tờ.', ground: 'foundTrue', parcel: null }
    const answered = await officer.post(`/v1/requests/${asked.json.requestId}/answer`, answer)
    assert.equal(answered.status, 200, answered.text)
    await issuerKeys(accounts)
    await providerRows(accounts).put('Session', 'x', { kind: 'Session' } as never, 3600)
    return all
  } finally {
    await population.close()
  }
}

/** As the role of the rotation, with a ring of its own. */
async function asRotation<T>(route: Route, work: (pool: ReturnType<typeof openPool>, keys: KeyRing) => Promise<T>) {
  const pool = openPool({ url: route.databaseUrl, role: 'cbccvc_rotate', max: 2 })
  try {
    await makeFreshKeys(pool, localKeeper(route.sealKeys), sealClasses, Date.now(), Date.now())
    return await work(pool, await openKeyRing({ db: pool, file: route.sealKeys }))
  } finally {
    await pool.end()
  }
}

test(
  'no box of an old key is left beside a running load, each holds what it held, and what does not open is left and named',
  inOffice(async (office) => {
    const { route } = office
    const all = await fill(office)
    const { keys } = route.house
    const before = await allBoxes(route, keys)
    for (const of of keptBoxes) assert.ok(before.get(nameOf(of))!.length > 0, `there is a box in ${nameOf(of)}`)
    assert.ok([...before.values()].flat().every(({ key }) => key === 1))

    await asRotation(route, async (pool, ring) => {
      // Somebody works on a row: it is passed by, and met again once it is free.
      const holder = await route.owner.connect()
      await holder.query('begin')
      await holder.query('select 1 from account_totp limit 1 for update')
      let over = false
      const load = (async () => {
        for (let i = 0; i < 3 || !over; i++) {
          if (i === 30) throw new Error('the rotation does not end')
          await route.push(
            'H26',
            officials(0, 20, 'H26.1').map((r) => ({ ...r, chieuCao: 150 + i })),
          )
          if (i === 1) await holder.query('rollback')
        }
      })()
      const rotated = await rotateBoxes(pool, ring)
      over = true
      await load
      holder.release()
      assert.deepEqual(rotated.refused, [])
      assert.ok(rotated.resealed >= [...before.values()].flat().length - 1, `${rotated.resealed}`)
      // What a process sealed that did not know the new keys yet.
      await route.house.keys.renew()
      await rotateBoxes(pool, ring)
      const after = await allBoxes(route, ring)
      for (const of of keptBoxes) {
        const [was, is] = [before.get(nameOf(of))!, after.get(nameOf(of))!]
        assert.deepEqual(
          is.filter(({ key }) => key !== ring.current(of.kind)),
          [],
          `${nameOf(of)}: no box of an old key`,
        )
        assert.equal(ring.current(of.kind), 2)
        const now = new Map(is.map(({ row, holds }) => [row, holds]))
        // Counts, findings and questions move with the load; all others say what they said.
        if (!['code_total', 'code_delta', 'person_codes', 'finding', 'question'].includes(of.table))
          for (const { row, holds } of was) assert.equal(now.get(row), holds, `${nameOf(of)} ${row}`)
      }
      // Without a load nothing moves: the same counts, by their digests.
      await foldCodes(route.house.pool, route.house.keys)
      const still = await allBoxes(route, ring)
      await makeFreshKeys(pool, localKeeper(route.sealKeys), sealClasses, Date.now(), Date.now())
      await rotateBoxes(pool, ring)
      const again = await allBoxes(route, ring)
      for (const of of keptBoxes) {
        const held = (boxes: typeof still) => boxes.get(nameOf(of))!.map(({ row, holds }) => [row, holds])
        assert.deepEqual(held(again), held(still), nameOf(of))
        assert.ok(
          again.get(nameOf(of))!.every(({ key }) => key === 3),
          nameOf(of),
        )
      }
      // A box that was moved to another row does not open there: left as it is, and named.
      await route.owner.query(
        `update account_totp set box = (select box from account_totp where account_id = $2) where account_id = $1`,
        all.founders.map(({ accountId }) => accountId),
      )
      await makeFreshKeys(pool, localKeeper(route.sealKeys), ['sealed'], Date.now(), Date.now())
      const spoilt = await rotateBoxes(pool, ring)
      assert.deepEqual(spoilt.refused, [`account_totp ${all.founders[0].accountId}`])
    })
    await route.house.keys.renew()
  }),
)

test(
  'every column of boxes is either sealed anew or said to be left; the role sees names and boxes, and puts no other length',
  inOffice(async (office) => {
    const { route } = office
    await fill(office)
    const known = new Set([...keptBoxes.map(nameOf), ...leftSealed, 'entry_blob.restricted', 'entry_blob.sealed'])
    const { rows: columns } = await route.owner.query<{ t: string; c: string }>(
      `select c.relname as t, a.attname as c from pg_attribute a join pg_class c on c.oid = a.attrelid
        where a.atttypid = 'bytea'::regtype and c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
          and not c.relispartition and a.attnum > 0 and not a.attisdropped`,
    )
    assert.ok(columns.length > 40)
    let met = 0
    for (const { t, c } of columns) {
      const { rows } = await route.owner.query<{ n: number }>(
        // What a box begins with: version 2, key number 1. Of digests one in sixteen million begins so.
        `select count(*) as n from ${t} where octet_length(${c}) >= 31 and substr(${c}, 1, 3) = '\\x020001'`,
      )
      if (rows[0]!.n > 0 && known.has(`${t}.${c}`)) met++
      if (!known.has(`${t}.${c}`)) assert.equal(rows[0]!.n, 0, `${t}.${c} holds boxes`)
    }
    assert.ok(met >= 15, `${met} columns with boxes`)
    await asRotation(route, async (pool) => {
      const forbidden = { code: '42501' }
      for (const { table, column } of keptBoxes) {
        await assert.rejects(
          pool.query(`update ${table} set ${column} = ${column} || '\\x00' where ${column} is not null`),
          forbidden,
        )
        await assert.rejects(pool.query(`delete from ${table}`), forbidden, table)
        // Tables that hold nothing but a name and a box are seen whole.
        const whole = pool.query(`select * from ${table} limit 0`)
        if (table.startsWith('code_')) await whole
        else await assert.rejects(whole, forbidden, table)
      }
      await assert.rejects(pool.query(`update code_total set box = null`), forbidden)
      for (const other of ['account', 'account_password', 'session', 'feed_chunk', 'part', 'access_look'])
        await assert.rejects(pool.query(`select from ${other} limit 1`), forbidden, other)
    })
    await route.house.keys.renew()
  }),
)
