import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  compareNames,
  convertLegacy,
  edition,
  examine,
  nameKey,
  secretMark,
  secretStamp,
  secretStamps,
} from '../index.ts'
import { clean, today } from '../testing/clean.ts'
import { withoutMarkup } from './markup.ts'
import { nameCase } from './names.ts'
import { scan, tidySpaces } from './scan.ts'
import { isSecretText } from './secret.ts'
import { isSyllable } from './syllable.ts'

const names = [
  'Nguyễn Thị Thùy Trang',
  'Đặng Văn Hùng',
  'Trần Quốc Tuấn',
  'Phạm Thị Thu Hà',
  'Lê Hoàng Yến',
  'Vũ Đức Thắng',
]
const name = fc
  .array(fc.constantFrom(...names.join(' ').split(' ')), { minLength: 2, maxLength: 5 })
  .map((w) => w.join(' '))

/** The legacy writings of a text, made from the published tables the other way round. */
const tcvn3Letters =
  'àµ ả¶ ã· á¸ ạ¹ ă¨ ằ» ẳ¼ ẵ½ ắ¾ ặÆ â© ầÇ ẩÈ ẫÉ ấÊ ậË đ® èÌ ẻÎ ẽÏ éÐ ẹÑ êª ềÒ ểÓ ễÔ ếÕ ệÖ ì× ỉØ ĩÜ íÝ ịÞ òß ỏá õâ óã ọä ô« ồå ổæ ỗç ốè ộé ơ¬ ờê ởë ỡì ớí ợî ùï ủñ ũò úó ụô ư\u00ad ừõ ửö ữ÷ ứø ựù ỳú ỷû ỹü ýý ỵþ Đ§ Â¢ Ă¡ Ê£ Ô¤ Ơ¥ Ư¦'
const tcvn3 = new Map(tcvn3Letters.split(' ').map((pair) => [pair[0]!, pair.slice(1)]))
const toTcvn3 = (s: string) => [...s].map((c) => tcvn3.get(c) ?? c).join('')

const vniMark: Record<string, string> = { '\u0300': 'ø', '\u0301': 'ù', '\u0309': 'û', '\u0303': 'õ', '\u0323': 'ï' }
const vniHat: Record<string, string> = {
  '\u0300': 'à',
  '\u0301': 'á',
  '\u0309': 'å',
  '\u0303': 'ã',
  '\u0323': 'ä',
  '': 'â',
}
const vniBreve: Record<string, string> = {
  '\u0300': 'è',
  '\u0301': 'é',
  '\u0309': 'ú',
  '\u0303': 'ü',
  '\u0323': 'ë',
  '': 'ê',
}
const vniI: Record<string, string> = { '\u0300': 'ì', '\u0301': 'í', '\u0309': 'æ', '\u0303': 'ó', '\u0323': 'ò' }
function toVni(s: string): string {
  return [...s.normalize('NFC')]
    .map((c) => {
      if (c === 'đ') return 'ñ'
      if (c === 'Đ') return 'Ñ'
      const [base = '', ...marks] = [...c.normalize('NFD')]
      const tone = marks.find((m) => '\u0300\u0301\u0309\u0303\u0323'.includes(m)) ?? ''
      if (marks.includes('\u0302')) return base + vniHat[tone]
      if (marks.includes('\u0306')) return base + vniBreve[tone]
      const horn = marks.includes('\u031b') ? (base === 'o' ? 'ô' : base === 'u' ? 'ö' : base) : base
      if (base === 'i' && tone) return vniI[tone]!
      if (base === 'y' && tone === '\u0323') return 'î'
      return horn + (tone ? vniMark[tone] : '')
    })
    .join('')
}

test('TCVN3 and VNI come back as they were, whatever the name', () => {
  fc.assert(
    fc.property(name, (text) => {
      for (const [encode, encoding] of [
        [toTcvn3, 'TCVN3'],
        [toVni, 'VNI'],
      ] as const) {
        const sent = encode(text)
        if (sent === text) continue
        const back = convertLegacy(sent)
        // A few short texts read as Vietnamese in both encodings, or already: those are never converted to something else.
        if (back === null || back === 'ambiguous') continue
        assert.deepEqual([back.text, back.encoding], [text, encoding])
      }
    }),
  )
  for (const text of names) {
    assert.deepEqual(convertLegacy(toTcvn3(text)), { text, encoding: 'TCVN3' })
    assert.deepEqual(convertLegacy(toVni(text)), { text, encoding: 'VNI' })
    for (const sent of [toTcvn3(text), toVni(text)]) assert.ok(scan(sent) > 0, sent)
  }
})

test('UTF-8 taken for Windows-1252 comes back', () => {
  fc.assert(
    fc.property(name, (text) => {
      const sent = new TextDecoder('windows-1252').decode(new TextEncoder().encode(text))
      if (sent !== text) assert.deepEqual(convertLegacy(sent), { text, encoding: 'UTF8' })
    }),
  )
})

test('Unicode Vietnamese and foreign names are left alone', () => {
  fc.assert(fc.property(name, (text) => assert.equal(convertLegacy(text), null)))
  assert.deepEqual(convertLegacy('ChamalÐa ThÞ Mai'), { text: 'Chamaléa Thị Mai', encoding: 'TCVN3' })
  for (const text of [
    'Đại học Göttingen',
    'Göttingen',
    'François Müller',
    'm²',
    'São Paulo',
    'Café',
    "H'Hen Niê",
    '30–40 °C',
    'Ødegård',
  ]) {
    assert.equal(convertLegacy(text), null, text)
  }
})

test('the syllables of names are syllables, other strings are not', () => {
  for (const word of 'nguyễn quỳnh giờ gì giếng quốc khuya ngoằn thuở trương ướt hoà hòa yến nghiêng đặng'.split(' ')) {
    assert.ok(isSyllable(word), word)
  }
  for (const word of ['nguyeãn', 'vaên', 'café', 'bst', 'tuẫk', 'các̀', 'hoac̀', 'cat', ''])
    assert.ok(!isSyllable(word), word)
})

test('names get their usual case', () => {
  assert.equal(nameCase('NGUYỄN VĂN AN'), 'Nguyễn Văn An')
  assert.equal(nameCase('nguyễn Văn AN'), 'Nguyễn Văn An')
  for (const n of ["H'Hen Niê", 'Y Moan Êñuôl', 'Ka Sô Liễng', 'Nguyễn Văn An', 'Y']) assert.equal(nameCase(n), n)
  for (const s of ['a /A', 'b É', 'a B']) assert.equal(nameCase(nameCase(s)), nameCase(s), s)
  fc.assert(fc.property(fc.string(), (s) => assert.equal(nameCase(nameCase(s)), nameCase(s))))
})

test('marks of a web page go, everything else stays', () => {
  assert.equal(
    withoutMarkup('<p>H&agrave; N&#7897;i</p>A &amp; B < C&nbsp;<b class="x">&#x111;</b>'),
    'Hà Nội\nA & B < C đ',
  )
  for (const s of ['A & B', 'x < y > z', '&khongco;', '<khac>']) assert.equal(withoutMarkup(s), s)
})

test('a question mark within a word is a lost letter, one behind a word is none', () => {
  for (const s of ['B?o v?', 'tr??ng', '?ống']) assert.ok((scan(s) & 16) > 0, s)
  for (const s of ['Vì sao?', 'Có? Không', 'A?']) assert.equal(scan(s), 0, s)
})

test('white space', () => {
  assert.equal(tidySpaces(' a\u00a0 b\u200b\tc \n d ', false), 'a b c d')
  assert.equal(tidySpaces(' a \r\n  b ', true), 'a\nb')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (s) =>
      assert.equal(tidySpaces(tidySpaces(s, true), true), tidySpaces(s, true)),
    ),
  )
})

test('names compare as Vietnamese names are written', () => {
  const match = [
    ['Nguyễn Thị Hoà', 'NGUYỄN  THỊ HÒA'],
    ['Lý Thuỷ', 'Lí Thủy'],
    ['Trần Mỹ', 'Trần Mĩ'],
    ['Quý', 'Quí'],
  ]
  for (const [a, b] of match) assert.equal(compareNames(a!, b!.normalize('NFD')), 'match', a)
  assert.equal(compareNames('Nguyen Van Dat', 'Nguyễn Văn Đạt'), 'doubt')
  assert.equal(compareNames('Nguyễn Văn Dạt', 'Nguyễn Văn Đạt'), 'doubt')
  for (const [a, b] of [
    ['Thùy', 'Thủy'],
    ['Thúy', 'Thúi'],
    ['Hoa', 'Hòe'],
    ['Văn An', 'An'],
    ['Tân', 'Tăn'],
  ]) {
    assert.equal(compareNames(a!, b!), 'differs', `${a} ${b}`)
  }
  fc.assert(fc.property(name, (n) => assert.equal(compareNames(n, n.toUpperCase()), 'match')))
  fc.assert(fc.property(name, (n) => assert.notEqual(compareNames(n, nameKey(n)), 'differs')))
  fc.assert(fc.property(fc.string(), fc.string(), (a, b) => assert.equal(compareNames(a, b), compareNames(b, a))))
})

test('the key of a name is the same for all its writings', () => {
  assert.equal(nameKey(' ĐẶNG  Thị Hoà'), 'dang thi hoa')
  fc.assert(fc.property(name, (n) => assert.equal(nameKey(n.normalize('NFD').toUpperCase()), nameKey(n))))
})

const secrets = [
  'MẬT',
  'mật',
  'TỐI MẬT',
  'Tối mật',
  'TUYỆT MẬT',
  'tuyệt  mật',
  '(MẬT)',
  ' MẬT. ',
  'MËT',
  'TUYÖT MËT',
  'TèI MËT',
  'MAÄT',
  'TOÁI MAÄT',
  'TUYEÄT MAÄT',
]
const harmless = [
  'bí mật',
  'Mật ong',
  'Nguyễn Văn Mật',
  'không mật',
  'MẶT',
  'mất',
  'MAT',
  'Bảo mật',
  'tuyệt',
  'Tài liệu mật',
  '',
]

test('a secrecy mark counts where it stands alone, in any writing', () => {
  for (const s of secrets) {
    for (const text of [s, s.normalize('NFD')]) {
      assert.ok(isSecretText(text), s)
      assert.deepEqual(secretMark(JSON.stringify({ a: 1, nhanXetDanhGia: text })), { path: 'nhanXetDanhGia' })
      assert.deepEqual(secretMark({ kyLuat: [{}, { hanhVi: text }] }), { path: 'kyLuat[1].hanhVi' })
    }
    const escaped = JSON.stringify({ email: s }).replace(
      /[^ -~]/g,
      (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    assert.deepEqual(secretMark(escaped), { path: 'email' })
  }
  for (const s of harmless) assert.equal(secretMark(JSON.stringify({ a: s, doMat: false })), null, s)
})

const stamped: [string, string][] = [
  ['MẬT: theo dõi nội bộ', 'MẬT'],
  ['MẬT – theo dõi', 'MẬT'],
  ['MẬT, không phổ biến', 'MẬT'],
  ['MẬT\nTheo dõi', 'MẬT'],
  ['"MẬT" - theo dõi', 'MẬT'],
  ['(MẬT) Theo dõi', 'MẬT'],
  ['[TỐI MẬT] Kế hoạch', 'TỐI MẬT'],
  ['TỐI MẬT - …kế hoạch', 'TỐI MẬT'],
  ['TUYỆT  MẬT/ kế hoạch', 'TUYỆT MẬT'],
  [`MẬT: ${'dài '.repeat(5000)}`, 'MẬT'],
  ['MËT: theo dâi', 'MẬT'],
  ['TUYÖT MËT: kÕ ho¹ch', 'TUYỆT MẬT'],
  ['TOÁI MAÄT - keá hoaïch', 'TỐI MẬT'],
]
const unstamped = [
  ...secrets,
  ...harmless,
  'MẬT ĐỘ DÂN SỐ: 2 người',
  'MẬT ONG - đặc sản',
  'Mật: theo dõi',
  'Mật, Nguyễn Văn',
  'BÍ MẬT: công tác',
  'Công tác bảo mật: MẬT: không',
  'Xã Mật - huyện A',
  'MẬTA: x',
  'NGUYỄN VĂN MẬT - Kế toán',
]

test('a value that begins with a stamp in capitals and goes on asks, in any writing; names and words do not', () => {
  for (const [text, stamp] of stamped) {
    for (const one of [text, text.normalize('NFD'), `  ${text}`]) {
      assert.equal(secretStamp(one), stamp, one.slice(0, 40))
      assert.equal(secretMark({ nhanXetDanhGia: one }), null, 'not refused')
      const path = 'kyLuat[1].hanhVi'
      assert.deepEqual(secretStamps(JSON.stringify({ a: 1, kyLuat: [{}, { hanhVi: one }] })), [{ path, stamp }])
    }
    const found = examine({ ...clean, nhanXetDanhGia: text }, edition(), today).findings
    assert.deepEqual(
      found
        .filter(({ rule }) => rule.startsWith('secret.'))
        .map(({ rule, path, weight, facts }) => [rule, path, weight, facts]),
      [['secret.stamp', 'nhanXetDanhGia', 'asks', { stamp }]],
    )
  }
  for (const text of unstamped) {
    assert.equal(secretStamp(text), null, text)
    const found = examine({ ...clean, nhanXetDanhGia: text }, edition(), today).findings
    assert.ok(!found.some(({ rule }) => rule === 'secret.stamp'), text)
  }
  fc.assert(fc.property(fc.uint8Array(), (b) => void secretStamps(b)))
  fc.assert(fc.property(fc.jsonValue(), (v) => void secretStamps(JSON.stringify(v))))
})

/** The definition, slow: what is left when signs around, case and form are taken away, from whichever encoding it came. */
function isMark(value: string): boolean {
  const around = /^[\s"'’“”.,:;!*()[\]<>{}–_-]+|[\s"'’“”.,:;!*()[\]<>{}–_-]+$/g
  const text = value.normalize('NFC').replace(around, '').replace(/\s+/g, ' ')
  const letters = [
    ['ậ', /[âÂ][òÒ]|[aA][äÄ]|Ë/g],
    ['ố', /[ôÔ][ìÌ]|[oO][áÁ]|è/g],
    ['ệ', /[êÊ][òÒ]|[eE][äÄ]|Ö/g],
  ] as const
  const read = letters.reduce((said, [letter, ways]) => said.replace(ways, letter), text)
  return ['mật', 'tối mật', 'tuyệt mật'].includes(read.toLowerCase())
}

test('the marks are exactly those of the definition, however they are put together', () => {
  const pieces = [
    'm',
    'M',
    't',
    'T',
    'ậ',
    'Ậ',
    'a',
    'A',
    'â',
    'Ạ',
    '\u0323',
    '\u0302',
    'Ë',
    'ë',
    'ä',
    'Ä',
    'ò',
    'tối',
    'TỐI',
    'tuyệt',
  ]
  const signs = [
    ' ',
    '\u00a0',
    '\t',
    '(',
    '”',
    '-',
    'TèI',
    'TOÁI',
    'tuyÖt',
    'TUYEÄT',
    'mật',
    'MẬT',
    'MËT',
    'o',
    'ố',
    'i',
    'u',
    'y',
    'ệ',
    'x',
  ]
  const text = fc.array(fc.constantFrom(...pieces, ...signs), { maxLength: 7 }).map((all) => all.join(''))
  let found = 0
  fc.assert(
    fc.property(text, fc.constantFrom('NFC', 'NFD'), (one, form) => {
      const value = one.normalize(form)
      assert.equal(isSecretText(value), isMark(value), JSON.stringify(value))
      if (isMark(value)) found++
    }),
    { numRuns: 20_000 },
  )
  assert.ok(found > 20, `${found} marks among them`)
})

test('the flag counts unless it says no', () => {
  for (const yes of [true, 1, 'x', 'true', {}])
    assert.deepEqual(secretMark(JSON.stringify({ doMat: yes })), { path: 'doMat' })
  for (const no of [false, null, 0, '', 'false']) assert.equal(secretMark(JSON.stringify({ doMat: no })), null)
  assert.deepEqual(secretMark('{"do\\u004dat":true}'), { path: 'doMat' })
})

test('lines that cannot be read are still looked at', () => {
  assert.ok(secretMark('{"a":"MẬT"'))
  assert.ok(secretMark('{"doMat": true'))
  assert.ok(secretMark(new Uint8Array([123, 34, 97, 34, 58, 34, 0x4d, 0xcb, 0x54, 34, 125])))
  assert.ok(secretMark(new Uint8Array([123, 34, 97, 34, 58, 34, 0x4d, 0xc2, 0xf2, 0x54, 34, 125])))
  fc.assert(fc.property(fc.uint8Array(), (b) => void secretMark(b)))
  fc.assert(fc.property(fc.jsonValue(), (v) => void secretMark(JSON.stringify(v))))
})
