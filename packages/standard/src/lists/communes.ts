import since from '../../data/communes/2025.json' with { type: 'json' }
import before from '../../data/communes/before-2025.json' with { type: 'json' }
import { plainName } from '../text/names.ts'
import { type CodeItem, type CodeList, makeCodeList } from './codelist.ts'

/** What became of a commune on 1 July 2025. */
export type Conversion =
  | { readonly kind: 'one'; readonly xa: string; readonly tinh: string }
  /** Split over several new communes: only a human, or a finer address, can say which. */
  | { readonly kind: 'several'; readonly choices: readonly { readonly xa: string; readonly tinh: string }[] }
  | { readonly kind: 'unknown' }

interface Commune {
  readonly name: string
  readonly province: string
}

interface OldCommune extends Commune {
  readonly district: string
  /** New codes, `,` between them, each with its kind letter. */
  readonly to: string
}

/** The first and last day of the two territorial divisions. */
export const lastOldDay = '2025-06-30'
export const firstNewDay = '2025-07-01'

const newProvinces = since.provinces as Readonly<Record<string, string>>
const oldProvinces = before.provinces as unknown as Readonly<Record<string, Readonly<Record<string, string>>>>

let newOnes: Map<string, Commune> | null = null
let oldOnes: Map<string, OldCommune> | null = null

/** Communes from 1 July 2025 by code; unfolded on first use. */
export function communes(): ReadonlyMap<string, Commune> {
  if (newOnes) return newOnes
  newOnes = new Map()
  for (const [province, lines] of Object.entries(newProvinces)) {
    for (const line of lines.split('\n')) newOnes.set(line.slice(0, 5), { name: line.slice(6), province })
  }
  return newOnes
}

/** Communes to 30 June 2025 by code, with province, district and what became of them; unfolded on first use. */
export function oldCommunes(): ReadonlyMap<string, OldCommune> {
  if (oldOnes) return oldOnes
  oldOnes = new Map()
  for (const [province, districts] of Object.entries(oldProvinces)) {
    for (const [district, lines] of Object.entries(districts)) {
      for (const line of lines.split('\n')) {
        const space = line.indexOf(' ')
        const arrow = line.lastIndexOf('>')
        const to = line.slice(arrow + 1)
        oldOnes.set(line.slice(0, space), { name: line.slice(space + 1, arrow), province, district, to })
      }
    }
  }
  return oldOnes
}

/** Where a commune of before 1 July 2025 went. Never chooses between several. */
export function convertCommune(oldCode: string): Conversion {
  const old = oldCommunes().get(oldCode)
  if (!old) return { kind: 'unknown' }
  const choices = old.to.split(',').map((t) => {
    const xa = t.slice(0, 5)
    return { xa, tinh: communes().get(xa)?.province ?? '' }
  })
  return choices.length === 1 ? { kind: 'one', ...choices[0]! } : { kind: 'several', choices }
}

const byName = new Map<string, Map<string, string | null>>()
const kindWord = /^(?:xa|phuong|thi tran|dac khu) /

/**
 * The one commune of a province that has this name, with or without the word for its kind, diacritics aside: to be
 * proposed, not taken. Null where there is none, or more than one.
 */
export function communeNamed(
  id: 'xa-phuong-2025' | 'xa-phuong-truoc-2025',
  province: string,
  name: string,
): string | null {
  let named = byName.get(id)
  if (named === undefined) {
    named = new Map()
    for (const [code, commune] of id === 'xa-phuong-2025' ? communes() : oldCommunes()) {
      const words = plainName(commune.name)
      for (const text of new Set([words, words.replace(kindWord, '')])) {
        const key = `${commune.province} ${text}`
        named.set(key, named.has(key) ? null : code)
      }
    }
    byName.set(id, named)
  }
  return named.get(`${province} ${plainName(name)}`) ?? null
}

const lists = new Map<string, CodeList>()

/** The communes as code lists: `xa-phuong-2025` and `xa-phuong-truoc-2025`; made on first use. */
export function communeList(id: 'xa-phuong-2025' | 'xa-phuong-truoc-2025'): CodeList {
  let list = lists.get(id)
  if (!list) {
    const source = id === 'xa-phuong-2025' ? since : before
    list = makeCodeList({ id, title: source.title, source: source.source, items: [...itemsOf(id)] })
    lists.set(id, list)
  }
  return list
}

function* itemsOf(id: 'xa-phuong-2025' | 'xa-phuong-truoc-2025'): Generator<CodeItem> {
  if (id === 'xa-phuong-2025') {
    for (const [code, { name, province }] of communes()) yield { code, name, province, validFrom: firstNewDay }
    return
  }
  for (const [code, { name, province, district, to }] of oldCommunes()) {
    const successors = to.split(',').map((t) => t.slice(0, 5))
    yield { code, name, province, district, validTo: lastOldDay, successors }
  }
}
