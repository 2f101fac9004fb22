/** Contract and way of recruitment against the category. */

import type { Rule } from '../model.ts'
import { after, leastMonths } from './dates.ts'
import { contractCategories, inService, leftService, recruitmentCategories } from './facts.ts'
import { law } from './laws.ts'
import { str } from './read.ts'

/** First day on which a kind of contract could be signed. */
const contractBegins: Readonly<Record<string, string>> = {
  'HDLD-111': '2023-02-22',
  'HD-173': '2025-07-01',
  'HD-235': '2026-07-01',
}

export const contract: readonly Rule[] = [
  {
    id: 'loaiHopDong.loaiDoiTuong',
    fields: ['loaiHopDong', 'loaiDoiTuong'],
    needs: ['loaiHopDong'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Loại hợp đồng {hopDong} không áp dụng cho loại đối tượng {loai}. Xin chọn lại loại hợp đồng hoặc loại đối tượng.',
      en: 'Contract {hopDong} is not for category {loai}. Please choose the contract or the category again.',
    },
    legal: `${law.publicEmployees2010} Điều 25; Nghị định 111/2022/NĐ-CP; Nghị định 173/2025/NĐ-CP; Nghị định 235/2026/NĐ-CP`,
    find: ({ v, category }, report) => {
      const allowed = contractCategories(v.loaiHopDong)
      if (category === null || allowed === undefined || allowed.includes(category)) return
      report({ hopDong: str(v.loaiHopDong), loai: category })
    },
  },
  {
    id: 'loaiHopDong.chuaCoHieuLuc',
    fields: ['loaiHopDong'],
    needs: ['loaiHopDong'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Loại hợp đồng {hopDong} chỉ có từ {tuNgay}. Xin chọn loại hợp đồng đang có hiệu lực.',
      en: 'Contract {hopDong} exists only from {tuNgay} on. Please choose a kind that is in force.',
    },
    legal: 'Nghị định 111/2022/NĐ-CP; Nghị định 173/2025/NĐ-CP; Nghị định 235/2026/NĐ-CP',
    find: ({ v, today }, report) => {
      const begins = contractBegins[str(v.loaiHopDong)]
      if (begins !== undefined && today < begins) report({ hopDong: str(v.loaiHopDong), tuNgay: begins })
    },
  },
  {
    id: 'ngayHetHanHopDong.khongThoiHan',
    fields: ['ngayHetHanHopDong', 'loaiHopDong'],
    needs: ['ngayHetHanHopDong', 'loaiHopDong'],
    weight: 'asks',
    word: 'sach',
    message: {
      vi: 'Hợp đồng không xác định thời hạn nhưng có ngày hết hạn {ngay}. Xin kiểm tra loại hợp đồng hoặc bỏ ngày hết hạn.',
      en: 'The contract is without term but an end {ngay} is stated. Please check the kind of contract or clear the end.',
    },
    legal: `${law.publicEmployees2010} Điều 25`,
    find: ({ v }, report) => {
      if (v.loaiHopDong !== 'HDLV-KXD' && v.loaiHopDong !== 'KHONG') return
      if (str(v.ngayHetHanHopDong) !== '') report({ ngay: str(v.ngayHetHanHopDong) })
    },
  },
  {
    id: 'ngayHetHanHopDong.thieu',
    fields: ['ngayHetHanHopDong', 'loaiHopDong', 'trangThaiCongTac'],
    needs: ['loaiHopDong'],
    weight: 'asks',
    word: 'du',
    message: {
      vi: 'Hợp đồng làm việc xác định thời hạn nhưng chưa ghi ngày hết hạn. Xin bổ sung ngày hết hạn.',
      en: 'The contract has a fixed term but its end is missing. Please add the end.',
    },
    legal: `${law.publicEmployees2010} Điều 25`,
    find: ({ v }, report) => {
      if (v.loaiHopDong === 'HDLV-XD' && str(v.ngayHetHanHopDong) === '' && !leftService(v.trangThaiCongTac)) {
        report()
      }
    },
  },
  {
    id: 'ngayHetHanHopDong.daQua',
    fields: ['ngayHetHanHopDong', 'loaiHopDong', 'trangThaiCongTac'],
    needs: ['ngayHetHanHopDong'],
    weight: 'asks',
    word: 'song',
    message: {
      vi: 'Hợp đồng hết hạn ngày {ngay} nhưng người này vẫn đang làm việc. Xin cập nhật hợp đồng mới hoặc trạng thái.',
      en: 'The contract ended on {ngay} but the person is still in service. Please update the contract or the state.',
    },
    legal: `${law.publicEmployees2010} Điều 25, 28`,
    find: ({ v, today }, report) => {
      const end = str(v.ngayHetHanHopDong)
      if (end === '' || end >= today || v.loaiHopDong === 'HDLV-KXD' || v.loaiHopDong === 'KHONG') return
      // Contract workers need not state whether they are in service.
      const state = str(v.trangThaiCongTac)
      if (state === '' || inService(state)) report({ ngay: end })
    },
  },
  {
    id: 'ngayHetHanHopDong.qua60Thang',
    fields: ['ngayHetHanHopDong', 'loaiHopDong'],
    needs: ['ngayHetHanHopDong', 'loaiHopDong'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Hợp đồng xác định thời hạn dài nhất 60 tháng, nhưng ngày hết hạn {ngay} còn xa hơn thế. Xin kiểm tra ngày hết hạn hoặc loại hợp đồng.',
      en: 'A fixed-term contract runs for at most 60 months, but its end {ngay} is farther away. Please check the end or the kind of contract.',
    },
    legal: `${law.publicEmployees2010} Điều 25`,
    find: ({ v, today }, report) => {
      const end = str(v.ngayHetHanHopDong)
      if (v.loaiHopDong === 'HDLV-XD' && end !== '' && leastMonths(today, end) >= 61) report({ ngay: end })
    },
  },
  {
    id: 'loaiHopDong.sau2020',
    fields: ['loaiHopDong', 'ngayTuyenDungLanDau', 'loaiDoiTuong'],
    needs: ['loaiHopDong', 'ngayTuyenDungLanDau'],
    weight: 'notes',
    word: 'dung',
    message: {
      vi: 'Viên chức tuyển dụng từ 01/7/2020 (ở đây: {ngay}) ký hợp đồng xác định thời hạn, trừ vùng đặc biệt khó khăn. Nếu thuộc trường hợp trừ, xin giữ nguyên.',
      en: 'Public employees recruited since 1 July 2020 (here: {ngay}) sign fixed-term contracts, except in especially hard areas. If that applies, leave it.',
    },
    legal: 'Luật 52/2019/QH14 Điều 2 khoản 2',
    find: ({ v, category, today }, report) => {
      const hired = str(v.ngayTuyenDungLanDau)
      if (category !== 'VC' || v.loaiHopDong !== 'HDLV-KXD' || today >= '2026-07-01') return
      if (after(hired, '2020-06')) report({ ngay: hired })
    },
  },
  {
    id: 'hinhThucTuyenDung.loaiDoiTuong',
    fields: ['hinhThucTuyenDung', 'loaiDoiTuong', 'ngayTuyenDungLanDau', 'ngayVaoCoQuan'],
    needs: ['hinhThucTuyenDung', 'ngayTuyenDungLanDau', 'ngayVaoCoQuan'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Hình thức tuyển dụng {hinhThuc} không áp dụng cho loại đối tượng {loai}. Xin chọn lại hình thức tuyển dụng hoặc loại đối tượng.',
      en: 'Recruitment by {hinhThuc} is not for category {loai}. Please choose the way of recruitment or the category again.',
    },
    legal: `${law.cadres2008} Điều 37; ${law.publicEmployees2010} Điều 23`,
    find: ({ v, category }, report) => {
      // A cadre may have been recruited by examination long before the election.
      if (category === null || category === 'CB') return
      const allowed = recruitmentCategories(v.hinhThucTuyenDung)
      if (allowed === undefined || allowed.includes(category)) return
      // Who came from elsewhere may have been of another category then: speak only of the first and only agency.
      const joined = str(v.ngayVaoCoQuan)
      const hired = str(v.ngayTuyenDungLanDau)
      if (hired === '' || !joined.startsWith(hired)) return
      report({ hinhThuc: str(v.hinhThucTuyenDung), loai: category })
    },
  },
]
