import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { edition } from '@cbccvc/standard'
import Excel from 'exceljs'
import { fromBufferPromise } from 'yauzl'
import { derive } from '../derive.ts'
import { readAll } from '../testing/read.ts'
import { scratchFolder } from '../testing/workbook.ts'
import { templateTables } from './columns.ts'
import { packZip } from './repack.ts'
import { xlsxTemplate } from './xlsx.ts'

const root = join(import.meta.dirname, '..', '..', '..', '..')
const folder = scratchFolder()
after(() => folder.remove())

/** The library that fills in the form here would unfold each drop-down list into 60,000 cells. */
async function withoutValidations(zip: Buffer): Promise<Buffer> {
  const files: { name: string; bytes: Buffer }[] = []
  const from = await fromBufferPromise(zip, { lazyEntries: true })
  for await (const entry of from.eachEntry()) {
    const text = await buffer(await from.openReadStreamPromise(entry))
    const plain = text.toString().replace(/<dataValidations[\s\S]*<\/dataValidations>/, '')
    files.push({ name: entry.fileName, bytes: entry.fileName.includes('worksheets/') ? Buffer.from(plain) : text })
  }
  return packZip(files, true)
}

test('the derived templates are fresh', async () => {
  for (const { path, content } of await derive()) {
    assert.ok(readFileSync(join(root, path)).equals(Buffer.from(content)), `${path}: npm run derive`)
  }
})

test('every field and every list column has its place in the template, with a note', async () => {
  const standard = edition('2023')
  const tables = templateTables(standard)
  const keys = new Set(tables.flatMap((table) => table.columns.map(({ key }) => `${table.id}/${key.split('.')[0]}`)))
  for (const field of standard.fields) {
    if (field.type === 'list') {
      for (const column of field.columns ?? [])
        assert.ok(keys.has(`${field.id}/${column.id}`), `${field.id}.${column.id}`)
      assert.ok(keys.has(`${field.id}/soDinhDanh`))
    } else assert.ok(keys.has(`hoSo/${field.id}`), field.id)
  }
  for (const { columns } of tables) for (const { note } of columns) assert.ok(note.length >= 3)
})

test('sheets have Vietnamese names that fit a tab, and each is read back, as is one of a form made before', async () => {
  const standard = edition('2023')
  const book = new Excel.Workbook()
  await book.xlsx.load((await withoutValidations(await xlsxTemplate(standard))) as unknown as Excel.Buffer)
  const names = book.worksheets.filter(({ state }) => state !== 'hidden').map(({ name }) => name)
  const lists = standard.fields.filter(({ type }) => type === 'list')
  assert.equal(names.length, lists.length + 1)
  assert.equal(new Set(names.map((name) => name.toLowerCase())).size, names.length)
  for (const name of names) {
    assert.ok(name.length <= 31, name)
    assert.ok(/[À-ỹ]/.test(name) && !standard.byId.has(name), `${name} is no Vietnamese name`)
  }
  for (const rename of [false, true]) {
    for (const [i, { id }] of lists.entries()) {
      const sheet = book.getWorksheet(names[i + 1]!) ?? book.getWorksheet(id)!
      if (rename) sheet.name = id
      sheet.getRow(4).getCell(1).value = '001085012345'
      sheet.getRow(4).getCell(2).value = 'x'
    }
    book.worksheets[0]!.getRow(3).eachCell((cell, column) => {
      if (cell.value === 'soDinhDanh') book.worksheets[0]!.getRow(4).getCell(column).value = '001085012345'
    })
    const path = join(folder.path, `named-${rename}.xlsx`)
    await book.xlsx.writeFile(path)
    const { records, notes } = await readAll(path)
    assert.deepEqual(notes, [])
    assert.deepEqual(
      Object.keys(records[0]!).filter((id) => id !== 'soDinhDanh'),
      lists.map(({ id }) => id),
    )
  }
})

test('a template that was filled in with its drop-down lists is read back without a doubt', async () => {
  const standard = edition('2023')
  const book = new Excel.Workbook()
  await book.xlsx.load((await withoutValidations(await xlsxTemplate(standard))) as unknown as Excel.Buffer)
  const people = book.worksheets[0]!
  const fill = (sheet: Excel.Worksheet, row: number, values: Record<string, string | number>): void => {
    sheet.getRow(3).eachCell((cell, column) => {
      const value = values[String(cell.value)]
      if (value !== undefined) sheet.getRow(row).getCell(column).value = value
    })
  }
  fill(people, 4, {
    soDinhDanh: '001085012345',
    hoTenKhaiSinh: 'Nguyễn Văn An',
    gioiTinh: '1 – Nam',
    danToc: '01 – Kinh',
    'queQuan.tinh': '01 – Hà Nội',
    'queQuan.xa': '00001 – Phường Phúc Xá',
    'queQuan.phienBan': 'truoc2025',
    heSoLuong: 3.66,
    doiTuongChinhSach: '00; 01',
  })
  const salaries = book.worksheets.find((sheet) => sheet.name === 'Quá trình lương')!
  fill(salaries, 4, { soDinhDanh: '001085012345', tuNgay: '04/2015', maNgach: '01.003 – Chuyên viên', heSo: 2.34 })
  const path = join(folder.path, 'filled.xlsx')
  await book.xlsx.writeFile(path)
  const { records, notes } = await readAll(path)
  assert.deepEqual(records, [
    {
      soDinhDanh: '001085012345',
      hoTenKhaiSinh: 'Nguyễn Văn An',
      gioiTinh: '1',
      danToc: '01',
      queQuan: { tinh: '01', xa: '00001', phienBan: 'truoc2025' },
      doiTuongChinhSach: ['00', '01'],
      heSoLuong: 3.66,
      quaTrinhLuong: [{ tuNgay: '2015-04', maNgach: '01.003', heSo: 2.34 }],
    },
  ])
  assert.deepEqual(notes, [])
})
