/**
 * Answering a data subject: by an officer of the person's unit; by the national operator where there is none, and once the
 * limit has gone by. The purpose of the look is the request itself, so the server states it and nobody else.
 */
import { type RequestGround, type RequestOutcome, requestGrounds, requestKinds } from '@cbccvc/standard'
import type { AccountsFrame } from '../accounts/index.ts'
import { recordWatch } from '../looks/acts.ts'
import { linkedTransaction } from '../looks/links.ts'
import { permit } from '../permit.ts'
import { noStanding } from '../policy/index.ts'
import { granted, PrivacyRefused } from '../privacy-refusal.ts'
import type { Subject } from '../subject.ts'
import {
  officersToday,
  openWords,
  type RequestRow,
  requestColumns,
  type SubjectRequestLine,
  sealAnswer,
} from './making.ts'
import { type OfficerGrant, type RequestOwner, standingOfRequest } from './standing.ts'

export interface OpenedRequest extends SubjectRequestLine {
  readonly personId: number
  readonly words: string
  readonly madeAt: Date
}

export interface RequestAnswer {
  readonly outcome: RequestOutcome
  /** What the person is told. */
  readonly words: string
  /** Of what is refused, or closed instead of erased. */
  readonly ground: RequestGround | null
  /** The parcel by which it was done, where the kind asks for one. */
  readonly parcel: string | null
}

/** What this subject is to requests: their officer, the national operator, or nothing. */
interface Desk {
  readonly officers: readonly OfficerGrant[]
  mayAnswer(row: RequestRow, owner: RequestOwner): boolean
}

/** Throws PrivacyRefused where the subject answers nobody anywhere. */
async function deskOf(frame: AccountsFrame, by: Subject): Promise<Desk> {
  const tree = await frame.tree()
  const at = { now: frame.now(), today: frame.today() }
  const ask = (unitId: number | null, caseNo: string, as: Subject) =>
    permit(
      as,
      {
        action: 'request.answer',
        target: unitId === null ? { kind: 'nation' } : { kind: 'unit', unitId },
        classes: [],
        purpose: { code: 'subjectRequest', ground: 'personalData', caseNo },
        standing: noStanding,
      },
      tree,
      at,
    )
  // Somebody with no right of this kind anywhere is told so before anything is read.
  const places = by.grants.map(({ unitId }) => unitId)
  if (!places.some((unitId) => typeof ask(unitId, 'YC', by) === 'object')) granted(ask(places[0] ?? null, 'YC', by))
  const through = (role: string) => ({ ...by, grants: by.grants.filter((grant) => grant.role === role) })
  const [officer, operator] = [through('officer'), through('nationalOperator')]
  return {
    officers: await officersToday(frame.pool, at.today),
    mayAnswer: ({ unitId, no }, owner) =>
      (owner !== 'operator' && typeof ask(unitId, no, officer) === 'object') ||
      (owner !== 'officer' && typeof ask(unitId, no, operator) === 'object'),
  }
}

/** The open requests that this subject is to answer, the most urgent first. Nothing of what the people wrote. */
export async function requestsToAnswer(frame: AccountsFrame, by: Subject): Promise<SubjectRequestLine[]> {
  const desk = await deskOf(frame, by)
  const [tree, today] = [await frame.tree(), frame.today()]
  const national = by.grants.some(({ unitId }) => unitId === null)
  const units = national ? null : by.grants.flatMap(({ unitId }) => tree.below(unitId!))
  const { rows } = await frame.pool.query<RequestRow>(
    `select ${requestColumns} from subject_request r
      where r.outcome is null and r.account_id <> $1 and ($2::bigint[] is null or r.unit_id = any($2))
      order by r.due_on, r.no limit 5000`,
    [by.accountId, units],
  )
  return rows.flatMap((row) => {
    const { state, owner } = standingOfRequest(row, desk.officers, tree, today)
    if (owner === null || !desk.mayAnswer(row, owner)) return []
    const { accountId: _, personId: __, outcome: ___, ...line } = row
    return [{ ...line, state, owner }]
  })
}

/** The request with what the person wrote; that it was opened, and by whom, is kept. Throws PrivacyRefused. */
export async function openRequest(frame: AccountsFrame, by: Subject, requestId: string): Promise<OpenedRequest> {
  const desk = await deskOf(frame, by)
  const tree = await frame.tree()
  return linkedTransaction(frame.pool, async (tx) => {
    const { rows } = await tx.query<RequestRow & { box: Buffer; madeAt: Date }>(
      `select ${requestColumns}, r.made_at as "madeAt", r.words as box from subject_request r
        where r.id = $1 and r.outcome is null for update`,
      [requestId],
    )
    const found = rows[0]
    if (!found) throw new PrivacyRefused('subject.unknown')
    const standing = standingOfRequest(found, desk.officers, tree, frame.today())
    if (isOwn(found, by)) throw new PrivacyRefused('subject.own')
    if (standing.owner === null || !desk.mayAnswer(found, standing.owner)) throw new PrivacyRefused('subject.unknown')
    await tx.query(`insert into subject_request_opened (request_id, account_id, at) values ($1, $2, $3)`, [
      ...[requestId, by.accountId, frame.now()],
    ])
    await recordWatch(tx, frame.now(), { act: 'requestOpened', by: by.accountId, about: about(requestId) })
    const { box, accountId: _, outcome: __, ...line } = found
    return { ...line, ...standing, words: openWords(frame.keys, requestId, box) }
  })
}

const about = (id: string) => ({ kind: 'request', id }) as const

const isOwn = ({ accountId, personId }: RequestRow, by: Subject) =>
  accountId === by.accountId || personId === by.personId

/**
 * Answers for good. `isDoneBy` says whether the book has an entry about this person from this parcel. Throws
 * PrivacyRefused.
 */
export async function answerRequest(
  frame: AccountsFrame,
  by: Subject,
  requestId: string,
  { outcome, words, ground, parcel }: RequestAnswer,
  isDoneBy: (personId: number, parcel: string) => Promise<boolean>,
): Promise<void> {
  const { personId, kind } = await openRequest(frame, by, requestId)
  const { outcomes, byParcel }: { outcomes: readonly RequestOutcome[]; byParcel: boolean } = requestKinds[kind]
  const founded = ground !== null && Object.hasOwn(requestGrounds, ground)
  if (!outcomes.includes(outcome) || (outcome === 'done' ? ground !== null : !founded))
    throw new PrivacyRefused('subject.outcome')
  if ((outcome === 'done' && byParcel) !== (parcel !== null)) throw new PrivacyRefused('subject.parcel')
  if (parcel !== null && !(await isDoneBy(personId, parcel))) throw new PrivacyRefused('subject.parcel')
  await linkedTransaction(frame.pool, async (tx) => {
    const { rowCount } = await tx.query(
      `update subject_request
          set outcome = $2, ground = $3, parcel = $4, answer = $5, answered_by = $6, answered_at = $7, answered_on = $8
        where id = $1 and outcome is null`,
      [
        ...[requestId, outcome, ground, parcel, sealAnswer(frame.keys, requestId, words)],
        ...[by.accountId, frame.now(), frame.today()],
      ],
    )
    if (rowCount !== 1) throw new PrivacyRefused('subject.unknown')
    await recordWatch(tx, frame.now(), { act: 'requestAnswered', by: by.accountId, about: about(requestId) })
  })
}
