/** Rank and professional title: whose they are, what they are called, what they ask of a person. */

import type { Rule } from '../model.ts'
import { before } from './dates.ts'
import { degreeRank, rankOf } from './facts.ts'
import { law } from './laws.ts'
import { num, plain, str } from './read.ts'

/** Ranks that public service units use too: administration, clerks, accountants, cashiers and support staff. */
const shared = /^(01\.|01a|02\.|06\.02|06\.03[0-5]|06a\.031|19\.)/

const levels = /\b(cao cap|chinh|trung cap|so cap)\b/
const classWord = /\bhang (i{1,3}v?|iv|v)\b/

/** The class I–V that a name mentions, or ''. */
const classIn = (words: string): string => classWord.exec(words)?.[1] ?? ''
const levelIn = (words: string): string => levels.exec(words)?.[1] ?? ''
const firstWord = (words: string): string => {
  const bare = words.startsWith('ngach ') ? words.slice(6) : words
  const end = bare.indexOf(' ')
  return end < 0 ? bare : bare.slice(0, end)
}
const hasVowel = /[aeiou]/

/** Certain that a written name is not that of the rank: another level, another class, or another first word. */
const otherName = (written: string, official: string): boolean => {
  const a = plain(written)
  const b = plain(official)
  if (a === b) return false
  if (levelIn(a) !== levelIn(b)) return levelIn(a) !== '' || !a.includes('hang')
  if (classIn(a) !== '' && classIn(b) !== '' && classIn(a) !== classIn(b)) return true
  const word = firstWord(a)
  return hasVowel.test(word) && word !== firstWord(b) && !a.includes(b) && !b.includes(a)
}

export const rank: readonly Rule[] = [
  {
    id: 'maNgach.congChuc',
    fields: ['maNgach', 'loaiDoiTuong'],
    needs: ['maNgach'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: '{maNgach} là chức danh nghề nghiệp viên chức ({ten}), nhưng hồ sơ là của cán bộ, công chức. Xin kiểm tra mã ngạch hoặc loại đối tượng.',
      en: '{maNgach} is a professional title of public employees ({ten}), but this is a cadre or civil servant. Please check the rank or the category.',
    },
    legal: `${law.cadres2008} Điều 42; ${law.publicEmployees2010} Điều 8`,
    find: ({ v, category }, report) => {
      if (category !== 'CC' && category !== 'CB') return
      const found = rankOf(v.maNgach)
      if (found?.list === 'cdnn') report({ maNgach: found.code, ten: found.name })
    },
  },
  {
    id: 'maNgach.vienChuc',
    fields: ['maNgach', 'loaiDoiTuong'],
    needs: ['maNgach'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: '{maNgach} ({ten}) là ngạch chỉ dành cho công chức, nhưng hồ sơ là của viên chức. Xin kiểm tra mã chức danh nghề nghiệp hoặc loại đối tượng.',
      en: '{maNgach} ({ten}) is a rank of civil servants only, but this is a public employee. Please check the title or the category.',
    },
    legal: `${law.publicEmployees2010} Điều 8; ${law.cadres2008} Điều 42`,
    find: ({ v, category }, report) => {
      if (category !== 'VC') return
      const found = rankOf(v.maNgach)
      if (found?.list === 'ngach' && !shared.test(found.code)) report({ maNgach: found.code, ten: found.name })
    },
  },
  {
    id: 'tenNgach.maNgach',
    fields: ['tenNgach', 'maNgach'],
    needs: ['tenNgach', 'maNgach'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Tên ngạch ghi “{tenNgach}”, nhưng mã {maNgach} là “{ten}”. Xin chọn lại mã hoặc sửa tên cho khớp.',
      en: 'The rank is called “{tenNgach}”, but code {maNgach} is “{ten}”. Please choose the code again or correct the name.',
    },
    legal: 'Thông tư 2/2021/TT-BNV; các thông tư quy định mã số chức danh nghề nghiệp viên chức',
    find: ({ v }, report) => {
      const written = str(v.tenNgach)
      const found = rankOf(v.maNgach)
      if (found === undefined || written === '' || written === found.name) return
      if (otherName(written, found.name)) report({ tenNgach: written, maNgach: found.code, ten: found.name })
    },
  },
  {
    id: 'tenNgach.thieuMa',
    fields: ['tenNgach', 'maNgach', 'loaiDoiTuong'],
    needs: ['tenNgach'],
    weight: 'notes',
    word: 'dung',
    message: {
      vi: 'Hồ sơ của cán bộ ghi tên ngạch “{tenNgach}” nhưng không có mã ngạch. Nếu hưởng lương theo ngạch, xin bổ sung mã số ngạch.',
      en: 'The record of a cadre names the rank “{tenNgach}” but has no code. If the salary follows that rank, please add the code.',
    },
    legal: law.form,
    find: ({ v, category }, report) => {
      if (category === 'CB' && str(v.tenNgach) !== '' && str(v.maNgach) === '') report({ tenNgach: str(v.tenNgach) })
    },
  },
  {
    id: 'maNgach.trinhDo',
    fields: ['maNgach', 'trinhDoChuyenMon', 'loaiDoiTuong'],
    needs: ['maNgach', 'trinhDoChuyenMon'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: '{ten} ({maNgach}, bảng lương {bang}) đòi hỏi trình độ từ bậc {canCo} của Khung trình độ quốc gia (4: trung cấp, 5: cao đẳng, 6: đại học), nhưng trình độ chuyên môn ghi mã {trinhDo}. Xin kiểm tra mã ngạch và trình độ cao nhất.',
      en: '{ten} ({maNgach}, table {bang}) asks for level {canCo} of the national frame or higher (4: secondary, 5: college, 6: university), but the highest degree is code {trinhDo}. Please check rank and highest degree.',
    },
    legal: `Thông tư 2/2021/TT-BNV; ${law.salary}`,
    find: ({ v, category }, report) => {
      if (category === 'HD') return
      const table = rankOf(v.maNgach)?.table
      if (table === undefined || table.code.charCodeAt(0) !== 65) return
      const level = degreeRank(v.trinhDoChuyenMon)
      const found = rankOf(v.maNgach)!
      // Class A0 asks for college; who held such a rank under class B may still have a secondary diploma.
      const least = table.code === 'A0' ? (found.also === undefined ? 6 : 5) : 7
      if (level === 0 || level >= least) return
      report({
        ten: found.name,
        maNgach: found.code,
        bang: table.code,
        canCo: least - 1,
        trinhDo: str(v.trinhDoChuyenMon),
      })
    },
  },
  {
    id: 'ngayBoNhiemNgach.truocTuyenDung',
    fields: ['ngayBoNhiemNgach', 'ngayTuyenDungLanDau'],
    needs: ['ngayBoNhiemNgach', 'ngayTuyenDungLanDau'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Ngày bổ nhiệm ngạch, chức danh ({ngayNgach}) trước ngày tuyển dụng lần đầu ({ngayTuyenDung}). Xin kiểm tra lại hai ngày này.',
      en: 'The appointment to the rank ({ngayNgach}) lies before the first recruitment ({ngayTuyenDung}). Please check both dates.',
    },
    legal: `${law.cadres2008} Điều 42`,
    find: ({ v }, report) => {
      const date = str(v.ngayBoNhiemNgach)
      const hired = str(v.ngayTuyenDungLanDau)
      if (date !== '' && before(date, hired)) report({ ngayNgach: date, ngayTuyenDung: hired })
    },
  },
  {
    id: 'ngayBoNhiemNgach.khongNgach',
    fields: ['ngayBoNhiemNgach', 'maNgach', 'tenNgach', 'loaiDoiTuong'],
    needs: ['ngayBoNhiemNgach'],
    weight: 'notes',
    word: 'du',
    message: {
      vi: 'Có ngày bổ nhiệm ngạch ({ngayNgach}) nhưng không có mã ngạch, chức danh. Xin bổ sung mã.',
      en: 'There is a date of appointment to a rank ({ngayNgach}) but no code of the rank. Please add the code.',
    },
    legal: law.form,
    find: ({ v, category }, report) => {
      // For civil servants and public employees the missing code is asked for by itself.
      if (category === 'CC' || category === 'VC' || str(v.maNgach) !== '' || str(v.tenNgach) !== '') return
      if (str(v.ngayBoNhiemNgach) !== '') report({ ngayNgach: str(v.ngayBoNhiemNgach) })
    },
  },
  {
    id: 'bacLuongVtvl.bacNgheNghiep',
    fields: ['bacLuongVtvl', 'loaiDoiTuong'],
    needs: ['bacLuongVtvl'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Từ 01/7/2026 viên chức có bậc nghề nghiệp từ 1 đến 5, nhưng ghi bậc {bac}. Xin ghi bậc nghề nghiệp theo vị trí việc làm.',
      en: 'Since 1 July 2026 public employees have career steps 1 to 5, but step {bac} is stated. Please state the career step of the position.',
    },
    legal: 'Nghị định 232/2026/NĐ-CP Điều 7',
    find: ({ v, category, today }, report) => {
      const step = num(v.bacLuongVtvl)
      if (category === 'VC' && today >= '2026-07-01' && step > 5) report({ bac: step })
    },
  },
  {
    id: 'bacLuongVtvl.chuyenXep',
    fields: ['bacLuongVtvl', 'maNgach', 'loaiDoiTuong'],
    needs: ['bacLuongVtvl', 'maNgach'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Chức danh {maNgach} chuyển xếp vào bậc nghề nghiệp {dung}, nhưng ghi bậc {bac}. Xin kiểm tra quyết định chuyển xếp.',
      en: 'Title {maNgach} goes over into career step {dung}, but step {bac} is stated. Please check the decision.',
    },
    legal: 'Nghị định 232/2026/NĐ-CP Điều 18',
    find: ({ v, category, today }, report) => {
      const step = num(v.bacLuongVtvl)
      if (category !== 'VC' || today < '2026-07-01' || today >= '2027-07-01' || !(step <= 5)) return
      const found = rankOf(v.maNgach)
      if (found?.careerStep === undefined || found.careerStep === step) return
      report({ maNgach: found.code, dung: found.careerStep, bac: step })
    },
  },
]
