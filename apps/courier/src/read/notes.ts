import type { Text } from '@cbccvc/standard'
import { placeText, type Where } from './refusal.ts'

/**
 * What reading a file has to say that is not a finding on a value: columns nobody knows, zeros put back, formulas without
 * a value. Counted by code and table; the first places are kept.
 */
export interface FileNote {
  readonly code: NoteCode
  readonly text: Text
  readonly count: number
  readonly first: readonly Where[]
}

const sentences = {
  'sheet.unknown': {
    vi: 'Trang tính không nhận ra là bảng người hay bảng danh sách nào, nên không đọc',
    en: 'The sheet is not recognised as a table of people or of a list field, and was not read',
  },
  'column.unknown': {
    vi: 'Cột không thuộc bộ chuẩn, nên không đọc: {column}',
    en: 'The column is not in the standard, and was not read: {column}',
  },
  'cell.zeros': {
    vi: 'Số 0 ở đầu bị Excel bỏ đã được trả lại ở cột {column}',
    en: 'Leading zeros that Excel had dropped were put back in column {column}',
  },
  'cell.serial': {
    vi: 'Số ngày kiểu Excel không định dạng ngày đã được hiểu là ngày ở cột {column}',
    en: 'Excel day numbers without a date format were read as dates in column {column}',
  },
  'cell.formula': {
    vi: 'Công thức chưa có kết quả (hãy mở bằng Excel và lưu lại); ô coi như để trống ở cột {column}',
    en: 'Formulas without a result (open in Excel and save again); the cells count as empty in column {column}',
  },
  'cell.error': {
    vi: 'Ô báo lỗi của Excel (như #N/A) coi như để trống ở cột {column}',
    en: 'Excel errors (such as #N/A) count as empty cells in column {column}',
  },
  'row.aside': {
    vi: 'Dòng không có số định danh lẫn họ tên (chữ ký, tổng cộng, ghi chú), nên không đọc',
    en: 'The row has neither a personal number nor a name (signature, total, remark), and was not read',
  },
  'list.noKey': {
    vi: 'Dòng danh sách không có số định danh, nên không biết của ai và không gửi',
    en: 'The list row has no personal number: it is not known whose it is, and it was not sent',
  },
  'list.orphan': {
    vi: 'Dòng danh sách mang số định danh không có trong bảng người, nên không gửi',
    en: 'The list row carries a personal number that is not in the table of people, and was not sent',
  },
  'person.twice': {
    vi: 'Một số định danh có nhiều dòng trong bảng người; các danh sách gắn vào dòng đầu',
    en: 'A personal number stands on several rows of people; its lists went to the first',
  },
} as const

export type NoteCode = keyof typeof sentences

/** Gathers notes while a file is read. */
export class Notes {
  readonly #byKey = new Map<string, { code: NoteCode; column: string; count: number; first: Where[] }>()

  /** Notes one place; `column` is the header's text where the sentence needs it. */
  add(code: NoteCode, where: Where, column = '', count = 1): void {
    const key = `${code}\n${where.sheet ?? where.file ?? ''}\n${column}`
    let note = this.#byKey.get(key)
    if (note === undefined) {
      note = { code, column, count: 0, first: [] }
      this.#byKey.set(key, note)
    }
    note.count += count
    if (note.first.length < 5) note.first.push(where)
  }

  list(): FileNote[] {
    return [...this.#byKey.values()].map(({ code, column, count, first }) => ({
      code,
      text: {
        vi: sentences[code].vi.replace('{column}', `"${column}"`),
        en: sentences[code].en.replace('{column}', `"${column}"`),
      },
      count,
      first,
    }))
  }
}

/** A note as one printed line: count, sentence, first place. */
export function noteLine(note: FileNote, lang: 'vi' | 'en'): string {
  const place = note.first[0] === undefined ? '' : ` – ${placeText(note.first[0])[lang]}`
  return `${note.count} × ${note.text[lang]}${place}`
}
