/** In service or gone: the state against age, leaving date and everything that happened after it. */

import type { Rule } from '../model.ts'
import { after, before } from './dates.ts'
import { degreeRank, inService, leftService } from './facts.ts'
import { law } from './laws.ts'
import { rows, str } from './read.ts'
import { monthOf, retirementMonth } from './retirement-age.ts'

/** Leaders who may stay on up to five years (Decree 83/2022 Điều 2 and the Party's own rules). */
const longerPosts = new Set(['TW.BT', 'TW.TT', 'TINH.CTHDND', 'TINH.CTUBND', 'TINH.PCTHDND', 'TINH.PCTUBND'])

/** Months by which service may lawfully go on past the retirement age. */
const extension = (category: string | null, post: string, degree: string, title: string): number => {
  if (title === '01') return 120
  if (title === '02') return 84
  if (category === 'VC' && degreeRank(degree) >= 9) return 60
  return longerPosts.has(post) ? 60 : 0
}

const laterDates = ['ngayBoNhiemChucVu', 'ngayBoNhiemLai', 'ngayBoNhiemNgach', 'ngayVaoCoQuan'] as const

export const retirement: readonly Rule[] = [
  {
    id: 'trangThaiCongTac.quaTuoiNghiHuu',
    fields: [
      'trangThaiCongTac',
      'ngaySinh',
      'gioiTinh',
      'loaiDoiTuong',
      'chucVuHienTai',
      'trinhDoChuyenMon',
      'hocHam',
      'ngayThoiViecNghiHuu',
    ],
    needs: ['trangThaiCongTac', 'ngaySinh', 'gioiTinh'],
    weight: 'asks',
    word: 'song',
    message: {
      vi: 'Sinh {ngaySinh}, đến tuổi nghỉ hưu từ tháng {thang}/{nam} nhưng trạng thái vẫn là đang công tác. Xin cập nhật trạng thái, hoặc giữ nguyên nếu có quyết định kéo dài thời gian công tác.',
      en: 'Born {ngaySinh}, of retirement age since {thang}/{nam}, yet still in service. Please update the state, or leave it if an extension was decided.',
    },
    legal: `${law.retirement}; Nghị định 50/2022/NĐ-CP; Nghị định 83/2022/NĐ-CP`,
    find: ({ v, category, today }, report) => {
      if (category === 'HD' || category === null || !inService(v.trangThaiCongTac)) return
      const birth = str(v.ngaySinh)
      if (birth === '' || (v.gioiTinh !== '1' && v.gioiTinh !== '2') || str(v.ngayThoiViecNghiHuu) !== '') return
      const due = retirementMonth(birth, v.gioiTinh === '2')
      // The decision takes effect on the first of the following month; one more month of grace for the update.
      const late = monthOf(today) - due
      if (!(late > 1)) return
      if (late <= 1 + extension(category, str(v.chucVuHienTai), str(v.trinhDoChuyenMon), str(v.hocHam))) return
      report({ ngaySinh: birth, thang: (due % 12) + 1, nam: Math.floor(due / 12) })
    },
  },
  {
    id: 'ngayThoiViecNghiHuu.quaSom',
    fields: ['ngayThoiViecNghiHuu', 'trangThaiCongTac', 'ngaySinh', 'gioiTinh', 'quanHamCaoNhat'],
    needs: ['ngayThoiViecNghiHuu', 'trangThaiCongTac', 'ngaySinh', 'gioiTinh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Nghỉ hưu ngày {ngay} trong khi sinh {ngaySinh}: sớm hơn tuổi nghỉ hưu trên 10 năm. Xin kiểm tra ngày nghỉ, ngày sinh hoặc trạng thái (thôi việc).',
      en: 'Retired on {ngay} while born {ngaySinh}: more than 10 years before retirement age. Please check the dates or the state (resignation).',
    },
    legal: `${law.retirement}; Luật Bảo hiểm xã hội 58/2014/QH13 Điều 54–55`,
    find: ({ v }, report) => {
      if (v.trangThaiCongTac !== 'NGHIHUU' || str(v.quanHamCaoNhat) !== '') return
      const left = str(v.ngayThoiViecNghiHuu)
      const birth = str(v.ngaySinh)
      if (left === '' || birth === '' || (v.gioiTinh !== '1' && v.gioiTinh !== '2')) return
      const due = retirementMonth(birth.length > 4 ? birth : `${birth}-01`, v.gioiTinh === '2')
      if (due - monthOf(left) > 120) report({ ngay: left, ngaySinh: birth })
    },
  },
  {
    id: 'trangThaiCongTac.thieuNgayNghi',
    fields: ['ngayThoiViecNghiHuu', 'trangThaiCongTac'],
    needs: ['trangThaiCongTac'],
    weight: 'asks',
    word: 'du',
    message: {
      vi: 'Trạng thái là đã nghỉ (mã {trangThai}) nhưng chưa ghi ngày thôi việc, nghỉ hưu. Xin bổ sung ngày theo quyết định.',
      en: 'The state is “left” (code {trangThai}) but the leaving date is missing. Please add it from the decision.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      if (leftService(v.trangThaiCongTac) && str(v.ngayThoiViecNghiHuu) === '') {
        report({ trangThai: str(v.trangThaiCongTac) })
      }
    },
  },
  {
    id: 'ngayThoiViecNghiHuu.vanDangLam',
    fields: ['trangThaiCongTac', 'ngayThoiViecNghiHuu', 'ngayVaoCoQuan'],
    needs: ['trangThaiCongTac', 'ngayThoiViecNghiHuu'],
    weight: 'asks',
    word: 'song',
    message: {
      vi: 'Đã ghi ngày thôi việc, nghỉ hưu {ngay} nhưng trạng thái vẫn là đang công tác. Xin cập nhật trạng thái hoặc xóa ngày.',
      en: 'A leaving date {ngay} is stated but the state is still “in service”. Please update the state or clear the date.',
    },
    legal: law.form,
    find: ({ v, today }, report) => {
      const left = str(v.ngayThoiViecNghiHuu)
      if (left === '' || left > today || !inService(v.trangThaiCongTac)) return
      // Who left and was taken on again: the date belongs to the former service.
      if (!before(left, str(v.ngayVaoCoQuan))) report({ ngay: left })
    },
  },
  {
    id: 'ngayThoiViecNghiHuu.chuaDen',
    fields: ['trangThaiCongTac', 'ngayThoiViecNghiHuu'],
    needs: ['trangThaiCongTac', 'ngayThoiViecNghiHuu'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Ngày thôi việc, nghỉ hưu {ngay} chưa đến nhưng trạng thái đã ghi là nghỉ. Xin giữ trạng thái đang công tác đến ngày đó hoặc sửa ngày.',
      en: 'The leaving date {ngay} has not come, but the state is already “left”. Please keep “in service” until then or correct the date.',
    },
    legal: law.form,
    find: ({ v, today }, report) => {
      const left = str(v.ngayThoiViecNghiHuu)
      if (left > today && leftService(v.trangThaiCongTac)) report({ ngay: left })
    },
  },
  {
    id: 'ngayThoiViecNghiHuu.truocTuyenDung',
    fields: ['ngayThoiViecNghiHuu', 'ngayTuyenDungLanDau'],
    needs: ['ngayThoiViecNghiHuu', 'ngayTuyenDungLanDau'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Ngày thôi việc, nghỉ hưu ({ngay}) trước ngày tuyển dụng lần đầu ({ngayTuyenDung}). Xin kiểm tra lại hai ngày này.',
      en: 'The leaving date ({ngay}) lies before the first recruitment ({ngayTuyenDung}). Please check both dates.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      const left = str(v.ngayThoiViecNghiHuu)
      const hired = str(v.ngayTuyenDungLanDau)
      if (left !== '' && before(left, hired)) report({ ngay: left, ngayTuyenDung: hired })
    },
  },
  {
    id: 'ngayThoiViecNghiHuu.suKienSau',
    fields: ['ngayThoiViecNghiHuu', 'trangThaiCongTac', 'ngayTuyenDungLanDau', ...laterDates],
    needs: ['ngayThoiViecNghiHuu', 'trangThaiCongTac'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Đã nghỉ từ {ngay} nhưng còn sự kiện ngày {sau} ở trường này. Xin kiểm tra ngày của sự kiện hoặc ngày nghỉ.',
      en: 'Left on {ngay}, but this field states an event on {sau}. Please check the date of the event or the leaving date.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      if (!leftService(v.trangThaiCongTac)) return
      const left = str(v.ngayThoiViecNghiHuu)
      if (left === '' || before(left, str(v.ngayTuyenDungLanDau))) return
      for (const field of laterDates) {
        const date = str(v[field])
        if (date !== '' && after(date, left)) report({ ngay: left, sau: date }, { path: field })
      }
    },
  },
  {
    id: 'quaTrinhCongTac.conMo',
    fields: ['quaTrinhCongTac', 'trangThaiCongTac', 'ngayThoiViecNghiHuu'],
    needs: ['quaTrinhCongTac', 'trangThaiCongTac', 'ngayThoiViecNghiHuu'],
    weight: 'asks',
    word: 'song',
    message: {
      vi: 'Quá trình công tác, dòng {dong} chưa có ngày kết thúc dù đã nghỉ từ {ngay}. Xin ghi ngày kết thúc.',
      en: 'Career, row {dong} has no end although the person left on {ngay}. Please state the end.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      if (!leftService(v.trangThaiCongTac)) return
      const left = str(v.ngayThoiViecNghiHuu)
      const list = rows(v.quaTrinhCongTac)
      for (let i = 0; i < list.length; i++) {
        const from = str(list[i]!.tuNgay)
        // A row that began afterwards is another life: an association, a contract.
        if (left === '' || from === '' || str(list[i]!.denNgay) !== '' || !before(from, left)) continue
        report({ dong: i + 1, ngay: left }, { path: `quaTrinhCongTac[${i}].denNgay`, repair: left })
      }
    },
  },
  {
    id: 'quaTrinhCongTac.daKetThuc',
    fields: ['quaTrinhCongTac', 'trangThaiCongTac'],
    needs: ['quaTrinhCongTac', 'trangThaiCongTac'],
    weight: 'asks',
    word: 'song',
    message: {
      vi: 'Trạng thái là đang làm việc nhưng mọi dòng của quá trình công tác đã kết thúc, dòng cuối vào {denNgay}. Xin bổ sung công việc hiện tại.',
      en: 'The state is “in service”, but every row of the career has ended, the last on {denNgay}. Please add the present work.',
    },
    legal: law.form,
    find: ({ v, today }, report) => {
      if (v.trangThaiCongTac !== 'DLV') return
      let end = ''
      for (const row of rows(v.quaTrinhCongTac)) {
        const to = str(row.denNgay)
        if (to === '' || !before(to, today)) return
        if (to > end) end = to
      }
      if (end !== '') report({ denNgay: end })
    },
  },
]
