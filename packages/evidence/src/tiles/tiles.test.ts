import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  appendLeaves,
  EMPTY_EDGE,
  EMPTY_ROOT,
  edgeFromTiles,
  edgeRoot,
  type LogEdge,
  logLeafHash,
  merkleTree,
  packEntries,
  parseTilePath,
  tilePath,
  tileReader,
  tileWidth,
  unpackEntries,
  utf8,
} from '../index.ts'

const entriesOf = (from: number, to: number): Uint8Array[] =>
  Array.from({ length: to - from }, (_, i) => utf8(`entry ${from + i}`))

/** A published log: what it writes stays; partial tiles may be thrown away once the full one stands. */
function published() {
  const files = new Map<string, Uint8Array>()
  return {
    files,
    read: async (path: string) => files.get(path) ?? null,
    grow(edge: LogEdge, count: number) {
      const grown = appendLeaves(edge, entriesOf(edge.size, edge.size + count))
      for (const { path, data } of grown.tiles) {
        assert.ok(!files.has(path) || Buffer.compare(files.get(path)!, data) === 0, `${path} was written twice`)
        files.set(path, data)
      }
      return grown
    },
  }
}

test('paths are those of the specification', () => {
  assert.equal(tilePath(0, 1_234_067), 'tile/0/x001/x234/067')
  assert.equal(tilePath(3, 0, 12), 'tile/3/000.p/12')
  assert.equal(tilePath('entries', 1000), 'tile/entries/x001/000')
  for (const bad of [
    'tile/0/0',
    'tile/00/000',
    'tile/64/000',
    'tile/0/x000/001',
    'tile/0/001.p/0',
    'tile/0/001.p/256',
    'tile/0/001.p/01',
    'tile/-1/000',
    '../tile/0/000',
    'tile/0/000/',
    'tile/entries/1000',
  ]) {
    assert.equal(parseTilePath(bad), null, bad)
  }
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 63 }),
      fc.nat(10 ** 9),
      fc.integer({ min: 1, max: 256 }),
      (level, n, width) => {
        assert.deepEqual(parseTilePath(tilePath(level, n, width)), { level, n, width })
      },
    ),
  )
})

test('a tree of 70,000 has the tiles of the example in the specification', () => {
  const width = (level: number, n: number): number => tileWidth(level, n, 70_000)
  assert.deepEqual([width(0, 272), width(0, 273), width(0, 274)], [256, 112, 0])
  assert.deepEqual([width(1, 0), width(1, 1), width(2, 0), width(3, 0)], [256, 17, 1, 0])
})

test('however the log grows, it is the same log', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 12 }), (steps) => {
      const log = published()
      let edge = EMPTY_EDGE
      for (const step of steps) {
        const grown = log.grow(edge, step)
        edge = grown.edge
        assert.deepEqual(grown.root, edgeRoot(edge))
        assert.ok(grown.tiles.length <= 8 + 2 * Math.ceil(step / 256), 'as many tiles as the new leaves need')
      }
      const leaves = entriesOf(0, edge.size).map(logLeafHash)
      assert.deepEqual(edgeRoot(edge), edge.size === 0 ? EMPTY_ROOT : merkleTree(leaves).root)
    }),
    { numRuns: 30 },
  )
})

test('proofs from tiles are those of the tree in memory, at every size that was published', async () => {
  const log = published()
  const sizes: number[] = []
  let edge = EMPTY_EDGE
  for (const step of [1, 254, 1, 1, 300, 7, 2000, 63_000, 4436]) {
    edge = log.grow(edge, step).edge
    sizes.push(edge.size)
  }
  assert.equal(edge.size, 70_000)
  const whole = entriesOf(0, edge.size).map(logLeafHash)
  for (const [i, size] of sizes.entries()) {
    const tree = merkleTree(whole.slice(0, size))
    const reader = tileReader(size, log.read)
    assert.deepEqual(await reader.root(), tree.root)
    for (const index of [0, size >> 1, size - 1, Math.floor(size / 3)]) {
      assert.deepEqual(await reader.inclusionPath(index), tree.inclusionPath(index), `${index} of ${size}`)
    }
    for (const old of [0, 1, ...sizes.slice(0, i + 1)]) {
      assert.deepEqual(await reader.consistencyProof(old), tree.consistencyProof(old), `${old} to ${size}`)
    }
    assert.deepEqual(edgeRoot(await edgeFromTiles(size, log.read)), tree.root)
  }
  assert.deepEqual(await edgeFromTiles(edge.size, log.read), edge)
})

test('a partial tile that was dropped is read from the full one', async () => {
  const log = published()
  const early = log.grow(EMPTY_EDGE, 200).edge
  log.grow(early, 300)
  log.files.delete('tile/0/000.p/200')
  log.files.delete('tile/entries/000.p/200')
  assert.deepEqual(await edgeFromTiles(200, log.read), early)
  log.files.delete('tile/0/000')
  await assert.rejects(tileReader(500, log.read).inclusionPath(3), { code: 'tile.missing' })
  log.files.set('tile/0/000', new Uint8Array(31))
  await assert.rejects(tileReader(500, log.read).inclusionPath(3), { code: 'tile.malformed' })
  await assert.rejects(tileReader(500, log.read).inclusionPath(500), { code: 'merkle.range' })
})

test('bundles give back what was put in', () => {
  const entries = [utf8(''), utf8('a'), new Uint8Array(65_535).fill(7), utf8('ô')]
  assert.deepEqual(unpackEntries(packEntries(entries)), entries)
  assert.equal(unpackEntries(new Uint8Array([0])), null)
  assert.equal(unpackEntries(new Uint8Array([0, 5, 1])), null)
  assert.throws(() => packEntries([new Uint8Array(65_536)]), RangeError)
})
