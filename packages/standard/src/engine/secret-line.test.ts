import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { secretMark } from '../index.ts'
import { isSecretFlag, isSecretText } from '../text/secret.ts'

const number = '001075012345'

test("the place of a mark is told in the standard's names, never in the sender's own", () => {
  const told: [string, string][] = [
    ['{"nhanXetDanhGia":"MẬT"}', 'nhanXetDanhGia'],
    ['{"hoTenKhaiSinh":"{[,","kyLuat":[{},{"a":"]"},{"hanhVi":"MẬT"}]}', 'kyLuat[2].hanhVi'],
    [`{"kyLuat":[[1,2],"\\\\",{"${number}":"MẬT"}]}`, 'kyLuat[2]'],
    [`{"kyLuat":[{"hanhVi":{"${number}":["MẬT"]}}]}`, 'kyLuat[0].hanhVi'],
    ['{"queQuan":{"tinh":"01","chiTiet":"MẬT"}}', 'queQuan.chiTiet'],
    [`{"queQuan":{"${number}":"MẬT"}}`, 'queQuan'],
    [`{"${number}":"MẬT"}`, ''],
    [`{"email[${number}].x":"MẬT"}`, ''],
    [`{"a":1,"${number}":[{"hanhVi":"MẬT"}]}`, ''],
    ['{"ky\\u004cuat":[{"hanh\\u0056i":"M\\u1eacT"}]}', 'kyLuat[0].hanhVi'],
    ['{"doMat":true}', 'doMat'],
    ['{"email":"a@b.vn","do\\u004dat" : 1}', 'doMat'],
    ['{"kyLuat":[{"doMat":true}]}', 'kyLuat[0]'],
    [`{"${number}":{"doMat":"có"}}`, 'doMat'],
    ['["MẬT"]', ''],
    ['"MẬT"', ''],
  ]
  for (const [line, path] of told) {
    assert.deepEqual(secretMark(line), { path }, line)
    assert.deepEqual(secretMark(Buffer.from(line)), { path }, line)
    if (/^[{[]/.test(line)) assert.deepEqual(secretMark(JSON.parse(line)), { path }, line)
  }
})

test('what a parser would drop is seen: the first of two values, the first of two flags', () => {
  assert.deepEqual(secretMark('{"email":"MẬT","email":"a@b.vn"}'), { path: 'email' })
  assert.deepEqual(secretMark('{"doMat":true,"doMat":false}'), { path: 'doMat' })
  assert.deepEqual(secretMark('{"__proto__":"MẬT"}'), { path: '' })
})

test('escapes say what they stand for, and a name is no value', () => {
  for (const mark of [
    '\\u004d\\u1EAC\\u0054',
    '\\tT\\u0055Y\\u1ec6T\\n M\\u1eacT\\"',
    '\\u004dA\\u00c4T',
    'M\\u0041\\u0323\\u0302T',
  ])
    assert.ok(secretMark(`{"x":"${mark}"}`), mark)
  for (const none of ['M\\u1eacT\\u0000', '\\\\u004dẬT', 'M\\\\u1eacT', 'MẬ\\u0054\\ud83d', 'MẬT\\u00e9'])
    assert.equal(secretMark(`{"x":"${none}"}`), null, none)
  assert.equal(secretMark('{"MẬT":1,"tối mật" : {"mật":[]}}'), null)
  assert.equal(secretMark('{"x":"doMat","y":["doMat"],"doMat":null}'), null)
})

test('a line that is broken, or not UTF-8, hides nothing', () => {
  for (const line of [
    '{"a":"MẬT"',
    '{"a":"MẬT',
    '{"a":"x"y","b":"MẬT"}',
    '{"a":"x"y","doMat":true}',
    '{"doMat": true',
    'x"MẬT"',
  ])
    assert.ok(secretMark(line), line)
  for (const line of [
    '{"a":"MẬT ong"',
    '{"a":"x"y","doMat":false}',
    '{"a":"x"y","b":"mất"}',
    '',
    '"',
    '{"doMat":',
    '"\\',
  ])
    assert.equal(secretMark(line), null, line)
  const bytes = (...parts: (string | number)[]) =>
    Buffer.concat(parts.map((p) => (typeof p === 'string' ? Buffer.from(p) : Buffer.of(p))))
  // One byte that is no UTF-8 elsewhere in the line, and the letters of old fonts as single bytes.
  assert.ok(secretMark(bytes('{"x":"', 0xff, '","y":"MẬT"}')))
  assert.ok(secretMark(bytes('{"x":"M', 0xcb, 'T"}')))
  assert.ok(secretMark(bytes('{"x":"TO', 0xc1, 'I MA', 0xc4, 'T"}')))
  assert.ok(secretMark(bytes('{"x":"m', 0xe2, 0xf2, 't"}')))
})

/** The definition, slow: whether any value that a parser gives is a mark or a flag. */
function holds(value: unknown): boolean {
  if (typeof value === 'string') return isSecretText(value)
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([key, one]) => (key === 'doMat' && isSecretFlag(one)) || holds(one))
}

test('in whatever is JSON, the marks found are those of its values', () => {
  const text = fc.oneof(
    fc.constantFrom(
      'MẬT',
      'tối mật',
      'mật ong',
      'TUYÖT MËT',
      '(mật)',
      'doMat',
      'm',
      '"',
      '\\',
      '\\"mật',
      ' MẬT',
      '\u0000',
    ),
    fc.string({ unit: 'binary' }),
  )
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      text,
      fc.constantFrom(0, 1, true, false, null, -0.5, ''),
      fc.array(tie('value')),
      fc.dictionary(text, tie('value')),
    ),
  }))
  fc.assert(
    fc.property(value, fc.constantFrom(undefined, 1, '\t'), fc.boolean(), (one, space, ascii) => {
      const json = JSON.stringify(one, null, space)
      const line = ascii
        ? json.replace(/[^ -~\n\t]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
        : json
      assert.equal(secretMark(line) !== null, holds(JSON.parse(line)))
    }),
    { numRuns: 1000 },
  )
})

const million = 1 << 20
const many = <T>(n: number, of: (i: number) => T) => Array.from({ length: n }, (_, i) => of(i))
/** So many different items as fill a line of one MiB. */
const filled = (open: string, of: (i: number) => string, close: string) => {
  const n = Math.floor((million - open.length - close.length) / (of(99_999).length + 1))
  return open + many(n, of).join() + close
}
const list = (of: (i: number) => string) => filled('{"x":[', of, ']}')
/** What looks like a mark, and is none. */
const bait = '"y":"\\u006dật ong","z":{"doMat":false}'
const baited = (value: string) => `{"x":${value},${bait}}`

/** Lines of one MiB that were made to cost much. None of them holds a mark. */
const hostile: Readonly<Record<string, string>> = {
  'marks that go on': list(() => '"mật."'.replace('.', '! x')),
  'marks that go on, escaped': list(() => '"m\\u1ead x y"'),
  'two words that come to nothing': list(() => '"TỐI  MẬ"'),
  'the letters of marks': list((i) => `"${'tuyệmậtối'.repeat(1 + (i % 5))}"`),
  'signs that may stand around': list(() => `"${'('.repeat(60)}x"`),
  'one text of such signs': baited(`"${'('.repeat(million - 200)}x"`),
  'white space in a text': baited(`"${' '.repeat(million - 200)}x"`),
  'a long text': baited(`"${'x'.repeat(million - 200)}"`),
  'a long text in Vietnamese': baited(`"${'mất mặt '.repeat(110_000)}"`),
  'a text of escaped quotes': baited(`"${'\\"'.repeat(500_000)}x"`),
  'a text of backslashes': baited(`"${'\\\\'.repeat(500_000)}"`),
  'a text of escaped letters': baited(`"${'\\u006d'.repeat(170_000)}"`),
  'short texts': list((i) => `"t${i % 7}t"`),
  'empty texts': baited(list(() => '""')),
  'many keys': filled('{', (i) => `"mật${i}":1`, '}'),
  'many keys, escaped': filled('{', (i) => `"\\u006dật${i}":1`, '}'),
  'one key again and again': filled('{', () => '"mật":1', '}'),
  'flags that say no': filled('{', () => '"doMat":0', '}'),
  'flags further in': list(() => '{"doMat":""}'),
  'white space after a key': `{"mật"${' '.repeat(million - 100)}:1,${bait}}`,
  'white space between': `{"x":1,${' '.repeat(million - 100)}${bait}}`,
  numbers: `{"x":[${many(500_000, () => 1).join()}],${bait}}`,
  'a number of a million digits': `{"doMat":0.${'0'.repeat(million - 100)},${bait}}`,
  'deep lists': baited(`${'['.repeat(500_000)}${']'.repeat(500_000)}`),
  'deep objects': baited(`${'{"mật":'.repeat(90_000)}1${'}'.repeat(90_000)}`),
}

/** Lines of one MiB that are no JSON. A parser leaves them at the first fault, so they are held against one full of texts. */
const ruins: Readonly<Record<string, string>> = {
  'a text that never ends': `{${bait},"x":"${'\\"'.repeat(500_000)}`,
  'deep and open': `{"x":${'['.repeat(million - 100)}`,
  'quotes and nothing else': `{"x"m${'"'.repeat(million - 100)}`,
  'quotes between letters': `{"x"m${'"m'.repeat(500_000)}`,
  'escaped quotes': `{"x"m"${'\\"'.repeat(500_000)}`,
  'almost marks': `{"x"m${'"mậ'.repeat(200_000)}`,
}

const microseconds = (step: () => void): number => {
  const start = process.hrtime.bigint()
  step()
  return Number(process.hrtime.bigint() - start) / 1000
}

/**
 * Runs both in turn until the first has once taken less than so many times the quickest of the second; fails when it never does: the
 * first runs are not compiled yet, and others are at work.
 */
function quicker(times: number, step: () => void, peer: () => void): void {
  let [own, other] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  const until = Date.now() + 8000
  for (let i = 0; Date.now() < until; i++) {
    own = Math.min(own, microseconds(step))
    other = Math.min(other, microseconds(peer))
    if (i >= 3 && own < times * other) return
  }
  assert.fail(`${Math.round(own)} µs, the peer ${Math.round(other)} µs`)
}

for (const [name, text] of Object.entries(hostile)) {
  test(`${name}: looked at in less than twice the time that reading the line takes`, () => {
    const line = Buffer.from(text)
    assert.ok(line.length > 600_000, `${line.length} bytes`)
    assert.equal(secretMark(line), null)
    quicker(
      2,
      () => void secretMark(line),
      () => void JSON.parse(line.toString()),
    )
  })
}

const whole = Buffer.from(list(() => '"m"'))
for (const [name, text] of Object.entries(ruins)) {
  test(`a broken line of ${name} costs no more than a few whole ones`, () => {
    const line = Buffer.from(text)
    assert.ok(line.length > 600_000, `${line.length} bytes`)
    assert.equal(secretMark(line), null)
    quicker(
      4,
      () => void secretMark(line),
      () => void JSON.parse(whole.toString()),
    )
  })
}
