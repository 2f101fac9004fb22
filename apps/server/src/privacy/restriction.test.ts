/** Restricted processing: what it closes, what goes on with a mark, and when it ends. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { RecordShapes } from '@cbccvc/contract'
import { inOffice, type Office } from '../testing/accounts.ts'
import { type Asker, asker, askerOf } from '../testing/askers.ts'
import { watched } from '../testing/watchers.ts'

const management = { purpose: { code: 'management' } }
const personnel = { purpose: { code: 'personnel' } }
const done = { outcome: 'done', words: 'Đã hạn chế', ground: null, parcel: null }

const code = async (by: Asker, path: string, body?: unknown) => (await by.post(path, body)).json.code
const listed = async (by: Asker, body: object, path = 'people') => {
  const { json } = await by.post(`/v1/units/H26.1/${path}`, body)
  return (json as unknown as RecordShapes.SeenPeople).people.map(({ person }) => person)
}

/** Makes a request of the person and has the officer answer it. */
async function granted({ person, officer }: { person: Asker; officer: Asker }, kind: string, fields: string[] = []) {
  const { requestId } = (await person.post('/v1/requests', { kind, fields, words: 'Xin hạn chế' })).json
  const answer = await officer.post(`/v1/requests/${requestId}/answer`, done)
  assert.equal(answer.status, 200, answer.text)
  return requestId as string
}

/** The people of `watched`, with a leader, a viewer, and a recruiter to whom the first of them consented. */
async function lookers(office: Office) {
  const all = await watched(office)
  const admin = all.administrator.holder
  const leader = await asker(office, admin, 'leader', 'H26.1', 'hn.lanhdao')
  const viewer = await asker(office, admin, 'viewer', 'H26.1', 'hn.xem')
  const recruits = await office.join(await office.invite(admin, 'viewer', 'H26.2', 'hn.tuyendung'))
  await office.route.owner.query(
    `insert into role_grant (id, account_id, role, via, valid_from, issued_at) values ($1, $2, 'recruiter', 'issued', '2023-01-01', now())`,
    [randomUUID(), recruits.accountId],
  )
  await office.route.owner.query(
    `insert into consent (id, account_id, person_id, fields, purpose, reason, until, asked_on, answer_by, state, given_fields,
       valid_from, valid_to, answered_at)
     values ($1, $2, $3, '{hoTenKhaiSinh}', 'recruitment', 'x', '2023-07-01', '2023-06-20', '2023-06-27', 'given',
       '{hoTenKhaiSinh}', '2023-06-20', '2023-07-01', now())`,
    [randomUUID(), recruits.accountId, all.ids[0]],
  )
  return { ...all, leader, viewer, recruiter: await askerOf(office, recruits) }
}

test(
  'a restriction closes the looks that no law obliges to, in records, lists, searches and counts; officers go on and see the mark',
  inOffice(async (office) => {
    const all = await lookers(office)
    const { officer, leader, viewer, recruiter, person, people } = all
    const record = `/v1/people/${people[0]}/record`
    const recruiting = { purpose: { code: 'recruitment' }, classes: ['public'] }
    const looks = [
      [leader, management],
      [viewer, management],
      [recruiter, recruiting],
    ] as const
    for (const [by, why] of looks) assert.equal(await code(by, record, why), undefined)
    assert.ok((await listed(leader, management)).includes(people[0]!))
    const sex = { filter: [{ field: 'gioiTinh', anyOf: ['0', '1', '2', '3'] }] }
    const before = (await viewer.post('/v1/units/H26.1/people/count', { ...management, ...sex })).json.count

    // Asked for, it closes nothing yet; refused neither.
    const asked = (await person.post('/v1/requests', { kind: 'restrict', fields: [], words: 'Xin hạn chế' })).json
    assert.equal(await code(leader, record, management), undefined)
    const refusal = { outcome: 'refused', words: 'Không', ground: 'personnelWork', parcel: null }
    await officer.post(`/v1/requests/${asked.requestId}/answer`, refusal)
    assert.equal(await code(leader, record, management), undefined)

    const requestId = await granted(all, 'restrict')
    for (const [by, why] of looks) {
      assert.equal(await code(by, record, why), 'access.restricted')
      assert.equal(await code(by, `/v1/people/${people[0]}/history`, why), 'access.restricted')
    }
    for (const by of [leader, viewer]) {
      assert.equal(await code(by, `/v1/people/${people[1]}/record`, management), undefined, 'nobody else is closed')
      const seen = await listed(by, { ...management, limit: 200 })
      assert.deepEqual([seen.includes(people[0]!), seen.includes(people[1]!)], [false, true])
    }
    assert.equal(
      (await viewer.post('/v1/units/H26.1/people/count', { ...management, ...sex })).json.count,
      Number(before) - 1,
    )

    const worked = await officer.post(record, personnel)
    assert.deepEqual([worked.status, worked.json.restricted], [200, []])
    assert.equal((await officer.post(`/v1/people/${people[1]}/record`, personnel)).json.restricted, null)
    assert.ok((await listed(officer, { ...personnel, limit: 200 })).includes(people[0]!))
    assert.equal((await person.post('/v1/me/record')).status, 200, 'the own record stays open to its person')

    // Only its person takes it back, once.
    const lift = `/v1/requests/${requestId}/lifted`
    for (const other of [officer, leader]) assert.notEqual((await other.post(lift)).status, 200)
    assert.equal(await code(person, `/v1/requests/${asked.requestId}/lifted`), 'subject.unknown', 'it was refused')
    assert.equal((await person.post(lift)).status, 200)
    assert.equal(await code(person, lift), 'subject.unknown')
    const own = (await office.browser(await office.signIn(person.holder)).call('ownRequests')).answer.requests
    assert.deepEqual(
      own.map(({ answer, lifted }) => [answer?.outcome, lifted]),
      [
        ['done', true],
        ['refused', false],
      ],
    )
    for (const [by, why] of looks) assert.equal(await code(by, record, why), undefined)
  }),
)

test(
  'a restriction of named fields leaves these out and the record open; of lists it leaves the person out',
  inOffice(async (office) => {
    const all = await lookers(office)
    const { leader, officer, people } = all
    const record = `/v1/people/${people[0]}/record`
    const fields = async (by: Asker, why: object) => Object.keys((await by.post(record, why)).json.fields as object)
    const before = await fields(leader, management)
    assert.ok(before.includes('ngaySinh') && before.includes('gioiTinh'))
    await granted(all, 'restrict', ['ngaySinh'])
    assert.deepEqual(
      await fields(leader, management),
      before.filter((field) => field !== 'ngaySinh'),
    )
    assert.ok(!(await listed(leader, { ...management, limit: 200 })).includes(people[0]!))
    const worked = await officer.post(record, personnel)
    assert.ok('ngaySinh' in (worked.json.fields as object))
    assert.deepEqual(worked.json.restricted, ['ngaySinh'])
    await granted(all, 'restrict')
    assert.equal(await code(leader, record, management), 'access.restricted', 'the whole record is more than one field')
  }),
)

test(
  'where an objection was open when it was granted, a restriction ends when every objection is answered',
  inOffice(async (office) => {
    const all = await lookers(office)
    const { leader, person, officer, people } = all
    const record = `/v1/people/${people[0]}/record`
    await granted(all, 'object')
    const objection = (await person.post('/v1/requests', { kind: 'object', fields: [], words: 'Phản đối' })).json
    await granted(all, 'restrict')
    office.pass(60)
    assert.equal(await code(leader, record, management), 'access.restricted')
    const second = (await person.post('/v1/requests', { kind: 'object', fields: [], words: 'Phản đối nữa' })).json
    await officer.post(`/v1/requests/${objection.requestId}/answer`, done)
    assert.equal(await code(leader, record, management), 'access.restricted', 'one is still open')
    await officer.post(`/v1/requests/${second.requestId}/answer`, done)
    assert.equal(await code(leader, record, management), undefined)
  }),
)
