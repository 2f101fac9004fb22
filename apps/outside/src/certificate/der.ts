/** The little of ASN.1 DER (X.690) that a certificate needs. Each function gives whole bytes: tag, length, content. */

const tagged = (tag: number, content: Uint8Array): Buffer => {
  const length = content.length
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

export const sequence = (...parts: readonly Uint8Array[]): Buffer => tagged(0x30, Buffer.concat(parts))
export const set = (...parts: readonly Uint8Array[]): Buffer => tagged(0x31, Buffer.concat(parts))
export const octets = (content: Uint8Array): Buffer => tagged(0x04, content)
export const bits = (content: Uint8Array, unused = 0): Buffer =>
  tagged(0x03, Buffer.concat([Buffer.from([unused]), content]))
export const text = (content: string): Buffer => tagged(0x0c, Buffer.from(content))
export const boolean = (value: boolean): Buffer => tagged(0x01, Buffer.from([value ? 0xff : 0]))

/** A whole number that is not negative, big-endian. */
export function integer(bytes: Uint8Array): Buffer {
  const high = (bytes[0] ?? 0) >= 0x80
  return tagged(0x02, high ? Buffer.concat([Buffer.from([0]), bytes]) : bytes)
}

/** `1.2.840.10045.4.3.2` */
export function oid(name: string): Buffer {
  const [first = 0, second = 0, ...rest] = name.split('.').map(Number)
  const seven = (value: number): number[] => {
    const groups = [value & 0x7f]
    for (let left = value >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80)
    return groups
  }
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(seven)]))
}

/** UTCTime until 2049, GeneralizedTime from then on (RFC 5280, 4.1.2.5). */
export function time(at: Date): Buffer {
  const digits = at.toISOString().replace(/[-:T]|\.\d+/g, '')
  return at.getUTCFullYear() < 2050 ? tagged(0x17, Buffer.from(digits.slice(2))) : tagged(0x18, Buffer.from(digits))
}

/** `[number]`, constructed or (implicit) primitive. */
export const context = (number: number, content: Uint8Array, constructed = true): Buffer =>
  tagged((constructed ? 0xa0 : 0x80) | number, content)
