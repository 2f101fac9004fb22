/** Posts against category, state and body. */

import type { Rule } from '../model.ts'
import { inService, postName } from './facts.ts'
import { law } from './laws.ts'
import { str } from './read.ts'

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

export const posts: readonly Rule[] = [
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
