/**
 * The watermark: from whom a copy came, after it was saved again as another format, cut, sorted, its marks deleted; and that
 * a workbook is written no faster than it is read.
 */
import assert from 'node:assert/strict'
import { createHmac, randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { type ExportOrder, exportMarks, markedName, type SeenPerson, traceCopy } from '@cbccvc/registry'
import { parse } from 'csv-parse/sync'
import Excel from 'exceljs'
import { testNation } from '../testing/people.ts'
import { copyRows, nameHead, type Row } from './copy.ts'
import { csvOf } from './csv.ts'
import { readCopy } from './read-copy.ts'
import { xlsxOf } from './xlsx.ts'

const secret = randomBytes(32)
const keys = { mac: (text: string) => createHmac('sha256', secret).update(text).digest() }
/** A year of copies. */
const delivered = Array.from({ length: 200 }, (_, i) => i + 1)
const real = 137
const fields = ['hoTenKhaiSinh', 'gioiTinh', 'maNgach', 'heSoLuong']

/** People in the order in which an export delivers them. */
function people(count: number): SeenPerson[] {
  const marks = exportMarks(keys, real)
  const all = Array.from({ length: count }, (_, i) => {
    const values = testNation.official(i)
    const own = fields.map((id) => [id, { form: 'clear', value: values[id], bad: false }])
    return { personId: i, unitId: 7, status: null, fields: Object.fromEntries(own) } as SeenPerson
  })
  const place = ({ fields: { hoTenKhaiSinh } }: SeenPerson) => marks.placeOf(markedName(hoTenKhaiSinh!.value))
  return all.sort((a, b) => (place(a) < place(b) ? -1 : 1))
}

function rowsOf(count: number): AsyncGenerator<Row> {
  const order = { no: real, fields, purpose: 'personnel', caseNo: null, format: 'csv' } as unknown as ExportOrder
  const unit = { code: 'H26.1', name: 'Sở Nội vụ – Phòng Tổ chức' }
  const marks = exportMarks(keys, real)
  async function* all() {
    yield* people(count)
  }
  return copyRows({ order, login: 'hn.canbo', at: new Date(), marks, unitOf: () => unit }, all())
}

/** As a spreadsheet program saves a workbook that it has opened. */
async function savedAsXlsx(bytes: Buffer, edit: (sheet: Excel.Worksheet) => void = () => {}): Promise<Buffer> {
  const book = new Excel.Workbook()
  await book.xlsx.load(bytes as never)
  edit(book.worksheets[0]!)
  return Buffer.from(await book.xlsx.writeBuffer())
}

/** As a spreadsheet program saves a workbook as CSV, here with the separator of a Vietnamese Windows and without a mark. */
async function savedAsCsv(bytes: Buffer): Promise<Buffer> {
  const book = new Excel.Workbook()
  await book.xlsx.load(bytes as never)
  return Buffer.from(await book.csv.writeBuffer({ formatterOptions: { delimiter: ';', writeBOM: false } }))
}

const traced = async (bytes: Buffer) => traceCopy(keys, delivered, await readCopy(bytes), nameHead)
/** Without all that is seen of the watermark. */
function cut(sheet: Excel.Worksheet): void {
  sheet.spliceRows(1, 1)
  sheet.spliceColumns(sheet.columnCount, 1)
}

test('a code that is left names the export, whatever the format; one that was made up does not', async () => {
  const [xlsx, csv] = [await buffer(xlsxOf(rowsOf(20))), await buffer(csvOf(rowsOf(20)))]
  const twice = await savedAsCsv(await savedAsXlsx(xlsx))
  const parsed = parse(csv, { bom: true, relax_column_count: true }) as string[][]
  const again = Buffer.from(
    parsed.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join('\t')).join('\n'),
  )
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(csv.toString().slice(1), 'utf16le')])
  for (const bytes of [xlsx, csv, await savedAsXlsx(xlsx), twice, again, utf16])
    assert.deepEqual(await traced(bytes), { no: real, by: 'code', bits: 40 })
  // One row of it, pasted elsewhere.
  const row = (await readCopy(csv))[9]!
  assert.equal(traceCopy(keys, delivered, [['khác'], ['a', row.at(-1)!]], nameHead)?.no, real)
  const forged = row.at(-1)!.replace(`XD-${real}`, 'XD-138')
  assert.equal(traceCopy(keys, delivered, [[forged]], nameHead), null)
})

test('with line and column deleted it is found by the dashes and the order, saved again as workbook and as CSV', async () => {
  const xlsx = await buffer(xlsxOf(rowsOf(40)))
  const bare = await savedAsXlsx(xlsx, cut)
  assert.ok(!(await readCopy(bare)).flat().join(' ').includes('XD-'))
  for (const bytes of [
    bare,
    await savedAsXlsx(bare),
    await savedAsCsv(bare),
    await savedAsCsv(await savedAsXlsx(bare)),
  ]) {
    const found = await traced(bytes)
    assert.ok(found && found.no === real && found.by === 'marks' && found.bits > 100, JSON.stringify(found))
  }
})

test('what is left of a copy still tells: sorted, without its head, some rows, other columns, dashes made alike', async () => {
  const bare = await readCopy(await savedAsCsv(await savedAsXlsx(await buffer(xlsxOf(rowsOf(60))), cut)))
  const [head, ...rows] = bare
  const find = (left: readonly (readonly string[])[]) => traceCopy(keys, delivered, left, nameHead)?.no
  const sorted = rows.toSorted((a, b) => a[1]!.localeCompare(b[1]!, 'vi'))
  assert.equal(find([head!, ...sorted]), real, 'sorted by name')
  assert.equal(find(rows), real, 'without the head')
  assert.equal(
    find(sorted.map(([, name, sex, grade]) => [grade ?? '', 'thêm', name!, sex ?? ''])),
    real,
    'other columns, no head',
  )
  assert.equal(find([head!, ...rows.filter((_, i) => i % 3 === 0)]), real, 'a third of the rows')
  const alike = rows.map((row) => row.map((cell) => cell.replaceAll(/[–—‒]/g, '-')))
  assert.equal(find([head!, ...alike]), real, 'dashes made alike: the order tells')
  assert.equal(
    find([head!, ...rows].map((row) => row.map((cell) => cell.normalize('NFD')))),
    real,
    'another normal form',
  )
})

test('nobody is named where nothing is sure', async () => {
  const bare = await readCopy(await savedAsXlsx(await buffer(xlsxOf(rowsOf(60))), cut))
  const [head, ...rows] = bare
  const alike = rows.map((row) => row.map((cell) => cell.replaceAll(/[–—‒]/g, '-')))
  const sorted = alike.toSorted((a, b) => a[1]!.localeCompare(b[1]!, 'vi'))
  assert.equal(traceCopy(keys, delivered, [head!, ...sorted], nameHead), null, 'all marks gone')
  assert.equal(traceCopy(keys, delivered, [head!, ...rows.slice(0, 2)], nameHead), null, 'two rows')
  assert.equal(
    traceCopy(
      keys,
      delivered.filter((no) => no !== real),
      bare,
      nameHead,
    ),
    null,
    'not one of ours',
  )
  assert.equal(
    traceCopy({ mac: (text) => createHmac('sha256', 'x').update(text).digest() }, delivered, bare, nameHead),
    null,
  )
  assert.equal(traceCopy(keys, delivered, [], nameHead), null)
})

test('rows are made no faster than they are fetched, in both formats', async () => {
  for (const write of [csvOf, xlsxOf]) {
    let made = 0
    async function* endless(): AsyncGenerator<Row> {
      for (; made < 1_000_000; made++) yield [`H26.1 - Đơn vị ${randomBytes(200).toString('hex')}`, 'Tên', made]
    }
    const stream = write(endless())
    await new Promise((resolve) => stream.once('readable', resolve))
    await new Promise((resolve) => setTimeout(resolve, 300))
    const held = made
    assert.ok(held < 3000, `${held} rows are waiting`)
    stream.read()
    stream.destroy()
  }
})
