import { outcomeWords, weightWords } from '@cbccvc/contract/words'
import type { Text, Weight } from '@cbccvc/standard'

/** Prints a message: Vietnamese first, English beside it. */
export function say(text: Text): void {
  process.stdout.write(`${harmless(text.vi)}\n  ${harmless(text.en)}\n`)
}

/** The same on the error stream. */
export function complain(text: Text): void {
  process.stderr.write(`${harmless(text.vi)}\n  ${harmless(text.en)}\n`)
}

/** What a file says of itself may be quoted in a message: without the signs that would steer a terminal. */
function harmless(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '\ufffd')
}

/** A mistake of the command line; its text is shown with a hint at the help. */
export class UsageError extends Error {
  readonly text: Text
  constructor(text: Text) {
    super(text.en)
    this.text = text
  }
}

/** A number with dots between thousands, as it is written in Viet Nam; with commas for English. */
export function number(n: number, language: keyof Text = 'vi'): string {
  return n.toLocaleString(language)
}

/** `12:51:27 22/11/2026`, the time in Viet Nam of an instant. */
export function timeHere(instant: string): string {
  const local = new Date(Date.parse(instant) + 7 * 3_600_000).toISOString()
  return `${local.slice(11, 19)} ${local.slice(0, 10).split('-').reverse().join('/')}`
}

const words: Readonly<Record<string, Text>> = outcomeWords

/** `đã ghi 4, không đổi 1` and `entered 4, unchanged 1`. */
export function outcomesText(counts: Readonly<Record<string, number>>): Text {
  const one = (language: keyof Text): string =>
    Object.entries(counts)
      .map(([word, n]) => `${words[word]?.[language] ?? word} ${number(n, language)}`)
      .join(', ')
  return { vi: one('vi'), en: one('en') }
}

/** How many findings there are to mend, to answer, and only to know of. */
export function weightsText(weights: Readonly<Record<Weight, number>>): Text {
  const { blocks, asks, notes } = weights
  const w = weightWords
  return {
    vi: `${number(blocks)} ${w.blocks.vi}, ${number(asks)} ${w.asks.vi}, ${number(notes)} ${w.notes.vi} (không phải làm gì)`,
    en: `${number(blocks, 'en')} returned, ${number(asks, 'en')} to answer, ${number(notes, 'en')} notes (nothing to do)`,
  }
}

/** Progress on one line, silent for the first two seconds; on a pipe a line every five seconds. */
export interface Progress {
  show(vi: string, en: string): void
  end(): void
}

export function progress(): Progress {
  const since = Date.now()
  const live = process.stderr.isTTY
  let last = 0
  let shown = false
  return {
    show(vi, en) {
      const now = Date.now()
      if (now - since < 2000 || now - last < (live ? 200 : 5000)) return
      last = now
      shown = true
      process.stderr.write(live ? `\r\u001b[2K${vi} · ${en}` : `${vi} · ${en}\n`)
    },
    end() {
      if (shown && live) process.stderr.write('\r\u001b[2K')
    },
  }
}
