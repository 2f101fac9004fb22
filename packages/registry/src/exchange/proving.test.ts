import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { test } from 'node:test'
import { zstdCompressSync } from 'node:zlib'
import type { Manifest } from '@cbccvc/evidence'
import { provePart } from './prove.ts'
import { examinePart } from './proving.ts'

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const holding = (rows: object[]) => ({ query: async () => ({ rows }) }) as never

/** A part of these lines, and what its manifest says. */
function partOf(lines: readonly string[]): [Manifest, Buffer] {
  const raw = Buffer.from(lines.map((line) => `${line}\n`).join(''))
  const bytes = zstdCompressSync(raw)
  const parts = [{ records: lines.length, size: bytes.length, rawSize: raw.length, sha256: sha256(bytes) }]
  return [{ salt: '5a'.repeat(32), parts } as unknown as Manifest, bytes]
}

/** 126 KB of texts, each of which may be a mark and is none. */
const almost = `{"x":[${Array(9000).fill('"m\\u1ead x y"').join()}]}`

test('a part that is hard to read holds up nobody: the same leaves, proven beside', async () => {
  const [manifest, bytes] = partOf(Array(120).fill(almost))
  assert.ok(manifest.parts[0]!.rawSize > 12_000_000)
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const beside = await examinePart(holding([]), { id: 1 }, manifest, 0, bytes, sha256)
  delay.disable()
  assert.ok(delay.max / 1e6 < 300, `${delay.max / 1e6} ms`)
  assert.deepEqual(beside, provePart(manifest, 0, bytes, sha256))
})

test('a large part is refused as a small one is', async () => {
  for (const count of [3, 60]) {
    const lines = Array(count).fill(almost)
    const marked = partOf([...lines, '{"x":"M\\u1eacT"}'])
    await assert.rejects(examinePart(holding([]), { id: 1 }, ...withNo(marked), sha256), {
      name: 'Refused',
      code: 'parcel.secret',
      facts: { record: count },
    })
    const [manifest, bytes] = partOf(lines)
    const wrong = { ...manifest, parts: [{ ...manifest.parts[0]!, records: 2 }] }
    await assert.rejects(examinePart(holding([]), { id: 1 }, wrong, 0, bytes, sha256), { code: 'parcel.count' })
  }
})

const withNo = ([manifest, bytes]: [Manifest, Buffer]) => [manifest, 0, bytes] as const

test('a part that is held is compared, not proven again', async () => {
  const [manifest, bytes] = partOf(['{"x":"mật"}'])
  assert.equal(await examinePart(holding([{}]), { id: 1 }, manifest, 0, bytes, sha256), null)
  const others = examinePart(holding([{}]), { id: 1 }, manifest, 0, Buffer.from('x'), sha256)
  await assert.rejects(others, { code: 'parcel.otherBytes' })
})
