/**
 * The register of complaints and denunciations that were taken up. It says that there is a case, its number and its days,
 * and about whom; of what was written in it nothing. Who registers one does not look in it.
 */
import { randomUUID } from 'node:crypto'
import { addDays } from '@cbccvc/standard'
import type { Subject } from '../subject.ts'
import { recordWatch } from './acts.ts'
import { allow, type WatchFrame, WatchRefused } from './frame.ts'
import { linkedTransaction } from './links.ts'

/**
 * How long one may be open from the day on which it was taken up, the longest that the law allows: a complaint 60 days (Law on
 * Complaints, Article 28, in remote places), a denunciation 90 (Law on Denunciations, Article 30, two extensions). (*)
 */
export const mostComplaintDays = { khieuNai: 60, toCao: 90 } as const
export type ComplaintKind = keyof typeof mostComplaintDays

export interface NewComplaint {
  /** As the body that took it up calls it. */
  readonly caseNo: string
  readonly kind: ComplaintKind
  /** `yyyy-mm-dd`. */
  readonly receivedOn: string
  readonly takenUpOn: string
  readonly persons: readonly number[]
  readonly units: readonly number[]
}

export interface ComplaintLine {
  readonly complaintId: string
  readonly caseNo: string
  readonly kind: ComplaintKind
  readonly receivedOn: string
  readonly takenUpOn: string
  /** The last day on which somebody may look for it. */
  readonly validTo: string
  readonly state: 'open' | 'over' | 'closed'
  readonly registeredBy: string
  readonly registeredAt: Date
  readonly closedAt: Date | null
  readonly persons: readonly number[]
  readonly units: readonly number[]
}

const about = (id: string) => ({ kind: 'complaint', id }) as const

/** Registers one. Throws WatchRefused. */
export async function registerComplaint(
  frame: WatchFrame,
  by: Subject,
  { caseNo, kind, receivedOn, takenUpOn, persons, units }: NewComplaint,
): Promise<{ readonly complaintId: string; readonly validTo: string }> {
  const { accountId } = (await allow(frame, by, 'complaint.register')).subject
  const [today, days] = [frame.today(), mostComplaintDays[kind]]
  const validTo = addDays(takenUpOn, days - 1)
  if (takenUpOn > today || receivedOn > takenUpOn || validTo < today)
    throw new WatchRefused('complaint.dates', { days })
  if (persons.length + units.length === 0) throw new WatchRefused('complaint.about')
  const complaintId = randomUUID()
  await linkedTransaction(frame.pool, async (tx) => {
    const { rows: known } = await tx.query<{ n: number }>(
      'select count(*) as n from person where id = any($1::bigint[])',
      [persons],
    )
    if (known[0]!.n !== new Set(persons).size) throw new WatchRefused('complaint.about')
    const { rowCount } = await tx.query(
      `insert into complaint (id, case_no, kind, received_on, taken_up_on, valid_to, registered_by, registered_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (case_no) do nothing`,
      [complaintId, caseNo, kind, receivedOn, takenUpOn, validTo, accountId, frame.now()],
    )
    if (rowCount !== 1) throw new WatchRefused('complaint.caseTaken')
    await tx.query(
      `insert into complaint_about (complaint_id, person_id, unit_id)
       select $1::uuid, p, null from unnest($2::bigint[]) p union all select $1, null, u from unnest($3::bigint[]) u`,
      [complaintId, [...new Set(persons)], [...new Set(units)]],
    )
    await recordWatch(tx, frame.now(), { act: 'complaintRegistered', by: accountId, about: about(complaintId) })
  })
  return { complaintId, validTo }
}

/** Closes one, once: nobody looks for it any more. Throws WatchRefused. */
export async function closeComplaint(frame: WatchFrame, by: Subject, complaintId: string): Promise<void> {
  const { accountId } = (await allow(frame, by, 'complaint.close')).subject
  await linkedTransaction(frame.pool, async (tx) => {
    const { rowCount } = await tx.query(
      'update complaint set closed_by = $2, closed_at = $3 where id = $1 and closed_at is null',
      [complaintId, accountId, frame.now()],
    )
    if (rowCount !== 1) throw new WatchRefused('complaint.unknown')
    await recordWatch(tx, frame.now(), { act: 'complaintClosed', by: accountId, about: about(complaintId) })
  })
}

/** All of them, the newest first, 200 at most: for who looks for them and who registers them. Throws WatchRefused. */
export async function complaintsSeenBy(frame: WatchFrame, by: Subject): Promise<ComplaintLine[]> {
  await allow(frame, by, 'complaint.read')
  const { rows } = await frame.pool.query<Omit<ComplaintLine, 'state'>>(
    `select id as "complaintId", case_no as "caseNo", kind, received_on as "receivedOn", taken_up_on as "takenUpOn",
            valid_to as "validTo", registered_by as "registeredBy", registered_at as "registeredAt", closed_at as "closedAt",
            array(select person_id from complaint_about a where a.complaint_id = c.id and person_id is not null order by 1) as persons,
            array(select unit_id from complaint_about a where a.complaint_id = c.id and unit_id is not null order by 1) as units
       from complaint c order by registered_at desc, id limit 200`,
  )
  const today = frame.today()
  return rows.map((line) => ({
    ...line,
    state: line.closedAt ? 'closed' : line.validTo < today ? 'over' : 'open',
    persons: line.persons.map(Number),
    units: line.units.map(Number),
  }))
}
