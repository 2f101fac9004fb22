/** A copy as CSV: UTF-8 with a byte order mark, so that Excel reads the Vietnamese; RFC 4180. */
import { Readable } from 'node:stream'
import type { Cell, Row } from './copy.ts'

export function csvOf(rows: AsyncIterable<Row>): Readable {
  return Readable.from(lines(rows), { objectMode: false, highWaterMark: 64 * 1024 })
}

async function* lines(rows: AsyncIterable<Row>): AsyncGenerator<Buffer> {
  yield Buffer.from('\uFEFF')
  for await (const row of rows) yield Buffer.from(`${row.map(quoted).join(',')}\r\n`)
}

function quoted(cell: Cell): string {
  const text = cell === null ? '' : String(cell)
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
