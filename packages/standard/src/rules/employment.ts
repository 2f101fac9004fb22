/** The career as a list: overlaps, gaps, open ends, and whether it tells the present post. */

import type { Rule } from '../model.ts'
import { after, before, leastMonths, mostYears } from './dates.ts'
import { inService, postName } from './facts.ts'
import { law } from './laws.ts'
import { inOrder, type Row, rows, stated, str } from './read.ts'

/**
 * Titles that may lawfully run beside another: concurrent and Party posts, mandates, secondments, study, associations,
 * contracts and visiting lectures, service in the forces. "Học" alone is study only where the title begins with it:
 * most teachers have it in their title ("giáo viên tiểu học").
 */
const besideTitle =
  /^(?:đi )?học(?!\p{L})|(?<!\p{L})(?:kiêm|biệt phái|tăng cường|trưng tập|theo học|đi học|học viên|sinh viên|nghiên cứu sinh|thực tập|bí thư|cấp ủy|đảng|đoàn|(?<!xã )hội|công đoàn|đại biểu|ủy viên|uỷ viên|thành viên|cộng tác|thỉnh giảng|hợp đồng|bộ đội|chiến sĩ|nghĩa vụ|quân|công an)(?!\p{L})/iu

/** Units whose posts may run beside another: Party, Youth Union, trade union, associations, the forces. */
const besideUnit =
  /(?<!\p{L})(?:đảng ủy|đảng uỷ|đảng bộ|chi bộ|tỉnh ủy|thành ủy|huyện ủy|quận ủy|thị ủy|đoàn thanh niên|đoàn tncs|tỉnh đoàn|thành đoàn|huyện đoàn|công đoàn|hội (?:nông dân|phụ nữ|liên hiệp|cựu|chữ thập|khuyến học|luật gia|nhà báo|người|đông y|văn học|sinh viên|bảo trợ)|bộ đội|quân đội|quân khu|quân chủng|quân đoàn|sư đoàn|lữ đoàn|trung đoàn|tiểu đoàn|công an)(?!\p{L})/iu

const mayRunBeside = (row: Row): boolean => besideTitle.test(str(row.chucDanh)) || besideUnit.test(unitOf(row))

const unitOf = (row: Row): string => str(row.donVi)

/** `part` stands in `whole` as whole words: "Phường 1" is not in "Phường 14". */
const within = (whole: string, part: string): boolean => {
  const at = whole.indexOf(part)
  return at >= 0 && !/^[\p{L}\d]/u.test(whole.slice(at + part.length))
}

/** One unit within the other, as when only the department is written before the agency's name. */
const sameUnit = (a: Row, b: Row): boolean => {
  const x = unitOf(a)
  const y = unitOf(b)
  return x === y || x === '' || y === '' || within(x, y) || within(y, x)
}

const leader =
  /^(phó |quyền |phụ trách )?(trưởng (phòng|khoa|ban|bộ môn)|giám đốc|hiệu trưởng|viện trưởng|vụ trưởng|cục trưởng|chi cục trưởng|chánh văn phòng|chánh thanh tra)/iu
const formerly = /(?<!\p{L})(nguyên|thôi|hết)(?!\p{L})/iu

/** A gap is lawful when somebody studied or served for its time. */
const covered = (list: readonly Row[], from: string, to: string): boolean => {
  for (const row of list) {
    const begins = str(row.tuNgay)
    const ends = str(row.denNgay)
    if (begins === '' || after(begins, to) || (ends !== '' && before(ends, from))) continue
    return true
  }
  return false
}

const studyLists = ['daoTaoChuyenMon', 'daoTaoLyLuanChinhTri', 'lichSuBiBat'] as const

export const employment: readonly Rule[] = [
  {
    id: 'quaTrinhCongTac.chongLan',
    fields: ['quaTrinhCongTac'],
    needs: ['quaTrinhCongTac'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Quá trình công tác: “{donVi}” đến {denNgay}, nhưng “{donViSau}” đã từ {tuNgay}, chồng lên nhau hơn 3 tháng. Nếu kiêm nhiệm, biệt phái thì ghi rõ ở chức danh; nếu không, xin sửa thời gian.',
      en: 'Career: “{donVi}” until {denNgay} and “{donViSau}” from {tuNgay} overlap by more than 3 months. If concurrent or seconded, say so in the title; otherwise correct the time.',
    },
    legal: `${law.form}, mục 33`,
    find: ({ v }, report) => {
      const list = inOrder(rows(v.quaTrinhCongTac))
      for (let i = 1; i < list.length; i++) {
        const prior = list[i - 1]!
        const row = list[i]!
        const ends = str(prior.denNgay)
        const begins = str(row.tuNgay)
        if (ends === '' || begins === '' || !after(ends, begins) || before(ends, str(prior.tuNgay))) continue
        if (leastMonths(begins, ends) < 3 || sameUnit(prior, row) || mayRunBeside(prior) || mayRunBeside(row)) continue
        report({ donVi: unitOf(prior), denNgay: ends, donViSau: unitOf(row), tuNgay: begins })
      }
    },
  },
  {
    id: 'quaTrinhCongTac.hangMo',
    fields: ['quaTrinhCongTac'],
    needs: ['quaTrinhCongTac'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Quá trình công tác: “{donVi}” (từ {tuNgay}) chưa có ngày kết thúc dù từ {tuNgaySau} đã ở “{donViSau}”. Xin ghi ngày kết thúc, hoặc ghi rõ kiêm nhiệm ở chức danh nếu vẫn giữ cả hai.',
      en: 'Career: “{donVi}” (from {tuNgay}) has no end although “{donViSau}” began on {tuNgaySau}. Please state its end, or say “kiêm nhiệm” in the title if both are held.',
    },
    legal: `${law.form}, mục 33`,
    find: ({ v }, report) => {
      const list = inOrder(rows(v.quaTrinhCongTac))
      for (let i = 1; i < list.length; i++) {
        const prior = list[i - 1]!
        const row = list[i]!
        const begins = str(row.tuNgay)
        if (str(prior.denNgay) !== '' || !after(begins, str(prior.tuNgay)) || sameUnit(prior, row)) continue
        if (mayRunBeside(prior) || mayRunBeside(row)) continue
        report({ donVi: unitOf(prior), tuNgay: str(prior.tuNgay), donViSau: unitOf(row), tuNgaySau: begins })
      }
    },
  },
  {
    id: 'quaTrinhCongTac.khoangTrong',
    fields: ['quaTrinhCongTac', 'ngayTuyenDungLanDau', 'ngayNhapNgu', 'ngayThoiViecNghiHuu', ...studyLists],
    needs: ['quaTrinhCongTac', 'ngayTuyenDungLanDau'],
    weight: 'asks',
    word: 'du',
    message: {
      vi: 'Quá trình công tác bỏ trống từ {tu} đến {den} (ít nhất {thang} tháng). Xin bổ sung công việc hoặc việc học trong thời gian này.',
      en: 'The career is empty from {tu} to {den} (at least {thang} months). Please add the work or study of that time.',
    },
    legal: `${law.form}, mục 33 (khai liên tục)`,
    find: ({ v }, report) => {
      const hired = str(v.ngayTuyenDungLanDau)
      const left = str(v.ngayThoiViecNghiHuu)
      const list = inOrder(rows(v.quaTrinhCongTac))
      let reached = ''
      for (let i = 0; i < list.length; i++) {
        const row = list[i]!
        const begins = str(row.tuNgay)
        if (after(begins, left)) return
        if (reached !== '' && leastMonths(reached, begins) > 12 && !before(reached, hired)) {
          const busy =
            studyLists.some((field) => covered(rows(v[field]), reached, begins)) ||
            !before(str(v.ngayNhapNgu) || '0', reached)
          if (!busy) report({ tu: reached, den: begins, thang: leastMonths(reached, begins) })
        }
        const ends = str(row.denNgay)
        if (ends === '') return
        if (ends > reached) reached = ends
      }
    },
  },
  {
    id: 'quaTrinhCongTac.tuTuyenDung',
    fields: ['quaTrinhCongTac', 'ngayTuyenDungLanDau'],
    needs: ['quaTrinhCongTac', 'ngayTuyenDungLanDau'],
    weight: 'asks',
    word: 'du',
    message: {
      vi: 'Tuyển dụng lần đầu {ngay} nhưng quá trình công tác chỉ bắt đầu từ {tuNgay}. Xin bổ sung thời gian từ khi tuyển dụng.',
      en: 'First recruited on {ngay}, but the career begins only on {tuNgay}. Please add the time since recruitment.',
    },
    legal: `${law.form}, mục 13, 33`,
    find: ({ v }, report) => {
      const hired = str(v.ngayTuyenDungLanDau)
      let begins = ''
      for (const row of rows(v.quaTrinhCongTac)) {
        const from = str(row.tuNgay)
        if (from !== '' && (begins === '' || from < begins)) begins = from
      }
      if (begins !== '' && hired !== '' && leastMonths(hired, begins) > 12) report({ ngay: hired, tuNgay: begins })
    },
  },
  {
    id: 'quaTrinhCongTac.tuoi',
    fields: ['quaTrinhCongTac', 'ngaySinh'],
    needs: ['quaTrinhCongTac', 'ngaySinh'],
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Quá trình công tác, dòng {dong}: bắt đầu {tuNgay} khi mới {tuoi} tuổi. Xin kiểm tra thời gian và ngày sinh.',
      en: 'Career, row {dong}: begins on {tuNgay} at age {tuoi}. Please check the time and the birth date.',
    },
    legal: 'Bộ luật Lao động 45/2019/QH14 Điều 3; Bộ luật Lao động 1994 Điều 6',
    find: ({ v }, report) => {
      const birth = str(v.ngaySinh)
      if (birth === '') return
      const list = rows(v.quaTrinhCongTac)
      for (let i = 0; i < list.length; i++) {
        const row = list[i]!
        const begins = str(row.tuNgay)
        if (begins === '' || before(begins, birth)) continue
        const age = mostYears(birth, begins)
        // Rows of schooling may stand here too.
        if (age >= 14 || mayRunBeside(row)) continue
        report({ dong: i + 1, tuNgay: begins, tuoi: age }, { path: `quaTrinhCongTac[${i}].tuNgay` })
      }
    },
  },
  {
    id: 'quaTrinhCongTac.ngayVaoCoQuan',
    fields: ['quaTrinhCongTac', 'ngayVaoCoQuan'],
    needs: ['quaTrinhCongTac', 'ngayVaoCoQuan'],
    weight: 'notes',
    word: 'song',
    message: {
      vi: 'Vào cơ quan hiện nay ngày {ngay} nhưng quá trình công tác không có dòng nào bắt đầu gần thời điểm đó. Xin bổ sung hoặc kiểm tra ngày.',
      en: 'The present agency was joined on {ngay}, but no row of the career begins near that time. Please add it or check the date.',
    },
    legal: `${law.form}, mục 14, 33`,
    find: ({ v }, report) => {
      const joined = str(v.ngayVaoCoQuan)
      const list = rows(v.quaTrinhCongTac)
      if (joined === '' || list.length === 0) return
      for (const row of list) {
        const begins = str(row.tuNgay)
        if (begins === '' || (leastMonths(begins, joined) < 12 && leastMonths(joined, begins) < 12)) return
      }
      report({ ngay: joined })
    },
  },
  {
    id: 'quaTrinhCongTac.chucVuThieu',
    fields: ['chucVuHienTai', 'quaTrinhCongTac', 'chucVuKiemNhiem', 'chucVuDang', 'trangThaiCongTac'],
    needs: ['chucVuHienTai', 'quaTrinhCongTac', 'trangThaiCongTac'],
    weight: 'asks',
    word: 'song',
    message: {
      vi: 'Quá trình công tác ghi hiện là “{chucDanh}” (từ {tuNgay}) nhưng chức vụ hiện tại ghi “không”. Xin cập nhật chức vụ hiện tại hoặc kết thúc dòng này.',
      en: 'The career says “{chucDanh}” at present (from {tuNgay}), but no present post is stated. Please update the post or end the row.',
    },
    legal: `${law.form}, mục 23, 33`,
    find: ({ v }, report) => {
      if (v.chucVuHienTai !== '00' || !inService(v.trangThaiCongTac) || str(v.chucVuKiemNhiem) !== '') return
      const party = str(v.chucVuDang)
      if (stated(party) && party !== '10') return
      for (const row of rows(v.quaTrinhCongTac)) {
        const title = str(row.chucDanh)
        if (str(row.denNgay) !== '' || !leader.test(title) || formerly.test(title)) continue
        report({ chucDanh: title, tuNgay: str(row.tuNgay) })
        return
      }
    },
  },
  {
    id: 'quaTrinhCongTac.chucVuSau',
    fields: ['quaTrinhCongTac', 'chucVuHienTai', 'ngayBoNhiemChucVu', 'trangThaiCongTac'],
    needs: ['quaTrinhCongTac', 'chucVuHienTai', 'ngayBoNhiemChucVu', 'trangThaiCongTac'],
    weight: 'notes',
    word: 'du',
    message: {
      vi: 'Được bổ nhiệm “{chucVu}” ngày {ngay} nhưng mọi dòng của quá trình công tác đều kết thúc trước đó. Xin bổ sung dòng của chức vụ hiện tại.',
      en: 'Appointed “{chucVu}” on {ngay}, but every row of the career ended before. Please add the row of the present post.',
    },
    legal: `${law.form}, mục 23, 33`,
    find: ({ v }, report) => {
      const appointed = str(v.ngayBoNhiemChucVu)
      const name = postName(v.chucVuHienTai)
      // Of those in service without an open row another rule speaks.
      if (appointed === '' || name === undefined || v.trangThaiCongTac === 'DLV') return
      const list = rows(v.quaTrinhCongTac)
      for (const row of list) {
        const ends = str(row.denNgay)
        if (ends === '' || !before(ends, appointed)) return
      }
      if (list.length > 0) report({ chucVu: name, ngay: appointed })
    },
  },
]
