import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { edition, examine, joinClasses, parseLine, splitByClass } from '../index.ts'
import { bytes, clean, today } from '../testing/clean.ts'

const standard = edition()
const rulesOf = (line: Uint8Array) => parseLine(line).findings.map((f) => f.rule)

test('10 MB in one field: not read, told', () => {
  const line = bytes(`{"congViecChinh":"${'x'.repeat(10_000_000)}"}`)
  const { record, findings } = parseLine(line)
  assert.equal(record, null)
  assert.deepEqual(findings[0]?.facts, { bytes: line.length, max: 1 << 20 })
})

test('a text just under the limit of a line is kept, marked, not counted as true', () => {
  const { record } = parseLine(bytes({ ...clean, congViecChinh: 'x'.repeat(1_000_000) }))
  const { bad, values } = examine(record!, standard, today)
  assert.deepEqual(bad, ['congViecChinh'])
  assert.equal((values.congViecChinh as string).length, 1_000_000)
})

test('bytes that are not UTF-8 cost the value that they stand in', () => {
  const line = bytes({ ...clean, tenGoiKhac: 'Na?m' })
  line[line.indexOf(63)] = 0xe3
  const { record, findings } = parseLine(line)
  assert.deepEqual(
    findings.map((f) => f.rule),
    ['line.utf8'],
  )
  assert.deepEqual(examine(record!, standard, today).bad, ['tenGoiKhac'])
})

test('deep JSON loses the deep field, the rest goes on', () => {
  for (const deep of [
    `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
    `${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}`,
  ]) {
    const { record, findings } = parseLine(bytes(`{"queQuan":${deep},"email":"a@b.vn"}`))
    assert.deepEqual(record, { email: 'a@b.vn' })
    assert.deepEqual(
      findings.map((f) => [f.rule, f.path]),
      [['line.tooDeep', 'queQuan']],
    )
  }
})

test('U+0000 and half surrogate pairs never reach a value, a key or a path', () => {
  const line =
    '{"email":"a\\u0000b","tenGoiKhac":"\\ud800","k\\u0000":1,"quaTrinhLuong":[{"tuNgay":"\\udc00","x\\ud801":2}]}'
  const { record, findings } = parseLine(bytes(line))
  const text = JSON.stringify([record, findings, examine(record!, standard, today)])
  assert.doesNotMatch(text, /\\u0000|\\ud8|\\udc/)
  assert.deepEqual(
    findings.map((f) => f.rule),
    ['line.character', 'line.character', 'line.key', 'line.character', 'line.key'],
  )
})

test('a whole surrogate pair is a letter like others', () => {
  assert.deepEqual(parseLine(bytes('{"tenGoiKhac":"\\ud83d\\ude00"}')).findings, [])
})

test('keys stated twice: different values are not taken, also in rows and through escapes', () => {
  const twice = '{"bac":1, "heSo" :2,"he\\u0053o": 3}'
  const { record, findings } = parseLine(bytes(`{"quaTrinhLuong":[{},${twice}],"soDinhDanh":"1","soDinhDanh":"2"}`))
  assert.deepEqual(record, { quaTrinhLuong: [{}, { bac: 1 }] })
  assert.deepEqual(
    findings.map((f) => [f.rule, f.path]),
    [
      ['line.duplicateKey', 'quaTrinhLuong[1].heSo'],
      ['line.duplicateKey', 'soDinhDanh'],
    ],
  )
})

test('a text that looks like members is no member', () => {
  assert.deepEqual(rulesOf(bytes('{"tenGoiKhac":"\\"a\\":1,{\\"a\\":2}"}')), [])
})

test('__proto__ and constructor change nothing', () => {
  const { record } = parseLine(
    bytes('{"__proto__":{"doMat":true},"constructor":{"prototype":1},"queQuan":{"__proto__":{"x":1}}}'),
  )
  assert.equal(Object.getPrototypeOf(record), Object.prototype)
  assert.deepEqual(record, { constructor: { prototype: 1 }, queQuan: {} })
  const { values, findings } = examine(JSON.parse('{"__proto__":{"a":1},"toString":1}'), standard, today)
  assert.deepEqual(Object.keys(values), [])
  assert.equal(findings.filter((f) => f.rule === 'field.unknown').length, 2)
})

test('numbers beyond double precision stay as they were written', () => {
  const { record, findings } = parseLine(
    bytes('{"soHieu":12345678901234567890,"heSoLuong":1e999,"bacLuong":1E0,"canNang":61.50000000000000000}'),
  )
  assert.deepEqual(record, { soHieu: '12345678901234567890', heSoLuong: '1e999', bacLuong: 1, canNang: 61.5 })
  assert.deepEqual(
    findings.map((f) => f.path),
    ['soHieu', 'heSoLuong'],
  )
})

test('a byte-order mark and white space around a line are nothing', () => {
  assert.deepEqual(parseLine(bytes('\ufeff {"email":"a@b.vn"}\r')), { record: { email: 'a@b.vn' }, findings: [] })
})

/** Whatever comes in: nothing throws, findings and values can be stored, classes come back. */
function survives(line: Uint8Array) {
  const { record, findings } = parseLine(line)
  if (record === null) return assert.ok(findings.some((f) => f.weight === 'blocks'))
  const { values, bad, findings: more } = examine(record, standard, today)
  for (const f of [...findings, ...more]) assert.ok(f.path.isWellFormed() && !f.path.includes('\0'))
  const texts = splitByClass(values, bad, standard)
  const joined = joinClasses(texts)
  assert.deepEqual(JSON.parse(JSON.stringify(joined.values)), JSON.parse(JSON.stringify(values)))
  assert.deepEqual(splitByClass(joined.values, joined.bad, standard).public, texts.public)
}

test('arbitrary bytes', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), survives), { numRuns: 300 })
})

test('arbitrary JSON, and arbitrary values under the names of fields', () => {
  const ids = standard.fields.map((f) => f.id)
  const named = fc.dictionary(
    fc.constantFrom(...ids, '__proto__', 'constructor', 'doMat', '$trueFrom'),
    fc.jsonValue({ maxDepth: 4 }),
  )
  fc.assert(
    fc.property(fc.jsonValue(), (value) => survives(bytes(JSON.stringify(value)))),
    { numRuns: 200 },
  )
  fc.assert(
    fc.property(named, (value) => survives(bytes(JSON.stringify(value)))),
    { numRuns: 300 },
  )
})

test('arbitrary rows and texts in every list', () => {
  const texts = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.double(), fc.constant(null), fc.boolean())
  for (const field of standard.fields.filter((f) => f.type === 'list')) {
    const rows = fc.array(fc.dictionary(fc.constantFrom(...field.columns!.map((c) => c.id), 'x'), texts), {
      maxLength: 4,
    })
    fc.assert(
      fc.property(rows, (value) => survives(bytes({ ...clean, [field.id]: value }))),
      { numRuns: 20 },
    )
  }
})

test('the record that examine was given is never changed', () => {
  const record = Object.freeze({
    ...clean,
    hoTenKhaiSinh: ' NGUYỄN  VĂN MINH',
    quaTrinhLuong: Object.freeze([Object.freeze({ bac: '2' })]),
  })
  assert.equal(examine(record, standard, today).values.hoTenKhaiSinh, 'Nguyễn Văn Minh')
})

test('examined again, normalised values are the same', () => {
  const { values } = examine(
    { ...clean, ngaySinh: '5/3/1975', heSoLuong: '4,98', danToc: 1, doMat: false },
    standard,
    today,
  )
  const again = examine(values, standard, today)
  assert.deepEqual([again.values, again.findings], [values, []])
})
