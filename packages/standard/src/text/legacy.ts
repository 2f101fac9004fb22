import { isSyllable } from './syllable.ts'

/**
 * The two encodings of before Unicode that personnel files still come in, read as Windows-1252 letters; and UTF-8 whose
 * bytes were taken for Windows-1252 letters once too often (`Nguyá»…n`).
 */
export type LegacyEncoding = 'TCVN3' | 'VNI' | 'UTF8'

/** TCVN 5712:1993 (ABC fonts): one byte a letter; capitals with tones are lower-case letters in a capital font. */
const tcvn3From = '¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ'
const tcvn3To = 'ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ'
const tcvn3 = new Map([...tcvn3From].map((c, i) => [c, [...tcvn3To][i]!]))

/** VNI Windows: a base letter followed by a mark. */
const vniMarks: readonly (readonly [string, string, string])[] = [
  ['aA', 'øùûõïâàáåãäêèéúüë', 'àáảãạâầấẩẫậăằắẳẵặ'],
  ['eE', 'øùûõïâàáåãä', 'èéẻẽẹêềếểễệ'],
  ['oO', 'øùûõïâàáåãä', 'òóỏõọôồốổỗộ'],
  ['uU', 'øùûõï', 'ùúủũụ'],
  ['yY', 'øùûõ', 'ỳýỷỹ'],
  ['ôÔ', 'øùûõï', 'ờớởỡợ'],
  ['öÖ', 'øùûõï', 'ừứửữự'],
]
const vni = new Map<string, string>()
for (const [bases, marks, letters] of vniMarks) {
  for (let i = 0; i < marks.length; i++) {
    vni.set(bases[0]! + marks[i]!, letters[i]!)
    vni.set(bases[1]! + marks[i]!, letters[i]!.toUpperCase())
    vni.set(bases[1]! + marks[i]!.toUpperCase(), letters[i]!.toUpperCase())
  }
}
for (const [from, to] of [...'ôơöưæỉóĩòịîỵñđ'].flatMap((c, i, all) => (i % 2 ? [] : [[c, all[i + 1]!] as const]))) {
  vni.set(from, to)
  vni.set(from.toUpperCase(), to.toUpperCase())
}

const fromTcvn3 = (word: string) => {
  let text = ''
  for (const c of word) text += tcvn3.get(c) ?? c
  return text
}

/** A capital font writes toned capitals with small letters: such a text is told by its plain letters, two in one word. */
const inCapitals = (text: string) => /[A-Z][^\sa-z]*[A-Z]/.test(text) && !/[a-z]/.test(text)

const fromVni = (word: string) => {
  let text = ''
  for (let i = 0; i < word.length; i++) {
    const pair = vni.get(word.slice(i, i + 2))
    if (pair !== undefined && i + 1 < word.length) {
      text += pair
      i++
    } else text += vni.get(word[i]!) ?? word[i]!
  }
  return text
}

/** Words, with the symbols that TCVN3 writes letters with. */
const word = /[\p{L}\p{M}\u00a1-\u00ff]+/gu

/** Letters that only Unicode Vietnamese has; and letters that Vietnamese has in no reading. */
const unicodeOnly = /[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]/
const foreign = /[\u00a1-\u00bfÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïñö÷øûüþ]/

/** The converted text, or null where the outcome is not Vietnamese throughout. */
function convert(text: string, letters: (word: string) => string): string | null {
  if (unicodeOnly.test(text)) return null
  let sound = true
  let mended = 0
  const converted = text.replace(word, (w) => {
    const to = letters(w)
    if (to === w) return w
    if (!isSyllable(to.toLowerCase())) sound &&= foreign.test(w)
    else if (!isSyllable(w.toLowerCase())) mended++
    return to
  })
  return sound && mended > 0 ? converted : null
}

/** The letters of Windows-1252 between 0x80 and 0x9f, where it is not Latin-1. */
const windows = new Map([...'€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'].map((c, i) => [c, 0x80 + i]))
const utf8 = new TextDecoder('utf-8', { fatal: true })
const twice = /[\u00c3-\u00c6\u00e1\u00e2][\u0080-\u00bf\u0152-\u2122]/

/** The text behind letters that are really the bytes of UTF-8; null where they are not. */
function fromBytes(text: string): string | null {
  if (!twice.test(text)) return null
  const bytes: number[] = []
  for (const c of text) {
    const byte = windows.get(c) ?? c.charCodeAt(0)
    if (byte > 0xff || c.length > 1) return null
    bytes.push(byte)
  }
  try {
    return utf8.decode(Uint8Array.from(bytes))
  } catch {
    return null
  }
}

/**
 * Detects and converts a text in TCVN3 or VNI. The evidence is spelling: every word that the conversion changes must
 * become a Vietnamese syllable (names of minorities, not syllables, at least have letters that Vietnamese has in no other
 * reading), and at least one must not have been one before; a letter that only Unicode has is proof of Unicode. Bytes of UTF-8 prove themselves.
 * @returns the converted text; `'ambiguous'` where both readings hold; null where neither does (no legacy encoding).
 */
export function convertLegacy(text: string): { text: string; encoding: LegacyEncoding } | 'ambiguous' | null {
  const bytes = fromBytes(text)
  if (bytes !== null) return { text: bytes, encoding: 'UTF8' }
  const letters = convert(text, fromTcvn3)
  const abc = letters !== null && inCapitals(text) ? letters.toUpperCase() : letters
  const other = convert(text, fromVni)
  if (abc !== null && other !== null) return abc === other ? { text: abc, encoding: 'TCVN3' } : 'ambiguous'
  if (abc !== null) return { text: abc, encoding: 'TCVN3' }
  return other === null ? null : { text: other, encoding: 'VNI' }
}
