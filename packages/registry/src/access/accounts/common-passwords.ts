/**
 * The passwords that everybody tries first (data/NOTICE.md tells where they come from): a sorted file of digests, cut to
 * five bytes each, searched by halves. A password that is not on the list is taken for one of it once in 8 million.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

const width = 5
let list: Buffer | undefined

/** The form in which they are compared: capitals make no leaked password a new one. */
export const commonKey = (password: string): Buffer =>
  createHash('sha256').update(password.normalize('NFC').toLowerCase()).digest().subarray(0, width)

export function isCommon(password: string): boolean {
  list ??= readFileSync(new URL('../../../data/common-passwords.bin', import.meta.url))
  const key = commonKey(password)
  let [low, high] = [0, list.length / width]
  while (low < high) {
    const middle = (low + high) >>> 1
    const order = list.compare(key, 0, width, middle * width, (middle + 1) * width)
    if (order === 0) return true
    if (order < 0) low = middle + 1
    else high = middle
  }
  return false
}

/**
 * Makes the file from a list, the commonest first: the `most` commonest, and beyond them every one that is long enough
 * to be chosen here at all.
 */
export function packCommon(passwords: readonly string[], most: number, least: number): Buffer {
  const kept = passwords.filter((password, rank) => password !== '' && (rank < most || [...password].length >= least))
  const keys = new Set(kept.map((password) => commonKey(password).toString('latin1')))
  return Buffer.concat([...keys].map((key) => Buffer.from(key, 'latin1')).sort(Buffer.compare))
}
