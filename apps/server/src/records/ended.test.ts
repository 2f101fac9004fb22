/** People of a unit that a decision ended: found, counted and read under the unit that follows, and the past as it was. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { foldCodes } from '@cbccvc/registry'
import { inOffice } from '../testing/accounts.ts'
import { asker, refOf } from '../testing/askers.ts'
import { decide } from '../testing/decide.ts'
import { official, officials } from '../testing/people.ts'

const many = (first: number, count: number, unit: string) =>
  Array.from({ length: count }, (_, i) => official(first + i, unit, { tonGiao: '01', tinhTrangHonNhan: '0' }))
const personnel = { purpose: { code: 'personnel' } }

test(
  'after a merger people are listed, sought, counted and read under the unit that follows, and history shows the unit of its day',
  inOffice(async (office) => {
    const { route } = office
    const founders = await office.founders()
    const admin = await office.administrator(founders, 'H26', 'hn.admin')
    const merged = many(0, 30, 'H26.1')
    await route.push('H26', merged, { asOf: '2023-05-01' })
    await route.push('H26', many(40, 20, 'H26.2'))
    while (await foldCodes(route.house.pool, route.house.keys));
    const old = await asker(office, admin, 'officer', 'H26.1', 'hn.cu')
    const heir = await asker(office, admin, 'officer', 'H26.2', 'hn.moi')
    const viewer = await asker(office, admin, 'viewer', 'H26', 'hn.xem')
    const ref = await refOf(office, official(0, 'H26').soDinhDanh as string)
    const read = `/v1/people/${ref}/record`
    assert.equal((await old.post(read, personnel)).status, 200)
    assert.equal((await heir.post(read, personnel)).json.code, 'access.notFound')
    const sums = async (field: string) =>
      (await viewer.post('/v1/statistics', { unit: 'H26', field })).json as {
        whole: { people: number }
        parts: { unit: string; people: number | null; values: { value: string | null; count: number | null }[] }[]
      }
    const before = await sums('tonGiao')

    await decide(route, [
      { act: 'merge', unit: 'H26.1', to: 'H26.2' },
      { act: 'rename', unit: 'H26.2', name: 'Sở Mới' },
    ])
    await pause(1100)
    await route.house.units.find('-')

    const now = await heir.post(read, personnel)
    assert.deepEqual([now.status, now.json.unit, now.json.unitName], [200, 'H26.2', 'Sở Mới'])
    // Whoever had the merged unit has nothing any more, and is not told who is there.
    assert.equal((await old.post(read, personnel)).json.code, 'access.notFound')
    for (const path of ['/v1/units/H26.1/people', '/v1/units/H26.2/people'])
      assert.match(String((await old.post(path, personnel)).json.code), /^access\./)
    const list = (await heir.post('/v1/units/H26.2/people', { ...personnel, limit: 100 })).json as {
      people: { unit: string }[]
    }
    assert.equal(list.people.length, 50)
    assert.deepEqual(new Set(list.people.map(({ unit }) => unit)), new Set(['H26.2']))
    const name = merged[3]!.hoTenKhaiSinh as string
    const found = (await heir.post('/v1/units/H26.2/people/search', { ...personnel, name })).json
    assert.ok((found.people as unknown[]).length > 0)
    const count = await heir.post('/v1/units/H26.2/people/count', {
      ...personnel,
      filter: [{ field: 'tinhTrangHonNhan', anyOf: ['0'] }],
    })
    assert.equal(count.json.count, 50, count.text)
    for (const field of ['tinhTrangHonNhan', 'tonGiao']) {
      const { whole, parts } = await sums(field)
      assert.deepEqual(
        parts.map(({ unit }) => unit),
        ['H26.2'],
      )
      assert.ok(Math.abs(parts[0]!.people! - 50) <= 10 && Math.abs(whole.people - 50) <= 10, JSON.stringify(parts[0]))
    }
    assert.equal(before.parts.length, 2)

    const past = await heir.post(`${read}/as-of`, { ...personnel, trueOn: '2023-06-01' })
    assert.deepEqual([past.json.unit, past.json.unitName], ['H26.1', 'Đơn vị H26.1'])
    const today = await heir.post(`${read}/as-of`, { ...personnel, trueOn: '2023-06-20' })
    assert.deepEqual([today.json.unit, today.json.unitName], ['H26.2', 'Sở Mới'])
    const versions = (await heir.post(`/v1/people/${ref}/history`, personnel)).json.versions as { unit: string }[]
    assert.deepEqual(
      versions.map(({ unit }) => unit),
      ['H26.1'],
    )
    // What a grant was given over is shown by its name still: no unit at all would mean the nation.
    const grants = await route.owner.query(
      `select count(*)::int as n from role_grant where ended_at is null and unit_id is not null`,
    )
    assert.ok(grants.rows[0].n >= 3)
  }),
)

test(
  'a full parcel of the unit that follows asks about the people who came with a merger',
  inOffice(async ({ route }) => {
    await route.push('H56', officials(0, 3, 'H56.1'))
    await decide(route, [{ act: 'move', unit: 'H56.1', parent: 'H26.1' }])
    await pause(1100)
    await route.house.units.find('-')
    await route.push('H26', officials(0, 1, 'H56.1'), {
      kind: 'full',
      unit: 'H26.1',
      left: [official(2, 'H56').soDinhDanh as string],
    })
    const left = (await route.feed('H26')).filter((line) => line.kind === 'left')
    assert.deepEqual(
      left.flatMap((line) => (line.kind === 'left' ? line.soDinhDanh : [])),
      [official(1, 'H56').soDinhDanh],
    )
    // The body that the unit came from still holds whom nobody stated since, and an answer of its own changes that.
    const { rows } = await route.owner.query<{ holder: string; n: number }>(
      'select holder, count(*)::int as n from person group by 1 order by 1',
    )
    assert.deepEqual(rows, [
      { holder: 'H26', n: 1 },
      { holder: 'H56', n: 2 },
    ])
    await route.push('H56', [official(0, 'H56', { chieuCao: 171 })])
    assert.equal((await route.feed('H56')).filter((line) => line.kind === 'case').length, 1)
  }),
)
