import { isSyllable, splitTone } from './syllable.ts'

const marks = /[\u0300-\u036f]/g
const wordStart = /(^|[\s'’\-.])(\p{L})/gu

/** Upper-case first letters, the rest lower case: `NGUYỄN VĂN AN`, `nguyễn văn an` → `Nguyễn Văn An`. */
const titleCase = (text: string) =>
  text.toLowerCase().replace(wordStart, (_, before: string, letter: string) => before + letter.toUpperCase())

/** 1 = capital, 2 = small, 0 = neither, for the letters that names are written with. */
const cases = new Uint8Array(0x2000)
/** The letter without marks, lower case, for the same range; '' for a mark on its own. */
const bare: string[] = []
for (let c = 0; c < 0x2000; c++) {
  const letter = String.fromCharCode(c)
  if (letter !== letter.toLowerCase()) cases[c] = 1
  else if (letter !== letter.toUpperCase()) cases[c] = 2
  bare[c] = letter.normalize('NFD').replace(marks, '').toLowerCase().replace('đ', 'd')
}
for (const c of '’‘`´') bare[c.charCodeAt(0)] = "'"
for (const c of '\t\n\r\u00a0') bare[c.charCodeAt(0)] = ' '

/** True for words of one capital and small letters, single spaces between: nearly all names, told in one pass. */
function isTitled(name: string): boolean {
  let start = true
  let small = false
  for (let i = 0; i < name.length; i++) {
    const c = name.charCodeAt(i)
    if (c === 32) start = true
    else if (c >= 0x2000 || cases[c] !== (start ? 1 : 2)) return false
    else {
      small ||= !start
      start = false
    }
  }
  return small
}

/**
 * A person's name in its usual case. A name wholly in capitals or wholly in small letters is written anew; in any other
 * name only words that begin with a small letter, or Vietnamese syllables all in capitals, are.
 */
export function nameCase(name: string): string {
  if (isTitled(name)) return name
  if (name === name.toUpperCase() || name === name.toLowerCase()) return titleCase(name)
  const cased = name
    .split(' ')
    .map((w) => {
      const lower = w.toLowerCase()
      if (w === lower) return titleCase(w)
      return w.length > 1 && w === w.toUpperCase() && isSyllable(lower) ? titleCase(w) : w
    })
    .join(' ')
  // Where that leaves capitals alone (`a /A`), the name is one of those: written once or twice, it comes out the same.
  return cased === cased.toUpperCase() ? titleCase(cased) : cased
}

/** Letters only, without marks, lower case, single spaces: for search. */
export function nameKey(name: string): string {
  let key = ''
  for (let i = 0; i < name.length; i++) key += bare[name.charCodeAt(i)] ?? name[i]!.toLowerCase()
  return key.includes('  ') || key.startsWith(' ') || key.endsWith(' ') ? key.replace(/ {2,}/g, ' ').trim() : key
}

/** The words of a name in plain letters and digits, single spaces, no signs. */
export const plainName = (text: string): string =>
  nameKey(text.normalize('NFC'))
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/** A word as letters and their marks, the tone taken out, sole `y` written `i`: what spelling habits leave the same. */
function comparable(word: string): {
  readonly letters: string
  readonly marks: readonly string[]
  readonly tone: string
} {
  const { base, tone } = splitTone(word)
  const spelled = base.replace(/^(qu|[hklmstv]|th|ch|kh|)y$/u, '$1i')
  const letters: string[] = []
  const found: string[] = []
  for (const c of spelled.normalize('NFD')) {
    if (c >= '\u0300' && c <= '\u036f') found[found.length - 1] += c
    else {
      letters.push(c === 'đ' ? 'd' : c)
      found.push(c === 'đ' ? '-' : '')
    }
  }
  return { letters: letters.join(''), marks: found, tone }
}

const within = (a: string, b: string) => a === b || a === '' || b === ''

function compareWords(a: string, b: string): 'match' | 'doubt' | 'differs' {
  if (a === b) return 'match'
  const x = comparable(a)
  const y = comparable(b)
  if (x.letters !== y.letters) return 'differs'
  const same = x.tone === y.tone && x.marks.every((m, i) => m === y.marks[i])
  if (same) return 'match'
  return within(x.tone, y.tone) && x.marks.every((m, i) => within(m, y.marks[i]!)) ? 'doubt' : 'differs'
}

/**
 * Compares two names as Vietnamese names are written: case, spaces, Unicode form, where the tone stands (`hoà`/`hòa`)
 * and `i`/`y` make no difference; missing diacritics make a doubt; other letters or other diacritics differ.
 */
export function compareNames(a: string, b: string): 'match' | 'doubt' | 'differs' {
  const x = a
    .normalize('NFC')
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .trim()
    .split(/[\s-]+/)
  const y = b
    .normalize('NFC')
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .trim()
    .split(/[\s-]+/)
  if (x.length !== y.length) return 'differs'
  let outcome: 'match' | 'doubt' = 'match'
  for (let i = 0; i < x.length; i++) {
    const word = compareWords(x[i]!, y[i]!)
    if (word === 'differs') return 'differs'
    if (word === 'doubt') outcome = 'doubt'
  }
  return outcome
}
