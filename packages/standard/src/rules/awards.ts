/** Yearly rating and awards. */

import type { Rule } from '../model.ts'
import { year } from './dates.ts'
import { law } from './laws.ts'
import { workedIn } from './periods.ts'
import { num, rows, stated, str } from './read.ts'

/** Titles of emulation that ask for more than the person's rating of that year. */
const tooLow = (title: string, rating: string): boolean =>
  (rating === '04' && (title === '44' || title === '45' || title === '46' || title === '47' || title === '48')) ||
  (rating === '03' && (title === '44' || title === '45' || title === '46'))

export const awards: readonly Rule[] = [
  {
    id: 'khenThuong.namTuongLai',
    fields: ['khenThuong'],
    needs: ['khenThuong'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Khen thưởng, dòng {dong}: năm {nam} chưa đến. Xin kiểm tra lại năm.',
      en: 'Awards, row {dong}: the year {nam} has not come yet. Please check it.',
    },
    legal: law.form,
    find: ({ v, today }, report) => {
      const list = rows(v.khenThuong)
      const now = year(today)
      for (let i = 0; i < list.length; i++) {
        const on = num(list[i]!.nam)
        if (on > now) report({ dong: i + 1, nam: on }, { path: `khenThuong[${i}].nam` })
      }
    },
  },
  {
    id: 'khenThuong.chuaDenKy',
    fields: ['khenThuong', 'loaiDoiTuong'],
    needs: ['khenThuong'],
    weight: 'notes',
    word: 'dung',
    message: {
      vi: 'Khen thưởng, dòng {dong}: đã xếp loại năm {nam} trong khi việc đánh giá cán bộ, công chức thực hiện vào cuối năm. Xin kiểm tra năm xếp loại.',
      en: 'Awards, row {dong}: rated for {nam} already, while cadres and civil servants are rated at the end of the year. Please check the year.',
    },
    legal: 'Nghị định 90/2020/NĐ-CP Điều 20',
    find: ({ v, today, category }, report) => {
      // Public employees follow their own year (schools end in May); since 2026 ratings are kept through the year.
      if ((category !== 'CB' && category !== 'CC') || today >= '2026-01-01' || today.slice(5) >= '11-01') return
      const list = rows(v.khenThuong)
      const now = year(today)
      for (let i = 0; i < list.length; i++) {
        const row = list[i]!
        if (row.nam === now && stated(str(row.xepLoaiChuyenMon)))
          report({ dong: i + 1, nam: now }, { path: `khenThuong[${i}].nam` })
      }
    },
  },
  {
    id: 'khenThuong.truocTuyenDung',
    fields: ['khenThuong', 'ngayTuyenDungLanDau', 'ngayNhapNgu', 'quaTrinhCongTac'],
    needs: ['khenThuong', 'ngayTuyenDungLanDau'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Khen thưởng, dòng {dong}: xếp loại chuyên môn năm {nam}, trước khi được tuyển dụng ({ngayTuyenDung}). Xin kiểm tra năm.',
      en: 'Awards, row {dong}: rated for {nam}, before recruitment ({ngayTuyenDung}). Please check the year.',
    },
    legal: 'Nghị định 90/2020/NĐ-CP; Nghị định 56/2015/NĐ-CP',
    find: ({ v }, report) => {
      const hired = year(str(v.ngayTuyenDungLanDau))
      if (hired === 0 || str(v.ngayNhapNgu) !== '') return
      const list = rows(v.khenThuong)
      for (let i = 0; i < list.length; i++) {
        const row = list[i]!
        const on = num(row.nam)
        if (!(on < hired) || !stated(str(row.xepLoaiChuyenMon)) || workedIn(v.quaTrinhCongTac, on)) continue
        report({ dong: i + 1, nam: on, ngayTuyenDung: str(v.ngayTuyenDungLanDau) }, { path: `khenThuong[${i}].nam` })
      }
    },
  },
  {
    id: 'khenThuong.haiXepLoai',
    fields: ['khenThuong'],
    needs: ['khenThuong'],
    weight: 'asks',
    word: 'sach',
    message: {
      vi: 'Khen thưởng, dòng {dong}: năm {nam} có hai kết quả xếp loại khác nhau. Mỗi năm chỉ có một kết quả; xin giữ kết quả đúng.',
      en: 'Awards, row {dong}: the year {nam} has two different ratings. There is one a year; please keep the right one.',
    },
    legal: 'Nghị định 90/2020/NĐ-CP Điều 2, 20',
    find: ({ v }, report) => {
      const list = rows(v.khenThuong)
      for (let i = 1; i < list.length; i++) {
        const rating = str(list[i]!.xepLoaiChuyenMon)
        if (!stated(rating)) continue
        for (let j = 0; j < i; j++) {
          const other = str(list[j]!.xepLoaiChuyenMon)
          if (list[j]!.nam !== list[i]!.nam || !stated(other) || other === rating) continue
          report({ dong: i + 1, nam: num(list[i]!.nam) }, { path: `khenThuong[${i}].xepLoaiChuyenMon` })
          break
        }
      }
    },
  },
  {
    id: 'khenThuong.thiDuaXepLoai',
    fields: ['khenThuong'],
    needs: ['khenThuong'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Khen thưởng, dòng {dong}: danh hiệu thi đua mã {danhHieu} đòi hỏi xếp loại cao hơn mức đã ghi (mã {xepLoai}). Xin kiểm tra cả hai cột.',
      en: 'Awards, row {dong}: emulation title {danhHieu} asks for a better rating than the one stated ({xepLoai}). Please check both columns.',
    },
    legal: 'Nghị định 91/2017/NĐ-CP Điều 8–9; Luật Thi đua, khen thưởng 06/2022/QH15 Điều 21–24',
    find: ({ v }, report) => {
      const list = rows(v.khenThuong)
      for (let i = 0; i < list.length; i++) {
        const row = list[i]!
        const title = str(row.xepLoaiThiDua)
        const rating = str(row.xepLoaiChuyenMon)
        if (!tooLow(title, rating)) continue
        report({ dong: i + 1, danhHieu: title, xepLoai: rating }, { path: `khenThuong[${i}].xepLoaiThiDua` })
      }
    },
  },
  {
    id: 'khenThuong.dongTrong',
    fields: ['khenThuong'],
    needs: ['khenThuong'],
    weight: 'asks',
    word: 'du',
    message: {
      vi: 'Khen thưởng, dòng {dong}: năm {nam} không ghi xếp loại, danh hiệu hay hình thức khen thưởng nào. Xin bổ sung hoặc xóa dòng.',
      en: 'Awards, row {dong}: nothing is stated for {nam}. Please add the rating or award, or delete the row.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      const list = rows(v.khenThuong)
      for (let i = 0; i < list.length; i++) {
        const row = list[i]!
        if (str(row.xepLoaiChuyenMon) + str(row.xepLoaiThiDua) + str(row.hinhThuc) !== '') continue
        report({ dong: i + 1, nam: num(row.nam) }, { path: `khenThuong[${i}]` })
      }
    },
  },
]
