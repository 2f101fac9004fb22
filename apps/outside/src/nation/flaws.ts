/**
 * The everyday flaws of real files, for the sandbox: so that some records are returned, held or found to differ. A small
 * set of its own; the measured defects live in `bench/defects`. A record marked secret is never among them.
 */
import { iso } from './calendar.ts'
import { Dice, mix, weighted } from './dice.ts'
import { officialRecord, type WireRecord } from './official.ts'
import { fullName, type People } from './person.ts'

/**
 * `birthDate` another day than the population register holds · `missing` required fields left out · `noMarks` a name
 * without diacritics · `elsewhere` a person whom another body has too · `yearOnly` only the year of birth · `oldNumber` a
 * nine-digit number where the personal number belongs · `wrongNumber` a slip in the personal number · `noNumber` none.
 */
export type Flaw =
  | 'birthDate'
  | 'missing'
  | 'noMarks'
  | 'elsewhere'
  | 'yearOnly'
  | 'oldNumber'
  | 'wrongNumber'
  | 'noNumber'

const FLAW = 71
const flaws = weighted<Flaw>([
  ['missing', 30],
  ['birthDate', 18],
  ['yearOnly', 14],
  ['noMarks', 12],
  ['oldNumber', 9],
  ['wrongNumber', 8],
  ['elsewhere', 6],
  ['noNumber', 3],
])
const dispensable = [
  'soBhxh',
  'ngayCapGiayTo',
  'noiOHienNay',
  'congViecChinh',
  'trinhDoPhoThong',
  'quaTrinhCongTac',
  'giaDinhBanThan',
  'tonGiao',
  'coQuanTuyenDung',
]

export function flawOf(people: People, rate: number, index: number): Flaw | null {
  const dice = new Dice(mix(people.seed, FLAW, index))
  if (!dice.chance(rate)) return null
  const flaw = dice.draw(flaws)
  // A few names have no diacritics to lose.
  if (flaw === 'noMarks' && /^[A-Za-z' ]+$/.test(fullName(people.citizen(index).name))) return 'missing'
  return flaw
}

const withoutMarks = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')

export function sentRecord(people: People, rate: number, index: number): WireRecord {
  const record = officialRecord(people, index)
  const flaw = flawOf(people, rate, index)
  if (flaw === null) return record
  const dice = new Dice(mix(people.seed, FLAW + 1, index))
  const person = people.citizen(index)
  if (flaw === 'missing') for (let k = dice.between(1, 3); k > 0; k--) delete record[dice.pick(dispensable)]
  else if (flaw === 'birthDate') {
    // The day slips within its month: the year still agrees with the personal number.
    const text = iso(person.birth)
    const dayOfMonth = Number(text.slice(8))
    record.ngaySinh =
      text.slice(0, 8) +
      String(dayOfMonth > 14 ? dayOfMonth - dice.between(1, 9) : dayOfMonth + dice.between(1, 9)).padStart(2, '0')
  } else if (flaw === 'yearOnly') record.ngaySinh = String(person.birthYear)
  else if (flaw === 'noMarks') record.hoTenKhaiSinh = withoutMarks(fullName(person.name))
  else if (flaw === 'oldNumber') {
    record.soDinhDanh = person.soCmnd
    record.soGiayTo = person.soCmnd
  } else if (flaw === 'wrongNumber') {
    const number = person.soDinhDanh
    const at = dice.between(6, 10)
    const digit = (Number(number[at]) + dice.between(1, 9)) % 10
    record.soDinhDanh = record.soGiayTo = number.slice(0, at) + digit + number.slice(at + 1)
  } else if (flaw === 'noNumber') delete record.soDinhDanh
  else {
    const other = elsewhere(people, index)
    if (other === null) return record
    const double = officialRecord(people, other)
    double.coQuanQuanLy = record.coQuanQuanLy
    double.coQuanSuDung = record.coQuanSuDung
    double.soHieu = record.soHieu
    return double
  }
  return record
}

/** An official of another body whom this body sends too, by its own mistake. */
function elsewhere(people: People, index: number): number | null {
  const own = people.units.bodyOf(people.units.place(index).unit).code
  for (let attempt = 0; attempt < 30; attempt++) {
    const other = mix(people.seed, FLAW + 2 + attempt, index) % people.people
    if (people.units.bodyOf(people.units.place(other).unit).code !== own) return other
  }
  return null
}
