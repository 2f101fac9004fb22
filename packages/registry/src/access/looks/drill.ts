/**
 * The breach drill: whose data an account touched between two instants. Counts by action and class, and every person once;
 * read by a cursor of PostgreSQL, so that memory stays flat however much was touched.
 */
import type { Connection } from '../../database/index.ts'
import type { StatedPurpose } from '../policy/index.ts'
import type { Subject } from '../subject.ts'
import { recordWatch } from './acts.ts'
import { allow, type WatchFrame, WatchRefused } from './frame.ts'
import { linkedTransaction } from './links.ts'

/** One account, from an instant up to another. */
export interface Touch {
  readonly accountId: string
  readonly from: Date
  readonly to: Date
}

export interface TouchCount {
  readonly action: string
  readonly class: string
  readonly form: string
  readonly looks: number
  readonly persons: number
}

export interface TouchSummary {
  readonly looks: number
  readonly persons: number
  readonly sessions: number
  readonly addresses: number
  /** Looks through a broken glass. */
  readonly glass: number
  /** Null where nothing was touched. */
  readonly firstAt: Date | null
  readonly lastAt: Date | null
  readonly counts: readonly TouchCount[]
}

export interface TouchedPerson {
  readonly personId: number
  readonly looks: number
  readonly firstAt: Date
  readonly lastAt: Date
  readonly actions: readonly string[]
  /** As class:form. */
  readonly classes: readonly string[]
}

const within = 'a.account_id = $1 and a.at >= $2 and a.at < $3'

async function summaryOf(tx: Connection, { accountId, from, to }: Touch): Promise<TouchSummary> {
  const { rows: all } = await tx.query<Omit<TouchSummary, 'counts'>>(
    `select count(*) as looks, count(distinct a.person_id) as persons, count(distinct a.session_id) as sessions,
            count(distinct a.address) as addresses, count(a.glass) as glass, min(a.at) as "firstAt", max(a.at) as "lastAt"
       from access_look a where ${within}`,
    [accountId, from, to],
  )
  const { rows: counts } = await tx.query<TouchCount>(
    `select a.action, split_part(c, ':', 1) as class, split_part(c, ':', 2) as form, count(*) as looks,
            count(distinct a.person_id) as persons
       from access_look a cross join unnest(a.classes) c where ${within} group by 1, 2, 3 order by 1, 2, 3`,
    [accountId, from, to],
  )
  return { ...all[0]!, counts }
}

const persons = `select a.person_id as "personId", count(*) as looks, min(a.at) as "firstAt", max(a.at) as "lastAt",
    array_agg(distinct a.action) as actions, array_agg(distinct array_to_string(a.classes, ' ')) as classes
  from access_look a where ${within}`

/** Each look names its classes in one word; a person's are those of all looks. */
const together = (rows: readonly TouchedPerson[]): TouchedPerson[] =>
  rows.map(({ classes, ...one }) => ({
    ...one,
    classes: [...new Set(classes.flatMap((words) => words.split(' ').filter(Boolean)))].sort(),
  }))

const perPage = 1000
const mostDays = 366

/** Throws WatchRefused where the instants do not fit. */
function requireTimes({ from, to }: Touch): void {
  if (!(from < to) || to.getTime() - from.getTime() > mostDays * 86_400_000)
    throw new WatchRefused('looks.dates', { days: mostDays })
}

/**
 * For the command line of the centre: the counts, then every person touched, a page at a time, in one snapshot. The drill
 * itself is written down; `facts`: what else is to be known of it. Throws WatchRefused.
 */
export async function touched(
  frame: Pick<WatchFrame, 'pool' | 'now'>,
  touch: Touch,
  facts: Readonly<Record<string, unknown>>,
  each: (page: readonly TouchedPerson[]) => Promise<void>,
): Promise<TouchSummary> {
  requireTimes(touch)
  return linkedTransaction(frame.pool, async (tx) => {
    await tx.query('set transaction isolation level repeatable read')
    await recordWatch(tx, frame.now(), { act: 'drilled', by: null, ...touch, ...facts })
    await tx.query(`declare touched no scroll cursor for ${persons} group by a.person_id order by a.person_id`, [
      ...[touch.accountId, touch.from, touch.to],
    ])
    for (;;) {
      const { rows } = await tx.query<TouchedPerson>(`fetch ${perPage} from touched`)
      if (rows.length > 0) await each(together(rows))
      if (rows.length < perPage) return summaryOf(tx, touch)
    }
  })
}

/** For the auditor at the door: the counts and one page of the persons, after the one that the last page ended with. */
export async function drill(
  frame: WatchFrame,
  by: Subject,
  purpose: StatedPurpose | null,
  touch: Touch,
  { after, limit = perPage }: { readonly after?: number | undefined; readonly limit?: number | undefined },
): Promise<{
  readonly summary: TouchSummary
  readonly people: readonly TouchedPerson[]
  readonly next: number | null
}> {
  const { subject } = await allow(frame, by, 'look.drill', { purpose })
  requireTimes(touch)
  const size = Math.min(Math.max(1, limit), perPage)
  return linkedTransaction(frame.pool, async (tx) => {
    const why = { why: purpose?.code, whyCase: purpose?.caseNo }
    await recordWatch(tx, frame.now(), { act: 'drilled', by: subject.accountId, ...touch, ...why })
    const { rows } = await tx.query<TouchedPerson>(
      `${persons} and a.person_id > $4 group by a.person_id order by a.person_id limit $5`,
      [touch.accountId, touch.from, touch.to, after ?? 0, size + 1],
    )
    const people = together(rows.slice(0, size))
    return { summary: await summaryOf(tx, touch), people, next: rows.length > size ? people.at(-1)!.personId : null }
  })
}
