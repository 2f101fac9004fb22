/** Pay by position, and a year's income against the coefficient. */

import type { Rule } from '../model.ts'
import { year } from './dates.ts'
import { baseSalary } from './facts.ts'
import { law } from './laws.ts'
import { num, str } from './read.ts'

/** Lowest regional minimum wage (zone IV, đồng a month), newest first. */
const minimumWages: readonly { from: string; amount: number }[] = [
  { from: '2026-01-01', amount: 3_700_000 },
  { from: '2024-07-01', amount: 3_450_000 },
  { from: '2022-07-01', amount: 3_250_000 },
]

export const pay: readonly Rule[] = [
  {
    id: 'luongTheoMucTien.haiCachTra',
    fields: ['luongTheoMucTien', 'heSoLuong'],
    needs: ['luongTheoMucTien', 'heSoLuong'],
    weight: 'asks',
    word: 'sach',
    message: {
      vi: 'Hồ sơ vừa có hệ số lương {heSo} vừa có lương theo mức tiền {tien} đồng. Mỗi người chỉ hưởng một cách xếp lương; xin để trống cách không áp dụng.',
      en: 'The record has both a coefficient ({heSo}) and a salary as an amount ({tien} đồng). A person is paid in one way only; please leave the other empty.',
    },
    legal: `${law.salary}; ${law.form}`,
    find: ({ v }, report) => {
      const amount = num(v.luongTheoMucTien)
      const coefficient = num(v.heSoLuong)
      if (amount > 0 && coefficient > 0) report({ heSo: coefficient, tien: amount })
    },
  },
  {
    id: 'luongTheoMucTien.toiThieu',
    fields: ['luongTheoMucTien'],
    needs: ['luongTheoMucTien'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Lương theo mức tiền {tien} đồng thấp hơn lương tối thiểu vùng thấp nhất ({toiThieu} đồng/tháng); có thể đã ghi theo nghìn đồng. Xin ghi bằng đồng.',
      en: 'A salary of {tien} đồng is below the lowest regional minimum wage ({toiThieu} a month); it may be in thousands. Please state it in đồng.',
    },
    legal: 'Bộ luật Lao động 45/2019/QH14 Điều 91; Nghị định 38/2022/NĐ-CP, 74/2024/NĐ-CP, 293/2025/NĐ-CP',
    find: ({ v, today }, report) => {
      const amount = num(v.luongTheoMucTien)
      if (!(amount > 0) || amount >= 3_700_000) return
      for (const wage of minimumWages) {
        if (today < wage.from) continue
        if (amount < wage.amount) report({ tien: amount, toiThieu: wage.amount })
        return
      }
    },
  },
  {
    id: 'ngayHuongLuongVtvl.thieu',
    fields: ['ngayHuongLuongVtvl', 'luongTheoMucTien', 'loaiDoiTuong'],
    needs: ['luongTheoMucTien'],
    weight: 'asks',
    word: 'du',
    message: {
      vi: 'Có lương theo vị trí việc làm nhưng chưa ghi ngày hưởng. Xin bổ sung ngày hưởng.',
      en: 'There is a salary by position but no date from which it is paid. Please add the date.',
    },
    legal: law.form,
    find: ({ v, category }, report) => {
      if (category !== 'HD' && num(v.luongTheoMucTien) > 0 && str(v.ngayHuongLuongVtvl) === '') report()
    },
  },
  {
    id: 'ngayHuongLuongVtvl.khongLuong',
    fields: ['ngayHuongLuongVtvl', 'luongTheoMucTien', 'bacLuongVtvl'],
    needs: ['ngayHuongLuongVtvl'],
    weight: 'notes',
    word: 'sach',
    message: {
      vi: 'Có ngày hưởng lương theo vị trí việc làm ({ngay}) nhưng không có bậc hay mức tiền. Xin bổ sung hoặc xóa ngày này.',
      en: 'There is a date of pay by position ({ngay}) but neither step nor amount. Please add them or clear the date.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      const date = str(v.ngayHuongLuongVtvl)
      if (date !== '' && !(num(v.luongTheoMucTien) > 0) && !(num(v.bacLuongVtvl) > 0)) report({ ngay: date })
    },
  },
  {
    id: 'pctnvkVtvl.ngayHuong',
    fields: ['ngayHuongPctnvkVtvl', 'pctnvkVtvl'],
    needs: ['pctnvkVtvl'],
    weight: 'asks',
    word: 'du',
    message: {
      vi: 'Có phụ cấp thâm niên vượt khung {phanTram}% (lương theo vị trí việc làm) nhưng chưa ghi ngày hưởng. Xin bổ sung.',
      en: 'There is a seniority allowance of {phanTram}% (pay by position) but no date from which it is paid. Please add it.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      const percent = num(v.pctnvkVtvl)
      if (percent > 0 && str(v.ngayHuongPctnvkVtvl) === '') report({ phanTram: percent })
    },
  },
  {
    id: 'pctnvkVtvl.muc',
    fields: ['pctnvkVtvl'],
    needs: ['pctnvkVtvl'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Phụ cấp thâm niên vượt khung (lương theo vị trí việc làm) bắt đầu từ 5%, nhưng ghi {phanTram}%. Xin kiểm tra lại.',
      en: 'The seniority allowance (pay by position) begins at 5%, but {phanTram}% is stated. Please check it.',
    },
    legal: law.overFrame,
    find: ({ v }, report) => {
      const percent = num(v.pctnvkVtvl)
      if (percent > 0 && percent < 5) report({ phanTram: percent })
    },
  },
  {
    id: 'thuNhapLuong.quaThap',
    fields: ['thuNhapLuong', 'heSoLuong', 'ngayTuyenDungLanDau', 'trangThaiCongTac'],
    needs: ['thuNhapLuong', 'heSoLuong', 'ngayTuyenDungLanDau'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Thu nhập từ lương cả năm ghi {thuNhap} đồng, quá thấp so với hệ số {heSo} (khoảng {uocTinh} đồng/năm); có thể đã ghi một tháng hoặc theo nghìn đồng. Xin kiểm tra.',
      en: 'The year’s salary income is {thuNhap} đồng, far below coefficient {heSo} (about {uocTinh} a year); it may be one month’s, or in thousands. Please check it.',
    },
    legal: law.form,
    find: ({ v, today }, report) => {
      const income = num(v.thuNhapLuong)
      const coefficient = num(v.heSoLuong)
      if (!(income > 0) || !(coefficient > 0)) return
      const expected = Math.round(coefficient * baseSalary(today) * 12)
      if (income >= expected * 0.15) return
      // A part of a year is lawful, but nobody is paid less than a tenth of a month: that is another unit.
      const partOfYear = v.trangThaiCongTac !== 'DLV' || year(str(v.ngayTuyenDungLanDau)) >= year(today) - 1
      if (partOfYear && income >= expected / 120) return
      report({ thuNhap: income, heSo: coefficient, uocTinh: expected })
    },
  },
  {
    id: 'thuNhapLuong.quaCao',
    fields: ['thuNhapLuong', 'heSoLuong'],
    needs: ['thuNhapLuong', 'heSoLuong'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Thu nhập từ lương cả năm ghi {thuNhap} đồng, quá cao so với hệ số {heSo} (khoảng {uocTinh} đồng/năm). Xin kiểm tra số chữ số và đơn vị (đồng).',
      en: 'The year’s salary income is {thuNhap} đồng, far above coefficient {heSo} (about {uocTinh} a year). Please check digits and unit (đồng).',
    },
    legal: law.form,
    find: ({ v, today }, report) => {
      const income = num(v.thuNhapLuong)
      const coefficient = num(v.heSoLuong)
      if (!(income > 0) || !(coefficient > 0)) return
      const expected = Math.round(coefficient * baseSalary(today) * 12)
      if (income > expected * 15) report({ thuNhap: income, heSo: coefficient, uocTinh: expected })
    },
  },
]
