import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { packFrame } from './bytes.ts'

test('a part is one frame, whatever its length: no empty one follows when a chunk is filled to the byte', () => {
  const raw = randomBytes(16_374)
  assert.equal(zstdCompressSync(raw).length, 16_384 + 9)
  assert.equal(packFrame(raw).length, 16_384)
  for (const size of [0, 1, 100, 16_383, 131_072, 3_000_000]) {
    const content = randomBytes(size)
    assert.deepEqual(zstdDecompressSync(packFrame(content)), content)
  }
})
