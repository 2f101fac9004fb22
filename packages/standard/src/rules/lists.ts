/** What holds for every list: rows once, ends after beginnings, nothing before birth or after today, in order. */

import type { Report, Rule } from '../model.ts'
import { after, before } from './dates.ts'
import { law } from './laws.ts'
import { type Row, rows, str } from './read.ts'

/** Lists with `tuNgay` and `denNgay`. */
const dated = [
  'daoTaoChuyenMon',
  'daoTaoLyLuanChinhTri',
  'boiDuongQlnn',
  'boiDuongAnQp',
  'boiDuongTinHoc',
  'daoTaoNgoaiNgu',
  'quaTrinhCongTac',
  'lichSuBiBat',
  'lamViecCheDoCu',
  'quanHeNuocNgoai',
  'kyLuat',
  'quaTrinhLuong',
  'quaTrinhPhuCap',
] as const

const undated = ['khenThuong', 'giaDinhBanThan', 'giaDinhVoChong', 'nhaO', 'datO', 'datSanXuatKinhDoanh'] as const
const all = [...dated, ...undated] as const

/** Lists whose rows follow each other in time. */
const sequences = ['quaTrinhCongTac', 'quaTrinhLuong'] as const

/**
 * Rows that differ here are not the same. Each kind of list has its own function, because a fixed property is read far
 * faster than one whose name comes from a variable, and this runs for every pair of rows of every record.
 */
type Differ = (a: Row, b: Row) => boolean
const byBeginning: Differ = (a, b) => a.tuNgay !== b.tuNgay
const byYear: Differ = (a, b) => a.nam !== b.nam
const byName: Differ = (a, b) => a.hoTen !== b.hoTen
const byCertificate: Differ = (a, b) => a.giayChungNhan !== b.giayChungNhan

const sameRow = (a: Row, b: Row): boolean => {
  for (const key in a) if (a[key] !== b[key]) return false
  for (const key in b) if (a[key] !== b[key]) return false
  return true
}

/** Houses and plots may be alike in everything that is stated: only a certificate tells that it is the same one. */
const canRepeat = (field: string, row: Row): boolean =>
  (field === 'nhaO' || field.startsWith('dat')) && str(row.giayChungNhan) === ''

/** From this many rows on a set is cheaper than comparing every pair. */
const many = 40

/** Tells each row of a list that equals an earlier one. */
const tellRepeated = (field: string, list: readonly Row[], differ: Differ, report: Report): void => {
  if (list.length >= many) {
    const seen = new Set<string>()
    for (let i = 0; i < list.length; i++) {
      const key = JSON.stringify(list[i])
      if (seen.has(key) && !canRepeat(field, list[i]!)) report({ dong: i + 1 }, { path: `${field}[${i}]` })
      seen.add(key)
    }
    return
  }
  for (let i = 1; i < list.length; i++) {
    const row = list[i]!
    for (let j = 0; j < i; j++) {
      if (differ(list[j]!, row) || !sameRow(list[j]!, row) || canRepeat(field, row)) continue
      report({ dong: i + 1 }, { path: `${field}[${i}]` })
      break
    }
  }
}

const ascends = (list: readonly Row[]): boolean => {
  for (let i = 1; i < list.length; i++) if (before(str(list[i]!.tuNgay), str(list[i - 1]!.tuNgay))) return false
  return true
}

const descends = (list: readonly Row[]): boolean => {
  for (let i = 1; i < list.length; i++) if (after(str(list[i]!.tuNgay), str(list[i - 1]!.tuNgay))) return false
  return true
}

export const lists: readonly Rule[] = [
  {
    id: 'danhSach.dongTrung',
    fields: all,
    weight: 'asks',
    word: 'sach',
    message: {
      vi: 'Dòng {dong} của danh sách này giống hệt một dòng trước đó. Nếu ghi lặp, xin xóa bớt một dòng.',
      en: 'Row {dong} of this list equals an earlier row. If it was written twice, please delete one.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      for (const field of dated) {
        const list = rows(v[field])
        if (list.length > 1) tellRepeated(field, list, byBeginning, report)
      }
      for (const field of undated) {
        const list = rows(v[field])
        if (list.length < 2) continue
        tellRepeated(
          field,
          list,
          field === 'khenThuong' ? byYear : field.startsWith('giaDinh') ? byName : byCertificate,
          report,
        )
      }
    },
  },
  {
    id: 'danhSach.denTruocTu',
    fields: dated,
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Dòng {dong}: thời gian đến ({denNgay}) trước thời gian từ ({tuNgay}). Có thể hai ô bị đổi chỗ; xin kiểm tra.',
      en: 'Row {dong}: the end ({denNgay}) lies before the beginning ({tuNgay}). The two may have been swapped; please check.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      for (const field of dated) {
        const list = rows(v[field])
        for (let i = 0; i < list.length; i++) {
          const from = str(list[i]!.tuNgay)
          const to = str(list[i]!.denNgay)
          if (to === '' || !before(to, from)) continue
          report({ dong: i + 1, tuNgay: from, denNgay: to }, { path: `${field}[${i}].denNgay` })
        }
      }
    },
  },
  {
    id: 'danhSach.truocNgaySinh',
    fields: [...dated, 'ngaySinh'],
    needs: ['ngaySinh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Dòng {dong}: bắt đầu {tuNgay}, trước ngày sinh ({ngaySinh}). Xin kiểm tra năm của dòng này hoặc ngày sinh.',
      en: 'Row {dong}: begins on {tuNgay}, before the birth ({ngaySinh}). Please check the year of the row or the birth date.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      const birth = str(v.ngaySinh)
      if (birth === '') return
      for (const field of dated) {
        const list = rows(v[field])
        for (let i = 0; i < list.length; i++) {
          const from = str(list[i]!.tuNgay)
          if (from === '' || !before(from, birth)) continue
          report({ dong: i + 1, tuNgay: from, ngaySinh: birth }, { path: `${field}[${i}].tuNgay` })
        }
      }
    },
  },
  {
    id: 'danhSach.tuongLai',
    fields: dated,
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Dòng {dong}: bắt đầu {tuNgay}, sau ngày hôm nay. Xin chỉ ghi việc đã bắt đầu, hoặc kiểm tra năm.',
      en: 'Row {dong}: begins on {tuNgay}, after today. Please state only what has begun, or check the year.',
    },
    legal: law.form,
    find: ({ v, today }, report) => {
      for (const field of dated) {
        const list = rows(v[field])
        for (let i = 0; i < list.length; i++) {
          const from = str(list[i]!.tuNgay)
          if (from === '' || !after(from, today)) continue
          // A salary or allowance decision may be signed some months ahead.
          if ((field === 'quaTrinhLuong' || field === 'quaTrinhPhuCap') && from.slice(0, 4) <= today.slice(0, 4))
            continue
          report({ dong: i + 1, tuNgay: from }, { path: `${field}[${i}].tuNgay` })
        }
      }
    },
  },
  {
    id: 'danhSach.thuTu',
    fields: sequences,
    weight: 'notes',
    word: 'sach',
    message: {
      vi: 'Các dòng của danh sách này chưa theo thứ tự thời gian. Xin xác nhận thứ tự đề xuất.',
      en: 'The rows of this list are not in order of time. Please confirm the proposed order.',
    },
    legal: `${law.form}, mục 33, 37`,
    find: ({ v }, report) => {
      for (const field of sequences) {
        const list = rows(v[field])
        if (list.length < 3 || ascends(list) || descends(list)) continue
        const repair = list.toSorted((a, b) =>
          str(a.tuNgay) < str(b.tuNgay) ? -1 : str(a.tuNgay) > str(b.tuNgay) ? 1 : 0,
        )
        report({}, { path: field, repair })
      }
    },
  },
  {
    id: 'quaTrinhLuong.chongLan',
    fields: ['quaTrinhLuong'],
    needs: ['quaTrinhLuong'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Quá trình lương: dòng từ {tuNgay} kéo dài đến {denNgay}, chồng lên dòng sau (từ {tuNgaySau}). Xin sửa ngày kết thúc.',
      en: 'Salary history: the row from {tuNgay} runs to {denNgay}, over the next one (from {tuNgaySau}). Please correct its end.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      const list = rows(v.quaTrinhLuong)
      for (let i = 1; i < list.length; i++) {
        const ends = str(list[i - 1]!.denNgay)
        const from = str(list[i - 1]!.tuNgay)
        const begins = str(list[i]!.tuNgay)
        // Only between neighbours in order: an unsorted list is told by itself.
        if (ends === '' || !after(ends, begins) || !after(begins, from) || before(ends, from)) continue
        // The end may be written as the month in which the next step begins.
        if (ends.slice(0, 7) === begins.slice(0, 7)) continue
        report({ tuNgay: from, denNgay: ends, tuNgaySau: begins }, { path: `quaTrinhLuong[${i - 1}].denNgay` })
      }
    },
  },
  {
    id: 'quaTrinhPhuCap.chongLan',
    fields: ['quaTrinhPhuCap'],
    needs: ['quaTrinhPhuCap'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Quá trình phụ cấp, dòng {dong}: cùng loại phụ cấp mã {loai} đã ghi cho thời gian này ở dòng khác. Xin kết thúc dòng cũ hoặc sửa thời gian.',
      en: 'Allowances, row {dong}: the same allowance {loai} is stated for this time in another row. Please end the older row or correct the time.',
    },
    legal: law.salary,
    find: ({ v }, report) => {
      const list = rows(v.quaTrinhPhuCap)
      for (let i = 1; i < list.length; i++) {
        const row = list[i]!
        const kind = str(row.loai)
        const from = str(row.tuNgay)
        // Kinds that gather different allowances may stand twice.
        if (kind === '' || kind === '00' || kind === '12' || kind === '17' || kind === '20' || kind === '21') continue
        for (let j = 0; j < i; j++) {
          const other = list[j]!
          const ends = str(other.denNgay)
          if (other.loai !== kind || !after(from, str(other.tuNgay)) || ends === '' || !after(ends, from)) continue
          report({ dong: i + 1, loai: kind }, { path: `quaTrinhPhuCap[${i}].tuNgay` })
          break
        }
      }
    },
  },
  {
    id: 'lamViecCheDoCu.thoiGian',
    fields: ['lamViecCheDoCu'],
    needs: ['lamViecCheDoCu'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Làm việc cho chế độ cũ, dòng {dong}: bắt đầu {tuNgay}, sau ngày 30/4/1975. Xin kiểm tra thời gian hoặc chuyển sang quá trình công tác.',
      en: 'Work for the former regime, row {dong}: begins on {tuNgay}, after 30 April 1975. Please check the time or move the row to the career.',
    },
    legal: `${law.form}, mục 34.2`,
    find: ({ v }, report) => {
      const list = rows(v.lamViecCheDoCu)
      for (let i = 0; i < list.length; i++) {
        const from = str(list[i]!.tuNgay)
        if (after(from, '1975-04')) report({ dong: i + 1, tuNgay: from }, { path: `lamViecCheDoCu[${i}].tuNgay` })
      }
    },
  },
]
