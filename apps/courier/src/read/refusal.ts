import type { Text } from '@cbccvc/standard'
import { columnName } from './cell.ts'

/** Where in a file something stands. Rows are 1-based, columns 0-based. */
export interface Where {
  readonly file?: string
  readonly sheet?: string
  readonly row?: number
  readonly column?: number
}

/**
 * A file that cannot be understood: what was expected, and where. `code` is stable; the two texts are whole sentences.
 */
export class FileRefused extends Error {
  readonly code: string
  readonly text: Text
  readonly where: Where

  constructor(code: string, text: Text, where: Where = {}) {
    const at = placeText(where)
    super(at.vi === '' ? text.vi : `${text.vi} (${at.vi})`)
    this.name = 'FileRefused'
    this.code = code
    this.text = at.vi === '' ? text : { vi: `${text.vi} [${at.vi}]`, en: `${text.en} [${at.en}]` }
    this.where = where
  }
}

/** `trang tính "Hồ sơ", dòng 5, cột C` / `sheet "Hồ sơ", row 5, column C`. */
export function placeText(where: Where): Text {
  const vi: string[] = []
  const en: string[] = []
  if (where.file !== undefined) {
    vi.push(`tệp "${where.file}"`)
    en.push(`file "${where.file}"`)
  }
  if (where.sheet !== undefined) {
    vi.push(`trang tính "${where.sheet}"`)
    en.push(`sheet "${where.sheet}"`)
  }
  if (where.row !== undefined) {
    vi.push(`dòng ${where.row}`)
    en.push(`row ${where.row}`)
  }
  if (where.column !== undefined) {
    vi.push(`cột ${columnName(where.column)}`)
    en.push(`column ${columnName(where.column)}`)
  }
  return { vi: vi.join(', '), en: en.join(', ') }
}
