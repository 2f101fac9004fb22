/** The files of an office of any size, as it would export them: every field and every list of synthetic officials. */
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import type { WireRecord } from '@cbccvc/standard'
import { columnName } from '../../apps/courier/src/read/cell.ts'
import { rawWorkbook } from '../../apps/courier/src/testing/workbook.ts'

export type Kind = 'xlsx' | 'csv' | 'ndjson'

/** The name of the table of people in the folder of CSV files and in the workbook. */
const peopleTable = 'hoSo'

/** A record as rows of flat tables: the person's own row, and those of its lists keyed by the personal number. */
function* rowsOf(record: WireRecord): Generator<[table: string, row: Record<string, string>]> {
  const own: Record<string, string> = {}
  const lists: [string, Record<string, string>][] = []
  for (const [field, value] of Object.entries(record)) {
    if (Array.isArray(value) && value.some((item) => typeof item === 'object')) {
      for (const item of value as WireRecord[])
        lists.push([field, { soDinhDanh: String(record.soDinhDanh), ...flat(item, '') }])
    } else Object.assign(own, flat({ [field]: value }, ''))
  }
  yield [peopleTable, own]
  yield* lists
}

function flat(values: WireRecord, before: string): Record<string, string> {
  const cells: Record<string, string> = {}
  for (const [name, value] of Object.entries(values)) {
    if (value === null) cells[before + name] = '(trống)'
    else if (Array.isArray(value)) cells[before + name] = value.join('; ')
    else if (typeof value === 'object') Object.assign(cells, flat(value as WireRecord, `${before}${name}.`))
    else cells[before + name] = String(value)
  }
  return cells
}

/** The columns of each table, in the order in which they first appear: what a first reading of everybody finds. */
function columnsOf(people: () => Iterable<WireRecord>): Map<string, string[]> {
  const columns = new Map<string, Set<string>>()
  for (const record of people()) {
    for (const [table, row] of rowsOf(record)) {
      const known = columns.get(table) ?? new Set()
      columns.set(table, known)
      for (const name of Object.keys(row)) known.add(name)
    }
  }
  return new Map([...columns].map(([table, names]) => [table, [...names]]))
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Writes the people into a new file (CSV: a folder) and gives its path. */
export async function writeFileOf(kind: Kind, folder: string, people: () => Iterable<WireRecord>): Promise<string> {
  const path = join(folder, kind === 'csv' ? 'csv' : `people.${kind}`)
  switch (kind) {
    case 'ndjson':
      await writeLines(path, people(), (record) => `${JSON.stringify(record)}\n`)
      return path
    case 'csv':
      await writeTables(path, people)
      return path
    case 'xlsx':
      await writeFile(path, await workbookOf(people))
      return path
  }
}

async function writeLines<T>(path: string, items: Iterable<T>, line: (item: T) => string): Promise<void> {
  const out = createWriteStream(path)
  let waiting = ''
  for (const item of items) {
    waiting += line(item)
    if (waiting.length < 1_000_000) continue
    if (!out.write(waiting)) await once(out, 'drain')
    waiting = ''
  }
  out.end(waiting)
  await finished(out)
}

const quoted = (text: string) => (/[;"\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** One CSV file a table, as the templates name them, with the row of field ids as header. */
async function writeTables(folder: string, people: () => Iterable<WireRecord>): Promise<void> {
  await mkdir(folder)
  for (const [table, columns] of columnsOf(people)) {
    function* lines(): Generator<string> {
      yield `\ufeff${columns.join(';')}\r\n`
      for (const record of people()) {
        for (const [of, row] of rowsOf(record))
          if (of === table) yield `${columns.map((name) => quoted(row[name] ?? '')).join(';')}\r\n`
      }
    }
    await writeLines(join(folder, `${table}.csv`), lines(), (line) => line)
  }
}

/** A workbook with a sheet a table; the list sheets stand first and in another order than the people. */
async function workbookOf(people: () => Iterable<WireRecord>): Promise<Buffer> {
  const columns = columnsOf(people)
  const sheets = new Map([...columns].map(([table, names]) => [table, [rowOf(1, names)]]))
  for (const record of people()) {
    for (const [table, row] of rowsOf(record)) {
      const rows = sheets.get(table)!
      const cells = columns.get(table)!.map((name) => row[name] ?? '')
      rows.push(rowOf(rows.length + 1, cells))
    }
  }
  return rawWorkbook([...sheets].toReversed().map(([name, rows]) => ({ name, rows: rows.join('') })))
}

function rowOf(number: number, texts: readonly string[]): string {
  const cells = texts.map((text, i) =>
    text === '' ? '' : `<c r="${columnName(i)}${number}" t="inlineStr"><is><t>${escaped(text)}</t></is></c>`,
  )
  return `<row r="${number}">${cells.join('')}</row>`
}
