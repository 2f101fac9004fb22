/** The access log: who looked at whom, which classes in which form, why, from where. */
import { fieldClasses } from '@cbccvc/standard'
import type { Connection } from '../database/index.ts'
import { spendSeen } from './exports/budget.ts'
import { instantText, lookText } from './looks/line.ts'
import { addLink } from './looks/links.ts'
import type { RecordPermit } from './permit.ts'

/**
 * Writes down a look, in the transaction that answers it: where this fails, nothing is answered. What a system looks at is
 * spent of its day here, whatever the door. Throws `access.people`.
 */
export async function looked(tx: Connection, permit: RecordPermit, persons: readonly number[]): Promise<void> {
  if (persons.length === 0) return
  const { subject, action, forms, purpose } = permit
  await spendSeen(tx, subject, persons)
  const classes = fieldClasses.flatMap((of) => (forms[of] === undefined ? [] : [`${of}:${forms[of]}`]))
  const { rows } = await tx.query<{ at: string }>({
    name: 'the instant of a look',
    text: `select ${instantText('now()')} as at`,
  })
  const { at } = rows[0]!
  const glasses = purpose?.code === 'emergency' ? await glassesOf(tx, subject.accountId, persons) : null
  const facts = {
    ...{ at, account_id: subject.accountId, session_id: subject.sessionId, action, classes },
    ...{ purpose: purpose?.code ?? null, legal_ground: purpose?.ground ?? null, case_no: purpose?.caseNo ?? null },
    address: subject.address,
  }
  const glassOf = (person_id: number) => glasses?.get(person_id) ?? null
  const { chain, n } = await addLink(
    tx,
    persons.map((person_id) => lookText({ ...facts, person_id, glass: glassOf(person_id) })),
  )
  await tx.query({
    name: 'write a look down',
    text: `insert into access_look (at, account_id, session_id, person_id, action, classes, purpose, legal_ground, case_no, address,
       glass, chain, link)
     select $1, $2, $3, p.person, $4, $5, $6, $7, $8, $9, p.glass, $10, $11
       from unnest($12::bigint[], $13::uuid[]) p (person, glass)`,
    values: [
      ...[at, facts.account_id, facts.session_id, action, classes, facts.purpose, facts.legal_ground, facts.case_no],
      ...[facts.address, chain, n, persons, persons.map(glassOf)],
    ],
  })
}

/** The glass through which each of these people is looked at. */
async function glassesOf(
  tx: Connection,
  accountId: string | null,
  persons: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const { rows } = await tx.query<{ personId: number; id: string }>(
    `select distinct on (person_id) person_id as "personId", id from broken_glass
      where account_id = $1 and person_id = any($2::bigint[]) and until > now() order by person_id, until desc`,
    [accountId, persons],
  )
  return new Map(rows.map(({ personId, id }) => [personId, id]))
}
