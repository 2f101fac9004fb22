/** Rank, step and coefficient against the salary tables. */

import type { Rule } from '../model.ts'
import { after, before, leastMonths, mostMonths, mostYears } from './dates.ts'
import { coefficientAt, lastStep, matchesTable, monthsPerStep, rankOf } from './facts.ts'
import { law } from './laws.ts'
import { inOrder, latest, num, type Row, rows, str } from './read.ts'

const same = (a: number, b: number): boolean => Math.abs(a - b) < 0.005

/** The present salary tables apply from 1/10/2004; older rows were paid by other tables and are left alone. */
const byPresentTables = (row: Row): boolean => after(str(row.tuNgay), '2004-10')

export const salary: readonly Rule[] = [
  {
    id: 'heSoLuong.bangLuong',
    fields: ['heSoLuong', 'bacLuong', 'maNgach', 'quaTrinhLuong'],
    needs: ['heSoLuong', 'bacLuong', 'maNgach'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Bậc {bac} của ngạch, chức danh {maNgach} có hệ số {dung}, nhưng hệ số ghi {heSo}. Xin kiểm tra mã ngạch, bậc và hệ số theo quyết định lương.',
      en: 'Step {bac} of rank {maNgach} has coefficient {dung}, but {heSo} is stated. Please check rank, step and coefficient in the salary decision.',
    },
    legal: law.salary,
    find: ({ v, today }, report) => {
      const rank = rankOf(v.maNgach)
      const step = num(v.bacLuong)
      const stated = num(v.heSoLuong)
      if (rank?.table === undefined || !(step >= 1) || !(step <= lastStep(rank, today))) return
      if (!Number.isInteger(step) || matchesTable(rank, step, stated, today)) return
      const right = coefficientAt(rank, step, today)
      if (right === undefined || Number.isNaN(stated)) return
      // Certain when the sent coefficient is of no step at all, or when the salary history confirms rank and step.
      const row = latest(rows(v.quaTrinhLuong))
      const confirmed = row !== undefined && row.bac === step && rankOf(row.maNgach) === rank
      const certain = confirmed || !rank.table.coefficients.some((c) => same(c, stated))
      const facts = { bac: step, maNgach: str(v.maNgach), dung: right, heSo: stated }
      report(facts, certain ? { repair: right } : undefined)
    },
  },
  {
    id: 'bacLuong.trongBang',
    fields: ['bacLuong', 'maNgach'],
    needs: ['bacLuong', 'maNgach'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Ngạch, chức danh {maNgach} có các bậc từ 1 đến {bacCuoi}, nhưng bậc ghi {bac}. Xin kiểm tra lại mã ngạch và bậc lương.',
      en: 'Rank {maNgach} has steps 1 to {bacCuoi}, but step {bac} is stated. Please check rank and step.',
    },
    legal: law.salary,
    find: ({ v, today }, report) => {
      const rank = rankOf(v.maNgach)
      const step = num(v.bacLuong)
      if (rank?.table === undefined || Number.isNaN(step)) return
      const end = lastStep(rank, today)
      if (step < 1 || step > end || !Number.isInteger(step)) {
        report({ maNgach: str(v.maNgach), bacCuoi: end, bac: step })
      }
    },
  },
  {
    id: 'quaTrinhLuong.heSo',
    fields: ['quaTrinhLuong'],
    needs: ['quaTrinhLuong'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Quá trình lương, dòng {dong}: bậc {bac} của {maNgach} có hệ số {dung}, nhưng ghi {heSo}. Xin kiểm tra theo quyết định lương.',
      en: 'Salary history, row {dong}: step {bac} of {maNgach} has coefficient {dung}, but {heSo} is stated. Please check the salary decision.',
    },
    legal: law.salary,
    find: ({ v }, report) => {
      const list = rows(v.quaTrinhLuong)
      for (let i = 0; i < list.length; i++) {
        const row = list[i]!
        const rank = rankOf(row.maNgach)
        const step = num(row.bac)
        const stated = num(row.heSo)
        if (rank?.table === undefined || Number.isNaN(stated) || !Number.isInteger(step) || !byPresentTables(row))
          continue
        const on = str(row.tuNgay)
        if (step < 1 || step > lastStep(rank, on) || matchesTable(rank, step, stated, on)) continue
        const right = coefficientAt(rank, step, on)
        if (right === undefined) continue
        report(
          { dong: i + 1, bac: step, maNgach: str(row.maNgach), dung: right, heSo: stated },
          { path: `quaTrinhLuong[${i}].heSo`, repair: right },
        )
      }
    },
  },
  {
    id: 'quaTrinhLuong.bac',
    fields: ['quaTrinhLuong'],
    needs: ['quaTrinhLuong'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Quá trình lương, dòng {dong}: {maNgach} có các bậc từ 1 đến {bacCuoi}, nhưng ghi bậc {bac}. Xin kiểm tra lại.',
      en: 'Salary history, row {dong}: {maNgach} has steps 1 to {bacCuoi}, but step {bac} is stated. Please check it.',
    },
    legal: law.salary,
    find: ({ v }, report) => {
      const list = rows(v.quaTrinhLuong)
      for (let i = 0; i < list.length; i++) {
        const row = list[i]!
        const rank = rankOf(row.maNgach)
        const step = num(row.bac)
        if (rank?.table === undefined || Number.isNaN(step) || !byPresentTables(row)) continue
        const end = lastStep(rank, str(row.tuNgay))
        if (step >= 1 && step <= end && Number.isInteger(step)) continue
        report({ dong: i + 1, maNgach: str(row.maNgach), bacCuoi: end, bac: step }, { path: `quaTrinhLuong[${i}].bac` })
      }
    },
  },
  {
    id: 'quaTrinhLuong.hienTai',
    fields: ['quaTrinhLuong', 'maNgach', 'bacLuong'],
    needs: ['quaTrinhLuong', 'bacLuong'],
    weight: 'asks',
    word: 'song',
    message: {
      vi: 'Lương hiện hưởng ghi {maNgach} bậc {bac}, nhưng dòng mới nhất của quá trình lương (từ {tuNgay}) ghi {maNgachDong} bậc {bacDong}. Xin cập nhật cho khớp quyết định lương gần nhất.',
      en: 'The present salary is {maNgach} step {bac}, but the newest row of the salary history (from {tuNgay}) says {maNgachDong} step {bacDong}. Please bring both in line with the latest decision.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      const row = latest(rows(v.quaTrinhLuong))
      if (row === undefined) return
      const rank = rankOf(v.maNgach)
      const rowRank = rankOf(row.maNgach)
      const otherRank = rank !== undefined && rowRank !== undefined && rank !== rowRank
      const otherStep = typeof row.bac === 'number' && typeof v.bacLuong === 'number' && row.bac !== v.bacLuong
      if (!otherRank && !otherStep) return
      report({
        maNgach: str(v.maNgach),
        bac: num(v.bacLuong),
        tuNgay: str(row.tuNgay),
        maNgachDong: str(row.maNgach),
        bacDong: num(row.bac),
      })
    },
  },
  {
    id: 'heSoLuong.quaTrinhLuong',
    fields: ['heSoLuong', 'quaTrinhLuong', 'maNgach', 'bacLuong'],
    needs: ['heSoLuong', 'quaTrinhLuong'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Hệ số lương ghi {heSo}, nhưng dòng mới nhất của quá trình lương (từ {tuNgay}) ghi {heSoDong} ở cùng bậc. Xin kiểm tra theo quyết định lương.',
      en: 'The coefficient is {heSo}, but the newest row of the salary history (from {tuNgay}) says {heSoDong} at the same step. Please check the salary decision.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      // With a rank, the salary table itself decides.
      if (rankOf(v.maNgach)?.table !== undefined) return
      const row = latest(rows(v.quaTrinhLuong))
      const stated = num(v.heSoLuong)
      const told = num(row?.heSo)
      if (row === undefined || row.bac !== v.bacLuong || !(Math.abs(stated - told) >= 0.005)) return
      report({ heSo: stated, tuNgay: str(row.tuNgay), heSoDong: told })
    },
  },
  {
    id: 'quaTrinhLuong.ngayHuong',
    fields: ['ngayHuongLuong', 'quaTrinhLuong', 'bacLuong'],
    needs: ['ngayHuongLuong', 'quaTrinhLuong', 'bacLuong'],
    weight: 'asks',
    word: 'song',
    message: {
      vi: 'Ngày hưởng lương ghi {ngayHuong}, nhưng không dòng nào của quá trình lương ở bậc {bac} bắt đầu vào lúc đó. Xin đối chiếu với quyết định nâng bậc.',
      en: 'The salary date is {ngayHuong}, but no row of the salary history at step {bac} begins then. Please compare with the decision.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      const date = str(v.ngayHuongLuong)
      const list = rows(v.quaTrinhLuong)
      if (date === '') return
      let atStep = false
      for (const row of list) {
        if (row.bac !== v.bacLuong) continue
        const from = str(row.tuNgay)
        if (from === '' || from.slice(0, 7) === date.slice(0, 7) || date.startsWith(from)) return
        atStep = true
      }
      if (atStep) report({ ngayHuong: date, bac: num(v.bacLuong) })
    },
  },
  {
    id: 'quaTrinhLuong.tutBac',
    fields: ['quaTrinhLuong', 'kyLuat'],
    needs: ['quaTrinhLuong'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Quá trình lương tụt từ bậc {bacTruoc} xuống bậc {bacSau} cùng ngạch {maNgach} từ {tuNgay}, mà không có kỷ luật hạ bậc lương. Xin kiểm tra các dòng này.',
      en: 'The salary history falls from step {bacTruoc} to {bacSau} in rank {maNgach} from {tuNgay} without a disciplinary step reduction. Please check these rows.',
    },
    legal: `${law.cadres2008} Điều 79; ${law.stepRise}`,
    find: ({ v }, report) => {
      const list = inOrder(rows(v.quaTrinhLuong))
      for (let i = 1; i < list.length; i++) {
        const row = list[i]!
        const prior = list[i - 1]!
        if (!(num(row.bac) < num(prior.bac)) || !byPresentTables(prior) || row.tuNgay === prior.tuNgay) continue
        const rank = rankOf(row.maNgach)
        // A rank that moved to another table gives lower steps with higher coefficients.
        if (rank === undefined || rank.also !== undefined || rank !== rankOf(prior.maNgach)) continue
        if (rows(v.kyLuat).some((k) => k.hinhThuc === '05')) continue
        const facts = {
          bacTruoc: num(prior.bac),
          bacSau: num(row.bac),
          maNgach: str(row.maNgach),
          tuNgay: str(row.tuNgay),
        }
        report(facts)
      }
    },
  },
  {
    id: 'quaTrinhLuong.nangBacSom',
    fields: ['quaTrinhLuong'],
    needs: ['quaTrinhLuong'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Từ {tuNgay} đến {denNgay} chỉ có {thang} tháng để lên từ bậc {bacTruoc} đến bậc {bacSau} của {maNgach}; kể cả nâng trước hạn 12 tháng phải đủ {toiThieu} tháng. Xin kiểm tra các mốc nâng bậc.',
      en: 'From {tuNgay} to {denNgay} are only {thang} months for steps {bacTruoc} to {bacSau} of {maNgach}; even with an early rise of 12 months it takes {toiThieu}. Please check the dates.',
    },
    legal: law.stepRise,
    find: ({ v }, report) => {
      const list = inOrder(rows(v.quaTrinhLuong))
      // The first step in a rank may be short: after probation earlier work is counted, and a promotion keeps the date
      // from which the next rise is reckoned. Only a rise that follows another one in the same rank is looked at.
      for (let i = 2; i < list.length; i++) {
        const row = list[i]!
        const prior = list[i - 1]!
        const steps = num(row.bac) - num(prior.bac)
        if (!(steps >= 1)) continue
        const rank = rankOf(row.maNgach)
        if (rank?.table === undefined || rank.also !== undefined) continue
        if (rank !== rankOf(prior.maNgach) || rank !== rankOf(list[i - 2]!.maNgach)) continue
        const from = str(prior.tuNgay)
        const to = str(row.tuNgay)
        if (from < '2005' || to === from) continue
        const least = (rank.table.monthsPerStep - 12) * steps
        // Full months are counted from the first of a month to another: allow for the days of the two dates.
        const months = mostMonths(from, to) + 1
        if (months >= least) continue
        report({
          tuNgay: from,
          denNgay: to,
          thang: months,
          bacTruoc: num(prior.bac),
          bacSau: num(row.bac),
          maNgach: str(row.maNgach),
          toiThieu: least,
        })
      }
    },
  },
  {
    id: 'ngayHuongLuong.truocTuyenDung',
    fields: ['ngayHuongLuong', 'ngayTuyenDungLanDau'],
    needs: ['ngayHuongLuong', 'ngayTuyenDungLanDau'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Ngày hưởng bậc lương hiện tại ({ngayHuong}) trước ngày tuyển dụng lần đầu ({ngayTuyenDung}). Xin kiểm tra lại hai ngày này.',
      en: 'The date of the present salary step ({ngayHuong}) lies before the first recruitment ({ngayTuyenDung}). Please check both dates.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      const date = str(v.ngayHuongLuong)
      const hired = str(v.ngayTuyenDungLanDau)
      if (date !== '' && before(date, hired)) report({ ngayHuong: date, ngayTuyenDung: hired })
    },
  },
  {
    id: 'ngayHuongLuong.chamNangBac',
    fields: ['ngayHuongLuong', 'maNgach', 'bacLuong', 'trangThaiCongTac'],
    needs: ['ngayHuongLuong', 'maNgach', 'bacLuong', 'trangThaiCongTac'],
    weight: 'notes',
    word: 'song',
    message: {
      vi: 'Bậc {bac} được hưởng từ {ngayHuong}, đã hơn hai kỳ nâng bậc ({thangMotBac} tháng một bậc). Nếu đã có quyết định nâng bậc, xin cập nhật.',
      en: 'Step {bac} has been held since {ngayHuong}, more than two rises of {thangMotBac} months. If there was a decision, please update.',
    },
    legal: law.stepRise,
    find: ({ v, today }, report) => {
      if (v.trangThaiCongTac !== 'DLV') return
      const rank = rankOf(v.maNgach)
      const date = str(v.ngayHuongLuong)
      const step = num(v.bacLuong)
      if (rank?.table === undefined || date === '' || !(step < lastStep(rank, today))) return
      const term = monthsPerStep(rank)
      if (leastMonths(date, today) <= term * 2 + 12) return
      report({ bac: step, ngayHuong: date, thangMotBac: term })
    },
  },
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
