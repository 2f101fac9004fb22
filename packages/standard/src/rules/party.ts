/** The Party: dates, posts and membership. */

import type { Rule } from '../model.ts'
import { before, leastMonths, mostMonths, mostYears } from './dates.ts'
import { law } from './laws.ts'
import { stated, str } from './read.ts'

/** Party posts that only full members hold (committee members and their officers). */
const partyOffice = (code: string): boolean => code >= '01' && code <= '09'

export const party: readonly Rule[] = [
  {
    id: 'ngayVaoDang.tuoi',
    fields: ['ngayVaoDang', 'ngaySinh'],
    needs: ['ngayVaoDang', 'ngaySinh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Vào Đảng {ngay} khi mới {tuoi} tuổi; tuổi kết nạp từ đủ 18. Xin kiểm tra ngày vào Đảng và ngày sinh.',
      en: 'Joined the Party on {ngay} at age {tuoi}; the least age is 18. Please check the date of joining and the birth date.',
    },
    legal: `${law.party} Điều 1`,
    find: ({ v }, report) => {
      const joined = str(v.ngayVaoDang)
      const birth = str(v.ngaySinh)
      if (joined === '' || birth === '') return
      const age = mostYears(birth, joined)
      if (age < 18) report({ ngay: joined, tuoi: age })
    },
  },
  {
    id: 'ngayVaoDangChinhThuc.truocVaoDang',
    fields: ['ngayVaoDangChinhThuc', 'ngayVaoDang'],
    needs: ['ngayVaoDangChinhThuc', 'ngayVaoDang'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Ngày chính thức ({chinhThuc}) trước ngày vào Đảng ({vaoDang}). Có thể hai ngày bị đổi chỗ; xin kiểm tra.',
      en: 'Full membership ({chinhThuc}) lies before joining ({vaoDang}). The two may have been swapped; please check.',
    },
    legal: `${law.party} Điều 5`,
    find: ({ v }, report) => {
      const full = str(v.ngayVaoDangChinhThuc)
      const joined = str(v.ngayVaoDang)
      if (full !== '' && before(full, joined)) report({ chinhThuc: full, vaoDang: joined })
    },
  },
  {
    id: 'ngayVaoDangChinhThuc.duBiNgan',
    fields: ['ngayVaoDangChinhThuc', 'ngayVaoDang'],
    needs: ['ngayVaoDangChinhThuc', 'ngayVaoDang'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Từ ngày vào Đảng ({vaoDang}) đến ngày chính thức ({chinhThuc}) chưa đủ 12 tháng dự bị. Xin kiểm tra lại hai ngày này.',
      en: 'From joining ({vaoDang}) to full membership ({chinhThuc}) are less than the 12 months of candidacy. Please check both dates.',
    },
    legal: `${law.party} Điều 5`,
    find: ({ v }, report) => {
      const full = str(v.ngayVaoDangChinhThuc)
      const joined = str(v.ngayVaoDang)
      // Before the rules of 1976 candidacies of other lengths existed.
      if (full === '' || joined === '' || joined < '1977' || before(full, joined)) return
      if (mostMonths(joined, full) < 11) report({ vaoDang: joined, chinhThuc: full })
    },
  },
  {
    id: 'ngayVaoDangChinhThuc.duBiDai',
    fields: ['ngayVaoDangChinhThuc', 'ngayVaoDang'],
    needs: ['ngayVaoDangChinhThuc', 'ngayVaoDang'],
    weight: 'notes',
    word: 'dung',
    message: {
      vi: 'Từ ngày vào Đảng ({vaoDang}) đến ngày chính thức ({chinhThuc}) dài hơn 24 tháng, trong khi thời gian dự bị là 12 tháng. Nếu đúng, xin giữ nguyên.',
      en: 'From joining ({vaoDang}) to full membership ({chinhThuc}) are more than 24 months, while candidacy takes 12. If this is right, leave it.',
    },
    legal: `${law.party} Điều 5`,
    find: ({ v }, report) => {
      const full = str(v.ngayVaoDangChinhThuc)
      const joined = str(v.ngayVaoDang)
      if (full === '' || joined === '') return
      if (leastMonths(joined, full) > 24) report({ vaoDang: joined, chinhThuc: full })
    },
  },
  {
    id: 'ngayVaoDangChinhThuc.thieuVaoDang',
    fields: ['ngayVaoDang', 'ngayVaoDangChinhThuc'],
    needs: ['ngayVaoDangChinhThuc'],
    weight: 'asks',
    word: 'du',
    message: {
      vi: 'Có ngày chính thức ({chinhThuc}) nhưng chưa ghi ngày vào Đảng. Xin bổ sung ngày kết nạp.',
      en: 'There is a date of full membership ({chinhThuc}) but none of joining. Please add the date of joining.',
    },
    legal: law.form,
    find: ({ v }, report) => {
      const full = str(v.ngayVaoDangChinhThuc)
      if (full !== '' && str(v.ngayVaoDang) === '') report({ chinhThuc: full })
    },
  },
  {
    id: 'ngayVaoDangChinhThuc.quaHan',
    fields: ['ngayVaoDangChinhThuc', 'ngayVaoDang', 'chucVuDang'],
    needs: ['ngayVaoDang'],
    weight: 'notes',
    word: 'song',
    message: {
      vi: 'Vào Đảng từ {vaoDang} nhưng chưa ghi ngày chính thức. Nếu đã được công nhận chính thức, xin bổ sung.',
      en: 'Joined the Party on {vaoDang} but no date of full membership is stated. If it was recognised, please add it.',
    },
    legal: `${law.party} Điều 5`,
    find: ({ v, today }, report) => {
      const joined = str(v.ngayVaoDang)
      if (joined === '' || str(v.ngayVaoDangChinhThuc) !== '' || partyOffice(str(v.chucVuDang))) return
      if (leastMonths(joined, today) > 24) report({ vaoDang: joined })
    },
  },
  {
    id: 'chucVuDang.thieuVaoDang',
    fields: ['ngayVaoDang', 'chucVuDang', 'ngayVaoDangChinhThuc'],
    needs: ['chucVuDang'],
    weight: 'asks',
    word: 'du',
    message: {
      vi: 'Có chức vụ Đảng (mã {chucVu}) nhưng chưa ghi ngày vào Đảng. Xin bổ sung ngày vào Đảng và ngày chính thức.',
      en: 'There is a Party post (code {chucVu}) but no date of joining. Please add the dates of joining and of full membership.',
    },
    legal: `${law.party} Điều 3; ${law.form}`,
    find: ({ v }, report) => {
      const post = str(v.chucVuDang)
      if (stated(post) && str(v.ngayVaoDang) === '' && str(v.ngayVaoDangChinhThuc) === '') report({ chucVu: post })
    },
  },
  {
    id: 'chucVuDang.dangVienDuBi',
    fields: ['chucVuDang', 'ngayVaoDang', 'ngayVaoDangChinhThuc'],
    needs: ['chucVuDang', 'ngayVaoDang'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Giữ chức vụ trong cấp ủy (mã {chucVu}) nhưng chưa có ngày chính thức; đảng viên dự bị không có quyền ứng cử vào cấp ủy. Xin bổ sung ngày chính thức.',
      en: 'A post in a Party committee (code {chucVu}) is held without a date of full membership; candidates cannot be elected. Please add the date.',
    },
    legal: `${law.party} Điều 3`,
    find: ({ v }, report) => {
      const post = str(v.chucVuDang)
      if (partyOffice(post) && str(v.ngayVaoDang) !== '' && str(v.ngayVaoDangChinhThuc) === '') report({ chucVu: post })
    },
  },
  {
    id: 'chucVuDangKiemNhiem.thieuVaoDang',
    fields: ['ngayVaoDang', 'chucVuDangKiemNhiem', 'chucVuDang', 'ngayVaoDangChinhThuc'],
    needs: ['chucVuDangKiemNhiem'],
    weight: 'asks',
    word: 'du',
    message: {
      vi: 'Có chức vụ Đảng kiêm nhiệm nhưng chưa ghi ngày vào Đảng. Xin bổ sung ngày vào Đảng và ngày chính thức.',
      en: 'There is a concurrent Party post but no date of joining. Please add the dates of joining and of full membership.',
    },
    legal: `${law.party} Điều 3; ${law.form}`,
    find: ({ v }, report) => {
      if (str(v.chucVuDangKiemNhiem) === '' || stated(str(v.chucVuDang))) return
      if (str(v.ngayVaoDang) === '' && str(v.ngayVaoDangChinhThuc) === '') report()
    },
  },
  {
    id: 'ngayThamGiaToChucChinhTriXaHoi.tuoi',
    fields: ['ngayThamGiaToChucChinhTriXaHoi', 'ngaySinh'],
    needs: ['ngayThamGiaToChucChinhTriXaHoi', 'ngaySinh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Tham gia tổ chức chính trị – xã hội {ngay} khi mới {tuoi} tuổi (Đội thiếu niên không tính). Xin kiểm tra lại ngày này.',
      en: 'Joined a socio-political organisation on {ngay} at age {tuoi} (the Young Pioneers do not count). Please check the date.',
    },
    legal: 'Điều lệ Đoàn TNCS Hồ Chí Minh Điều 1',
    find: ({ v }, report) => {
      const joined = str(v.ngayThamGiaToChucChinhTriXaHoi)
      const birth = str(v.ngaySinh)
      if (joined === '' || birth === '') return
      const age = mostYears(birth, joined)
      if (age < 14) report({ ngay: joined, tuoi: age })
    },
  },
]
