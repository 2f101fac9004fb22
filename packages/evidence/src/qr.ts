/** The short form of a paper, at most 600 bytes, for a QR code: a promise whole, or the number and digest of a receipt. */
import { sha256 } from '#crypto'
import { toHex, utf8 } from './bytes.ts'
import { EvidenceError } from './errors.ts'
import { countFrom, isDigest, isUuid } from './forms.ts'
import { readPromise } from './promise.ts'
import { receiptNumber } from './receipt/receipt.ts'
import { parseReceipt } from './receipt/text.ts'

export const QR_MAX = 600

export type Qr =
  | { readonly kind: 'promise'; readonly promise: string }
  | {
      readonly kind: 'receipt'
      /** `<parcelId>`, `<parcelId>/p<part>` or `<parcelId>/<record index>`. */
      readonly number: string
      /** SHA-256 of the receipt's text, hex. */
      readonly digest: string
    }

/** SHA-256 of a receipt's text, hex. */
export const receiptDigest = (receipt: string): string => toHex(sha256(utf8(receipt)))

/** The QR text of a promise: the promise itself. */
export function qrOfPromise(promise: string): string {
  readPromise(promise)
  return short(promise)
}

/** The QR text of a receipt: `cbccvc.receipt/1 number sha256`. */
export function qrOfReceipt(receipt: string): string {
  return short(`cbccvc.receipt/1 ${receiptNumber(parseReceipt(receipt))} ${receiptDigest(receipt)}`)
}

/** Reads either form. Throws `qr.malformed`. */
export function parseQr(text: string): Qr {
  if (text.startsWith('cbccvc.promise/1\n')) {
    readPromise(text)
    return { kind: 'promise', promise: text }
  }
  const [heading, number, digest, ...rest] = text.split(' ')
  if (heading !== 'cbccvc.receipt/1' || !number || !digest || rest.length > 0) throw new EvidenceError('qr.malformed')
  if (!isNumber(number) || !isDigest(digest)) throw new EvidenceError('qr.malformed')
  return { kind: 'receipt', number, digest }
}

function isNumber(number: string): boolean {
  const [parcelId, place, ...rest] = number.split('/')
  if (!parcelId || !isUuid(parcelId) || rest.length > 0) return false
  return place === undefined || countFrom(place.replace(/^p/, '')) !== null
}

function short(text: string): string {
  if (utf8(text).length > QR_MAX) throw new EvidenceError('qr.malformed')
  return text
}
