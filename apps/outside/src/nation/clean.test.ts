import assert from 'node:assert/strict'
import { test } from 'node:test'
import { edition, examine } from '@cbccvc/standard'
import { nation } from './index.ts'

const today = '2023-06-20'
const standard = edition('2023')

test('3,000 clean officials raise nothing that blocks or asks; notes are rare', () => {
  const world = nation({ people: 20_000, today })
  const asked: string[] = []
  let noted = 0
  for (let n = 0; n < 3000; n++) {
    const index = Math.floor((n * world.people) / 3000)
    const { findings, missing, key } = examine(world.official(index), standard, today)
    for (const finding of findings) {
      if (finding.weight !== 'notes')
        asked.push(`${index} ${finding.rule} ${finding.path} ${JSON.stringify(finding.facts)}`)
    }
    if (findings.length > 0) noted++
    assert.deepEqual(missing, [], `${index}`)
    assert.equal(key.soDinhDanh, world.citizen(index).soDinhDanh)
  }
  assert.ok(asked.length <= 3, asked.slice(0, 5).join('\n'))
  assert.ok(noted <= 60, `${noted} records with notes`)
})

test('a nation of another seed, size and day is as clean', () => {
  for (const [people, seed, day] of [
    [2000, 7, '2023-06-20'],
    [300_000, 3, '2023-12-14'],
    [5000, 11, '2024-05-02'],
  ] as const) {
    const world = nation({ people, seed, today: day })
    let asked = 0
    for (let n = 0; n < 500; n++) {
      const { findings } = examine(world.official(Math.floor((n * people) / 500)), standard, day)
      if (findings.some((finding) => finding.weight !== 'notes')) asked++
    }
    assert.ok(asked <= 2, `${people} ${day}: ${asked} of 500`)
  }
})
