import assert from 'node:assert/strict'
import { test } from 'node:test'
import { edition, examine, joinClasses, parseLine, splitByClass, type WireRecord } from '../index.ts'
import { bytes, clean, today } from '../testing/clean.ts'

const standard = edition()
const lists = standard.fields.filter((f) => f.type === 'list')
const many = <T>(n: number, of: (i: number) => T) => Array.from({ length: n }, (_, i) => of(i))
const numbered = (n: number) => Object.fromEntries(many(n, (i) => [`001075${i}`, i]))
/** Every list with so many rows of one value in every column. */
const cells = (rows: number, value: unknown): WireRecord =>
  Object.fromEntries(
    lists.map((f) => [f.id, many(rows, () => Object.fromEntries(f.columns!.map((c) => [c.id, value])))]),
  )
const spaces = `x${' '.repeat(900_000)}x`

/** Lines that were made to cost much. */
const hostile: Readonly<Record<string, string | WireRecord>> = {
  'unknown columns': { quaTrinhLuong: [{ tuNgay: '2020', ...numbered(50_000) }] },
  'fewer unknown columns': { quaTrinhLuong: [{ tuNgay: '2020', ...numbered(20_000) }] },
  'unknown parts of an address': { queQuan: { tinh: '01', ...numbered(20_000) } },
  'unknown fields': numbered(20_000),
  'bad rows': Object.fromEntries(lists.map((f) => [f.id, many(499, () => 1)])),
  'bad cells': cells(80, true),
  'cells to repair': cells(40, 'TrÇn  B?o <b>v'),
  'cells with a secret mark': cells(80, 'TỐI MẬT'),
  'deep arrays': `{"email":${'['.repeat(500_000)}${']'.repeat(500_000)}}`,
  'deep objects': `{"email":${'{"a":'.repeat(170_000)}1${'}'.repeat(170_000)}}`,
  'deep and open': `{"email":${'['.repeat(500_000)}}`,
  'a string that never ends, deep': `{"email":${'['.repeat(2000)}"a`,
  'repeated keys': `{${many(20_000, (i) => `"k${i >> 1}":${i}`).join()}}`,
  'numbers beyond precision': `{"x":[${many(20_000, () => '1e999').join()}]}`,
  'a number of a million digits': `{"soHieu":1${'0'.repeat(1_000_000)}1}`,
  'a fraction of a million digits': `{"soHieu":0.${'0'.repeat(1_000_000)}1}`,
  'characters that cannot be stored': `{"x":[${many(20_000, () => '"\\u0000"').join()}]}`,
  ...Object.fromEntries(
    ['hoTenKhaiSinh', 'ngaySinh', 'heSoLuong', 'danToc', 'danhHieuNhaNuoc', 'nhanXetDanhGia', 'coQuanSuDung'].map(
      (id) => [`white space in ${id}`, { [id]: spaces }],
    ),
  ),
}

for (const [name, change] of Object.entries(hostile)) {
  test(`${name}: bounded in findings and in time`, () => {
    const line = bytes(typeof change === 'string' ? change : { ...clean, ...change })
    const start = process.cpuUsage()
    const { record, findings } = parseLine(line)
    const examined = record === null ? null : examine(record, standard, today)
    const all = [...findings, ...(examined?.findings ?? [])]
    if (examined) joinClasses(splitByClass(examined.values, examined.bad, standard))
    const { user } = process.cpuUsage(start)
    assert.ok(all.filter((f) => f.weight !== 'blocks').length <= 202, `${all.length} findings`)
    assert.ok(all.length <= 402)
    assert.ok(record !== null || all.some((f) => f.weight === 'blocks'))
    // A quiet core takes 50 ms; a busy one, not warmed up, more. What was quadratic took minutes.
    assert.ok(user < 1_000_000, `${user} µs`)
  })
}

test('names that the standard does not have stand in no path', () => {
  const number = '001075012345'
  const line = bytes(
    `{"${number}":1,"$${number}":1,"a${number}":1,"a${number}":2,"email[${number}]":"\\u0000","x\\u0000${number}":1,` +
      `"quaTrinhLuong":[{"tuNgay":"2020","${number}":1e999,"b${number}":1,"b${number}":2}],"queQuan":{"${number}":1},"deep${number}":[[[[[[[[[[1]]]]]]]]]]}`,
  )
  const { record, findings } = parseLine(line)
  const { findings: more, bad } = examine(record!, standard, today)
  const all = [...findings, ...more]
  for (const rule of [
    'line.duplicateKey',
    'line.number',
    'line.character',
    'line.key',
    'line.tooDeep',
    'field.unknown',
  ])
    assert.ok(
      all.some((f) => f.rule === rule && JSON.stringify(f.facts)?.includes(number)),
      rule,
    )
  assert.deepEqual(
    [...all.map((f) => f.path), ...bad].filter((path) => path.includes(number)),
    [],
  )
})

test('what is not looked at is not counted as true, and what blocks is told all the same', () => {
  const record = { ...clean, ...cells(80, true), ...numbered(2000), soDinhDanh: '00107501234X' }
  const { bad, findings } = examine(record, standard, today)
  for (const { id } of lists) assert.ok(bad.includes(id) || bad.some((path) => path.startsWith(`${id}[`)), id)
  assert.ok(findings.some((f) => f.rule === 'who.number'))
  assert.deepEqual(findings.at(-1), {
    rule: 'record.tooManyFindings',
    path: '',
    weight: 'asks',
    word: 'dung',
    facts: { more: '> 850', max: 150 },
  })
})

test('a list of bad paths of any length is put together', () => {
  const $bad = many(200_000, (i) => `email${i}`)
  assert.equal(joinClasses({ public: JSON.stringify({ email: 'x', $bad }) }).bad.length, 200_000)
})
