import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  consistencyProof,
  EMPTY_ROOT,
  fromHex,
  inclusionPath,
  logLeafHash,
  merkleRoot,
  merkleTree,
  rootFromPath,
  toHex,
  verifyConsistency,
  verifyInclusion,
} from '../index.ts'

// The vectors that the Certificate Transparency implementations share (RFC 6962).
const ENTRIES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const LEAVES = ENTRIES.map((entry) => logLeafHash(fromHex(entry)!))
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const A = '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e'
const B = 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b'
const C = 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0'
const D = '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7'
const E = '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4'
const F = '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a'

const hexes = (hashes: readonly Uint8Array[]): string[] => hashes.map(toHex)

test('roots of RFC 6962', () => {
  assert.equal(toHex(merkleRoot([])), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  ROOTS.forEach((root, i) => {
    assert.equal(toHex(merkleRoot(LEAVES.slice(0, i + 1))), root)
  })
})

test('proofs of RFC 6962', () => {
  assert.deepEqual(hexes(inclusionPath(LEAVES.slice(0, 1), 0)), [])
  assert.deepEqual(hexes(inclusionPath(LEAVES, 0)), [D, A, E])
  assert.deepEqual(hexes(inclusionPath(LEAVES, 5)), [B, C, ROOTS[3]])
  assert.deepEqual(hexes(inclusionPath(LEAVES.slice(0, 3), 2)), [ROOTS[1]])
  assert.deepEqual(hexes(inclusionPath(LEAVES.slice(0, 5), 1)), [ROOTS[0], A, B])
  assert.deepEqual(hexes(consistencyProof(LEAVES, 8)), [])
  assert.deepEqual(hexes(consistencyProof(LEAVES, 1)), [D, A, E])
  assert.deepEqual(hexes(consistencyProof(LEAVES, 6)), [F, C, ROOTS[3]])
  assert.deepEqual(hexes(consistencyProof(LEAVES.slice(0, 5), 2)), [A, B])
})

/** The definitions of RFC 6962, section 2.1, word for word: slow, and the measure of everything else. */
const split = (n: number): number => 2 ** Math.ceil(Math.log2(n) - 1)
function mth(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return EMPTY_ROOT
  if (leaves.length === 1) return leaves[0]!
  const k = split(leaves.length)
  return logNode(mth(leaves.slice(0, k)), mth(leaves.slice(k)))
}
function path(m: number, leaves: readonly Uint8Array[]): Uint8Array[] {
  if (leaves.length === 1) return []
  const k = split(leaves.length)
  if (m < k) return [...path(m, leaves.slice(0, k)), mth(leaves.slice(k))]
  return [...path(m - k, leaves.slice(k)), mth(leaves.slice(0, k))]
}
function subproof(m: number, leaves: readonly Uint8Array[], whole: boolean): Uint8Array[] {
  if (m === leaves.length) return whole ? [] : [mth(leaves)]
  const k = split(leaves.length)
  if (m <= k) return [...subproof(m, leaves.slice(0, k), whole), mth(leaves.slice(k))]
  return [...subproof(m - k, leaves.slice(k), false), mth(leaves.slice(0, k))]
}
const logNode = (left: Uint8Array, right: Uint8Array): Uint8Array => merkleRoot([left, right])
const leavesOf = (n: number): Uint8Array[] =>
  Array.from({ length: n }, (_, i) => logLeafHash(new Uint8Array([i, i >> 8])))

test('roots and proofs of every small tree are those of the definitions', () => {
  for (let n = 1; n <= 40; n++) {
    const leaves = leavesOf(n)
    const tree = merkleTree(leaves)
    assert.deepEqual(tree.root, mth(leaves))
    for (let m = 0; m < n; m++) assert.deepEqual(tree.inclusionPath(m), path(m, leaves))
    for (let m = 1; m <= n; m++) assert.deepEqual(tree.consistencyProof(m), subproof(m, leaves, true))
  }
})

test('every inclusion proof verifies, and no changed one does', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 600 }), fc.nat(), fc.nat(), (size, at, change) => {
      const tree = merkleTree(leavesOf(size))
      const index = at % size
      const proof = tree.inclusionPath(index)
      assert.ok(verifyInclusion(tree.leaf(index), index, size, proof, tree.root))
      assert.ok(!verifyInclusion(tree.leaf(index), index, size, [...proof, tree.root], tree.root))
      if (size > 1) assert.ok(!verifyInclusion(tree.leaf(index), (index + 1) % size, size, proof, tree.root))
      if (proof.length > 0) {
        assert.ok(!verifyInclusion(tree.leaf(index), index, size, proof.slice(1), tree.root))
        assert.ok(!verifyInclusion(tree.leaf(index), index, size, flipped(proof, change), tree.root))
      }
    }),
    { numRuns: 200 },
  )
})

test('every consistency proof verifies, and no changed one does', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 600 }), fc.nat(), fc.nat(), (size, from, change) => {
      const leaves = leavesOf(size)
      const old = from % (size + 1)
      const older = { size: old, root: merkleRoot(leaves.slice(0, old)) }
      const newer = { size, root: merkleRoot(leaves) }
      const proof = consistencyProof(leaves, old)
      assert.ok(verifyConsistency(older, newer, proof))
      assert.ok(!verifyConsistency(older, newer, [...proof, newer.root]))
      assert.ok(!verifyConsistency({ ...older, root: flipped([older.root], change)[0]! }, newer, proof))
      if (proof.length > 0) {
        assert.ok(!verifyConsistency(older, newer, flipped(proof, change)))
        assert.ok(!verifyConsistency(older, newer, proof.slice(1)))
        assert.ok(!verifyConsistency(older, { ...newer, root: flipped([newer.root], change)[0]! }, proof))
      }
    }),
    { numRuns: 200 },
  )
})

test('packed leaves give the same tree, and foolish questions are refused', () => {
  const leaves = leavesOf(500)
  const packed = new Uint8Array(500 * 32)
  leaves.forEach((leaf, i) => {
    packed.set(leaf, i * 32)
  })
  assert.deepEqual(merkleRoot(packed), merkleRoot(leaves))
  assert.deepEqual(merkleTree(packed).inclusionPath(499), inclusionPath(leaves, 499))
  assert.throws(() => merkleRoot(packed.subarray(1)), RangeError)
  assert.throws(() => merkleTree(leaves).inclusionPath(500), { code: 'merkle.range' })
  assert.throws(() => merkleTree(leaves).consistencyProof(501), { code: 'merkle.range' })
  assert.equal(rootFromPath(leaves[0]!, 0, 0, []), null)
  assert.equal(rootFromPath(leaves[0]!, 1.5, 2, []), null)
})

function flipped(hashes: readonly Uint8Array[], change: number): Uint8Array[] {
  const copy = hashes.map((hash) => hash.slice())
  const at = change % (copy.length * 256)
  copy[at >> 8]![(at >> 3) % 32]! ^= 1 << (at % 8)
  return copy
}
