/** Allowances against posts, kinds and the law that fixes them. */

import type { Rule } from '../model.ts'
import { after, before } from './dates.ts'
import { allowanceForm, rankOf } from './facts.ts'
import { law } from './laws.ts'
import { num, rows, stated, str } from './read.ts'

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

export const allowances: readonly Rule[] = [
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
]
