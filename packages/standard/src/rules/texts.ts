/** Words that say nothing: "không có" and dots where the field should be empty; codes that contradict themselves. */

import type { Rule } from '../model.ts'
import { postName } from './facts.ts'
import { law } from './laws.ts'
import { codes, num, rows, str } from './read.ts'

const textFields = [
  'soHieu',
  'tenGoiKhac',
  'noiCapGiayTo',
  'ngheNghiepTruocTuyenDung',
  'coQuanTuyenDung',
  'chuyenNganh',
  'quyHoachChucDanh',
  'chucVuKiemNhiem',
  'chucVuDangKiemNhiem',
  'congViecChinh',
  'soTruongCongTac',
  'congViecLauNhat',
  'viTriViecLam',
  'tenNgach',
  'nhanXetDanhGia',
] as const

/** Text columns of lists where "none" is often written into a single row. */
const textColumns = [
  ['lichSuBiBat', 'noiDung'],
  ['lamViecCheDoCu', 'chucDanh'],
  ['quanHeNuocNgoai', 'toChuc'],
  ['kyLuat', 'hanhVi'],
  ['boiDuongQlnn', 'chungChi'],
  ['boiDuongAnQp', 'chungChi'],
  ['boiDuongTinHoc', 'chungChi'],
] as const

const nothing =
  /^(?:[\s\p{P}\p{S}]+|(?:không|khong|chưa|chua)(?: (?:có|co|rõ|ro))?[\s\p{P}]*|n\/a|null|none|nil|x+|0+)$/iu

/** Longest text that can only say "none". */
const longest = 14

const emptyWords = (text: string): boolean => text !== '' && text.length <= longest && nothing.test(text)

const codeFields = ['doiTuongChinhSach', 'conGiaDinhChinhSach', 'danhHieuNhaNuoc'] as const

export const texts: readonly Rule[] = [
  {
    id: 'vanBan.khongCo',
    fields: textFields,
    weight: 'notes',
    word: 'sach',
    message: {
      vi: 'Ô này ghi “{ghi}”, không có nội dung. Nếu không có thông tin, xin để trống.',
      en: 'This field says “{ghi}”, which tells nothing. If there is no information, please leave it empty.',
    },
    legal: 'Thông tư 13/2017/TT-BTTTT (phân biệt trống, không rõ, không được phép)',
    find: ({ v }, report) => {
      for (const field of textFields) {
        const text = str(v[field])
        if (emptyWords(text)) report({ ghi: text }, { path: field, repair: null })
      }
    },
  },
  {
    id: 'danhSach.khongCo',
    fields: textColumns.map(([field]) => field),
    weight: 'notes',
    word: 'sach',
    message: {
      vi: 'Dòng {dong} chỉ ghi “{ghi}”. Nếu không có gì để khai, xin xóa dòng này.',
      en: 'Row {dong} only says “{ghi}”. If there is nothing to state, please delete the row.',
    },
    legal: 'Thông tư 13/2017/TT-BTTTT (phân biệt trống, không rõ, không được phép)',
    find: ({ v }, report) => {
      for (const [field, column] of textColumns) {
        const list = rows(v[field])
        for (let i = 0; i < list.length; i++) {
          const text = str(list[i]![column])
          if (emptyWords(text)) report({ dong: i + 1, ghi: text }, { path: `${field}[${i}].${column}` })
        }
      }
    },
  },
  {
    id: 'maNhieuGiaTri.khongVaCo',
    fields: codeFields,
    weight: 'asks',
    word: 'sach',
    message: {
      vi: 'Danh sách mã vừa có “không/chưa xác định” (00) vừa có mã khác. Xin xác nhận bỏ mã 00.',
      en: 'The codes hold both “none/not determined” (00) and others. Please confirm that 00 goes.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      for (const field of codeFields) {
        const list = codes(v[field])
        if (list.length > 1 && list.includes('00')) report({}, { path: field, repair: list.filter((c) => c !== '00') })
      }
    },
  },
  {
    id: 'chucVuKiemNhiem.trungChucVu',
    fields: ['chucVuKiemNhiem', 'chucVuHienTai'],
    needs: ['chucVuKiemNhiem', 'chucVuHienTai'],
    weight: 'asks',
    word: 'sach',
    message: {
      vi: 'Chức vụ kiêm nhiệm trùng với chức vụ hiện tại (“{chucVu}”). Nếu không kiêm nhiệm chức vụ nào khác, xin để trống.',
      en: 'The concurrent post equals the present post (“{chucVu}”). If there is no other post, please leave it empty.',
    },
    legal: `${law.form}, mục 23, 25`,
    find: ({ v }, report) => {
      const name = postName(v.chucVuHienTai)
      if (name !== undefined && v.chucVuKiemNhiem === name) report({ chucVu: name }, { repair: null })
    },
  },
  {
    id: 'thuNhapKhac.trungLuong',
    fields: ['thuNhapKhac', 'thuNhapLuong'],
    needs: ['thuNhapKhac', 'thuNhapLuong'],
    weight: 'asks',
    word: 'sach',
    message: {
      vi: 'Thu nhập từ nguồn khác bằng đúng thu nhập từ lương ({soTien} đồng); có thể đã chép lặp. Xin kiểm tra lại.',
      en: 'Other income equals the salary income exactly ({soTien} đồng); it may have been copied. Please check it.',
    },
    legal: `${law.form}, mục 37.3`,
    find: ({ v }, report) => {
      const other = num(v.thuNhapKhac)
      if (other > 0 && other === num(v.thuNhapLuong)) report({ soTien: other })
    },
  },
]
