/** What the questions of several rooms are made of. */
import type { Action } from '@cbccvc/standard'
import {
  type Intention,
  noStanding,
  type Target,
} from '../../../../../packages/registry/src/access/policy/intention.ts'
import type { Probe, Question } from './probe.ts'
import type { Place, Visitor, World } from './world.ts'

/** An act, as the policy sees it. */
export const act = (action: Action, target: Target, purpose: Intention['purpose'] = null): Intention => ({
  ...{ action, target, classes: [], purpose, standing: noStanding },
})
export const over = (action: Action, { unitId }: Place): Intention => act(action, { kind: 'unit', unitId })
export const self = { kind: 'self' } as const
export const nation = { kind: 'nation' } as const

export const open = (why: string): Probe => ({ door: 'open', why })
/** Asked once a visitor. */
export const once = (
  questions: (world: World, visitor: Visitor) => Promise<readonly Question[]> | readonly Question[],
): Probe => ({ door: 'account', about: 'nothing', questions })
/** Asked about each place. */
export const there = (
  questions: (world: World, visitor: Visitor, place: Place) => Promise<readonly Question[]> | readonly Question[],
): Probe => ({ door: 'account', about: 'places', questions })
/** Something of one's own that needs nothing said. */
export const mine = (says: string, action: Action, question: Partial<Question> = {}): Probe =>
  once(() => [{ says, knock: {}, asks: [act(action, self)], ...question }])
