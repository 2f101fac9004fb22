const plain = /^[+-]?\d+(?:\.\d+)?$/
const comma = /^[+-]?\d+,\d+$/
const dotted = /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/
const english = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/

/** How a text was read as a number. */
export type NumberReading = { readonly value: number; readonly how: 'text' | 'comma' | 'thousands' }

/**
 * Reads a number that was sent as text: `2,34`, `2.34`, `1.490.000`, `1.490.000,5`, `85%`, `1.490.000 đ`. A single group
 * of three behind one dot or comma (`2.340`, `2,340`) means thousands only where the field holds whole numbers.
 * @returns null when the text is no number, or when it could be two.
 */
export function readNumber(text: string, integer: boolean): NumberReading | null {
  const s = text.replace(/\s/g, '').replace(/(?:%|đồng|đ|vnđ|vnd|cm|kg|m2|m²)$/i, '')
  if (s.length > 24) return null
  const groups = s.split(/[.,]/).length - 1
  if (dotted.test(s) && (integer || groups > 1)) return number(s.replace(/\./g, '').replace(',', '.'), 'thousands')
  if (english.test(s) && (integer || groups > 1)) return number(s.replace(/,/g, ''), 'thousands')
  if (plain.test(s)) return number(s, 'text')
  return comma.test(s) ? number(s.replace(',', '.'), 'comma') : null
}

function number(s: string, how: NumberReading['how']): NumberReading | null {
  const value = Number(s)
  return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? { value, how } : null
}
