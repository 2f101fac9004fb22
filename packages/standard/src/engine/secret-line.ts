/**
 * Looks for the secret mark in a line as it was sent, before anything of it is kept: one pass over the texts in its bytes,
 * whether they are JSON or not and UTF-8 or not. Nothing is parsed or allocated, so that the worst line costs about what
 * reading it costs; and what a parser would drop, as the first of two values under one key, is seen as well.
 */
import type { WireRecord } from '../model.ts'
import { afterUnit, following, lost, type Marked, standsAlone, unread } from '../text/secret.ts'
import { knownPlace } from './line-finding.ts'

const utf8 = new TextEncoder()
const quote = 34
const backslash = 92
const colon = 58

const isOpening = (byte: number) => byte === 123 || byte === 91
const isClosing = (byte: number) => byte === 125 || byte === 93
/** What may follow a text in JSON; after a quote that was none comes anything else. */
const follows = new Uint8Array(256)
for (const c of ',:}] \t\r\n') follows[c.charCodeAt(0)] = 1

/** What the letter after a backslash stands for. */
const escaped = Uint8Array.from({ length: 256 }, (_, c) => c)
for (const [i, c] of [...'btnfr'].entries()) escaped[c.charCodeAt(0)] = [8, 9, 10, 12, 13][i]!
const digits = new Uint8Array(256).fill(0xff)
for (const [i, c] of [...'0123456789abcdef'].entries()) {
  digits[c.charCodeAt(0)] = i
  digits[c.toUpperCase().charCodeAt(0)] = i
}

/**
 * Looks for the secret mark: the flag `doMat`, at whatever depth, or a text value that stands alone as a mark. Never throws.
 * @param line one line of a parcel (text or bytes), or a record.
 * @returns where it stands in the standard's names, never in the sender's own; '' where the standard has none. Or null.
 */
export function secretMark(line: string | Uint8Array | WireRecord): Marked | null {
  // One class of arrays below, not Buffers among others: twice as quick.
  if (line instanceof Uint8Array) return inLine(new Uint8Array(line.buffer, line.byteOffset, line.byteLength))
  return inLine(utf8.encode(typeof line === 'string' ? line : JSON.stringify(line)))
}

function inLine(line: Uint8Array): Marked | null {
  /** Something follows a text that no JSON has there: from now on any two quotes may hold a value. */
  let broken = false
  for (let open = nextQuote(line, 0); open >= 0 && open < line.length; ) {
    const end = endOfText(line, readMark(line, open + 1))
    if (standsAlone(read.state) && (broken || !isKey(line, end))) return { path: broken ? '' : placeOf(line, open) }
    const stated = flagged(line, open + 1)
    if (stated >= 0) return { path: (!broken && placeOf(line, stated)) || 'doMat' }
    broken ||= end + 1 < line.length && follows[line[end + 1]!] === 0
    open = broken ? end : nextQuote(line, end + 1)
    while (broken && line[open + 1] === quote) open++
  }
  return null
}

/** The state that `readMark` ended in. */
const read = { state: lost }

/** Reads a text from its first byte for as long as it may be a mark. Returns where it stopped: its closing quote, if it is one. */
function readMark(line: Uint8Array, from: number): number {
  let state = unread
  let i = from
  while (i < line.length && state !== lost) {
    const row = state << 8
    const byte = line[i]!
    if (byte === quote) break
    if (byte === backslash) {
      const letter = line[i + 1] ?? backslash
      state = letter === 117 ? afterUnit(state, unitAt(line, i + 1)) : following[row | escaped[letter]!]!
      i += letter === 117 ? sequence.width : 2
    } else {
      state = following[row | byte]!
      i++
      // A run that changes nothing, of white space or brackets, may be long.
      if (state === row >> 8) while (i < line.length && following[row | line[i]!] === state && line[i] !== quote) i++
    }
  }
  read.state = state
  return i
}

/** How many bytes the last escape took, its backslash included. */
const sequence = { width: 2 }

/** The code unit of the escape whose letter stands at `at`. A `u` without four digits stands for itself. */
function unitAt(line: Uint8Array, at: number): number {
  const letter = line[at] ?? backslash
  sequence.width = 2
  if (letter !== 117) return escaped[letter]!
  let unit = 0
  for (let i = 1; i <= 4; i++) {
    const digit = digits[line[at + i] ?? 0]!
    if (digit === 0xff) return letter
    unit = (unit << 4) | digit
  }
  sequence.width = 6
  return unit
}

/** Looked at byte by byte for so long; what is longer is left to the platform's search. */
const atHand = 48

/** Where the next quote stands, -1 where there is none. */
function nextQuote(line: Uint8Array, from: number): number {
  const until = Math.min(from + atHand, line.length)
  for (let i = from; i < until; i++) if (line[i] === quote) return i
  return until < line.length ? line.indexOf(quote, until) : -1
}

/** Where the closing quote of a text stands, from any place in it; the line's end where there is none. */
function endOfText(line: Uint8Array, from: number): number {
  let i = from
  for (;;) {
    for (const until = Math.min(i + atHand, line.length); i < until; i++) {
      const byte = line[i]!
      if (byte === quote) return i
      if (byte === backslash) i++
    }
    const end = i < line.length ? line.indexOf(quote, i) : -1
    if (end < 0) return line.length
    let slashes = 0
    while (end - 1 - slashes >= i && line[end - 1 - slashes] === backslash) slashes++
    if (slashes % 2 === 0) return end
    i = end + 1
  }
}

/** The first place from here on that is no white space. */
function next(line: Uint8Array, from: number): number {
  let i = from
  while (i < line.length && line[i]! <= 32) i++
  return i
}

/** True for a text that names a value instead of being one. `end`: its closing quote. */
const isKey = (line: Uint8Array, end: number) => line[next(line, end + 1)] === colon

const flag = [...'doMat'].map((c) => c.charCodeAt(0))

/** Where the value begins that says yes, if the text from here on is the key `doMat`; else -1. */
function flagged(line: Uint8Array, from: number): number {
  let i = from
  for (const unit of flag) {
    sequence.width = 1
    if ((line[i] === backslash ? unitAt(line, i + 1) : line[i]) !== unit) return -1
    i += sequence.width
  }
  if (line[i] !== quote || !isKey(line, i)) return -1
  const value = next(line, next(line, i + 1) + 1)
  return saysYes(line, value) ? value : -1
}

const no = ['""', '"false"'].map((text) => utf8.encode(text))

/** True for whatever is stated but an explicit no (false, null, zero, an empty text, the text `false`). */
function saysYes(line: Uint8Array, at: number): boolean {
  const first = line[at]
  if (first === quote) return !no.some((text) => text.every((byte, i) => line[at + i] === byte))
  if (first === 45 || (first !== undefined && first >= 48 && first <= 57)) {
    for (let i = at; ; i++) {
      const byte = line[i] ?? 0
      if (byte > 48 && byte <= 57) return true
      if (byte !== 48 && byte !== 45 && byte !== 46) return false
    }
  }
  return first === 116 || (first !== undefined && isOpening(first))
}

const lossy = new TextDecoder('utf-8')

/** A standard's field, its row and its column: no deeper. */
const deepest = 3

/** The place of the text whose quote stands at `at`. Read only where a mark was found. */
function placeOf(line: Uint8Array, at: number): string {
  /** By depth: where the last key began, or, in a list, how many values came before. */
  const places: number[] = []
  const lists: boolean[] = []
  let depth = 0
  for (let i = 0; i < at; i++) {
    const byte = line[i]!
    if (isOpening(byte)) {
      lists[++depth] = byte === 91
      places[depth] = 0
    } else if (isClosing(byte)) depth--
    else if (byte === 44 && lists[depth] && depth <= deepest) places[depth]!++
    else if (byte === quote) {
      const end = endOfText(line, i + 1)
      if (depth > 0 && depth <= deepest && !lists[depth] && isKey(line, end)) places[depth] = i
      i = end
    }
  }
  const keyAt = (level: number) => (depth < level || lists[level] ? undefined : keyOf(line, places[level]!))
  const row = depth >= 2 && lists[2] ? places[2]! : null
  return knownPlace(keyAt(1) ?? '', row, keyAt(row === null ? 2 : 3))
}

function keyOf(line: Uint8Array, at: number): string {
  try {
    return String(JSON.parse(lossy.decode(line.subarray(at, endOfText(line, at + 1) + 1))))
  } catch {
    return ''
  }
}
