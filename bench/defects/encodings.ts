/** Vietnamese text as old software wrote it, seen with the eyes of today: TCVN3 (ABC), VNI, mojibake, lost marks. */

const order = 'àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ'
const tcvn3Bytes =
  'B5B8B6B7B9A8BBBEBCBDC6A9C7CAC8C9CBAECCD0CECFD1AAD2D5D3D4D6D7DDD8DCDEDFE3E1E2E4ABE5E8E6E7E9ACEAEDEBECEEEFF3F1F2F4ADF5F8F6F7F9FAFDFBFCFE'
const tcvn3Capitals: Readonly<Record<string, string>> = { Ă: '¡', Â: '¢', Ê: '£', Ô: '¤', Ơ: '¥', Ư: '¦', Đ: '§' }
const vniParts = [
  'aø aù aû aõ aï aê aè aé aú aü aë aâ aà aá aå aã aä ñ eø eù eû eõ eï eâ eà eá eå eã eä ì í æ ó ò',
  'oø où oû oõ oï oâ oà oá oå oã oä ô ôø ôù ôû ôõ ôï uø uù uû uõ uï ö öø öù öû öõ öï yø yù yû yõ î',
]
  .join(' ')
  .split(' ')

const letters = [...order]
const tcvn3Map = new Map(
  letters.map((letter, k) => [letter, String.fromCharCode(Number.parseInt(tcvn3Bytes.slice(k * 2, k * 2 + 2), 16))]),
)
const vniMap = new Map(letters.map((letter, k) => [letter, vniParts[k] as string]))

/** `Nguyễn` → `NguyÔn`: the bytes of TCVN3 read as Latin-1. Capitals with a tone lose their size, as in the old fonts. */
export const toTcvn3 = (value: string): string =>
  [...value.normalize('NFC')]
    .map((char) => tcvn3Capitals[char] ?? tcvn3Map.get(char) ?? tcvn3Map.get(char.toLowerCase()) ?? char)
    .join('')

/** `Nguyễn` → `Nguyeãn`: VNI, a base letter and a mark. */
export const toVni = (value: string): string =>
  [...value.normalize('NFC')]
    .map((char) => {
      const lower = char.toLowerCase()
      const mapped = vniMap.get(lower)
      if (mapped === undefined) return char
      return lower === char ? mapped : mapped.toUpperCase()
    })
    .join('')

/** UTF-8 bytes read as Latin-1: `Nguyễn` → `Nguyá»…n`. */
export const mojibake = (value: string): string => Buffer.from(value, 'utf8').toString('latin1')

/** Every letter that old code pages lack becomes a question mark. */
export const questionMarks = (value: string): string => value.normalize('NFC').replace(/[^\x20-\x7e]/g, '?')

export const withoutMarks = (value: string): string =>
  value
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')

/** How many letters carry a mark. */
export const marks = (value: string): number => [...value.normalize('NFC')].filter((char) => char > '\x7e').length

const alphabet = new Set([...`${order}${order.toUpperCase()}`])

/** Whether every letter is one that Vietnamese has, and no capital stands inside a word. */
export const looksVietnamese = (value: string): boolean =>
  !/\p{Ll}\p{Lu}/u.test(value.normalize('NFC')) &&
  [...value.normalize('NFC')].every((char) => char <= '\x7e' || alphabet.has(char))
