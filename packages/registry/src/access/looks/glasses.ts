/**
 * Breaking the glass: in an emergency the national operator opens one person's whole record to itself, for a reason and for a
 * few hours. Each look through it is marked; somebody else looks at it afterwards, within two working days.
 */
import { randomUUID } from 'node:crypto'
import { addWorkingDays } from '@cbccvc/standard'
import type { Queryable } from '../../database/index.ts'
import type { StatedPurpose, Target } from '../policy/index.ts'
import type { Subject } from '../subject.ts'
import { recordWatch } from './acts.ts'
import { allow, openWords, sealWords, type WatchFrame, WatchRefused } from './frame.ts'
import { linkedTransaction } from './links.ts'

export const mostGlassMinutes = 240
const daysToReview = 2

export interface NewGlass {
  readonly personId: number
  readonly reason: string
  /** For how long, at most `mostGlassMinutes`. */
  readonly minutes: number
}

/** Breaks the glass about one person; it waits for review from this moment on. Throws WatchRefused. */
export async function breakGlass(
  frame: WatchFrame,
  by: Subject,
  purpose: StatedPurpose | null,
  { personId, reason, minutes }: NewGlass,
): Promise<{ readonly glassId: string; readonly until: Date; readonly reviewBy: string }> {
  const { accountId } = (await allow(frame, by, 'breakGlass.open', { purpose })).subject
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > mostGlassMinutes)
    throw new WatchRefused('glass.time', { minutes: mostGlassMinutes })
  const [glassId, now] = [randomUUID(), frame.now()]
  const until = new Date(now.getTime() + minutes * 60_000)
  const reviewBy = addWorkingDays(frame.today(), daysToReview)
  await linkedTransaction(frame.pool, async (tx) => {
    const { rows } = await tx.query('select from person where id = $1', [personId])
    if (rows.length === 0) throw new WatchRefused('access.notFound')
    await tx.query(
      `insert into broken_glass (id, account_id, person_id, reason, opened_at, until, review_by) values ($1, $2, $3, $4, $5, $6, $7)`,
      [glassId, accountId, personId, sealWords(frame, `glass ${glassId} reason`, reason), now, until, reviewBy],
    )
    await recordWatch(tx, now, { act: 'glassBroken', by: accountId, about: { kind: 'glass', id: glassId } })
  })
  return { glassId, until, reviewBy }
}

/** Until when a glass broken by this subject for this person stays broken; null: there is none. */
export async function brokenUntilFor(
  db: Queryable,
  { accountId }: Subject,
  target: Target,
  purpose: StatedPurpose | null,
): Promise<Date | null> {
  if (purpose?.code !== 'emergency' || target.kind !== 'person') return null
  const { rows } = await db.query<{ until: Date | null }>(
    'select max(until) as until from broken_glass where account_id = $1 and person_id = $2',
    [accountId, target.personId],
  )
  return rows[0]?.until ?? null
}

export interface GlassLine {
  readonly glassId: string
  readonly accountId: string
  readonly personId: number
  readonly reason: string
  readonly openedAt: Date
  readonly until: Date
  /** Looks through it. */
  readonly looks: number
  /** Not reviewed, and the day for it is over. */
  readonly overdue: boolean
  readonly reviewBy: string
  readonly reviewedBy: string | null
  readonly reviewedAt: Date | null
  readonly justified: boolean | null
  readonly word: string | null
}

/** What waits for review first, the oldest at the top; then the newest that were reviewed. 200 at most. Throws WatchRefused. */
export async function glassesSeenBy(frame: WatchFrame, by: Subject): Promise<GlassLine[]> {
  await allow(frame, by, 'breakGlass.review')
  type Row = Omit<GlassLine, 'reason' | 'word' | 'overdue'> & { reason: Buffer; word: Buffer | null }
  const { rows } = await frame.pool.query<Row>(
    `select id as "glassId", account_id as "accountId", person_id as "personId", reason, opened_at as "openedAt", until,
            (select count(*) from access_look a where a.account_id = g.account_id and a.glass = g.id) as looks,
            review_by as "reviewBy", reviewed_by as "reviewedBy", reviewed_at as "reviewedAt", justified, word
       from broken_glass g
      order by reviewed_by is not null, case when reviewed_by is null then opened_at end, opened_at desc limit 200`,
  )
  const today = frame.today()
  return rows.map((row) => ({
    ...row,
    overdue: row.reviewedBy === null && row.reviewBy < today,
    reason: openWords(frame, `glass ${row.glassId} reason`, row.reason),
    word: row.word && openWords(frame, `glass ${row.glassId} word`, row.word),
  }))
}

/** Somebody else's word on it, once, after it has closed again. Throws WatchRefused. */
export async function reviewGlass(
  frame: WatchFrame,
  by: Subject,
  glassId: string,
  { justified, word }: { readonly justified: boolean; readonly word: string },
): Promise<void> {
  const { accountId } = (await allow(frame, by, 'breakGlass.review')).subject
  const now = frame.now()
  await linkedTransaction(frame.pool, async (tx) => {
    const { rows } = await tx.query<{ account_id: string }>(
      'select account_id from broken_glass where id = $1 and reviewed_by is null and until <= $2 for update',
      [glassId, now],
    )
    if (!rows[0]) throw new WatchRefused('glass.unknown')
    if (rows[0].account_id === accountId) throw new WatchRefused('glass.self')
    await tx.query(
      'update broken_glass set reviewed_by = $2, reviewed_at = $3, justified = $4, word = $5 where id = $1',
      [glassId, accountId, now, justified, sealWords(frame, `glass ${glassId} word`, word)],
    )
    await recordWatch(tx, now, { act: 'glassReviewed', by: accountId, about: { kind: 'glass', id: glassId } })
  })
}
