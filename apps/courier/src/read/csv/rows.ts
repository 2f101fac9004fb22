import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import type { Cell, Row } from '../cell.ts'
import { FileRefused } from '../refusal.ts'
import { guessDialect } from './dialect.ts'

const sampleSize = 64 * 1024
/** Characters of one record; more means that a quote was opened and never closed. */
const recordLimit = 4 * 1024 * 1024

/**
 * Rows of a CSV text. Every cell is text, in NFC; empty values are absent cells. The row number is the line of the file
 * on which the record begins.
 */
export async function* readCsvRows(text: AsyncIterable<string>, file: string): AsyncGenerator<Row> {
  const source = text[Symbol.asyncIterator]()
  let head = ''
  let ended = false
  while (!ended && head.length < sampleSize) {
    const next = await source.next()
    if (next.done) ended = true
    else head += next.value
  }
  if (head.trim() === '') {
    throw new FileRefused(
      'csv.empty',
      {
        vi: 'Tệp rỗng. Cần một dòng tên cột và mỗi người một dòng',
        en: 'The file is empty. Expected a line of column names and a line per person',
      },
      { file },
    )
  }
  const dialect = guessDialect(head)
  if (dialect === null) {
    throw new FileRefused(
      'csv.delimiter',
      {
        vi: 'Không thấy dấu phân cách cột. Cần dấu chấm phẩy, dấu phẩy hoặc tab giữa các cột',
        en: 'No column delimiter found. Expected semicolons, commas or tabs between the columns',
      },
      { file, row: 1 },
    )
  }
  async function* all(): AsyncGenerator<string> {
    yield head
    head = ''
    while (!ended) {
      const next = await source.next()
      if (next.done) return
      yield next.value
    }
  }
  const parser = Readable.from(all()).pipe(
    parse({
      delimiter: dialect.delimiter,
      from_line: 1 + dialect.skip,
      relax_quotes: true,
      relax_column_count: true,
      max_record_size: recordLimit,
    }),
  )
  let line = 1 + dialect.skip
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      const row = line++
      const cells: (Cell | undefined)[] = []
      for (let i = 0; i < record.length; i++) {
        const value = record[i]!
        for (let at = value.indexOf('\n'); at >= 0; at = value.indexOf('\n', at + 1)) line++
        if (value !== '') cells[i] = { t: 'text', v: value.normalize('NFC') }
      }
      if (cells.length > 0) yield { row, cells }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new FileRefused(
      'csv.damaged',
      {
        vi: `Dòng không đọc được: thường do dấu nháy kép mở mà không đóng (${error.code})`,
        en: `The line cannot be read: usually a quotation mark that was opened and never closed (${error.code})`,
      },
      { file, row: line },
    )
  }
}
