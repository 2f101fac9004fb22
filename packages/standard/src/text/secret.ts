import type { WireRecord } from '../model.ts'
import { convertLegacy } from './legacy.ts'

/**
 * The marks of state secrets (Luật Bảo vệ bí mật nhà nước 29/2018/QH14 Đ8): MẬT, TỐI MẬT, TUYỆT MẬT. Data that carries
 * one is refused before it is stored. A mark counts where it stands alone in a value; "bí mật" in a sentence is none.
 */
const marks = new Set(['mật', 'tối mật', 'tuyệt mật'])

/** `mật` in Unicode (both forms), TCVN3, VNI and Windows-1258, anywhere: the cheap test. */
const hint = /[mM](?:[ậẬËë]|[âÂ][\u0323òÒ]|[ạẠ]\u0302|[eE]\u0308|[aA](?:[\u0323\u0302äÄ]|[aA]\u0308))/
const aroundMark = /^[\s"'’“”.,:;!*()[\]<>{}–_-]+|[\s"'’“”.,:;!*()[\]<>{}–_-]+$/g

/** True when a text may hold a mark, in whatever form; false is certain for JSON text without `\u` escapes. */
export const mayBeSecret = (text: string) => hint.test(text) || text.includes('doMat') || text.includes('\\u')

/** True when a value is nothing but a mark, in any case, Unicode form or legacy encoding. */
export function isSecretText(value: string): boolean {
  if (value.length > 40 || !hint.test(value)) return false
  const text = value.normalize('NFC').replace(aroundMark, '').replace(/\s+/g, ' ')
  if (marks.has(text.toLowerCase())) return true
  const legacy = convertLegacy(text.replace(/[âÂ][òÒ]/g, 'ậ'))
  return legacy !== null && legacy !== 'ambiguous' && marks.has(legacy.text.toLowerCase())
    ? true
    : marks.has(text.replace(/[âÂ][òÒ]/g, 'ậ').toLowerCase())
}

const separator = '[:;,./|\\\\)\\]}>*_\\t\\r\\n–—-]'

/**
 * A stamp that begins a value and goes on (`MẬT: theo dõi…`, `(TỐI MẬT) …`): in capitals, a separator right behind it. In
 * Unicode, and as TCVN3, VNI and Windows-1258 write the same letters. `Mật` as a name, `MẬT ĐỘ`, `Bí mật` are none.
 */
const stamp = new RegExp(
  `^[\\s"'’“”(\\[{<*_–—-]*((?:(?:TỐI|TèI|TOÁI|TUYỆT|TUYÖT|TUYEÄT)\\s+)?M(?:Ậ|Ë|AÄ|Â[\u0323òÒ])T)[\\s"'’“”]*${separator}`,
)

/**
 * The stamp that a value begins with and then goes on from, as Unicode (`MẬT`, `TỐI MẬT`, `TUYỆT MẬT`); null where there
 * is none. Whether it is a mark or a word is for a person to say: the value asks, it is not refused.
 */
export function secretStamp(value: string): string | null {
  if (!hint.test(value.length > 60 ? value.slice(0, 60) : value)) return null
  const found = stamp.exec(value.slice(0, 60).normalize('NFC'))?.[1]
  if (found === undefined || isSecretText(value)) return null
  return found.startsWith('M') ? 'MẬT' : found.startsWith('TU') ? 'TUYỆT MẬT' : 'TỐI MẬT'
}

/** True for a stated `doMat`; only an explicit no, nothing, or an empty value is none. */
export const isSecretFlag = (value: unknown) =>
  value !== undefined && value !== null && value !== false && value !== 0 && value !== '' && value !== 'false'

/** Bytes that are not UTF-8 are read letter by letter, so that a mark in a legacy encoding still shows. */
function textOf(line: string | Uint8Array): string {
  if (typeof line === 'string') return line
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(line)
  } catch {
    return new TextDecoder('latin1').decode(line)
  }
}

const quoted = /"((?:[^"\\]|\\.){2,60})"/g

/** Where a value of a record carries a mark, or begins with a stamp. */
export interface Marked {
  readonly path: string
}

/**
 * Looks for the secret mark: the flag `doMat`, or a text value that stands alone as a mark. Never throws.
 * @param line one line of a parcel (text or bytes), or a record.
 * @returns where it stands, or null.
 */
export function secretMark(line: string | Uint8Array | WireRecord): Marked | null {
  if (typeof line !== 'string' && !(line instanceof Uint8Array)) return inRecord(line)
  const text = textOf(line)
  if (!mayBeSecret(text)) return null
  try {
    const value: unknown = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
    return typeof value === 'object' && value !== null ? inRecord(value as WireRecord) : null
  } catch {
    for (const match of text.matchAll(quoted)) if (isSecretText(match[1]!)) return { path: '' }
    return /"doMat"\s*:\s*true/.test(text) ? { path: 'doMat' } : null
  }
}

/**
 * Looks for values that begin with a stamp (`secretStamp`), the mark itself aside. Never throws; a line that is no JSON
 * has none.
 */
export function secretStamps(line: string | Uint8Array | WireRecord): readonly (Marked & { readonly stamp: string })[] {
  let record: unknown = line
  if (typeof line === 'string' || line instanceof Uint8Array) {
    const text = textOf(line)
    if (!mayBeSecret(text)) return []
    try {
      record = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
    } catch {
      return []
    }
  }
  const found: { path: string; stamp: string }[] = []
  for (const { value, path } of texts(record)) {
    const begins = secretStamp(value)
    if (begins !== null) found.push({ path, stamp: begins })
  }
  return found
}

function inRecord(record: WireRecord): Marked | null {
  if (Object.hasOwn(record, 'doMat') && isSecretFlag(record.doMat)) return { path: 'doMat' }
  for (const { value, path } of texts(record)) if (isSecretText(value)) return { path }
  return null
}

/** Every text of a value, with its path. No recursion: a record may be nested as deep as it likes. */
function* texts(root: unknown): Generator<{ value: string; path: string }> {
  const open: { value: unknown; path: string }[] = [{ value: root, path: '' }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, path } = next
    if (typeof value === 'string') yield { value, path }
    else if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) open.push({ value: item, path: `${path}[${i}]` })
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value))
        open.push({ value: item, path: path === '' ? key : `${path}.${key}` })
    }
  }
}
