/** Who it is: the personal number against birth, gender and papers. */

import type { Rule } from '../model.ts'
import { after, before, leastYears, mostYears, year } from './dates.ts'
import { provinceByPrefix } from './facts.ts'
import { law } from './laws.ts'
import { str } from './read.ts'

/** The personal number when it has its twelve digits, else ''. */
const number = (x: unknown): string => (typeof x === 'string' && x.length === 12 ? x : '')

export const identity: readonly Rule[] = [
  {
    id: 'soDinhDanh.namSinh',
    fields: ['soDinhDanh', 'ngaySinh'],
    needs: ['soDinhDanh', 'ngaySinh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Chữ số thứ 5–6 của số định danh là {chuSo}, nhưng năm sinh ghi {namSinh}. Xin đối chiếu với thẻ căn cước và sửa số định danh hoặc ngày sinh.',
      en: 'Digits 5–6 of the personal number are {chuSo}, but the year of birth is {namSinh}. Please compare with the identity card and correct the number or the birth date.',
    },
    legal: law.personalNumber,
    find: ({ v }, report) => {
      const id = number(v.soDinhDanh)
      const birth = str(v.ngaySinh)
      if (id === '' || birth === '') return
      if (id.charCodeAt(4) === birth.charCodeAt(2) && id.charCodeAt(5) === birth.charCodeAt(3)) return
      report({ chuSo: id.slice(4, 6), namSinh: year(birth) })
    },
  },
  {
    id: 'soDinhDanh.theKy',
    fields: ['soDinhDanh', 'ngaySinh'],
    needs: ['soDinhDanh', 'ngaySinh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Chữ số thứ 4 của số định danh là {chuSo}, ứng với người sinh từ năm {tuNam} đến {denNam}, nhưng năm sinh ghi {namSinh}. Xin kiểm tra lại số định danh và ngày sinh.',
      en: 'Digit 4 of the personal number is {chuSo}, which stands for births from {tuNam} to {denNam}, but the year of birth is {namSinh}. Please check the number and the birth date.',
    },
    legal: law.personalNumber,
    find: ({ v }, report) => {
      const id = number(v.soDinhDanh)
      const born = year(str(v.ngaySinh))
      if (id === '' || born === 0) return
      const start = 1900 + ((id.charCodeAt(3) - 48) >> 1) * 100
      if (born < start || born > start + 99) {
        report({ chuSo: id.charAt(3), tuNam: start, denNam: start + 99, namSinh: born })
      }
    },
  },
  {
    id: 'soDinhDanh.gioiTinh',
    fields: ['soDinhDanh', 'gioiTinh'],
    needs: ['soDinhDanh', 'gioiTinh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Chữ số thứ 4 của số định danh là {chuSo} (chẵn: nam, lẻ: nữ), nhưng giới tính ghi mã {gioiTinh} (1: nam, 2: nữ). Xin kiểm tra lại hai trường này.',
      en: 'Digit 4 of the personal number is {chuSo} (even: male, odd: female), but the gender is code {gioiTinh} (1: male, 2: female). Please check both fields.',
    },
    legal: law.personalNumber,
    find: ({ v }, report) => {
      const id = number(v.soDinhDanh)
      const gender = v.gioiTinh
      if (id === '' || (gender !== '1' && gender !== '2')) return
      const byNumber = id.charCodeAt(3) & 1 ? '2' : '1'
      if (byNumber !== gender) report({ chuSo: id.charAt(3), gioiTinh: gender })
    },
  },
  {
    id: 'gioiTinh.tuSoDinhDanh',
    fields: ['gioiTinh', 'soDinhDanh'],
    needs: ['gioiTinh', 'soDinhDanh'],
    weight: 'asks',
    word: 'du',
    message: {
      vi: 'Giới tính ghi “chưa có thông tin”, trong khi số định danh cho biết mã {gioiTinh} (1: nam, 2: nữ). Xin xác nhận giá trị đề xuất.',
      en: 'The gender is stated as “no information”, while the personal number tells code {gioiTinh} (1: male, 2: female). Please confirm the proposed value.',
    },
    legal: law.personalNumber,
    find: ({ v }, report) => {
      if (v.gioiTinh !== '0') return
      const id = number(v.soDinhDanh)
      if (id === '') return
      const gender = id.charCodeAt(3) & 1 ? '2' : '1'
      report({ gioiTinh: gender }, { repair: gender })
    },
  },
  {
    id: 'soDinhDanh.maTinh',
    fields: ['soDinhDanh'],
    needs: ['soDinhDanh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Ba chữ số đầu của số định danh là {maTinh}, không phải mã của tỉnh, thành phố nào. Xin nhập lại theo thẻ căn cước.',
      en: 'The first three digits of the personal number are {maTinh}, which no province has. Please type the number again from the identity card.',
    },
    legal: law.personalNumber,
    find: ({ v }, report) => {
      const id = number(v.soDinhDanh)
      // From 100 on stand countries of birth, whose official list is not public: nothing certain can be said of them.
      if (id === '' || id.charCodeAt(0) !== 48) return
      const prefix = (id.charCodeAt(1) - 48) * 10 + id.charCodeAt(2) - 48
      if (provinceByPrefix[prefix] === undefined) report({ maTinh: id.slice(0, 3) })
    },
  },
  {
    id: 'soDinhDanh.noiSinh',
    fields: ['soDinhDanh', 'noiSinh'],
    needs: ['soDinhDanh', 'noiSinh'],
    weight: 'notes',
    word: 'dung',
    message: {
      vi: 'Số định danh ghi nơi đăng ký khai sinh là mã {maTinh}, nơi sinh ghi mã tỉnh {noiSinh}. Hai nơi có thể khác nhau; nếu đúng, xin giữ nguyên.',
      en: 'By the personal number the birth was registered in {maTinh}; the place of birth is province {noiSinh}. The two may differ; if so, leave them as they are.',
    },
    legal: law.personalNumber,
    find: ({ v }, report) => {
      const id = number(v.soDinhDanh)
      const born = str(v.noiSinh)
      if (id === '' || born.length !== 2 || id.charCodeAt(0) !== 48) return
      const prefix = (id.charCodeAt(1) - 48) * 10 + id.charCodeAt(2) - 48
      const province = provinceByPrefix[prefix]
      if (province === undefined || province.code === born || province.mergedInto === born) return
      report({ maTinh: id.slice(0, 3), noiSinh: born })
    },
  },
  {
    id: 'soGiayTo.soDinhDanh',
    fields: ['soGiayTo', 'soDinhDanh'],
    needs: ['soGiayTo', 'soDinhDanh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Số căn cước 12 chữ số ({soGiayTo}) phải trùng số định danh ({soDinhDanh}). Xin xem lại thẻ và sửa số bị gõ sai.',
      en: 'A 12-digit card number ({soGiayTo}) is the personal number itself ({soDinhDanh}). Please look at the card and correct the one that was mistyped.',
    },
    legal: 'Luật Căn cước công dân 59/2014/QH13 Điều 19; Luật Căn cước 26/2023/QH15 Điều 12',
    find: ({ v }, report) => {
      const paper = number(v.soGiayTo)
      const id = number(v.soDinhDanh)
      if (paper !== '' && id !== '' && paper !== id) report({ soGiayTo: paper, soDinhDanh: id })
    },
  },
  {
    id: 'soGiayTo.cmndSauCccd',
    fields: ['soGiayTo', 'ngayCapGiayTo'],
    needs: ['soGiayTo', 'ngayCapGiayTo'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Chứng minh nhân dân 9 chữ số ghi ngày cấp {ngayCap}, khi cả nước chỉ còn cấp thẻ căn cước 12 chữ số. Xin ghi số và ngày cấp của cùng một giấy tờ.',
      en: 'A 9-digit identity card with issue date {ngayCap}: by then only 12-digit cards were issued. Please state number and date of the same paper.',
    },
    legal: 'Thông tư 59/2021/TT-BCA (hiệu lực 01/7/2021); Luật Căn cước 26/2023/QH15 Điều 46',
    find: ({ v }, report) => {
      const issued = str(v.ngayCapGiayTo)
      if (str(v.soGiayTo).length === 9 && after(issued, '2021-06-30')) report({ ngayCap: issued })
    },
  },
  {
    id: 'soGiayTo.cmndHetGiaTri',
    fields: ['soGiayTo', 'ngayCapGiayTo'],
    needs: ['soGiayTo'],
    weight: 'asks',
    word: 'song',
    message: {
      vi: 'Chứng minh nhân dân 9 chữ số hết giá trị sử dụng từ 01/01/2025. Xin cập nhật thẻ căn cước.',
      en: 'Identity cards with 9 digits are no longer valid since 1 January 2025. Please update to the 12-digit card.',
    },
    legal: 'Luật Căn cước 26/2023/QH15 Điều 46',
    find: ({ v, today }, report) => {
      if (today < '2025-01-01') return
      if (str(v.soGiayTo).length === 9 && !after(str(v.ngayCapGiayTo), '2021-06-30')) report()
    },
  },
  {
    id: 'soGiayTo.cmndQua15Nam',
    fields: ['soGiayTo', 'ngayCapGiayTo'],
    needs: ['soGiayTo', 'ngayCapGiayTo'],
    weight: 'notes',
    word: 'song',
    message: {
      vi: 'Chứng minh nhân dân cấp ngày {ngayCap} đã quá thời hạn sử dụng 15 năm. Nếu đã được cấp thẻ căn cước, xin cập nhật số và ngày cấp mới.',
      en: 'The identity card issued on {ngayCap} is past its 15 years of validity. If a new card was issued, please update number and date.',
    },
    legal: 'Nghị định 05/1999/NĐ-CP Điều 2',
    find: ({ v, today }, report) => {
      if (str(v.soGiayTo).length !== 9 || today >= '2025-01-01') return
      const issued = str(v.ngayCapGiayTo)
      if (issued !== '' && leastYears(issued, today) >= 15) report({ ngayCap: issued })
    },
  },
  {
    id: 'soGiayTo.cccdTruoc2012',
    fields: ['soGiayTo', 'ngayCapGiayTo'],
    needs: ['soGiayTo', 'ngayCapGiayTo'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Giấy tờ 12 chữ số ghi ngày cấp {ngayCap}, trước khi có giấy tờ 12 chữ số (01/7/2012). Xin ghi ngày cấp in trên thẻ hiện dùng.',
      en: 'A 12-digit paper with issue date {ngayCap}, before such papers existed (1 July 2012). Please state the date printed on the present card.',
    },
    legal: 'Thông tư 27/2012/TT-BCA; Luật Căn cước công dân 59/2014/QH13',
    find: ({ v }, report) => {
      const issued = str(v.ngayCapGiayTo)
      if (str(v.soGiayTo).length === 12 && before(issued, '2012-07-01')) report({ ngayCap: issued })
    },
  },
  {
    id: 'ngayCapGiayTo.tuoi14',
    fields: ['ngayCapGiayTo', 'ngaySinh'],
    needs: ['ngayCapGiayTo', 'ngaySinh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Giấy tờ cấp ngày {ngayCap}, khi người này mới {tuoi} tuổi; trước 01/7/2024 chỉ cấp từ đủ 14 tuổi. Xin kiểm tra ngày cấp và ngày sinh.',
      en: 'The paper was issued on {ngayCap}, at age {tuoi}; before 1 July 2024 papers were issued from 14 on. Please check the issue date and the birth date.',
    },
    legal: 'Nghị định 05/1999/NĐ-CP Điều 3; Luật Căn cước công dân 59/2014/QH13 Điều 19',
    find: ({ v }, report) => {
      const issued = str(v.ngayCapGiayTo)
      const birth = str(v.ngaySinh)
      if (issued === '' || birth === '' || !before(issued, '2024-07-01')) return
      const age = mostYears(birth, issued)
      if (age < 14) report({ ngayCap: issued, tuoi: age })
    },
  },
  {
    id: 'noiCapGiayTo.cmnd',
    fields: ['noiCapGiayTo', 'soGiayTo'],
    needs: ['noiCapGiayTo', 'soGiayTo'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Chứng minh nhân dân 9 chữ số do công an tỉnh, thành phố cấp, nhưng nơi cấp ghi “{noiCap}”. Xin ghi số và nơi cấp của cùng một giấy tờ.',
      en: 'Identity cards with 9 digits were issued by provincial police, but the issuer is “{noiCap}”. Please state number and issuer of the same paper.',
    },
    legal: 'Nghị định 05/1999/NĐ-CP',
    find: ({ v }, report) => {
      const issuer = str(v.noiCapGiayTo)
      if (str(v.soGiayTo).length === 9 && (issuer.startsWith('Cục ') || issuer.startsWith('Bộ '))) {
        report({ noiCap: issuer })
      }
    },
  },
  {
    id: 'noiCapGiayTo.cccd',
    fields: ['noiCapGiayTo', 'soGiayTo', 'ngayCapGiayTo'],
    needs: ['noiCapGiayTo', 'soGiayTo', 'ngayCapGiayTo'],
    weight: 'notes',
    word: 'dung',
    message: {
      vi: 'Thẻ căn cước cấp ngày {ngayCap} do Bộ Công an (Cục Cảnh sát quản lý hành chính về trật tự xã hội) cấp, không phải “{noiCap}”. Xin ghi theo mặt sau của thẻ.',
      en: 'A card issued on {ngayCap} comes from the Ministry of Public Security, not from “{noiCap}”. Please copy the issuer from the back of the card.',
    },
    legal: 'Thông tư 06/2021/TT-BCA; Luật Căn cước 26/2023/QH15 Điều 18',
    find: ({ v }, report) => {
      const issuer = str(v.noiCapGiayTo)
      const issued = str(v.ngayCapGiayTo)
      if (str(v.soGiayTo).length === 12 && issuer.startsWith('Công an ') && after(issued, '2021-06-30')) {
        report({ ngayCap: issued, noiCap: issuer })
      }
    },
  },
  {
    id: 'quocTich.vietNam',
    fields: ['quocTich', 'loaiDoiTuong'],
    needs: ['quocTich'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Cán bộ, công chức, viên chức phải có quốc tịch Việt Nam, nhưng quốc tịch ghi mã {quocTich}. Xin kiểm tra lại quốc tịch hoặc loại đối tượng.',
      en: 'Officials must be Vietnamese nationals, but the nationality is {quocTich}. Please check the nationality or the category.',
    },
    legal: `${law.cadres2008} Điều 36; ${law.publicEmployees2010} Điều 22`,
    find: ({ v, category }, report) => {
      const nation = str(v.quocTich)
      if (nation !== '' && nation !== 'VN' && category !== null && category !== 'HD') report({ quocTich: nation })
    },
  },
  {
    id: 'danToc.nguoiNuocNgoai',
    fields: ['danToc', 'quocTich'],
    needs: ['danToc', 'quocTich'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Dân tộc ghi “người nước ngoài” (mã 55) trong khi quốc tịch là Việt Nam. Mã 55 có thể do dùng bảng mã khác; xin chọn lại dân tộc.',
      en: 'The ethnic group is “foreigner” (55) while the nationality is Vietnamese. Another numbering may have been used; please choose the ethnic group again.',
    },
    legal: 'Quyết định 121-TCTK/PPCĐ ngày 02/3/1979',
    find: ({ v }, report) => {
      if (v.danToc === '55' && v.quocTich === 'VN') report()
    },
  },
]
