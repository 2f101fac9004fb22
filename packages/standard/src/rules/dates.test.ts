import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { interval } from '../index.ts'
import { after, before, first, last, leastMonths, leastYears, maybeSame, mostMonths, mostYears } from './dates.ts'

const two = (n: number) => `${n}`.padStart(2, '0')
const partial = fc
  .tuple(
    fc.integer({ min: 1940, max: 2030 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
    fc.nat(2),
  )
  .map(([y, m, d, precision]) => [`${y}`, `${y}-${two(m)}`, `${y}-${two(m)}-${two(d)}`][precision]!)

test('one partial date is after another when all its days are', () => {
  fc.assert(
    fc.property(partial, partial, (a, b) => {
      assert.equal(after(a, b), interval(a).from > interval(b).to)
      assert.equal(before(a, b), interval(a).to < interval(b).from)
      assert.equal(maybeSame(a, b), !after(a, b) && !before(a, b))
    }),
  )
})

test('what is not stated is neither before nor after anything', () => {
  fc.assert(
    fc.property(partial, (a) => {
      assert.equal(after(a, ''), false)
      assert.equal(after('', a), false)
      assert.equal(before(a, ''), false)
    }),
  )
})

test('bounds of whole years and months hold for every pair of days that the dates can mean', () => {
  const days = (d: string) => [interval(d).from, interval(d).to]
  const months = (a: string, b: string) =>
    (+b.slice(0, 4) - +a.slice(0, 4)) * 12 + (+b.slice(5, 7) - +a.slice(5, 7)) - (b.slice(8) < a.slice(8) ? 1 : 0)
  fc.assert(
    fc.property(partial, partial, (a, b) => {
      for (const x of days(a)) {
        for (const y of days(b)) {
          const between = months(x, y)
          assert.ok(leastMonths(a, b) <= between && between <= mostMonths(a, b), `${between} months`)
          assert.ok(leastYears(a, b) <= Math.floor(between / 12) && Math.floor(between / 12) <= mostYears(a, b))
        }
      }
    }),
  )
})

test('first and last days', () => {
  assert.deepEqual([first('1965'), last('1965')], [19650101, 19651231])
  assert.deepEqual([first('1965-03'), last('1965-03')], [19650301, 19650331])
  assert.deepEqual([first('1965-03-09'), last('1965-03-09')], [19650309, 19650309])
})
