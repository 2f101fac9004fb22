/**
 * Stamps: values that begin with a mark of secrecy and go on. Whether that is a mark or a word is for a person to say, so
 * they ask; what stands alone (secret.ts) is refused.
 */
import type { WireRecord } from '../model.ts'
import { isSecretText, type Marked } from './secret.ts'

/** `mật` in Unicode (both forms), TCVN3, VNI and Windows-1258, anywhere: the cheap test. */
const hint = /[mM](?:[ậẬËë]|[âÂ][\u0323òÒ]|[ạẠ]\u0302|[eE]\u0308|[aA](?:[\u0323\u0302äÄ]|[aA]\u0308))/

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

/** Bytes that are not UTF-8 are read letter by letter, so that a mark in a legacy encoding still shows. */
function textOf(line: string | Uint8Array): string {
  if (typeof line === 'string') return line
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(line)
  } catch {
    return new TextDecoder('latin1').decode(line)
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
    if (!hint.test(text) && !text.includes('\\u')) return []
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
