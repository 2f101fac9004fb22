/** A person who is there, and who is announced to move on a day ahead: what the tests of announcements have in common. */
import { lastOutcome } from './lines.ts'
import { official } from './people.ts'
import type { Route } from './route.ts'

export type Fields = Record<string, unknown>

/** The day that is announced. */
export const day = '2023-07-01'
export const someone = official(0, 'H26.1')
export const number = String(someone.soDinhDanh)

/** The same person in another unit of the body, from that day on. */
export const moved = (change: Fields = {}): Fields => ({ ...official(0, 'H26.2'), $trueFrom: day, ...change })
export const state = (route: Route, record: Fields, options = {}) => route.push('H26', [record], options)
export const leafOf = async (route: Route) => (await lastOutcome(route, 'H26')).outcome.recordLeaf
export const totals = async (route: Route) => (await route.client('CENTRE').call('board')).answer.totals

/** Goes on to a day, and works off what it brings. */
export const turn = async (route: Route, to: string) => {
  route.setToday(to)
  await route.settle()
}
