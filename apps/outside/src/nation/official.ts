/**
 * The clean record of an official, as good software sends it: every required field, the usual optional ones, lists that
 * agree with each other and with the scalars.
 */
import {
  addMonths,
  type Day,
  day,
  firstOfMonth,
  iso,
  isoMonth,
  monthBefore,
  partsOf,
  yearsBetween,
} from './calendar.ts'
import { type Commune, communeAt } from './communes.ts'
import { salaryTables } from './data/jobs.ts'
import { Dice, mix, weighted } from './dice.ts'
import { familyOf } from './family.ts'
import { type Citizen, fullName, type Office, type People } from './person.ts'
import { type SalaryStep, salaryOf } from './salary.ts'
import { course, type Row, studiesOf } from './studies.ts'

/** A record on the wire: field id → value. */
export type WireRecord = { [field: string]: unknown }

const RECORD = 4
const streets = [
  'Lê Lợi',
  'Trần Hưng Đạo',
  'Nguyễn Trãi',
  'Quang Trung',
  'Hai Bà Trưng',
  'Lý Thường Kiệt',
  'Nguyễn Huệ',
  'Hùng Vương',
  'Phan Bội Châu',
  'Ngô Quyền',
]
const bloods = weighted([
  ['04', 42],
  ['02', 30],
  ['01', 21],
  ['03', 6],
] as const)
const origins = weighted([
  ['02', 60],
  ['03', 18],
  ['01', 10],
  ['04', 6],
  ['06', 6],
] as const)
const strengths = [
  'Nghiên cứu, tổng hợp',
  'Công tác chuyên môn được đào tạo',
  'Giảng dạy',
  'Quản lý, điều hành',
  'Công tác vận động quần chúng',
  'Ứng dụng công nghệ thông tin',
]
const praises = [
  'Chấp hành tốt chủ trương của Đảng, chính sách, pháp luật của Nhà nước; có ý thức tổ chức kỷ luật; hoàn thành nhiệm vụ được giao đúng tiến độ.',
  'Có phẩm chất đạo đức tốt, lối sống giản dị, đoàn kết nội bộ; chấp hành nghiêm quy định về bảo vệ bí mật nhà nước; chuyên môn vững vàng.',
  'Năng động, có trách nhiệm trong công việc; tinh thần phối hợp với đồng nghiệp tốt; cần tích cực hơn trong tự học, tự bồi dưỡng.',
]

const address = (commune: Commune, dice: Dice): WireRecord => ({
  tinh: commune.province,
  huyen: commune.district,
  xa: commune.code,
  chiTiet: commune.name.startsWith('Xã')
    ? dice.chance(0.5)
      ? `Thôn ${dice.between(1, 14)}`
      : `Ấp ${dice.pick(['Tân Lập', 'Bình An', 'Hòa Thuận', 'Phú Thọ', 'Mỹ Hưng'])}`
    : `Số ${dice.between(1, 320)}, đường ${dice.pick(streets)}`,
  phienBan: 'truoc2025',
})

const ascii = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f']/g, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .toLowerCase()

/** The day a card was issued, so that none has run out by age (25, 40, 60; Luật Căn cước công dân 2014, Đ21). */
function cardIssued(birth: Day, today: Day, dice: Dice): Day {
  const issued = day(2021, 2, 1) + dice.int(Math.max(1, Math.min(today - 30, day(2023, 5, 20)) - day(2021, 2, 1)))
  for (const age of [25, 40, 60]) {
    const due = addMonths(birth, age * 12)
    if (due > issued && due <= today && issued < addMonths(due, -24)) return Math.min(due + dice.int(20), today - 3)
  }
  return Math.min(issued, today - 3)
}

interface Life {
  hired: Day
  joined: Day
  appointed: Day | null
  army: { from: Day; to: Day } | null
  studyStart: number
  moves: Day[]
}

/** The big dates of a working life, in their right order. */
function lifeOf(person: Citizen, office: Office, today: Day, dice: Dice): Life {
  const { job, post } = office
  const thisYear = partsOf(today).year
  const age = thisYear - person.birthYear
  const served = person.gender === '1' && age >= 27 + job.years && dice.chance(0.11)
  const army = served ? { from: day(person.birthYear + 19, dice.between(2, 3), dice.between(5, 25)), to: 0 } : null
  if (army) army.to = addMonths(army.from, 24)
  const studyStart = person.birthYear + (served ? 21 : 18)
  const ready = day(studyStart + job.years, 7, 1)
  const latest = today - 40
  const wished =
    ready + dice.between(30, 900) + (job.category === 'HD' ? dice.between(0, Math.max(1, age - 26)) * 365 : 0)
  let hired = Math.min(wished, latest - dice.int(Math.max(1, Math.min(500, latest - ready))))
  if (dice.chance(0.6)) hired = Math.max(ready, firstOfMonth(hired))
  let appointed: Day | null = null
  if (post) {
    const term = day(2021, 6, dice.between(21, 29))
    const first = addMonths(hired, 60)
    appointed =
      post.elected && today > term + 30 && term > first
        ? term
        : Math.min(today - 20, Math.max(first, today - dice.between(60, 3200)))
  }
  const moves: Day[] = []
  const end = appointed ?? today - 200
  const wishedMoves =
    job.category === 'HD' || office.category === 'CB' ? 0 : dice.chance(0.34) ? (dice.chance(0.25) ? 2 : 1) : 0
  let from = addMonths(hired, 24)
  for (let k = 0; k < wishedMoves && from < end - 400; k++) {
    const at = firstOfMonth(from + dice.int(Math.max(1, end - from - 300)) + 31)
    moves.push(at)
    from = addMonths(at, 18)
  }
  return { hired, joined: moves.at(-1) ?? hired, appointed, army, studyStart, moves }
}

const stepRows = (steps: readonly SalaryStep[]): Row[] =>
  steps.map((step, k) => {
    const row: Row = { tuNgay: isoMonth(step.from) }
    const next = steps[k + 1]
    if (next) row.denNgay = monthBefore(next.from)
    row.maNgach = step.grade[0]
    row.bac = step.step
    row.heSo = step.coefficient
    return row
  })

/** The record of official `index`, clean at `people.today`. */
export function officialRecord(people: People, index: number): WireRecord {
  const { units, seed, today } = people
  const office = people.office(index)
  const person = people.citizenOf(index, office)
  const { job, post, place, category } = office
  const dice = new Dice(mix(seed, RECORD, index))
  const at = partsOf(today)
  const unit = units.unit(place.unit)
  const aboveUnit = units.unit(units.above(place.unit))
  const body = units.bodyOf(place.unit)
  const province = units.province(place.unit)
  const life = lifeOf(person, office, today, dice)
  const { hired, joined, appointed, army } = life
  const contract = category === 'HD'
  const service = yearsBetween(hired, today)
  const age = yearsBetween(person.birth, today)
  const title = post?.title ?? job.position

  // Pay first: rank decides about studies.
  const high = job.ladder.length > 1 && (post ? post.allowance >= 0.5 || dice.chance(0.5) : dice.chance(0.25))
  const scholar = job.id === 'giangVien' || job.id === 'nghienCuu'
  const doctor = scholar && service >= 14 && dice.chance(0.45)
  const promotions = high ? [addMonths(hired, 12 * dice.between(11, 15) + dice.int(12))] : []
  if (promotions[0] !== undefined && job.ladder.length > 2 && age >= 48 && (post ? post.allowance >= 0.7 : doctor))
    promotions.push(addMonths(promotions[0], 12 * dice.between(8, 11)))
  if (promotions[1] !== undefined && scholar && !doctor) promotions.pop()
  const salary = contract ? null : salaryOf(job.ladder, hired, today, promotions, dice)
  const pay = salary?.steps.at(-1)
  const studies = studiesOf(
    job,
    life.studyStart,
    hired,
    today,
    { master: job.study === 'DH' && (scholar || doctor || dice.chance(post ? 0.5 : 0.16)), doctor },
    dice,
  )
  const probation = salary !== null && salary.graded === null
  const family = familyOf(person, at.year, dice)
  const old = person.birthYear <= 1966 && person.born.region === 'bac'

  const left = !post && !probation && joined < today - 200 && dice.chance(0.002) ? today - dice.between(2, 60) : null
  const state =
    left !== null
      ? 'THOIVIEC'
      : probation
        ? 'TAPSU'
        : person.gender === '2' && age >= 24 && age <= 39 && family.marriage === '2' && !post && dice.chance(0.012)
          ? 'THAISAN'
          : !post && !contract && service >= 3 && dice.chance(0.004)
            ? 'BIETPHAI'
            : 'DLV'

  const party = dice.chance(category === 'CB' ? 1 : post ? 0.97 : job.party) && age >= 24
  let partyDay: Day | null = null
  if (party) {
    const first = Math.max(addMonths(person.birth, 20 * 12), army ? army.from + 300 : 0)
    const last = Math.min(today - 40, addMonths(person.birth, 35 * 12))
    partyDay = first + dice.int(Math.max(1, last - first))
  }
  const fullMember = partyDay === null ? null : addMonths(partyDay, 12)
  const union = person.birthYear + 16 + (person.birth > day(person.birthYear, 3, 26) ? 1 : 0)
  const card = cardIssued(person.birth, today, dice)

  // Where the person worked before: units of the same kind near by.
  const homeProvince = province?.code ?? person.lives.province
  const career: Row[] = []
  const starts = [hired, ...life.moves]
  const pure = unit.name.split(',')[0]!
  starts.forEach((from, k) => {
    const next = starts[k + 1]
    const last = next === undefined
    const bare = communeAt(homeProvince, dice).bare
    const where = last
      ? unit.name
      : pure.startsWith('Trường') || pure.startsWith('UBND')
        ? `${pure
            .split(' ')
            .slice(0, pure.startsWith('UBND') ? 1 : 3)
            .join(' ')} ${pure.startsWith('UBND') && !bare.startsWith('P') ? 'xã ' : ''}${bare}`
        : `Cơ quan chuyên môn ${bare}`
    if (last && appointed !== null && appointed > addMonths(from, 1)) {
      career.push({ tuNgay: isoMonth(from), denNgay: monthBefore(appointed), donVi: where, chucDanh: job.position })
      career.push({ tuNgay: isoMonth(appointed), donVi: where, chucDanh: title })
    } else {
      const row: Row = { tuNgay: isoMonth(from) }
      if (next !== undefined) row.denNgay = monthBefore(next)
      else if (left !== null) row.denNgay = isoMonth(left)
      row.donVi = where
      row.chucDanh = last ? title : job.position
      career.push(row)
    }
  })

  const record: WireRecord = {
    coQuanQuanLy: aboveUnit.code,
    coQuanSuDung: unit.code,
    soHieu: `${body.code}-${String(index + 1).padStart(7, '0')}`,
    soDinhDanh: person.soDinhDanh,
  }
  if (dice.chance(0.5)) {
    let sha256 = ''
    for (let k = 0; k < 8; k++)
      sha256 += mix(seed, 61 + k, index)
        .toString(16)
        .padStart(8, '0')
    record.anhChanDung = { sha256, type: 'image/jpeg', size: dice.between(18_000, 140_000) }
  }
  record.loaiDoiTuong = category
  record.hoTenKhaiSinh = fullName(person.name)
  record.gioiTinh = person.gender
  record.ngaySinh = iso(person.birth)
  record.noiSinh = dice.chance(0.995) ? person.born.code : person.home.province
  record.queQuan = {
    tinh: person.home.province,
    huyen: person.home.district,
    xa: person.home.code,
    phienBan: 'truoc2025',
  }
  record.danToc = person.ethnic
  record.tonGiao = person.religion
  record.soGiayTo = person.soDinhDanh
  record.ngayCapGiayTo = iso(card)
  record.noiCapGiayTo = 'Cục Cảnh sát QLHC về TTXH'
  record.soDienThoai = `0${dice.pick(['91', '94', '97', '98', '90', '93', '35', '38', '70', '77', '83', '86'])}${dice.digits(7)}`
  if (dice.chance(0.8))
    record.email = `${ascii(`${person.name.given}${person.name.family[0]}${person.name.middle[0] ?? ''}`).replace(/[^a-z]/g, '')}${index % 9973}@${ascii(body.code)}.example.vn`
  record.soBhxh = person.soBhxh
  if (dice.chance(0.85))
    record.soTheBhyt = `${contract ? 'DN' : category === 'VC' ? 'HC' : 'HC'}4${person.lives.province}${person.soBhxh}`
  if (dice.chance(0.7)) record.noiThuongTru = address(person.lives, dice)
  record.noiOHienNay = address(person.lives, dice)
  record.quocTich = 'VN'
  record.tinhTrangHonNhan = family.marriage
  if (dice.chance(0.85)) record.thanhPhanGiaDinh = dice.draw(origins)
  if (dice.chance(0.5))
    record.ngheNghiepTruocTuyenDung = army ? 'Bộ đội xuất ngũ' : contract ? 'Lao động tự do' : 'Sinh viên'
  record.ngayTuyenDungLanDau = iso(hired)
  record.coQuanTuyenDung = province
    ? job.category === 'CC'
      ? `Sở Nội vụ ${province.full}`
      : dice.chance(0.6)
        ? `UBND ${province.full}`
        : `Sở Nội vụ ${province.full}`
    : body.name
  record.hinhThucTuyenDung = contract ? 'HOPDONG' : category === 'CB' ? 'BAUCU' : dice.chance(0.68) ? 'THI' : 'XET'
  record.ngayVaoCoQuan = iso(joined)
  if (contract) record.loaiHopDong = 'HDLD-111'
  else if (category === 'VC') {
    if (hired < day(2020, 7, 1)) record.loaiHopDong = 'HDLV-KXD'
    else {
      record.loaiHopDong = 'HDLV-XD'
      record.ngayHetHanHopDong = iso(Math.max(addMonths(hired, 36), addMonths(today, dice.between(2, 11))))
    }
  }
  record.trangThaiCongTac = state
  if (left !== null) record.ngayThoiViecNghiHuu = iso(left)
  if (partyDay !== null && fullMember !== null) {
    record.ngayVaoDang = iso(partyDay)
    if (fullMember <= today) record.ngayVaoDangChinhThuc = iso(fullMember)
  }
  if (dice.chance(0.8)) record.ngayThamGiaToChucChinhTriXaHoi = `${union}-03-26`
  if (army) {
    record.ngayNhapNgu = iso(army.from)
    record.ngayXuatNgu = iso(army.to)
    record.quanHamCaoNhat = dice.pick(['03', '03', '04', '05'])
  }
  if (person.birthYear < 1982 && dice.chance(0.06))
    record.conGiaDinhChinhSach = [dice.pick(['13', '14', '14', '15', '16'])]
  record.trinhDoPhoThong = contract && dice.chance(0.3) ? '19' : old && dice.chance(0.4) ? '10' : '22'
  record.trinhDoChuyenMon = contract ? (dice.chance(0.4) ? '07' : '9999') : studies.degree
  const trained = record.trinhDoChuyenMon !== '9999'
  const major = contract ? 'Kỹ thuật tổng hợp' : studies.major
  if (trained) record.chuyenNganh = major
  if (studies.degree === '02' && pay && pay.grade[2].startsWith('A3')) record.hocHam = dice.chance(0.15) ? '01' : '02'
  if (job.id === 'thpt' && service > 25 && dice.chance(0.01)) record.danhHieuNhaNuoc = ['31']
  const political =
    post && party && post.allowance >= 0.7
      ? '09'
      : post || dice.chance(0.25)
        ? '07'
        : party || dice.chance(0.4)
          ? '08'
          : null
  const politicalCourse =
    political === null || contract
      ? null
      : course(addMonths(hired, 13), today, political === '09' ? 18 : political === '07' ? 8 : 1, dice)
  if (politicalCourse) record.lyLuanChinhTri = political
  const administrative = category === 'CC' || category === 'CB'
  const stateLevel =
    !pay || !administrative || salaryTables[pay.grade[2]][3] !== 36
      ? null
      : pay.grade[2].startsWith('A3')
        ? '04'
        : pay.grade[2].startsWith('A2')
          ? '03'
          : '02'
  const stateCourse = stateLevel ? course(addMonths(hired, 13), today, 3, dice) : null
  if (stateCourse) record.quanLyNhaNuoc = stateLevel
  const language = contract ? null : dice.pick(['2', '2', '3', '3', '4'])
  if (language) record.ngoaiNgu = language
  if (!contract) record.tinHoc = '01'

  record.chucVuHienTai = post?.code ?? '00'
  if (appointed !== null) {
    record.ngayBoNhiemChucVu = iso(appointed)
    const again = addMonths(appointed, 60)
    if (again <= today) record.ngayBoNhiemLai = iso(again)
  }
  if (post && dice.chance(0.12))
    record.quyHoachChucDanh = `Quy hoạch cấp trên trực tiếp giai đoạn ${at.year - 2}–${at.year + 3}`
  if (post && dice.chance(0.1)) record.chucVuKiemNhiem = 'Chủ tịch Công đoàn cơ sở'
  if (party) record.chucVuDang = post ? (place.rank === 0 ? '05' : dice.chance(0.3) ? '06' : '07') : '10'
  record.congViecChinh = post
    ? `Lãnh đạo, điều hành: ${title.toLowerCase()}; ${dice.pick(job.tasks).toLowerCase()}`
    : dice.pick(job.tasks)
  if (dice.chance(0.4)) record.soTruongCongTac = dice.pick(strengths)
  if (dice.chance(0.4)) record.congViecLauNhat = job.position
  record.viTriViecLam = title
  if (category === 'CC' || category === 'CB')
    record.maViTriViecLam = post
      ? 'LDQL'
      : job.id === 'hanhChinh' || job.id === 'vanThu' || job.id === 'keToanCC'
        ? 'NVDC'
        : job.id === 'nhanVien'
          ? 'HTPV'
          : 'NVCN'
  if (pay && salary) {
    if (category !== 'CB') {
      record.tenNgach = pay.grade[1]
      record.maNgach = pay.grade[0]
      if (salary.graded !== null) record.ngayBoNhiemNgach = iso(salary.graded)
    }
    record.bacLuong = pay.step
    record.heSoLuong = pay.coefficient
    record.ngayHuongLuong = iso(pay.from)
    record.phanTramHuong = probation ? 85 : 100
    if (salary.above) {
      record.phuCapThamNienVuotKhung = salary.above.percent
      record.ngayHuongPctnvk = iso(salary.above.since)
    }
    if (post) record.phuCapChucVu = post.allowance
  }
  if (contract) {
    record.luongTheoMucTien = dice.between(42, 75) * 100_000
    record.ngayHuongLuongVtvl = iso(Math.max(hired, day(at.year - 1, 7, 1)))
  }
  record.tinhTrangSucKhoe = dice.chance(0.7) ? '2' : dice.chance(0.6) ? '1' : '3'
  record.chieuCao = Math.round((person.gender === '1' ? 166 : 155) + 5 * dice.normal())
  record.canNang = Math.round((person.gender === '1' ? 64 : 52) + 6 * dice.normal())
  if (dice.chance(0.5)) record.nhomMau = dice.draw(bloods)

  const half = addMonths(hired, 6)
  if (!contract) record.daoTaoChuyenMon = studies.rows
  else if (trained)
    record.daoTaoChuyenMon = [
      {
        tuNgay: `${life.studyStart}-09`,
        denNgay: `${life.studyStart + job.years}-06`,
        coSoDaoTao: dice.pick(job.schools),
        chuyenNganh: major,
        hinhThuc: '00',
        vanBang: '07',
      },
    ]
  if (politicalCourse) {
    record.daoTaoLyLuanChinhTri = [
      {
        ...politicalCourse,
        coSoDaoTao:
          political === '09'
            ? 'Học viện Chính trị quốc gia Hồ Chí Minh'
            : political === '07'
              ? `Trường Chính trị ${(province ?? person.born).full}`
              : 'Trung tâm Chính trị huyện',
        hinhThuc: political === '08' ? 'TT' : 'KTT',
        vanBang: political,
      },
    ]
  }
  const courses: Row[] = []
  if (stateCourse)
    courses.push({
      ...stateCourse,
      coSoDaoTao: 'Học viện Hành chính Quốc gia',
      chungChi: `Bồi dưỡng kiến thức quản lý nhà nước ngạch ${stateLevel === '02' ? 'chuyên viên' : stateLevel === '03' ? 'chuyên viên chính' : 'chuyên viên cao cấp'}`,
    })
  const titleCourse = category === 'VC' && pay ? course(Math.max(half, day(2017, 1, 1)), today, 2, dice) : null
  if (titleCourse && pay && dice.chance(0.6))
    courses.push({
      ...titleCourse,
      coSoDaoTao: job.schools[0]!,
      chungChi: `Bồi dưỡng tiêu chuẩn chức danh nghề nghiệp ${pay.grade[1].charAt(0).toLowerCase()}${pay.grade[1].slice(1)}`,
    })
  if (courses.length) record.boiDuongQlnn = courses
  const defence = contract ? null : course(half, today, 1, dice)
  if (defence && dice.chance(0.35))
    record.boiDuongAnQp = [
      {
        ...defence,
        coSoDaoTao: 'Trường Quân sự tỉnh',
        chungChi: `Chứng chỉ bồi dưỡng kiến thức quốc phòng và an ninh đối tượng ${post && post.allowance >= 0.7 ? 2 : post ? 3 : 4}`,
      },
    ]
  const computing = contract ? null : course(Math.max(half, day(2016, 1, 1)), today, 2, dice)
  if (computing && dice.chance(0.5))
    record.boiDuongTinHoc = [
      { ...computing, coSoDaoTao: 'Trung tâm Tin học', chungChi: 'Chứng chỉ ứng dụng công nghệ thông tin cơ bản' },
    ]
  const english = contract ? null : course(Math.max(half, day(2014, 6, 1)), today, 4, dice)
  if (english && dice.chance(0.45))
    record.daoTaoNgoaiNgu = [
      {
        ...english,
        coSoDaoTao: 'Trung tâm Ngoại ngữ',
        tenNgoaiNgu: '01',
        chungChi: `Bậc ${language}/6 (${['', 'A1', 'A2', 'B1', 'B2'][Number(language)]})`,
        diemSo: String(dice.between(55, 85) / 10),
      },
    ]
  record.quaTrinhCongTac = career
  if (dice.chance(0.6)) {
    record.lichSuBiBat = null
    record.lamViecCheDoCu = null
  }
  let disciplined = 0
  if (pay && !post && pay.from < today - 500 && dice.chance(0.006)) {
    const begin = Math.max(pay.from, day(2020, 10, 1)) + 30
    if (begin < today - 60) {
      const from = begin + dice.int(today - 50 - begin)
      disciplined = partsOf(from).year
      record.kyLuat = [
        {
          tuNgay: isoMonth(from),
          denNgay: isoMonth(addMonths(from, 12)),
          hinhThuc: dice.chance(0.8) ? '01' : '02',
          hanhVi: 'Vi phạm quy định về đạo đức, văn hóa giao tiếp',
          coQuanQuyetDinh: unit.name,
        },
      ]
    }
  }
  const awards: Row[] = []
  for (let year = Math.max(2020, partsOf(hired).year + 1); year < at.year; year++) {
    // Whoever is disciplined has not fulfilled the year's duties (NĐ 90/2020).
    const grade = year === disciplined ? '04' : dice.chance(0.17) ? '01' : dice.chance(0.93) ? '02' : '03'
    const row: Row = { nam: year, xepLoaiChuyenMon: grade }
    if (grade < '03') row.xepLoaiThiDua = grade === '01' && dice.chance(0.6) ? '46' : '47'
    if (grade < '03' && dice.chance(0.25)) row.hinhThuc = dice.chance(0.9) ? '06' : '05'
    awards.push(row)
  }
  if (awards.length) record.khenThuong = awards
  record.giaDinhBanThan = family.own
  if (family.inLaws.length) record.giaDinhVoChong = family.inLaws
  if (salary) {
    record.quaTrinhLuong = stepRows(salary.steps)
    const allowances: Row[] = []
    if (job.allowance && !probation) {
      const since = Math.max(salary.steps[0]!.from, day(2012, 5, 1))
      allowances.push({
        tuNgay: isoMonth(since),
        loai: job.allowance[0],
        phanTram: job.allowance[1],
        hinhThuc: 'Hằng tháng',
      })
    }
    if (job.allowance?.[0] === '11' && service > 5) {
      const percent = service - 1
      allowances.push({
        tuNgay: isoMonth(addMonths(hired, 12 * service)),
        loai: '13',
        phanTram: percent,
        hinhThuc: 'Hằng tháng',
      })
    }
    if (person.lives.name.startsWith('Xã') && dice.chance(0.1))
      allowances.push({
        tuNgay: isoMonth(joined),
        loai: '06',
        heSo: dice.pick([0.1, 0.2, 0.3, 0.5]),
        hinhThuc: 'Hằng tháng',
      })
    if (allowances.length) record.quaTrinhPhuCap = allowances
    if (post || dice.chance(0.35)) {
      record.thuNhapLuong = Math.round(1_490_000 * (pay!.coefficient + (post?.allowance ?? 0)) * 12 * 1.2)
      if (dice.chance(0.4)) record.thuNhapKhac = dice.between(5, 60) * 1_000_000
      record.nhaO = [
        {
          loai: dice.pick(['5', '6', '4', '2']),
          dienTich: dice.between(45, 180),
          giayChungNhan: `CS ${dice.digits(6)}`,
        },
      ]
      if (dice.chance(0.6))
        record.datO = [
          { loai: dice.pick(['8', '9', '10']), dienTich: dice.between(60, 320), giayChungNhan: `CH ${dice.digits(5)}` },
        ]
    }
  }
  if (dice.chance(0.4)) record.nhanXetDanhGia = dice.pick(praises)
  return record
}
