/** Where a system stands today, in one word. */
import type { SystemShapes } from '@cbccvc/contract'
import type { Text } from '@cbccvc/standard'
import { w } from './words.ts'

export type SystemLine = SystemShapes.Systems['systems'][number]
export type PartyLine = SystemShapes.Parties['parties'][number]

export function stateOf(
  one: Pick<SystemLine, 'endedAt' | 'suspendedAt'> & Partial<Pick<SystemLine, 'validFrom' | 'validTo'>>,
  today: string,
): { word: Text; good: boolean } {
  if (one.endedAt !== null) return { word: w.ended, good: false }
  if (one.validTo !== undefined && one.validTo < today) return { word: w.over, good: false }
  if (one.suspendedAt !== null) return { word: w.rests, good: false }
  if (one.validFrom !== undefined && one.validFrom > today) return { word: w.later, good: false }
  return { word: w.inForce, good: true }
}
