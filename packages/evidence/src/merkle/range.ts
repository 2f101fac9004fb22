/**
 * A tree (RFC 6962) whose leaves come in ranges, in whatever order. Of a range only the complete subtrees that it fills are
 * kept, at most two of each height; once all ranges are there, neighbours are put together from left to right. The work
 * left for the end grows with the number of ranges, not with that of the leaves.
 */
import { foldRight, nodeHash } from './hash.ts'
import { type Leaves, merkleRoot } from './tree.ts'

/** Heights of the complete subtrees that leaves `from` to `to` (exclusive) fill, from left to right. */
function heightsOf(from: number, to: number): number[] {
  const heights: number[] = []
  for (let at = from; at < to; ) {
    let height = 0
    while (at % 2 ** (height + 1) === 0 && at + 2 ** (height + 1) <= to) height++
    heights.push(height)
    at += 2 ** height
  }
  return heights
}

/**
 * Roots of the complete subtrees that a range of leaves fills, packed from left to right (32 bytes each).
 * @param leaves leaf hashes of the range.
 * @param first place of the first of them in the whole tree.
 */
export function subtreesOf(leaves: Leaves, first: number): Uint8Array {
  const size = leaves instanceof Uint8Array ? leaves.length / 32 : leaves.length
  const heights = heightsOf(first, first + size)
  const roots = new Uint8Array(heights.length * 32)
  let at = 0
  for (const [i, height] of heights.entries()) {
    const end = at + 2 ** height
    roots.set(
      merkleRoot(leaves instanceof Uint8Array ? leaves.subarray(at * 32, end * 32) : leaves.slice(at, end)),
      i * 32,
    )
    at = end
  }
  return roots
}

/** A tree that grows range by range. */
export interface RangeTree {
  /** Leaves so far. */
  readonly size: number
  /** The next range: how many leaves it has, and what `subtreesOf` made of them. Throws RangeError where these differ. */
  add(leaves: number, subtrees: Uint8Array): void
  /** Root over all leaves so far; `EMPTY_ROOT` for none. */
  root(): Uint8Array
}

/** The empty tree, to which ranges are added from left to right. */
export function rangeTree(): RangeTree {
  /** The complete subtrees of what was added, each higher than the next one. */
  const edge: { height: number; hash: Uint8Array }[] = []
  let size = 0
  return {
    get size() {
      return size
    },
    add(leaves, subtrees) {
      const heights = heightsOf(size, size + leaves)
      if (subtrees.length !== heights.length * 32) throw new RangeError('subtrees of another range')
      for (const [i, height] of heights.entries()) {
        let hash: Uint8Array = subtrees.slice(i * 32, i * 32 + 32)
        let grown = height
        for (; edge.at(-1)?.height === grown; grown++) hash = nodeHash(edge.pop()!.hash, hash)
        edge.push({ height: grown, hash })
      }
      size += leaves
    },
    root: () => foldRight(edge.map(({ hash }) => hash)),
  }
}
