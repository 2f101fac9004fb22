/** What a verifier may be given, and telling one from another by what stands in it. */
import { type NoteKey, parseVkey } from '@cbccvc/evidence'

export interface Inputs {
  /** A receipt, a promise, or the text of a QR code. */
  readonly paper: string
  /** Typed or pasted; for files see `recordFile`. */
  readonly record: string
  readonly recordFile: { readonly name: string; readonly bytes: Uint8Array } | null
  readonly manifest: string
  readonly qr: string
  readonly keys: string
}

export const noInputs: Inputs = { paper: '', record: '', recordFile: null, manifest: '', qr: '', keys: '' }

/** Text as it was before an editor, a mail program or a form added to it: no BOM, `\n`, one newline at the end. */
export const asWritten = (text: string): string =>
  `${text
    .replace(/^\uFEFF?\s*/, '')
    .replace(/\r\n?/g, '\n')
    .trimEnd()}\n`

/** `cbccvc.receipt/1 number digest`: the text of a printed page's QR code. */
export const isQrText = (text: string): boolean => /^cbccvc\.receipt\/1 \S+ [0-9a-f]{64}$/.test(text.trim())

const isVkeyLine = (line: string) => /^\S+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=*$/.test(line)

/** A file of keys: vkey lines, or the answer of `/log/keys`. Null when it is neither. */
export function keysIn(text: string): string | null {
  const lines = text.trim().split(/\s*\n\s*/)
  if (lines.every(isVkeyLine)) return lines.join('\n')
  try {
    const json: unknown = JSON.parse(text)
    if (typeof json !== 'object' || json === null || !('log' in json) || typeof json.log !== 'string') return null
    const witnesses = 'witnesses' in json && Array.isArray(json.witnesses) ? json.witnesses.map(String) : []
    return keyText({ log: json.log, witnesses })
  } catch {
    return null
  }
}

export const keyText = ({ log, witnesses }: { log: string; witnesses: readonly string[] }): string =>
  [log, ...witnesses].join('\n')

export type Keys =
  | { readonly kind: 'keys'; readonly logs: readonly string[]; readonly witnesses: readonly string[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'bad'; readonly line: number }

/** The keys of a text, by their own type: 0x01 signs the log, 0x04 is a witness. */
export function readKeys(text: string): Keys {
  const logs: string[] = []
  const witnesses: string[] = []
  for (const [i, raw] of text.split('\n').entries()) {
    const line = raw.trim()
    if (line === '') continue
    let key: NoteKey
    try {
      key = parseVkey(line)
    } catch {
      return { kind: 'bad', line: i + 1 }
    }
    if (key.type === 1) logs.push(line)
    else witnesses.push(line)
  }
  return logs.length ? { kind: 'keys', logs, witnesses } : { kind: 'none' }
}

/** Puts a file's content where it belongs: only what is certain by its form; anything else is a record. */
export function place(inputs: Inputs, name: string, bytes: Uint8Array): Inputs {
  const text = bytes.length < 1_000_000 ? asWritten(new TextDecoder().decode(bytes)) : ''
  if (isQrText(text)) return { ...inputs, qr: text.trim() }
  if (text.startsWith('cbccvc.')) return { ...inputs, paper: text }
  const keys = text && keysIn(text)
  if (keys) return { ...inputs, keys }
  if (/^[\w-]+\.[\w-]+\.[\w-]+\s*$/.test(text)) return { ...inputs, manifest: text.trim() }
  return { ...inputs, record: '', recordFile: { name, bytes } }
}
