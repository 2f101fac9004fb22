/** Names, telephone, mail, photograph and insurance numbers. */

import type { Attachment, Rule } from '../model.ts'
import { law } from './laws.ts'
import { rows, str } from './read.ts'

const notInNames = /[0-9!@#$%^&*()_+=[\]{};:"\\|<>/?~]/

/** 11-digit mobile prefixes abolished on 15/9/2018 → their 10-digit successors. */
const mobile2018: ReadonlyMap<string, string> = new Map([
  ['0162', '032'],
  ['0163', '033'],
  ['0164', '034'],
  ['0165', '035'],
  ['0166', '036'],
  ['0167', '037'],
  ['0168', '038'],
  ['0169', '039'],
  ['0120', '070'],
  ['0121', '079'],
  ['0122', '077'],
  ['0126', '076'],
  ['0128', '078'],
  ['0123', '083'],
  ['0124', '084'],
  ['0125', '085'],
  ['0127', '081'],
  ['0129', '082'],
  ['0186', '056'],
  ['0188', '058'],
  ['0199', '059'],
])

/** The number as dialled inside the country: `+84…` becomes `0…`. */
const national = (phone: string): string => (phone.startsWith('+84') ? `0${phone.slice(3)}` : phone)

const familyLists = ['giaDinhBanThan', 'giaDinhVoChong'] as const

export const contact: readonly Rule[] = [
  {
    id: 'giaDinh.tenKyTuLa',
    fields: ['giaDinhBanThan', 'giaDinhVoChong'],
    weight: 'asks',
    word: 'sach',
    message: {
      vi: 'Tên người thân “{ten}” có chữ số hoặc ký hiệu lạ. Xin chỉ ghi họ tên; thông tin khác ghi ở cột bên cạnh.',
      en: 'The name of the relative “{ten}” holds digits or strange signs. Please write the name only; other details belong in the next column.',
    },
    legal: 'Bộ luật Dân sự 91/2015/QH13 Điều 26',
    find: ({ v }, report) => {
      for (const field of familyLists) {
        const list = rows(v[field])
        for (let i = 0; i < list.length; i++) {
          const name = str(list[i]!.hoTen)
          if (notInNames.test(name)) report({ ten: name }, { path: `${field}[${i}].hoTen` })
        }
      }
    },
  },
  {
    id: 'hoTenKhaiSinh.motChu',
    fields: ['hoTenKhaiSinh'],
    needs: ['hoTenKhaiSinh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Họ tên khai sinh chỉ có một chữ “{ten}”. Xin ghi đủ họ, chữ đệm (nếu có) và tên.',
      en: 'The birth name has a single word, “{ten}”. Please write family name, middle name (if any) and given name.',
    },
    legal: 'Bộ luật Dân sự 91/2015/QH13 Điều 26',
    find: ({ v }, report) => {
      const name = str(v.hoTenKhaiSinh)
      if (name !== '' && !name.includes(' ')) report({ ten: name })
    },
  },
  {
    id: 'tenGoiKhac.trungTen',
    fields: ['tenGoiKhac', 'hoTenKhaiSinh'],
    needs: ['tenGoiKhac', 'hoTenKhaiSinh'],
    weight: 'notes',
    word: 'sach',
    message: {
      vi: 'Tên gọi khác trùng với họ tên khai sinh. Nếu không có tên gọi khác, xin để trống.',
      en: 'The other name equals the birth name. If there is no other name, please leave it empty.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      const other = str(v.tenGoiKhac)
      const own = str(v.hoTenKhaiSinh)
      if (other.length !== own.length || own === '') return
      if (other === own || other.toLowerCase() === own.toLowerCase()) report({}, { repair: null })
    },
  },
  {
    id: 'soDienThoai.dauSoCu',
    fields: ['soDienThoai'],
    needs: ['soDienThoai'],
    weight: 'asks',
    word: 'song',
    message: {
      vi: 'Số {soCu} dùng đầu số di động 11 chữ số đã đổi từ 15/9/2018; số mới tương ứng là {soMoi}. Xin xác nhận.',
      en: 'The number {soCu} has an 11-digit mobile prefix that was replaced on 15 September 2018; the new number is {soMoi}. Please confirm.',
    },
    legal: 'Quyết định 798/QĐ-BTTTT ngày 31/5/2018',
    find: ({ v }, report) => {
      const phone = str(v.soDienThoai)
      if (phone.length < 11) return
      const local = national(phone)
      if (local.length !== 11) return
      const prefix = mobile2018.get(local.slice(0, 4))
      if (prefix === undefined) return
      const renewed = prefix + local.slice(4)
      report({ soCu: phone, soMoi: renewed }, { repair: renewed })
    },
  },
  {
    id: 'soDienThoai.dauSo',
    fields: ['soDienThoai'],
    needs: ['soDienThoai'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Số điện thoại {so} không thuộc đầu số nào: di động có 10 chữ số bắt đầu 03, 05, 07, 08, 09; cố định có 11 chữ số bắt đầu 02. Xin kiểm tra lại.',
      en: 'The telephone number {so} has no known prefix: mobiles have 10 digits from 03, 05, 07, 08, 09; landlines have 11 digits from 02. Please check it.',
    },
    legal: 'Thông tư 22/2014/TT-BTTTT (quy hoạch kho số viễn thông)',
    find: ({ v }, report) => {
      const phone = str(v.soDienThoai)
      if (phone === '') return
      const at = phone.charCodeAt(0) === 43 ? 3 : 1
      const length = phone.length - at + 1
      const second = phone.charCodeAt(at) - 48
      if (length === 10 && (second === 3 || second === 5 || second >= 7)) return
      if (length === 11 && (second === 2 || mobile2018.has(national(phone).slice(0, 4)))) return
      report({ so: phone })
    },
  },
  {
    id: 'anhChanDung.loai',
    fields: ['anhChanDung'],
    needs: ['anhChanDung'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Ảnh chân dung là tệp loại {loai}. Xin nộp ảnh 4x6 dạng JPEG hoặc PNG.',
      en: 'The photograph is a file of type {loai}. Please provide a 4x6 picture as JPEG or PNG.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      const type = str((v.anhChanDung as Partial<Attachment> | undefined)?.type)
      if (type !== '' && type !== 'image/jpeg' && type !== 'image/png') report({ loai: type })
    },
  },
  {
    id: 'anhChanDung.kichThuoc',
    fields: ['anhChanDung'],
    needs: ['anhChanDung'],
    weight: 'notes',
    word: 'dung',
    message: {
      vi: 'Tệp ảnh chân dung nặng {kib} KiB; ảnh 4x6 rõ nét thường từ 5 đến 5.120 KiB. Xin kiểm tra tệp ảnh.',
      en: 'The photograph has {kib} KiB; a clear 4x6 picture usually has 5 to 5,120 KiB. Please check the file.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      const size = (v.anhChanDung as Partial<Attachment> | undefined)?.size
      if (typeof size === 'number' && (size < 5 * 1024 || size > 5120 * 1024)) report({ kib: Math.round(size / 1024) })
    },
  },
  {
    id: 'soBhxh.soDinhDanh',
    fields: ['soBhxh', 'soDinhDanh'],
    needs: ['soBhxh', 'soDinhDanh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Số bảo hiểm xã hội 12 chữ số ({soBhxh}) chính là số định danh, nhưng khác số định danh đã ghi ({soDinhDanh}). Xin kiểm tra cả hai số.',
      en: 'A 12-digit social-insurance number ({soBhxh}) is the personal number itself, but differs from the one stated ({soDinhDanh}). Please check both.',
    },
    legal: 'Luật Bảo hiểm xã hội 41/2024/QH15; Quyết định 1351/QĐ-BHXH',
    find: ({ v }, report) => {
      const insurance = str(v.soBhxh)
      const id = str(v.soDinhDanh)
      if (insurance.length === 12 && id !== '' && insurance !== id) report({ soBhxh: insurance, soDinhDanh: id })
    },
  },
  {
    id: 'soTheBhyt.soBhxh',
    fields: ['soTheBhyt', 'soBhxh'],
    needs: ['soTheBhyt', 'soBhxh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: '10 chữ số cuối của thẻ bảo hiểm y tế là {duoiThe}, khác mã số bảo hiểm xã hội {soBhxh}. Xin đối chiếu thẻ với sổ và sửa số bị sai.',
      en: 'The last 10 digits of the health card are {duoiThe}, not the social-insurance number {soBhxh}. Please compare card and book and correct the wrong one.',
    },
    legal: 'Quyết định 1351/QĐ-BHXH ngày 16/11/2015; Quyết định 1666/QĐ-BHXH ngày 03/12/2020',
    find: ({ v }, report) => {
      const card = str(v.soTheBhyt)
      const insurance = str(v.soBhxh)
      if (insurance.length !== 10 || (card.length !== 15 && card.length !== 10) || card.endsWith(insurance)) return
      report({ duoiThe: card.slice(-10), soBhxh: insurance })
    },
  },
  {
    id: 'soTheBhyt.huuTri',
    fields: ['soTheBhyt', 'trangThaiCongTac', 'loaiDoiTuong'],
    needs: ['soTheBhyt', 'trangThaiCongTac'],
    weight: 'asks',
    word: 'song',
    message: {
      vi: 'Thẻ bảo hiểm y tế mang mã HT (người hưởng lương hưu) trong khi trạng thái là đang công tác. Xin cập nhật trạng thái hoặc số thẻ.',
      en: 'The health card has code HT (pensioner) while the person is stated as in service. Please update the state or the card number.',
    },
    legal: 'Quyết định 1351/QĐ-BHXH ngày 16/11/2015',
    find: ({ v, category }, report) => {
      if (v.trangThaiCongTac === 'DLV' && category !== 'HD' && str(v.soTheBhyt).startsWith('HT')) report()
    },
  },
]
