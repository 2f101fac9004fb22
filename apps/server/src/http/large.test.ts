/** The last part of a large parcel: taken like any other, in whatever order they come, and nobody waits for it. */
import assert from 'node:assert/strict'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { after, before, test } from 'node:test'
import { merkleRoot, recordLeaf } from '@cbccvc/evidence'
import { openRoute, type Route, refused } from '../testing/route.ts'

let route: Route
before(async () => {
  route = await openRoute()
})
after(() => route.close())

const put = (parcelId: string, part: number, body: Uint8Array) =>
  route.client('H26').call('putPart', { params: { parcelId, part }, body })

/** Places of a list in an order of chance, the same each time. */
function shuffled(n: number): number[] {
  const order = Array.from({ length: n }, (_, i) => i)
  for (let i = n - 1, seed = 7; i > 0; i--) {
    seed = (seed * 48_271) % 2_147_483_647
    const j = seed % (i + 1)
    ;[order[i], order[j]] = [order[j]!, order[i]!]
  }
  return order
}

test('the door does not stand still while the root of 100,000 records is put together', async () => {
  const records = Array.from({ length: 100_000 }, (_, i) => `{"x":${i}}`)
  const packed = route.pack('H26', records, { recordsPerPart: 500 })
  const { parcelId, jws, parts, lines, manifest } = packed
  const salt = Buffer.from(manifest.salt, 'hex')
  const leaves = Buffer.concat(lines.map((line, i) => recordLeaf(salt, i, line)))
  let whole = Number.POSITIVE_INFINITY
  for (let i = 0; i < 5; i++) {
    const start = performance.now()
    merkleRoot(leaves)
    whole = Math.min(whole, performance.now() - start)
  }
  await route.client('H26').call('openParcel', { body: jws })
  const order = shuffled(parts.length)
  const last = order.pop()!
  for (const part of order) await put(parcelId, part, parts[part]!)
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const { answer } = await put(parcelId, last, parts[last]!)
  delay.disable()
  assert.ok('promise' in answer)
  const longest = delay.max / 1e6
  assert.ok(longest < whole / 2, `${longest.toFixed(1)} ms, the whole tree in one go ${whole.toFixed(1)} ms`)
  const { rows } = await route.owner.query('select count(*)::int as n, max(length(subtrees)) / 32 as most from part')
  assert.equal(rows[0].n, parts.length)
  assert.ok(rows[0].most <= 17)
})

test('the root is that of all records, also of parts that were kept before their subtrees were', async () => {
  for (const sizes of [1, 3, 7]) {
    const records = Array.from({ length: 40 }, (_, i) => `{"y":${i}}`)
    const packed = route.pack('H26', records, { recordsPerPart: sizes })
    await route.client('H26').call('openParcel', { body: packed.jws })
    const order = shuffled(packed.parts.length)
    const last = order.pop()!
    for (const part of order) await put(packed.parcelId, part, packed.parts[part]!)
    await route.owner.query('update part set subtrees = null where no % 2 = 0')
    assert.ok('promise' in (await put(packed.parcelId, last, packed.parts[last]!)).answer)
  }
})

test('another root than the one of the manifest is refused with the last part, whichever that is', async () => {
  const records = Array.from({ length: 40 }, (_, i) => `{"z":${i}}`)
  const wrong = { recordsPerPart: 7, spoil: (m: object) => ({ ...m, recordsRoot: 'ab'.repeat(32) }) as never }
  const { parcelId, jws, parts } = route.pack('H26', records, wrong)
  await route.client('H26').call('openParcel', { body: jws })
  const order = shuffled(parts.length)
  const last = order.pop()!
  for (const part of order) await put(parcelId, part, parts[part]!)
  await refused('parcel.recordsRoot', put(parcelId, last, parts[last]!))
  const { rows } = await route.owner.query(
    'select count(*) as n from part t join parcel p on p.id = t.parcel where parcel_id = $1',
    [parcelId],
  )
  assert.equal(rows[0].n, 0)
})
