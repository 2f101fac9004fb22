/**
 * From whom a copy came: by a code that still stands in it, else by the dashes and the order that remain. Pure. What is
 * found without a code is as sure as it says in bits: 20 is one false alarm in a million.
 */
import { nameKey } from '@cbccvc/standard'
import type { KeyRing } from '../../database/index.ts'
import { codesIn, exportMarks } from './marks.ts'

export interface Traced {
  readonly no: number
  readonly by: 'code' | 'marks'
  /** How unlikely chance is; for a code, which is keyed with 40 bits, that many. */
  readonly bits: number
}

/** Less than this says nothing. */
const leastBits = 20
/** So many rows are looked at: more say nothing new. */
const mostRows = 400
const dashed = /^(\S.*?) ([-–—‒]) (.+)$/su

/**
 * The export that the copy came from, of those that were delivered; null where none is sure. `nameHead`: what stands over
 * the names, so that they are not sought in every column.
 */
export function traceCopy(
  keys: Pick<KeyRing, 'mac'>,
  delivered: readonly number[],
  rows: readonly (readonly string[])[],
  nameHead: string,
): Traced | null {
  const codes = rows.flatMap((row) => row.flatMap((cell) => codesIn(keys, cell)))
  const [most] = [...Map.groupBy(codes, (no) => no)].sort((a, b) => b[1].length - a[1].length)
  if (most) return { no: most[0], by: 'code', bits: 40 }
  const columns = columnsOf(rows, nameHead)
  const tried = Math.log2(Math.max(1, delivered.length * columns.length))
  let best: Traced | null = null
  for (const column of columns) {
    const marked = markedRows(rows, column)
    for (const no of delivered) {
      const bits = bitsOf(exportMarks(keys, no), marked) - tried
      if (bits >= leastBits && (best === null || bits > best.bits)) best = { no, by: 'marks', bits: Math.floor(bits) }
    }
  }
  return best
}

function columnsOf(rows: readonly (readonly string[])[], nameHead: string): number[] {
  const head = rows.find((row) => row.includes(nameHead))
  if (head) return [head.indexOf(nameHead)]
  return Array.from({ length: Math.max(0, ...rows.map((row) => row.length)) }, (_, column) => column)
}

interface MarkedRow {
  readonly name: string
  readonly cells: readonly { readonly before: string; readonly dash: string; readonly after: string }[]
}

function markedRows(rows: readonly (readonly string[])[], column: number): MarkedRow[] {
  return rows.slice(0, mostRows).flatMap((row) => {
    const name = nameKey((row[column] ?? '').normalize('NFC').replace(/^'/, ''))
    if (name === '') return []
    const cells = row.flatMap((cell) => {
      const [, before, dash, after] = dashed.exec(cell.normalize('NFC').trim()) ?? []
      return before && dash && after ? [{ before, dash, after }] : []
    })
    return [{ name, cells }]
  })
}

function bitsOf({ dashOf, placeOf }: ReturnType<typeof exportMarks>, rows: readonly MarkedRow[]): number {
  let [cells, fitting] = [0, 0]
  for (const row of rows)
    for (const { before, dash, after } of row.cells) {
      cells++
      if (dashOf(row.name, before, after) === dash) fitting++
    }
  let [pairs, rising] = [0, 0]
  const places = rows.map(({ name }) => placeOf(name))
  for (let i = 1; i < places.length; i++) {
    // Two of one name say nothing about the order.
    if (places[i - 1] === places[i]) continue
    pairs++
    if (places[i - 1]! < places[i]!) rising++
  }
  return surprise(cells, fitting, 1 / 4) + surprise(pairs, rising, 1 / 2)
}

/** Chernoff's bound in bits: of n tries m or more fit by chance, each with probability p. */
function surprise(n: number, m: number, p: number): number {
  const share = m / n
  if (n === 0 || share <= p) return 0
  const rest = share === 1 ? 0 : (1 - share) * Math.log2((1 - share) / (1 - p))
  return n * (share * Math.log2(share / p) + rest)
}
