/** Identity papers: number, date and issuer of one and the same paper; nationality. */

import type { Rule } from '../model.ts'
import { after, before, leastYears, mostYears } from './dates.ts'
import { law } from './laws.ts'
import { personalNumber, str } from './read.ts'

export const papers: readonly Rule[] = [
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
      const paper = personalNumber(v.soGiayTo)
      const id = personalNumber(v.soDinhDanh)
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
