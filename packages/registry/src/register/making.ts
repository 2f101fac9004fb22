/** From candidates to entries: what a record asserts as it will be written, and what it says of an earlier entry. */
import type { Values } from '@cbccvc/standard'
import type { Candidate, PartFrame } from './candidates.ts'
import type { Restated } from './confirmed.ts'
import type { NewEntry } from './entries.ts'
import { fieldOf, type Statement, sameValue } from './fold.ts'
import { asItStands } from './numbers.ts'
import { registerFinding } from './rules.ts'

export interface EnterFrame extends PartFrame {
  readonly parcel: number
  readonly senderSeq: number
  readonly parcelUnit: number
  readonly recordedAt: Date
  /** The day on which the parcel was received; what waited for its day is judged on that day, `today`. */
  readonly receivedOn: string
  /** Ten working days from today: by then someone has answered. */
  readonly heldUntil: string
}

export function entryOf(
  frame: EnterFrame,
  c: Candidate,
  personId: number,
  values: Values,
  bad: readonly string[],
  kind: NewEntry['kind'] = 'statement',
): NewEntry {
  return {
    personId,
    source: frame.caller.sender,
    unitId: c.unit!.id,
    kind,
    trueFrom: c.trueFrom,
    senderSeq: frame.senderSeq,
    parcel: frame.parcel,
    recordIndex: c.index,
    replaces: c.replaces,
    values,
    bad: bad.filter((path) => fieldOf(path) in values),
  }
}

/** What was confirmed after an older statement, as an entry where it was confirmed. */
export function restating(late: NewEntry, { confirmation, values, bad }: Restated): NewEntry {
  const { trueFrom, senderSeq, parcel, recordIndex, unitId } = confirmation
  return {
    ...late,
    kind: 'confirmation',
    trueFrom,
    senderSeq,
    parcel,
    recordIndex,
    unitId,
    replaces: null,
    values,
    bad,
  }
}

/** An entry that is about to be written, as the fold will see it. */
export function pending({ personId: _, ...entry }: NewEntry, recordedAt: Date, place: number): Statement {
  return { ...entry, entryId: Number.MAX_SAFE_INTEGER - 1000 + place, recordedAt, digest: '' }
}

/** A correction names an entry of its own source about this person; one that does not is a change like any other. */
export function corrected(candidate: Candidate, said: readonly Statement[]): Candidate {
  const { replaces, findings } = candidate
  if (replaces === null) return candidate
  const stands = asItStands(said, replaces)
  if (stands !== null) return { ...candidate, replaces: stands }
  return { ...candidate, replaces: null, findings: [...findings, registerFinding('register.replacesUnknown')] }
}

/** The same correction was entered before. */
export function alreadyCorrected({ replaces, trueFrom, examination }: Candidate, said: readonly Statement[]): boolean {
  const before = said.find((s) => replaces !== null && s.replaces === replaces && s.trueFrom === trueFrom)
  return before !== undefined && sameValue(before.values, examination!.values)
}
