/**
 * A copy as rows of cells: the watermark on top, a head, one row a person, the row's code at its end. Text that a
 * spreadsheet would take for a formula begins with an apostrophe, in both formats: a workbook becomes a CSV with one click.
 */
import { type ExportMarks, type ExportOrder, markedName, type SeenPerson } from '@cbccvc/registry'
import { edition, type FieldDef, purposes } from '@cbccvc/standard'

export type Cell = string | number | null
export type Row = readonly Cell[]

export interface CopyFacts {
  readonly order: ExportOrder
  /** Of the account. */
  readonly login: string
  readonly at: Date
  readonly marks: ExportMarks
  readonly unitOf: (unitId: number) => { readonly code: string; readonly name: string } | undefined
}

/** The field by whose value the marks are found again; always in a copy, as its second column. */
export const nameField = 'hoTenKhaiSinh'
export const nameHead = edition().byId.get(nameField)!.label.vi

const inHanoi = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Ho_Chi_Minh',
  dateStyle: 'short',
  timeStyle: 'short',
})

export async function* copyRows(facts: CopyFacts, people: AsyncIterable<SeenPerson>): AsyncGenerator<Row> {
  const { order, login, at, marks, unitOf } = facts
  const fields = order.fields.map((id) => edition().byId.get(id)!)
  const { vi, en } = purposes[order.purpose]
  const caseNo = order.caseNo === null ? '' : ` (${order.caseNo})`
  yield [
    safe(
      `Tệp xuất ${marks.codeOf(0)} · tài khoản ${login} · ${inHanoi.format(at)} giờ Hà Nội · mục đích: ${vi}${caseNo} · không chuyển cho người khác / Copy for ${login}, purpose: ${en}; do not pass on`,
    ),
  ]
  yield ['Đơn vị', ...fields.map(({ label }) => label.vi), 'Mã dòng']
  let row = 0
  for await (const person of people) {
    const name = markedName(person.fields[nameField]?.value)
    const dashed = (before: string, after: string) => `${before} ${marks.dashOf(name, before, after)} ${after}`
    const unit = unitOf(person.unitId)
    const cells = fields.map((field) => cellOf(field, person.fields[field.id]?.value, dashed))
    yield [unit ? safe(dashed(unit.code, unit.name)) : null, ...cells, marks.codeOf(++row)]
  }
}

function cellOf(field: FieldDef, value: unknown, dashed: (before: string, after: string) => string): Cell {
  if (value === undefined || value === null) return null
  if (typeof value === 'number') return value
  if (typeof value === 'string' && field.codeList !== undefined) {
    const named = edition().codeList(field.codeList).get(value)
    return safe(named ? dashed(value, named.name) : value)
  }
  return safe(textOf(value))
}

const unstated: Readonly<Record<string, string>> = { unknown: 'không rõ', notPermitted: 'không được cung cấp' }

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(textOf).join('; ')
  if (typeof value !== 'object') return String(value)
  const { $, ...parts } = value as { readonly $?: string }
  return $ !== undefined ? (unstated[$] ?? '') : Object.values(parts).map(textOf).filter(Boolean).join(', ')
}

/** Text as a spreadsheet takes it for text; without signs that XML cannot hold. */
export function safe(text: string): string {
  const clean = text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
  return /^[\s\u200B\uFEFF]*[=+\-@\t\r＝＋－＠]/u.test(clean) ? `'${clean}` : clean
}
