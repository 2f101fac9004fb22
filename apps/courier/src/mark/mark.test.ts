import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test } from 'node:test'
import Excel from 'exceljs'
import { readAll } from '../testing/read.ts'
import { rawWorkbook, scratchFolder } from '../testing/workbook.ts'
import { openMarks } from './marks.ts'
import { markColours } from './styles.ts'
import { markWorkbook } from './workbook.ts'

const fixtures = join(import.meta.dirname, '..', 'fixtures')
const folder = scratchFolder()
after(() => folder.remove())

type Mark = readonly [sheet: number, row: number, column: number, weight: 'blocks' | 'asks' | 'notes', vi: string]

async function mark(source: string, name: string, all: readonly Mark[]): Promise<string> {
  const target = join(folder.path, name)
  const marks = openMarks()
  for (const [sheet, row, column, weight, vi] of all) marks.add(sheet, row, column, weight, { vi, en: `${vi} (en)` })
  try {
    await markWorkbook(source, target, marks)
  } finally {
    marks.close()
  }
  return target
}

async function seen(path: string): Promise<{ notes: Record<string, string>; fills: Record<string, string> }> {
  const book = new Excel.Workbook()
  await book.xlsx.readFile(path)
  const notes: Record<string, string> = {}
  const fills: Record<string, string> = {}
  for (const [i, sheet] of book.worksheets.entries()) {
    sheet.eachRow({ includeEmpty: true }, (row) =>
      row.eachCell({ includeEmpty: true }, (cell) => {
        const at = `${i}!${cell.address}`
        if (cell.note !== undefined) {
          notes[at] =
            typeof cell.note === 'string' ? cell.note : (cell.note.texts ?? []).map(({ text }) => text).join('')
        }
        const fill = cell.fill as Excel.FillPattern | undefined
        if (fill?.fgColor?.argb !== undefined) fills[at] = fill.fgColor.argb
      }),
    )
  }
  return { notes, fills }
}

const all: Mark[] = [
  [1, 7, 2, 'blocks', 'Số định danh <sai> & "lạ"'],
  [1, 7, 2, 'asks', 'điều thứ hai'],
  [1, 9, 12, 'asks', 'ô chưa có'],
  [2, 6, 5, 'notes', 'hệ số'],
]

for (const producer of ['exceljs', 'libreoffice']) {
  test(`wrong cells are coloured and speak, nothing else changes, and the file can be pushed again (${producer})`, async () => {
    const source = join(fixtures, `${producer}.xlsx`)
    const target = await mark(source, `${producer}.xlsx`, all)
    const { notes, fills } = await seen(target)
    assert.deepEqual(Object.keys(notes).sort(), ['1!C7', '1!M9', '2!F6'])
    assert.match(notes['1!C7']!, /Số định danh <sai> & "lạ"\n• điều thứ hai/)
    assert.equal(fills['1!C7'], markColours.blocks)
    assert.equal(fills['1!M9'], markColours.asks)
    assert.equal(fills['2!F6'], markColours.notes)
    assert.deepEqual((await readAll(target)).records, (await readAll(source)).records)
  })

  test(`marks of an earlier return go when the next one comes (${producer})`, async () => {
    const source = join(fixtures, `${producer}.xlsx`)
    const first = await mark(source, `${producer}-1.xlsx`, all)
    const second = await mark(first, `${producer}-2.xlsx`, [[1, 11, 3, 'asks', 'chỉ còn điều này']])
    const { notes, fills } = await seen(second)
    assert.deepEqual(Object.keys(notes), ['1!D11'])
    assert.deepEqual(
      Object.entries(fills).filter(([, colour]) => Object.values<string>(markColours).includes(colour)),
      [['1!D11', markColours.asks]],
    )
    const clean = await mark(second, `${producer}-3.xlsx`, [])
    assert.deepEqual((await seen(clean)).notes, {})
    assert.deepEqual((await readAll(clean)).records, (await readAll(source)).records)
  })
}

test("other people's notes and colours stay, and come back when our mark goes", async () => {
  const book = new Excel.Workbook()
  const sheet = book.addWorksheet('A')
  sheet.addRow(['soDinhDanh', 'hoTenKhaiSinh'])
  sheet.addRow(['001085012345', 'An'])
  sheet.getCell('B2').note = 'Anh An, phòng 2'
  sheet.getCell('A1').note = 'cột khóa'
  sheet.getCell('B2').fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF00B050' } }
  const source = join(folder.path, 'theirs.xlsx')
  await book.xlsx.writeFile(source)
  const marked = await mark(source, 'theirs-1.xlsx', [[0, 2, 1, 'asks', 'tên lạ']])
  const between = await seen(marked)
  assert.match(between.notes['0!B2']!, /^Anh An, phòng 2\n— CSDLQG CBCCVC —\n• tên lạ/)
  assert.equal(between.notes['0!A1'], 'cột khóa')
  assert.equal(between.fills['0!B2'], markColours.asks)
  const clean = await seen(await mark(marked, 'theirs-2.xlsx', []))
  assert.deepEqual(clean.notes, { '0!A1': 'cột khóa', '0!B2': 'Anh An, phòng 2' })
  assert.equal(clean.fills['0!B2'], 'FF00B050')
})

test('a workbook without styles, and one that writes with a prefix, can be marked', async () => {
  const p =
    '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>soDinhDanh</x:t></x:is></x:c><x:c r="B1" t="inlineStr"><x:is><x:t>soHieu</x:t></x:is></x:c></x:row><x:row r="2"><x:c r="A2"><x:v>1085012345</x:v></x:c></x:row>'
  const source = folder.file('bare.xlsx', await rawWorkbook([{ name: 'A', rows: p }], { prefix: 'x' }))
  const target = await mark(source, 'bare-1.xlsx', [[0, 2, 0, 'blocks', 'sai']])
  assert.deepEqual((await readAll(target)).records, [{ soDinhDanh: '001085012345' }])
  const again = await mark(target, 'bare-2.xlsx', [])
  assert.deepEqual((await readAll(again)).records, [{ soDinhDanh: '001085012345' }])
})
