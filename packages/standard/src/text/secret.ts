/**
 * The marks of state secrets (Luật Bảo vệ bí mật nhà nước 29/2018/QH14 Đ8): MẬT, TỐI MẬT, TUYỆT MẬT. Data that carries
 * one is refused before it is stored. A mark counts where it stands alone in a value; "bí mật" in a sentence is none.
 *
 * Every way to write them is one path through a table of states over bytes: UTF-8 composed or not, and the letters that
 * TCVN3, VNI and Windows-1258 put in their place, as UTF-8 or as the single bytes that they are. One look-up a byte,
 * nothing allocated: what is no mark is left at its first byte that no mark has.
 */

/** How the letters with marks are written: in either case, or only as they stand here. */
const writings: Readonly<Record<string, { readonly either: readonly string[]; readonly only: readonly string[] }>> = {
  ậ: { either: ['ậ', 'â\u0323', 'ạ\u0302', 'a\u0302\u0323', 'aä', 'âò'], only: ['Ë'] },
  ố: { either: ['ố', 'ô\u0301', 'ô\u0341', 'oá', 'ôì'], only: ['è'] },
  ệ: { either: ['ệ', 'ê\u0323', 'ẹ\u0302', 'e\u0302\u0323', 'eä', 'êò'], only: ['Ö'] },
}
/** What `\s` of a regular expression is. */
const spaces =
  '\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff'
/** What may stand around a mark that still stands alone. */
const around = [...spaces, ...`"'’“”.,:;!*()[]<>{}–_-`]

type State = Map<number, State>
const utf8 = new TextEncoder()
const code = (letter: string) => letter.charCodeAt(0)

/** The bytes that may stand for a text: UTF-8, and the bytes of an old font where it has no other letters. */
function bytesOf(text: string): Iterable<number>[] {
  const codes = [...text].map(code)
  return codes.every((one) => one < 0x100) ? [utf8.encode(text), codes] : [utf8.encode(text)]
}

/** Each letter composed or not and, where `either`, small or capital. */
function spellings(writing: string, either: boolean): string[] {
  const letters = [...writing].map((c) => {
    const cases = either ? [c.toLowerCase(), c.toUpperCase()] : [c]
    return [...cases, ...cases.map((one) => one.normalize('NFD'))]
  })
  return letters.reduce((heads, ways) => heads.flatMap((head) => ways.map((way) => head + way)), [''])
}

/** Makes these texts lead from one state to another. */
function lead(from: State, to: State, texts: readonly string[]): void {
  for (const bytes of texts.flatMap(bytesOf)) {
    const path = [...bytes]
    const last = path.pop()!
    let at = from
    for (const byte of path) {
      const next = at.get(byte) ?? new Map()
      at.set(byte, next)
      at = next
    }
    if ((at.get(last) ?? to) !== to) throw new Error('two writings of a mark contradict each other')
    at.set(last, to)
  }
}

/** Makes a word, letter by letter, lead from one state to another. */
function spell(from: State, word: string, to: State): void {
  let at = from
  for (const [i, letter] of [...word].entries()) {
    const next = i === word.length - 1 ? to : (at.get(code(letter)) ?? new Map())
    const { either, only } = writings[letter] ?? { either: [letter], only: [] }
    lead(at, next, [...either.flatMap((w) => spellings(w, true)), ...only.flatMap((w) => spellings(w, false))])
    at = next
  }
}

const start: State = new Map()
/** Between the words. */
const gap: State = new Map()
const whole: State = new Map()
lead(start, start, around)
lead(gap, gap, [...spaces])
lead(whole, whole, around)
spell(start, 'mật', whole)
lead(gap, start.get(code('m'))!, ['m', 'M'])
for (const word of ['tối', 'tuyệt']) {
  const said: State = new Map()
  spell(start, word, said)
  lead(said, gap, [...spaces])
}

/** The state after which nothing can become a mark any more. */
export const lost = 0
/** The state before anything was read. */
export const unread = 1

const numbers = new Map<State, number>([[start, unread]])
for (const state of numbers.keys())
  for (const next of state.values()) if (!numbers.has(next)) numbers.set(next, numbers.size + 1)
/** `following[state << 8 | byte]`: the state after one more byte of a value. */
export const following = new Uint16Array((numbers.size + 1) << 8)
for (const [state, n] of numbers) for (const [byte, next] of state) following[(n << 8) | byte] = numbers.get(next)!
const marked = numbers.get(whole)!

/** True where all that was read is a mark that stands alone. */
export const standsAlone = (state: number): boolean => state === marked

/** The state after one more UTF-16 code unit of a value. */
export function afterUnit(state: number, unit: number): number {
  if (unit < 0x80) return following[(state << 8) | unit]!
  if (unit < 0x800) {
    const first = following[(state << 8) | 0xc0 | (unit >> 6)]!
    return following[(first << 8) | 0x80 | (unit & 0x3f)]!
  }
  const first = following[(state << 8) | 0xe0 | (unit >> 12)]!
  const second = following[(first << 8) | 0x80 | ((unit >> 6) & 0x3f)]!
  return following[(second << 8) | 0x80 | (unit & 0x3f)]!
}

/** True when a value is nothing but a mark, in any case, Unicode form or legacy encoding. */
export function isSecretText(value: string): boolean {
  let state = unread
  for (let i = 0; i < value.length && state !== lost; i++) state = afterUnit(state, value.charCodeAt(i))
  return standsAlone(state)
}

/** True for a stated `doMat`; only an explicit no, nothing, or an empty value is none. */
export const isSecretFlag = (value: unknown) =>
  value !== undefined && value !== null && value !== false && value !== 0 && value !== '' && value !== 'false'

/** Where a value of a record carries a mark, or begins with a stamp. */
export interface Marked {
  readonly path: string
}
