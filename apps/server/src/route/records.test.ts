/** Records that a machine could choke on: a finding on that record, and the rest of the part goes on. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OutcomeLine } from '@cbccvc/contract'
import { official } from '../testing/people.ts'
import { onRoute } from '../testing/route.ts'

const text = (i: number, change: Record<string, unknown> = {}) => JSON.stringify(official(i, 'H26.1', change))
/** The record with one field's JSON written by hand. */
const raw = (i: number, field: string, json: string) => text(i, { [field]: '@' }).replace('"@"', () => json)
const deep = (depth: number) => `${'['.repeat(depth)}1${']'.repeat(depth)}`

/** What is sent, the rules that must speak of it, and what must come of it. */
const hostile: Record<string, [line: string | Buffer, rules: string[], outcome: 'entered' | 'returned']> = {
  '10 MB in one field': [text(0, { soTruongCongTac: 'x'.repeat(10 << 20) }), ['line.tooLong'], 'returned'],
  'just under the longest line': [text(1, { soTruongCongTac: 'y'.repeat(1_000_000) }), ['field.length'], 'entered'],
  'bytes that are not UTF-8': [
    Buffer.concat([Buffer.from(text(2).slice(0, -1)), Buffer.from(',"soTruongCongTac":"\xff\xfe"}', 'latin1')]),
    ['line.utf8'],
    'entered',
  ],
  'JSON nested a hundred thousand deep': [raw(3, 'soTruongCongTac', deep(100_000)), ['line.tooDeep'], 'entered'],
  'JSON nested twenty deep': [raw(4, 'soTruongCongTac', deep(20)), ['line.tooDeep'], 'entered'],
  'U+0000 behind an escape': [raw(5, 'soTruongCongTac', '"a\\u0000b"'), ['line.character'], 'entered'],
  'U+0000 in a key': [text(6).replace('{', '{"a\\u0000b":1,'), ['line.key'], 'entered'],
  'a high surrogate alone': [raw(7, 'soTruongCongTac', '"a\\ud800b"'), ['line.character'], 'entered'],
  'a low surrogate alone': [raw(8, 'soTruongCongTac', '"\\udfff"'), ['line.character'], 'entered'],
  'surrogates in a list': [raw(9, 'khenThuong', '[{"nam":2010,"hinhThuc":"\\ud800"}]'), ['line.character'], 'entered'],
  'a key written twice': [
    text(10).replace('{', '{"email":"a@b.vn","email":"c@d.vn",'),
    ['line.duplicateKey'],
    'entered',
  ],
  __proto__: [text(11).replace('{', '{"__proto__":{"admin":true},'), ['line.key'], 'entered'],
  'constructor and toString': [text(12).replace('{', '{"constructor":1,"toString":2,'), ['field.unknown'], 'entered'],
  '1e999': [raw(13, 'thuNhapLuong', '1e999'), ['line.number'], 'entered'],
  'a number of twenty digits': [raw(14, 'thuNhapLuong', '12345678901234567890'), ['line.number'], 'entered'],
  'a personal number as a number of twenty digits': [raw(15, 'soDinhDanh', '12345678901234567890'), [], 'returned'],
  'a raw control character': [raw(16, 'soTruongCongTac', '"a\u0001b"'), ['line.json'], 'returned'],
  'half an object': [text(17).slice(0, 500), ['line.json'], 'returned'],
  nothing: ['', ['line.json'], 'returned'],
  'an array': [`[${text(18)}]`, ['line.notObject'], 'returned'],
  null: ['null', ['line.notObject'], 'returned'],
  'a carriage return at the end': [`${text(19)}\r`, [], 'entered'],
  'a byte-order mark': [Buffer.concat([Buffer.from('\ufeff'), Buffer.from(text(20))]), [], 'entered'],
  'objects where texts belong': [text(21, { hoTenKhaiSinh: { a: 1 } }), ['who.name'], 'returned'],
  'an object for a personal number': [text(22, { soDinhDanh: { $gt: '' } }), [], 'returned'],
  'a list of ten thousand rows': [
    text(23, { khenThuong: Array.from({ length: 10_000 }, (_, i) => ({ nam: 1900 + (i % 100) })) }),
    [],
    'entered',
  ],
  'SQL and markup': [text(24, { soTruongCongTac: `'; drop table entry; --<script>alert(1)</script>` }), [], 'entered'],
  'a key of 300,000 letters': [text(25).replace('{', `{"${'k'.repeat(300_000)}":1,`), ['field.unknown'], 'entered'],
  'four thousand unknown fields': [
    text(26, Object.fromEntries(Array.from({ length: 4000 }, (_, i) => [`x${i}`, i]))),
    ['field.unknown'],
    'entered',
  ],
  'emoji and right-to-left text': [text(27, { soTruongCongTac: '👩🏽‍⚖️ \u202eabc مرحبا' }), [], 'entered'],
}

test(
  'each is judged on its own; its neighbours are entered',
  onRoute(async (route) => {
    const neighbour = (i: number) => official(100 + i, 'H26.1')
    const records = Object.values(hostile).flatMap(([line], i) => [neighbour(i), line])
    const sent = await route.push('H26', records)
    const lines = (await route.feed('H26')).filter((line): line is OutcomeLine => line.kind === 'outcome')
    assert.equal(lines.length, records.length)
    const judged = Object.keys(hostile).map((name, i) => {
      const said = new Set(lines[2 * i + 1]!.findings.map(({ rule }) => rule))
      const expected = hostile[name]![1]
      return [name, lines[2 * i + 1]!.outcome.outcome, expected.filter((rule) => said.has(rule))]
    })
    assert.deepEqual(
      judged,
      Object.entries(hostile).map(([name, [, rules, outcome]]) => [name, outcome, rules]),
    )
    for (const [i, { outcome, findings }] of lines.entries()) {
      if (i % 2 === 0) assert.equal(outcome.outcome, 'entered', 'a neighbour')
      for (const { vi, en } of findings) assert.ok(vi.length < 2000 && en.length < 2000)
    }
    const { answer } = await route.client('H26').call('parcelFindings', { params: { parcelId: sent.parcelId } })
    const counted = answer.findings.reduce((sum, { count }) => sum + count, 0)
    assert.equal(
      counted,
      lines.reduce((sum, line) => sum + line.findings.length, 0),
    )
    assert.ok(
      answer.findings.every(({ path }) => path.length <= 300),
      'paths are short',
    )
  }),
)
