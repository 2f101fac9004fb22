/** Checking proofs (RFC 9162, sections 2.1.3.2 and 2.1.4.2). Sizes up to 2^53. */
import { equalBytes } from '../bytes.ts'
import { EMPTY_ROOT, nodeHash } from './hash.ts'

/** The root that a leaf hash and its inclusion path lead to, or null when the path has not the right length. */
export function rootFromPath(
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
): Uint8Array | null {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return null
  let position = index
  let last = size - 1
  let root = leaf
  for (const hash of path) {
    if (last === 0 || hash.length !== 32) return null
    if (position % 2 === 1 || position === last) {
      root = nodeHash(hash, root)
      while (position % 2 === 0 && position !== 0) [position, last] = [position / 2, Math.floor(last / 2)]
    } else {
      root = nodeHash(root, hash)
    }
    position = Math.floor(position / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 ? root : null
}

/** True when the leaf is at `index` of the tree with this size and root. */
export function verifyInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  const found = rootFromPath(leaf, index, size, path)
  return found !== null && equalBytes(found, root)
}

export interface TreeHead {
  readonly size: number
  readonly root: Uint8Array
}

/** True when the tree `newer` begins with the tree `older`. */
export function verifyConsistency(older: TreeHead, newer: TreeHead, proof: readonly Uint8Array[]): boolean {
  if (!Number.isSafeInteger(older.size) || !Number.isSafeInteger(newer.size)) return false
  if (older.size < 0 || older.size > newer.size || proof.some((hash) => hash.length !== 32)) return false
  if (older.size === newer.size) return proof.length === 0 && equalBytes(older.root, newer.root)
  if (older.size === 0) return proof.length === 0 && equalBytes(older.root, EMPTY_ROOT)
  return climb(older, newer, proof)
}

function climb(older: TreeHead, newer: TreeHead, proof: readonly Uint8Array[]): boolean {
  let position = older.size - 1
  let last = newer.size - 1
  while (position % 2 === 1) [position, last] = [(position - 1) / 2, Math.floor(last / 2)]
  const rest = [...proof]
  const start = position === 0 ? older.root : rest.shift()
  if (start === undefined) return false
  let oldRoot = start
  let newRoot = start
  for (const hash of rest) {
    if (last === 0) return false
    if (position % 2 === 1 || position === last) {
      oldRoot = nodeHash(hash, oldRoot)
      newRoot = nodeHash(hash, newRoot)
      while (position % 2 === 0 && position !== 0) [position, last] = [position / 2, Math.floor(last / 2)]
    } else {
      newRoot = nodeHash(newRoot, hash)
    }
    position = Math.floor(position / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && equalBytes(oldRoot, older.root) && equalBytes(newRoot, newer.root)
}
