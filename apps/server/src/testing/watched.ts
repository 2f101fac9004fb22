/** One row of each kind that acts are about, with its act, as those who watch leave them. */
import { randomUUID } from 'node:crypto'
import { recordAsNumbered, recordWatch } from '../../../../packages/registry/src/access/looks/acts.ts'
import { asOwner, type Writing } from './looks.ts'

/** An inspection, an alarm and a request about the first person, and a broken glass for each. Returns the glasses. */
export async function watchOver(by: Writing, account: string, persons: readonly number[]): Promise<string[]> {
  const { keys } = by.house
  const sealed = (place: string, of: 'facts' | 'sealed' = 'facts') => keys.seal(of, place, Buffer.from('Vì sao'))
  const [first] = persons
  const [other, at] = [randomUUID(), new Date()]
  return asOwner(by, async (tx) => {
    const inspection = randomUUID()
    await tx.query(
      `insert into inspection (id, case_no, decision_no, valid_from, valid_to, hidden, hidden_ground, state, opened_by, opened_at,
         decided_by, decided_at, ended_by, ended_at)
       values ($1, 'TT-1', 'QĐ-1', '2023-06-01', '2023-06-20', true, $2, 'ended', $3, $4, $5, $4, $3, $4)`,
      [inspection, sealed(`inspection ${inspection}`), account, at, other],
    )
    await tx.query(
      `insert into inspection_about (inspection_id, person_id, unit_id) values ($1, $2, null), ($1, null, (select min(id) from unit))`,
      [inspection, first],
    )
    await recordWatch(tx, at, { act: 'inspectionEnded', by: account, about: { kind: 'inspection', id: inspection } })
    const glasses: string[] = []
    for (const person of persons) {
      const id = randomUUID()
      await tx.query(
        `insert into broken_glass (id, account_id, person_id, reason, opened_at, until, review_by, reviewed_by, reviewed_at, justified, word)
         values ($1, $2, $3, $4, $5, $5::timestamptz + interval '1 hour', '2023-06-22', $6, $5, true, $7)`,
        [id, account, person, sealed(`glass ${id} reason`), at, other, sealed(`glass ${id} word`)],
      )
      await recordWatch(tx, at, { act: 'glassReviewed', by: other, about: { kind: 'glass', id } })
      glasses.push(id)
    }
    const alarm = randomUUID()
    await tx.query(
      `insert into alarm (id, at, kind, account_id, person_id, look_no, day, facts, settle_by, settled_by, settled_at, word)
       values ($6, $1, 'canary', $2, $3, 1, '2023-06-20', '{"looks": 7}', '2023-06-22', $4, $1, $5)`,
      [at, account, first, other, sealed(`alarm ${alarm}`), alarm],
    )
    await recordAsNumbered(tx, at, { act: 'alarmRaised', by: null, about: { kind: 'alarm', id: alarm } })
    const request = randomUUID()
    await tx.query(
      `insert into subject_request (id, account_id, person_id, unit_id, kind, fields, words, made_at, made_on, due_on, outcome,
         answer, answered_by, answered_at, answered_on, lifted_at)
       values ($1, $2, $3, (select min(id) from unit), 'restrict', '{}', $4, $5, '2023-06-20', '2023-06-22', 'done', $7, $6, $5,
         '2023-06-21', $5)`,
      [
        ...[request, account, first, sealed(`request ${request} words`, 'sealed'), at, other],
        sealed(`request ${request} answer`, 'sealed'),
      ],
    )
    await tx.query('insert into subject_request_opened (request_id, account_id, at) values ($1, $2, $3)', [
      ...[request, other, at],
    ])
    await recordWatch(tx, at, {
      ...{ act: 'requestOpened', by: other, about: { kind: 'request', id: request } },
      note: 7,
    })
    return glasses
  })
}
