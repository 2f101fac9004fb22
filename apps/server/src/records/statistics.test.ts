/** Statistics over HTTP: protected sums of a unit and its parts, for whom the table gives them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { edition } from '@cbccvc/standard'
import { inOffice } from '../testing/accounts.ts'
import { asker, askerOf } from '../testing/askers.ts'
import { officials } from '../testing/people.ts'

interface Sum {
  readonly unit: string | null
  readonly people: number | null
  readonly values: { value: string | null; count: number | null }[]
}
interface Told {
  readonly whole: Sum
  readonly parts: Sum[]
}

test(
  'sums of a unit, of its parts and of the nation are in fives from ten on, the same each time, and small units are not shown by value',
  inOffice(async (office) => {
    await office.route.push('H26', [...officials(0, 60, 'H26.1.1'), ...officials(60, 12, 'H26.2')])
    await office.route.push('H56', officials(100, 30, 'H56.1'))
    const founders = await office.founders()
    const admin = await office.administrator(founders, 'H26', 'hn.admin')
    const leader = await asker(office, admin, 'leader', 'H26', 'hn.lanhdao')
    const officer = await asker(office, admin, 'officer', 'H26.1', 'hn.canbo')
    const operator = await askerOf(office, founders[0])

    const { status, text, json } = await leader.post('/v1/statistics', { unit: 'H26', field: 'tinhTrangHonNhan' })
    assert.equal(status, 200, text)
    const { whole, parts } = json as unknown as Told
    assert.deepEqual([whole.unit, parts.map(({ unit }) => unit)], ['H26', ['H26.1', 'H26.2']])
    const codes = edition()
      .codeList('tinh-trang-hon-nhan')
      .items.map(({ code }) => code)
    for (const { people, values } of [whole, ...parts]) {
      assert.deepEqual(
        values.map(({ value }) => value),
        [...codes, null],
        'every code is answered',
      )
      for (const number of [people, ...values.map(({ count }) => count)])
        assert.ok(number === null || (number >= 10 && number % 5 === 0), String(number))
    }
    assert.ok(Math.abs(whole.people! - 72) < 25)
    assert.ok(
      parts[1]!.values.every(({ count }) => count === null),
      'twelve people are not shown by value',
    )
    assert.equal((await leader.post('/v1/statistics', { unit: 'H26', field: 'tinhTrangHonNhan' })).text, text)
    // The people of H26.1 all stand in its one part: under another name they are the same number.
    const deeper = (await officer.post('/v1/statistics', { unit: 'H26.1', field: 'gioiTinh' })).json as unknown as Told
    const stated = new Set(officials(0, 60, 'H26.1.1').map(({ gioiTinh }) => gioiTinh))
    const shown = ({ people, values }: Sum) => [people, values.filter(({ value }) => stated.has(value))]
    assert.deepEqual(shown(deeper.parts[0]!), shown(deeper.whole))

    const nation = await operator.post('/v1/statistics', { unit: null, field: 'gioiTinh' })
    assert.deepEqual(
      (nation.json as unknown as Told).parts.map(({ unit }) => unit),
      ['G01', 'H26', 'H56'],
    )
    const code = async (who: typeof leader, unit: string | null, field = 'gioiTinh') =>
      (await who.post('/v1/statistics', { unit, field })).json.code
    assert.equal(await code(officer, 'H26'), 'access.notAllowed')
    assert.equal(await code(officer, 'H26.2'), 'access.notAllowed')
    assert.equal(await code(leader, 'H56'), 'access.notAllowed')
    assert.equal(await code(leader, null), 'access.notAllowed')
    assert.equal(await code(leader, 'XX'), 'access.notAllowed')
    for (const field of ['nhomMau', 'soBhxh', 'quanHeNuocNgoai', 'ngaySinh', 'hoTenKhaiSinh'])
      assert.equal(await code(leader, 'H26', field), 'filter.field', field)
    assert.equal((await office.route.owner.query('select from access_look')).rows.length, 0)
  }),
)

test(
  'the desk sees the codes of no unit that its transaction does not name',
  inOffice(async (office) => {
    await office.route.push('H26', officials(0, 3, 'H26.1'))
    await office.route.push('H56', officials(10, 2, 'H56.1'))
    const { records } = office.route
    const count = async () => Number((await records.query('select count(*) as n from person_codes')).rows[0].n)
    assert.equal(await count(), 0)
    const connection = await records.connect()
    try {
      await connection.query('begin')
      await connection.query(`select set_config('cbccvc.units', $1, true)`, [`{${await office.unit('H56.1')}}`])
      assert.equal(Number((await connection.query('select count(*) as n from person_codes')).rows[0].n), 2)
      await connection.query('rollback')
    } finally {
      connection.release()
    }
    await assert.rejects(records.query(`update person_codes set unit_id = 1`), { code: '42501' })
    await assert.rejects(office.route.house.pool.query('delete from person_codes'), { code: '42501' })
  }),
)
