import { fold } from './fold.ts'

/** A code list as reading needs it: codes with their names, in the list's order. */
export interface CodeNames {
  readonly id: string
  readonly items: readonly { readonly code: string; readonly names: readonly string[] }[]
}

/** Finds the code that a cell means in a code list; `undefined` when it is none or when it may be several. */
export interface Codes {
  /** Whether it is a code of the list, letter by letter. */
  has(list: string, code: string): boolean
  /** The one code whose name this is, without regard to diacritics and case. */
  byName(list: string, name: string): string | undefined
  /** The code that a number cell lost its leading zeros of: `1` → `01`. */
  padded(list: string, digits: string): string | undefined
}

interface Index {
  codes: Set<string>
  names: Map<string, string | null>
  widths: number[]
}

/** Indexes code lists on first use. `load` gives a list by id, or `undefined` when there is none. */
export function codesOf(load: (list: string) => CodeNames | undefined): Codes {
  const indexes = new Map<string, Index>()
  const index = (list: string): Index => {
    let found = indexes.get(list)
    if (found === undefined) {
      found = { codes: new Set(), names: new Map(), widths: [] }
      const widths = new Set<number>()
      for (const { code, names } of load(list)?.items ?? []) {
        found.codes.add(code)
        widths.add(code.length)
        for (const name of names) {
          const folded = fold(name)
          const known = found.names.get(folded)
          if (known === undefined) found.names.set(folded, code)
          else if (known !== code) found.names.set(folded, null)
        }
      }
      found.widths = [...widths].sort((a, b) => a - b)
      indexes.set(list, found)
    }
    return found
  }
  return {
    has: (list, code) => index(list).codes.has(code),
    byName: (list, name) => index(list).names.get(fold(name)) ?? undefined,
    padded(list, digits) {
      const { codes, widths } = index(list)
      const fits = widths.filter((width) => width > digits.length).map((width) => digits.padStart(width, '0'))
      const known = fits.filter((code) => codes.has(code))
      return known.length === 1 ? known[0] : undefined
    },
  }
}
