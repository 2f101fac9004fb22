/** Religion, health, discipline: counted, and nobody's. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foldCodes, openPool, progress } from '@cbccvc/registry'
import type { WireRecord } from '@cbccvc/standard'
import { codeTotals } from '../../../../packages/registry/src/quality/index.ts'
import { countKey, openCodes } from '../../../../packages/registry/src/register/index.ts'
import { inOffice } from '../testing/accounts.ts'
import { asker } from '../testing/askers.ts'
import { official } from '../testing/people.ts'
import { onRoute, type Route } from '../testing/route.ts'

/** So many people from this one on, each with the same codes. */
const people = (from: number, count: number, unit: string, codes: WireRecord) =>
  Array.from({ length: count }, (_, i) => official(from + i, unit, codes))

const warned = [{ tuNgay: '2020-05', hinhThuc: '01' }]
const healthy = { tonGiao: '01', tinhTrangSucKhoe: '1', kyLuat: [] }
const ill = { tonGiao: '02', tinhTrangSucKhoe: '4', kyLuat: warned }

const fold = async ({ house }: Route) => {
  while (await foldCodes(house.pool, house.keys));
}

/** Counts of one field by code, of a unit's own people, as they are folded. */
async function counted(route: Route, unit: string, field: string): Promise<Record<string, number>> {
  const { id } = (await route.house.units.find(unit))!
  const counts = (await codeTotals(route.house.pool, route.house.keys, [id])).get(id) ?? new Map()
  const prefix = countKey(field, '')
  return Object.fromEntries(
    [...counts].filter(([key]) => key.startsWith(prefix)).map(([k, n]) => [k.slice(prefix.length), n]),
  )
}

test(
  'codes are counted in the unit of the person: entered, changed, moved, withdrawn, held elsewhere',
  onRoute(async (route) => {
    await route.push('H26', [...people(0, 6, 'H26.1', healthy), ...people(6, 2, 'H26.1', ill)])
    assert.deepEqual(await counted(route, 'H26.1', 'tonGiao'), {}, 'nothing can be read before it is folded')
    await fold(route)
    assert.equal((await route.owner.query('select from code_delta')).rowCount, 0)
    assert.deepEqual(await counted(route, 'H26.1', 'tonGiao'), { '01': 6, '02': 2 })
    assert.deepEqual(await counted(route, 'H26.1', 'tinhTrangSucKhoe'), { 1: 6, 4: 2 })
    assert.deepEqual(await counted(route, 'H26.1', 'kyLuat'), { '01': 2 })
    await route.push('H26', [official(7, 'H26.2', ill)])
    const changed = await route.push('H26', people(0, 1, 'H26.1', { ...healthy, tinhTrangSucKhoe: '3' }))
    await fold(route)
    assert.deepEqual(await counted(route, 'H26.1', 'tonGiao'), { '01': 6, '02': 1 })
    assert.deepEqual(await counted(route, 'H26.2', 'tonGiao'), { '02': 1 })
    assert.deepEqual(await counted(route, 'H26.2', 'kyLuat'), { '01': 1 })
    assert.deepEqual(await counted(route, 'H26.1', 'tinhTrangSucKhoe'), { 1: 5, 3: 1, 4: 1 })
    await route.withdraw('H26', changed.parcelId)
    await route.settle()
    // What another body states of them is not counted until the person is its own.
    await route.push('H56', people(0, 2, 'H56.1', ill))
    await fold(route)
    assert.deepEqual(await counted(route, 'H26.1', 'tinhTrangSucKhoe'), { 1: 6, 4: 1 })
    assert.deepEqual(await counted(route, 'H56.1', 'tinhTrangSucKhoe'), {})
    assert.deepEqual(await route.check(), [])
  }),
)

test(
  'nothing of it tells without keys: boxes of one length, the same codes never the same bytes',
  onRoute(async (route) => {
    await route.send('H26', [...people(0, 5, 'H26.1', healthy), official(5, 'H26.2', ill)])
    while (await progress(route.house));
    const { rows } = await route.owner.query<{ length: number; boxes: number; different: number }>(
      `select octet_length(encrypted) as length, count(*)::int as boxes, count(distinct encrypted)::int as different
         from person_codes group by 1`,
    )
    assert.equal(rows.length, 1, 'one length')
    assert.deepEqual([rows[0]!.boxes, rows[0]!.different], [6, 6])
    const { rows: deltas } = await route.owner.query(`select distinct octet_length(box) from code_delta`)
    assert.equal(deltas.length, 1, 'one person or five')
    await fold(route)
    const { rows: totals } = await route.owner.query(`select distinct octet_length(box) from code_total`)
    assert.equal(totals.length, 1)
    // A box is its person's: in another's row it does not open.
    const { rows: two } = await route.owner.query<{ id: number; box: Buffer }>(
      'select person_id as id, encrypted as box from person_codes order by 1 limit 2',
    )
    assert.throws(() => openCodes(route.house.keys, two[0]!.id, two[1]!.box), { name: 'SealBrokenError' })
    const desk = openPool({ url: route.databaseUrl, role: 'cbccvc_desk', max: 1 })
    try {
      for (const sql of [
        'select encrypted from person_codes',
        'select * from person_codes',
        'select box from code_delta',
      ])
        await assert.rejects(desk.query(sql), { code: '42501' }, sql)
      assert.equal((await desk.query('select box from code_total')).rowCount, 0, 'no unit is named')
    } finally {
      await desk.end()
    }
  }),
)

test(
  'the checker misses no change that was lost, and no box in the place of another',
  onRoute(async (route) => {
    await route.push('H26', [...people(0, 3, 'H26.1', healthy), official(3, 'H26.2', ill)])
    await fold(route)
    await route.push('H26', [official(0, 'H26.1', { ...healthy, tonGiao: '02' })])
    assert.deepEqual(await route.check(), [])
    const spoilt = async (sql: string) => {
      const kept = await route.owner.query('select * from code_total')
      const deltas = await route.owner.query('select unit_id, box from code_delta')
      await route.owner.query(sql)
      const faults = await route.check()
      await route.owner.query('truncate code_total, code_delta')
      for (const row of kept.rows)
        await route.owner.query('insert into code_total values ($1, $2)', [row.unit_id, row.box])
      for (const row of deltas.rows)
        await route.owner.query('insert into code_delta (unit_id, box) values ($1, $2)', [row.unit_id, row.box])
      return faults
    }
    assert.match((await spoilt('delete from code_delta')).join(), /code\.total/)
    assert.match(
      (await spoilt('delete from code_total where unit_id = (select min(unit_id) from code_total)')).join(),
      /code\.total/,
    )
    assert.match(
      (await spoilt('update code_total t set box = o.box from code_total o where o.unit_id <> t.unit_id')).join(),
      /code\.total/,
    )
    assert.match(
      (await spoilt('insert into code_delta (unit_id, box) select unit_id, box from code_delta')).join(),
      /code\.total/,
    )
    assert.deepEqual(await route.check(), [])
  }),
)

test(
  'statistics are answered from the counts, protected; nobody is looked at, filtered or sorted by them',
  inOffice(async (office) => {
    const { route } = office
    await route.push('H26', [
      ...people(0, 60, 'H26.1', healthy),
      ...people(60, 3, 'H26.1', ill),
      ...people(70, 12, 'H26.2', ill),
    ])
    await fold(route)
    const founders = await office.founders()
    const admin = await office.administrator(founders, 'H26', 'hn.admin')
    const leader = await asker(office, admin, 'leader', 'H26', 'hn.lanhdao')
    const told = await leader.post('/v1/statistics', { unit: 'H26', field: 'tonGiao' })
    assert.equal(told.status, 200, told.text)
    type Sum = { unit: string; people: number | null; values: { value: string; count: number | null }[] }
    const { whole, parts } = told.json as unknown as { whole: Sum; parts: Sum[] }
    const count = ({ values }: Sum, code: string) => values.find(({ value }) => value === code)!.count
    assert.ok(Math.abs(count(whole, '01')! - 60) < 25, String(count(whole, '01')))
    for (const { values } of [whole, ...parts])
      for (const one of values) assert.ok(one.count === null || (one.count >= 10 && one.count % 5 === 0))
    assert.ok(
      parts[1]!.values.every((one) => one.count === null),
      'twelve people are not shown by value',
    )
    assert.equal((await leader.post('/v1/statistics', { unit: 'H26', field: 'tonGiao' })).text, told.text)
    for (const field of ['danToc', 'tinhTrangSucKhoe', 'kyLuat', 'chucVuDang', 'hangThuongBinh'])
      assert.equal((await leader.post('/v1/statistics', { unit: 'H26', field })).status, 200, field)
    const { rows } = await route.owner.query('select from access_look')
    assert.equal(rows.length, 0)
  }),
)
