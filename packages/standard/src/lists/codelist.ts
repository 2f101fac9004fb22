import type { Text } from '../model.ts'
import { plainName } from '../text/names.ts'

/** One code. Beyond these, each list keeps its own facts (`hrCode`, `salaryTable`, `severity`, ...). */
export interface CodeItem {
  readonly code: string
  readonly name: string
  /** First and last day of validity, `yyyy-mm-dd`; absent = open. */
  readonly validFrom?: string
  readonly validTo?: string
  /** Codes of the same list that took its place. */
  readonly successors?: readonly string[]
  /** The form in which the code is kept, where circulars write it differently. */
  readonly canonical?: string
  /** The same thing in the numbering of a public-sector HR system. */
  readonly hrCode?: string
  readonly aliases?: readonly string[]
  readonly [fact: string]: unknown
}

export interface CodeListData {
  readonly id: string
  readonly title: Text
  readonly validFrom?: string | null
  readonly source?: readonly string[]
  readonly note?: string
  readonly ours?: boolean
  readonly facts?: Readonly<Record<string, unknown>>
  readonly items: readonly CodeItem[]
}

/** How a code was recognised that was not written as the list writes it. */
export type CodeRepair = 'canonical' | 'leadingZero' | 'name' | 'hrCode'

export interface CodeList {
  readonly id: string
  readonly title: Text
  readonly validFrom: string | null
  /** True where the list, or part of it, is ours until the official one is obtained. */
  readonly ours: boolean
  readonly source: readonly string[]
  readonly facts: Readonly<Record<string, unknown>>
  readonly items: readonly CodeItem[]
  /** The item of a code, in its canonical or any written form. */
  get(code: string): CodeItem | undefined
  /** True for the exact form in which the code is kept. */
  has(code: string): boolean
  /** The one code that a text can only mean, or null; never a guess between two. */
  repair(text: string): { readonly code: string; readonly how: CodeRepair } | null
  /** The one code whose name is that of the text but for the diacritics: to be proposed, not taken; null where there is none. */
  offer(text: string): string | null
}

/** Key under which written forms of a code are the same: capitals and digits only. */
const formOf = (code: string) => code.toUpperCase().replace(/[^0-9A-ZĐ]/g, '')

const wordsOf = (name: string) =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s–-]+/g, ' ')
    .trim()

/** Maps a key to its only owner; a key with two owners maps to null. */
function addOnce(map: Map<string, string | null>, key: string, code: string) {
  if (key === '') return
  const before = map.get(key)
  map.set(key, before === undefined || before === code ? code : null)
}

const codeAndName = /^\s*([0-9A-Za-z.]+)\s*[-–:.)]?\s+(\S.*)$/u

class Codes implements CodeList {
  readonly id: string
  readonly title: Text
  readonly validFrom: string | null
  readonly ours: boolean
  readonly source: readonly string[]
  readonly facts: Readonly<Record<string, unknown>>
  readonly items: readonly CodeItem[]
  readonly #kept = new Map<string, CodeItem>()
  readonly #written = new Map<string, CodeItem>()
  #forms: Map<string, string | null> | null = null
  readonly #names = new Map<string, string | null>()
  readonly #hr = new Map<string, string | null>()
  #plain: Map<string, string | null> | null = null

  constructor(data: CodeListData) {
    this.id = data.id
    this.title = data.title
    this.validFrom = data.validFrom ?? null
    this.ours = data.ours === true
    this.source = data.source ?? []
    this.facts = data.facts ?? {}
    this.items = data.items
    for (const item of data.items) {
      this.#kept.set(item.canonical ?? item.code, item)
      this.#written.set(item.code, item)
    }
  }

  get(code: string) {
    return this.#kept.get(code) ?? this.#written.get(code)
  }

  has(code: string) {
    return this.#kept.has(code)
  }

  repair(sent: string): { code: string; how: CodeRepair } | null {
    const forms = this.#forms ?? this.#index()
    const text = sent.replace(/^(\s*\d+)\.0\s*$/, '$1')
    const byForm = forms.get(formOf(text))
    // A number with a sign in it ("1.5", "1,0") is not the code "15" or "10".
    if (byForm && (!/^\d+$/.test(byForm) || byForm === text.trim())) return { code: byForm, how: 'canonical' }
    const padded = this.#padded(text.trim())
    if (padded) return { code: padded, how: 'leadingZero' }
    const byName = this.#names.get(wordsOf(text))
    if (byName) return { code: byName, how: 'name' }
    const both = codeAndName.exec(text)
    if (both) return this.#codeWithName(both[1]!, both[2]!)
    const byHr = this.#hr.get(text.trim())
    return byHr && !this.#kept.has(text.trim()) ? { code: byHr, how: 'hrCode' } : null
  }

  /** "04 Mường": the name decides, the code must agree with it in one of the two numberings. */
  #codeWithName(code: string, name: string): { code: string; how: CodeRepair } | null {
    const named = this.#names.get(wordsOf(name))
    if (!named) return null
    const item = this.get(named)!
    if (formOf(named) === formOf(code) || this.#padded(code) === named) return { code: named, how: 'canonical' }
    return item.hrCode === code ? { code: named, how: 'hrCode' } : null
  }

  /** A digit code that lost its leading zeros, or a dotted one that lost zeros at either end, if only one fits. */
  #padded(text: string): string | null {
    if (!/^\d+(\.\d+)?$/.test(text)) return null
    const found = new Set<string>()
    for (const before of ['', '0', '00', '000']) {
      for (const after of text.includes('.') ? ['', '0', '00'] : ['']) {
        const kept = this.#kept.has(before + text + after)
        if (kept) found.add(before + text + after)
      }
    }
    return found.size === 1 ? [...found][0]! : null
  }

  offer(text: string): string | null {
    if (this.#plain === null) {
      this.#plain = new Map()
      for (const item of this.items) {
        for (const name of [item.name, ...(item.aliases ?? [])])
          addOnce(this.#plain, plainName(name), item.canonical ?? item.code)
      }
    }
    const name = codeAndName.exec(text)?.[2]
    return this.#plain.get(plainName(text)) ?? (name === undefined ? null : (this.#plain.get(plainName(name)) ?? null))
  }

  #index() {
    const forms = new Map<string, string | null>()
    for (const item of this.items) {
      const kept = item.canonical ?? item.code
      addOnce(forms, formOf(kept), kept)
      addOnce(forms, formOf(item.code), kept)
      addOnce(this.#names, wordsOf(item.name), kept)
      for (const alias of item.aliases ?? []) addOnce(this.#names, wordsOf(alias), kept)
      if (typeof item.fullName === 'string') addOnce(this.#names, wordsOf(item.fullName), kept)
      if (item.hrCode) addOnce(this.#hr, item.hrCode, kept)
    }
    this.#forms = forms
    return forms
  }
}

/** Makes a list of codes from its data. */
export const makeCodeList = (data: CodeListData): CodeList => new Codes(data)

/** One list that holds the items of several, in their order; used for unions and for `a|b`. */
export function uniteCodeLists(id: string, lists: readonly CodeList[]): CodeList {
  return makeCodeList({
    id,
    title: { vi: lists.map((l) => l.title.vi).join(' | '), en: lists.map((l) => l.title.en).join(' | ') },
    ours: lists.some((l) => l.ours),
    source: lists.flatMap((l) => l.source),
    items: lists.flatMap((l) => l.items),
  })
}

/** True when the item is valid on a day (`yyyy-mm-dd`). */
export const validOn = (item: CodeItem, day: string) =>
  (item.validFrom === undefined || item.validFrom <= day) && (item.validTo === undefined || item.validTo >= day)
