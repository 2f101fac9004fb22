/**
 * Restricted processing: a data subject asked for it and it was granted. It closes the looks that no law obliges to (the
 * condition `unrestricted` of the table of rights); the work of officers goes on, with a mark shown. It stands until the
 * person takes it back or, where an objection was open when it was granted, until every objection is answered (000077.sql).
 */
import type { Queryable } from '../../database/index.ts'
import type { AccountsFrame } from '../accounts/index.ts'
import { recordWatch } from '../looks/acts.ts'
import { linkedTransaction } from '../looks/links.ts'
import { PrivacyRefused } from '../privacy-refusal.ts'
import type { Subject } from '../subject.ts'
import { ownPerson } from './making.ts'

/** The fields that this person restricted, none: the whole record; null: not restricted. One question whoever it is. */
export async function restrictedBy(db: Queryable, personId: number): Promise<readonly string[] | null> {
  const { rows } = await db.query<{ fields: string[] }>('select fields from restriction where person_id = $1', [
    personId,
  ])
  if (rows.length === 0) return null
  const whole = rows.some(({ fields }) => fields.length === 0)
  return whole ? [] : [...new Set(rows.flatMap(({ fields }) => fields))]
}

/** SQL: whether the person of this column restricted nothing. */
export const isUnrestricted = (column: string): string =>
  `not exists (select from restriction r where r.person_id = ${column})`

/** The person takes back a restriction that was granted. Throws PrivacyRefused. */
export async function liftRestriction(frame: AccountsFrame, by: Subject, requestId: string): Promise<void> {
  const { accountId, personId } = await ownPerson(frame, by)
  await linkedTransaction(frame.pool, async (tx) => {
    const { rowCount } = await tx.query(
      `update subject_request set lifted_at = $3
        where id = $1 and person_id = $2 and kind = 'restrict' and outcome = 'done' and lifted_at is null`,
      [requestId, personId, frame.now()],
    )
    if (rowCount !== 1) throw new PrivacyRefused('subject.unknown')
    const about = { kind: 'request', id: requestId } as const
    await recordWatch(tx, frame.now(), { act: 'restrictionLifted', by: accountId, about })
  })
}
