/** What one pass over a text saw; everything that a clean Vietnamese text does not have. */
export const MAYBE_DECOMPOSED = 1
export const CONTROL = 2
export const SPACES = 4
export const LEGACY = 8
/** U+FFFD, U+0000 or half a surrogate pair: something was lost before it came here. */
export const LOST = 16
/** Letters that `MẬT` is written with in any encoding. */
export const SECRETISH = 32
export const NEWLINE = 64
/** A tag or an entity of a web page. */
export const MARKUP = 128

/** Flags of each code unit below 0x2100; what lies above is judged in `scan`. */
const table = new Uint8Array(0x2100)
for (let c = 0; c < 0x20; c++) table[c] = CONTROL
table[0] = LOST
table[9] = SPACES
table[10] = NEWLINE
table[13] = NEWLINE
for (const c of '<&?') table[c.charCodeAt(0)] = MARKUP
for (let c = 0x7f; c < 0xa0; c++) table[c] = CONTROL
for (let c = 0xa0; c <= 0xff; c++) table[c] = LEGACY
for (const c of 'ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý') table[c.charCodeAt(0)] = 0
table[0xa0] = SPACES
table[0xad] = SPACES | LEGACY
for (const c of 'ËëÄäẬậ') table[c.charCodeAt(0)]! |= SECRETISH
for (let c = 0x300; c < 0x370; c++) table[c] = MAYBE_DECOMPOSED | SECRETISH
for (let c = 0x370; c < 0x1e00; c++) table[c] = MAYBE_DECOMPOSED
for (let c = 0x1e00; c < 0x1ea0; c++) table[c] = 0
for (let c = 0x1f00; c < 0x2000; c++) table[c] = MAYBE_DECOMPOSED
for (let c = 0x2000; c <= 0x200f; c++) table[c] = SPACES
for (let c = 0x2028; c <= 0x202f; c++) table[c] = SPACES
for (let c = 0x205f; c <= 0x206f; c++) table[c] = SPACES

/**
 * Accented Latin-1 letters that never stand after these vowels in Vietnamese, but do in VNI texts (`Vaên`, `Nguyeãn`):
 * a, e, y take none of them, o and u only some.
 */
const vniAfter = new Map<number, string>()
for (const [vowels, marks] of [
  ['aAeE', 'ùõâàáãêèéúòóÙÕÂÀÁÃÊÈÉÚ'],
  ['oO', 'ùõâÙÕÂ'],
  ['uU', 'ùõÙÕ'],
  ['yY', 'ùõÙÕ'],
  ['ôÔ', 'ùõÙÕ'],
] as const) {
  for (const v of vowels) vniAfter.set(v.charCodeAt(0), marks)
}
const suspects = new Uint8Array(0x100)
for (const marks of vniAfter.values()) for (const m of marks) suspects[m.charCodeAt(0)] = 1
for (let c = 0xc0; c < 0xe0; c++) suspects[c] = 1

/** Vowels with huyền or ngã, after which no syllable ends in c, p or t (`Quèc` is TCVN3 for `Quốc`). */
const noStopAfter = new Uint8Array(0x100)
for (const c of 'ÀÈÌÒÙÃÕàèìòùãõ') noStopAfter[c.charCodeAt(0)] = 1

const isLower = (c: number) => c >= 97 && c <= 122

/** One pass over a text; 0 means that there is nothing to clean. */
export function scan(s: string): number {
  let flags = 0
  let before = 32
  const length = s.length
  for (let i = 0; i < length; i++) {
    const c = s.charCodeAt(i)
    if (c < 0x80) {
      if (c === 32) {
        if (before === 32) flags |= SPACES
      } else if (table[c] !== 0) flags |= scanAscii(s, c, i)
      else if (before > 0xbf && before < 0x100 && noStopAfter[before] === 1 && (c === 99 || c === 112 || c === 116)) {
        flags |= LEGACY
      }
    } else if (c < 0x2100) {
      flags |= table[c]!
      if (c < 0x100 && suspects[c] === 1) {
        if (c < 0xe0 && isLower(before)) flags |= LEGACY
        else if (vniAfter.get(before)?.includes(s[i]!)) flags |= LEGACY
      }
    } else flags |= scanHigh(s, c, i)
    before = c
  }
  return before === 32 && length > 0 ? flags | SPACES : flags
}

/** `<p`, `</p`, `&nbsp` are markup; a question mark within a word is a letter that a conversion lost (`B?o v?`). */
function scanAscii(s: string, c: number, i: number): number {
  if (c < 32 || c === 127) return table[c]!
  const next = s.charCodeAt(i + 1)
  if (c === 60) return isLower(next | 32) || next === 47 ? MARKUP : 0
  if (c === 38) return isLower(next | 32) || next === 35 ? MARKUP : 0
  if (next < 0x80) return isLower(next) ? LOST : 0
  const letter = s.charAt(i + 1)
  return letter !== letter.toUpperCase() ? LOST : 0
}

function scanHigh(s: string, c: number, i: number): number {
  if (c >= 0xd800 && c < 0xdc00) {
    const next = s.charCodeAt(i + 1)
    return next >= 0xdc00 && next < 0xe000 ? MAYBE_DECOMPOSED : LOST
  }
  if (c >= 0xdc00 && c < 0xe000) {
    const last = s.charCodeAt(i - 1)
    return last >= 0xd800 && last < 0xdc00 ? 0 : LOST
  }
  if (c === 0xfffd) return LOST
  if (c === 0xfeff || c === 0x3000) return SPACES
  return MAYBE_DECOMPOSED
}

const oddSpace = /[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]/g
const invisible = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g

/** Single spaces, none at the ends, no invisible characters; line breaks kept only where `multiline`. */
export function tidySpaces(s: string, multiline: boolean): string {
  const plain = s.replace(oddSpace, ' ').replace(invisible, '')
  const lines = multiline
    ? plain
        .replace(/\r\n?/g, '\n')
        .replace(/ {2,}/g, ' ')
        .replace(/ ?\n ?/g, '\n')
    : plain.replace(/[\r\n]+/g, ' ')
  return lines.replace(/ {2,}/g, ' ').trim()
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
const controls = /[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g

/** The text without control characters (tabs and line breaks are white space and stay). */
export const withoutControls = (s: string) => s.replace(controls, '')

/** The text with U+FFFD where a NUL or half a surrogate pair stood: what a database can hold. */
export const wellFormed = (s: string) => s.replaceAll('\u0000', '\ufffd').toWellFormed()
