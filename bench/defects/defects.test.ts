import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { nation } from '@cbccvc/outside/nation'
import { toTcvn3, toVni } from './encodings.ts'
import { checkStage } from './measure.ts'
import { kinds, plant } from './plant.ts'
import { Rng } from './rng.ts'

const world = nation({ people: 20_000, today: '2023-06-20' })
const other = (k: number) => world.official(k % world.people)

/** Every file that a file imports, directly or not. */
function closure(url: URL, seen = new Set<string>()): Set<string> {
  if (seen.has(url.href)) return seen
  seen.add(url.href)
  const source = readFileSync(fileURLToPath(url), 'utf8')
  for (const [, from] of source.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)) {
    if (from!.startsWith('.')) closure(new URL(from!, url), seen)
    else seen.add(from!)
  }
  return seen
}

test('planting imports nothing of the standard, nor anything outside its own folder', () => {
  const own = new URL('.', import.meta.url).href
  const files = closure(new URL('plant.ts', import.meta.url))
  assert.ok(files.size > 8)
  for (const file of files) assert.ok(file.startsWith(own), file)
})

test('at least 45 kinds, each with its own name, a stage and places to look', () => {
  assert.ok(kinds.length >= 45)
  assert.equal(new Set(kinds.map((kind) => kind.id)).size, kinds.length)
  for (const stage of ['check', 'match', 'duplicate', 'none'])
    assert.ok(
      kinds.some((kind) => kind.stage === stage),
      stage,
    )
  for (const kind of kinds) assert.ok(kind.rate > 0 && kind.near.length > 0 && kind.what.length > 3, kind.id)
})

test('every kind can be planted, the same way each time, and leaves the clean record alone', () => {
  for (const kind of kinds) {
    let planted = 0
    for (let n = 0; n < 4000 && planted < 2; n++) {
      const i = n * 5
      const clean = world.official(i)
      const before = JSON.stringify(clean)
      const first = plant(clean, kind, new Rng(i), other)
      assert.equal(JSON.stringify(clean), before, kind.id)
      if (first === null) continue
      planted++
      const again = plant(clean, kind, new Rng(i), other)
      assert.deepEqual(again?.line, first.line, kind.id)
      if (kind.stage !== 'duplicate')
        assert.notEqual(
          Buffer.from(first.line).toString('latin1'),
          Buffer.from(before, 'utf8').toString('latin1'),
          kind.id,
        )
    }
    assert.ok(planted > 0, kind.id)
  }
})

test('old encodings are written as old software wrote them', () => {
  assert.equal(toTcvn3('Nguyễn Thị Hường'), 'NguyÔn ThÞ H­êng')
  assert.equal(toVni('Nguyễn Thị Hường'), 'Nguyeãn Thò Höôøng')
  assert.equal(toTcvn3('Đỗ Văn Ánh'), '§ç V¨n ¸nh')
  assert.equal(toVni('ĐẶNG'), 'ÑAËNG')
})

test('a small measurement: what the check can know is found, the clean are left in peace', () => {
  const result = checkStage(2400, 3)
  const known = Object.entries(result.by_kind).filter(([, kind]) => kind.stage === 'check')
  const planted = known.reduce((sum, [, kind]) => sum + kind.planted, 0)
  const found = known.reduce((sum, [, kind]) => sum + kind.found, 0)
  assert.ok(found / planted > 0.97, `${found} of ${planted}`)
  assert.ok(result.false_alarm_share <= 0.001)
  for (const [id, kind] of Object.entries(result.by_kind)) assert.ok(kind.planted > 0, id)
})
