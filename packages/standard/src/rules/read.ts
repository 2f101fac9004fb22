/** Reading a view's values by their real shape: what is absent, or of another shape, reads as empty. No allocation. */

/** A row of a list field. */
export type Row = Readonly<Record<string, unknown>>

const noRows: readonly Row[] = Object.freeze([])
const noCodes: readonly string[] = Object.freeze([])

/** The text, code or date; '' when not stated. */
export const str = (x: unknown): string => (typeof x === 'string' ? x : '')

/** The number; NaN when not stated, so that every comparison with it is false. */
export const num = (x: unknown): number => (typeof x === 'number' ? x : Number.NaN)

/** The twelve digits of a personal number; '' for anything shorter or longer. */
export const personalNumber = (x: unknown): string => (typeof x === 'string' && x.length === 12 ? x : '')

/** The rows of a list field; none when not stated. */
export const rows = (x: unknown): readonly Row[] => (Array.isArray(x) ? (x as readonly Row[]) : noRows)

/** The codes of a multi-value field; none when not stated. */
export const codes = (x: unknown): readonly string[] => (Array.isArray(x) ? (x as readonly string[]) : noCodes)

/** A code that says something: neither absent nor `00` ("none", "not determined"). */
export const stated = (code: string): boolean => code !== '' && code !== '00'

/** Vietnamese text without accents, case, punctuation and y/i, with single spaces: for comparing words, never for storing. */
export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/đ/g, 'd')
    .replace(/y/g, 'i')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/** The rows in order of `tuNgay`: the list itself when it is already so (the usual case), else a sorted copy. */
export const inOrder = (list: readonly Row[]): readonly Row[] => {
  for (let i = 1; i < list.length; i++) {
    if (str(list[i]!.tuNgay) < str(list[i - 1]!.tuNgay)) {
      return list.toSorted((a, b) => (str(a.tuNgay) < str(b.tuNgay) ? -1 : 1))
    }
  }
  return list
}

/** The row that began last (the later one of two that began together); undefined for an empty list. */
export const latest = (list: readonly Row[]): Row | undefined => {
  let found: Row | undefined
  for (const row of list) if (found === undefined || str(row.tuNgay) >= str(found.tuNgay)) found = row
  return found
}
