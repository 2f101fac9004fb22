/** The names of the codes in what is shown, so that a page reads them without loading whole lists. Tells nothing more. */
import type { House, SeenField } from '@cbccvc/registry'
import { type Address, edition, type ValueDef } from '@cbccvc/standard'

/** List → code → name. A list is called as the field calls it; of an address by its division. */
export type CodeNames = Record<string, Record<string, string>>

/** The lists of an address by the division in which it is written. */
export const addressLists = {
  truoc2025: { tinh: 'tinh-63', xa: 'xa-phuong-truoc-2025' },
  sau2025: { tinh: 'tinh-34', xa: 'xa-phuong-2025' },
} as const

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export async function codeNames(house: House, fields: Readonly<Record<string, SeenField>>): Promise<CodeNames> {
  const standard = edition()
  const names: CodeNames = {}
  const units = await house.units.current()
  const note = (list: string, code: unknown) => {
    if (typeof code !== 'string') return
    const name = standard.codeList(list).get(code)?.name ?? (list === 'to-chuc' ? units.byCode(code)?.name : undefined)
    if (name === undefined) return
    names[list] ??= {}
    names[list][code] = name
  }
  const walk = ({ type, codeList }: ValueDef, value: unknown) => {
    if (type === 'code' && codeList) for (const code of Array.isArray(value) ? value : [value]) note(codeList, code)
    if (type === 'address' && isObject(value)) {
      const lists = addressLists[(value as Partial<Address>).phienBan ?? 'truoc2025'] ?? addressLists.truoc2025
      note(lists.tinh, value.tinh)
      note(lists.xa, value.xa)
    }
  }
  for (const [id, { form, value }] of Object.entries(fields)) {
    const field = standard.byId.get(id)
    if (!field || form !== 'clear') continue
    if (field.type === 'list' && Array.isArray(value)) {
      for (const row of value) if (isObject(row)) for (const column of field.columns ?? []) walk(column, row[column.id])
    } else walk(field, value)
  }
  return names
}
