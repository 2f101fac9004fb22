/** How a CSV file separates its values. */
export interface Dialect {
  readonly delimiter: string
  /** Lines to leave out at the top: 1 when the file begins with Excel's `sep=;`. */
  readonly skip: number
}

const candidates = [';', ',', '\t', '|'] as const

/**
 * Finds the delimiter in the first part of a file: the one under which most lines have the same number of columns,
 * and the more of them the better. Quoted values may hold delimiters and line breaks. `null` when nothing separates.
 */
export function guessDialect(sample: string): Dialect | null {
  const stated = /^sep=(.)\r?\n/i.exec(sample)
  if (stated?.[1] !== undefined) return { delimiter: stated[1], skip: 1 }
  let best: { delimiter: string; score: number } | null = null
  for (const delimiter of candidates) {
    const widths = recordWidths(sample, delimiter)
    const often = new Map<number, number>()
    for (const width of widths) if (width > 1) often.set(width, (often.get(width) ?? 0) + 1)
    for (const [width, times] of often) {
      const score = (times / widths.length) * Math.log2(width + 1)
      if (best === null || score > best.score) best = { delimiter, score }
    }
  }
  return best && { delimiter: best.delimiter, skip: 0 }
}

/** Number of values in each of the first 50 complete lines of a sample. */
function recordWidths(sample: string, delimiter: string): number[] {
  const widths: number[] = []
  let width = 1
  let quoted = false
  let fresh = true
  let blank = true
  for (let i = 0; i < sample.length && widths.length < 50; i++) {
    const c = sample[i]!
    if (quoted) {
      if (c === '"') {
        if (sample[i + 1] === '"') i++
        else quoted = false
      }
      continue
    }
    if (c === '"' && fresh) {
      quoted = true
      blank = false
    } else if (c === delimiter) {
      width++
      fresh = true
      continue
    } else if (c === '\n') {
      if (!blank || width > 1) widths.push(width)
      width = 1
      fresh = true
      blank = true
      continue
    } else if (c !== '\r') blank = false
    fresh = false
  }
  if (!quoted && (!blank || width > 1)) widths.push(width)
  return widths
}
