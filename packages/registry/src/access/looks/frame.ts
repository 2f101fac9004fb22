/** What those who watch work in: the access log, inspections, broken glasses, alarms. */
import type { Action } from '@cbccvc/standard'
import type { KeyRing, Pool } from '../../database/index.ts'
import type { UnitTree } from '../../units/index.ts'
import { type ActPermit, permit } from '../permit.ts'
import { type Denial, noStanding, type StatedPurpose, type Target } from '../policy/index.ts'
import type { Subject } from '../subject.ts'

export interface WatchFrame {
  /** Works as the role cbccvc_watch: reads the access log and writes nothing of the book. */
  readonly pool: Pool
  readonly keys: KeyRing
  readonly now: () => Date
  /** The nation's day, `yyyy-mm-dd` in Asia/Ho_Chi_Minh. */
  readonly today: () => string
  readonly tree: () => Promise<UnitTree>
}

/** What is refused here, beside what a decision about rights says. The sentences stand in the contract. */
export const watchRefusals = [
  'looks.cursor',
  'looks.dates',
  'inspection.unknown',
  'inspection.caseTaken',
  'inspection.dates',
  'inspection.about',
  'inspection.self',
  'complaint.unknown',
  'complaint.caseTaken',
  'complaint.dates',
  'complaint.about',
  'glass.time',
  'glass.unknown',
  'glass.self',
  'alarm.unknown',
  'drill.account',
] as const
export type WatchRefusal = (typeof watchRefusals)[number]

/** A code of the contract's table with its facts, which hold no personal data. */
export class WatchRefused extends Error {
  override readonly name = 'WatchRefused'
  readonly code: WatchRefusal | Denial
  readonly facts: Readonly<Record<string, string | number>>
  constructor(code: WatchRefusal | Denial, facts: Readonly<Record<string, string | number>> = {}) {
    super(code)
    this.code = code
    this.facts = facts
  }
}

const nation = { kind: 'nation' } as const

export type Watcher = Subject & { readonly accountId: string }

/** The permit for an act, by the one table of rights. Throws WatchRefused. */
export async function allow<A extends Action>(
  { tree, now, today }: WatchFrame,
  by: Subject,
  action: A,
  { purpose = null, target = nation }: { readonly purpose?: StatedPurpose | null; readonly target?: Target } = {},
): Promise<ActPermit<A> & { readonly subject: Watcher }> {
  const intention = { action, target, classes: [], purpose, standing: noStanding }
  const given = permit(by, intention, await tree(), { now: now(), today: today() })
  if (typeof given === 'string') throw new WatchRefused(given)
  return given as unknown as ActPermit<A> & { readonly subject: Watcher }
}

/** Words that somebody wrote, sealed for their place. */
export const sealWords = ({ keys }: WatchFrame, place: string, words: string): Buffer =>
  keys.seal('facts', place, Buffer.from(words))
export const openWords = ({ keys }: WatchFrame, place: string, box: Buffer): string =>
  keys.open('facts', place, box).toString()
