import type { Book, Row, Sheet } from './cell.ts'
import { fold } from './fold.ts'
import { findHeader, type Header, headerSearch } from './header.ts'
import type { Mapping, SheetMapping } from './mapping.ts'
import { listNames, peopleNames } from './names.ts'
import type { Notes } from './notes.ts'
import { FileRefused, type Where } from './refusal.ts'
import type { FieldLike } from './target.ts'

/** The field that names a person, and joins list sheets to people. */
export const keyField = 'soDinhDanh'
const nameField = 'hoTenKhaiSinh'

/** A table that was understood. */
export interface Table {
  /** Index of its sheet in the book. */
  readonly index: number
  readonly sheet: Sheet
  readonly header: Header
  /** The list field whose rows it holds; `null`: it holds people. */
  readonly list: FieldLike | null
}

/** Understands every sheet of a book; refuses a book without a table of people, or with columns that contradict. */
export async function findTables(
  book: Book,
  fields: readonly FieldLike[],
  mapping: Mapping,
  notes: Notes,
): Promise<Table[]> {
  const byId = new Map(fields.map((field) => [field.id, field]))
  const lists = fields.filter((field) => field.type === 'list')
  const person = byId.get(keyField)
  if (person === undefined) throw new TypeError(`the standard has no field ${keyField}`)
  const wanted = new Map(Object.entries(mapping.sheets).map(([name, entry]) => [fold(name), entry]))
  const tables: Table[] = []
  let nearest: { where: Where; texts: string; size: number } | null = null
  for (const [index, sheet] of book.sheets.entries()) {
    const asked = wanted.get(fold(sheet.name))
    if (asked?.is === null) continue
    if (sheet.hidden && asked === undefined) continue
    const rows = await firstRows(sheet)
    if (rows.length === 0) continue
    const columns = { ...mapping.columns, ...asked?.columns }
    const understood = understand(sheet, rows, asked, columns, { fields, lists, byId, person })
    if (understood === null) {
      const seen = widest(rows)
      if (nearest === null || seen.size > nearest.size)
        nearest = { ...seen, where: { ...place(book, sheet), row: seen.row } }
      notes.add('sheet.unknown', place(book, sheet))
      continue
    }
    const table: Table = { index, sheet, ...understood }
    refuseClashes(book, table)
    if (!table.header.columns.some((column) => column.target.key === keyField)) {
      throw new FileRefused(
        'table.noKey',
        {
          vi: `Thiếu cột số định danh. Cần một cột tên "${person.label.vi}" (hoặc "${person.id}"); đã thấy: ${headerTexts(table.header)}`,
          en: `The column of personal numbers is missing. Expected a column "${person.label.en}" (or "${person.id}"); found: ${headerTexts(table.header)}`,
        },
        { ...place(book, sheet), row: table.header.lastRow },
      )
    }
    for (const { column, text } of table.header.unknown) {
      if (['stt', 'tt', 'sott', 'sothutu', 'no'].includes(fold(text))) continue
      notes.add('column.unknown', { ...place(book, sheet), row: table.header.firstRow, column }, text)
    }
    tables.push(table)
  }
  if (!tables.some((table) => table.list === null)) {
    throw new FileRefused(
      'table.none',
      {
        vi: `Không tìm thấy bảng người. Cần một dòng tên cột có "${person.label.vi}" và các trường khác của bộ chuẩn (mã trường, tên tiếng Việt hoặc tiếng Anh), trong ${headerSearch} dòng đầu${nearest === null ? '; tệp không có dòng nào' : `; dòng gần nhất đã thấy: ${nearest.texts}`}. Tên cột khác thì dùng tệp ánh xạ (--mapping)`,
        en: `No table of people found. Expected a row of column names with "${person.label.en}" and other fields of the standard (field id, Vietnamese or English label) among the first ${headerSearch} rows${nearest === null ? '; the file has no rows' : `; nearest row found: ${nearest.texts}`}. For other names use a mapping file (--mapping)`,
      },
      nearest?.where ?? {},
    )
  }
  return tables
}

/** How a place names a table: a sheet of a workbook, or a file. */
export function place(book: Book, sheet: Sheet): Where {
  return book.kind === 'xlsx' ? { sheet: sheet.name } : { file: sheet.name }
}

async function firstRows(sheet: Sheet): Promise<Row[]> {
  const rows: Row[] = []
  for await (const row of sheet.rows()) {
    rows.push(row)
    if (rows.length >= headerSearch) break
  }
  return rows
}

interface Standard {
  readonly fields: readonly FieldLike[]
  readonly lists: readonly FieldLike[]
  readonly byId: ReadonlyMap<string, FieldLike>
  readonly person: FieldLike
}

function understand(
  sheet: Sheet,
  rows: readonly Row[],
  asked: SheetMapping | undefined,
  columns: Readonly<Record<string, string | null>>,
  { fields, lists, byId, person }: Standard,
): { header: Header; list: FieldLike | null } | null {
  const listHeader = (list: FieldLike): Header | null =>
    findHeader(rows, listNames(list, person, columns), asked?.headerRow)
  if (asked?.is !== undefined && asked.is !== null && asked.is !== 'people') {
    const list = byId.get(asked.is)!
    const header = listHeader(list)
    return header && { header, list }
  }
  const people = findHeader(rows, peopleNames(fields, columns), asked?.headerRow)
  if (asked?.is === 'people') return people && { header: people, list: null }
  const named = lists.find((list) => isNameOf(sheet.name, list))
  if (named !== undefined) {
    const header = listHeader(named)
    if (header !== null && header.columns.length >= 2) return { header, list: named }
  }
  const fit = lists.map((list) => ({ list, header: listHeader(list) })).filter(({ header }) => hasKey(header))
  const widestList = Math.max(0, ...fit.map(({ header }) => header!.columns.length))
  const peopleWidth = people?.columns.length ?? 0
  if (people !== null && peopleWidth >= widestList && peopleWidth >= 2 && (hasKey(people) || looksLikePeople(people))) {
    return { header: people, list: null }
  }
  const best = fit.filter(({ header }) => header!.columns.length === widestList)
  if (widestList >= 3 && best.length === 1) return { header: best[0]!.header!, list: best[0]!.list }
  return null
}

function hasKey(header: Header | null): boolean {
  return header?.columns.some((column) => column.target.key === keyField) ?? false
}

function looksLikePeople(header: Header): boolean {
  return header.columns.length >= 4 && header.columns.some((column) => column.target.key === nameField)
}

/** Tab names are cut at 31 characters by Excel, and often numbered: `5. Quá trình lương`. */
function isNameOf(name: string, list: FieldLike): boolean {
  const bare = name.replace(/^\s*[\dIVX]+[\s.)_-]+/, '')
  const short = list.shortLabel === undefined ? [] : [list.shortLabel.vi, list.shortLabel.en]
  return [list.id, list.column, list.label.vi, list.label.en, ...short].some((own) =>
    [name, bare].some((text) => {
      const folded = fold(text)
      if (folded === '') return false
      return folded === fold(own) || (text.length >= 25 && fold(own).startsWith(folded))
    }),
  )
}

function widest(rows: readonly Row[]): { row: number; texts: string; size: number } {
  let best: { row: number; texts: string; size: number } = { row: 1, texts: '', size: 0 }
  for (const row of rows) {
    const texts = row.cells.flatMap((cell) => (cell?.t === 'text' ? [cell.v.trim()] : []))
    if (texts.length > best.size) best = { row: row.row, texts: quote(texts), size: texts.length }
  }
  return best
}

function headerTexts(header: Header): string {
  return quote([...header.columns, ...header.unknown].sort((a, b) => a.column - b.column).map(({ text }) => text))
}

function quote(texts: readonly string[]): string {
  const shown = texts.slice(0, 8).map((text) => `"${text.slice(0, 40)}"`)
  return shown.join(', ') + (texts.length > 8 ? ', …' : '')
}

function refuseClashes(book: Book, table: Table): void {
  const clash = table.header.clashes[0]
  if (clash === undefined) return
  const texts = quote(clash.columns.map(({ text }) => text))
  throw new FileRefused(
    'table.twice',
    {
      vi: `Nhiều cột cùng là trường "${clash.target.key}": ${texts}. Cần đúng một cột; hãy đổi tên cột hoặc nêu trong tệp ánh xạ cột nào bỏ qua (null)`,
      en: `Several columns are the field "${clash.target.key}": ${texts}. Expected exactly one; rename a column, or say in a mapping file which to leave out (null)`,
    },
    { ...place(book, table.sheet), row: table.header.lastRow, column: clash.columns[1]!.column },
  )
}
