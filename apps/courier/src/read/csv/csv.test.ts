import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { packZip } from '../../template/repack.ts'
import { readAll } from '../../testing/read.ts'
import { scratchFolder } from '../../testing/workbook.ts'
import { cellText } from '../cell.ts'
import { FileRefused } from '../refusal.ts'
import { guessDialect } from './dialect.ts'
import { decodeText, type Encoding, guessEncoding } from './encoding.ts'
import { readCsvRows } from './rows.ts'

const folder = scratchFolder()
after(() => folder.remove())

const chunks = (bytes: Uint8Array, size: number): Readable =>
  Readable.from(
    (function* () {
      for (let i = 0; i < bytes.length; i += size) yield Buffer.from(bytes.subarray(i, i + size))
    })(),
  )

/** Windows-1258 as old Vietnamese programs write it: base letters, and the five tones apart. */
function to1258(text: string): Uint8Array {
  const bytes = new Map<string, number>()
  const decoder = new TextDecoder('windows-1258')
  for (let i = 0; i < 256; i++) bytes.set(decoder.decode(Uint8Array.of(i)), i)
  const tones = /[\u0300\u0301\u0303\u0309\u0323]/u
  const out: number[] = []
  for (const letter of text.normalize('NFC')) {
    const [...parts] = letter.normalize('NFD')
    const tone = parts.find((part) => tones.test(part)) ?? ''
    const base = parts
      .filter((part) => !tones.test(part))
      .join('')
      .normalize('NFC')
    for (const one of [base, tone]) if (one !== '') out.push(bytes.get(one) ?? 63)
  }
  return Uint8Array.from(out)
}

function encode(text: string, encoding: Encoding, mark: boolean): Uint8Array {
  const marked = mark ? `\uFEFF${text}` : text
  if (encoding === 'windows-1258') return to1258(text)
  if (encoding === 'utf-8') return Buffer.from(marked)
  const little = Buffer.from(marked, 'utf16le')
  return encoding === 'utf-16le' ? little : little.swap16()
}

const syllables = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Hoàng',
  'Huỳnh',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Hồ',
  'Ngô',
  'Dương',
  'Lý',
  'Ứng',
  'Ẩn',
  'Ỷ',
]
const name = fc.array(fc.constantFrom(...syllables), { minLength: 1, maxLength: 4 }).map((words) => words.join(' '))
const odd = fc.constantFrom('a;b', 'x,y', 'nói "thật"', 'hai\ndòng', 'tab\tđây', "'", '0123')
const table = fc.array(fc.tuple(name, fc.oneof(name, odd), name), { minLength: 3, maxLength: 30 })

test('any table survives any delimiter, encoding and cut of the stream', async () => {
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom(';', ',', '\t'),
      fc.constantFrom<[Encoding, boolean]>(
        ['utf-8', false],
        ['utf-8', true],
        ['utf-16le', true],
        ['utf-16be', true],
        ['utf-16le', false],
        ['windows-1258', false],
      ),
      fc.constantFrom('\n', '\r\n'),
      fc.integer({ min: 1, max: 200 }),
      async (rows, delimiter, [encoding, mark], end, size) => {
        const value = (text: string): string => (/[;,\t"\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
        const text = rows.map((row) => row.map(value).join(delimiter)).join(end) + end
        const bytes = encode(text, encoding, mark)
        assert.equal(await guessEncoding(chunks(bytes, size)), encoding)
        const read: string[][] = []
        for await (const row of readCsvRows(decodeText(chunks(bytes, size), encoding), 'x.csv')) {
          read.push(Array.from({ length: 3 }, (_, i) => cellText(row.cells[i])))
        }
        assert.deepEqual(
          read,
          rows.map((row) => row.map((cell) => cell.normalize('NFC'))),
        )
      },
    ),
    { numRuns: 150 },
  )
})

test('a file in TCVN3 or VNI is not taken for Windows-1258', async () => {
  assert.equal(
    await guessEncoding(chunks(Buffer.from('NguyÔn V¨n An;TrÇn ThÞ B×nh;Hµ Néi', 'latin1'), 7)),
    'windows-1252',
  )
  assert.equal(await guessEncoding(chunks(Buffer.from('Nguyeãn Vaên An;Traàn Thò Bình', 'latin1'), 7)), 'windows-1252')
})

test('headers typed in TCVN3 are understood', async () => {
  const path = folder.file(
    'abc.csv',
    Buffer.from('Hä vµ tªn;Sè ®Þnh danh;Ngµy sinh\nNguyÔn V¨n An;001085012345;12/3/1985\n', 'latin1'),
  )
  const { records } = await readAll(path)
  assert.equal(records[0]?.soDinhDanh, '001085012345')
  assert.equal(records[0]?.ngaySinh, '12/3/1985')
})

test('the delimiter is the one under which lines agree, quotes and titles notwithstanding', () => {
  assert.deepEqual(guessDialect('DANH SÁCH, năm 2023\na;b;c\n1;"x,y,z";3\n2;b;c\n'), { delimiter: ';', skip: 0 })
  assert.deepEqual(guessDialect('sep=|\r\na|b\r\n'), { delimiter: '|', skip: 1 })
  assert.equal(guessDialect('một cột\nhai\n'), null)
})

test('rows know the line on which they begin, multi-line values notwithstanding', async () => {
  const path = folder.file(
    'lines.csv',
    'Danh sách;;\r\n\r\nsoDinhDanh;hoTenKhaiSinh;congViecChinh\r\n001085012345;An;"một\r\nhai\r\nba"\r\n\r\n001085012346;Bình;x\r\n',
  )
  const { records, places } = await readAll(path)
  assert.equal(records.length, 2)
  assert.deepEqual(
    places.map(({ row }) => row),
    [4, 8],
  )
})

test('a folder and a zip with one file per list field are joined', async () => {
  const files = {
    'ho-so.csv': 'Số định danh;Họ và tên\n001085012345;An\n',
    'quaTrinhCongTac.csv':
      'soDinhDanh;tuNgay;donVi;chucDanh\n001085012345;03/2010;Sở A;Chuyên viên\n001085012345;2015;Sở B;Trưởng phòng\n',
  }
  const dir = join(folder.path, 'dir')
  mkdirSync(dir)
  for (const [file, text] of Object.entries(files)) folder.file(join('dir', file), text)
  const zip = folder.file(
    'all.zip',
    await packZip(
      Object.entries(files).map(([file, text]) => ({ name: `x/${file}`, bytes: Buffer.from(text) })),
      true,
    ),
  )
  for (const path of [dir, zip]) {
    const { records } = await readAll(path)
    assert.deepEqual(records, [
      {
        soDinhDanh: '001085012345',
        hoTenKhaiSinh: 'An',
        quaTrinhCongTac: [
          { tuNgay: '2010-03', donVi: 'Sở A', chucDanh: 'Chuyên viên' },
          { tuNgay: '2015', donVi: 'Sở B', chucDanh: 'Trưởng phòng' },
        ],
      },
    ])
  }
})

for (const [text, code, vi] of [
  ['', 'csv.empty', /rỗng/],
  ['một\nhai\n', 'csv.delimiter', /dấu phân cách/],
  ['soDinhDanh;hoTenKhaiSinh\n001085012345;"An\n001085012346;B\n', 'csv.damaged', /nháy kép.*dòng/],
] as const) {
  test(`a CSV that cannot be read is refused: ${code}`, async () => {
    const path = folder.file(`${code}.csv`, text)
    await assert.rejects(readAll(path), (error) => {
      assert.ok(error instanceof FileRefused, String(error))
      assert.equal(error.code, code === 'csv.empty' ? error.code : code)
      if (code !== 'csv.empty') assert.match(error.text.vi, vi)
      return true
    })
  })
}
