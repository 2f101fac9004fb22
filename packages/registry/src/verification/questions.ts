/**
 * The room `verification`: asks whether it is true. What is to be asked stands in one sealed row a chunk, written with
 * the entries themselves; it lives until it is answered. The population register may be down for days: entering goes
 * on, the questions wait, and the board says so.
 */
import { randomUUID } from 'node:crypto'
import { type Connection, type KeyRing, type Pool, type Queryable, SealBrokenError } from '../database/index.ts'
import type { Question } from '../register/index.ts'
import type { MatchAnswer } from './population.ts'

/** A question as it waits: with what the match said of it, where only the look-up is still to be made. */
export interface WaitingQuestion extends Question {
  readonly matched?: Pick<MatchAnswer, 'result' | 'fields'>
}

export interface AskedOf {
  readonly sender: string
  readonly parcel: number
  readonly parcelId: string
  /** The part that the questions come from; left out where they do not come from a part. */
  readonly part?: number
}

export interface QuestionSet extends AskedOf {
  readonly id: number
  readonly attempts: number
  readonly questions: readonly WaitingQuestion[]
}

/** Questions of a set that were not answered, to be asked again after a pause. */
export interface Later {
  readonly set: QuestionSet
  readonly questions: readonly WaitingQuestion[]
  /** Seconds. */
  readonly pause: number
}

/** The pause after a refusal that is about the questions themselves: it grows up to a day. */
export const pauseAside = (attempts: number): number => Math.min(30 * 2 ** attempts, 86_400)

type Place = Pick<AskedOf, 'sender' | 'parcel'>
/** The place of what is asked. */
export const questionBinding = ({ sender, parcel }: Place) => `question ${sender} ${parcel}`

type Asks = Pick<QuestionSet, 'parcelId' | 'questions'>

const sealAsks = (keys: KeyRing, of: Place, parcelId: string, questions: readonly WaitingQuestion[]): Buffer =>
  keys.seal('facts', questionBinding(of), Buffer.from(JSON.stringify({ parcelId, questions } satisfies Asks)))

const openAsks = (keys: KeyRing, of: Place, asks: Buffer): Asks =>
  JSON.parse(keys.open('facts', questionBinding(of), asks).toString()) as Asks

export async function addQuestions(
  tx: Connection,
  keys: KeyRing,
  of: AskedOf,
  questions: readonly WaitingQuestion[],
): Promise<void> {
  if (questions.length === 0) return
  const asks = sealAsks(keys, of, of.parcelId, questions)
  await tx.query('insert into question (sender, parcel, part, n, asks) values ($1, $2, $3, $4, $5)', [
    of.sender,
    of.parcel,
    of.part ?? null,
    questions.length,
    asks,
  ])
}

/** Puts unanswered questions back as rows of their own, in the transaction that ends the set that they come from. */
export async function addAgain(tx: Connection, keys: KeyRing, later: readonly Later[]): Promise<void> {
  for (const { set, questions, pause } of later) {
    await tx.query(
      `insert into question (sender, parcel, part, n, asks, attempts, leased_until)
       values ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7))`,
      [
        ...[set.sender, set.parcel, set.part ?? null, questions.length],
        ...[sealAsks(keys, set, set.parcelId, questions), set.attempts, pause],
      ],
    )
  }
}

/** Longer than a batch with its look-ups takes. */
const leaseSeconds = 180

interface ClaimedRow extends Place {
  readonly id: number
  readonly part: number | null
  readonly attempts: number
  readonly asks: Buffer
}

export interface Claimed {
  readonly lease: string
  readonly sets: readonly QuestionSet[]
}

/**
 * Claims questions, at most `most` of them (at least twice as many as one set holds). Committed by itself; empty when
 * nothing is due. A box that does not open is set aside and stops nobody else.
 */
export async function claimQuestions(pool: Pool, keys: KeyRing, most: number): Promise<Claimed> {
  const lease = randomUUID()
  const { rows } = await pool.query<ClaimedRow>(
    `with smallest as materialized (
       select id, n from (
         select id, n, sum(n) over (order by n, id) as upto from (
           select id, n from question where leased_until < now() order by n, id limit 200 for update skip locked) free
       ) counted where upto <= $3::int / 2),
     oldest as materialized (
       select id from (
         select id, sum(n) over (order by id) as upto from (
           select id, n from question where leased_until < now() and id not in (select id from smallest)
            order by id limit 200 for update skip locked) free
       ) counted where upto <= $3::int - (select coalesce(sum(n), 0) from smallest))
     update question set lease = $1, leased_until = now() + make_interval(secs => $2), attempts = attempts + 1
      where id in (select id from smallest union all select id from oldest)
     returning id, sender, parcel, part, attempts, asks`,
    [lease, leaseSeconds, most],
  )
  const sets: QuestionSet[] = []
  for (const { asks, part, ...row } of rows) {
    const set = { ...row, ...(part !== null && { part }) }
    try {
      sets.push({ ...set, ...openAsks(keys, row, asks) })
    } catch (error) {
      if (!(error instanceof SealBrokenError || error instanceof SyntaxError)) throw error
      await pool.query(
        'update question set lease = null, leased_until = now() + make_interval(secs => $3) where id = $1 and lease = $2',
        [row.id, lease, pauseAside(row.attempts)],
      )
    }
  }
  return { lease, sets }
}

/** Gives questions back, to be asked again after a pause. */
export async function releaseQuestions(pool: Pool, { lease }: Claimed, seconds: number): Promise<void> {
  await pool.query('update question set leased_until = now() + make_interval(secs => $2) where lease = $1', [
    lease,
    seconds,
  ])
}

/** Drops what would still be asked about these records (of a part, where it is given); whoever is asking just now finds the lease gone. */
export async function dropQuestions(
  tx: Connection,
  keys: KeyRing,
  of: Omit<AskedOf, 'parcelId'>,
  indices: ReadonlySet<number>,
): Promise<void> {
  if (indices.size === 0) return
  const { rows } = await tx.query<{ id: number; asks: Buffer }>(
    'select id, asks from question where parcel = $1 and ($2::int is null or part = $2 or part is null) for update',
    [of.parcel, of.part ?? null],
  )
  for (const { id, asks } of rows) {
    const { parcelId, questions } = openAsks(keys, of, asks)
    const left = questions.filter((question) => !indices.has(question.index))
    if (left.length === questions.length) continue
    if (left.length === 0) await tx.query('delete from question where id = $1', [id])
    else {
      await tx.query(`update question set n = $2, asks = $3, lease = null, leased_until = '-infinity' where id = $1`, [
        id,
        left.length,
        sealAsks(keys, of, parcelId, left),
      ])
    }
  }
}

/** Ends claimed questions in the transaction that keeps their verdicts. False: the lease was lost. */
export async function endQuestions(tx: Connection, { lease, sets }: Claimed): Promise<boolean> {
  const { rowCount } = await tx.query('delete from question where lease = $1', [lease])
  return rowCount === sets.length
}

export async function questionsWaiting(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ n: number }>('select coalesce(sum(n), 0)::bigint as n from question')
  return rows[0]!.n
}
