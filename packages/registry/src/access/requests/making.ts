/** A person makes a request about the own record, and sees what became of it. What is written is kept sealed. */
import { randomUUID } from 'node:crypto'
import { edition, type RequestGround, type RequestKind, type RequestOutcome } from '@cbccvc/standard'
import type { KeyRing, Queryable } from '../../database/index.ts'
import type { AccountsFrame } from '../accounts/index.ts'
import { recordWatch } from '../looks/acts.ts'
import { linkedTransaction } from '../looks/links.ts'
import { permit } from '../permit.ts'
import { noStanding } from '../policy/index.ts'
import { granted, PrivacyRefused } from '../privacy-refusal.ts'
import type { Subject } from '../subject.ts'
import { dueOn, type OfficerGrant, type RequestOwner, type RequestState, standingOfRequest } from './standing.ts'

/** Open requests of one person at a time. */
const mostOpen = 20

export interface NewRequest {
  readonly kind: RequestKind
  /** The fields that it is about; empty: the record as a whole. */
  readonly fields: readonly string[]
  readonly words: string
}

export interface SubjectRequestLine {
  readonly requestId: string
  /** As it is called: `YC-` and its number. */
  readonly no: string
  readonly kind: RequestKind
  readonly fields: string[]
  readonly unitId: number
  readonly madeOn: string
  readonly dueOn: string
  readonly state: RequestState
  readonly owner: RequestOwner | null
}

export interface OwnRequest extends SubjectRequestLine {
  readonly words: string
  /** A restriction that was granted: whether the person took it back. */
  readonly lifted: boolean
  readonly answer: {
    readonly outcome: RequestOutcome
    readonly words: string
    readonly ground: RequestGround | null
    readonly parcel: string | null
    readonly on: string
  } | null
}

/** A row as it stands. */
export interface RequestRow {
  readonly requestId: string
  readonly no: string
  readonly kind: RequestKind
  readonly fields: string[]
  readonly accountId: string
  readonly personId: number
  readonly unitId: number
  readonly madeOn: string
  readonly dueOn: string
  readonly outcome: RequestOutcome | null
}

export const requestColumns = `
  r.id as "requestId", 'YC-' || r.no as no, r.kind, r.fields, r.account_id as "accountId", r.person_id as "personId",
  r.unit_id as "unitId", r.made_on as "madeOn", r.due_on as "dueOn", r.outcome`

const wordsPlace = (id: string) => `request ${id} words`
const answerPlace = (id: string) => `request ${id} answer`
const sealWords = (keys: KeyRing, id: string, words: string) => keys.seal('sealed', wordsPlace(id), Buffer.from(words))
export const openWords = (keys: KeyRing, id: string, box: Buffer) => keys.open('sealed', wordsPlace(id), box).toString()
export const sealAnswer = (keys: KeyRing, id: string, words: string) =>
  keys.seal('sealed', answerPlace(id), Buffer.from(words))

/** The grants of officers in force today. */
export async function officersToday(db: Queryable, today: string): Promise<OfficerGrant[]> {
  const { rows } = await db.query<OfficerGrant>(
    `select distinct g.account_id as "accountId", g.unit_id as "unitId"
       from role_grant g join account a on a.id = g.account_id and a.state = 'active'
      where g.role = 'officer' and g.unit_id is not null and g.ended_at is null
        and g.valid_from <= $1 and (g.valid_to is null or g.valid_to >= $1)`,
    [today],
  )
  return rows
}

/** The person whose requests are this account's own. Throws PrivacyRefused. */
export async function ownPerson(frame: AccountsFrame, by: Subject): Promise<{ accountId: string; personId: number }> {
  const at = { now: frame.now(), today: frame.today() }
  const intention = { action: 'request.make', target: { kind: 'self' }, classes: [], purpose: null } as const
  granted(permit(by, { ...intention, standing: noStanding }, await frame.tree(), at))
  return { accountId: by.accountId!, personId: by.personId! }
}

/** Makes a request; `unitId` is where the register has the person today. Throws PrivacyRefused. */
export async function makeRequest(
  frame: AccountsFrame,
  by: Subject,
  unitId: number,
  { kind, fields, words }: NewRequest,
): Promise<{ readonly requestId: string; readonly no: string; readonly dueOn: string }> {
  const { accountId, personId } = await ownPerson(frame, by)
  const unknown = fields.find((field) => !edition().byId.has(field))
  if (unknown !== undefined) throw new PrivacyRefused('subject.field', { field: unknown.slice(0, 60) })
  const [requestId, madeOn] = [randomUUID(), frame.today()]
  return linkedTransaction(frame.pool, async (tx) => {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('request ' || $1, 0))`, [accountId])
    const { rows: open } = await tx.query<{ n: number }>(
      `select count(*)::int as n from subject_request where person_id = $1 and outcome is null`,
      [personId],
    )
    if (open[0]!.n >= mostOpen) throw new PrivacyRefused('subject.tooMany', { most: mostOpen })
    const { rows } = await tx.query<{ no: string }>(
      `insert into subject_request (id, account_id, person_id, unit_id, kind, fields, words, made_at, made_on, due_on)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning 'YC-' || no as no`,
      [
        ...[requestId, accountId, personId, unitId, kind, [...new Set(fields)]],
        ...[sealWords(frame.keys, requestId, words), frame.now(), madeOn, dueOn(madeOn)],
      ],
    )
    await recordWatch(tx, frame.now(), { act: 'requestMade', by: accountId, about: { kind: 'request', id: requestId } })
    return { requestId, no: rows[0]!.no, dueOn: dueOn(madeOn) }
  })
}

interface OwnRow extends RequestRow {
  readonly box: Buffer
  readonly answerBox: Buffer | null
  readonly ground: RequestGround | null
  readonly parcel: string | null
  readonly answeredOn: string
  readonly lifted: boolean
}

/** The person's own requests, the newest first. Throws PrivacyRefused. */
export async function ownRequests(frame: AccountsFrame, by: Subject): Promise<OwnRequest[]> {
  const { personId } = await ownPerson(frame, by)
  const { rows } = await frame.pool.query<OwnRow>(
    `select ${requestColumns}, r.words as box, r.answer as "answerBox", r.ground, r.parcel, r.answered_on as "answeredOn",
            r.lifted_at is not null as lifted
       from subject_request r where r.person_id = $1 order by r.no desc limit 500`,
    [personId],
  )
  const [officers, tree, today] = [await officersToday(frame.pool, frame.today()), await frame.tree(), frame.today()]
  return rows.map(({ box, answerBox, ground, parcel, answeredOn, lifted, ...row }) => {
    const { accountId: _, personId: __, outcome, ...line } = row
    const words = openWords(frame.keys, row.requestId, box)
    const standing = standingOfRequest(row, officers, tree, today)
    if (outcome === null || answerBox === null) return { ...line, ...standing, words, lifted, answer: null }
    const answered = frame.keys.open('sealed', answerPlace(row.requestId), answerBox).toString()
    return { ...line, ...standing, words, lifted, answer: { outcome, words: answered, ground, parcel, on: answeredOn } }
  })
}
