/** The order of a career's dates, and posts against what else is stated. */

import type { Rule } from '../model.ts'
import { before, leastMonths, mostYears } from './dates.ts'
import { inService, leftService, postName } from './facts.ts'
import { law } from './laws.ts'
import { stated, str } from './read.ts'

/** Posts that are filled by election or approval of an elected body: their holders are cadres. */
const elected = new Set([
  'CT01',
  'CT02',
  'CT03',
  'CT04',
  'CT05',
  'CT06',
  'CT07',
  'CT08',
  'CT09',
  'TW.BT',
  'TINH.CTHDND',
  'TINH.PCTHDND',
  'TINH.CTUBND',
  'TINH.PCTUBND',
  'XA.CTUBND',
  'XA.PCTUBND',
])

/** Where wards had no council (2021 to 2025), their chairmen and deputies were appointed civil servants. */
const appointedInCities = new Set(['CT04', 'CT08', 'XA.CTUBND', 'XA.PCTUBND'])
const cities = new Set(['H26', 'H29', 'H17'])

/** Posts of administrative bodies whose holders are civil servants. */
const administrative = new Set([
  'TW.TT',
  'TW.VT',
  'TW.PVT',
  'TW.CVP',
  'TW.PCVP',
  'TW.CTT',
  'TW.PCTT',
  'TINH.GDS',
  'TINH.PGDS',
  'TINH.CVPUB',
])

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
    id: 'chucVuHienTai.thieuNgay',
    fields: ['ngayBoNhiemChucVu', 'chucVuHienTai', 'trangThaiCongTac', 'loaiDoiTuong'],
    needs: ['chucVuHienTai'],
    weight: 'asks',
    word: 'du',
    message: {
      vi: 'Đang giữ chức vụ “{chucVu}” nhưng chưa ghi ngày bổ nhiệm, phê chuẩn. Xin bổ sung ngày theo quyết định.',
      en: 'The post “{chucVu}” is held but the date of appointment or approval is missing. Please add it from the decision.',
    },
    legal: law.form,
    find: ({ v, category }, report) => {
      if (category === 'HD' || category === null || str(v.ngayBoNhiemChucVu) !== '') return
      const name = postName(v.chucVuHienTai)
      if (name !== undefined && inService(v.trangThaiCongTac)) report({ chucVu: name })
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
  {
    id: 'chucVuHienTai.chucDanhBauCu',
    fields: ['chucVuHienTai', 'loaiDoiTuong', 'coQuanQuanLy'],
    needs: ['chucVuHienTai'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: '“{chucVu}” do bầu cử, phê chuẩn nên người giữ là cán bộ, nhưng loại đối tượng ghi mã {loai}. Xin kiểm tra chức vụ hoặc loại đối tượng.',
      en: '“{chucVu}” is filled by election or approval, so its holder is a cadre, but the category is {loai}. Please check post and category.',
    },
    legal: `${law.cadres2008} Điều 4, 21, 61; Luật Cán bộ, công chức 80/2025/QH15; Nghị quyết 97/2019/QH14, 119/2020/QH14, 131/2020/QH14`,
    find: ({ v, category }, report) => {
      if (category !== 'CC' && category !== 'VC') return
      const code = str(v.chucVuHienTai)
      if (!elected.has(code)) return
      if (category === 'CC' && appointedInCities.has(code) && cities.has(str(v.coQuanQuanLy).slice(0, 3))) return
      report({ chucVu: postName(code) ?? code, loai: category })
    },
  },
  {
    id: 'chucVuHienTai.chucVuHanhChinh',
    fields: ['chucVuHienTai', 'loaiDoiTuong'],
    needs: ['chucVuHienTai'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: '“{chucVu}” là chức vụ trong cơ quan hành chính, do công chức giữ, nhưng loại đối tượng là viên chức. Xin kiểm tra chức vụ hoặc loại đối tượng.',
      en: '“{chucVu}” is a post of an administrative body, held by civil servants, but the category is public employee. Please check both.',
    },
    legal: 'Nghị định 06/2010/NĐ-CP; Nghị định 138/2020/NĐ-CP',
    find: ({ v, category }, report) => {
      if (category !== 'VC') return
      const code = str(v.chucVuHienTai)
      if (administrative.has(code)) report({ chucVu: postName(code) ?? code })
    },
  },
  {
    id: 'chucVuHienTai.hopDong',
    fields: ['chucVuHienTai', 'loaiDoiTuong', 'loaiHopDong'],
    needs: ['chucVuHienTai'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Người lao động hợp đồng ghi giữ chức vụ “{chucVu}”. Xin kiểm tra chức vụ hoặc loại đối tượng.',
      en: 'A contract worker is stated to hold the post “{chucVu}”. Please check the post or the category.',
    },
    legal: 'Nghị định 111/2022/NĐ-CP Điều 4–5',
    find: ({ v, category }, report) => {
      if (category !== 'HD') return
      const name = postName(v.chucVuHienTai)
      if (name !== undefined) report({ chucVu: name })
    },
  },
  {
    id: 'chucVuHienTai.tapSu',
    fields: ['chucVuHienTai', 'trangThaiCongTac', 'loaiDoiTuong'],
    needs: ['chucVuHienTai', 'trangThaiCongTac'],
    weight: 'asks',
    word: 'song',
    message: {
      vi: 'Người đang tập sự ghi giữ chức vụ “{chucVu}”. Xin cập nhật trạng thái công tác hoặc chức vụ.',
      en: 'A person on probation is stated to hold the post “{chucVu}”. Please update the state or the post.',
    },
    legal: 'Nghị định 138/2020/NĐ-CP Điều 20, 42; Nghị định 115/2020/NĐ-CP Điều 21, 44',
    find: ({ v, category }, report) => {
      if (v.trangThaiCongTac !== 'TAPSU' || (category !== 'CC' && category !== 'VC')) return
      const name = postName(v.chucVuHienTai)
      if (name !== undefined) report({ chucVu: name })
    },
  },
  {
    id: 'trangThaiCongTac.tapSuCanBo',
    fields: ['trangThaiCongTac', 'loaiDoiTuong'],
    needs: ['trangThaiCongTac'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Cán bộ được bầu cử, phê chuẩn, không qua tập sự, nhưng trạng thái ghi tập sự. Xin kiểm tra trạng thái hoặc loại đối tượng.',
      en: 'Cadres are elected or approved without probation, but the state is probation. Please check the state or the category.',
    },
    legal: `${law.cadres2008} Điều 4, 40`,
    find: ({ v, category }, report) => {
      if (category === 'CB' && v.trangThaiCongTac === 'TAPSU') report()
    },
  },
  {
    id: 'trangThaiCongTac.thaiSan',
    fields: ['trangThaiCongTac', 'gioiTinh'],
    needs: ['trangThaiCongTac', 'gioiTinh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Trạng thái ghi nghỉ thai sản nhưng giới tính là nam. Xin kiểm tra trạng thái và giới tính.',
      en: 'The state is maternity leave but the gender is male. Please check state and gender.',
    },
    legal: 'Luật Bảo hiểm xã hội 58/2014/QH13 Điều 34; 41/2024/QH15',
    find: ({ v }, report) => {
      if (v.trangThaiCongTac === 'THAISAN' && v.gioiTinh === '1') report()
    },
  },
  {
    id: 'coQuanSuDung.coQuanQuanLy',
    fields: ['coQuanSuDung', 'coQuanQuanLy', 'trangThaiCongTac'],
    needs: ['coQuanSuDung', 'coQuanQuanLy'],
    weight: 'notes',
    word: 'dung',
    message: {
      vi: 'Đơn vị sử dụng {donVi} không thuộc cơ quan quản lý {coQuan} theo mã định danh. Nếu là biệt phái hoặc ngành dọc thì giữ nguyên; nếu không, xin kiểm tra.',
      en: 'By their codes unit {donVi} does not belong to the managing body {coQuan}. If it is a secondment or a vertical branch this is right; otherwise please check.',
    },
    legal: 'Quyết định 20/2020/QĐ-TTg',
    find: ({ v }, report) => {
      const unit = str(v.coQuanSuDung)
      const body = str(v.coQuanQuanLy)
      // Only new-form codes (letter, two digits, dots) tell the body in their first three characters.
      if (unit.length < 3 || body.length < 3 || unit.charCodeAt(0) < 65 || body.charCodeAt(0) < 65) return
      if (unit.charCodeAt(0) === body.charCodeAt(0) && unit.charCodeAt(1) === body.charCodeAt(1)) {
        if (unit.charCodeAt(2) === body.charCodeAt(2)) return
      }
      if (v.trangThaiCongTac !== 'BIETPHAI') report({ donVi: unit, coQuan: body })
    },
  },
]
