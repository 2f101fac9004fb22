/** Job positions and career steps against category and post. */

import type { Rule } from '../model.ts'
import { positionOf } from './facts.ts'
import { num, stated, str } from './read.ts'

export const positions: readonly Rule[] = [
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
]
