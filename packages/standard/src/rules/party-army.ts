/** Party, army and the policies for people of merit. */

import type { Rule } from '../model.ts'
import { before, leastMonths, mostMonths, mostYears, year } from './dates.ts'
import { law } from './laws.ts'
import { codes, num, stated, str } from './read.ts'

/** Party posts that only full members hold (committee members and their officers). */
const partyOffice = (code: string): boolean => code >= '01' && code <= '09'

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

export const partyArmy: readonly Rule[] = [
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
  {
    id: 'hangThuongBinh.doiTuongChinhSach',
    fields: ['doiTuongChinhSach', 'hangThuongBinh'],
    needs: ['hangThuongBinh'],
    weight: 'asks',
    word: 'du',
    message: {
      vi: 'Là thương binh hạng {hang}/4 nhưng đối tượng chính sách chưa ghi “thương binh” (mã 07). Xin xác nhận bổ sung.',
      en: 'A war invalid of class {hang}/4, but “war invalid” (07) is not among the policy groups. Please confirm the addition.',
    },
    legal: 'Pháp lệnh 02/2020/UBTVQH14; Nghị định 131/2021/NĐ-CP',
    find: ({ v }, report) => {
      const grade = str(v.hangThuongBinh)
      if (grade === '') return
      const list = codes(v.doiTuongChinhSach)
      if (list.includes('07')) return
      report({ hang: grade }, { repair: [...list.filter((c) => c !== '00'), '07'] })
    },
  },
  {
    id: 'doiTuongChinhSach.hangThuongBinh',
    fields: ['hangThuongBinh', 'doiTuongChinhSach'],
    needs: ['doiTuongChinhSach'],
    weight: 'notes',
    word: 'du',
    message: {
      vi: 'Đối tượng chính sách có “thương binh” (mã 07) nhưng chưa ghi hạng thương binh. Xin bổ sung hạng 1–4.',
      en: 'The policy groups hold “war invalid” (07) but the class is missing. Please add the class 1–4.',
    },
    legal: 'Nghị định 131/2021/NĐ-CP',
    find: ({ v }, report) => {
      if (str(v.hangThuongBinh) === '' && codes(v.doiTuongChinhSach).includes('07')) report()
    },
  },
  {
    id: 'doiTuongChinhSach.namSinh',
    fields: ['doiTuongChinhSach', 'ngaySinh'],
    needs: ['doiTuongChinhSach', 'ngaySinh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Đối tượng chính sách mã {ma} là người hoạt động trước {moc}, nhưng sinh năm {namSinh}. Nếu là con của người đó, xin ghi ở mục con gia đình chính sách.',
      en: 'Policy group {ma} is for people active before {moc}, but the birth year is {namSinh}. If it is a parent, please state it in the field for children.',
    },
    legal: 'Pháp lệnh 02/2020/UBTVQH14 Điều 3',
    find: ({ v }, report) => {
      const born = year(str(v.ngaySinh))
      if (born < 1940) return
      for (const code of codes(v.doiTuongChinhSach)) {
        if (code === '01' || code === '02') report({ ma: code, moc: 1945, namSinh: born })
        else if (code === '10' && born >= 1965) report({ ma: code, moc: 1975, namSinh: born })
        // The merit of the resistance extends to the defence of the borders and the duty abroad, to 1989.
        else if (code === '11' && born >= 1975) report({ ma: code, moc: 1989, namSinh: born })
      }
    },
  },
  {
    id: 'baMeVietNamAnhHung.gioiTinh',
    fields: ['doiTuongChinhSach', 'danhHieuNhaNuoc', 'gioiTinh'],
    needs: ['gioiTinh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Danh hiệu Bà mẹ Việt Nam anh hùng không thể của người có giới tính nam. Xin kiểm tra mã đã chọn hoặc giới tính.',
      en: 'The title Heroic Vietnamese Mother cannot belong to a man. Please check the code or the gender.',
    },
    legal: 'Pháp lệnh 05/2012/UBTVQH13 (Danh hiệu Bà mẹ Việt Nam anh hùng)',
    find: ({ v }, report) => {
      if (v.gioiTinh !== '1') return
      if (codes(v.doiTuongChinhSach).includes('04')) report()
      if (codes(v.danhHieuNhaNuoc).includes('27')) report({}, { path: 'danhHieuNhaNuoc' })
    },
  },
  {
    id: 'hangThuongBinh.sucKhoe',
    fields: ['tinhTrangSucKhoe', 'hangThuongBinh'],
    needs: ['tinhTrangSucKhoe', 'hangThuongBinh'],
    weight: 'notes',
    word: 'dung',
    message: {
      vi: 'Thương binh hạng {hang}/4 (mất sức từ 61%) nhưng sức khỏe ghi loại I – rất khỏe. Xin kiểm tra lại phân loại sức khỏe.',
      en: 'A war invalid of class {hang}/4 (61% or more) but health is class I, very good. Please check the health class.',
    },
    legal: 'Nghị định 131/2021/NĐ-CP; Quyết định 1613/BYT-QĐ ngày 15/8/1997',
    find: ({ v }, report) => {
      const grade = str(v.hangThuongBinh)
      if ((grade === '1' || grade === '2') && v.tinhTrangSucKhoe === '1') report({ hang: grade })
    },
  },
  {
    id: 'canNang.chieuCao',
    fields: ['canNang', 'chieuCao'],
    needs: ['canNang', 'chieuCao'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Cao {cao} cm mà nặng {nang} kg là rất hiếm; có thể gõ sai hoặc đổi chỗ hai số. Xin kiểm tra lại.',
      en: '{cao} cm tall with {nang} kg is very rare; a number may be mistyped or the two swapped. Please check them.',
    },
    legal: 'Quyết định 1613/BYT-QĐ ngày 15/8/1997 (tiêu chuẩn phân loại sức khỏe)',
    find: ({ v }, report) => {
      const height = num(v.chieuCao)
      const weight = num(v.canNang)
      const index = (weight * 10000) / (height * height)
      if (index < 12 || index > 50) report({ cao: height, nang: weight })
    },
  },
]
