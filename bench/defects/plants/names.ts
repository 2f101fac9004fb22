/** Names: encodings, lost marks, truncation, swapped words. */
import { looksVietnamese, marks, mojibake, questionMarks, toTcvn3, toVni, withoutMarks } from '../encodings.ts'
import { type Kind, kind, set, text } from '../kind.ts'

const name = 'hoTenKhaiSinh'

/** Only í, ì, ò, ó, ô stand for another letter without a second sign beside them. */
const vniTrap = /^(?:(?!\p{L}*[aeouyôAEOUYÔ][ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË])\p{L}+ ?)+$/u

export const names: readonly Kind[] = [
  kind('ten.khongDau', 'match', 6, name, 'a name without diacritics', (r) => {
    const full = text(r[name])
    return marks(full) > 0 && set(r, name, withoutMarks(full))
  }),
  kind('ten.tcvn3', 'check', 4, name, 'the name in TCVN3 (ABC), with letters that Vietnamese does not have', (r) => {
    const coded = toTcvn3(text(r[name]))
    return !looksVietnamese(coded) && set(r, name, coded)
  }),
  kind('ten.tcvn3An', 'match', 2, name, 'a name in TCVN3 that reads as another name: Võ Dũng, Vò Dòng', (r) => {
    const coded = toTcvn3(text(r[name]))
    return coded !== text(r[name]) && looksVietnamese(coded) && set(r, name, coded)
  }),
  kind('ten.vni', 'check', 3, name, 'the name in VNI, with letters that Vietnamese does not have', (r) => {
    const coded = toVni(text(r[name]))
    return !looksVietnamese(coded) && set(r, name, coded)
  }),
  kind('ten.vniAn', 'match', 2, name, 'a name in VNI that reads as another name: Trịnh Thị, Trònh Thò', (r) => {
    const coded = toVni(text(r[name]))
    return coded !== text(r[name]) && looksVietnamese(coded) && vniTrap.test(coded) && set(r, name, coded)
  }),
  kind(
    'ten.loiFont',
    'check',
    4,
    name,
    'UTF-8 read as Latin-1',
    (r) => marks(text(r[name])) > 0 && set(r, name, mojibake(text(r[name]))),
  ),
  kind(
    'ten.dauHoi',
    'check',
    3,
    name,
    'question marks for letters',
    (r) => marks(text(r[name])) > 0 && set(r, name, questionMarks(text(r[name]))),
  ),
  kind('ten.chuSo', 'check', 2, name, 'a digit inside the name', (r, rng) => {
    const full = text(r[name])
    const at = rng.between(1, full.length - 2)
    return set(r, name, full.slice(0, at) + rng.between(0, 9) + full.slice(at + 1))
  }),
  kind('ten.motChu', 'check', 2, name, 'only the given name', (r) => set(r, name, text(r[name]).split(' ').at(-1))),
  kind('ten.chuThuong', 'check', 2, name, 'no capital letters', (r) =>
    set(r, name, text(r[name]).toLocaleLowerCase('vi')),
  ),
  kind('ten.thuaCach', 'check', 3, name, 'spaces before, behind, doubled', (r) =>
    set(r, name, `  ${text(r[name]).replace(' ', '  ')} `),
  ),
  kind(
    'ten.tachDau',
    'check',
    3,
    name,
    'decomposed letters (NFD)',
    (r) => marks(text(r[name])) > 0 && set(r, name, text(r[name]).normalize('NFD')),
  ),
  kind('ten.doiDem', 'match', 4, name, 'another middle name', (r, rng) => {
    const words = text(r[name]).split(' ')
    const middle = rng.pick(['Minh', 'Ngọc', 'Thanh', 'Xuân', 'Hữu', 'Bích'])
    if (words.length < 3 || words[1] === middle) return false
    words[1] = middle
    return set(r, name, words.join(' '))
  }),
  kind('ten.saiTen', 'match', 4, name, 'another given name', (r, rng) => {
    const words = text(r[name]).split(' ')
    const given = rng.pick(['Khải', 'Nhàn', 'Quế', 'Thụy', 'Vượng', 'Diễm'])
    if (words.at(-1) === given) return false
    words[words.length - 1] = given
    return set(r, name, words.join(' '))
  }),
  kind('ten.saiDau', 'match', 4, name, 'one mark keyed wrong: Hùng for Hưng', (r) => {
    const full = text(r[name])
    const wrong = full.replace(
      /[ưứừửữựộốồổỗôảãạáàệếềểễ]/,
      (char) =>
        ({
          ư: 'u',
          ộ: 'ọ',
          ố: 'ó',
          ô: 'o',
          ả: 'ã',
          ã: 'ả',
          ạ: 'à',
          á: 'à',
          à: 'á',
          ệ: 'ẹ',
          ế: 'é',
          ề: 'ế',
          ể: 'ễ',
          ễ: 'ể',
        })[char] ?? withoutMarks(char),
    )
    return wrong !== full && set(r, name, wrong)
  }),
  kind('ten.daoThuTu', 'match', 3, name, 'the given name first, as in foreign software', (r) => {
    const words = text(r[name]).split(' ')
    if (words.length < 2 || words[0] === words.at(-1)) return false
    return set(r, name, [words.at(-1), ...words.slice(0, -1)].join(' '))
  }),
  kind('ten.catNgan', 'match', 3, name, 'cut off after so many letters', (r) => {
    const words = text(r[name]).split(' ')
    return words.length > 2 && set(r, name, words.slice(0, -1).join(' '))
  }),
  kind('ten.doiCotSinh', 'check', 2, `${name} ngaySinh`, 'the columns of name and birth date are swapped', (r) => {
    const full = r[name]
    r[name] = r.ngaySinh
    return set(r, 'ngaySinh', full)
  }),
  kind('ten.thanNhanSo', 'check', 2, 'giaDinhBanThan', "a phone number in a relative's name", (r, rng) => {
    const rows = r.giaDinhBanThan as { hoTen: string }[]
    const row = rng.pick(rows)
    row.hoTen += ` 09${rng.between(10_000_000, 99_999_999)}`
    return true
  }),
]
