/** The access log: who looked at whom, which classes in which form, why, from where. */
import { fieldClasses } from '@cbccvc/standard'
import type { Connection } from '../database/index.ts'
import { spendSeen } from './exports/budget.ts'
import type { RecordPermit } from './permit.ts'

/**
 * Writes down a look, in the transaction that answers it: where this fails, nothing is answered. What a system looks at is
 * spent of its day here, whatever the door. Throws `access.people`.
 */
export async function looked(tx: Connection, permit: RecordPermit, persons: readonly number[]): Promise<void> {
  const { subject, action, forms, purpose } = permit
  await spendSeen(tx, subject, persons)
  const classes = fieldClasses.flatMap((of) => (forms[of] === undefined ? [] : [`${of}:${forms[of]}`]))
  await tx.query(
    `insert into access_look (account_id, session_id, person_id, action, classes, purpose, legal_ground, case_no, address, glass)
     select $1, $2, p, $4, $5, $6, $7, $8, $9,
            case when $6 = 'emergency' then (select g.id from broken_glass g
              where g.account_id = $1 and g.person_id = p and g.until > now() order by g.until desc limit 1) end
       from unnest($3::bigint[]) p`,
    [
      subject.accountId,
      subject.sessionId,
      persons,
      action,
      classes,
      purpose?.code ?? null,
      purpose?.ground ?? null,
      purpose?.caseNo ?? null,
      subject.address,
    ],
  )
}
