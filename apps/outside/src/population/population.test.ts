import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { iso } from '../nation/calendar.ts'
import { fullName, nation } from '../nation/index.ts'
import { type Answer, comparable, moveTone, registered, startPopulation } from './index.ts'

const people = nation({ people: 20_000, today: '2023-06-20' })
const running = await startPopulation({ nation: people })
after(() => running.close())
const head = { requestId: 'r-1', maDVC: 'cbccvc', maTichHop: '037', maDonVi: 'G09', maCanBo: 'canbo01' }

const post = (path: string, body: unknown, url = running.url) =>
  fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
const ask = async (questions: unknown[]): Promise<Answer[]> => {
  const response = await post('/match', { ...head, questions })
  assert.equal(response.status, 200)
  return ((await response.json()) as { answers: Answer[] }).answers
}
const question = (j: number) => {
  const citizen = people.citizen(j)
  return { id: String(j), soDinhDanh: citizen.soDinhDanh, hoTen: fullName(citizen.name), ngaySinh: iso(citizen.birth) }
}
const withOddity = (kind: string, from = 0): number => {
  for (let j = from; j < people.citizens; j++) if (registered(people, j, 1).oddity === kind) return j
  throw new Error(`nobody with ${kind}`)
}

test('a true triple matches, a wrong name or date differs, a wrong number is not found', async () => {
  const j = withOddity('none')
  const right = question(j)
  const answers = await ask([
    right,
    { ...right, hoTen: `  ${right.hoTen.toUpperCase().normalize('NFD')} ` },
    { ...right, hoTen: 'Nguyễn Văn Không' },
    { ...right, ngaySinh: '1901-01-01' },
    { ...right, ngaySinh: right.ngaySinh.slice(0, 4) },
    { ...right, soDinhDanh: '001099999999' },
    { ...right, soDinhDanh: '' },
  ])
  const told = answers.map((a) => `${a.result} ${a.fields?.hoTen ?? '-'} ${a.fields?.ngaySinh ?? '-'}`)
  assert.deepEqual(told, [
    'found match match',
    'found match match',
    'found differs match',
    'found match differs',
    'found match differs',
    'notFound - -',
    'notFound - -',
  ])
})

test('the oddities of life: year only, deceased, changed names, tone marks, slipped days, shared old numbers', async () => {
  const yearOnly = withOddity('yearOnly')
  const [a, b] = await ask([
    question(yearOnly),
    { ...question(yearOnly), ngaySinh: String(people.citizen(yearOnly).birthYear) },
  ])
  assert.equal(a?.fields?.ngaySinh, 'differs')
  assert.equal(b?.fields?.ngaySinh, 'match')
  const [dead] = await ask([question(withOddity('deceased'))])
  assert.equal(dead?.result, 'deceased')
  for (const kind of ['nameChanged', 'toneMark'] as const) {
    const [changed] = await ask([question(withOddity(kind))])
    assert.equal(changed?.fields?.hoTen, 'differs', kind)
  }
  const [slipped] = await ask([question(withOddity('slippedDay'))])
  assert.equal(slipped?.fields?.ngaySinh, 'differs')
  let shared = 0
  while (people.findOld(people.citizen(shared).soCmnd).length !== 2) shared++
  const [multiple, single] = await ask([
    { ...question(shared), soDinhDanh: people.citizen(shared).soCmnd },
    { ...question(0), soDinhDanh: people.citizen(0).soCmnd },
  ])
  assert.equal(multiple?.result, 'multiple')
  assert.ok(single?.result === 'found' || single?.result === 'deceased')
})

test('officials mostly match: oddities stay below three in a hundred', async () => {
  const answers = await ask(Array.from({ length: 1000 }, (_, k) => question(k * 20)))
  const clean = answers.filter(
    (a) => a.result === 'found' && a.fields?.hoTen === 'match' && a.fields.ngaySinh === 'match',
  )
  assert.ok(clean.length >= 970 && clean.length < 1000, `${clean.length}`)
})

test('a look-up tells the 18 fields, for a purpose, and is logged with the officer', async () => {
  const j = withOddity('yearOnly')
  const citizen = people.citizen(j)
  const response = await post('/lookup', {
    ...head,
    requestId: 'r-2',
    maCanBo: 'canbo02',
    mucDich: 'lamSach',
    soDinhDanh: citizen.soDinhDanh,
  })
  const told = (await response.json()) as { found: boolean; congDan: Record<string, unknown> }
  assert.equal(told.found, true)
  assert.deepEqual(told.congDan.NgayThangNamSinh, { Nam: String(citizen.birthYear) })
  assert.deepEqual(told.congDan.HoVaTen, {
    Ho: citizen.name.family,
    ChuDem: citizen.name.middle,
    Ten: citizen.name.given,
  })
  const elements = [
    'HoVaTen',
    'NgayThangNamSinh',
    'GioiTinh',
    'NoiDangKyKhaiSinh',
    'QueQuan',
    'DanToc',
    'TonGiao',
    'QuocTich',
    'TinhTrangHonNhan',
    'ThuongTru',
    'NoiTamTru',
    'TamVang',
    'NoiOHienTai',
    'ChuHo',
    'NhomMau',
    'Cha',
    'Me',
    'VoChong',
  ]
  for (const element of elements) assert.ok(element in told.congDan, element)
  const line = running.control.log().at(-1)
  assert.equal(line?.maCanBo, 'canbo02')
  assert.equal(line?.mucDich, 'lamSach')
  assert.equal(line?.soDinhDanh, citizen.soDinhDanh)
  assert.equal((await post('/lookup', { ...head, soDinhDanh: citizen.soDinhDanh })).status, 403)
  const byOld = await post('/lookup', { ...head, mucDich: 'lamSach', soCMND: people.citizen(5).soCmnd })
  assert.equal(
    ((await byOld.json()) as { congDan: Record<string, unknown> }).congDan.SoDinhDanh,
    people.citizen(5).soDinhDanh,
  )
  assert.deepEqual(await (await post('/lookup', { ...head, mucDich: 'lamSach', soDinhDanh: '001099999999' })).json(), {
    found: false,
  })
})

test('a family that the official has told is the family that the register tells', async () => {
  const record = people.official(12)
  const father = (record.giaDinhBanThan as { quanHe: string; hoTen: string }[]).find((row) => row.quanHe === '03')
  const response = await post('/lookup', { ...head, mucDich: 'lamSach', soDinhDanh: record.soDinhDanh })
  const told = (await response.json()) as { congDan: { Cha: { HoVaTen: { Ho: string; ChuDem: string; Ten: string } } } }
  const { Ho, ChuDem, Ten } = told.congDan.Cha.HoVaTen
  assert.equal([Ho, ChuDem, Ten].filter(Boolean).join(' '), father?.hoTen)
})

test('whoever does not say who asks, or asks too much, is refused', async () => {
  assert.equal((await post('/match', { ...head, maCanBo: undefined, questions: [question(0)] })).status, 400)
  assert.equal((await post('/match', { ...head, questions: [] })).status, 400)
  assert.equal(
    (await post('/match', { ...head, questions: Array.from({ length: 1001 }, () => question(0)) })).status,
    400,
  )
  assert.equal((await post('/match', [])).status, 400)
  assert.equal((await post('/nowhere', head)).status, 404)
  assert.equal((await fetch(`${running.url}/match`, { method: 'POST', body: '{' })).status, 400)
  assert.equal((await fetch(`${running.url}/match`, { method: 'POST', body: 'x'.repeat(5_000_000) })).status, 413)
})

test('quota, outage, errors and slow answers, by control endpoint and in process', async () => {
  const own = await startPopulation({ nation: people, quotaPerDay: 1500, latencyMs: 30 })
  try {
    const batch = { ...head, questions: Array.from({ length: 1000 }, (_, k) => question(k)) }
    const start = performance.now()
    assert.equal((await post('/match', batch, own.url)).status, 200)
    assert.ok(performance.now() - start >= 29)
    const refused = await post('/match', batch, own.url)
    assert.equal(refused.status, 429)
    const wait = Number(refused.headers.get('retry-after'))
    assert.ok(wait > 0 && wait <= 86_400)
    own.control.newDay()
    assert.equal((await post('/match', batch, own.url)).status, 200)
    assert.equal((await post('/control', { down: true, latencyMs: 0, quotaPerDay: null }, own.url)).status, 200)
    assert.equal((await post('/match', batch, own.url)).status, 503)
    own.control.set({ down: false, errorRate: 0.5 })
    let failed = 0
    for (let k = 0; k < 40; k++) {
      const status = await post('/match', { ...head, questions: [question(k)] }, own.url).then(
        (r) => r.status,
        () => 0,
      )
      if (status !== 200) failed++
    }
    assert.ok(failed > 8 && failed < 32, `${failed}`)
  } finally {
    await own.close()
  }
})

test('5,000 questions a second and more', async () => {
  const start = performance.now()
  for (let batch = 0; batch < 10; batch++) await ask(Array.from({ length: 1000 }, (_, k) => question(batch * 1000 + k)))
  const perSecond = 10_000 / ((performance.now() - start) / 1000)
  assert.ok(perSecond >= 5000, `${Math.round(perSecond)}`)
})

test('names are compared as the real register does', () => {
  assert.equal(comparable(' nguyễn  thị  hòa '), 'NGUYỄN THỊ HÒA')
  assert.notEqual(comparable('Hòa'), comparable('Hoà'))
  assert.equal(moveTone('Thủy'), 'Thuỷ')
  assert.equal(moveTone('Hòa'), 'Hoà')
  assert.equal(moveTone('Hoàn'), 'Hoàn')
})
