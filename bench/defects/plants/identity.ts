/** Who is it: numbers, sex, birth, papers. */
import { type Kind, kind, otherDigit, set, shiftYear, text, type WireRecord, withChar } from '../kind.ts'
import type { Rng } from '../rng.ts'

/** The paper is the number in these files: a keying error is copied from one to the other. */
const renumber = (record: WireRecord, number: unknown): true => {
  record.soDinhDanh = number
  return set(record, 'soGiayTo', number)
}

/** Two neighbouring digits of the random tail change places. */
function transposeTail(number: string, rng: Rng): string | null {
  for (let attempt = 0; attempt < 12; attempt++) {
    const at = rng.between(6, 10)
    if (number[at] !== number[at + 1]) return number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2)
  }
  return null
}

export const identity: readonly Kind[] = [
  kind('so.thieuChuSo', 'check', 4, 'soDinhDanh', 'a digit of the personal number is lost', (r, rng) => {
    const at = rng.between(1, 11)
    const number = text(r.soDinhDanh)
    return set(r, 'soDinhDanh', number.slice(0, at) + number.slice(at + 1))
  }),
  kind(
    'so.matSo0',
    'check',
    6,
    'soDinhDanh',
    'the leading zeros are lost: a spreadsheet took the number for a number',
    (r) => set(r, 'soDinhDanh', Number(r.soDinhDanh)),
  ),
  kind('so.chuO', 'check', 2, 'soDinhDanh', 'the letter O instead of zero', (r) =>
    set(r, 'soDinhDanh', text(r.soDinhDanh).replaceAll('0', 'O')),
  ),
  kind('so.dauCach', 'check', 2, 'soDinhDanh', 'the number is written in groups', (r) =>
    set(r, 'soDinhDanh', text(r.soDinhDanh).replace(/(\d{3})(?=\d)/g, '$1 ')),
  ),
  kind('so.khoaHoc', 'check', 2, 'soDinhDanh', 'the spreadsheet wrote 4.91894E+10', (r) =>
    set(r, 'soDinhDanh', Number(r.soDinhDanh).toExponential(5).replace('e', 'E')),
  ),
  kind('so.namSinh', 'check', 4, 'soDinhDanh ngaySinh', 'the two digits of the birth year change places', (r) => {
    const number = text(r.soDinhDanh)
    if (number[4] === number[5]) return false
    return renumber(r, number.slice(0, 4) + number[5] + number[4] + number.slice(6))
  }),
  kind('so.gioiTinh', 'check', 3, 'soDinhDanh gioiTinh ngaySinh', 'the digit of century and sex is wrong', (r, rng) => {
    const number = text(r.soDinhDanh)
    return renumber(r, withChar(number, 3, otherDigit(number[3] as string, rng)))
  }),
  kind('so.maTinh', 'check', 3, 'soDinhDanh', 'no province has these first three digits', (r, rng) =>
    renumber(r, rng.pick(['003', '005', '007', '013', '097', '099']) + text(r.soDinhDanh).slice(3)),
  ),
  kind('so.daoDuoi', 'match', 8, 'soDinhDanh', 'two digits of the random tail change places', (r, rng) => {
    const number = transposeTail(text(r.soDinhDanh), rng)
    return number !== null && renumber(r, number)
  }),
  kind('so.saiDuoi', 'match', 6, 'soDinhDanh', 'a digit of the random tail is mistyped', (r, rng) => {
    const number = text(r.soDinhDanh)
    const at = rng.between(6, 11)
    return renumber(r, withChar(number, at, otherDigit(number[at] as string, rng)))
  }),
  kind(
    'so.nguoiKhac',
    'match',
    4,
    'soDinhDanh',
    "another person's number, of the same sex and birth year",
    (r, rng, other) => {
      const own = text(r.soDinhDanh)
      for (let attempt = 0; attempt < 400; attempt++) {
        const number = text(other(rng.between(0, 1 << 30)).soDinhDanh)
        if (number !== own && number.slice(3, 6) === own.slice(3, 6)) return renumber(r, number)
      }
      return false
    },
  ),
  kind('so.cmnd', 'check', 6, 'soDinhDanh', 'an old nine-digit number where the personal number belongs', (r, rng) =>
    renumber(r, String(rng.between(10_000_000, 399_999_999)).padStart(9, '0')),
  ),
  kind('so.trong', 'check', 4, 'soDinhDanh', 'no personal number at all', (r) => delete r.soDinhDanh),
  kind(
    'giayTo.khacSo',
    'check',
    3,
    'soGiayTo soDinhDanh',
    'the card carries another number than the person',
    (r, rng) => {
      const number = transposeTail(text(r.soDinhDanh), rng)
      return number !== null && set(r, 'soGiayTo', number)
    },
  ),
  kind('giayTo.doDai', 'check', 2, 'soGiayTo', 'a card number of ten digits', (r) =>
    set(r, 'soGiayTo', text(r.soGiayTo).slice(0, 10)),
  ),
  kind('giayTo.truocSinh', 'check', 2, 'ngayCapGiayTo', 'the card was issued before the person was born', (r) =>
    set(r, 'ngayCapGiayTo', shiftYear(text(r.ngaySinh), -2)),
  ),
  kind('giayTo.tuongLai', 'check', 2, 'ngayCapGiayTo', 'the card will be issued in years to come', (r, rng) =>
    set(r, 'ngayCapGiayTo', shiftYear(text(r.ngayCapGiayTo), rng.between(4, 20))),
  ),
  kind('gioiTinh.sai', 'check', 5, 'gioiTinh soDinhDanh', 'wrong sex', (r) =>
    set(r, 'gioiTinh', r.gioiTinh === '1' ? '2' : '1'),
  ),
  kind('gioiTinh.chu', 'check', 3, 'gioiTinh', 'a word instead of a code that is none', (r) => set(r, 'gioiTinh', 'x')),
  kind('sinh.daoNgayThang', 'match', 6, 'ngaySinh', 'day and month change places', (r) => {
    const [year, month, day] = text(r.ngaySinh).split('-') as [string, string, string]
    if (Number(day) > 12 || day === month) return false
    return set(r, 'ngaySinh', `${year}-${day}-${month}`)
  }),
  kind('sinh.lechNgay', 'match', 5, 'ngaySinh', 'the day is mistyped', (r, rng) => {
    const date = text(r.ngaySinh)
    const day = Number(date.slice(8))
    const wrong = day > 14 ? day - rng.between(1, 9) : day + rng.between(1, 9)
    return set(r, 'ngaySinh', date.slice(0, 8) + String(wrong).padStart(2, '0'))
  }),
  kind('sinh.lechNam', 'check', 5, 'ngaySinh soDinhDanh', 'the birth year is off by one to nine', (r, rng) =>
    set(r, 'ngaySinh', shiftYear(text(r.ngaySinh), rng.pick([-9, -3, -2, -1, 1, 2, 3, 9]))),
  ),
  kind('sinh.chiNam', 'match', 5, 'ngaySinh', 'only the year of a known birthday', (r) =>
    set(r, 'ngaySinh', text(r.ngaySinh).slice(0, 4)),
  ),
  kind('sinh.khongCo', 'check', 3, 'ngaySinh', 'a day that does not exist', (r, rng) =>
    set(
      r,
      'ngaySinh',
      `${text(r.ngaySinh).slice(0, 4)}-${rng.pick(['02-30', '02-31', '04-31', '06-31', '09-31', '11-31', '13-01', '00-15', '05-00'])}`,
    ),
  ),
  kind('sinh.haiSoNam', 'check', 2, 'ngaySinh', 'a year of two digits', (r) => {
    const [year, month, day] = text(r.ngaySinh).split('-') as [string, string, string]
    return set(r, 'ngaySinh', `${day}/${month}/${year.slice(2)}`)
  }),
  kind('sinh.tuongLai', 'check', 1, 'ngaySinh soDinhDanh', 'born in the future', (r) =>
    set(r, 'ngaySinh', `20${rng2(r)}${text(r.ngaySinh).slice(4)}`),
  ),
  kind(
    'trung.haiLan',
    'duplicate',
    4,
    'soDinhDanh',
    'the same person keyed twice in one parcel, not quite alike',
    (r, rng) => {
      r.soDienThoai = `09${rng.between(10_000_000, 99_999_999)}`
      return set(r, 'congViecChinh', `${text(r.congViecChinh)} và nhiệm vụ khác`)
    },
  ),
  kind('trung.yHet', 'duplicate', 2, 'soDinhDanh', 'the same line twice in one parcel', () => true),
  kind('trung.noiKhac', 'duplicate', 4, 'soDinhDanh', 'the person is already held by another body', (r, rng, other) => {
    const there = other(rng.between(0, 1 << 30))
    if (text(there.coQuanSuDung).slice(0, 3) === text(r.coQuanSuDung).slice(0, 3)) return false
    r.coQuanQuanLy = there.coQuanQuanLy
    return set(r, 'coQuanSuDung', there.coQuanSuDung)
  }),
]

/** Two digits of a year that has not come: the birth year's last digit in the nineties of this century. */
function rng2(record: WireRecord): string {
  return `9${text(record.ngaySinh)[3]}`
}
