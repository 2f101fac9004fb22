/** Houses and land. */

import type { Rule } from '../model.ts'
import { law } from './laws.ts'
import { num, rows, str } from './read.ts'

export const property: readonly Rule[] = [
  {
    id: 'nhaDat.loai',
    fields: ['nhaO', 'datO', 'datSanXuatKinhDoanh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Dòng {dong}: loại mã {loai} không phải của mục này (nhà ở: 1–6, đất: 7–10). Xin chọn lại loại hoặc chuyển dòng sang mục khác.',
      en: 'Row {dong}: kind {loai} does not belong to this list (houses: 1–6, land: 7–10). Please choose the kind again or move the row.',
    },
    legal: `${law.form}, mục 37.3`,
    find: ({ v }, report) => {
      for (const field of ['nhaO', 'datO', 'datSanXuatKinhDoanh'] as const) {
        const list = rows(v[field])
        for (let i = 0; i < list.length; i++) {
          const kind = Number(str(list[i]!.loai))
          const house = kind >= 1 && kind <= 6
          const land = kind >= 7 && kind <= 10
          if (field === 'nhaO' ? land : house) report({ dong: i + 1, loai: kind }, { path: `${field}[${i}].loai` })
        }
      }
    },
  },
  {
    id: 'nhaDat.khongCo',
    fields: ['nhaO', 'datO', 'datSanXuatKinhDoanh'],
    weight: 'asks',
    word: 'sach',
    message: {
      vi: 'Dòng {dong} ghi “không có” nhưng vẫn có diện tích hoặc có dòng khác. Xin xóa dòng “không có” hoặc chọn lại loại.',
      en: 'Row {dong} says “none” although an area or other rows are stated. Please delete that row or choose the kind again.',
    },
    legal: `${law.form}, mục 37.3`,
    find: ({ v }, report) => {
      for (const field of ['nhaO', 'datO', 'datSanXuatKinhDoanh'] as const) {
        const list = rows(v[field])
        for (let i = 0; i < list.length; i++) {
          if (list[i]!.loai !== '00' || (list.length === 1 && !(num(list[i]!.dienTich) > 0))) continue
          report({ dong: i + 1 }, { path: `${field}[${i}].loai` })
        }
      }
    },
  },
  {
    id: 'nhaDat.dienTich',
    fields: ['nhaO', 'datO'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Dòng {dong}: diện tích {dienTich} m² quá lớn cho nhà ở, đất ở của một gia đình. Xin kiểm tra số và đơn vị (m²).',
      en: 'Row {dong}: {dienTich} m² is too large for a family’s house or residential land. Please check number and unit (m²).',
    },
    legal: `${law.form}, mục 37.3; Luật Đất đai 45/2013/QH13 Điều 143–144`,
    find: ({ v }, report) => {
      for (const field of ['nhaO', 'datO'] as const) {
        const list = rows(v[field])
        for (let i = 0; i < list.length; i++) {
          const area = num(list[i]!.dienTich)
          if (area > (field === 'nhaO' ? 3000 : 20000))
            report({ dong: i + 1, dienTich: area }, { path: `${field}[${i}].dienTich` })
        }
      }
    },
  },
]
