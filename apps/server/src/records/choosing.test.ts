/** Choosing, sorting and counting people by their codes over HTTP: by whom, by which fields, exact or protected. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chosenFields } from '../../../../packages/registry/src/access/index.ts'
import { inOffice, type Office } from '../testing/accounts.ts'
import { type Asker, asker, refOf } from '../testing/askers.ts'
import { officials } from '../testing/people.ts'

const personnel = { purpose: { code: 'personnel' } }
const people = [...officials(0, 24, 'H26.1.1'), ...officials(24, 6, 'H26.2')]
const inOne = people.slice(0, 24)

const looks = async (office: Office) => (await office.route.owner.query('select * from access_look order by id')).rows

async function staffed(office: Office): Promise<{ officer: Asker; leader: Asker }> {
  const founders = await office.founders()
  const admin = await office.administrator(founders, 'H26', 'hn.admin')
  return {
    officer: await asker(office, admin, 'officer', 'H26.1', 'hn.canbo'),
    leader: await asker(office, admin, 'leader', 'H26', 'hn.lanhdao'),
  }
}

/** How many of these records have which code of the field. */
const counted = (records: typeof people, field: string) =>
  Object.fromEntries(
    [...Map.groupBy(records, (record) => (record[field] as string | undefined) ?? null)].map(([code, list]) => [
      String(code),
      list.length,
    ]),
  )

test('the fields that people are chosen by are coded, public or internal, and tell nothing of health', () => {
  const ids = [...chosenFields.keys()]
  assert.ok(ids.length > 15, String(ids.length))
  for (const field of ['gioiTinh', 'trinhDoChuyenMon', 'tinhTrangHonNhan', 'ngaySinh']) assert.ok(ids.includes(field))
  for (const field of [
    'nhomMau',
    'tonGiao',
    'danToc',
    'tinhTrangSucKhoe',
    'kyLuat',
    'hangThuongBinh',
    'doiTuongChinhSach',
  ])
    assert.equal(ids.includes(field), false, field)
  assert.equal(
    [...chosenFields.values()].some(({ class: of }) => !['public', 'internal'].includes(of)),
    false,
  )
})

test(
  'an officer filters and sorts by codes, counts exactly, and a count of few is a look at them',
  inOffice(async (office) => {
    await office.route.push('H26', people)
    const { officer } = await staffed(office)
    const at = '/v1/units/H26.1/people'
    const women = inOne.filter((one) => one.gioiTinh === inOne[0]!.gioiTinh)
    const filter = [{ field: 'gioiTinh', anyOf: [inOne[0]!.gioiTinh as string] }]
    const found: string[] = []
    let after: string | null = null
    do {
      const body = { ...personnel, filter, limit: 5, ...(after && { after }) }
      const { status, json, text } = await officer.post(`${at}/filter`, body)
      assert.equal(status, 200, text)
      found.push(...(json.people as { person: string }[]).map(({ person }) => person))
      after = json.next as string | null
    } while (after)
    const expected = await Promise.all(women.map((one) => refOf(office, one.soDinhDanh as string)))
    assert.deepEqual([...found].sort(), expected.sort())
    const written = await looks(office)
    assert.equal(written.filter(({ action }) => action === 'record.filter').length, women.length)
    assert.equal(written.filter(({ action }) => action === 'record.list').length, women.length)

    for (const down of [false, true]) {
      const degrees: string[] = []
      after = null
      do {
        const body = {
          ...personnel,
          filter: [],
          limit: 7,
          sort: { field: 'trinhDoChuyenMon', down },
          ...(after && { after }),
        }
        const { json, text } = await officer.post(`${at}/filter`, body)
        for (const { fields } of (json.people ?? assert.fail(text)) as { fields: Record<string, { value: string }> }[])
          degrees.push(fields.trinhDoChuyenMon?.value ?? '')
        after = json.next as string | null
      } while (after)
      assert.equal(degrees.length, inOne.length)
      const sorted = [...degrees].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
      assert.deepEqual(degrees, down ? sorted.reverse() : sorted)
    }

    const before = (await looks(office)).length
    for (const field of ['gioiTinh', 'tinhTrangHonNhan', 'trinhDoChuyenMon']) {
      const { json } = await officer.post(`${at}/facet`, { ...personnel, field })
      assert.equal(json.protected, false)
      const values = json.values as { value: string | null; count: number }[]
      assert.deepEqual(
        Object.fromEntries(values.map(({ value, count }) => [String(value), count])),
        counted(inOne, field),
      )
      const few = values.filter(({ count }) => count < 5).reduce((sum, { count }) => sum + count, 0)
      const since = (await looks(office)).filter(({ action }) => action === 'record.facet').length
      assert.ok(since >= few, `${field}: ${few} people in small cells`)
    }
    assert.ok((await looks(office)).length > before, 'a small cell was among them')
    const { json } = await officer.post(`${at}/count`, { ...personnel, filter })
    assert.deepEqual(json, { count: women.length, protected: false })
  }),
)

test(
  'nobody chooses by what is restricted, sealed or tells of health; the refusal names the field and nothing else',
  inOffice(async (office) => {
    await office.route.push('H26', people.slice(0, 3))
    const { officer, leader } = await staffed(office)
    const at = '/v1/units/H26.1/people'
    for (const field of [
      'danToc',
      'tonGiao',
      'nhomMau',
      'tinhTrangSucKhoe',
      'soDinhDanh',
      'coQuanSuDung',
      'khongCo',
      '__proto__',
    ]) {
      const filter = [{ field, anyOf: ['01'] }]
      for (const [verb, body] of [
        ['filter', { filter }],
        ['filter', { filter: [], sort: { field } }],
        ['count', { filter }],
        ['facet', { field }],
      ] as const)
        assert.equal((await officer.post(`${at}/${verb}`, { ...personnel, ...body })).json.code, 'filter.field', field)
    }
    const internal = { ...personnel, filter: [], sort: { field: 'tinhTrangHonNhan' } }
    assert.equal(
      (await officer.post(`${at}/filter`, internal)).json.code,
      'filter.field',
      'sorted by public fields only',
    )
    // Whatever stands in a value is a value: nothing is composed of it.
    const odd = `') or true --`
    const { json } = await officer.post(`${at}/count`, { ...personnel, filter: [{ field: 'gioiTinh', anyOf: [odd] }] })
    assert.deepEqual(json, { count: 0, protected: false })

    const filter = [{ field: 'tinhTrangHonNhan', anyOf: ['01'] }]
    assert.equal((await leader.post(`${at}/filter`, { ...personnel, filter })).json.code, 'access.notAllowed')
    for (const verb of ['filter', 'count'])
      assert.equal(
        (await officer.post(`/v1/units/H26/people/${verb}`, { ...personnel, filter })).json.code,
        'access.notAllowed',
      )
  }),
)

test(
  'a leader, who may not see internal values of the list, is given protected counts of one field at a time',
  inOffice(async (office) => {
    await office.route.push('H26', people)
    const { leader } = await staffed(office)
    const ask = async (verb: string, body: object) =>
      (await leader.post(`/v1/units/H26/people/${verb}`, { ...personnel, ...body })).json
    const facet = await ask('facet', { field: 'tinhTrangHonNhan' })
    assert.equal(facet.protected, true)
    const values = facet.values as { value: string | null; count: number | null }[]
    for (const { count } of values) assert.ok(count === null || (count >= 10 && count % 5 === 0), String(count))
    assert.deepEqual(await ask('facet', { field: 'tinhTrangHonNhan' }), facet, 'the same again')
    for (const { value, count } of values)
      if (value !== null)
        assert.deepEqual(await ask('count', { filter: [{ field: 'tinhTrangHonNhan', anyOf: [value] }] }), {
          count,
          protected: true,
        })
    const two = { filter: [{ field: 'tinhTrangHonNhan', anyOf: ['1', '2'] }] }
    assert.equal((await ask('count', two)).code, 'filter.oneField')
    const crossed = { field: 'tinhTrangHonNhan', filter: [{ field: 'gioiTinh', anyOf: ['1'] }] }
    assert.equal((await ask('facet', crossed)).code, 'filter.oneField')
    assert.equal((await ask('facet', { field: 'gioiTinh' })).protected, false, 'public fields of the list are theirs')
    assert.equal(
      (await looks(office)).every(({ classes }) => classes.join() === 'public:clear'),
      true,
    )
  }),
)
