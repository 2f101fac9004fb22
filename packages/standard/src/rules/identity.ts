/** The personal number against birth and gender. */

import type { Rule } from '../model.ts'
import { year } from './dates.ts'
import { provinceByPrefix } from './facts.ts'
import { law } from './laws.ts'
import { personalNumber, str } from './read.ts'

export const identity: readonly Rule[] = [
  {
    id: 'soDinhDanh.namSinh',
    fields: ['soDinhDanh', 'ngaySinh'],
    needs: ['soDinhDanh', 'ngaySinh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Chữ số thứ 5–6 của số định danh là {chuSo}, nhưng năm sinh ghi {namSinh}. Xin đối chiếu với thẻ căn cước và sửa số định danh hoặc ngày sinh.',
      en: 'Digits 5–6 of the personal number are {chuSo}, but the year of birth is {namSinh}. Please compare with the identity card and correct the number or the birth date.',
    },
    legal: law.personalNumber,
    find: ({ v }, report) => {
      const id = personalNumber(v.soDinhDanh)
      const birth = str(v.ngaySinh)
      if (id === '' || birth === '') return
      if (id.charCodeAt(4) === birth.charCodeAt(2) && id.charCodeAt(5) === birth.charCodeAt(3)) return
      report({ chuSo: id.slice(4, 6), namSinh: year(birth) })
    },
  },
  {
    id: 'soDinhDanh.theKy',
    fields: ['soDinhDanh', 'ngaySinh'],
    needs: ['soDinhDanh', 'ngaySinh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Chữ số thứ 4 của số định danh là {chuSo}, ứng với người sinh từ năm {tuNam} đến {denNam}, nhưng năm sinh ghi {namSinh}. Xin kiểm tra lại số định danh và ngày sinh.',
      en: 'Digit 4 of the personal number is {chuSo}, which stands for births from {tuNam} to {denNam}, but the year of birth is {namSinh}. Please check the number and the birth date.',
    },
    legal: law.personalNumber,
    find: ({ v }, report) => {
      const id = personalNumber(v.soDinhDanh)
      const born = year(str(v.ngaySinh))
      if (id === '' || born === 0) return
      const start = 1900 + ((id.charCodeAt(3) - 48) >> 1) * 100
      if (born < start || born > start + 99) {
        report({ chuSo: id.charAt(3), tuNam: start, denNam: start + 99, namSinh: born })
      }
    },
  },
  {
    id: 'soDinhDanh.gioiTinh',
    fields: ['soDinhDanh', 'gioiTinh'],
    needs: ['soDinhDanh', 'gioiTinh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Chữ số thứ 4 của số định danh là {chuSo} (chẵn: nam, lẻ: nữ), nhưng giới tính ghi mã {gioiTinh} (1: nam, 2: nữ). Xin kiểm tra lại hai trường này.',
      en: 'Digit 4 of the personal number is {chuSo} (even: male, odd: female), but the gender is code {gioiTinh} (1: male, 2: female). Please check both fields.',
    },
    legal: law.personalNumber,
    find: ({ v }, report) => {
      const id = personalNumber(v.soDinhDanh)
      const gender = v.gioiTinh
      if (id === '' || (gender !== '1' && gender !== '2')) return
      const byNumber = id.charCodeAt(3) & 1 ? '2' : '1'
      if (byNumber !== gender) report({ chuSo: id.charAt(3), gioiTinh: gender })
    },
  },
  {
    id: 'gioiTinh.tuSoDinhDanh',
    fields: ['gioiTinh', 'soDinhDanh'],
    needs: ['gioiTinh', 'soDinhDanh'],
    weight: 'asks',
    word: 'du',
    message: {
      vi: 'Giới tính ghi “chưa có thông tin”, trong khi số định danh cho biết mã {gioiTinh} (1: nam, 2: nữ). Xin xác nhận giá trị đề xuất.',
      en: 'The gender is stated as “no information”, while the personal number tells code {gioiTinh} (1: male, 2: female). Please confirm the proposed value.',
    },
    legal: law.personalNumber,
    find: ({ v }, report) => {
      if (v.gioiTinh !== '0') return
      const id = personalNumber(v.soDinhDanh)
      if (id === '') return
      const gender = id.charCodeAt(3) & 1 ? '2' : '1'
      report({ gioiTinh: gender }, { repair: gender })
    },
  },
  {
    id: 'soDinhDanh.maTinh',
    fields: ['soDinhDanh'],
    needs: ['soDinhDanh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Ba chữ số đầu của số định danh là {maTinh}, không phải mã của tỉnh, thành phố nào. Xin nhập lại theo thẻ căn cước.',
      en: 'The first three digits of the personal number are {maTinh}, which no province has. Please type the number again from the identity card.',
    },
    legal: law.personalNumber,
    find: ({ v }, report) => {
      const id = personalNumber(v.soDinhDanh)
      // From 100 on stand countries of birth, whose official list is not public: nothing certain can be said of them.
      if (id === '' || id.charCodeAt(0) !== 48) return
      const prefix = (id.charCodeAt(1) - 48) * 10 + id.charCodeAt(2) - 48
      if (provinceByPrefix[prefix] === undefined) report({ maTinh: id.slice(0, 3) })
    },
  },
  {
    id: 'soDinhDanh.noiSinh',
    fields: ['soDinhDanh', 'noiSinh'],
    needs: ['soDinhDanh', 'noiSinh'],
    weight: 'notes',
    word: 'dung',
    message: {
      vi: 'Số định danh ghi nơi đăng ký khai sinh là mã {maTinh}, nơi sinh ghi mã tỉnh {noiSinh}. Hai nơi có thể khác nhau; nếu đúng, xin giữ nguyên.',
      en: 'By the personal number the birth was registered in {maTinh}; the place of birth is province {noiSinh}. The two may differ; if so, leave them as they are.',
    },
    legal: law.personalNumber,
    find: ({ v }, report) => {
      const id = personalNumber(v.soDinhDanh)
      const born = str(v.noiSinh)
      if (id === '' || born.length !== 2 || id.charCodeAt(0) !== 48) return
      const prefix = (id.charCodeAt(1) - 48) * 10 + id.charCodeAt(2) - 48
      const province = provinceByPrefix[prefix]
      if (province === undefined || province.code === born || province.mergedInto === born) return
      report({ maTinh: id.slice(0, 3), noiSinh: born })
    },
  },
]
