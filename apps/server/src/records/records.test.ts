/** Looking at records over HTTP: what each role is shown, what it is refused, and that nobody learns who exists. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { edition } from '@cbccvc/standard'
import { inOffice, type Office } from '../testing/accounts.ts'
import { type Asker, asker, refOf } from '../testing/askers.ts'
import { personOf } from '../testing/book.ts'
import { official, officials, testNation } from '../testing/people.ts'

const number = (i: number) => official(i, 'H26').soDinhDanh as string
const classOf = (field: string) => edition().byId.get(field)!.class
const personnel = { purpose: { code: 'personnel' } }
const looks = async (office: Office) => (await office.route.owner.query('select * from access_look order by id')).rows

interface Desk {
  readonly officer: Asker
  readonly viewer: Asker
  readonly administrator: Asker
  readonly operator: Asker
}

/** An officer of H26.1, a viewer and an administrator of H26, the national operator. */
async function staffed(office: Office): Promise<Desk> {
  const founders = await office.founders()
  const admin = await office.administrator(founders, 'H26', 'hn.admin')
  const { askerOf } = await import('../testing/askers.ts')
  return {
    officer: await asker(office, admin, 'officer', 'H26.1', 'hn.canbo'),
    viewer: await asker(office, admin, 'viewer', 'H26', 'hn.xem'),
    administrator: await askerOf(office, admin),
    operator: await askerOf(office, founders[0]),
  }
}

type Fields = Record<string, { form: string; value: unknown }>

test(
  'an officer reads the present, the past and the versions; each is a look with its purpose and ground',
  inOffice(async (office) => {
    const { route } = office
    await route.push('H26', [official(0, 'H26.1', { chieuCao: 160 })], { asOf: '2023-05-01' })
    await route.push('H26', [official(0, 'H26.1', { chieuCao: 165 })], { asOf: '2023-06-01' })
    const { officer, administrator } = await staffed(office)
    const ref = await refOf(office, number(0))
    assert.match(ref, /^[\w-]{22}$/)

    const now = await officer.post(`/v1/people/${ref}/record`, personnel)
    assert.equal(now.status, 200, now.text)
    assert.deepEqual(
      [now.json.person, now.json.holder, now.json.unit, now.json.unitName],
      [ref, 'H26', 'H26.1', 'Đơn vị H26.1'],
    )
    const fields = now.json.fields as Fields
    assert.equal(fields.soDinhDanh!.value, number(0), 'the own officer sees the number in the clear')
    assert.equal(fields.chieuCao!.value, 165)
    assert.ok(Object.keys(fields).every((field) => classOf(field) !== 'sealed'))

    const past = await officer.post(`/v1/people/${ref}/record/as-of`, {
      ...personnel,
      classes: ['internal'],
      trueOn: '2023-05-31',
    })
    assert.equal((past.json.fields as Fields).chieuCao!.value, 160)
    assert.ok(Object.keys(past.json.fields as Fields).every((field) => classOf(field) === 'internal'))

    const history = await officer.post(`/v1/people/${ref}/history`, { ...personnel, classes: ['internal'] })
    const versions = history.json.versions as { source: string; trueFrom: string; fields: Fields; stands: boolean }[]
    assert.deepEqual(
      versions.map(({ source, trueFrom, stands, fields }) => [source, trueFrom, stands, fields.chieuCao!.value]),
      [
        ['H26', '2023-05-01', true, 160],
        ['H26', '2023-06-01', true, 165],
      ],
    )
    // The second version says nothing public: who sees that class only is not told that there was one.
    const outer = await administrator.post(`/v1/people/${ref}/history`, personnel)
    assert.equal((outer.json.versions as unknown[]).length, 1)

    const lines = await looks(office)
    assert.deepEqual(
      lines.map(({ action, purpose, legal_ground, classes }) => [action, purpose, legal_ground, classes.join()]),
      [
        ['record.read', 'personnel', 'nd27Personnel', 'public:clear,internal:clear,restricted:clear'],
        ['record.history', 'personnel', 'nd27Personnel', 'internal:clear'],
        ['record.history', 'personnel', 'nd27Personnel', 'internal:clear'],
        ['record.history', 'personnel', 'nd27Personnel', 'public:clear'],
      ],
    )
  }),
)

test(
  'whoever is not there, is elsewhere, or was never named by us is refused in the same bytes and the same time',
  inOffice(async (office) => {
    await office.route.push('H26', [official(0, 'H26.1'), official(1, 'H26.2')])
    await office.route.push('H56', [official(2, 'H56.1')])
    const { officer } = await staffed(office)
    const outside = await refOf(office, number(2))
    const sibling = await refOf(office, number(1))
    const nobody = office.house.keys.refOf(999_999)
    const foreign = randomBytes(16).toString('base64url')
    const sealed = { ...personnel, classes: ['sealed'] }
    office.pass(700)
    const own = await refOf(office, number(0))
    for (const [verb, body] of [
      ['record', personnel],
      ['record', {}],
      ['record', sealed],
      ['record', { purpose: { code: 'inspection', caseNo: '1' } }],
      ['record/as-of', { ...personnel, trueOn: '2023-06-01' }],
      ['history', personnel],
      ['history', sealed],
    ] as const) {
      const texts = new Set<string>()
      for (const ref of [outside, sibling, nobody, foreign, 'x', '..%2F', encodeURIComponent(number(2))]) {
        const { status, text } = await officer.post(`/v1/people/${ref}/${verb}`, body)
        assert.equal(status, 404, text)
        texts.add(text)
      }
      assert.equal(texts.size, 1, `${verb}: one answer`)
      assert.equal(JSON.parse([...texts][0]!).code, 'access.notFound')
    }
    // What a refusal tells is told of people in reach only.
    const code = async (body: unknown) => (await officer.post(`/v1/people/${own}/record`, body)).json.code
    assert.equal(await code({}), 'access.purpose')
    assert.equal(await code(sealed), 'caller.stepUp')
    assert.equal((await looks(office)).length, 0, 'nobody was looked at')

    const times: number[][] = [[], []]
    for (let i = 0; i < 200; i++)
      for (const [of, ref] of [outside, nobody].entries())
        times[of]!.push((await officer.post(`/v1/people/${ref}/record`, personnel)).ms)
    const [there, absent] = times.map((list) => list.sort((a, b) => a - b)) as [number[], number[]]
    const median = (list: number[]) => list[list.length / 2]!
    const spread = there[Math.floor(there.length * 0.75)]! - there[Math.floor(there.length * 0.25)]!
    const apart = Math.abs(median(there) - median(absent))
    assert.ok(apart < Math.max(2, spread), `medians ${median(there)} and ${median(absent)} ms, spread ${spread} ms`)
  }),
)

test(
  'a list goes page by page with restricted fields masked; its places are ours alone',
  inOffice(async (office) => {
    await office.route.push('H26', [...officials(0, 7, 'H26.1.1'), ...officials(7, 3, 'H26.2')])
    const { officer, viewer, administrator } = await staffed(office)
    const names: unknown[] = []
    let after: string | undefined
    do {
      const body = { ...personnel, limit: 3, classes: ['public', 'restricted'], ...(after && { after }) }
      const { json, status, text } = await officer.post('/v1/units/H26.1/people', body)
      assert.equal(status, 200, text)
      const people = json.people as { person: string; unit: string; fields: Fields }[]
      for (const { fields, unit, person } of people) {
        names.push(fields.hoTenKhaiSinh!.value)
        assert.equal(unit, 'H26.1.1')
        assert.equal(fields.soDinhDanh!.value, '•••')
        assert.equal((await officer.post(`/v1/people/${person}/record`, personnel)).status, 200)
      }
      after = (json.next as string | null) ?? undefined
    } while (after)
    assert.deepEqual(
      [...names].sort(),
      officials(0, 7, 'H26.1.1')
        .map((one) => one.hoTenKhaiSinh)
        .sort(),
    )

    const all = await viewer.post('/v1/units/H26/people', { ...personnel, limit: 200 })
    assert.equal((all.json.people as unknown[]).length, 10)
    const place = (await viewer.post('/v1/units/H26/people', { ...personnel, limit: 2 })).json.next as string
    const forged = Buffer.from(place, 'base64url')
    forged[forged.length - 1]! ^= 1
    for (const wrong of [forged.toString('base64url'), 'abc', randomBytes(60).toString('base64url')])
      assert.equal((await viewer.post('/v1/units/H26/people', { ...personnel, after: wrong })).json.code, 'list.cursor')

    const code = async (who: Asker, path: string, body: unknown) => (await who.post(path, body)).json.code
    assert.equal(await code(officer, '/v1/units/H26/people', personnel), 'access.notAllowed')
    assert.equal(await code(officer, '/v1/units/H26.2/people', personnel), 'access.notAllowed')
    assert.equal(await code(officer, '/v1/units/XX/people', personnel), 'access.notAllowed')
    assert.equal(await code(officer, '/v1/units/H26.1/people', {}), 'access.purpose')
    assert.equal(
      await code(administrator, '/v1/units/H26/people', { ...personnel, classes: ['internal'] }),
      'access.notAllowed',
    )
    assert.equal(await code(viewer, '/v1/units/H26/people', { ...personnel, limit: 201 }), 'request.shape')
  }),
)

test(
  'a search finds words without marks and the whole number, within reach only',
  inOffice(async (office) => {
    await office.route.push('H26', [...officials(0, 5, 'H26.1'), ...officials(5, 3, 'H26.2')])
    await office.route.push('H56', officials(20, 2, 'H56.1'))
    const { officer, administrator, operator } = await staffed(office)
    const find = async (who: Asker, body: object, unit = 'H26.1') => {
      const { status, json, text } = await who.post(`/v1/units/${unit}/people/search`, { ...personnel, ...body })
      assert.equal(status, 200, text)
      return (json.people as { person: string }[]).map(({ person }) => person)
    }
    const name = official(2, 'H26.1').hoTenKhaiSinh as string
    const ref = await refOf(office, number(2))
    const bare = name
      .normalize('NFD')
      .replace(/\p{Mn}/gu, '')
      .replace(/đ/gi, 'd')
      .toUpperCase()
    assert.ok((await find(officer, { name })).includes(ref))
    assert.ok((await find(officer, { name: bare })).includes(ref))
    const last = bare.split(' ').at(-1)!
    assert.ok((await find(officer, { name: `${last} ${bare.slice(0, 2)}` })).includes(ref), 'beginnings, in any order')
    assert.deepEqual(await find(officer, { name: '%' }), [])
    assert.deepEqual(await find(officer, { name: `${last.slice(1)}zzz` }), [])

    assert.deepEqual(await find(officer, { number: number(2) }), [ref])
    for (const elsewhere of [number(6), number(20), number(300)])
      assert.deepEqual(await find(officer, { number: elsewhere }), [])
    assert.deepEqual(await find(operator, { number: number(20), purpose: { code: 'dataQuality' } }, 'H56'), [
      await refOf(office, number(20)),
    ])
    const refusedWith = async (who: Asker, body: object) =>
      (await who.post('/v1/units/H26/people/search', { ...personnel, ...body })).json.code
    assert.equal(await refusedWith(administrator, { number: number(2) }), 'access.notAllowed', 'sees no number at all')
    assert.equal(await refusedWith(operator, {}), 'search.what')
    assert.equal(await refusedWith(operator, { name, number: number(2) }), 'search.what')
    assert.equal(await refusedWith(operator, { name: '  ' }), 'search.what')
    assert.equal((await looks(office)).filter(({ action }) => action !== 'record.search').length, 0)
  }),
)

test(
  'a person reads the own record and its versions, sealed fields after a step-up; an account of nobody reads none',
  inOffice(async (office) => {
    const at = Array.from({ length: 50 }, (_, i) => i).find((i) => testNation.official(i).trangThaiCongTac === 'DLV')!
    await office.route.push('H26', [official(at, 'H26.1')])
    const { administrator } = await staffed(office)
    const { id } = await personOf(office.route, number(at))
    const me = await asker(office, administrator.holder, 'viewer', 'H26', 'hn.minh', id)
    const own = await me.post('/v1/me/record')
    assert.equal(own.status, 200, own.text)
    assert.equal((own.json.fields as Fields).soDinhDanh!.value, number(at))
    assert.equal((await me.post('/v1/me/record', { classes: ['sealed'] })).status, 200)
    assert.equal((await me.post('/v1/me/history')).status, 200)
    assert.equal((await me.post('/v1/me/record', { trueOn: '2000-01-01' })).text.includes(number(at)), false)
    office.pass(700)
    assert.equal((await me.post('/v1/me/record', { classes: ['sealed'] })).json.code, 'caller.stepUp')
    assert.equal((await administrator.post('/v1/me/record')).json.code, 'access.notAllowed')
    assert.ok((await looks(office)).every(({ purpose, person_id }) => purpose === null && Number(person_id) === id))
  }),
)
