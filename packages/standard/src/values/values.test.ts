import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addDays,
  compareDates,
  edition,
  examine,
  interval,
  isDay,
  isPartialDay,
  readDate,
  readNumber,
} from '../index.ts'
import { clean, today } from '../testing/clean.ts'
import { dayNumber, dayOf } from './day.ts'

const standard = edition()
const years = { from: 1938, to: 2033 }
const dates = fc.integer({ min: dayNumber('1920-01-01'), max: dayNumber('2099-12-31') }).map(dayOf)

test('every way of writing a day gives the same day', () => {
  fc.assert(
    fc.property(dates, fc.constantFrom('/', '-', '.', ' / '), (day, sign) => {
      const [y, m, d] = day.split('-') as [string, string, string]
      const read = (s: string | number) => readDate(s, years)?.day
      assert.equal(read([d, m, y].join(sign)), day)
      assert.equal(read([+d, +m, y].join(sign)), day)
      assert.equal(read(`${y}${m}${d}`), day)
      assert.equal(read(dayNumber(day) + 25569), day)
      if (day >= '1928') assert.equal(read(`${dayNumber(day) + 25569}`), day)
      assert.equal(read(`ngày ${+d} tháng ${+m} năm ${y}`), day)
      assert.equal(read(`${day}T00:00:00`), day)
      assert.equal(read(`${addDays(day, -1)}T17:00:00.000Z`), day)
      assert.equal(read(`${m}/${y}`), `${y}-${m}`)
      assert.equal(read(`00/${m}/${y}`), `${y}-${m}`)
      assert.equal(read(`00/00/${y}`), y)
      assert.equal(read(+y), y)
      const full = +y >= years.from && +y <= years.to
      const short = readDate(`${+d}-${+m}-${y.slice(2)}`, years)?.day
      assert.ok(short === undefined || (full ? short === day : short !== day))
    }),
  )
})

test('what is no day, or could be two, is not read', () => {
  const none = [
    '31/02/2005',
    '32/01/2005',
    '12/25/1990',
    '5-3-36',
    'abc',
    '',
    '1/2',
    '2005-13-01',
    '2005-05-12T13:00:00Z',
    '99999',
    '1e3',
  ]
  for (const s of none) assert.equal(readDate(s, years), null, s)
  for (const n of [0, -1, 1.5, 100, 99_999, Number.NaN, 1e300]) assert.equal(readDate(n, years), null)
})

test('no text makes the readers throw, and what they read exists', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.double(), fc.stringMatching(/^[0-9/.\-, ]{1,12}$/)), (x) => {
      const day = readDate(x, years)
      assert.ok(day === null || isPartialDay(day.day))
      const n = readNumber(String(x), true)
      assert.ok(n === null || Number.isFinite(n.value))
    }),
  )
})

test('numbers with commas, groups and units', () => {
  const read = (s: string, whole = false) => readNumber(s, whole)?.value ?? null
  for (const [s, n] of [
    ['2,34', 2.34],
    ['2.34', 2.34],
    [' 85 %', 85],
    ['-3,5', -3.5],
    ['1.490.000,5', 1_490_000.5],
  ] as const) {
    assert.equal(read(s), n)
  }
  for (const [s, n] of [
    ['1.490.000', 1_490_000],
    ['1,490,000 đ', 1_490_000],
    ['9.500', 9500],
  ] as const)
    assert.equal(read(s, true), n)
  assert.equal(read('2.340'), 2.34)
  for (const s of ['', 'x', '1..2', '1,2,3', '--1', '1e5', '٣', '9'.repeat(30)]) assert.equal(read(s), null, s)
  fc.assert(
    fc.property(fc.integer({ min: -99_999, max: 99_999 }), (n) =>
      assert.equal(read(`${n / 100}`.replace('.', ',')), n / 100),
    ),
  )
})

test('partial dates compare as intervals', () => {
  assert.equal(compareDates('1965', '1965'), 'match')
  assert.equal(compareDates('1965', '1965-03-01'), 'doubt')
  assert.equal(compareDates('1965-03-01', '1965-03'), 'doubt')
  assert.equal(compareDates('1965-03', '1965-04'), 'differs')
  assert.equal(compareDates('x', 'x'), 'differs')
  assert.deepEqual(interval('2024-02'), { from: '2024-02-01', to: '2024-02-29' })
  assert.ok(
    isDay('2000-02-29') && !isDay('1900-02-29') && !isDay('2023-2-1') && isPartialDay('1965') && !isPartialDay('196'),
  )
})

const values = (change: Record<string, unknown>, on = today) => examine({ ...clean, ...change }, standard, on)

test('lost leading zeros come back only where the rest of the record agrees', () => {
  assert.equal(values({ soDinhDanh: '1075012345' }).key.soDinhDanh, '001075012345')
  assert.equal(values({ soDinhDanh: 1_075_012_345 }).key.soDinhDanh, '001075012345')
  for (const change of [{ ngaySinh: '1976' }, { ngaySinh: null }, { gioiTinh: '2' }, { soDinhDanh: '10750123' }]) {
    const { key, findings } = values({ soDinhDanh: '1075012345', ...change })
    assert.equal(key.soDinhDanh, null)
    assert.ok(findings.some((f) => f.weight === 'blocks'))
  }
})

test('lost zeros of telephone, card and insurance numbers come back where only one reading is possible', () => {
  const number = clean.soDinhDanh as string
  const insured = '0112345678'
  const at = (change: Record<string, unknown>, field: string) => {
    const { values: v, findings, bad } = values(change)
    const found = findings.filter((f) => f.path === field)
    return { value: v[field], rules: found.map((f) => f.rule), bad: bad.includes(field), ...found.at(-1) }
  }
  const back: [field: string, sent: unknown, whole: string, beside?: Record<string, unknown>][] = [
    ['soDienThoai', '912345678', '0912345678'],
    ['soDienThoai', 912_345_678, '0912345678'],
    ['soDienThoai', '912.345.678', '0912345678'],
    ['soDienThoai', '2438251234', '02438251234'],
    ['soGiayTo', number.slice(1), number],
    ['soGiayTo', number.slice(2), number],
    ['soGiayTo', Number(number), number],
    ['soBhxh', '112345678', insured],
    ['soBhxh', 112_345_678, insured],
    ['soBhxh', number.slice(1), number],
    ['soTheBhyt', '112345678', insured, { soBhxh: insured }],
    ['soTheBhyt', 112_345_678, insured, { soBhxh: 112_345_678 }],
  ]
  for (const [field, sent, whole, beside] of back) {
    const told = at({ ...beside, [field]: sent }, field)
    assert.equal(told.value, whole, `${field} ${sent}`)
    assert.equal(told.rules.at(-1), 'repair.leadingZero')
    assert.deepEqual([told.weight, told.bad, told.repair], ['notes', false, whole])
    if (!String(sent).includes('.')) assert.equal(told.sent, sent, 'the value as it was sent is kept')
  }
  const asks: [field: string, sent: unknown, offered: string | undefined, beside?: Record<string, unknown>][] = [
    ['soDienThoai', '612345678', undefined],
    ['soDienThoai', '12345678', undefined],
    ['soGiayTo', '12345678', '012345678'],
    ['soGiayTo', 12_345_678, '012345678'],
    ['soGiayTo', '79186054321', undefined],
    ['soBhxh', '12345678', undefined],
    ['soTheBhyt', '112345678', undefined, { soBhxh: '7912345678' }],
    ['soTheBhyt', '112345678', insured, { soBhxh: null }],
  ]
  for (const [field, sent, offered, beside] of asks) {
    const told = at({ ...beside, [field]: sent }, field)
    assert.deepEqual([told.value, told.rules.at(-1), told.weight, told.bad], [sent, 'field.pattern', 'asks', true])
    assert.equal(told.repair, offered, `${field} ${sent}`)
  }
})

test('the decimal place of a spreadsheet is no digit', () => {
  assert.equal(values({ soDinhDanh: '1075012345.0' }).key.soDinhDanh, '001075012345')
  assert.equal(values({ soDienThoai: '0912345678.0' }).values.soDienThoai, '0912345678')
})

test('a 9-digit number and a 12-digit one change places only with evidence', () => {
  const swapped = values({ soDinhDanh: '012345678', soGiayTo: '001075012345' })
  assert.deepEqual([swapped.values.soDinhDanh, swapped.values.soGiayTo], ['001075012345', '012345678'])
  assert.deepEqual(values({ soDinhDanh: '012345678', soGiayTo: '001080012345' }).key.soDinhDanh, null)
})

test('a bad value stays as sent, is marked, and is not there for the rules', () => {
  const { values: v, bad, key, missing } = values({ ngaySinh: '31/02/1975' })
  assert.deepEqual([v.ngaySinh, bad, key.ngaySinh, missing], ['31/02/1975', ['ngaySinh'], null, []])
})

test('unknown counts as missing, not permitted does not; neither is touched', () => {
  const { values: v, missing } = values({ danToc: { $: 'unknown' }, tonGiao: { $: 'notPermitted' }, noiSinh: null })
  assert.deepEqual(missing, ['noiSinh', 'danToc'])
  assert.deepEqual([v.danToc, v.tonGiao, v.noiSinh], [{ $: 'unknown' }, { $: 'notPermitted' }, null])
})

test('what is already held fills the gaps of a change', () => {
  const change = { soDinhDanh: '001075012345', soDienThoai: '0987654321' }
  const alone = examine(change, standard, today)
  assert.ok(alone.missing.length > 5)
  const with_ = examine(change, standard, today, clean as Record<string, unknown>)
  assert.deepEqual([with_.missing, with_.findings, with_.values], [[], [], change])
  assert.equal(with_.key.hoTen, 'Nguyễn Văn Minh')
})

test('an address that can only be of one division is completed, any other is asked about', () => {
  const at = (on: string, queQuan: Record<string, unknown>) => values({ queQuan }, on)
  assert.deepEqual(at(today, { xa: '00016', tinh: '01' }).values.queQuan, {
    tinh: '01',
    xa: '00016',
    phienBan: 'truoc2025',
  })
  assert.ok(at('2026-01-01', { xa: '00004', tinh: '01' }).bad.includes('queQuan.phienBan'))
  assert.deepEqual(at('2026-01-01', { xa: '00016', tinh: '01' }).bad, [])
  assert.ok(at(today, { xa: '00004', tinh: '01', phienBan: 'sau2025' }).bad.includes('queQuan.xa'))
})
