/**
 * The walk of a held record that a human answers, or that nobody answered in time. Entered, it goes the way of every
 * record, about the person whom it names, and only the doubt that held it is settled; returned, it goes back with the
 * reason. The outcome that was concluded and receipted stays what it was; what came of it since is a line of the feed.
 */
import { addWorkingDays, type Finding } from '@cbccvc/standard'
import type { Caller } from './access/index.ts'
import { endReplaced } from './announced.ts'
import type { Connection } from './database/index.ts'
import { addNotices, Refused, type StoredDecision } from './exchange/index.ts'
import {
  type Candidate,
  candidateOf,
  closeHeld,
  type Decided,
  type EnterFrame,
  enterPart,
  findHeld,
  type HeldRecord,
  lockHeld,
  noticesOfCases,
  registerFinding,
  type Tally,
  waitsForCase,
} from './register/index.ts'
import { endOldNumbers, tell } from './renumbering.ts'
import { type AnswerStatement, addQuestions, deadline } from './verification/index.ts'
import { type House, openWork } from './work.ts'

export interface HeldWork {
  readonly held: HeldRecord
  /** The record as it was sent, in the frame of its parcel; null where it is not to be entered. */
  readonly record: { readonly frame: EnterFrame; readonly candidate: Candidate } | null
}

/** It broke the machine as it came, so nobody read that its day lies ahead. */
const liesAhead = ({ record }: HeldWork): boolean => record?.candidate.waits === true

/**
 * The held record that an operator's answer names, read outside any transaction; null when it names none. Throws Refused
 * where the record is to be entered and its bytes were destroyed (a spill).
 */
export async function openHeld(house: House, { to, answer }: AnswerStatement): Promise<HeldWork | null> {
  const held = await findHeld(house.pool, to)
  if (!held) return null
  if (answer !== 'enter' || held.closed) return { held, record: null }
  const { rowCount } = await house.pool.query('select from spilled_record where parcel = $1 and part = $2 limit 1', [
    held.parcel,
    held.part,
  ])
  if (rowCount) throw new Refused('answer.closed', { state: 'spilled' })
  const record = await readHeld(house, held)
  const { waits, trueFrom: day } = record.candidate
  return { held, record: waits && day <= house.today() ? await readHeld(house, { ...held, day }) : record }
}

async function readHeld(house: House, held: HeldRecord): Promise<NonNullable<HeldWork['record']>> {
  const { lines, frame: fixed } = await openWork(house, held)
  // The rules and the day are those of the reception, or of the day that it waited for; whoever must answer a case of it has ten days from now.
  const frame = { ...fixed, recordedAt: house.now(), heldUntil: addWorkingDays(house.today(), 10) }
  const at = held.index - frame.firstIndex
  return { frame, candidate: candidateOf(house.keys, frame, lines[at]!, at) }
}

/** Carries out the operator's answer in the caller's transaction. Throws Refused, Overtaken. */
export async function answerHeld(
  tx: Connection,
  house: House,
  caller: Caller,
  work: HeldWork,
  { answer, reason }: AnswerStatement,
  tally: Tally,
): Promise<string> {
  const { held, record } = work
  if (caller.role !== 'operator') throw new Refused('answer.unknown')
  if ((answer !== 'enter' && answer !== 'return') || held.reason === waitsForCase) throw new Refused('answer.notYours')
  if (answer === 'return' && reason === '') throw new Refused('answer.shape', { detail: 'reason' })
  const now = await lockHeld(tx, held)
  if (now.closed || now.withdrawn) throw new Refused('answer.closed', { state: now.decided ?? 'withdrawn' })
  const decided =
    answer === 'return'
      ? { outcome: 'returned' as const, entry: null, findings: [registerFinding('register.sentBack', { reason })] }
      : liesAhead(work)
        ? { outcome: 'returned' as const, entry: null, findings: [registerFinding('register.sendAgain')] }
        : await enterHeld(tx, house, held, record!, tally)
  await close(tx, house, held, decided, caller.kid)
  return decided.outcome
}

async function enterHeld(
  tx: Connection,
  { keys }: House,
  { parcelId, part }: HeldRecord,
  { frame, candidate }: NonNullable<HeldWork['record']>,
  tally: Tally,
): Promise<Decided> {
  // The record was counted when its part was concluded, and stays counted as held.
  const persons: Tally = { add: () => {}, person: (counted, sign) => tally.person(counted, sign) }
  const entered = await enterPart(tx, keys, frame, [candidate], new Set(), persons, { settled: true })
  await endReplaced(tx, keys, frame, entered.replaced)
  const at = frame.recordedAt.toISOString()
  const told = await endOldNumbers(tx, keys, frame, entered.renumberings, persons)
  const of = { sender: frame.caller.sender, parcel: frame.parcel, parcelId, part }
  await addQuestions(tx, keys, of, entered.questions)
  for (const [to, notices] of noticesOfCases(parcelId, entered.cases)) await addNotices(tx, keys, to, notices, at)
  await tell(tx, keys, told, at)
  return entered.decided[0]!
}

/** Sends an overdue record back. False where it was answered meanwhile. */
export async function returnOverdue(tx: Connection, house: House, overdue: HeldRecord): Promise<boolean> {
  const held = await lockHeld(tx, overdue)
  if (held.closed || held.withdrawn) return false
  const findings = [registerFinding('register.heldTooLong')]
  await close(tx, house, held, { outcome: 'returned', entry: null, findings }, deadline)
  return true
}

async function close(
  tx: Connection,
  { keys, now }: House,
  held: HeldRecord,
  { outcome, entry, findings }: Pick<Decided, 'outcome' | 'entry'> & { readonly findings: readonly Finding[] },
  by: string,
): Promise<void> {
  await closeHeld(tx, held, { outcome, entry }, by)
  const line: StoredDecision = {
    ...{ kind: 'decision', parcelId: held.parcelId, index: held.index, outcome: outcome as StoredDecision['outcome'] },
    ...{ entry, by: by === deadline ? 'deadline' : 'operator', findings },
  }
  await addNotices(tx, keys, held.sender, [line], now().toISOString())
}
