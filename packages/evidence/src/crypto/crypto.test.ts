import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import fc from 'fast-check'
import { makeRecordReceipt } from '../index.ts'
import { concludedOf, innerOf, lineOf, logKey, parcelOf, sourceOf, witnessKeys } from '../testing/world.ts'
import * as noble from './noble.ts'
import * as node from './node.ts'

test('Node and the browser do the same', () => {
  assert.deepEqual(Object.keys(node).sort(), Object.keys(noble).sort())
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ minLength: 32, maxLength: 32 }), (data, seed) => {
      assert.deepEqual(node.sha256(data), noble.sha256(data))
      assert.deepEqual(node.ed25519PublicKey(seed), noble.ed25519PublicKey(seed))
      const signature = node.ed25519Sign(seed, data)
      assert.deepEqual(signature, noble.ed25519Sign(seed, data))
      const publicKey = node.ed25519PublicKey(seed)
      for (const platform of [node, noble]) {
        assert.ok(platform.ed25519Verify(publicKey, signature, data))
        assert.ok(!platform.ed25519Verify(publicKey, signature, new Uint8Array([...data, 1])))
        assert.ok(!platform.ed25519Verify(seed.slice(1), signature, data))
        assert.ok(!platform.ed25519Verify(publicKey, signature.slice(1), data))
      }
      assert.equal(node.toHex(data), noble.toHex(data))
      assert.equal(node.toBase64(data), noble.toBase64(data))
      assert.equal(node.toBase64url(data), noble.toBase64url(data))
      assert.deepEqual(noble.looseFromHex(node.toHex(data)), data)
      assert.deepEqual(noble.looseFromBase64(node.toBase64(data)), data)
      assert.deepEqual(noble.looseFromBase64url(node.toBase64url(data)), data)
      const out = new Uint8Array(40)
      const outToo = new Uint8Array(40)
      node.sha256Into(out, 5, data)
      noble.sha256Into(outToo, 5, data)
      assert.deepEqual(out, outToo)
    }),
    { numRuns: 30 },
  )
})

test('the vectors of RFC 8032, section 7.1', () => {
  const seed = node.looseFromHex('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60')
  const publicKey = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'
  const signature =
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b'
  for (const platform of [node, noble]) {
    assert.equal(platform.toHex(platform.ed25519PublicKey(seed)), publicKey)
    assert.equal(platform.toHex(platform.ed25519Sign(seed, new Uint8Array(0))), signature)
  }
})

// What a browser does: the package is loaded under the condition `browser`, which leaves node:crypto out.
const VERIFIER = `
import { readFileSync } from 'node:fs'
import { verifyReceipt } from '@cbccvc/evidence'
const { receipt, options } = JSON.parse(readFileSync(0, 'utf8'))
const ok = verifyReceipt(receipt, options).ok
const start = performance.now()
for (let i = 0; i < 5; i++) verifyReceipt(receipt, options)
console.log(JSON.stringify({ ok, ms: (performance.now() - start) / 5 }))`

test('a receipt verifies in the browser path too, in at most 100 ms', async () => {
  const world = parcelOf(1200)
  const concluded = world.parts[1]!.concluded
  const source = await sourceOf(world, concludedOf(world, 1), 3000, [1234, 2999])
  const receipt = makeRecordReceipt({ ...source, concluded, inner: innerOf(world, 777) })
  const options = { logKey, witnessKeys, record: lineOf(777), manifest: world.jws, minWitnesses: 2 }
  const words = ['--conditions=browser', '--input-type=module', '-e', VERIFIER]
  const run = spawnSync(process.execPath, words, {
    input: JSON.stringify({ receipt, options }),
    cwd: import.meta.dirname,
    encoding: 'utf8',
  })
  assert.equal(run.status, 0, run.stderr)
  const { ok, ms } = JSON.parse(run.stdout)
  assert.equal(ok, true)
  assert.ok(ms <= 100, `${ms} ms`)
})
