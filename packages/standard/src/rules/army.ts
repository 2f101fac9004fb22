/** Service in the forces. */

import type { Rule } from '../model.ts'
import { before, mostYears } from './dates.ts'
import { law } from './laws.ts'
import { str } from './read.ts'

/** Half of the years in grade from second lieutenant on (Law on Officers 1999 Article 17): less is implausible. */
const leastService: Readonly<Record<string, number>> = {
  '09': 4,
  '10': 6,
  '11': 8,
  '12': 10,
  '13': 12,
  '14': 14,
  '15': 16,
}

export const army: readonly Rule[] = [
  {
    id: 'ngayXuatNgu.truocNhapNgu',
    fields: ['ngayXuatNgu', 'ngayNhapNgu'],
    needs: ['ngayXuatNgu', 'ngayNhapNgu'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Ngày xuất ngũ ({xuatNgu}) trước ngày nhập ngũ ({nhapNgu}). Có thể hai ngày bị đổi chỗ; xin kiểm tra.',
      en: 'Discharge ({xuatNgu}) lies before enlistment ({nhapNgu}). The two may have been swapped; please check.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      const out = str(v.ngayXuatNgu)
      const into = str(v.ngayNhapNgu)
      if (out !== '' && before(out, into)) report({ xuatNgu: out, nhapNgu: into })
    },
  },
  {
    id: 'ngayXuatNgu.thieuNhapNgu',
    fields: ['ngayNhapNgu', 'ngayXuatNgu'],
    needs: ['ngayXuatNgu'],
    weight: 'asks',
    word: 'du',
    message: {
      vi: 'Có ngày xuất ngũ ({xuatNgu}) nhưng chưa ghi ngày nhập ngũ. Xin bổ sung.',
      en: 'There is a date of discharge ({xuatNgu}) but none of enlistment. Please add it.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      const out = str(v.ngayXuatNgu)
      if (out !== '' && str(v.ngayNhapNgu) === '') report({ xuatNgu: out })
    },
  },
  {
    id: 'ngayNhapNgu.tuoi',
    fields: ['ngayNhapNgu', 'ngaySinh'],
    needs: ['ngayNhapNgu', 'ngaySinh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Nhập ngũ {ngay} khi mới {tuoi} tuổi. Xin kiểm tra ngày nhập ngũ và ngày sinh.',
      en: 'Enlisted on {ngay} at age {tuoi}. Please check the date of enlistment and the birth date.',
    },
    legal: 'Luật Nghĩa vụ quân sự 1981 Điều 12; 78/2015/QH13 Điều 30–31',
    find: ({ v }, report) => {
      const into = str(v.ngayNhapNgu)
      const birth = str(v.ngaySinh)
      if (into === '' || birth === '') return
      const age = mostYears(birth, into)
      // In the war years volunteers were younger than the law of 1981 allows.
      if (age < (before(into, '1982') ? 14 : 17)) report({ ngay: into, tuoi: age })
    },
  },
  {
    id: 'quanHamCaoNhat.thieuNhapNgu',
    fields: ['ngayNhapNgu', 'quanHamCaoNhat', 'ngayXuatNgu'],
    needs: ['quanHamCaoNhat'],
    weight: 'notes',
    word: 'du',
    message: {
      vi: 'Có quân hàm (mã {quanHam}) nhưng chưa ghi ngày nhập ngũ. Nếu không phải sĩ quan dự bị, xin bổ sung.',
      en: 'There is a military rank (code {quanHam}) but no date of enlistment. Unless it is a reserve officer’s, please add the date.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      const grade = str(v.quanHamCaoNhat)
      if (grade !== '' && str(v.ngayNhapNgu) === '' && str(v.ngayXuatNgu) === '') report({ quanHam: grade })
    },
  },
  {
    id: 'quanHamCaoNhat.thoiGian',
    fields: ['quanHamCaoNhat', 'ngayNhapNgu', 'ngayXuatNgu'],
    needs: ['quanHamCaoNhat', 'ngayNhapNgu', 'ngayXuatNgu'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Tại ngũ {nam} năm nhưng quân hàm cao nhất mã {quanHam} thường cần ít nhất {canCo} năm. Xin kiểm tra quân hàm và các ngày nhập ngũ, xuất ngũ.',
      en: 'Served {nam} years, while rank {quanHam} usually takes at least {canCo}. Please check the rank and the dates of service.',
    },
    legal: 'Luật Sĩ quan Quân đội nhân dân Việt Nam 16/1999/QH10 Điều 17',
    find: ({ v }, report) => {
      const least = leastService[str(v.quanHamCaoNhat)]
      const into = str(v.ngayNhapNgu)
      const out = str(v.ngayXuatNgu)
      if (least === undefined || into === '' || out === '' || before(out, into)) return
      const served = mostYears(into, out)
      if (served < least) report({ nam: served, quanHam: str(v.quanHamCaoNhat), canCo: least })
    },
  },
]
