/** Marriage: the state against wife, husband and their side. */

import type { Rule } from '../model.ts'
import { year } from './dates.ts'
import { ended, husband, isSpouse, over, spouseOf, wife } from './kin.ts'
import { law } from './laws.ts'
import { num, rows, str } from './read.ts'

export const marriage: readonly Rule[] = [
  {
    id: 'giaDinhBanThan.voChongGioiTinh',
    fields: ['giaDinhBanThan', 'gioiTinh', 'soDinhDanh'],
    needs: ['giaDinhBanThan', 'gioiTinh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Quan hệ gia đình, dòng {dong}: ghi “{ghi}” trong khi giới tính của bản thân mã {gioiTinh} (1: nam, 2: nữ). Xin kiểm tra mối quan hệ hoặc giới tính.',
      en: 'Family, row {dong}: “{ghi}” (wife/husband) is stated while the person’s gender is code {gioiTinh} (1: male, 2: female). Please check relation or gender.',
    },
    legal: `${law.family} Điều 8`,
    find: ({ v }, report) => {
      const gender = v.gioiTinh
      if (gender !== '1' && gender !== '2') return
      const wrong = gender === '1' ? husband : wife
      const list = rows(v.giaDinhBanThan)
      for (let i = 0; i < list.length; i++) {
        if (list[i]!.quanHe !== wrong) continue
        const id = str(v.soDinhDanh)
        const sure = id.length === 12 && ((id.charCodeAt(3) & 1) === 1) === (gender === '2')
        const facts = { dong: i + 1, ghi: wrong === wife ? 'Vợ' : 'Chồng', gioiTinh: gender }
        const path = `giaDinhBanThan[${i}].quanHe`
        report(facts, sure ? { path, repair: wrong === wife ? husband : wife } : { path })
      }
    },
  },
  {
    id: 'tinhTrangHonNhan.thieuVoChong',
    fields: ['giaDinhBanThan', 'tinhTrangHonNhan'],
    needs: ['giaDinhBanThan', 'tinhTrangHonNhan'],
    weight: 'asks',
    word: 'du',
    message: {
      vi: 'Tình trạng hôn nhân là đang có vợ, chồng nhưng quan hệ gia đình chưa ghi vợ hoặc chồng. Xin bổ sung.',
      en: 'The person is married, but wife or husband is missing among the family. Please add the row.',
    },
    legal: `${law.form}, mục 36`,
    find: ({ v }, report) => {
      if (v.tinhTrangHonNhan !== '2') return
      const list = rows(v.giaDinhBanThan)
      for (const row of list) if (isSpouse(row)) return
      if (list.length > 0) report()
    },
  },
  {
    id: 'tinhTrangHonNhan.docThan',
    fields: ['tinhTrangHonNhan', 'giaDinhBanThan', 'giaDinhVoChong'],
    needs: ['tinhTrangHonNhan'],
    weight: 'asks',
    word: 'song',
    message: {
      vi: 'Tình trạng hôn nhân là chưa kết hôn nhưng quan hệ gia đình có vợ, chồng hoặc bên vợ, chồng. Xin cập nhật tình trạng hôn nhân.',
      en: 'The person is stated as never married, but spouse or in-laws are listed. Please update the marital status.',
    },
    legal: `${law.form}, mục 36`,
    find: ({ v }, report) => {
      if (v.tinhTrangHonNhan !== '1') return
      if (rows(v.giaDinhVoChong).length > 0 || rows(v.giaDinhBanThan).some(isSpouse)) report()
    },
  },
  {
    id: 'tinhTrangHonNhan.daHet',
    fields: ['tinhTrangHonNhan', 'giaDinhBanThan'],
    needs: ['tinhTrangHonNhan', 'giaDinhBanThan'],
    weight: 'notes',
    word: 'song',
    message: {
      vi: 'Tình trạng hôn nhân là đang có vợ, chồng nhưng dòng vợ, chồng ghi “{thongTin}”. Nếu đã ly hôn hoặc góa, xin cập nhật.',
      en: 'The person is stated as married, but the spouse’s row says “{thongTin}”. If divorced or widowed, please update.',
    },
    legal: `${law.family} Điều 57, 65`,
    find: ({ v }, report) => {
      if (v.tinhTrangHonNhan !== '2') return
      const spouse = spouseOf(rows(v.giaDinhBanThan))
      if (spouse === undefined || !ended(spouse)) return
      report({ thongTin: over.exec(str(spouse.thongTin))?.[0] ?? '' })
    },
  },
  {
    id: 'giaDinhBanThan.haiVoChong',
    fields: ['giaDinhBanThan'],
    needs: ['giaDinhBanThan'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Quan hệ gia đình ghi hơn một vợ hoặc chồng (dòng {dong}). Nếu người trước đã mất hoặc ly hôn, xin ghi rõ ở cột thông tin.',
      en: 'More than one wife or husband is listed (row {dong}). If the former one died or was divorced, please say so in the details.',
    },
    legal: `${law.family} Điều 2`,
    find: ({ v }, report) => {
      const list = rows(v.giaDinhBanThan)
      let spouses = 0
      for (let i = 0; i < list.length; i++) {
        const row = list[i]!
        if (!isSpouse(row) || ended(row)) continue
        spouses++
        if (spouses > 1) report({ dong: i + 1 }, { path: `giaDinhBanThan[${i}].quanHe` })
      }
    },
  },
  {
    id: 'giaDinhBanThan.tuoiVoChong',
    fields: ['giaDinhBanThan', 'tinhTrangHonNhan'],
    needs: ['giaDinhBanThan'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Quan hệ gia đình, dòng {dong}: vợ hoặc chồng sinh năm {namSinh}, chưa đủ tuổi kết hôn. Xin kiểm tra năm sinh hoặc mối quan hệ.',
      en: 'Family, row {dong}: wife or husband born {namSinh} is below the age of marriage. Please check year or relation.',
    },
    legal: `${law.family} Điều 8`,
    find: ({ v, today }, report) => {
      const list = rows(v.giaDinhBanThan)
      const now = year(today)
      for (let i = 0; i < list.length; i++) {
        const row = list[i]!
        const born = num(row.namSinh)
        // Of a wife 18, of a husband 20 years; the year alone is known. A later year than today's is told elsewhere.
        if (!isSpouse(row) || born > now || !(now - born < (row.quanHe === wife ? 18 : 20))) continue
        report({ dong: i + 1, namSinh: born }, { path: `giaDinhBanThan[${i}].namSinh` })
      }
    },
  },
]
