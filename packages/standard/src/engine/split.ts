import type { Edition } from '../edition/types.ts'
import { type FieldClass, fieldClasses, type Values } from '../model.ts'
import { compile } from './compile.ts'

/** One JSON text per class; null where nothing is stated in that class. */
export type ClassTexts = { readonly [cls in FieldClass]: string | null }

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what JSON escapes
const needsEscape = /["\\\u0000-\u001f\ud800-\udfff]/

function jsonOf(value: unknown): string | undefined {
  if (typeof value === 'string') return needsEscape.test(value) ? JSON.stringify(value) : `"${value}"`
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
  const texts: { [cls in FieldClass]: string } = { public: '', internal: '', restricted: '', sealed: '' }
  const compiled = compile(edition)
  for (const field of compiled.fields) {
    const value = values[field.id]
    if (value === undefined) continue
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

const none: readonly string[] = []

function badOf(cls: FieldClass, bad: readonly string[], compiled: ReturnType<typeof compile>): readonly string[] {
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
    if ($bad) bad.push(...$bad)
  }
  return { values, bad }
}
