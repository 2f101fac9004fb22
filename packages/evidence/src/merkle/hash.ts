/** The two hashes of RFC 6962, section 2.1: leaves SHA-256(0x00, data), nodes SHA-256(0x01, left, right). */
import { sha256, sha256Into } from '#crypto'

const HASH = 32
const node = new Uint8Array(1 + 2 * HASH)
node[0] = 1

/** Root of the empty tree: SHA-256 of nothing. */
export const EMPTY_ROOT: Uint8Array = sha256(new Uint8Array(0))

/** The leaf hash of the bytes of a log entry. */
export function logLeafHash(entry: Uint8Array): Uint8Array {
  const data = new Uint8Array(1 + entry.length)
  data.set(entry, 1)
  return sha256(data)
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  const out = new Uint8Array(HASH)
  node.set(left, 1)
  node.set(right, 1 + HASH)
  sha256Into(out, 0, node)
  return out
}

/** Writes to `out` at slot `to` the parent of the two neighbouring hashes at slot `from` of `packed`. */
export function parentInto(out: Uint8Array, to: number, packed: Uint8Array, from: number): void {
  node.set(packed.subarray(from * HASH, (from + 2) * HASH), 1)
  sha256Into(out, to * HASH, node)
}

/** The root over neighbouring subtrees given from left to right, each complete but for the last: folded from the right. */
export function foldRight(hashes: readonly Uint8Array[]): Uint8Array {
  let root = hashes.at(-1)
  if (!root) return EMPTY_ROOT.slice()
  for (let i = hashes.length - 2; i >= 0; i--) root = nodeHash(hashes[i]!, root)
  return root
}
