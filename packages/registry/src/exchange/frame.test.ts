import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { constants, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { frameLength, isOneFrame } from './frame.ts'

const { ZSTD_c_checksumFlag, ZSTD_c_compressionLevel, ZSTD_c_contentSizeFlag } = constants

test('a frame ends where the compressor ended it, whatever is in it and whatever follows', () => {
  const contents = fc.oneof(
    fc.uint8Array({ maxLength: 2000 }),
    fc.nat(300_000).map((n) => Buffer.alloc(n, 'a')),
    fc.nat(300_000).map((n) => randomBytes(n)),
  )
  const options = fc.record({ level: fc.integer({ min: -5, max: 19 }), checksum: fc.boolean(), size: fc.boolean() })
  fc.assert(
    fc.property(contents, options, fc.uint8Array({ maxLength: 20 }), (content, { level, checksum, size }, rest) => {
      const params = {
        [ZSTD_c_compressionLevel]: level,
        [ZSTD_c_checksumFlag]: checksum ? 1 : 0,
        [ZSTD_c_contentSizeFlag]: size ? 1 : 0,
      }
      const frame = zstdCompressSync(content, { params })
      assert.equal(frameLength(Buffer.concat([frame, rest])), frame.length)
      assert.equal(frameLength(frame.subarray(0, -1)), null)
    }),
    { numRuns: 60 },
  )
})

test('what is no frame has no length', () => {
  for (const bytes of [Buffer.alloc(0), Buffer.alloc(40), Buffer.from('502a4d1803000000010203', 'hex')])
    assert.equal(frameLength(bytes), null)
})

test('one frame and nothing else, but for the empty frame that Node appends when its last chunk is full', () => {
  const frame = zstdCompressSync('một')
  assert.ok(isOneFrame(frame))
  assert.ok(!isOneFrame(Buffer.concat([frame, frame])))
  assert.ok(!isOneFrame(Buffer.concat([frame, Buffer.alloc(9)])))
  const filled = zstdCompressSync(randomBytes(16_374))
  assert.equal(filled.length, 16_384 + 9)
  assert.ok(isOneFrame(filled))
  assert.ok(!isOneFrame(Buffer.concat([filled, filled.subarray(16_384)])))
})
