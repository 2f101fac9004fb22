/**
 * Which complete subtrees a proof is made of (RFC 6962, section 2.1). A plan names them by height and position and
 * reads nothing; the same plan is carried out over a tree in memory and over the tiles of the log.
 */

/** The complete subtree of 2^height leaves that begins at leaf `index * 2^height`. */
export interface Spot {
  readonly height: number
  readonly index: number
}

/** One hash of a proof: the root over these neighbouring subtrees, from left to right. */
export type Span = readonly Spot[]

/** The complete subtrees that make up leaves `from` to `to` (exclusive); `from` is a multiple of their size. */
export function spanOf(from: number, to: number): Span {
  const spots: Spot[] = []
  for (let at = from; at < to; ) {
    const height = Math.floor(Math.log2(to - at))
    const exact = 2 ** height <= to - at ? height : height - 1
    spots.push({ height: exact, index: at / 2 ** exact })
    at += 2 ** exact
  }
  return spots
}

/** PATH(index, D[0:size]): the hashes of the inclusion proof, from the leaf's sibling upwards. */
export function inclusionPlan(index: number, size: number): Span[] {
  const spans: Span[] = []
  let from = 0
  let to = size
  while (to - from > 1) {
    const middle = from + splitOf(to - from)
    if (index < middle) {
      spans.push(spanOf(middle, to))
      to = middle
    } else {
      spans.push(spanOf(from, middle))
      from = middle
    }
  }
  return spans.reverse()
}

/** PROOF(old, D[0:size]): the hashes of the consistency proof. Empty for `old` = 0 and `old` = size. */
export function consistencyPlan(old: number, size: number): Span[] {
  if (old === 0 || old === size) return []
  const spans: Span[] = []
  let from = 0
  let to = size
  while (to !== old) {
    const middle = from + splitOf(to - from)
    if (old <= middle) {
      spans.push(spanOf(middle, to))
      to = middle
    } else {
      spans.push(spanOf(from, middle))
      from = middle
    }
  }
  if (from !== 0) spans.push(spanOf(from, to))
  return spans.reverse()
}

/** The largest power of two smaller than n (n > 1). */
function splitOf(n: number): number {
  let k = 2 ** Math.floor(Math.log2(n))
  if (k >= n) k /= 2
  else if (k * 2 < n) k *= 2
  return k
}
