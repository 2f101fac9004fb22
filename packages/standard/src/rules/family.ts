/** The family: who may be there, how often, and how old. */

import type { Rule } from '../model.ts'
import { year } from './dates.ts'
import { child, father, husband, mother, spouseOf, wife } from './kin.ts'
import { law } from './laws.ts'
import { num, rows, str } from './read.ts'

/** Fewer years cannot lie between a parent and a child. */
const parentAge = 13

export const family: readonly Rule[] = [
  {
    id: 'giaDinh.haiChaMe',
    fields: ['giaDinhBanThan', 'giaDinhVoChong'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Quan hệ gia đình có hai người cùng ghi là “{quanHe}” (dòng {dong} là người thứ hai). Cha mẹ nuôi, kế xin ghi rõ ở cột thông tin; nếu nhầm, xin chọn lại quan hệ.',
      en: 'Two people are stated as “{quanHe}” (father or mother; row {dong} is the second). Please mention foster or step parents in the details, or choose the relation again.',
    },
    legal: `${law.form}, mục 36`,
    find: ({ v }, report) => {
      for (const field of ['giaDinhBanThan', 'giaDinhVoChong'] as const) {
        const list = rows(v[field])
        let fathers = 0
        let mothers = 0
        for (let i = 0; i < list.length; i++) {
          const relation = list[i]!.quanHe
          if (relation !== father && relation !== mother) continue
          const count = relation === father ? ++fathers : ++mothers
          if (count < 2 || /nuôi|kế|dượng/iu.test(str(list[i]!.thongTin))) continue
          report({ quanHe: relation === father ? 'Cha' : 'Mẹ', dong: i + 1 }, { path: `${field}[${i}].quanHe` })
        }
      }
    },
  },
  {
    id: 'giaDinhBanThan.tuoiCon',
    fields: ['giaDinhBanThan', 'ngaySinh'],
    needs: ['giaDinhBanThan', 'ngaySinh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Quan hệ gia đình, dòng {dong}: con sinh năm {namSinhCon}, bản thân sinh năm {namSinh}, cách nhau chưa đến 13 tuổi. Xin kiểm tra năm sinh hoặc mối quan hệ.',
      en: 'Family, row {dong}: a child born {namSinhCon} while the person was born {namSinh}, less than 13 years apart. Please check years or relation.',
    },
    legal: 'Thông tư 06/2023/TT-BNV, mục 36; đối chiếu năm sinh',
    find: ({ v }, report) => {
      const own = year(str(v.ngaySinh))
      const list = rows(v.giaDinhBanThan)
      if (own === 0) return
      for (let i = 0; i < list.length; i++) {
        const row = list[i]!
        const born = num(row.namSinh)
        if (row.quanHe !== child || !(born - own < parentAge)) continue
        report({ dong: i + 1, namSinhCon: born, namSinh: own }, { path: `giaDinhBanThan[${i}].namSinh` })
      }
    },
  },
  {
    id: 'giaDinhBanThan.tuoiChaMe',
    fields: ['giaDinhBanThan', 'ngaySinh'],
    needs: ['giaDinhBanThan', 'ngaySinh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Quan hệ gia đình, dòng {dong}: cha hoặc mẹ sinh năm {namSinhChaMe}, bản thân sinh năm {namSinh}. Xin kiểm tra năm sinh hoặc mối quan hệ.',
      en: 'Family, row {dong}: a parent born {namSinhChaMe} while the person was born {namSinh}. Please check years or relation.',
    },
    legal: 'Thông tư 06/2023/TT-BNV, mục 36; đối chiếu năm sinh',
    find: ({ v }, report) => {
      const own = year(str(v.ngaySinh))
      const list = rows(v.giaDinhBanThan)
      if (own === 0) return
      for (let i = 0; i < list.length; i++) {
        const row = list[i]!
        if (row.quanHe !== father && row.quanHe !== mother) continue
        const gap = own - num(row.namSinh)
        if (!(gap < parentAge) && !(gap > (row.quanHe === mother ? 60 : 90))) continue
        report({ dong: i + 1, namSinhChaMe: num(row.namSinh), namSinh: own }, { path: `giaDinhBanThan[${i}].namSinh` })
      }
    },
  },
  {
    id: 'giaDinhVoChong.tuoiChaMe',
    fields: ['giaDinhVoChong', 'giaDinhBanThan'],
    needs: ['giaDinhVoChong', 'giaDinhBanThan'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Bên vợ (chồng), dòng {dong}: cha hoặc mẹ sinh năm {namSinhChaMe}, vợ (chồng) sinh năm {namSinh}. Xin kiểm tra năm sinh hoặc mối quan hệ.',
      en: 'In-laws, row {dong}: a parent born {namSinhChaMe} while the spouse was born {namSinh}. Please check years or relation.',
    },
    legal: 'Thông tư 06/2023/TT-BNV, mục 36; đối chiếu năm sinh',
    find: ({ v }, report) => {
      const spouse = num(spouseOf(rows(v.giaDinhBanThan))?.namSinh)
      const list = rows(v.giaDinhVoChong)
      if (Number.isNaN(spouse)) return
      for (let i = 0; i < list.length; i++) {
        const row = list[i]!
        if (row.quanHe !== father && row.quanHe !== mother) continue
        const born = num(row.namSinh)
        if (!(spouse - born < parentAge)) continue
        report({ dong: i + 1, namSinhChaMe: born, namSinh: spouse }, { path: `giaDinhVoChong[${i}].namSinh` })
      }
    },
  },
  {
    id: 'giaDinhBanThan.anhChiEm',
    fields: ['giaDinhBanThan', 'ngaySinh'],
    needs: ['giaDinhBanThan', 'ngaySinh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Quan hệ gia đình, dòng {dong}: “{quanHe}” sinh năm {namSinhNguoi}, bản thân sinh năm {namSinh}, trái thứ bậc anh chị em. Xin kiểm tra năm sinh hoặc mối quan hệ.',
      en: 'Family, row {dong}: “{quanHe}” (elder/younger sibling) born {namSinhNguoi} while the person was born {namSinh}. Please check years or relation.',
    },
    legal: 'Thông tư 06/2023/TT-BNV, mục 36; đối chiếu năm sinh',
    find: ({ v }, report) => {
      const own = year(str(v.ngaySinh))
      const list = rows(v.giaDinhBanThan)
      if (own === 0) return
      for (let i = 0; i < list.length; i++) {
        const row = list[i]!
        const relation = row.quanHe
        const born = num(row.namSinh)
        const elder = relation === '08' || relation === '09'
        if (elder ? !(born > own) : relation !== '10' || !(born < own)) continue
        const name = relation === '08' ? 'Anh' : relation === '09' ? 'Chị' : 'Em'
        const facts = { dong: i + 1, quanHe: name, namSinhNguoi: born, namSinh: own }
        report(facts, { path: `giaDinhBanThan[${i}].namSinh` })
      }
    },
  },
  {
    id: 'giaDinhVoChong.quanHe',
    fields: ['giaDinhVoChong'],
    needs: ['giaDinhVoChong'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Bên vợ (chồng), dòng {dong}: quan hệ mã {quanHe} (vợ, chồng, con) thuộc phần gia đình của bản thân. Xin chuyển dòng này sang phần bản thân.',
      en: 'In-laws, row {dong}: relation {quanHe} (wife, husband, child) belongs to the person’s own family. Please move the row there.',
    },
    legal: `${law.form}, mục 36.2`,
    find: ({ v }, report) => {
      const list = rows(v.giaDinhVoChong)
      for (let i = 0; i < list.length; i++) {
        const relation = str(list[i]!.quanHe)
        if (relation !== wife && relation !== husband && relation !== child) continue
        report({ dong: i + 1, quanHe: relation }, { path: `giaDinhVoChong[${i}].quanHe` })
      }
    },
  },
  {
    id: 'giaDinh.chinhMinh',
    fields: ['giaDinhBanThan', 'giaDinhVoChong', 'hoTenKhaiSinh', 'ngaySinh'],
    needs: ['hoTenKhaiSinh', 'ngaySinh'],
    weight: 'asks',
    word: 'sach',
    message: {
      vi: 'Quan hệ gia đình, dòng {dong}: trùng họ tên và năm sinh của chính bản thân. Nếu ghi nhầm, xin xóa dòng này.',
      en: 'Family, row {dong}: name and birth year are the person’s own. If it was written by mistake, please delete the row.',
    },
    legal: `${law.form}, mục 36`,
    find: ({ v }, report) => {
      const name = str(v.hoTenKhaiSinh)
      const own = year(str(v.ngaySinh))
      if (name === '' || own === 0) return
      for (const field of ['giaDinhBanThan', 'giaDinhVoChong'] as const) {
        const list = rows(v[field])
        for (let i = 0; i < list.length; i++) {
          const row = list[i]!
          const other = str(row.hoTen)
          if (row.namSinh !== own || other.length !== name.length) continue
          if (other === name || other.toLowerCase() === name.toLowerCase())
            report({ dong: i + 1 }, { path: `${field}[${i}]` })
        }
      }
    },
  },
  {
    id: 'giaDinh.namSinhTuongLai',
    fields: ['giaDinhBanThan', 'giaDinhVoChong'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Quan hệ gia đình, dòng {dong}: năm sinh {namSinh} chưa đến. Xin kiểm tra lại năm sinh.',
      en: 'Family, row {dong}: the birth year {namSinh} has not come yet. Please check it.',
    },
    legal: `${law.form}, mục 36`,
    find: ({ v, today }, report) => {
      const now = year(today)
      for (const field of ['giaDinhBanThan', 'giaDinhVoChong'] as const) {
        const list = rows(v[field])
        for (let i = 0; i < list.length; i++) {
          const row = list[i]!
          const born = num(row.namSinh)
          // For those elder than the person the age rules speak.
          if (
            !(born > now) ||
            row.quanHe === father ||
            row.quanHe === mother ||
            row.quanHe === '08' ||
            row.quanHe === '09'
          )
            continue
          report({ dong: i + 1, namSinh: born }, { path: `${field}[${i}].namSinh` })
        }
      }
    },
  },
  {
    id: 'giaDinhBanThan.thieuChaMe',
    fields: ['giaDinhBanThan'],
    needs: ['giaDinhBanThan'],
    weight: 'asks',
    word: 'du',
    message: {
      vi: 'Quan hệ gia đình của bản thân chưa ghi cha và mẹ. Xin bổ sung (kể cả khi đã mất).',
      en: 'Neither father nor mother is among the family. Please add them (also when deceased).',
    },
    legal: `${law.form}, mục 36.1`,
    find: ({ v }, report) => {
      const list = rows(v.giaDinhBanThan)
      for (const row of list) if (row.quanHe === father || row.quanHe === mother) return
      if (list.length > 0) report()
    },
  },
]
