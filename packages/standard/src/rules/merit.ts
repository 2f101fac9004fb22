/** War invalids, people of merit, and health. */

import type { Rule } from '../model.ts'
import { year } from './dates.ts'
import { codes, num, str } from './read.ts'

export const merit: readonly Rule[] = [
  {
    id: 'hangThuongBinh.doiTuongChinhSach',
    fields: ['doiTuongChinhSach', 'hangThuongBinh'],
    needs: ['hangThuongBinh'],
    weight: 'asks',
    word: 'du',
    message: {
      vi: 'Là thương binh hạng {hang}/4 nhưng đối tượng chính sách chưa ghi “thương binh” (mã 07). Xin xác nhận bổ sung.',
      en: 'A war invalid of class {hang}/4, but “war invalid” (07) is not among the policy groups. Please confirm the addition.',
    },
    legal: 'Pháp lệnh 02/2020/UBTVQH14; Nghị định 131/2021/NĐ-CP',
    find: ({ v }, report) => {
      const grade = str(v.hangThuongBinh)
      if (grade === '') return
      const list = codes(v.doiTuongChinhSach)
      if (list.includes('07')) return
      report({ hang: grade }, { repair: [...list.filter((c) => c !== '00'), '07'] })
    },
  },
  {
    id: 'doiTuongChinhSach.hangThuongBinh',
    fields: ['hangThuongBinh', 'doiTuongChinhSach'],
    needs: ['doiTuongChinhSach'],
    weight: 'notes',
    word: 'du',
    message: {
      vi: 'Đối tượng chính sách có “thương binh” (mã 07) nhưng chưa ghi hạng thương binh. Xin bổ sung hạng 1–4.',
      en: 'The policy groups hold “war invalid” (07) but the class is missing. Please add the class 1–4.',
    },
    legal: 'Nghị định 131/2021/NĐ-CP',
    find: ({ v }, report) => {
      if (str(v.hangThuongBinh) === '' && codes(v.doiTuongChinhSach).includes('07')) report()
    },
  },
  {
    id: 'doiTuongChinhSach.namSinh',
    fields: ['doiTuongChinhSach', 'ngaySinh'],
    needs: ['doiTuongChinhSach', 'ngaySinh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Đối tượng chính sách mã {ma} là người hoạt động trước {moc}, nhưng sinh năm {namSinh}. Nếu là con của người đó, xin ghi ở mục con gia đình chính sách.',
      en: 'Policy group {ma} is for people active before {moc}, but the birth year is {namSinh}. If it is a parent, please state it in the field for children.',
    },
    legal: 'Pháp lệnh 02/2020/UBTVQH14 Điều 3',
    find: ({ v }, report) => {
      const born = year(str(v.ngaySinh))
      if (born < 1940) return
      for (const code of codes(v.doiTuongChinhSach)) {
        if (code === '01' || code === '02') report({ ma: code, moc: 1945, namSinh: born })
        else if (code === '10' && born >= 1965) report({ ma: code, moc: 1975, namSinh: born })
        // The merit of the resistance extends to the defence of the borders and the duty abroad, to 1989.
        else if (code === '11' && born >= 1975) report({ ma: code, moc: 1989, namSinh: born })
      }
    },
  },
  {
    id: 'baMeVietNamAnhHung.gioiTinh',
    fields: ['doiTuongChinhSach', 'danhHieuNhaNuoc', 'gioiTinh'],
    needs: ['gioiTinh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Danh hiệu Bà mẹ Việt Nam anh hùng không thể của người có giới tính nam. Xin kiểm tra mã đã chọn hoặc giới tính.',
      en: 'The title Heroic Vietnamese Mother cannot belong to a man. Please check the code or the gender.',
    },
    legal: 'Pháp lệnh 05/2012/UBTVQH13 (Danh hiệu Bà mẹ Việt Nam anh hùng)',
    find: ({ v }, report) => {
      if (v.gioiTinh !== '1') return
      if (codes(v.doiTuongChinhSach).includes('04')) report()
      if (codes(v.danhHieuNhaNuoc).includes('27')) report({}, { path: 'danhHieuNhaNuoc' })
    },
  },
  {
    id: 'hangThuongBinh.sucKhoe',
    fields: ['tinhTrangSucKhoe', 'hangThuongBinh'],
    needs: ['tinhTrangSucKhoe', 'hangThuongBinh'],
    weight: 'notes',
    word: 'dung',
    message: {
      vi: 'Thương binh hạng {hang}/4 (mất sức từ 61%) nhưng sức khỏe ghi loại I – rất khỏe. Xin kiểm tra lại phân loại sức khỏe.',
      en: 'A war invalid of class {hang}/4 (61% or more) but health is class I, very good. Please check the health class.',
    },
    legal: 'Nghị định 131/2021/NĐ-CP; Quyết định 1613/BYT-QĐ ngày 15/8/1997',
    find: ({ v }, report) => {
      const grade = str(v.hangThuongBinh)
      if ((grade === '1' || grade === '2') && v.tinhTrangSucKhoe === '1') report({ hang: grade })
    },
  },
  {
    id: 'canNang.chieuCao',
    fields: ['canNang', 'chieuCao'],
    needs: ['canNang', 'chieuCao'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Cao {cao} cm mà nặng {nang} kg là rất hiếm; có thể gõ sai hoặc đổi chỗ hai số. Xin kiểm tra lại.',
      en: '{cao} cm tall with {nang} kg is very rare; a number may be mistyped or the two swapped. Please check them.',
    },
    legal: 'Quyết định 1613/BYT-QĐ ngày 15/8/1997 (tiêu chuẩn phân loại sức khỏe)',
    find: ({ v }, report) => {
      const height = num(v.chieuCao)
      const weight = num(v.canNang)
      const index = (weight * 10000) / (height * height)
      if (index < 12 || index > 50) report({ cao: height, nang: weight })
    },
  },
]
