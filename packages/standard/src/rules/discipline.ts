/** Discipline: forms in force, for whom, and what must follow from them. */

import type { Rule } from '../model.ts'
import { after, before, mostMonths, year } from './dates.ts'
import { disciplineEnds, disciplineName, inService, partyDisciplineName, rankOf } from './facts.ts'
import { law } from './laws.ts'
import { workedIn } from './periods.ts'
import { inOrder, num, rows, stated, str } from './read.ts'

/** Forms that the law knows for some categories only. */
const formsFor: Readonly<Record<string, readonly string[]>> = {
  '04': ['CB'],
  '05': ['CC'],
  '06': ['CC'],
  '07': ['CC', 'VC'],
}

/** Months by which a form delays the next salary step. */
const delays: Readonly<Record<string, number>> = { '01': 3, '02': 6, '03': 12, '06': 12 }

export const discipline: readonly Rule[] = [
  {
    id: 'kyLuat.hieuLuc',
    fields: ['kyLuat'],
    needs: ['kyLuat'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Kỷ luật, dòng {dong}: hình thức “{hinhThuc}” không còn từ sau ngày {denHet}, nhưng quyết định ghi {tuNgay}. Xin kiểm tra hình thức và ngày quyết định.',
      en: 'Discipline, row {dong}: the form “{hinhThuc}” ended on {denHet}, but the decision is of {tuNgay}. Please check form and date.',
    },
    legal: law.discipline,
    find: ({ v }, report) => {
      const list = rows(v.kyLuat)
      for (let i = 0; i < list.length; i++) {
        const row = list[i]!
        const ends = disciplineEnds(row.hinhThuc)
        const on = str(row.tuNgay)
        if (ends === '' || on === '' || !after(on, ends)) continue
        const facts = { dong: i + 1, hinhThuc: disciplineName(row.hinhThuc) ?? '', denHet: ends, tuNgay: on }
        report(facts, { path: `kyLuat[${i}].hinhThuc` })
      }
    },
  },
  {
    id: 'kyLuat.loaiDoiTuong',
    fields: ['kyLuat', 'loaiDoiTuong', 'ngayVaoCoQuan'],
    needs: ['kyLuat', 'ngayVaoCoQuan'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Kỷ luật, dòng {dong}: hình thức “{hinhThuc}” không áp dụng cho loại đối tượng {loai}. Xin kiểm tra hình thức kỷ luật hoặc loại đối tượng.',
      en: 'Discipline, row {dong}: the form “{hinhThuc}” is not for category {loai}. Please check form and category.',
    },
    legal: `${law.cadres2008} Điều 78–79; ${law.publicEmployees2010} Điều 52; ${law.discipline}`,
    find: ({ v, category }, report) => {
      if (category === null || category === 'HD') return
      const list = rows(v.kyLuat)
      for (let i = 0; i < list.length; i++) {
        const row = list[i]!
        const allowed = formsFor[str(row.hinhThuc)]
        if (allowed === undefined || allowed.includes(category)) continue
        // In an earlier agency the person may have been of another category.
        const on = str(row.tuNgay)
        const ends = disciplineEnds(row.hinhThuc)
        if (!after(on, str(v.ngayVaoCoQuan)) || (ends !== '' && after(on, ends))) continue
        const facts = { dong: i + 1, hinhThuc: disciplineName(row.hinhThuc) ?? '', loai: category }
        report(facts, { path: `kyLuat[${i}].hinhThuc` })
      }
    },
  },
  {
    id: 'kyLuat.dangVien',
    fields: ['kyLuat', 'ngayVaoDang', 'ngayVaoDangChinhThuc'],
    needs: ['kyLuat'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Kỷ luật, dòng {dong}: hình thức kỷ luật Đảng “{hinhThuc}” vào {tuNgay}, khi hồ sơ chưa là đảng viên. Xin bổ sung ngày vào Đảng hoặc chọn hình thức kỷ luật hành chính.',
      en: 'Discipline, row {dong}: Party discipline “{hinhThuc}” on {tuNgay}, when the record shows no membership. Please add the date of joining or choose an administrative form.',
    },
    legal: `${law.party} Điều 35; Quy định 69-QĐ/TW ngày 06/7/2022`,
    find: ({ v }, report) => {
      const list = rows(v.kyLuat)
      if (list.length === 0) return
      const joined = str(v.ngayVaoDang)
      for (let i = 0; i < list.length; i++) {
        const row = list[i]!
        const form = partyDisciplineName(row.hinhThuc)
        if (form === undefined) continue
        const on = str(row.tuNgay)
        // Who was expelled may rightly show no membership any more, or a later one.
        const never = joined === '' && str(v.ngayVaoDangChinhThuc) === '' && row.hinhThuc !== '4'
        if (!never && !(joined !== '' && row.hinhThuc !== '4' && before(on, joined))) continue
        report({ dong: i + 1, hinhThuc: form, tuNgay: on }, { path: `kyLuat[${i}].hinhThuc` })
      }
    },
  },
  {
    id: 'kyLuat.khaiTru',
    fields: ['chucVuDang', 'kyLuat', 'ngayVaoDang'],
    needs: ['chucVuDang', 'kyLuat'],
    weight: 'asks',
    word: 'song',
    message: {
      vi: 'Đã bị khai trừ khỏi Đảng từ {tuNgay} nhưng vẫn ghi chức vụ Đảng mã {chucVu}. Xin cập nhật chức vụ Đảng.',
      en: 'Expelled from the Party on {tuNgay}, yet Party post {chucVu} is stated. Please update the Party post.',
    },
    legal: `${law.party} Điều 35`,
    find: ({ v }, report) => {
      const post = str(v.chucVuDang)
      if (!stated(post)) return
      for (const row of rows(v.kyLuat)) {
        const on = str(row.tuNgay)
        if (row.hinhThuc !== '4' || after(str(v.ngayVaoDang), on)) continue
        report({ tuNgay: on, chucVu: post })
      }
    },
  },
  {
    id: 'kyLuat.buocThoiViec',
    fields: ['trangThaiCongTac', 'kyLuat', 'ngayVaoCoQuan'],
    needs: ['trangThaiCongTac', 'kyLuat', 'ngayVaoCoQuan'],
    weight: 'asks',
    word: 'song',
    message: {
      vi: 'Đã bị kỷ luật buộc thôi việc từ {tuNgay} nhưng trạng thái vẫn là đang công tác. Xin cập nhật trạng thái.',
      en: 'Dismissed on {tuNgay}, yet still stated as in service. Please update the state.',
    },
    legal: law.discipline,
    find: ({ v }, report) => {
      const list = rows(v.kyLuat)
      if (list.length === 0 || !inService(v.trangThaiCongTac)) return
      for (const row of list) {
        const on = str(row.tuNgay)
        if (row.hinhThuc === '07' && after(on, str(v.ngayVaoCoQuan))) report({ tuNgay: on })
      }
    },
  },
  {
    id: 'trangThaiCongTac.buocThoiViec',
    fields: ['kyLuat', 'trangThaiCongTac'],
    needs: ['trangThaiCongTac', 'kyLuat'],
    weight: 'notes',
    word: 'du',
    message: {
      vi: 'Trạng thái là bị buộc thôi việc nhưng danh sách kỷ luật không có quyết định đó. Xin bổ sung.',
      en: 'The state is “dismissed”, but the decision is not among the disciplinary rows. Please add it.',
    },
    legal: law.discipline,
    find: ({ v }, report) => {
      if (v.trangThaiCongTac !== 'BTV') return
      const list = rows(v.kyLuat)
      if (list.length > 0 && !list.some((row) => row.hinhThuc === '07')) report()
    },
  },
  {
    id: 'kyLuat.cachChuc',
    fields: ['chucVuHienTai', 'kyLuat', 'ngayBoNhiemChucVu', 'ngayBoNhiemLai'],
    needs: ['chucVuHienTai', 'kyLuat', 'ngayBoNhiemChucVu'],
    weight: 'asks',
    word: 'song',
    message: {
      vi: 'Đã bị cách chức từ {tuNgay}, sau ngày bổ nhiệm {ngayBoNhiem}, nhưng vẫn ghi đang giữ chức vụ. Xin cập nhật chức vụ hiện tại.',
      en: 'Removed from office on {tuNgay}, after the appointment of {ngayBoNhiem}, yet the post is still stated. Please update the present post.',
    },
    legal: law.discipline,
    find: ({ v }, report) => {
      const list = rows(v.kyLuat)
      if (list.length === 0 || !stated(str(v.chucVuHienTai))) return
      const appointed = str(v.ngayBoNhiemChucVu)
      const again = str(v.ngayBoNhiemLai)
      for (const row of list) {
        const on = str(row.tuNgay)
        if (row.hinhThuc !== '03' || !after(on, appointed) || (again !== '' && !after(on, again))) continue
        report({ tuNgay: on, ngayBoNhiem: appointed })
      }
    },
  },
  {
    id: 'kyLuat.hoanNangLuong',
    fields: ['quaTrinhLuong', 'kyLuat'],
    needs: ['quaTrinhLuong', 'kyLuat'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Bị kỷ luật “{hinhThuc}” ngày {ngayKyLuat} thì nâng bậc chậm thêm {thangHoan} tháng, nhưng bậc {bac} được nâng từ {tuNgay} sau {thang} tháng (cần {canCo}). Xin kiểm tra mốc nâng bậc.',
      en: 'Discipline “{hinhThuc}” on {ngayKyLuat} delays the next step by {thangHoan} months, but step {bac} was given from {tuNgay} after {thang} months ({canCo} needed). Please check.',
    },
    legal: law.stepRise,
    find: ({ v }, report) => {
      const acts = rows(v.kyLuat)
      if (acts.length === 0) return
      const list = inOrder(rows(v.quaTrinhLuong))
      for (const act of acts) {
        const on = str(act.tuNgay)
        const delay = delays[str(act.hinhThuc)]
        if (delay === undefined || !after(on, '2013-09')) continue
        // A promotion keeps the date from which the next rise is reckoned: the first step in a rank is left alone.
        for (let i = 2; i < list.length; i++) {
          const prior = list[i - 1]!
          const row = list[i]!
          if (rankOf(list[i - 2]!.maNgach) !== rankOf(prior.maNgach)) continue
          const from = str(prior.tuNgay)
          const to = str(row.tuNgay)
          const rank = rankOf(row.maNgach)
          if (!after(on, from) || !before(on, to) || num(row.bac) - num(prior.bac) !== 1) continue
          if (rank?.table === undefined || rank !== rankOf(prior.maNgach)) continue
          const needed = rank.table.monthsPerStep + delay
          const months = mostMonths(from, to) + 1
          if (months >= needed) continue
          report({
            hinhThuc: disciplineName(act.hinhThuc) ?? '',
            ngayKyLuat: on,
            thangHoan: delay,
            bac: num(row.bac),
            tuNgay: to,
            thang: months,
            canCo: needed,
          })
        }
      }
    },
  },
  {
    id: 'kyLuat.xepLoai',
    fields: ['khenThuong', 'kyLuat'],
    needs: ['khenThuong', 'kyLuat'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Khen thưởng, dòng {dong}: năm {nam} bị kỷ luật hành chính nhưng xếp loại hoàn thành xuất sắc. Xin kiểm tra kết quả xếp loại của năm đó.',
      en: 'Awards, row {dong}: disciplined in {nam}, yet rated excellent for that year. Please check the rating.',
    },
    legal: 'Nghị định 90/2020/NĐ-CP Điều 4–15, sửa đổi bởi Nghị định 48/2023/NĐ-CP',
    find: ({ v }, report) => {
      const acts = rows(v.kyLuat)
      if (acts.length === 0) return
      const list = rows(v.khenThuong)
      for (let i = 0; i < list.length; i++) {
        const row = list[i]!
        const rated = num(row.nam)
        if (row.xepLoaiChuyenMon !== '01' || !(rated >= 2021)) continue
        for (const act of acts) {
          if (year(str(act.tuNgay)) !== rated || disciplineName(act.hinhThuc) === undefined) continue
          report({ dong: i + 1, nam: rated }, { path: `khenThuong[${i}].xepLoaiChuyenMon` })
          break
        }
      }
    },
  },
  {
    id: 'kyLuat.truocTuyenDung',
    fields: ['kyLuat', 'ngayTuyenDungLanDau', 'ngayNhapNgu', 'quaTrinhCongTac'],
    needs: ['kyLuat', 'ngayTuyenDungLanDau'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Kỷ luật, dòng {dong}: kỷ luật hành chính ngày {tuNgay}, trước khi được tuyển dụng ({ngayTuyenDung}). Xin kiểm tra ngày quyết định.',
      en: 'Discipline, row {dong}: administrative discipline on {tuNgay}, before recruitment ({ngayTuyenDung}). Please check the date.',
    },
    legal: law.discipline,
    find: ({ v }, report) => {
      const list = rows(v.kyLuat)
      const hired = str(v.ngayTuyenDungLanDau)
      if (list.length === 0 || hired === '' || str(v.ngayNhapNgu) !== '') return
      for (let i = 0; i < list.length; i++) {
        const row = list[i]!
        const on = str(row.tuNgay)
        if (disciplineName(row.hinhThuc) === undefined || !before(on, hired) || workedIn(v.quaTrinhCongTac, year(on)))
          continue
        report({ dong: i + 1, tuNgay: on, ngayTuyenDung: hired }, { path: `kyLuat[${i}].tuNgay` })
      }
    },
  },
]
