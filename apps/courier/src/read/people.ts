import type { WireRecord } from '@cbccvc/standard'
import type { Book, Cell, Row } from './cell.ts'
import { fold } from './fold.ts'
import { type ListStore, listStore } from './lists.ts'
import type { Mapping } from './mapping.ts'
import { Notes } from './notes.ts'
import type { RecordPlace, SheetLayout } from './place.ts'
import { openScratch } from './scratch.ts'
import type { Source, SourceRecord } from './source.ts'
import { findTables, keyField, place, type Table } from './tables.ts'
import type { FieldLike } from './target.ts'
import { type ValueContext, wireValue } from './value.ts'

/** What is needed to read a book of tables as people. */
export interface ReadOptions {
  readonly fields: readonly FieldLike[]
  /** Names of the codes of a list by code, where the standard has the list. */
  readonly codeNames: ValueContext['codeNames']
  readonly mapping: Mapping
  /** Called now and then with the number of rows read so far. */
  readonly onProgress?: (rows: number, phase: 'lists' | 'people') => void
}

/**
 * Reads a workbook or a set of CSV files as people: first every list table into a scratch database, then the tables of
 * people, row by row, each with its list rows in file order. Rows may stand in any order; memory does not grow.
 */
export async function peopleSource(book: Book, options: ReadOptions): Promise<Source> {
  const notes = new Notes()
  const tables = await findTables(book, options.fields, options.mapping, notes)
  const sheets: SheetLayout[] = book.sheets.map((sheet, index) => {
    const table = tables.find((candidate) => candidate.index === index)
    if (table === undefined) return { name: sheet.name, columns: {} }
    const columns = Object.fromEntries(table.header.columns.map(({ target, column }) => [target.key, column]))
    return { name: sheet.name, list: table.list?.id ?? null, columns }
  })
  const scratch = openScratch()
  return {
    kind: book.kind,
    sheets,
    async *records() {
      const lists = listStore(scratch.db)
      yield* readPeople(book, tables, lists, notes, options)
      for (const { sheet, count, row } of lists.orphans()) {
        notes.add('list.orphan', { ...place(book, book.sheets[sheet]!), row }, '', count)
      }
    },
    notes: () => notes.list(),
    async close() {
      scratch.close()
      await book.close()
    },
  }
}

async function* readPeople(
  book: Book,
  tables: readonly Table[],
  lists: ListStore,
  notes: Notes,
  options: ReadOptions,
): AsyncGenerator<SourceRecord> {
  const context: ValueContext = {
    plainText: book.kind === 'csv',
    date1904: book.date1904,
    codeNames: options.codeNames,
    values: foldedValues(options.mapping),
  }
  const listFields = options.fields.filter((field) => field.type === 'list')
  let rows = 0
  const report = (phase: 'lists' | 'people'): void => {
    if (++rows % 500 === 0) options.onProgress?.(rows, phase)
  }
  for (const table of tables) {
    if (table.list === null) continue
    const number = listFields.indexOf(table.list)
    for await (const row of dataRows(table)) {
      report('lists')
      const { [keyField]: key, ...item } = rowValues(book, table, row, context, notes)
      if (Object.keys(item).length === 0) continue
      const joined = joinKey(key)
      if (joined === '') notes.add('list.noKey', { ...place(book, table.sheet), row: row.row })
      else lists.add(joined, number, table.index, row.row, item)
    }
  }
  lists.seal()
  rows = 0
  for (const table of tables) {
    if (table.list !== null) continue
    const addresses = addressFields(table)
    for await (const row of dataRows(table)) {
      report('people')
      const values = rowValues(book, table, row, context, notes)
      for (const field of addresses) gatherAddress(values, field)
      const filled = Object.keys(values)
      if (filled.length === 0) continue
      if (values[keyField] === undefined && values.hoTenKhaiSinh === undefined) {
        notes.add('row.aside', { ...place(book, table.sheet), row: row.row })
        continue
      }
      for (const [field, value] of Object.entries(options.mapping.constants)) values[field] ??= value
      yield { record: values as WireRecord, place: join(values, row.row, table, book, lists, listFields, notes) }
    }
  }
}

/** Adds the person's list rows to the record, and says where each stands. */
function join(
  values: Record<string, unknown>,
  row: number,
  table: Table,
  book: Book,
  lists: ListStore,
  listFields: readonly FieldLike[],
  notes: Notes,
): RecordPlace {
  const key = joinKey(values[keyField])
  if (key === '') return { sheet: table.index, row }
  if (lists.taken(key)) {
    notes.add('person.twice', { ...place(book, table.sheet), row })
    return { sheet: table.index, row }
  }
  const items = lists.take(key)
  if (items.length === 0) return { sheet: table.index, row }
  const places: Record<string, [number, number][]> = {}
  const gathered: Record<string, unknown[]> = {}
  for (const item of items) {
    const field = listFields[item.list]!.id
    places[field] ??= []
    places[field].push([item.sheet, item.row])
    gathered[field] ??= []
    gathered[field].push(item.value)
  }
  Object.assign(values, gathered)
  return { sheet: table.index, row, lists: places }
}

async function* dataRows(table: Table): AsyncGenerator<Row> {
  for await (const row of table.sheet.rows()) if (row.row > table.header.lastRow) yield row
}

function rowValues(book: Book, table: Table, row: Row, context: ValueContext, notes: Notes): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const { column, target, text } of table.header.columns) {
    const cell: Cell | undefined = row.cells[column]
    if (cell === undefined) continue
    const value = wireValue(cell, target, context, (code) =>
      notes.add(code, { ...place(book, table.sheet), row: row.row, column }, text),
    )
    if (value !== undefined) values[target.key] = value
  }
  return values
}

function addressFields(table: Table): string[] {
  return [...new Set(table.header.columns.flatMap(({ target }) => (target.part === undefined ? [] : [target.field])))]
}

/** `queQuan.tinh`, `queQuan.xa`, … → `queQuan: {tinh, xa, …}`. Districts ended in 2025: who names one uses the old lists. */
function gatherAddress(values: Record<string, unknown>, field: string): void {
  const address: Record<string, unknown> = {}
  for (const part of ['tinh', 'huyen', 'xa', 'chiTiet', 'phienBan']) {
    const key = `${field}.${part}`
    if (values[key] === undefined) continue
    address[part] = values[key]
    delete values[key]
  }
  const said = Object.keys(address)
  if (said.length === 0 || (said.length === 1 && said[0] === 'phienBan')) return
  address.phienBan ??= address.huyen === undefined ? undefined : 'truoc2025'
  if (address.phienBan === undefined) delete address.phienBan
  else address.phienBan = version(address.phienBan)
  values[field] = address
}

function version(value: unknown): unknown {
  const text = fold(String(value))
  if (/^truoc|^cu$|^before|^old/.test(text)) return 'truoc2025'
  return /^sau|^moi$|^after|^new/.test(text) ? 'sau2025' : value
}

/** A personal number as a key for joining: digits only, with the zeros that one sheet may have lost and another not. */
function joinKey(value: unknown): string {
  const key = typeof value === 'string' ? value.replace(/[\s.'`-]/g, '') : ''
  return /^\d{10,11}$/.test(key) ? key.padStart(12, '0') : key
}

function foldedValues(mapping: Mapping): Map<string, Map<string, unknown>> {
  return new Map(
    Object.entries(mapping.values).map(([field, map]) => [
      field,
      new Map(Object.entries(map).map(([from, to]) => [fold(from), to])),
    ]),
  )
}
