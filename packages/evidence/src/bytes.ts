/** Bytes and their text forms. Every decoder is strict: text that another text would also decode to is refused. */
import { looseFromBase64, looseFromBase64url, looseFromHex, toBase64, toBase64url, toHex } from '#crypto'

export { toBase64, toBase64url, toHex }

const encoder = new TextEncoder()
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export const utf8 = (text: string): Uint8Array => encoder.encode(text)

/** The text of well-formed UTF-8, or null. */
export function fromUtf8(bytes: Uint8Array): string | null {
  try {
    return strictDecoder.decode(bytes)
  } catch {
    return null
  }
}

/** Lower-case hexadecimal to bytes, or null. */
export function fromHex(text: string, length?: number): Uint8Array | null {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return null
  return sized(looseFromHex(text), length)
}

/** Canonical padded base64 (RFC 4648, section 4) to bytes, or null. */
export function fromBase64(text: string, length?: number): Uint8Array | null {
  const bytes = looseFromBase64(text)
  return toBase64(bytes) === text ? sized(bytes, length) : null
}

/** Canonical unpadded base64url (RFC 4648, section 5) to bytes, or null. */
export function fromBase64url(text: string, length?: number): Uint8Array | null {
  const bytes = looseFromBase64url(text)
  return toBase64url(bytes) === text ? sized(bytes, length) : null
}

export const concat = (...parts: Uint8Array[]): Uint8Array => concatAll(parts)

/** For lists of any length, which must not become arguments: those stand on the stack. */
export function concatAll(parts: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  const all = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ b[i]!
  return difference === 0
}

/** Unsigned 64-bit big endian of a safe integer. */
export function uint64(value: number): Uint8Array {
  const bytes = new Uint8Array(8)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, Math.floor(value / 2 ** 32))
  view.setUint32(4, value % 2 ** 32)
  return bytes
}

function sized(bytes: Uint8Array, length: number | undefined): Uint8Array | null {
  return length === undefined || bytes.length === length ? bytes : null
}
