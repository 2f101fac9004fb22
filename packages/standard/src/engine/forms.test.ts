import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ValueDef } from '../edition/types.ts'
import { edition, examine, expectedForm, sentence } from '../index.ts'
import { editDistance, nearestCodes } from '../lists/nearest.ts'
import { clean, today } from '../testing/clean.ts'

const standard = edition()
const at = (change: Record<string, unknown>, path: string) =>
  examine({ ...clean, ...change }, standard, today).findings.filter((f) => f.path === path || f.path === `${path}[0]`)

/** Every place of a record: path, definition, and a record that states a value there. */
const places = standard.fields.flatMap((field): [path: string, def: ValueDef, state: (value: unknown) => object][] =>
  field.type === 'list'
    ? field.columns!.map((column) => [
        `${field.id}[0].${column.id}`,
        column,
        (value) => ({ [field.id]: [{ ...(column.id === 'tuNgay' ? {} : { tuNgay: '2020' }), [column.id]: value }] }),
      ])
    : [[field.id, field, (value) => ({ [field.id]: value })]],
)

test('what a pattern asks for is said in words, with an example that the field takes', () => {
  for (const [path, def, state] of places) {
    if (def.pattern === undefined) continue
    assert.ok(def.form !== undefined && def.example !== undefined, `${path} has a pattern and says no form`)
    assert.deepEqual(
      at(state(def.example) as Record<string, unknown>, path).filter(({ rule }) => /^(?:field|who)\./.test(rule)),
      [],
      path,
    )
    assert.ok(expectedForm(path, 'vi', standard).includes(def.example), path)
  }
})

/** A value that no place of this type can take. */
const wrong: Readonly<Record<ValueDef['type'], unknown>> = {
  string: true,
  code: '¿không có¿',
  number: 'bốn',
  date: '31/02/2005',
  partialDate: '31/02/2005',
  address: 'Hà Nội',
  attachment: 'anh.jpg',
  list: {},
}

test('every message about a wrong form says what is expected, with an example or the nearest codes', () => {
  for (const [path, def, state] of places) {
    const found = at(state(wrong[def.type]) as Record<string, unknown>, path).filter(({ weight }) => weight !== 'notes')
    assert.ok(found.length > 0, `${path}: nothing found`)
    for (const finding of found) {
      assert.match(sentence(finding, 'vi', standard), /ví dụ|Có phải|dài nhất/, path)
      assert.match(sentence(finding, 'en', standard), /e\.g\.|Perhaps|at most/, path)
    }
  }
  for (const part of ['tinh', 'xa', 'phienBan']) {
    const home = { tinh: '01', xa: '00016', phienBan: 'truoc2025', [part]: 'xxxx' }
    const found = at({ queQuan: home }, `queQuan.${part}`)
    assert.match(sentence(found[0]!, 'vi', standard), /ví dụ|Có phải|truoc2025/, part)
  }
})

test('an unknown code offers up to three near ones, by code and by name without diacritics', () => {
  const near = (list: string, sent: string, within?: string) =>
    nearestCodes(standard.codeList(list), sent, within).map(({ code, canonical }) => canonical ?? code)
  assert.equal(near('dan-toc', 'Kinhh')[0], '01')
  assert.equal(near('dan-toc', 'muong')[0], '06')
  assert.ok(near('cdnn-vien-chuc', 'V.07.03.92').includes('V.07.03.29'))
  assert.equal(near('ngach-cong-chuc', '01.0003')[0], '01.003')
  assert.equal(near('ngach-cong-chuc', 'Chuyen vien chinhs')[0], '01.002')
  assert.equal(near('xa-phuong-truoc-2025', 'Phuong Phuc Xa', '01')[0], '00001')
  assert.deepEqual(near('dan-toc', 'người ngoài hành tinh xa xôi'), [])
  for (const { list, sent } of [
    { list: 'dan-toc', sent: '77' },
    { list: 'xa-phuong-truoc-2025', sent: '00002' },
  ]) {
    assert.ok(near(list, sent).length <= 3 && new Set(near(list, sent)).size === near(list, sent).length)
  }
  const [found] = at({ maNgach: '01.0003' }, 'maNgach')
  assert.match(sentence(found!, 'vi', standard), /“01\.0003” không có trong danh mục\. Có phải: 01\.003 – Chuyên viên/)
  const [none] = at({ danToc: 'người ngoài hành tinh xa xôi' }, 'danToc')
  assert.match(sentence(none!, 'vi', standard), /Cần một mã của danh mục, ví dụ 01 – Kinh\.$/)
})

test('one clear repair is proposed, never taken', () => {
  for (const [change, path, repair, said] of [
    [{ tonGiao: 'Phat giao' }, 'tonGiao', '01', /Đề xuất: 01 – Phật giáo\.$/],
    [{ ngayVaoCoQuan: '02/25/2005' }, 'ngayVaoCoQuan', '2005-02-25', /Đề xuất: 25\/02\/2005\.$/],
    [{ email: 'an@coquan.gov,vn' }, 'email', 'an@coquan.gov.vn', /Đề xuất: an@coquan\.gov\.vn\.$/],
    [
      { queQuan: { tinh: '01', xa: 'Phuong Phuc Xa', phienBan: 'truoc2025' } },
      'queQuan.xa',
      '00001',
      /Đề xuất: 00001\.$/,
    ],
  ] as const) {
    const examined = examine({ ...clean, ...change }, standard, today)
    const found = examined.findings.find((f) => f.path === path && f.weight === 'asks')
    assert.equal(found?.repair, repair, path)
    assert.match(sentence(found!, 'vi', standard), said)
    assert.ok(examined.bad.includes(path), 'the value stays as sent')
  }
})

test('a province written by its name is its code', () => {
  const { values, findings } = examine(
    { ...clean, queQuan: { tinh: 'Hà Nội', xa: '00016', phienBan: 'truoc2025' } },
    standard,
    today,
  )
  assert.deepEqual(values.queQuan, { tinh: '01', xa: '00016', phienBan: 'truoc2025' })
  assert.deepEqual(
    findings.map(({ rule, path }) => [rule, path]),
    [['repair.codeName', 'queQuan.tinh']],
  )
})

test('a note says what was sent and what became of it; dates are written as they are in Viet Nam', () => {
  const [zero] = at({ soDienThoai: '912345678' }, 'soDienThoai')
  assert.match(sentence(zero!, 'vi', standard), /\(“912345678” → “0912345678”\)$/)
  const [later] = at({ ngayVaoCoQuan: '2023-06-21' }, 'ngayVaoCoQuan')
  assert.match(sentence(later!, 'vi', standard), /sau ngày hôm nay \(20\/06\/2023\)/)
  assert.match(sentence(later!, 'en', standard), /after today \(2023-06-20\)/)
})

/** The textbook definition, slow. */
function slowDistance(a: string, b: string): number {
  const d: number[][] = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  )
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const change = d[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      d[i]![j] = Math.min(d[i - 1]![j]! + 1, d[i]![j - 1]! + 1, change)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        d[i]![j] = Math.min(d[i]![j]!, d[i - 2]![j - 2]! + 1)
    }
  }
  return d[a.length]![b.length]!
}

test('the bounded distance is the distance, as far as it is asked for', () => {
  const word = fc.stringMatching(/^[abc]{0,7}$/)
  fc.assert(
    fc.property(word, word, fc.integer({ min: 0, max: 4 }), (a, b, most) => {
      assert.equal(editDistance(a, b, most), Math.min(slowDistance(a, b), most + 1))
    }),
    { numRuns: 1000 },
  )
})
