/**
 * Answers: of bodies to a proposal (accept, contest), to a case of a person held elsewhere (release, keep, dual,
 * secondment); of the national operator to a case, and to a held record (enter, return: the hall carries it out). Each is
 * a signed statement, kept sealed as it came; the same statement again gets the same answer.
 */
import { createHash } from 'node:crypto'
import { verifyStatement } from '@cbccvc/evidence'
import { edition } from '@cbccvc/standard'
import type { Caller } from '../access/index.ts'
import type { Connection, KeyRing } from '../database/index.ts'
import { addNotices, Refused, type StoredNotice } from '../exchange/index.ts'
import {
  addEntries,
  admissionsOf,
  fold,
  insiders,
  lockPersonsById,
  type Person,
  sameValue,
  statementsAbout,
  type Tally,
  updatePersons,
} from '../register/index.ts'
import { admit, type CaseRow, closeCase, findCase, passOn } from './cases.ts'
import { addQuestions } from './questions.ts'
import { refreshPresent } from './refresh.ts'
import { type ProposedValues, populationSource, proposalBinding } from './verdicts.ts'

const answers = ['accept', 'contest', 'release', 'keep', 'dual', 'secondment', 'enter', 'return'] as const
export type AnswerWord = (typeof answers)[number]

export interface AnswerStatement {
  readonly id: string
  readonly sender: string
  readonly to: string
  readonly answer: AnswerWord
  /** Why, in the answerer's words; empty for none. */
  readonly reason: string
}

const longestReason = 2000

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Reads and verifies the statement. Throws Refused('answer.shape'). */
export function readStatement(jws: string, caller: Caller): AnswerStatement {
  try {
    const s = verifyStatement(jws, caller.publicKey) as Record<string, unknown>
    const { reason = '' } = s
    const answer = answers.find((word) => word === s.answer)
    const formed = s.v === 1 && uuid.test(String(s.id)) && uuid.test(String(s.to)) && s.sender === caller.sender
    if (formed && answer && typeof reason === 'string' && reason.length <= longestReason)
      return { id: String(s.id), sender: caller.sender, to: String(s.to), answer, reason }
  } catch (error) {
    throw new Refused('answer.shape', { detail: error instanceof Error ? error.message : 'JWS' })
  }
  throw new Refused('answer.shape', { detail: 'v, id, sender, to, answer' })
}

export interface AnswerFrame {
  readonly today: string
  readonly now: Date
}

/**
 * Takes an answer in the caller's transaction: carried out by `carryOut`, which returns the state that it led to, and kept
 * as it came. Throws Refused; gives it back where something was closed all the same: the caller commits, then throws it.
 */
export async function takeAnswer(
  tx: Connection,
  keys: KeyRing,
  caller: Caller,
  jws: string,
  carryOut: (statement: AnswerStatement) => Promise<string | Refused>,
): Promise<{ id: string; state: string } | Refused> {
  const statement = readStatement(jws, caller)
  const digest = createHash('sha256').update(jws).digest()
  // The same statement sent twice at once is answered one after the other.
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${statement.sender} ${statement.id}`])
  const { rows: before } = await tx.query<{ jws_digest: Buffer; state: string }>(
    'select jws_digest, state from answer where sender = $1 and id = $2',
    [statement.sender, statement.id],
  )
  if (before[0]) {
    if (!before[0].jws_digest.equals(digest)) throw new Refused('answer.otherBytes')
    return { id: statement.id, state: before[0].state }
  }
  const state = await carryOut(statement)
  if (state instanceof Refused) return state
  await tx.query(
    'insert into answer (id, sender, jws_digest, jws, to_id, answer, state) values ($1, $2, $3, $4, $5, $6, $7)',
    [
      statement.id,
      statement.sender,
      digest,
      keys.seal('inbox', `answer ${statement.sender} ${statement.id}`, Buffer.from(jws)),
      statement.to,
      statement.answer,
      state,
    ],
  )
  return { id: statement.id, state }
}

/** An answer to a case, or to a proposal. */
export async function answer(
  tx: Connection,
  keys: KeyRing,
  caller: Caller,
  statement: AnswerStatement,
  frame: AnswerFrame,
  tally: Tally,
): Promise<string | Refused> {
  const { rows: of } = await tx.query<{ person: number }>(
    'select person_id as person from elsewhere_case where id = $1',
    [statement.to],
  )
  return of[0]
    ? answerCase(tx, keys, caller, of[0].person, statement, frame, tally)
    : answerProposal(tx, keys, caller, statement, frame, tally)
}

/** The holder answers while the case is open; the national operator at any time until it is closed. */
async function answerCase(
  tx: Connection,
  keys: KeyRing,
  caller: Caller,
  personId: number,
  { to, answer: given }: AnswerStatement,
  frame: AnswerFrame,
  tally: Tally,
): Promise<string> {
  // The person first: who holds it is only certain then. Verdicts and withdrawals lock in this order, too.
  const person = (await lockPersonsById(tx, [personId])).get(personId)!
  const open = (await findCase(tx, to))!
  const operator = caller.role === 'operator'
  if (!operator && caller.sender !== person.holder)
    throw new Refused(caller.sender === open.claimant ? 'answer.notYours' : 'answer.unknown')
  if (open.state !== 'open' && open.state !== 'national') throw new Refused('answer.closed', { state: open.state })
  if (open.state === 'national' && !operator) throw new Refused('answer.closed', { state: open.state })
  const states = { release: 'released', keep: 'kept', dual: 'dual', secondment: 'secondment' } as const
  if (!(given in states)) throw new Refused('answer.notYours')
  const state = states[given as keyof typeof states]
  await decide(tx, keys, person, open, state, caller.sender, frame, tally)
  return state
}

/** Closes a case of a locked person, brings the person in line with it and tells both sides. */
async function decide(
  tx: Connection,
  keys: KeyRing,
  person: Person,
  open: CaseRow,
  state: 'released' | 'kept' | 'dual' | 'secondment',
  by: string,
  { today, now }: AnswerFrame,
  tally: Tally,
): Promise<void> {
  const was = { ...person }
  const sides = { ...open, holder: person.holder }
  const moved = state === 'released' ? await passOn(tx, person, open) : []
  if (state === 'dual' || state === 'secondment') await admit(tx, person, open)
  const told = [...moved, ...(await closeCase(tx, sides, state, by))]
  await refreshPresent(tx, keys, person, today)
  tally.person(was, -1)
  tally.person(person, 1)
  await updatePersons(tx, keys, [person])
  for (const { to, notice } of told) await addNotices(tx, keys, to, [notice], now.toISOString())
}

/** Who decides what nobody decided in time. */
export const deadline = 'deadline'

/** A national case whose limit has passed stays with its holder: kept. False where it was decided meanwhile. */
export async function keepOverdue(
  tx: Connection,
  keys: KeyRing,
  { id, person: personId }: { readonly id: string; readonly person: number },
  frame: AnswerFrame,
  tally: Tally,
): Promise<boolean> {
  const person = (await lockPersonsById(tx, [personId])).get(personId)!
  const open = (await findCase(tx, id))!
  if (open.state !== 'national' || open.due_on >= frame.today) return false
  await decide(tx, keys, person, open, 'kept', deadline, frame, tally)
  return true
}

interface ProposalRow {
  readonly id: string
  readonly person_id: number
  readonly parcel: number
  readonly parcelId: string
  readonly record_index: number
  readonly entry_id: number
  readonly field: string
  readonly state: string
  readonly asked_on: string
  readonly values_sealed: Buffer | null
}

/**
 * Accepted, the register's value enters as a statement of the population register; contested, it is dropped. Only who
 * is inside answers, and only while the record still says what the register was asked about.
 */
async function answerProposal(
  tx: Connection,
  keys: KeyRing,
  caller: Caller,
  statement: AnswerStatement,
  frame: AnswerFrame,
  tally: Tally,
): Promise<string | Refused> {
  const { rows: of } = await tx.query<{ person: number }>(
    'select person_id as person from proposal where id = $1 and sender = $2',
    [statement.to, caller.sender],
  )
  if (!of[0]) throw new Refused('answer.unknown')
  // The person first, then the proposal: in the order in which verdicts and withdrawals lock them.
  const person = (await lockPersonsById(tx, [of[0].person])).get(of[0].person)!
  const { rows } = await tx.query<ProposalRow>(
    `select o.id, o.person_id, o.parcel, p.parcel_id as "parcelId", o.record_index, o.entry_id, o.field, o.state, o.asked_on, o.values_sealed
       from proposal o join parcel p on p.id = o.parcel where o.id = $1 and o.sender = $2 for update of o`,
    [statement.to, caller.sender],
  )
  const proposal = rows[0]!
  if (proposal.state !== 'open' || !proposal.values_sealed)
    throw new Refused('answer.closed', { state: proposal.state })
  if (statement.answer !== 'accept' && statement.answer !== 'contest') throw new Refused('answer.notYours')
  const admitted = (await admissionsOf(tx, [person.id])).get(person.id)
  const counted = insiders(person, admitted)
  if (!counted.has(caller.sender)) throw new Refused('answer.notYours')
  const { ours, theirs } = JSON.parse(
    keys.open('proposal', proposalBinding(proposal.id), proposal.values_sealed).toString(),
  ) as ProposedValues
  const statements = (await statementsAbout(tx, keys, [person.id])).get(person.id) ?? []
  const present = fold(statements.filter((s) => counted.counts(s)))
  if (!sameValue(present.values[proposal.field], ours)) {
    await closeProposal(tx, proposal.id, 'expired')
    return new Refused('answer.closed', { state: 'expired' })
  }
  const state = statement.answer === 'accept' ? 'accepted' : 'contested'
  const notice: StoredNotice = {
    kind: 'answer',
    parcelId: proposal.parcelId,
    index: proposal.record_index,
    to: proposal.id,
    answer: statement.answer,
    vi:
      state === 'accepted'
        ? 'Đã ghi giá trị của cơ sở dữ liệu dân cư vào hồ sơ.'
        : 'Đã ghi nhận phản hồi; giá trị đề xuất đã được hủy.',
    en:
      state === 'accepted'
        ? "The population register's value was entered."
        : 'The objection is recorded; the proposed value was dropped.',
  }
  if (state === 'accepted') await enterProposed(tx, keys, person, proposal, theirs, caller.sender, frame, tally)
  await closeProposal(tx, proposal.id, state)
  await addNotices(tx, keys, caller.sender, [notice], frame.now.toISOString())
  return state
}

async function closeProposal(tx: Connection, id: string, state: 'accepted' | 'contested' | 'expired'): Promise<void> {
  await tx.query('update proposal set state = $2, values_sealed = null, closed_at = now() where id = $1', [id, state])
}

async function enterProposed(
  tx: Connection,
  keys: KeyRing,
  person: Person,
  proposal: ProposalRow,
  theirs: string,
  sender: string,
  { today, now }: AnswerFrame,
  tally: Tally,
): Promise<void> {
  const was = { ...person }
  const [written] = await addEntries(tx, keys, edition(), now, [
    {
      personId: person.id,
      source: populationSource,
      unitId: person.unitId,
      kind: 'populationRegister',
      // True from the day of the register's answer: later than what the body stated, so it wins until the body says more.
      trueFrom: proposal.asked_on,
      senderSeq: 0,
      parcel: proposal.parcel,
      recordIndex: proposal.record_index,
      replaces: null,
      values: { [proposal.field]: theirs },
      bad: [],
    },
  ])
  const three = await refreshPresent(tx, keys, person, today)
  tally.person(was, -1)
  tally.person(person, 1)
  await updatePersons(tx, keys, [person])
  if (three === null) return
  const [soDinhDanh, hoTen, ngaySinh] = three
  const question = {
    index: proposal.record_index,
    personId: person.id,
    entryId: written!.id,
    ...{ soDinhDanh, hoTen, ngaySinh },
  }
  await addQuestions(tx, keys, { sender, parcel: proposal.parcel, parcelId: proposal.parcelId }, [question])
}
