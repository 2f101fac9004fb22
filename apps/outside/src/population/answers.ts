/**
 * The two services of the register: `match` compares three values and tells no more than match or differs; `lookup` gives
 * the 18 fields of one citizen (element names of QCVN 109:2017/BTTTT) for a stated purpose.
 */
import { iso, partsOf } from '../nation/calendar.ts'
import type { Commune } from '../nation/communes.ts'
import { fullName, type Name, type Nation } from '../nation/index.ts'
import { registered } from './registered.ts'

export interface Question {
  readonly id: string
  /** Twelve digits; nine digits are looked up as an old number. */
  readonly soDinhDanh: string
  readonly hoTen: string
  /** `yyyy-mm-dd`, `yyyy-mm` or `yyyy`. */
  readonly ngaySinh: string
}

export interface Answer {
  readonly id: string
  readonly result: 'found' | 'notFound' | 'multiple' | 'deceased'
  /** Only where one citizen was found. */
  readonly fields?: { readonly hoTen: 'match' | 'differs'; readonly ngaySinh: 'match' | 'differs' }
}

/** As the real register compares: NFC, trim, single spaces, upper case; nothing more. */
export const comparable = (name: string): string =>
  name.normalize('NFC').trim().replace(/\s+/g, ' ').toLocaleUpperCase('vi')

const digitsOf = (date: string): string => date.replaceAll('-', '')

export function answer(nation: Nation, question: Question, oddities: number): Answer {
  const { id } = question
  const number = question.soDinhDanh
  let index: number | null
  if (/^\d{9}$/.test(number)) {
    const owners = nation.findOld(number)
    if (owners.length > 1) return { id, result: 'multiple' }
    index = owners[0] ?? null
  } else index = nation.find(number)
  if (index === null) return { id, result: 'notFound' }
  const entry = registered(nation, index, oddities)
  return {
    id,
    result: entry.died === null ? 'found' : 'deceased',
    fields: {
      hoTen: comparable(question.hoTen) === comparable(fullName(entry.name)) ? 'match' : 'differs',
      ngaySinh: digitsOf(question.ngaySinh) === entry.birth ? 'match' : 'differs',
    },
  }
}

/** The citizen as the register tells it; keys are the elements of the exchange structure. */
export interface Citizen18 {
  readonly [element: string]: unknown
}

const nameOf = (name: Name) => ({ Ho: name.family, ChuDem: name.middle, Ten: name.given })

/** `Nguyễn Thị Thu Hà` → family, middle, given. */
const split = (text: string) => {
  const words = text.split(' ')
  return { Ho: words[0] ?? '', ChuDem: words.slice(1, -1).join(' '), Ten: words.length > 1 ? words.at(-1)! : '' }
}

const at = (commune: Commune, detail: string) => ({
  MaTinhThanh: commune.province,
  MaQuanHuyen: commune.district,
  MaPhuongXa: commune.code,
  ChiTiet: detail,
  QuocGia: 'VN',
})

interface Relative {
  readonly quanHe: string
  readonly hoTen: string
}

export function citizen18(nation: Nation, index: number, oddities: number): Citizen18 {
  const citizen = nation.citizen(index)
  const entry = registered(nation, index, oddities)
  // An official's family and state are those of the file; of other citizens the register tells less here.
  const file = index < nation.people ? nation.official(index) : {}
  const family = (file.giaDinhBanThan ?? []) as readonly Relative[]
  const relative = (...codes: string[]) => {
    const found = family.find((row) => codes.includes(row.quanHe))
    return found ? { HoVaTen: split(found.hoTen), QuocTich: 'VN' } : null
  }
  const living = file.noiOHienNay as { chiTiet?: string } | undefined
  const result: { [element: string]: unknown } = {
    SoDinhDanh: citizen.soDinhDanh,
    SoCMND: citizen.birthYear < 2007 ? citizen.soCmnd : null,
    HoVaTen: nameOf(entry.name),
    GioiTinh: citizen.gender,
    DanToc: citizen.ethnic,
    TonGiao: citizen.religion,
    TinhTrangHonNhan: file.tinhTrangHonNhan ?? (partsOf(citizen.birth).year < 1995 ? '2' : '1'),
    NhomMau: file.nhomMau ?? '00',
    NgayThangNamSinh: entry.birth.length === 4 ? { Nam: entry.birth } : { NgayThangNam: entry.birth },
    NoiDangKyKhaiSinh: at({ ...citizen.home, province: citizen.born.code }, ''),
    QueQuan: at(citizen.home, ''),
    ThuongTru: at(citizen.lives, living?.chiTiet ?? ''),
    NoiTamTru: null,
    TamVang: null,
    NoiOHienTai: at(citizen.lives, living?.chiTiet ?? ''),
    QuocTich: 'VN',
    Cha: relative('03'),
    Me: relative('04'),
    VoChong: relative('05', '06'),
    NguoiDaiDien: null,
    ChuHo: { QuanHe: 'CH01', SoDinhDanh: citizen.soDinhDanh, HoVaTen: nameOf(entry.name) },
  }
  if (entry.died !== null) result.NgayChet = iso(entry.died).replaceAll('-', '')
  return result
}
