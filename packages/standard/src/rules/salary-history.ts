/** The salary history: each row by its table, rising in time, up to the present step. */

import type { Rule } from '../model.ts'
import { after, mostMonths } from './dates.ts'
import { coefficientAt, lastStep, matchesTable, rankOf } from './facts.ts'
import { law } from './laws.ts'
import { inOrder, latest, num, type Row, rows, str } from './read.ts'

/** The present salary tables apply from 1/10/2004; older rows were paid by other tables and are left alone. */
const byPresentTables = (row: Row): boolean => after(str(row.tuNgay), '2004-10')

export const salaryHistory: readonly Rule[] = [
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
]
