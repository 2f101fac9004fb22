/** Degrees: the highest one against the list, the order of studies, what schools come before. */

import type { Rule } from '../model.ts'
import { before, leastYears, mostMonths, mostYears, year } from './dates.ts'
import { degreeRank } from './facts.ts'
import { law } from './laws.ts'
import { finished } from './periods.ts'
import { plain, type Row, rows, str } from './read.ts'

/** Months below which a full course of study cannot have been: doctor, master, university (full-time). */
const shortest = (row: Row): number => {
  const degree = row.vanBang
  if (degree === '02') return 24
  if (degree === '03') return 10
  return (degree === '04' || degree === '05') && row.hinhThuc === '00' ? 30 : 0
}

/** School levels short of the final one, and of the 10-year system. */
const unfinishedSchool = new Set(['08', '09', '19', '20', '21', '30', '31', '41', '42', '43'])
const tenYearSchool = new Set(['08', '09', '10', '30', '31', '32'])

export const education: readonly Rule[] = [
  {
    id: 'trinhDoChuyenMon.thapHonBang',
    fields: ['trinhDoChuyenMon', 'daoTaoChuyenMon'],
    needs: ['trinhDoChuyenMon', 'daoTaoChuyenMon'],
    weight: 'asks',
    word: 'song',
    message: {
      vi: 'Trình độ cao nhất ghi mã {ghi}, nhưng quá trình đào tạo có bằng cao hơn (mã {bang}, tốt nghiệp {denNgay}). Xin xác nhận cập nhật.',
      en: 'The highest degree is code {ghi}, but the list holds a higher one (code {bang}, finished {denNgay}). Please confirm the update.',
    },
    legal: law.form,
    find: ({ v, today }, report) => {
      const level = degreeRank(v.trinhDoChuyenMon)
      let best: Row | undefined
      for (const row of rows(v.daoTaoChuyenMon)) {
        const high = degreeRank(row.vanBang)
        if (high > level && high > degreeRank(best?.vanBang) && finished(row, today)) best = row
      }
      if (best === undefined) return
      report(
        { ghi: str(v.trinhDoChuyenMon), bang: str(best.vanBang), denNgay: str(best.denNgay) },
        { repair: str(best.vanBang) },
      )
    },
  },
  {
    id: 'trinhDoChuyenMon.thieuBang',
    fields: ['daoTaoChuyenMon', 'trinhDoChuyenMon'],
    needs: ['daoTaoChuyenMon', 'trinhDoChuyenMon'],
    weight: 'asks',
    word: 'du',
    message: {
      vi: 'Trình độ cao nhất ghi mã {ghi} nhưng quá trình đào tạo không có bằng ở mức đó. Xin bổ sung dòng đào tạo còn thiếu.',
      en: 'The highest degree is code {ghi}, but the list of studies has no degree of that level. Please add the missing row.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      const level = degreeRank(v.trinhDoChuyenMon)
      const list = rows(v.daoTaoChuyenMon)
      if (level <= 4 || list.length === 0) return
      for (const row of list) {
        const high = degreeRank(row.vanBang)
        if (high >= level || high === 0) return
      }
      report({ ghi: str(v.trinhDoChuyenMon) })
    },
  },
  {
    id: 'chuyenNganh.vanBang',
    fields: ['chuyenNganh', 'daoTaoChuyenMon', 'trinhDoChuyenMon'],
    needs: ['chuyenNganh', 'daoTaoChuyenMon', 'trinhDoChuyenMon'],
    weight: 'notes',
    word: 'dung',
    message: {
      vi: 'Chuyên ngành của trình độ cao nhất ghi “{ghi}”, nhưng dòng đào tạo ở trình độ đó ghi “{dong}”. Xin thống nhất theo văn bằng.',
      en: 'The major of the highest degree is “{ghi}”, but the row of that degree says “{dong}”. Please bring both in line with the diploma.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      const major = str(v.chuyenNganh)
      const level = degreeRank(v.trinhDoChuyenMon)
      if (major === '' || level === 0) return
      let other = ''
      for (const row of rows(v.daoTaoChuyenMon)) {
        if (degreeRank(row.vanBang) !== level) continue
        const found = str(row.chuyenNganh)
        if (found === '' || found === major) return
        other = found
      }
      if (other === '') return
      const a = plain(major)
      const b = plain(other)
      // A code of the education list against a name, or one name within the other, is no contradiction.
      if (/^\d/.test(a) !== /^\d/.test(b) || a.includes(b) || b.includes(a)) return
      for (const word of a.split(' ')) if (word.length > 1 && b.includes(word)) return
      report({ ghi: major, dong: other })
    },
  },
  {
    id: 'hocHam.trinhDo',
    fields: ['hocHam', 'trinhDoChuyenMon'],
    needs: ['hocHam', 'trinhDoChuyenMon'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Giáo sư, phó giáo sư phải có bằng tiến sĩ, nhưng trình độ chuyên môn ghi mã {trinhDo}. Xin kiểm tra học hàm và trình độ cao nhất.',
      en: 'Professors and associate professors hold a doctorate, but the degree is code {trinhDo}. Please check title and highest degree.',
    },
    legal: 'Quyết định 37/2018/QĐ-TTg Điều 4; Luật Giáo dục đại học 08/2012/QH13 Điều 54',
    find: ({ v }, report) => {
      if (v.hocHam !== '01' && v.hocHam !== '02') return
      const level = degreeRank(v.trinhDoChuyenMon)
      if (level > 0 && level < 9) report({ trinhDo: str(v.trinhDoChuyenMon) })
    },
  },
  {
    id: 'trinhDoPhoThong.trinhDoChuyenMon',
    fields: ['trinhDoPhoThong', 'trinhDoChuyenMon'],
    needs: ['trinhDoPhoThong', 'trinhDoChuyenMon'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Có trình độ chuyên môn mã {trinhDo} (từ cao đẳng) nhưng giáo dục phổ thông chưa hết lớp cuối (mã {phoThong}). Xin kiểm tra lại.',
      en: 'The degree is code {trinhDo} (college or higher), but general school was not finished (code {phoThong}). Please check both.',
    },
    legal: 'Luật Giáo dục 43/2019/QH14 Điều 38, 39; Luật Giáo dục nghề nghiệp 74/2014/QH13 Điều 33',
    find: ({ v }, report) => {
      const school = str(v.trinhDoPhoThong)
      if (!unfinishedSchool.has(school) || degreeRank(v.trinhDoChuyenMon) < 6) return
      report({ trinhDo: str(v.trinhDoChuyenMon), phoThong: school })
    },
  },
  {
    id: 'trinhDoPhoThong.he10Nam',
    fields: ['trinhDoPhoThong', 'ngaySinh'],
    needs: ['trinhDoPhoThong', 'ngaySinh'],
    weight: 'notes',
    word: 'dung',
    message: {
      vi: 'Sinh năm {namSinh} nhưng trình độ phổ thông theo hệ 10 năm (mã {phoThong}), hệ này chấm dứt trong thập niên 1980. Xin kiểm tra, có thể là hệ 12 năm.',
      en: 'Born {namSinh}, but general school is of the 10-year system (code {phoThong}), which ended in the 1980s. Please check; it may be the 12-year system.',
    },
    legal: 'Nghị quyết 14-NQ/TW ngày 11/01/1979 về cải cách giáo dục',
    find: ({ v }, report) => {
      const school = str(v.trinhDoPhoThong)
      const born = year(str(v.ngaySinh))
      if (born >= 1985 && tenYearSchool.has(school)) report({ namSinh: born, phoThong: school })
    },
  },
  {
    id: 'daoTaoChuyenMon.tuoi',
    fields: ['daoTaoChuyenMon', 'ngaySinh'],
    needs: ['daoTaoChuyenMon', 'ngaySinh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Quá trình đào tạo, dòng {dong}: tốt nghiệp bằng mã {bang} năm {denNgay} khi mới {tuoi} tuổi. Xin kiểm tra năm học và ngày sinh.',
      en: 'Studies, row {dong}: degree {bang} finished {denNgay} at age {tuoi}. Please check the years of study and the birth date.',
    },
    legal: 'Luật Giáo dục 43/2019/QH14 Điều 28',
    find: ({ v }, report) => {
      const birth = str(v.ngaySinh)
      const list = rows(v.daoTaoChuyenMon)
      if (birth === '') return
      for (let i = 0; i < list.length; i++) {
        const row = list[i]!
        const end = str(row.denNgay)
        const level = degreeRank(row.vanBang)
        if (end === '' || level < 5 || before(str(row.tuNgay), birth)) continue
        const age = mostYears(birth, end)
        if (age >= (level >= 7 ? 19 : 16)) continue
        report(
          { dong: i + 1, bang: str(row.vanBang), denNgay: end, tuoi: age },
          { path: `daoTaoChuyenMon[${i}].denNgay` },
        )
      }
    },
  },
  {
    id: 'daoTaoChuyenMon.sauDaiHoc',
    fields: ['daoTaoChuyenMon'],
    needs: ['daoTaoChuyenMon'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Quá trình đào tạo, dòng {dong}: học sau đại học từ {tuNgay}, trước khi tốt nghiệp đại học ({daiHoc}). Xin kiểm tra năm học của hai dòng.',
      en: 'Studies, row {dong}: postgraduate study from {tuNgay}, before university was finished ({daiHoc}). Please check the years of both rows.',
    },
    legal: 'Luật Giáo dục 43/2019/QH14 Điều 39',
    find: ({ v }, report) => {
      const list = rows(v.daoTaoChuyenMon)
      let university = ''
      for (const row of list) {
        const end = str(row.denNgay)
        if (degreeRank(row.vanBang) !== 7) continue
        if (end === '') return
        if (university === '' || end < university) university = end
      }
      if (university === '') return
      for (let i = 0; i < list.length; i++) {
        const row = list[i]!
        if (degreeRank(row.vanBang) < 8 || !before(str(row.denNgay) || str(row.tuNgay), university)) continue
        report({ dong: i + 1, tuNgay: str(row.tuNgay), daiHoc: university }, { path: `daoTaoChuyenMon[${i}].tuNgay` })
      }
    },
  },
  {
    id: 'daoTaoChuyenMon.thoiGianNgan',
    fields: ['daoTaoChuyenMon'],
    needs: ['daoTaoChuyenMon'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Quá trình đào tạo, dòng {dong}: học từ {tuNgay} đến {denNgay} là quá ngắn cho bằng mã {bang}. Xin kiểm tra thời gian hoặc hình thức đào tạo.',
      en: 'Studies, row {dong}: from {tuNgay} to {denNgay} is too short for degree {bang}. Please check the time or the form of study.',
    },
    legal: 'Quyết định 1981/QĐ-TTg ngày 18/10/2016 (khung cơ cấu hệ thống giáo dục quốc dân)',
    find: ({ v }, report) => {
      const list = rows(v.daoTaoChuyenMon)
      for (let i = 0; i < list.length; i++) {
        const row = list[i]!
        const least = shortest(row)
        const from = str(row.tuNgay)
        const to = str(row.denNgay)
        if (least === 0 || from === '' || to === '' || before(to, from) || mostMonths(from, to) + 1 >= least) continue
        report(
          { dong: i + 1, tuNgay: from, denNgay: to, bang: str(row.vanBang) },
          { path: `daoTaoChuyenMon[${i}].denNgay` },
        )
      }
    },
  },
  {
    id: 'hocHam.tuoi',
    fields: ['hocHam', 'ngaySinh'],
    needs: ['hocHam', 'ngaySinh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Có học hàm (mã {hocHam}) khi mới {tuoi} tuổi là rất khó xảy ra. Xin kiểm tra học hàm và ngày sinh.',
      en: 'An academic title (code {hocHam}) at age {tuoi} is hardly possible. Please check the title and the birth date.',
    },
    legal: 'Quyết định 37/2018/QĐ-TTg Điều 5–6 (tiến sĩ từ đủ 3 năm, thâm niên giảng dạy từ 6 năm)',
    find: ({ v, today }, report) => {
      const title = v.hocHam
      const birth = str(v.ngaySinh)
      if ((title !== '01' && title !== '02') || birth === '') return
      const age = mostYears(birth, today)
      if (age < 28 && leastYears(birth, today) >= 0) report({ hocHam: title, tuoi: age })
    },
  },
]
