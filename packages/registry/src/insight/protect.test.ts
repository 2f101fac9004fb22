/** Protected counts against whoever asks much and knows much: parents and children, totals, two days, nested units. */
import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { test } from 'node:test'
import { type Cell, emptyCell, type NoiseKey, protect, together } from './protect.ts'

const keyed = (key: string): NoiseKey => ({ mac: (text) => createHmac('sha256', key).update(text).digest() })
const keys = keyed('a key of the house')
const person = (i: number): Cell => ({ count: 1, who: createHash('sha256').update(`${i}`).digest().readBigUInt64BE() })
const crowd = (from: number, n: number): Cell =>
  Array.from({ length: n }, (_, i) => person(from + i)).reduce(together, emptyCell)

test('the same people get the same answer whatever the question, others another; small counts are not shown', () => {
  const some = crowd(0, 40)
  assert.equal(protect(keys, some, 'a'), protect(keys, crowd(0, 40), 'b'))
  const answers = new Set(Array.from({ length: 50 }, (_, i) => protect(keys, crowd(i * 1000, 40), 'a')))
  assert.ok(answers.size > 3, 'forty people are not always shown alike')
  for (const answer of answers) assert.ok(answer !== null && answer % 5 === 0)
  let shown = 0
  for (let i = 0; i < 4000; i++) if (protect(keys, crowd(i * 10, 1 + (i % 4)), 'a') !== null) shown++
  assert.ok(shown > 0 && shown < 4000 * 0.08, `${shown} of 4000 small cells are shown, as ten or so`)
  const nobody = Array.from({ length: 4000 }, (_, i) => protect(keys, emptyCell, `unit ${i}`))
  assert.ok(
    nobody.some((one) => one !== null),
    'what is shown may be nobody at all',
  )
})

test('no answer tells one person more or less than the bound allows, over the whole range of counts', () => {
  const draws = 20_000
  const histogram = (n: number) => {
    const seen = new Map<number | null, number>()
    for (let i = 0; i < draws; i++) {
      const answer = protect(keyed(`${i}`), crowd(0, n), 'a')
      seen.set(answer, (seen.get(answer) ?? 0) + 1)
    }
    return seen
  }
  const sizes = [1, 2, 3, 4, 5, 8, 12]
  const all = sizes.map(histogram)
  let mean = 0
  for (let i = 0; i < draws; i++) mean += protect(keyed(`mean ${i}`), crowd(0, 50), 'a')! / draws
  assert.ok(Math.abs(mean - 50) < 0.15, `unbiased: ${mean}`)
  for (const [i, n] of sizes.entries())
    for (const [answer, times] of all[i]!) {
      const more = histogramOf(all, sizes, n + 1)?.get(answer) ?? null
      if (more === null || times < 400 || more < 400) continue
      const likely = Math.abs(Math.log(times / more))
      assert.ok(likely < 0.5 + 0.2, `${n} against ${n + 1}, shown as ${answer}: e^${likely}`)
    }
})

const histogramOf = <T>(all: readonly T[], sizes: readonly number[], n: number) => all[sizes.indexOf(n)]

/** How often the guess is the true count, over the cells that hold one to four people. */
function rate(cells: readonly { readonly truth: number; readonly guess: number }[]): number {
  const small = cells.filter(({ truth }) => truth >= 1 && truth <= 4)
  return small.filter(({ truth, guess }) => Math.round(guess) === truth).length / small.length
}

test('a parent less its children, and a total that everybody knows, give a small cell away no better than a guess', () => {
  const guesses: { truth: number; parent: number; total: number }[] = []
  for (let tree = 0; tree < 1500; tree++) {
    const sizes = [1 + (tree % 4), 30 + (tree % 17), 22 + (tree % 11), 41 + (tree % 7)]
    const children = sizes.map((n, i) => crowd(tree * 1000 + i * 200, n))
    const parent = children.reduce(together)
    // What is not shown lies below eight: 2 is the best single guess for it.
    const shown = (cell: Cell) => protect(keys, cell, 'a') ?? 2
    const [, ...others] = children.map(shown) as [number, ...number[]]
    const rest = others.reduce((sum, one) => sum + one, 0)
    const all = sizes.reduce((sum, n) => sum + n, 0)
    guesses.push({ truth: sizes[0]!, parent: shown(parent) - rest, total: all - rest })
  }
  // One in four is what a guess among 1 to 4 finds.
  const parent = rate(guesses.map(({ truth, parent }) => ({ truth, guess: parent })))
  const total = rate(guesses.map(({ truth, total }) => ({ truth, guess: total })))
  assert.ok(parent < 0.25, `parent less children: ${parent}`)
  assert.ok(total < 0.25, `known total less children: ${total}`)
})

/** Chance to be right about one person, when all the others are known and the answers are weighed as well as can be. */
function advantage(
  looks: (i: number, member: boolean) => readonly { answer: number | null; others: number }[],
): number {
  const likelihood = (answer: number | null, n: number) => tableOf(n).get(answer) ?? 1e-6
  let right = 0
  const rounds = 3000
  for (let i = 0; i < rounds; i++) {
    const member = i % 2 === 0
    const odds = looks(i, member).reduce(
      (sum, { answer, others }) => sum + Math.log(likelihood(answer, others + 1) / likelihood(answer, others)),
      0,
    )
    if (odds > 0 === member) right++
  }
  return right / rounds
}

const tables = new Map<number, Map<number | null, number>>()
/** What `n` people are shown as, how often: the attacker knows the rule, not the key. */
function tableOf(n: number): Map<number | null, number> {
  const known = tables.get(n)
  if (known) return known
  const table = new Map<number | null, number>()
  for (let i = 0; i < 4000; i++) {
    const answer = protect(keyed(`their own ${i}`), crowd(0, n), 'a')
    table.set(answer, (table.get(answer) ?? 0) + 1 / 4000)
  }
  tables.set(n, table)
  return table
}

test('the day before and the day after somebody came: whoever knows all the others is right in five of eight at most', () => {
  const right = advantage((i, member) => {
    const others = crowd(i * 100, 12)
    const after = member ? together(others, person(i * 100 + 50)) : others
    return [{ answer: protect(keys, after, 'a'), others: 12 }]
  })
  // e^(1/2) / (1 + e^(1/2)) = 0.622, and what 3,000 rounds leave to chance.
  assert.ok(right < 0.622 + 0.03, `right in ${right}`)
})

test('four nested units do not add up to certainty, and one person in one unit four levels deep is asked about once', () => {
  const right = advantage((i, member) => {
    const sizes = [9, 17, 26, 40]
    return sizes.map((n) => {
      const others = crowd(i * 100, n)
      return { answer: protect(keys, member ? together(others, person(i * 100 + 90)) : others, 'a'), others: n }
    })
  })
  // Four answers of ε = 1/2 each: e^2 / (1 + e^2) = 0.88 for somebody who knows everybody else in all four.
  assert.ok(right < 0.88, `right in ${right}`)
  const alone = crowd(7, 12)
  assert.equal(new Set([1, 2, 3, 4].map((level) => protect(keys, alone, `level ${level}`))).size, 1)
})
