/** Pay beside the rank's coefficient: percentage paid, pay by position, allowances, a year's income. */

import type { Rule } from '../model.ts'
import { after, before, leastMonths, year } from './dates.ts'
import { allowanceForm, baseSalary, positionOf, rankOf } from './facts.ts'
import { law } from './laws.ts'
import { num, rows, stated, str } from './read.ts'

/** Lowest regional minimum wage (zone IV, đồng a month), newest first. */
const minimumWages: readonly { from: string; amount: number }[] = [
  { from: '2026-01-01', amount: 3_700_000 },
  { from: '2024-07-01', amount: 3_450_000 },
  { from: '2022-07-01', amount: 3_250_000 },
]

/** Position allowances fixed by Decree 07/2026 for posts that the code list of posts names (from 1/1/2026). */
const allowances2026: ReadonlyMap<string, readonly number[]> = new Map([
  ['XA.CTUBND', [0.7, 0.6]],
  ['XA.PCTUBND', [0.6, 0.5]],
  ['XA.TPCM', [0.35, 0.25]],
  ['XA.PTPCM', [0.2, 0.15]],
  ['TW.CT', [1.1, 1]],
  ['TW.PCT', [0.9, 0.8]],
  ['TW.CTT', [1]],
  ['TW.PCTT', [0.8]],
])

const columnOf: Readonly<Record<string, 'phanTram' | 'heSo' | 'giaTri'>> = {
  percent: 'phanTram',
  coefficient: 'heSo',
  amount: 'giaTri',
}

const columnNames = { phanTram: 'Phần trăm hưởng', heSo: 'Hệ số', giaTri: 'Giá trị (đồng)' } as const

export const pay: readonly Rule[] = [
  {
    id: 'phanTramHuong.tapSu',
    fields: ['phanTramHuong', 'trangThaiCongTac', 'loaiDoiTuong'],
    needs: ['phanTramHuong', 'trangThaiCongTac'],
    weight: 'asks',
    word: 'song',
    message: {
      vi: 'Phần trăm hưởng lương là {phanTram}% trong khi trạng thái là đang làm việc, không phải tập sự. Xin cập nhật mức hưởng hoặc trạng thái.',
      en: 'The salary is paid at {phanTram}% although the person is in service and not on probation. Please update the percentage or the state.',
    },
    legal: 'Nghị định 138/2020/NĐ-CP Điều 22; Nghị định 115/2020/NĐ-CP Điều 23',
    find: ({ v, category }, report) => {
      const percent = num(v.phanTramHuong)
      if (v.trangThaiCongTac === 'DLV' && category !== 'HD' && percent > 0 && percent < 100)
        report({ phanTram: percent })
    },
  },
  {
    id: 'bacLuong.tapSu',
    fields: ['bacLuong', 'trangThaiCongTac', 'loaiDoiTuong'],
    needs: ['bacLuong', 'trangThaiCongTac'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Người tập sự hưởng lương từ bậc 1 đến bậc 3 (tùy bằng cấp), nhưng bậc lương ghi {bac}. Xin kiểm tra bậc lương hoặc trạng thái.',
      en: 'On probation the salary is that of steps 1 to 3 (by degree), but step {bac} is stated. Please check the step or the state.',
    },
    legal: 'Nghị định 138/2020/NĐ-CP Điều 22; Nghị định 115/2020/NĐ-CP Điều 23',
    find: ({ v, category }, report) => {
      const step = num(v.bacLuong)
      if (v.trangThaiCongTac === 'TAPSU' && (category === 'CC' || category === 'VC') && step > 3) report({ bac: step })
    },
  },
  {
    id: 'luongTheoMucTien.haiCachTra',
    fields: ['luongTheoMucTien', 'heSoLuong'],
    needs: ['luongTheoMucTien', 'heSoLuong'],
    weight: 'asks',
    word: 'sach',
    message: {
      vi: 'Hồ sơ vừa có hệ số lương {heSo} vừa có lương theo mức tiền {tien} đồng. Mỗi người chỉ hưởng một cách xếp lương; xin để trống cách không áp dụng.',
      en: 'The record has both a coefficient ({heSo}) and a salary as an amount ({tien} đồng). A person is paid in one way only; please leave the other empty.',
    },
    legal: `${law.salary}; ${law.form}`,
    find: ({ v }, report) => {
      const amount = num(v.luongTheoMucTien)
      const coefficient = num(v.heSoLuong)
      if (amount > 0 && coefficient > 0) report({ heSo: coefficient, tien: amount })
    },
  },
  {
    id: 'luongTheoMucTien.toiThieu',
    fields: ['luongTheoMucTien'],
    needs: ['luongTheoMucTien'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Lương theo mức tiền {tien} đồng thấp hơn lương tối thiểu vùng thấp nhất ({toiThieu} đồng/tháng); có thể đã ghi theo nghìn đồng. Xin ghi bằng đồng.',
      en: 'A salary of {tien} đồng is below the lowest regional minimum wage ({toiThieu} a month); it may be in thousands. Please state it in đồng.',
    },
    legal: 'Bộ luật Lao động 45/2019/QH14 Điều 91; Nghị định 38/2022/NĐ-CP, 74/2024/NĐ-CP, 293/2025/NĐ-CP',
    find: ({ v, today }, report) => {
      const amount = num(v.luongTheoMucTien)
      if (!(amount > 0) || amount >= 3_700_000) return
      for (const wage of minimumWages) {
        if (today < wage.from) continue
        if (amount < wage.amount) report({ tien: amount, toiThieu: wage.amount })
        return
      }
    },
  },
  {
    id: 'ngayHuongLuongVtvl.thieu',
    fields: ['ngayHuongLuongVtvl', 'luongTheoMucTien', 'loaiDoiTuong'],
    needs: ['luongTheoMucTien'],
    weight: 'asks',
    word: 'du',
    message: {
      vi: 'Có lương theo vị trí việc làm nhưng chưa ghi ngày hưởng. Xin bổ sung ngày hưởng.',
      en: 'There is a salary by position but no date from which it is paid. Please add the date.',
    },
    legal: law.form,
    find: ({ v, category }, report) => {
      if (category !== 'HD' && num(v.luongTheoMucTien) > 0 && str(v.ngayHuongLuongVtvl) === '') report()
    },
  },
  {
    id: 'ngayHuongLuongVtvl.khongLuong',
    fields: ['ngayHuongLuongVtvl', 'luongTheoMucTien', 'bacLuongVtvl'],
    needs: ['ngayHuongLuongVtvl'],
    weight: 'notes',
    word: 'sach',
    message: {
      vi: 'Có ngày hưởng lương theo vị trí việc làm ({ngay}) nhưng không có bậc hay mức tiền. Xin bổ sung hoặc xóa ngày này.',
      en: 'There is a date of pay by position ({ngay}) but neither step nor amount. Please add them or clear the date.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      const date = str(v.ngayHuongLuongVtvl)
      if (date !== '' && !(num(v.luongTheoMucTien) > 0) && !(num(v.bacLuongVtvl) > 0)) report({ ngay: date })
    },
  },
  {
    id: 'pctnvkVtvl.ngayHuong',
    fields: ['ngayHuongPctnvkVtvl', 'pctnvkVtvl'],
    needs: ['pctnvkVtvl'],
    weight: 'asks',
    word: 'du',
    message: {
      vi: 'Có phụ cấp thâm niên vượt khung {phanTram}% (lương theo vị trí việc làm) nhưng chưa ghi ngày hưởng. Xin bổ sung.',
      en: 'There is a seniority allowance of {phanTram}% (pay by position) but no date from which it is paid. Please add it.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      const percent = num(v.pctnvkVtvl)
      if (percent > 0 && str(v.ngayHuongPctnvkVtvl) === '') report({ phanTram: percent })
    },
  },
  {
    id: 'pctnvkVtvl.muc',
    fields: ['pctnvkVtvl'],
    needs: ['pctnvkVtvl'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Phụ cấp thâm niên vượt khung (lương theo vị trí việc làm) bắt đầu từ 5%, nhưng ghi {phanTram}%. Xin kiểm tra lại.',
      en: 'The seniority allowance (pay by position) begins at 5%, but {phanTram}% is stated. Please check it.',
    },
    legal: law.overFrame,
    find: ({ v }, report) => {
      const percent = num(v.pctnvkVtvl)
      if (percent > 0 && percent < 5) report({ phanTram: percent })
    },
  },
  {
    id: 'phuCapChucVu.khongChucVu',
    fields: ['phuCapChucVu', 'chucVuHienTai', 'chucVuDang', 'chucVuKiemNhiem', 'chucVuDangKiemNhiem'],
    needs: ['phuCapChucVu', 'chucVuHienTai'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Có phụ cấp chức vụ {heSo} nhưng hồ sơ không ghi chức vụ nào. Xin bổ sung chức vụ, hoặc bỏ phụ cấp nếu đã thôi giữ chức vụ.',
      en: 'There is a position allowance of {heSo} but no post. Please add the post, or clear the allowance if the post was given up.',
    },
    legal: `${law.salary} Điều 6; Thông tư 02/2005/TT-BNV`,
    find: ({ v }, report) => {
      const allowance = num(v.phuCapChucVu)
      if (!(allowance > 0) || v.chucVuHienTai !== '00') return
      const party = str(v.chucVuDang)
      if ((stated(party) && party !== '10') || str(v.chucVuKiemNhiem) !== '' || str(v.chucVuDangKiemNhiem) !== '')
        return
      report({ heSo: allowance })
    },
  },
  {
    id: 'phuCapChucVu.muc2026',
    fields: ['phuCapChucVu', 'chucVuHienTai'],
    needs: ['phuCapChucVu', 'chucVuHienTai'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Phụ cấp chức vụ {heSo} không phải mức quy định cho chức vụ {chucVu} từ 01/01/2026 ({muc}). Xin kiểm tra theo quyết định bổ nhiệm.',
      en: 'A position allowance of {heSo} is none of those set for post {chucVu} from 1 January 2026 ({muc}). Please check the appointment decision.',
    },
    legal: 'Nghị định 07/2026/NĐ-CP',
    find: ({ v, today }, report) => {
      const allowance = num(v.phuCapChucVu)
      if (today < '2026-01-01' || !(allowance > 0)) return
      const lawful = allowances2026.get(str(v.chucVuHienTai))
      if (lawful === undefined || lawful.some((a) => Math.abs(a - allowance) < 0.005)) return
      report({ heSo: allowance, chucVu: str(v.chucVuHienTai), muc: lawful.join('; ') })
    },
  },
  {
    id: 'phuCapKiemNhiem.khongKiemNhiem',
    fields: ['phuCapKiemNhiem', 'chucVuKiemNhiem', 'chucVuDangKiemNhiem'],
    needs: ['phuCapKiemNhiem'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Có phụ cấp kiêm nhiệm nhưng không ghi chức vụ kiêm nhiệm nào. Xin bổ sung chức vụ kiêm nhiệm hoặc bỏ phụ cấp.',
      en: 'There is an allowance for a concurrent post but no such post. Please add the post or clear the allowance.',
    },
    legal: 'Thông tư 78/2005/TT-BNV',
    find: ({ v }, report) => {
      if (num(v.phuCapKiemNhiem) > 0 && str(v.chucVuKiemNhiem) === '' && str(v.chucVuDangKiemNhiem) === '') report()
    },
  },
  {
    id: 'quaTrinhPhuCap.hinhThuc',
    fields: ['quaTrinhPhuCap'],
    needs: ['quaTrinhPhuCap'],
    weight: 'notes',
    word: 'dung',
    message: {
      vi: 'Quá trình phụ cấp, dòng {dong}: loại phụ cấp mã {loai} thường hưởng theo cột “{cot}”, nhưng cột này để trống. Xin kiểm tra loại phụ cấp và mức hưởng.',
      en: 'Allowances, row {dong}: type {loai} is usually stated in column “{cot}”, which is empty. Please check type and amount.',
    },
    legal: law.salary,
    find: ({ v }, report) => {
      const list = rows(v.quaTrinhPhuCap)
      for (let i = 0; i < list.length; i++) {
        const row = list[i]!
        const form = allowanceForm(row.loai)
        if (form === undefined) continue
        const column = columnOf[form]
        if (column === undefined || typeof row[column] === 'number') continue
        if (typeof row.phanTram !== 'number' && typeof row.heSo !== 'number' && typeof row.giaTri !== 'number') continue
        report(
          { dong: i + 1, loai: str(row.loai), cot: columnNames[column] },
          { path: `quaTrinhPhuCap[${i}].${column}` },
        )
      }
    },
  },
  {
    id: 'quaTrinhPhuCap.congVu25',
    fields: ['quaTrinhPhuCap'],
    needs: ['quaTrinhPhuCap'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Quá trình phụ cấp, dòng {dong}: phụ cấp công vụ từ 01/5/2012 là 25%, nhưng ghi {phanTram}%. Xin kiểm tra lại.',
      en: 'Allowances, row {dong}: the public-service allowance has been 25% since 1 May 2012, but {phanTram}% is stated. Please check it.',
    },
    legal: 'Nghị định 34/2012/NĐ-CP Điều 3',
    find: ({ v }, report) => {
      const list = rows(v.quaTrinhPhuCap)
      for (let i = 0; i < list.length; i++) {
        const row = list[i]!
        if (row.loai !== '01' || !after(str(row.tuNgay), '2012-04')) continue
        const percent = num(row.phanTram)
        if (percent >= 0 && percent !== 25) {
          report({ dong: i + 1, phanTram: percent }, { path: `quaTrinhPhuCap[${i}].phanTram`, repair: 25 })
        }
      }
    },
  },
  {
    id: 'quaTrinhPhuCap.congVuVienChuc',
    fields: ['quaTrinhPhuCap', 'loaiDoiTuong', 'ngayVaoCoQuan'],
    needs: ['quaTrinhPhuCap'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Quá trình phụ cấp, dòng {dong}: phụ cấp công vụ chỉ dành cho cán bộ, công chức, nhưng người này là viên chức và dòng này đang hưởng. Xin kiểm tra loại phụ cấp.',
      en: 'Allowances, row {dong}: the public-service allowance is for cadres and civil servants, but this public employee is still paid it. Please check the type.',
    },
    legal: 'Nghị định 34/2012/NĐ-CP Điều 2',
    find: ({ v, category }, report) => {
      if (category !== 'VC') return
      const list = rows(v.quaTrinhPhuCap)
      for (let i = 0; i < list.length; i++) {
        const row = list[i]!
        if (row.loai !== '01' || str(row.denNgay) !== '' || before(str(row.tuNgay), str(v.ngayVaoCoQuan))) continue
        report({ dong: i + 1 }, { path: `quaTrinhPhuCap[${i}].loai` })
      }
    },
  },
  {
    id: 'quaTrinhPhuCap.nhaGiao',
    fields: ['quaTrinhPhuCap', 'maNgach', 'loaiDoiTuong', 'ngayVaoCoQuan'],
    needs: ['quaTrinhPhuCap', 'maNgach'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Quá trình phụ cấp, dòng {dong}: đang hưởng phụ cấp nhà giáo, nhưng chức danh {maNgach} không phải nhà giáo. Xin kiểm tra loại phụ cấp hoặc mã chức danh.',
      en: 'Allowances, row {dong}: a teachers’ allowance is being paid, but title {maNgach} is not a teacher’s. Please check the type or the title.',
    },
    legal: 'Nghị định 77/2021/NĐ-CP Điều 2; Quyết định 244/2005/QĐ-TTg',
    find: ({ v, category }, report) => {
      if (category !== 'VC') return
      const code = rankOf(v.maNgach)?.code ?? 'V.07'
      if (code.startsWith('V.07') || code.startsWith('V.09')) return
      const list = rows(v.quaTrinhPhuCap)
      for (let i = 0; i < list.length; i++) {
        const row = list[i]!
        if ((row.loai !== '11' && row.loai !== '13') || str(row.denNgay) !== '') continue
        if (before(str(row.tuNgay), str(v.ngayVaoCoQuan))) continue
        report({ dong: i + 1, maNgach: code }, { path: `quaTrinhPhuCap[${i}].loai` })
      }
    },
  },
  {
    id: 'thuNhapLuong.quaThap',
    fields: ['thuNhapLuong', 'heSoLuong', 'ngayTuyenDungLanDau', 'trangThaiCongTac'],
    needs: ['thuNhapLuong', 'heSoLuong', 'ngayTuyenDungLanDau'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Thu nhập từ lương cả năm ghi {thuNhap} đồng, quá thấp so với hệ số {heSo} (khoảng {uocTinh} đồng/năm); có thể đã ghi một tháng hoặc theo nghìn đồng. Xin kiểm tra.',
      en: 'The year’s salary income is {thuNhap} đồng, far below coefficient {heSo} (about {uocTinh} a year); it may be one month’s, or in thousands. Please check it.',
    },
    legal: law.form,
    find: ({ v, today }, report) => {
      const income = num(v.thuNhapLuong)
      const coefficient = num(v.heSoLuong)
      if (!(income > 0) || !(coefficient > 0)) return
      const expected = Math.round(coefficient * baseSalary(today) * 12)
      if (income >= expected * 0.15) return
      // A part of a year is lawful, but nobody is paid less than a tenth of a month: that is another unit.
      const partOfYear = v.trangThaiCongTac !== 'DLV' || year(str(v.ngayTuyenDungLanDau)) >= year(today) - 1
      if (partOfYear && income >= expected / 120) return
      report({ thuNhap: income, heSo: coefficient, uocTinh: expected })
    },
  },
  {
    id: 'thuNhapLuong.quaCao',
    fields: ['thuNhapLuong', 'heSoLuong'],
    needs: ['thuNhapLuong', 'heSoLuong'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Thu nhập từ lương cả năm ghi {thuNhap} đồng, quá cao so với hệ số {heSo} (khoảng {uocTinh} đồng/năm). Xin kiểm tra số chữ số và đơn vị (đồng).',
      en: 'The year’s salary income is {thuNhap} đồng, far above coefficient {heSo} (about {uocTinh} a year). Please check digits and unit (đồng).',
    },
    legal: law.form,
    find: ({ v, today }, report) => {
      const income = num(v.thuNhapLuong)
      const coefficient = num(v.heSoLuong)
      if (!(income > 0) || !(coefficient > 0)) return
      const expected = Math.round(coefficient * baseSalary(today) * 12)
      if (income > expected * 15) report({ thuNhap: income, heSo: coefficient, uocTinh: expected })
    },
  },
  {
    id: 'maViTriViecLam.loaiDoiTuong',
    fields: ['maViTriViecLam', 'loaiDoiTuong'],
    needs: ['maViTriViecLam'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Vị trí việc làm {ma} thuộc danh mục của viên chức, nhưng hồ sơ là của cán bộ, công chức. Xin chọn lại mã hoặc loại đối tượng.',
      en: 'Position {ma} is in the list of public employees, but this is a cadre or civil servant. Please choose the code or the category again.',
    },
    legal: 'Nghị định 232/2026/NĐ-CP Phụ lục I–III; Nghị định 62/2020/NĐ-CP',
    find: ({ v, category }, report) => {
      if (category !== 'CC' && category !== 'CB') return
      if (positionOf(v.maViTriViecLam) !== undefined) report({ ma: str(v.maViTriViecLam) })
    },
  },
  {
    id: 'maViTriViecLam.lanhDao',
    fields: ['maViTriViecLam', 'chucVuHienTai', 'chucVuKiemNhiem', 'chucVuDang'],
    needs: ['maViTriViecLam', 'chucVuHienTai'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Vị trí việc làm {ma} là lãnh đạo, quản lý, nhưng chức vụ hiện tại ghi “không”. Xin bổ sung chức vụ hoặc chọn lại vị trí việc làm.',
      en: 'Position {ma} is a leading one, but no present post is stated. Please add the post or choose the position again.',
    },
    legal: 'Nghị định 62/2020/NĐ-CP Điều 6; Nghị định 232/2026/NĐ-CP Phụ lục I',
    find: ({ v }, report) => {
      if (v.chucVuHienTai !== '00' || str(v.chucVuKiemNhiem) !== '') return
      const code = str(v.maViTriViecLam)
      if (code !== 'LDQL' && !code.startsWith('QL.')) return
      const party = str(v.chucVuDang)
      if (!stated(party) || party === '10') report({ ma: code })
    },
  },
  {
    id: 'bacLuongVtvl.viTri',
    fields: ['bacLuongVtvl', 'maViTriViecLam', 'loaiDoiTuong'],
    needs: ['bacLuongVtvl', 'maViTriViecLam'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Vị trí việc làm {ma} có bậc nghề nghiệp từ {tu} đến {den}, nhưng ghi bậc {bac}. Xin kiểm tra vị trí và bậc.',
      en: 'Position {ma} has career steps {tu} to {den}, but step {bac} is stated. Please check position and step.',
    },
    legal: 'Nghị định 232/2026/NĐ-CP Phụ lục II–III',
    find: ({ v, category, today }, report) => {
      const step = num(v.bacLuongVtvl)
      if (category !== 'VC' || today < '2026-07-01' || !(step <= 5)) return
      const position = positionOf(v.maViTriViecLam)
      const low = position?.minStep
      const high = position?.maxStep
      if (low === undefined || high === undefined || (step >= low && step <= high)) return
      report({ ma: str(v.maViTriViecLam), tu: low, den: high, bac: step })
    },
  },
  {
    id: 'trangThaiCongTac.tapSuKeoDai',
    fields: ['trangThaiCongTac', 'ngayTuyenDungLanDau', 'ngayVaoCoQuan', 'loaiDoiTuong'],
    needs: ['trangThaiCongTac', 'ngayTuyenDungLanDau', 'ngayVaoCoQuan'],
    weight: 'asks',
    word: 'song',
    message: {
      vi: 'Trạng thái vẫn là tập sự dù vào cơ quan từ {ngayVao}; thời gian tập sự dài nhất là 12 tháng. Xin cập nhật trạng thái nếu đã bổ nhiệm chính thức.',
      en: 'The state is still probation although the person joined on {ngayVao}; probation lasts at most 12 months. Please update if the appointment was made.',
    },
    legal: 'Nghị định 138/2020/NĐ-CP Điều 20; Nghị định 115/2020/NĐ-CP Điều 21',
    find: ({ v, today, category }, report) => {
      if (v.trangThaiCongTac !== 'TAPSU' || (category !== 'CC' && category !== 'VC')) return
      const joined = str(v.ngayVaoCoQuan)
      // Maternity and long illness are not counted: speak only after two years.
      if (joined !== '' && leastMonths(joined, today) > 24) report({ ngayVao: joined })
    },
  },
]
