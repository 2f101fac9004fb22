import type { Edition } from '@cbccvc/standard'
import Excel from 'exceljs'
import { columnName } from '../read/cell.ts'
import { type TemplateColumn, type TemplateTable, templateTables } from './columns.ts'
import { repackZip } from './repack.ts'

const listsSheet = 'DanhMuc'
const lastRow = 60_003
const firstDataRow = 4
const head = { type: 'pattern', pattern: 'solid' } as const

/**
 * The Excel template of an edition: a sheet of people and a sheet for each list field (keyed by the personal number), with
 * a note on every column and drop-down lists from a hidden sheet. The same edition gives the same bytes.
 * @param compress smaller files for people; without it the bytes do not depend on the machine's compressor.
 */
export async function xlsxTemplate(
  edition: Edition,
  { compress = true }: { compress?: boolean } = {},
): Promise<Buffer> {
  const book = new Excel.Workbook()
  book.creator = 'CSDLQG CBCCVC'
  book.created = book.modified = new Date(Date.UTC(2023, 0, 1))
  const tables = templateTables(edition)
  const names = sheetNames(tables)
  const sheets = tables.map((table) => book.addWorksheet(names.get(table.id)!, { views: [frozen(table)] }))
  const lists = new Lists(book, edition)
  for (const [i, table] of tables.entries()) fillSheet(sheets[i]!, table, lists)
  return repackZip(Buffer.from(await book.xlsx.writeBuffer()), compress)
}

const longestName = 31

/** Names of the sheets in Vietnamese: at most 31 characters, none of `:\\/?*[]`, all different. */
function sheetNames(tables: readonly TemplateTable[]): Map<string, string> {
  const names = new Map<string, string>()
  const taken = new Set<string>()
  for (const { id, title } of tables) {
    const clean = title.vi
      .replace(/[:\\/?*[\]]/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
    let name = clean.slice(0, longestName).trim()
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${clean.slice(0, longestName - 3).trim()} ${n}`
    names.set(id, name)
    taken.add(name.toLowerCase())
  }
  return names
}

function frozen(table: TemplateTable): Partial<Excel.WorksheetView> {
  const upTo = table.columns.findIndex(({ key }) => key === 'soDinhDanh') + 1
  return { state: 'frozen', xSplit: table.id === 'hoSo' ? 0 : upTo, ySplit: 3 }
}

function fillSheet(sheet: Excel.Worksheet, table: TemplateTable, lists: Lists): void {
  const validations = (
    sheet as unknown as { dataValidations: { add(range: string, rule: Excel.DataValidation): void } }
  ).dataValidations
  const groups = sheet.getRow(1)
  const labels = sheet.getRow(2)
  const keys = sheet.getRow(3)
  table.columns.forEach((column, i) => {
    const number = i + 1
    groups.getCell(number).value = column.group.vi
    const label = labels.getCell(number)
    label.value = column.label.vi + (column.required ? ' *' : '')
    label.note = { texts: [{ text: column.note.join('\n') }] }
    keys.getCell(number).value = column.key
    const width = Math.min(36, Math.max(14, Math.ceil(column.label.vi.length / 2)))
    Object.assign(sheet.getColumn(number), { width, style: { numFmt: column.number ? 'General' : '@' } })
    const letters = columnName(i)
    const formula = lists.formula(column)
    if (formula !== null) validations.add(`${letters}${firstDataRow}:${letters}${lastRow}`, choice(column, formula))
  })
  mergeGroups(sheet, table)
  groups.eachCell((cell) => {
    cell.font = { bold: true }
    cell.fill = { ...head, fgColor: { argb: 'FFD9E2F3' } }
    cell.alignment = { horizontal: 'center' }
    cell.numFmt = 'General'
  })
  labels.height = 48
  labels.eachCell((cell) => {
    cell.font = { bold: true }
    cell.fill = { ...head, fgColor: { argb: 'FFEEF3FA' } }
    cell.alignment = { wrapText: true, vertical: 'middle' }
    cell.numFmt = 'General'
  })
  keys.eachCell((cell) => {
    cell.font = { size: 8, color: { argb: 'FF7F7F7F' } }
    cell.numFmt = 'General'
  })
}

/** Merges neighbouring cells of the first row that name one group. */
function mergeGroups(sheet: Excel.Worksheet, table: TemplateTable): void {
  let from = 0
  for (let i = 1; i <= table.columns.length; i++) {
    if (i < table.columns.length && table.columns[i]!.group.vi === table.columns[from]!.group.vi) continue
    if (i - from > 1) sheet.mergeCells(1, from + 1, 1, i)
    from = i
  }
}

/** A drop-down. It warns and lets through: a code that is new is for the standard to judge, not for the template. */
function choice(column: TemplateColumn, formula: string): Excel.DataValidation {
  return {
    type: 'list',
    allowBlank: true,
    formulae: [formula],
    showErrorMessage: true,
    errorStyle: 'warning',
    errorTitle: 'Ngoài danh mục',
    error: `${column.label.vi}: giá trị không có trong danh mục / not in the list`.slice(0, 220),
  }
}

/** The hidden sheet with one column per code list. */
class Lists {
  readonly #book: Excel.Workbook
  readonly #edition: Edition
  readonly #ranges = new Map<string, string>()
  #sheet: Excel.Worksheet | null = null

  constructor(book: Excel.Workbook, edition: Edition) {
    this.#book = book
    this.#edition = edition
  }

  formula(column: TemplateColumn): string | null {
    if (column.choices !== undefined) return `"${column.choices.join(',')}"`
    return column.codeList === undefined ? null : this.#range(column.codeList)
  }

  #range(id: string): string {
    const known = this.#ranges.get(id)
    if (known !== undefined) return known
    this.#sheet ??= this.#book.addWorksheet(listsSheet, { state: 'hidden' })
    const list = this.#edition.codeList(id)
    const number = this.#ranges.size + 1
    const values = list.items.map(({ code, name }) => `${code} – ${name}`)
    const column = this.#sheet.getColumn(number)
    column.values = [`${list.title.vi} (${id})`, ...values]
    const letters = columnName(number - 1)
    const range = `${listsSheet}!$${letters}$2:$${letters}$${values.length + 1}`
    this.#ranges.set(id, range)
    return range
  }
}
