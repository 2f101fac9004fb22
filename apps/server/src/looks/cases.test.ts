/** A look for a complaint or for a person's request hangs on a case that is open; a number alone is none. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { LookShapes } from '@cbccvc/contract'
import { inOffice, type Office } from '../testing/accounts.ts'
import { type Asker, askerOf } from '../testing/askers.ts'
import { watched } from '../testing/watchers.ts'

const code = async (by: Asker, path: string, body?: unknown) => (await by.post(path, body)).json.code
const look = async (by: Asker, ref: string, caseNo: string, purpose: string) =>
  code(by, `/v1/people/${ref}/record`, { purpose: { code: purpose, caseNo } })

async function registered(office: Office, by: Asker): Promise<LookShapes.Complaints['complaints']> {
  const cookie = `session=${await office.signIn(by.holder)}`
  const answer = await fetch(`${office.url}/v1/complaints`, { headers: { cookie, 'sec-fetch-site': 'same-origin' } })
  assert.equal(answer.status, 200)
  return ((await answer.json()) as LookShapes.Complaints).complaints
}

test(
  'a complaint is registered by who does not look; one looks for it while it is open, at whom it is about, and never else',
  inOffice(async (office) => {
    const all = await watched(office)
    const { auditor, operator, approver, officer, people } = all
    const complaint = (more: object = {}) => ({
      ...{ caseNo: '12/KN-2023', kind: 'khieuNai', receivedOn: '2023-06-12', takenUpOn: '2023-06-20' },
      ...{ persons: [people[0]], units: [], ...more },
    })
    assert.equal(await look(auditor, people[0]!, '12/KN-2023', 'complaint'), 'access.purpose', 'a number is no case')
    for (const other of [auditor, operator, officer, all.administrator])
      assert.equal(await code(other, '/v1/complaints', complaint()), 'access.notAllowed')
    const wrong = (more: object) => code(approver, '/v1/complaints', complaint(more))
    assert.equal(await wrong({ takenUpOn: '2023-06-21' }), 'complaint.dates', 'in the future')
    assert.equal(await wrong({ receivedOn: '2023-06-21' }), 'complaint.dates', 'taken up before it was received')
    assert.equal(await wrong({ receivedOn: '2023-01-01', takenUpOn: '2023-01-02' }), 'complaint.dates', 'long over')
    assert.equal(await wrong({ persons: [] }), 'complaint.about')
    assert.equal(await wrong({ persons: ['A'.repeat(22)] }), 'complaint.about')
    const { json } = await approver.post('/v1/complaints', complaint())
    assert.equal(json.validTo, '2023-08-18', 'sixty days from the day on which it was taken up')
    assert.equal(await wrong({}), 'complaint.caseTaken')

    for (const by of [auditor, operator]) assert.equal(await look(by, people[0]!, '12/KN-2023', 'complaint'), undefined)
    for (const [by, ref, caseNo, purpose] of [
      [auditor, people[1]!, '12/KN-2023', 'complaint'],
      [auditor, people[0]!, '13/KN-2023', 'complaint'],
      [auditor, people[0]!, '12/KN-2023', 'inspection'],
      [operator, people[0]!, '12/KN-2023', 'elsewhere'],
      [officer, people[0]!, '12/KN-2023', 'complaint'],
    ] as const)
      assert.equal(await look(by, ref, caseNo, purpose), 'access.purpose', `${ref} ${caseNo} ${purpose}`)

    // Whoever holds both offices does not look in the case that they registered.
    await office.route.owner.query(
      `insert into role_grant (id, account_id, role, via, valid_from, issued_at) values ($1, $2, 'nationalAuditor', 'issued', '2023-01-01', now())`,
      [randomUUID(), approver.holder.accountId],
    )
    assert.equal(
      await look(await askerOf(office, approver.holder), people[0]!, '12/KN-2023', 'complaint'),
      'access.purpose',
    )

    // One about a unit reaches whoever stands there; it is over when its days are, or when it is closed.
    const wide = complaint({ caseNo: '14/TC-2023', kind: 'toCao', persons: [], units: ['H26'] })
    assert.equal((await approver.post('/v1/complaints', wide)).json.validTo, '2023-09-17')
    assert.equal(await look(auditor, people[1]!, '14/TC-2023', 'complaint'), undefined)
    office.route.setToday('2023-08-19')
    assert.equal(await look(auditor, people[0]!, '12/KN-2023', 'complaint'), 'access.purpose')
    assert.equal(await look(auditor, people[1]!, '14/TC-2023', 'complaint'), undefined)
    const lines = await registered(office, auditor)
    assert.deepEqual(
      lines.map((line) => [line.caseNo, line.state, line.persons, line.units.map(({ unit }) => unit)]),
      [
        ['14/TC-2023', 'open', [], ['H26']],
        ['12/KN-2023', 'over', [people[0]], []],
      ],
    )
    const close = `/v1/complaints/${lines[0]!.complaintId}/closed`
    assert.equal(await code(auditor, close), 'access.notAllowed')
    assert.equal(await code(approver, close), undefined)
    assert.equal(await code(approver, close), 'complaint.unknown', 'once')
    assert.equal(await look(auditor, people[1]!, '14/TC-2023', 'complaint'), 'access.purpose')
    assert.deepEqual(
      (await registered(office, operator)).map(({ state }) => state),
      ['closed', 'over'],
    )
  }),
)

test(
  'for a request of the person one looks while it is open, at that person alone, by its own number',
  inOffice(async (office) => {
    const { person, officer, people } = await watched(office)
    assert.equal(await look(officer, people[0]!, 'YC-1', 'subjectRequest'), 'access.purpose', 'there is none yet')
    const { json } = await person.post('/v1/requests', { kind: 'see', fields: [], words: 'Xin xem' })
    assert.equal(json.no, 'YC-1')
    assert.equal(await look(officer, people[0]!, 'YC-1', 'subjectRequest'), undefined)
    assert.equal(await look(officer, people[1]!, 'YC-1', 'subjectRequest'), 'access.purpose', 'somebody else')
    assert.equal(await look(officer, people[0]!, 'YC-2', 'subjectRequest'), 'access.purpose', 'another number')
    const list = { purpose: { code: 'subjectRequest', caseNo: 'YC-1' } }
    assert.equal(await code(officer, '/v1/units/H26.1/people', list), 'access.purpose', 'a request is about one person')
    const answer = { outcome: 'done', words: 'Đã cung cấp', ground: null, parcel: null }
    assert.equal((await officer.post(`/v1/requests/${json.requestId}/answer`, answer)).status, 200)
    assert.equal(await look(officer, people[0]!, 'YC-1', 'subjectRequest'), 'access.purpose', 'answered')
  }),
)
