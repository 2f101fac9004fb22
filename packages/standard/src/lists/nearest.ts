import { plainName } from '../text/names.ts'
import type { CodeItem, CodeList } from './codelist.ts'

/**
 * The codes that somebody may have meant who wrote one that a list does not have. Only offered to a person, never taken: by
 * the distance of the codes as written and of the names without diacritics. Looked for when a sentence is made, so what it
 * costs is bounded: a list is passed over by length and letters first, answers are kept, long texts are cut.
 */

/** Letters of a text that are looked at: no code or name that is meant needs more. */
const longest = 60
/** Answers kept per list, oldest out first. */
const kept = 1000

interface Entry {
  readonly item: CodeItem
  readonly code: string
  readonly name: string
  /** Which letters and digits occur in the name, as bits: what differs in many of them is no near name. */
  readonly letters: number
}

interface Index {
  readonly entries: readonly Entry[]
  readonly answers: Map<string, readonly CodeItem[]>
}

const indexes = new WeakMap<CodeList, Index>()

/** Capitals and digits of a code: what is left when spaces, dots and signs are forgotten. */
const codeKey = (text: string) => text.toUpperCase().replace(/[^0-9A-ZĐ]/g, '')

function lettersOf(name: string): number {
  let bits = 0
  for (let i = 0; i < name.length; i++) {
    const c = name.charCodeAt(i)
    if (c >= 97 && c <= 122) bits |= 1 << (c - 97)
    else if (c >= 48 && c <= 57) bits |= 1 << (26 + (c % 6))
  }
  return bits
}

function indexOf(list: CodeList): Index {
  let index = indexes.get(list)
  if (index === undefined) {
    const entries = list.items.map((item) => {
      const name = plainName(item.name)
      return { item, code: codeKey(item.canonical ?? item.code), name, letters: lettersOf(name) }
    })
    index = { entries, answers: new Map() }
    indexes.set(list, index)
  }
  return index
}

/** Number of letters set in one and not in the other. */
function bitsApart(a: number, b: number): number {
  let x = a ^ b
  let n = 0
  for (; x !== 0; x &= x - 1) n++
  return n
}

let rows: Uint8Array[] = [0, 1, 2].map(() => new Uint8Array(longest + 2))

/**
 * Edits that make one text another (a letter put in, left out or changed, two neighbours changed round), or `most + 1`
 * where it takes more. Optimal string alignment; at most `longest` letters are looked at.
 */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most || a.length > longest || b.length > longest) return most + 1
  for (let j = 0; j <= b.length; j++) rows[1]![j] = j
  for (let i = 1; i <= a.length; i++) {
    const [twoBack, last, here] = rows as [Uint8Array, Uint8Array, Uint8Array]
    let least = i
    here[0] = i
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1)
      let edits = Math.min(last[j]! + 1, here[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1))
      const turned = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (turned) edits = Math.min(edits, twoBack[j - 2]! + 1)
      here[j] = edits
      if (edits < least) least = edits
    }
    if (least > most) return most + 1
    rows = [last, here, twoBack]
  }
  return Math.min(rows[1]![b.length]!, most + 1)
}

/** How far a code lies from what was written, as a share of its letters; 1 where it is too far. */
function codeScore(written: string, code: string): number {
  if (written === '') return 1
  const most = written.length > 5 ? 2 : 1
  const edits = editDistance(written, code, most)
  return edits > most ? 1 : edits / Math.max(written.length, code.length)
}

/** How far a name lies from what was written. A name that holds what was written, or is held by it, is near. */
function nameScore(written: string, letters: number, entry: Entry): number {
  const { name } = entry
  if (written.length < 3 || name === '') return 1
  if (name === written) return 0
  const most = Math.max(1, Math.floor(written.length / 4))
  if (bitsApart(letters, entry.letters) <= 2 * most) {
    const edits = editDistance(written, name, most)
    if (edits <= most) return edits / written.length
  }
  const [short, long] = written.length < name.length ? [written, name] : [name, written]
  if (short.length < 4 || !` ${long} `.includes(` ${short} `)) return 1
  return 0.25 + 0.25 * (1 - short.length / long.length)
}

const farthest = 0.5
const codeAndName = /^\s*([0-9A-Za-z.]+)\s*[-–:.)]?\s+(\S.*)$/u

/**
 * Up to `most` items of a list that are near what was written, nearest first; none where nothing is.
 * @param within codes of one province alone, where the list says of each item where it lies (communes).
 */
export function nearestCodes(list: CodeList, sent: string, within?: string, most = 3): readonly CodeItem[] {
  const written = sent.slice(0, longest)
  const index = indexOf(list)
  const question = `${within ?? ''}\n${written}`
  const known = index.answers.get(question)
  if (known !== undefined) return known
  const [, first, rest] = codeAndName.exec(written) ?? []
  const code = codeKey(first ?? written)
  const names = [...new Set([plainName(written), plainName(rest ?? '')])].filter((name) => name !== '')
  const letters = names.map(lettersOf)
  const near: { item: CodeItem; score: number }[] = []
  for (const entry of index.entries) {
    if (within !== undefined && entry.item.province !== within) continue
    let score = codeScore(code, entry.code)
    for (const [i, name] of names.entries()) score = Math.min(score, nameScore(name, letters[i]!, entry))
    if (score <= farthest) near.push({ item: entry.item, score })
  }
  const found = near.sort((a, b) => a.score - b.score).map(({ item }) => item)
  const answer = found.filter((item, i) => found.findIndex(({ code: c }) => c === item.code) === i).slice(0, most)
  if (index.answers.size >= kept) index.answers.delete(index.answers.keys().next().value!)
  index.answers.set(question, answer)
  return answer
}
