import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readAll } from '../../testing/read.ts'
import { rawWorkbook, scratchFolder } from '../../testing/workbook.ts'
import { cellOf } from '../place.ts'
import { FileRefused } from '../refusal.ts'

const fixtures = join(import.meta.dirname, '..', '..', 'fixtures')
const folder = scratchFolder()
after(() => folder.remove())

const inline = (ref: string, text: string): string => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`

for (const producer of ['exceljs', 'libreoffice']) {
  test(`a workbook of the field is understood: titles, merged headers, empty rows, several sheets (${producer})`, async () => {
    const { records, places, notes, sheets } = await readAll(join(fixtures, `${producer}.xlsx`))
    assert.equal(records.length, 4)
    assert.deepEqual(records[0], {
      hoTenKhaiSinh: 'Nguyễn Văn An',
      soDinhDanh: '001085012345',
      ngaySinh: '1985-03-12',
      gioiTinh: 'Nam',
      heSoLuong: 3.66,
      danToc: 'Kinh',
      soBhxh: '0123456789',
      queQuan: { tinh: '01', huyen: '001', xa: '00001', phienBan: 'truoc2025' },
      quaTrinhLuong: [
        { tuNgay: '2012-04', denNgay: '2015-03', maNgach: '01.003', bac: 2, heSo: 2.67 },
        { tuNgay: '2015-04', maNgach: '01.003', bac: 3, heSo: 3 },
      ],
    })
    assert.equal(records[1]!.heSoLuong, 2.67, 'a formula gives its cached value')
    assert.equal(records[1]!.ngaySinh, '5/7/1986', 'text stays text')
    assert.equal(records[2]!.ngaySinh, '1975', 'a number that is a year')
    assert.deepEqual(records[2]!.danToc, { $: 'unknown' })
    assert.equal(records[3]!.ngaySinh, '1990-06', 'a date shown as month and year states no day')
    assert.deepEqual(records[3]!.quaTrinhLuong, [{ tuNgay: '2015-01', maNgach: '01.003', bac: 1, heSo: 2.34 }])
    const codes = new Map(notes.map((note) => [note.code, note]))
    for (const code of [
      'sheet.unknown',
      'column.unknown',
      'cell.zeros',
      'cell.error',
      'list.noKey',
      'list.orphan',
    ] as const) {
      assert.ok(codes.has(code), code)
    }
    assert.deepEqual(codes.get('list.orphan')?.first, [{ sheet: '2. Quá trình lương', row: 7 }])
    assert.deepEqual(cellOf('quaTrinhLuong[1].heSo', places[0]!, sheets), { sheet: 2, row: 6, column: 5, exact: true })
    assert.deepEqual(cellOf('queQuan.xa', places[0]!, sheets), { sheet: 1, row: 7, column: 7, exact: true })
    assert.deepEqual(cellOf('queQuan', places[0]!, sheets), { sheet: 1, row: 7, column: 5, exact: true })
    assert.deepEqual(cellOf('tonGiao', places[0]!, sheets), { sheet: 1, row: 7, column: 2, exact: false })
  })
}

test('inline strings, cells without references, a prefix, hidden sheets and the 1904 dates of other producers', async () => {
  const rows = [
    '<x:row><x:c t="inlineStr"><x:is><x:r><x:t>Số định </x:t></x:r><x:r><x:t>danh</x:t></x:r></x:is></x:c><x:c t="inlineStr"><x:is><x:t>Ngày sinh</x:t></x:is></x:c></x:row>',
    '<x:row><x:c t="str"><x:v>001085012345</x:v></x:c><x:c s="1"><x:v>0</x:v></x:c></x:row>',
    '<x:row><x:c t="str"><x:v>001085012346</x:v></x:c><x:c><x:v>31245</x:v></x:c></x:row>',
  ].join('')
  const styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
  const path = folder.file(
    'x.xlsx',
    await rawWorkbook(
      [
        { name: 'A', rows },
        { name: 'B', rows, state: 'veryHidden' },
      ],
      { styles, date1904: true, prefix: 'x' },
    ),
  )
  const { records, notes } = await readAll(path)
  assert.deepEqual(records, [
    { soDinhDanh: '001085012345', ngaySinh: '1904-01-01' },
    { soDinhDanh: '001085012346', ngaySinh: '1989-07-18' },
  ])
  assert.deepEqual(
    notes.map(({ code }) => code),
    ['cell.serial'],
  )
})

test('shared strings: rich runs joined, phonetic hints left out, Excel escapes undone, far indexes found', async () => {
  const many = Array.from({ length: 700 }, (_, i) => `<si><t>tên ${i}</t></si>`).join('')
  const strings = `<si><t>Số định danh</t></si><si><r><t>Họ </t></r><r><t>và tên</t></r><rPh><t>no</t></rPh></si>${many}<si><t>a_x000A_b</t></si>`
  const rows = `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c></row>${[2, 300, 701, 702, 5]
    .map(
      (s, i) => `<row r="${i + 3}"><c r="A${i + 3}"><v>1085012345</v></c><c r="B${i + 3}" t="s"><v>${s}</v></c></row>`,
    )
    .join('')}`
  const { records } = await readAll(folder.file('s.xlsx', await rawWorkbook([{ name: 'A', rows }], { strings })))
  assert.deepEqual(
    records.map((record) => record.hoTenKhaiSinh),
    ['tên 0', 'tên 298', 'tên 699', 'a\nb', 'tên 3'],
  )
})

test('list sheets in any order are joined by the personal number; the second row of a person gets none', async () => {
  const list = (rows: [string, string][]): string =>
    `<row r="1">${inline('A1', 'CCCD')}${inline('B1', 'Từ')}${inline('C1', 'Đơn vị công tác')}</row>${rows
      .map(([key, unit], i) => `<row r="${i + 2}">${inline(`A${i + 2}`, key)}${inline(`C${i + 2}`, unit)}</row>`)
      .join('')}`
  const people = `<row r="1">${inline('A1', 'CCCD')}${inline('B1', 'Họ tên')}</row>${['001', '002', '001']
    .map(
      (end, i) =>
        `<row r="${i + 2}">${inline(`A${i + 2}`, `001085012${end}`)}${inline(`B${i + 2}`, `Người ${i}`)}</row>`,
    )
    .join('')}`
  const path = folder.file(
    'l.xlsx',
    await rawWorkbook([
      {
        name: 'Quá trình công tác',
        rows: list([
          ['001085012002', 'B'],
          ['001085012001', 'A1'],
          ['001085012001', 'A2'],
        ]),
      },
      { name: 'Hồ sơ', rows: people },
    ]),
  )
  const { records, notes } = await readAll(path)
  assert.deepEqual(
    records.map((record) => record.quaTrinhCongTac),
    [[{ donVi: 'A1' }, { donVi: 'A2' }], [{ donVi: 'B' }], undefined],
  )
  assert.ok(notes.some(({ code }) => code === 'person.twice'))
})

const refusals: [string, () => Promise<string>, string, RegExp][] = [
  [
    'a book without people',
    async () =>
      folder.file(
        'n.xlsx',
        await rawWorkbook([
          { name: 'Báo cáo', rows: `<row r="3">${inline('A3', 'Tháng')}${inline('B3', 'Doanh thu')}</row>` },
        ]),
      ),
    'table.none',
    /"Báo cáo".*dòng 3|dòng 3/,
  ],
  [
    'people without a personal number',
    async () =>
      folder.file(
        'k.xlsx',
        await rawWorkbook([
          {
            name: 'DS',
            rows: `<row r="1">${['Họ và tên', 'Ngày sinh', 'Giới tính', 'Dân tộc', 'Tôn giáo'].map((h, i) => inline(`${'ABCDE'[i]}1`, h)).join('')}</row>`,
          },
        ]),
      ),
    'table.noKey',
    /Thiếu cột số định danh.*trang tính "DS", dòng 1/,
  ],
  [
    'two columns for one field',
    async () =>
      folder.file(
        'c.xlsx',
        await rawWorkbook([
          {
            name: 'DS',
            rows: `<row r="1">${inline('A1', 'CCCD')}${inline('B1', 'Số căn cước')}${inline('C1', 'Họ tên')}</row>`,
          },
        ]),
      ),
    'table.twice',
    /trang tính "DS", dòng 1, cột B/,
  ],
  [
    'an old .xls',
    async () => folder.file('o.xlsx', Buffer.from('d0cf11e0a1b11ae1', 'hex')),
    'file.oldExcel',
    /\.xls cũ/,
  ],
  [
    'a workbook cut short',
    async () => folder.file('t.xlsx', (await rawWorkbook([{ name: 'A', rows: '' }])).subarray(0, 300)),
    'file.zip',
    /cắt cụt/,
  ],
]

for (const [name, make, code, vi] of refusals) {
  test(`${name} is refused with what was expected and where`, async () => {
    const path = await make()
    await assert.rejects(readAll(path), (error) => {
      assert.ok(error instanceof FileRefused, String(error))
      assert.equal(error.code, code)
      assert.match(error.text.vi, vi)
      assert.notEqual(error.text.en, '')
      return true
    })
  })
}
