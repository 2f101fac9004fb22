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

/**
 * Looks for the secret mark: the flag `doMat`, or a text value that stands alone as a mark. Never throws.
 * @param line one line of a parcel (text or bytes), or a record.
 * @returns where it stands, or null.
 */
export function secretMark(line: string | Uint8Array | WireRecord): { readonly path: string } | null {
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

function inRecord(record: WireRecord): { path: string } | null {
  if (Object.hasOwn(record, 'doMat') && isSecretFlag(record.doMat)) return { path: 'doMat' }
  const open: { value: unknown; path: string }[] = [{ value: record, path: '' }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next.value === 'string') {
      if (isSecretText(next.value)) return { path: next.path }
    } else if (Array.isArray(next.value)) {
      for (const [i, value] of next.value.entries()) open.push({ value, path: `${next.path}[${i}]` })
    } else if (typeof next.value === 'object' && next.value !== null) {
      for (const [key, value] of Object.entries(next.value)) {
        open.push({ value, path: next.path === '' ? key : `${next.path}.${key}` })
      }
    }
  }
  return null
}
