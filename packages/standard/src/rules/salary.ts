/** The present step and coefficient against the salary tables. */

import type { Rule } from '../model.ts'
import { before, leastMonths } from './dates.ts'
import { coefficientAt, lastStep, matchesTable, monthsPerStep, rankOf } from './facts.ts'
import { law } from './laws.ts'
import { latest, num, rows, str } from './read.ts'

const same = (a: number, b: number): boolean => Math.abs(a - b) < 0.005

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
]
