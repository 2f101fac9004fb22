/** Political theory against its list and the Party. */

import type { Rule } from '../model.ts'
import { politicsRank } from './facts.ts'
import { law } from './laws.ts'
import { finished } from './periods.ts'
import { rows, stated, str } from './read.ts'

export const politics: readonly Rule[] = [
  {
    id: 'lyLuanChinhTri.thapHonBang',
    fields: ['lyLuanChinhTri', 'daoTaoLyLuanChinhTri'],
    needs: ['lyLuanChinhTri', 'daoTaoLyLuanChinhTri'],
    weight: 'asks',
    word: 'song',
    message: {
      vi: 'Trình độ lý luận chính trị ghi mã {ghi}, nhưng quá trình đào tạo có bằng cao hơn (mã {bang}). Xin xác nhận cập nhật.',
      en: 'Political theory is code {ghi}, but the list holds a higher level (code {bang}). Please confirm the update.',
    },
    legal: law.form,
    find: ({ v, today }, report) => {
      const level = politicsRank(v.lyLuanChinhTri)
      let best = ''
      for (const row of rows(v.daoTaoLyLuanChinhTri)) {
        const high = politicsRank(row.vanBang)
        if (high > level && high > politicsRank(best) && finished(row, today)) best = str(row.vanBang)
      }
      if (best !== '') report({ ghi: str(v.lyLuanChinhTri), bang: best }, { repair: best })
    },
  },
  {
    id: 'lyLuanChinhTri.thieuBang',
    fields: ['daoTaoLyLuanChinhTri', 'lyLuanChinhTri'],
    needs: ['daoTaoLyLuanChinhTri', 'lyLuanChinhTri'],
    weight: 'notes',
    word: 'du',
    message: {
      vi: 'Trình độ lý luận chính trị ghi mã {ghi} nhưng quá trình đào tạo không có bằng ở mức đó. Xin bổ sung dòng còn thiếu.',
      en: 'Political theory is code {ghi}, but the list has no certificate of that level. Please add the missing row.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      const level = politicsRank(v.lyLuanChinhTri)
      const list = rows(v.daoTaoLyLuanChinhTri)
      if (level < 2 || list.length === 0) return
      for (const row of list) if (politicsRank(row.vanBang) >= level || str(row.vanBang) === '') return
      report({ ghi: str(v.lyLuanChinhTri) })
    },
  },
  {
    id: 'lyLuanChinhTri.dangVien',
    fields: ['lyLuanChinhTri', 'ngayVaoDang', 'ngayVaoDangChinhThuc', 'chucVuDang'],
    needs: ['lyLuanChinhTri'],
    weight: 'notes',
    word: 'du',
    message: {
      vi: 'Có trình độ lý luận chính trị cao cấp, cử nhân (dành cho đảng viên) nhưng chưa ghi ngày vào Đảng. Nếu là đảng viên, xin bổ sung.',
      en: 'Political theory is at the high level (for Party members) but no date of joining is stated. If the person is a member, please add it.',
    },
    legal: 'Quy định 57-QĐ/TW ngày 08/02/2022',
    find: ({ v }, report) => {
      if (politicsRank(v.lyLuanChinhTri) < 3 || stated(str(v.chucVuDang))) return
      if (str(v.ngayVaoDang) === '' && str(v.ngayVaoDangChinhThuc) === '') report()
    },
  },
]
