import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { EMPTY_ROOT, logLeafHash, merkleRoot, rangeTree, subtreesOf, toHex } from '../index.ts'

const leavesOf = (n: number) => Array.from({ length: n }, (_, i) => logLeafHash(new Uint8Array([i, i >> 8])))

test('ranges of whatever size, made in whatever order, come to the root of the plain tree', () => {
  const sizes = fc.array(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 300 })), { maxLength: 20 })
  fc.assert(
    fc.property(sizes, fc.infiniteStream(fc.nat()), (ranges, order) => {
      const leaves = leavesOf(ranges.reduce((sum, n) => sum + n, 0))
      let next = 0
      const placed = ranges.map((size) => {
        const first = next
        next += size
        return { first, size, made: new Uint8Array(0) as Uint8Array }
      })
      // They arrive in any order; what is kept of each depends on its place alone.
      for (const range of [...placed].map((range) => [order.next().value, range] as const).sort((a, b) => a[0] - b[0]))
        range[1].made = subtreesOf(leaves.slice(range[1].first, range[1].first + range[1].size), range[1].first)
      const tree = rangeTree()
      for (const { first, size, made } of placed) {
        assert.equal(tree.size, first)
        tree.add(size, made)
        assert.equal(toHex(tree.root()), toHex(merkleRoot(leaves.slice(0, first + size))))
      }
      assert.equal(tree.size, leaves.length)
    }),
    { numRuns: 300 },
  )
})

test('a range out of its place, or with one hash changed, comes to another root or is refused', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 200 }), fc.nat(), (a, b, change) => {
      const leaves = leavesOf(a + b)
      const root = toHex(merkleRoot(leaves))
      const second = subtreesOf(leaves.slice(a), a)
      second[change % second.length]! ^= 1 << (change % 8)
      const tree = rangeTree()
      tree.add(a, subtreesOf(leaves.slice(0, a), 0))
      tree.add(b, second)
      assert.notEqual(toHex(tree.root()), root)
      assert.throws(() => rangeTree().add(a, new Uint8Array(0)), RangeError)
      assert.throws(() => rangeTree().add(a, new Uint8Array(33)), RangeError)
    }),
    { numRuns: 100 },
  )
})

test('packed leaves give the same subtrees, a few dozen of the longest part; none make the empty tree', () => {
  const leaves = leavesOf(500)
  const packed = new Uint8Array(500 * 32)
  leaves.forEach((leaf, i) => {
    packed.set(leaf, i * 32)
  })
  for (const first of [0, 1, 255, 499, 1000, 299_500]) {
    assert.deepEqual(subtreesOf(packed, first), subtreesOf(leaves, first))
    assert.ok(subtreesOf(packed, first).length <= 17 * 32, `${subtreesOf(packed, first).length / 32} subtrees`)
  }
  assert.equal(subtreesOf([], 7).length, 0)
  assert.equal(toHex(rangeTree().root()), toHex(EMPTY_ROOT))
})
