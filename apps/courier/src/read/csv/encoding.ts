import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'

/** Encodings of the CSV files of the field. `windows-1252` stands for files of TCVN3 and VNI fonts: the standard converts their values. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1258' | 'windows-1252'

/** Vietnamese letters and combining marks of Windows-1258 above 0x7F. */
const marks1258 = new Set([0xcc, 0xd2, 0xde, 0xec, 0xf2])
const letters1258 = new Set(
  [...'ÀÁÂĂÈÉÊÍĐÓÔƠÙÚƯàáâăèéêíđóôơùúư'].map((letter) => bytes1258().get(letter)).filter((b) => b !== undefined),
)
const vowels = new Set([...'aeiouyAEIOUY'].map((c) => c.charCodeAt(0)))

function bytes1258(): Map<string, number> {
  const decoder = new TextDecoder('windows-1258')
  return new Map(Array.from({ length: 128 }, (_, i) => [decoder.decode(Uint8Array.of(128 + i)), 128 + i]))
}

/** What was learnt about a byte stream while it passed. Feed it every chunk, then ask. */
export class EncodingGuess {
  #first: number[] = []
  #evenZeros = 0
  #oddZeros = 0
  #position = 0
  #utf8: TextDecoder | undefined = new TextDecoder('utf-8', { fatal: true })
  #high = 0
  #letters = 0
  #marksAfterVowel = 0
  #previous = 0

  feed(chunk: Uint8Array): void {
    for (let i = 0; this.#first.length < 4 && i < chunk.length; i++) this.#first.push(chunk[i]!)
    if (this.#position < 1_000_000) this.#count(chunk)
    this.#position += chunk.length
    try {
      this.#utf8?.decode(chunk, { stream: true })
    } catch {
      this.#utf8 = undefined
    }
  }

  #count(chunk: Uint8Array): void {
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i]!
      if (byte === 0) {
        if ((this.#position + i) % 2 === 0) this.#evenZeros++
        else this.#oddZeros++
      } else if (byte >= 0x80) {
        this.#high++
        if (marks1258.has(byte)) {
          if (vowels.has(this.#previous) || letters1258.has(this.#previous)) this.#marksAfterVowel++
        } else if (letters1258.has(byte)) this.#letters++
      }
      this.#previous = byte
    }
  }

  result(): Encoding {
    const [a, b, c] = this.#first
    if (a === 0xff && b === 0xfe) return 'utf-16le'
    if (a === 0xfe && b === 0xff) return 'utf-16be'
    if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
    const seen = Math.min(this.#position, 1_000_000)
    if (this.#oddZeros > seen / 20 && this.#oddZeros > 8 * this.#evenZeros) return 'utf-16le'
    if (this.#evenZeros > seen / 20 && this.#evenZeros > 8 * this.#oddZeros) return 'utf-16be'
    try {
      this.#utf8?.decode()
      if (this.#utf8 !== undefined) return 'utf-8'
    } catch {
      this.#utf8 = undefined
    }
    // In Windows-1258 text nearly every high byte is one of 30 letters or a mark after a vowel; in TCVN3 and VNI it is not.
    const fits = this.#letters + this.#marksAfterVowel
    return this.#marksAfterVowel > 0 && fits >= 0.9 * this.#high ? 'windows-1258' : 'windows-1252'
  }
}

/** Reads a stream once, from end to end, and says how its text is encoded. */
export async function guessEncoding(stream: Readable): Promise<Encoding> {
  const guess = new EncodingGuess()
  for await (const chunk of stream) guess.feed(chunk as Buffer)
  return guess.result()
}

/**
 * Text of a byte stream, chunk by chunk, without a byte-order mark. Marks that stand apart from their letter
 * (Windows-1258, decomposed Unicode) are joined later, cell by cell: a chunk may end between the two.
 */
export async function* decodeText(stream: Readable, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of stream) {
    const text = decoder.decode(chunk as Buffer, { stream: true })
    if (text !== '') yield text
  }
  const rest = decoder.decode()
  if (rest !== '') yield rest
}

/** A file's bytes as a stream of a size that suits decoding. */
export function fileStream(path: string): Readable {
  return createReadStream(path, { highWaterMark: 256 * 1024 })
}
