/** A copy as it came back, from a workbook or a CSV as spreadsheets write them: rows of texts. */
import { parse } from 'csv-parse/sync'
import Excel from 'exceljs'

export async function readCopy(bytes: Buffer): Promise<string[][]> {
  return bytes.subarray(0, 2).toString('latin1') === 'PK' ? readWorkbook(bytes) : readText(textOf(bytes))
}

async function readWorkbook(bytes: Buffer): Promise<string[][]> {
  const book = new Excel.Workbook()
  await book.xlsx.load(bytes as unknown as Parameters<typeof book.xlsx.load>[0])
  const rows: string[][] = []
  for (const sheet of book.worksheets)
    sheet.eachRow((row) => {
      const cells: string[] = []
      row.eachCell({ includeEmpty: true }, (cell, column) => {
        cells[column - 1] = cell.text
      })
      rows.push(Array.from(cells, (cell) => cell ?? ''))
    })
  return rows
}

/** UTF-8 or UTF-16 by its mark; else UTF-8 where it is, and the Windows code page of Vietnam where it is not. */
function textOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1258').decode(bytes)
  }
}

/** The separator is the one of comma, semicolon and tab that most lines have most of. */
function readText(text: string): string[][] {
  const lines = text.split(/\r?\n/, 101)
  const often = (one: string) => lines.map((line) => line.split(one).length).sort((a, b) => a - b)[lines.length >> 1]!
  const delimiter = [',', ';', '\t'].reduce((best, one) => (often(one) > often(best) ? one : best))
  return parse(text, { bom: true, delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: true })
}
