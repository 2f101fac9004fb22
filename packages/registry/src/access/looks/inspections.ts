/**
 * Inspections. The auditor looks at somebody's record in a case that is open about them, and never otherwise. While a hidden
 * inspection runs, its looks are shown to nobody but the national auditor; when it ends, or its last day is over, they appear
 * by themselves. To hide one takes a second person.
 */
import { randomUUID } from 'node:crypto'
import { addDays } from '@cbccvc/standard'
import type { Subject } from '../subject.ts'
import { recordWatch } from './acts.ts'
import { allow, openWords, sealWords, type WatchFrame, WatchRefused } from './frame.ts'
import { linkedTransaction } from './links.ts'

/** No inspection lasts longer: the longest that the Law on Inspection allows a government one, extensions included (*). */
export const mostInspectionDays = 120
/** A hidden one that nobody approved is over after so many days. */
const daysToApprove = 3

export interface NewInspection {
  readonly caseNo: string
  readonly decisionNo: string
  /** First and last day, `yyyy-mm-dd`. */
  readonly validFrom: string
  readonly validTo: string
  /** Why the persons may not know of the looks while it runs; null: they may. */
  readonly hiddenGround: string | null
  readonly persons: readonly number[]
  readonly units: readonly number[]
}

export type InspectionState = 'asked' | 'open' | 'refused' | 'lapsed' | 'ended'

const about = (id: string) => ({ kind: 'inspection', id }) as const

/** Opens one; a hidden one waits for the approver of the nation. Throws WatchRefused. */
export async function openInspection(
  frame: WatchFrame,
  by: Subject,
  wish: NewInspection,
): Promise<{ readonly inspectionId: string; readonly state: InspectionState }> {
  const { accountId } = (await allow(frame, by, 'inspection.open')).subject
  const today = frame.today()
  const { caseNo, decisionNo, validFrom, validTo, hiddenGround, persons, units } = wish
  if (validFrom < today || validTo < validFrom || validTo > addDays(validFrom, mostInspectionDays - 1))
    throw new WatchRefused('inspection.dates', { days: mostInspectionDays })
  if (persons.length + units.length === 0) throw new WatchRefused('inspection.about')
  const inspectionId = randomUUID()
  const state = hiddenGround === null ? 'open' : 'asked'
  await linkedTransaction(frame.pool, async (tx) => {
    const { rows: known } = await tx.query<{ n: number }>(
      'select count(*) as n from person where id = any($1::bigint[])',
      [persons],
    )
    if (known[0]!.n !== new Set(persons).size) throw new WatchRefused('inspection.about')
    const ground = hiddenGround === null ? null : sealWords(frame, `inspection ${inspectionId}`, hiddenGround)
    const { rowCount } = await tx.query(
      `insert into inspection (id, case_no, decision_no, valid_from, valid_to, hidden, hidden_ground, state, opened_by, opened_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (case_no) do nothing`,
      [inspectionId, caseNo, decisionNo, validFrom, validTo, ground !== null, ground, state, accountId, frame.now()],
    )
    if (rowCount !== 1) throw new WatchRefused('inspection.caseTaken')
    await tx.query(
      `insert into inspection_about (inspection_id, person_id, unit_id)
       select $1::uuid, p, null from unnest($2::bigint[]) p union all select $1, null, u from unnest($3::bigint[]) u`,
      [inspectionId, [...new Set(persons)], [...new Set(units)]],
    )
    await recordWatch(tx, frame.now(), { act: 'inspectionOpened', by: accountId, about: about(inspectionId) })
  })
  return { inspectionId, state }
}

/** The second person's word on a hidden one. Throws WatchRefused. */
export async function decideInspection(
  frame: WatchFrame,
  by: Subject,
  inspectionId: string,
  approve: boolean,
): Promise<void> {
  const { accountId } = (await allow(frame, by, 'inspection.approve')).subject
  const now = frame.now()
  await linkedTransaction(frame.pool, async (tx) => {
    const { rows } = await tx.query<{ opened_by: string }>(
      `select opened_by from inspection where id = $1 and state = 'asked' and opened_at > $2 for update`,
      [inspectionId, daysAgo(now, daysToApprove)],
    )
    if (!rows[0]) throw new WatchRefused('inspection.unknown')
    if (rows[0].opened_by === accountId) throw new WatchRefused('inspection.self')
    await tx.query('update inspection set state = $2, decided_by = $3, decided_at = $4 where id = $1', [
      inspectionId,
      approve ? 'open' : 'refused',
      accountId,
      now,
    ])
    const act = approve ? 'inspectionApproved' : 'inspectionRefused'
    await recordWatch(tx, now, { act, by: accountId, about: about(inspectionId) })
  })
}

const daysAgo = (now: Date, days: number) => new Date(now.getTime() - days * 86_400_000)

/** Ends one before its last day; whatever looks it hid are seen from now on. Throws WatchRefused. */
export async function endInspection(frame: WatchFrame, by: Subject, inspectionId: string): Promise<void> {
  const { accountId } = (await allow(frame, by, 'inspection.end')).subject
  await linkedTransaction(frame.pool, async (tx) => {
    const { rowCount } = await tx.query(
      `update inspection set state = 'ended', ended_by = $2, ended_at = $3 where id = $1 and state = 'open'`,
      [inspectionId, accountId, frame.now()],
    )
    if (rowCount !== 1) throw new WatchRefused('inspection.unknown')
    await recordWatch(tx, frame.now(), { act: 'inspectionEnded', by: accountId, about: about(inspectionId) })
  })
}

export interface InspectionLine {
  readonly inspectionId: string
  readonly caseNo: string
  readonly decisionNo: string
  readonly validFrom: string
  readonly validTo: string
  readonly state: InspectionState
  readonly hiddenGround: string | null
  readonly openedBy: string
  readonly openedAt: Date
  readonly decidedBy: string | null
  /** Of one that is asked: until when it waits for the second person. */
  readonly answerBy: Date | null
  readonly endedAt: Date | null
  readonly persons: readonly number[]
  readonly units: readonly number[]
}

/** All of them, the newest first, 200 at most: for the auditor and for the one who approves. Throws WatchRefused. */
export async function inspectionsSeenBy(frame: WatchFrame, by: Subject): Promise<InspectionLine[]> {
  await allow(frame, by, 'inspection.read')
  const { rows } = await frame.pool.query<
    Omit<InspectionLine, 'hiddenGround' | 'answerBy'> & { ground: Buffer | null }
  >(
    `select id as "inspectionId", case_no as "caseNo", decision_no as "decisionNo", valid_from as "validFrom",
            valid_to as "validTo", state, hidden_ground as ground, opened_by as "openedBy", opened_at as "openedAt",
            decided_by as "decidedBy", ended_at as "endedAt",
            array(select person_id from inspection_about a where a.inspection_id = i.id and person_id is not null order by 1) as persons,
            array(select unit_id from inspection_about a where a.inspection_id = i.id and unit_id is not null order by 1) as units
       from inspection i order by opened_at desc, id limit 200`,
  )
  const now = frame.now()
  return rows.map(({ ground, ...line }) => {
    const answerBy = line.state === 'asked' ? daysAgo(line.openedAt, -daysToApprove) : null
    return {
      ...line,
      answerBy,
      state: stateOf(line, answerBy, now, frame.today()),
      hiddenGround: ground && openWords(frame, `inspection ${line.inspectionId}`, ground),
      persons: line.persons.map(Number),
      units: line.units.map(Number),
    }
  })
}

function stateOf(
  { state, validTo }: Pick<InspectionLine, 'state' | 'validTo'>,
  answerBy: Date | null,
  now: Date,
  today: string,
): InspectionState {
  if (answerBy && answerBy <= now) return 'lapsed'
  return state === 'open' && validTo < today ? 'ended' : state
}

/**
 * Whether the line `a` of the access log is shown to others than the auditor, as SQL: not while a hidden inspection runs
 * whose case it names. `today`: the parameter that holds the nation's day.
 */
export const isShown = (today: string): string => `not exists (
  select from inspection i where i.hidden and i.state = 'open' and i.valid_to >= ${today}::date
    and i.case_no = a.case_no and a.purpose = 'inspection')`
