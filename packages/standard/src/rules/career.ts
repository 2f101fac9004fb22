/** The order of a career's dates: recruitment, agency, appointment, re-appointment. */

import type { Rule } from '../model.ts'
import { before, leastMonths, mostYears } from './dates.ts'
import { leftService } from './facts.ts'
import { law } from './laws.ts'
import { stated, str } from './read.ts'

/** Least age at recruitment on that day: 18 since 1998; before, the working age of the labour codes. */
const leastAge = (hired: string, rank: string): number => {
  if (before(hired, '1998-05-01') || hired.startsWith('1998')) return 15
  return rank.startsWith('V.10') ? 15 : 18
}

export const career: readonly Rule[] = [
  {
    id: 'ngayTuyenDungLanDau.tuoi',
    fields: ['ngayTuyenDungLanDau', 'ngaySinh', 'maNgach'],
    needs: ['ngayTuyenDungLanDau', 'ngaySinh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Tuyển dụng lần đầu {ngay} khi mới {tuoi} tuổi; tuổi tuyển dụng ít nhất là {toiThieu}. Xin kiểm tra ngày tuyển dụng và ngày sinh.',
      en: 'First recruited on {ngay} at age {tuoi}; the least age is {toiThieu}. Please check recruitment and birth dates.',
    },
    legal: `Pháp lệnh Cán bộ, công chức 1998; ${law.cadres2008} Điều 36; ${law.publicEmployees2010} Điều 22`,
    find: ({ v }, report) => {
      const hired = str(v.ngayTuyenDungLanDau)
      const birth = str(v.ngaySinh)
      if (hired === '' || birth === '') return
      const age = mostYears(birth, hired)
      const least = leastAge(hired, str(v.maNgach))
      if (age < least) report({ ngay: hired, tuoi: age, toiThieu: least })
    },
  },
  {
    id: 'ngayVaoCoQuan.truocTuyenDung',
    fields: ['ngayVaoCoQuan', 'ngayTuyenDungLanDau', 'loaiDoiTuong'],
    needs: ['ngayVaoCoQuan', 'ngayTuyenDungLanDau'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Ngày vào cơ quan hiện nay ({ngayVao}) trước ngày tuyển dụng lần đầu ({ngayTuyenDung}). Xin kiểm tra lại hai ngày này.',
      en: 'The present agency was joined ({ngayVao}) before the first recruitment ({ngayTuyenDung}). Please check both dates.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      const joined = str(v.ngayVaoCoQuan)
      const hired = str(v.ngayTuyenDungLanDau)
      if (joined !== '' && before(joined, hired)) report({ ngayVao: joined, ngayTuyenDung: hired })
    },
  },
  {
    id: 'ngayBoNhiemChucVu.truocTuyenDung',
    fields: ['ngayBoNhiemChucVu', 'ngayTuyenDungLanDau'],
    needs: ['ngayBoNhiemChucVu', 'ngayTuyenDungLanDau'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Ngày bổ nhiệm chức vụ ({ngayBoNhiem}) trước ngày tuyển dụng lần đầu ({ngayTuyenDung}). Xin kiểm tra lại hai ngày này.',
      en: 'The appointment to the post ({ngayBoNhiem}) lies before the first recruitment ({ngayTuyenDung}). Please check both dates.',
    },
    legal: `${law.cadres2008} Điều 51`,
    find: ({ v }, report) => {
      const appointed = str(v.ngayBoNhiemChucVu)
      const hired = str(v.ngayTuyenDungLanDau)
      if (appointed !== '' && before(appointed, hired)) report({ ngayBoNhiem: appointed, ngayTuyenDung: hired })
    },
  },
  {
    id: 'ngayBoNhiemChucVu.truocVaoCoQuan',
    fields: ['ngayBoNhiemChucVu', 'ngayVaoCoQuan', 'ngayTuyenDungLanDau'],
    needs: ['ngayBoNhiemChucVu', 'ngayVaoCoQuan'],
    weight: 'notes',
    word: 'dung',
    message: {
      vi: 'Ngày bổ nhiệm chức vụ hiện tại ({ngayBoNhiem}) trước ngày vào cơ quan đang công tác ({ngayVao}). Nếu do sáp nhập, đổi tên cơ quan thì giữ nguyên; nếu không, xin kiểm tra.',
      en: 'The present post was given ({ngayBoNhiem}) before the present agency was joined ({ngayVao}). After a merger this is right; otherwise please check.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      const appointed = str(v.ngayBoNhiemChucVu)
      const joined = str(v.ngayVaoCoQuan)
      if (appointed === '' || joined === '' || before(appointed, str(v.ngayTuyenDungLanDau))) return
      if (leastMonths(appointed, joined) >= 1) report({ ngayBoNhiem: appointed, ngayVao: joined })
    },
  },
  {
    id: 'ngayBoNhiemLai.truocBoNhiem',
    fields: ['ngayBoNhiemLai', 'ngayBoNhiemChucVu'],
    needs: ['ngayBoNhiemLai', 'ngayBoNhiemChucVu'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Ngày bổ nhiệm lại ({ngayLai}) không sau ngày bổ nhiệm ({ngayBoNhiem}). Xin kiểm tra lại hai ngày này.',
      en: 'The re-appointment ({ngayLai}) is not later than the appointment ({ngayBoNhiem}). Please check both dates.',
    },
    legal: `${law.cadres2008} Điều 51; Nghị định 138/2020/NĐ-CP Điều 48`,
    find: ({ v }, report) => {
      const again = str(v.ngayBoNhiemLai)
      const appointed = str(v.ngayBoNhiemChucVu)
      if (again !== '' && appointed !== '' && again <= appointed) report({ ngayLai: again, ngayBoNhiem: appointed })
    },
  },
  {
    id: 'ngayBoNhiemLai.thieuBoNhiem',
    fields: ['ngayBoNhiemLai', 'ngayBoNhiemChucVu', 'chucVuHienTai'],
    needs: ['ngayBoNhiemLai', 'chucVuHienTai'],
    weight: 'asks',
    word: 'sach',
    message: {
      vi: 'Có ngày bổ nhiệm lại ({ngayLai}) nhưng không giữ chức vụ và không có ngày bổ nhiệm. Xin bổ sung chức vụ hoặc xóa ngày này.',
      en: 'There is a re-appointment ({ngayLai}) but neither a post nor an appointment. Please add the post or clear the date.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      const again = str(v.ngayBoNhiemLai)
      if (again !== '' && v.chucVuHienTai === '00' && str(v.ngayBoNhiemChucVu) === '') report({ ngayLai: again })
    },
  },
  {
    id: 'ngayBoNhiemChucVu.khongChucVu',
    fields: ['ngayBoNhiemChucVu', 'chucVuHienTai', 'chucVuKiemNhiem', 'chucVuDang', 'trangThaiCongTac'],
    needs: ['ngayBoNhiemChucVu', 'chucVuHienTai'],
    weight: 'asks',
    word: 'sach',
    message: {
      vi: 'Có ngày bổ nhiệm {ngayBoNhiem} nhưng chức vụ hiện tại ghi “không”. Xin bổ sung chức vụ, hoặc xóa ngày nếu đã thôi giữ chức vụ.',
      en: 'There is an appointment of {ngayBoNhiem} but no present post. Please add the post, or clear the date if it was given up.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      if (v.chucVuHienTai !== '00' || str(v.chucVuKiemNhiem) !== '' || leftService(v.trangThaiCongTac)) return
      const party = str(v.chucVuDang)
      if (stated(party) && party !== '10') return
      if (str(v.ngayBoNhiemChucVu) !== '') report({ ngayBoNhiem: str(v.ngayBoNhiemChucVu) })
    },
  },
  {
    id: 'ngayBoNhiemChucVu.tuoi',
    fields: ['ngayBoNhiemChucVu', 'ngaySinh', 'ngayTuyenDungLanDau'],
    needs: ['ngayBoNhiemChucVu', 'ngaySinh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Bổ nhiệm chức vụ ngày {ngayBoNhiem} khi mới {tuoi} tuổi. Xin kiểm tra ngày bổ nhiệm và ngày sinh.',
      en: 'Appointed to a post on {ngayBoNhiem} at age {tuoi}. Please check the appointment and birth dates.',
    },
    legal: `${law.cadres2008} Điều 21, 36, 51`,
    find: ({ v }, report) => {
      const appointed = str(v.ngayBoNhiemChucVu)
      const birth = str(v.ngaySinh)
      if (appointed === '' || birth === '' || before(appointed, str(v.ngayTuyenDungLanDau))) return
      const age = mostYears(birth, appointed)
      if (age < 18) report({ ngayBoNhiem: appointed, tuoi: age })
    },
  },
]
