import { readFileSync } from 'node:fs'
import { FileRefused } from './refusal.ts'
import { addressParts, type FieldLike } from './target.ts'

/**
 * A mapping file: JSON that says what the columns of a body's own file mean.
 * - `sheets`: tab or file name → `"people"`, the id of a list field, or `null` (leave out); or an object
 *   `{is, headerRow, columns}` for that table alone.
 * - `columns`: header text → field id, `field.part` of an address, list column id, or `null` (leave out).
 * - `values`: field id (or `list.column`) → {value in the file → value on the wire}.
 * - `constants`: field id → value for every person, used where the file says nothing.
 * Names of sheets, columns and values are compared without diacritics, case and spaces.
 */
export interface Mapping {
  readonly sheets: Readonly<Record<string, SheetMapping>>
  readonly columns: Readonly<Record<string, string | null>>
  readonly values: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly constants: Readonly<Record<string, unknown>>
}

export interface SheetMapping {
  /** `people`, a list field's id, or `null`: leave the table out. */
  readonly is: string | null
  readonly headerRow?: number
  readonly columns?: Readonly<Record<string, string | null>>
}

export const noMapping: Mapping = { sheets: {}, columns: {}, values: {}, constants: {} }

/** Reads and checks a mapping file; refuses unknown fields by name, so that a slip of the pen does not lose a column. */
export function readMapping(path: string, fields: readonly FieldLike[]): Mapping {
  let raw: unknown
  try {
    raw = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''))
  } catch (error) {
    throw refused(path, `không phải JSON (${(error as Error).message})`, `not JSON (${(error as Error).message})`)
  }
  return parseMapping(raw, fields, path)
}

function refused(file: string, vi: string, en: string): FileRefused {
  return new FileRefused(
    'mapping.shape',
    { vi: `Tệp ánh xạ sai: ${vi}`, en: `The mapping file is wrong: ${en}` },
    { file },
  )
}

type Json = Readonly<Record<string, unknown>>

/** Checks the shape of a mapping (see `Mapping`); `name` is used in messages. */
export function parseMapping(raw: unknown, fields: readonly FieldLike[], name = 'mapping'): Mapping {
  const object = (value: unknown, where: string): Json => {
    if (value === undefined) return {}
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json
    throw refused(name, `"${where}" cần là một đối tượng`, `"${where}" must be an object`)
  }
  const root = object(raw, '$')
  for (const key of Object.keys(root)) {
    if (!['sheets', 'columns', 'values', 'constants', '$schema', 'comment'].includes(key)) {
      throw refused(
        name,
        `khóa lạ "${key}"; cần sheets, columns, values, constants`,
        `unknown key "${key}"; expected sheets, columns, values, constants`,
      )
    }
  }
  const byId = new Map(fields.map((field) => [field.id, field]))
  const listColumns = new Set(fields.flatMap((field) => (field.columns ?? []).map((column) => column.id)))
  const isTarget = (to: string): boolean => {
    const [field = '', part] = to.split('.')
    if (part === undefined) return byId.has(field) || listColumns.has(field)
    return byId.get(field)?.type === 'address' && addressParts.some(({ id }) => id === part)
  }
  const columns = (value: unknown, where: string): Record<string, string | null> => {
    const result: Record<string, string | null> = {}
    for (const [header, to] of Object.entries(object(value, where))) {
      if (to !== null && (typeof to !== 'string' || !isTarget(to))) {
        throw refused(
          name,
          `"${where}.${header}" trỏ tới trường không có: ${JSON.stringify(to)}`,
          `"${where}.${header}" names no field: ${JSON.stringify(to)}`,
        )
      }
      result[header] = to
    }
    return result
  }
  const sheets: Record<string, SheetMapping> = {}
  for (const [sheet, value] of Object.entries(object(root.sheets, 'sheets'))) {
    const entry = typeof value === 'string' || value === null ? { is: value } : object(value, `sheets.${sheet}`)
    const is = entry.is as unknown
    if (is !== null && is !== 'people' && !(typeof is === 'string' && byId.get(is)?.type === 'list')) {
      throw refused(
        name,
        `"sheets.${sheet}" cần là "people", mã một trường danh sách hoặc null`,
        `"sheets.${sheet}" must be "people", the id of a list field, or null`,
      )
    }
    const headerRow = entry.headerRow
    if (headerRow !== undefined && !Number.isInteger(headerRow)) {
      throw refused(
        name,
        `"sheets.${sheet}.headerRow" cần là số dòng`,
        `"sheets.${sheet}.headerRow" must be a row number`,
      )
    }
    sheets[sheet] = {
      is: is as string | null,
      columns: columns(entry.columns, `sheets.${sheet}.columns`),
      ...(headerRow !== undefined && { headerRow: headerRow as number }),
    }
  }
  const values: Record<string, Json> = {}
  for (const [field, map] of Object.entries(object(root.values, 'values')))
    values[field] = object(map, `values.${field}`)
  const constants = object(root.constants, 'constants')
  for (const field of Object.keys(constants)) {
    if (!byId.has(field) && field !== 'doMat' && field !== '$trueFrom') {
      throw refused(
        name,
        `"constants.${field}" không phải trường của bộ chuẩn`,
        `"constants.${field}" is not a field of the standard`,
      )
    }
  }
  return { sheets, columns: columns(root.columns, 'columns'), values, constants }
}
