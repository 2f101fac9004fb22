import type { FieldType, Text } from '@cbccvc/standard'

/** What reading a file needs to know of a field of the standard (a part of its `FieldDef`). */
export interface FieldLike {
  readonly id: string
  readonly column: string
  readonly label: Text
  /** What its sheet is called in our template, where the label is too long for one. */
  readonly shortLabel?: Text
  readonly type: FieldType
  readonly codeList?: string
  readonly multiple?: boolean
  readonly pattern?: string | RegExp
  readonly columns?: readonly ColumnLike[]
}

/** A column of a list field. */
export interface ColumnLike {
  readonly id: string
  readonly label: Text
  readonly type: FieldType
  readonly codeList?: string
  readonly multiple?: boolean
  readonly pattern?: string | RegExp
}

/** The parts of an address, each a column of its own in a table. */
export const addressParts = [
  {
    id: 'tinh',
    label: { vi: 'Tỉnh/thành phố', en: 'Province' },
    also: ['tỉnh', 'thành phố', 'tỉnh, thành', 'tỉnh thành phố'],
  },
  {
    id: 'huyen',
    label: { vi: 'Quận/huyện', en: 'District' },
    also: ['huyện', 'quận', 'quận, huyện, thị xã', 'huyện/quận'],
  },
  { id: 'xa', label: { vi: 'Xã/phường', en: 'Commune' }, also: ['xã', 'phường', 'phường/xã', 'xã, phường, thị trấn'] },
  {
    id: 'chiTiet',
    label: { vi: 'Địa chỉ chi tiết', en: 'Street address' },
    also: ['chi tiết', 'địa chỉ', 'số nhà', 'thôn, xóm', 'số nhà, đường'],
  },
  {
    id: 'phienBan',
    label: { vi: 'Danh mục trước/sau 2025', en: 'List before/after 2025' },
    also: ['phiên bản', 'phiên bản danh mục', 'version'],
  },
] as const

/** Where the values of a column go. `key` names it in layouts: `ngaySinh`, `queQuan.xa`, or a list's own column id. */
export interface Target {
  readonly key: string
  readonly field: string
  readonly part?: string
  readonly type: FieldType
  readonly codeList?: string
  readonly multiple: boolean
  /** Exact number of digits of the field, where its pattern says so. */
  readonly digits?: number
}

function exactDigits(pattern: string | RegExp | undefined): number | undefined {
  const source = typeof pattern === 'string' ? pattern : pattern?.source
  const found = /^\^?(?:\\d|\[0-9\])\{(\d+)\}\$?$/.exec(source ?? '')
  return found ? Number(found[1]) : undefined
}

/** The target of a field or list column that fills one column. */
export function target(key: string, field: string, def: FieldLike | ColumnLike): Target {
  const digits = exactDigits(def.pattern)
  return {
    key,
    field,
    type: def.type,
    multiple: def.multiple === true,
    ...(def.codeList !== undefined && { codeList: def.codeList }),
    ...(digits !== undefined && { digits }),
  }
}

/** Targets of an address field: its five parts. */
export function addressTargets(field: FieldLike): Target[] {
  return addressParts.map((part) => ({
    key: `${field.id}.${part.id}`,
    field: field.id,
    part: part.id,
    type: 'string',
    multiple: false,
  }))
}
