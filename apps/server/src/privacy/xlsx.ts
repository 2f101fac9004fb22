/**
 * A copy as a workbook of one sheet, written as it is read: memory stays flat, because a slow reader holds the rows back. No
 * library does that here: exceljs queues what was not fetched yet.
 */
import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Cell, Row } from './copy.ts'

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const ooxml = 'http://schemas.openxmlformats.org'
const parts: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `<Types xmlns="${ooxml}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${ooxml}/package/2006/relationships"><Relationship Id="rId1" Type="${ooxml}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${ooxml}/spreadsheetml/2006/main" xmlns:r="${ooxml}/officeDocument/2006/relationships"><sheets><sheet name="HoSo" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${ooxml}/package/2006/relationships"><Relationship Id="rId1" Type="${ooxml}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
}

export function xlsxOf(rows: AsyncIterable<Row>): Readable {
  const zip = new ZipFile()
  for (const [name, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(xml + text), name)
  const sheet = Readable.from(sheetXml(rows), { objectMode: false, highWaterMark: 64 * 1024 })
  const out = zip.outputStream as Readable
  // A row that cannot be read breaks the copy off: half a workbook does not open.
  sheet.on('error', (error) => out.destroy(error))
  out.on('close', () => sheet.destroy())
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml')
  zip.end()
  return out
}

async function* sheetXml(rows: AsyncIterable<Row>): AsyncGenerator<Buffer> {
  yield Buffer.from(`${xml}<worksheet xmlns="${ooxml}/spreadsheetml/2006/main"><sheetData>`)
  let no = 0
  for await (const row of rows) {
    no++
    yield Buffer.from(
      `<row r="${no}">${row.map((cell, column) => cellXml(cell, `${letters(column)}${no}`)).join('')}</row>`,
    )
  }
  yield Buffer.from('</sheetData></worksheet>')
}

/** A, B … Z, AA: the column of an index. */
function letters(column: number): string {
  const rest = String.fromCharCode(65 + (column % 26))
  return column < 26 ? rest : letters(Math.floor(column / 26) - 1) + rest
}

function cellXml(cell: Cell, place: string): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`
  const text = cell.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;')
  return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`
}
