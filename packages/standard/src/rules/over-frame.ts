/** The seniority allowance over the frame: only at the last step, from 5% on. */

import type { Rule } from '../model.ts'
import { before, mostYears } from './dates.ts'
import { lastStep, rankOf } from './facts.ts'
import { law } from './laws.ts'
import { num, str } from './read.ts'

export const overFrame: readonly Rule[] = [
  {
    id: 'phuCapThamNienVuotKhung.bacCuoi',
    fields: ['phuCapThamNienVuotKhung', 'maNgach', 'bacLuong'],
    needs: ['phuCapThamNienVuotKhung', 'maNgach', 'bacLuong'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Phụ cấp thâm niên vượt khung {phanTram}% chỉ hưởng khi đã ở bậc cuối (bậc {bacCuoi}), nhưng bậc lương ghi {bac}. Xin kiểm tra lại.',
      en: 'The seniority allowance over the frame ({phanTram}%) is due only at the last step ({bacCuoi}), but step {bac} is stated. Please check it.',
    },
    legal: law.overFrame,
    find: ({ v, today }, report) => {
      const percent = num(v.phuCapThamNienVuotKhung)
      if (!(percent > 0)) return
      const rank = rankOf(v.maNgach)
      const step = num(v.bacLuong)
      if (rank?.table === undefined || Number.isNaN(step)) return
      const end = lastStep(rank, today)
      if (step < end && step !== rank.table.coefficients.length) report({ phanTram: percent, bacCuoi: end, bac: step })
    },
  },
  {
    id: 'phuCapThamNienVuotKhung.muc',
    fields: ['phuCapThamNienVuotKhung'],
    needs: ['phuCapThamNienVuotKhung'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Phụ cấp thâm niên vượt khung bắt đầu từ 5% và mỗi năm thêm 1%, nhưng ghi {phanTram}%. Xin kiểm tra lại.',
      en: 'The seniority allowance over the frame begins at 5% and grows by 1% a year, but {phanTram}% is stated. Please check it.',
    },
    legal: law.overFrame,
    find: ({ v }, report) => {
      const percent = num(v.phuCapThamNienVuotKhung)
      if (percent > 0 && (percent < 5 || !Number.isInteger(percent))) report({ phanTram: percent })
    },
  },
  {
    id: 'phuCapThamNienVuotKhung.quaLon',
    fields: ['phuCapThamNienVuotKhung', 'ngayTuyenDungLanDau'],
    needs: ['phuCapThamNienVuotKhung', 'ngayTuyenDungLanDau'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Phụ cấp thâm niên vượt khung {phanTram}% cần nhiều năm hơn số năm công tác ({nam} năm, tuyển dụng {ngayTuyenDung}). Xin kiểm tra lại.',
      en: 'A seniority allowance of {phanTram}% needs more years than were served ({nam}, recruited {ngayTuyenDung}). Please check it.',
    },
    legal: law.overFrame,
    find: ({ v, today }, report) => {
      const percent = num(v.phuCapThamNienVuotKhung)
      const hired = str(v.ngayTuyenDungLanDau)
      if (!(percent >= 5) || !Number.isInteger(percent) || hired === '') return
      const served = mostYears(hired, today)
      if (percent > served + 5) report({ phanTram: percent, nam: served, ngayTuyenDung: hired })
    },
  },
  {
    id: 'ngayHuongPctnvk.thieu',
    fields: ['ngayHuongPctnvk', 'phuCapThamNienVuotKhung'],
    needs: ['phuCapThamNienVuotKhung'],
    weight: 'asks',
    word: 'du',
    message: {
      vi: 'Có phụ cấp thâm niên vượt khung {phanTram}% nhưng chưa ghi ngày hưởng. Xin bổ sung theo quyết định.',
      en: 'There is a seniority allowance of {phanTram}% but no date from which it is paid. Please add it from the decision.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      const percent = num(v.phuCapThamNienVuotKhung)
      if (percent > 0 && str(v.ngayHuongPctnvk) === '') report({ phanTram: percent })
    },
  },
  {
    id: 'ngayHuongPctnvk.khongPhuCap',
    fields: ['ngayHuongPctnvk', 'phuCapThamNienVuotKhung'],
    needs: ['ngayHuongPctnvk'],
    weight: 'asks',
    word: 'sach',
    message: {
      vi: 'Có ngày hưởng phụ cấp thâm niên vượt khung ({ngayHuong}) nhưng không có mức phần trăm. Xin bổ sung mức hưởng hoặc xóa ngày.',
      en: 'There is a date of the seniority allowance ({ngayHuong}) but no percentage. Please add the percentage or clear the date.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      const date = str(v.ngayHuongPctnvk)
      if (date !== '' && !(num(v.phuCapThamNienVuotKhung) > 0)) report({ ngayHuong: date })
    },
  },
  {
    id: 'ngayHuongPctnvk.truocBacCuoi',
    fields: ['ngayHuongPctnvk', 'ngayHuongLuong', 'phuCapThamNienVuotKhung'],
    needs: ['ngayHuongPctnvk', 'ngayHuongLuong', 'phuCapThamNienVuotKhung'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Ngày hưởng phụ cấp vượt khung ({ngayHuong}) trước ngày hưởng bậc cuối ({ngayBac}). Xin kiểm tra lại hai ngày này.',
      en: 'The seniority allowance begins ({ngayHuong}) before the last step was reached ({ngayBac}). Please check both dates.',
    },
    legal: law.overFrame,
    find: ({ v }, report) => {
      const date = str(v.ngayHuongPctnvk)
      const step = str(v.ngayHuongLuong)
      if (date !== '' && num(v.phuCapThamNienVuotKhung) > 0 && before(date, step))
        report({ ngayHuong: date, ngayBac: step })
    },
  },
]
