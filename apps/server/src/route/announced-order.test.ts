/**
 * Whenever a body announces what it states, and in whatever order, the book is the one that it would have made by sending
 * each statement on its own day.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays } from '@cbccvc/standard'
import fc from 'fast-check'
import { fold } from '../../../../packages/registry/src/register/index.ts'
import { personOf } from '../testing/book.ts'
import { official } from '../testing/people.ts'
import { onRoute, openRoute, type Route, today } from '../testing/route.ts'

const days = 5
const runs = 15

/** What is said: true from this day of the week, sent on that or an earlier one. */
interface Said {
  readonly day: number
  readonly sentOn: number
  readonly change: Readonly<Record<string, unknown>>
}

const change = fc.oneof(
  fc.record({ chieuCao: fc.integer({ min: 160, max: 162 }) }),
  fc.record({ coQuanSuDung: fc.constantFrom('H26.1', 'H26.2') }),
  fc.record({ chieuCao: fc.integer({ min: 160, max: 162 }), bacLuong: fc.integer({ min: 3, max: 4 }) }),
)
const said = fc
  .record({ day: fc.integer({ min: 1, max: days }), ahead: fc.integer({ min: 0, max: days }), change })
  .map(({ day, ahead, change }): Said => ({ day, sentOn: Math.max(0, day - ahead), change }))

/** Sends everything on its day of sending; on the days of an outage no worker is there. Gives the person in the end. */
async function carryOut(route: Route, i: number, all: readonly Said[], outage: ReadonlySet<number>) {
  const person = official(i, 'H26.1', { chieuCao: 159, bacLuong: 2 })
  route.setToday(addDays(today, -1))
  await route.push('H26', [person])
  for (let now = 0; now <= days; now++) {
    route.setToday(addDays(today, now))
    if (!outage.has(now)) await route.settle()
    for (const { day, change } of all.filter((one) => one.sentOn === now)) {
      await route.send('H26', [{ soDinhDanh: person.soDinhDanh, ...change, $trueFrom: addDays(today, day) }])
      if (!outage.has(now)) await route.settle()
    }
  }
  await route.settle()
  const { statements, unit, dung, sach } = await personOf(route, String(person.soDinhDanh))
  const { rows } = await route.owner.query('select du, confirmed_on, song_until from person where blind = any($1)', [
    route.house.keys.blinds(String(person.soDinhDanh)),
  ])
  const asOf = Array.from({ length: days + 1 }, (_, now) => {
    const { chieuCao, coQuanSuDung, bacLuong } = fold(statements, { trueOn: addDays(today, now) }).values
    return { chieuCao, coQuanSuDung, bacLuong }
  })
  return { asOf, unit, dung, sach, row: rows[0] }
}

test(
  'any order of announcements, statements and days gives the same book as sending each on its own day',
  onRoute(async (route) => {
    const other = await openRoute()
    let at = 0
    try {
      await fc.assert(
        fc.asyncProperty(
          fc.array(said, { minLength: 2, maxLength: 7 }),
          fc.uniqueArray(fc.integer({ min: 0, max: days - 1 }), { maxLength: 3 }),
          async (all, outage) => {
            const inTime = all
              .map((what, i) => ({ ...what, i }))
              .sort((a, b) => a.day - b.day || a.sentOn - b.sentOn || a.i - b.i)
              .map((what) => ({ ...what, sentOn: what.day }))
            const i = at++
            const announced = await carryOut(route, i, all, new Set(outage))
            assert.deepEqual(announced, await carryOut(other, i, inTime, new Set()))
          },
        ),
        { numRuns: runs, endOnFailure: true, includeErrorInReport: true },
      )
    } finally {
      await other.close()
    }
  }),
)
