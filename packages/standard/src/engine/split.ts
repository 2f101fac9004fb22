import type { Edition } from '../edition/types.ts'
import { type FieldClass, fieldClasses, type Values } from '../model.ts'
import { type Compiled, compile } from './compile.ts'

/** One JSON text per class; null where nothing is stated in that class. */
export type ClassTexts = { readonly [cls in FieldClass]: string | null }

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what JSON escapes
const needsEscape = /["\\\u0000-\u001f\ud800-\udfff]/

/** True for a text that stands in JSON as it is; short ones, nearly all, are looked at letter by letter. */
function isPlain(s: string): boolean {
  if (s.length > 32) return !needsEscape.test(s)
  for (let i = 0; i < s.length; i++) {
    const c = s.charCodeAt(i)
    if (c < 32 || c === 34 || c === 92 || (c >= 0xd800 && c < 0xe000)) return false
  }
  return true
}

function jsonOf(value: unknown): string | undefined {
  if (typeof value === 'string') return isPlain(value) ? `"${value}"` : JSON.stringify(value)
  if (typeof value === 'number') return Number.isFinite(value) ? `${value}` : 'null'
  if (value === null) return 'null'
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}

/**
 * Writes values as one JSON text per field class, fields in the standard's order, and last, where some field of the
 * class is bad, `"$bad":[paths]`. The same values always give the same texts: what is stored, hashed and compared.
 */
export function splitByClass(values: Values, bad: readonly string[], edition: Edition): ClassTexts {
  const compiled = compile(edition)
  const texts = { public: '', internal: '', restricted: '', sealed: '' }
  let last = -1
  for (const id in values) {
    const field = compiled.byId.get(id)
    const value = values[id]
    if (field === undefined || value === undefined) continue
    if (field.index < last) return splitByClass(inOrder(values, compiled), bad, edition)
    last = field.index
    const json = jsonOf(value)
    if (json === undefined) continue
    const before = texts[field.class]
    texts[field.class] = before === '' ? `{${field.key}${json}` : `${before},${field.key}${json}`
  }
  return {
    public: closed(texts.public, badOf('public', bad, compiled)),
    internal: closed(texts.internal, badOf('internal', bad, compiled)),
    restricted: closed(texts.restricted, badOf('restricted', bad, compiled)),
    sealed: closed(texts.sealed, badOf('sealed', bad, compiled)),
  }
}

/** The values with their fields in the standard's order. */
function inOrder(values: Values, compiled: Compiled): Values {
  const ordered: Values = {}
  for (const { id } of compiled.fields) if (Object.hasOwn(values, id)) ordered[id] = values[id]
  return ordered
}

const none: readonly string[] = []

function badOf(cls: FieldClass, bad: readonly string[], compiled: Compiled): readonly string[] {
  if (bad.length === 0) return none
  return bad.filter((path) => compiled.byId.get(/^[^.[]*/.exec(path)![0])?.class === cls)
}

function closed(text: string, bad: readonly string[]): string | null {
  if (text === '') return null
  return bad.length === 0 ? `${text}}` : `${text},"$bad":${JSON.stringify(bad)}}`
}

/**
 * Puts class texts together again. Classes that the reader may not see are simply left out.
 * @throws SyntaxError when a text is not JSON.
 */
export function joinClasses(texts: { readonly [cls in FieldClass]?: string | null }): {
  values: Values
  bad: string[]
} {
  const values: Values = {}
  const bad: string[] = []
  for (const cls of fieldClasses) {
    const text = texts[cls]
    if (text === null || text === undefined) continue
    const { $bad, ...fields } = JSON.parse(text) as Values & { $bad?: string[] }
    Object.assign(values, fields)
    if ($bad) for (const path of $bad) bad.push(path)
  }
  return { values, bad }
}
