/** Who looked, over HTTP: what the person sees, what a body's administrator and the auditor see, and what an inspection hides. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { LookShapes } from '@cbccvc/contract'
import { inOffice, type Office } from '../testing/accounts.ts'
import { type Asker, askerOf } from '../testing/askers.ts'
import { writeLook } from '../testing/looks.ts'
import { type Watchers, watched } from '../testing/watchers.ts'

const personnel = { purpose: { code: 'personnel' } }
const tick = (office: Office) => office.route.tick()

async function read(by: Asker, ref: string, more: object = personnel): Promise<number> {
  const { status } = await by.post(`/v1/people/${ref}/record`, more)
  return status
}

async function mine(by: Asker, page: object = {}): Promise<LookShapes.MyLooks> {
  const answer = await by.post('/v1/me/looks', page)
  assert.equal(answer.status, 200, answer.text)
  return answer.json as LookShapes.MyLooks
}

async function found(by: Asker, sought: object): Promise<LookShapes.FoundLooks> {
  const answer = await by.post('/v1/looks/search', sought)
  assert.equal(answer.status, 200, answer.text)
  return answer.json as LookShapes.FoundLooks
}

const code = async (by: Asker, path: string, body: object = {}) => (await by.post(path, body)).json.code

test(
  'a person sees who looked, by name and unit, when, which classes and why; page by page, and nobody else does',
  inOffice(async (office) => {
    const { officer, person, people, administrator, auditor } = await watched(office)
    assert.equal(await read(officer, people[0]!), 200)
    assert.equal(await read(officer, people[1]!), 200)
    assert.equal(await read(officer, people[0]!, { purpose: { code: 'transfer' }, classes: ['public'] }), 200)
    await officer.post('/v1/units/H26.1/people', { ...personnel, limit: 50 })
    assert.equal((await person.post('/v1/me/record', {})).status, 200)
    assert.deepEqual((await mine(person)).looks, [], 'a line without a number is shown half a second later')
    await tick(office)

    const { looks, next } = await mine(person)
    assert.equal(next, null)
    assert.deepEqual(
      looks.map(({ action, purpose, ground, own, emergency }) => [action, purpose, ground, own, emergency]),
      [
        ['record.read', null, null, true, false],
        ['record.list', 'personnel', 'nd27Personnel', false, false],
        ['record.read', 'transfer', 'tt06', false, false],
        ['record.read', 'personnel', 'nd27Personnel', false, false],
      ],
    )
    const [, , second, first] = looks
    assert.deepEqual(second!.classes, [{ class: 'public', form: 'clear' }])
    assert.deepEqual(first!.who, {
      name: 'Người giữ hn.canbo',
      roles: [{ role: 'officer', unit: 'H26.1', unitName: 'Đơn vị H26.1' }],
    })
    const pages: unknown[] = []
    for (let after: string | undefined; ; ) {
      const page = await mine(person, { limit: 1, ...(after && { after }) })
      assert.equal(page.looks.length, 1)
      pages.push(...page.looks)
      if (page.next === null) break
      after = page.next
    }
    assert.deepEqual(pages, looks)
    assert.equal(await code(person, '/v1/me/looks', { after: '-1' }), 'looks.cursor')
    // An account that is bound to nobody has no record of its own.
    for (const other of [officer, administrator, auditor])
      assert.equal(await code(other, '/v1/me/looks'), 'access.notAllowed')
  }),
)

test(
  'a body sees the looks at its own people and no others; the auditor, with a purpose, all; the search is written down',
  inOffice(async (office) => {
    const { officer, administrator, auditor, approver, person, people, ids } = await watched(office)
    await read(officer, people[0]!)
    await read(officer, people[1]!)
    const elsewhere = (await office.route.owner.query('select max(id) + 1 as id from person')).rows[0].id
    await writeLook(office.route, { account: randomUUID(), person: Number(elsewhere) })
    await tick(office)
    const own = await found(administrator, { unit: 'H26' })
    assert.deepEqual(
      own.looks.map(({ person: ref, login, no }) => [ref, login, no]),
      [
        [people[1], 'hn.canbo', 2],
        [people[0], 'hn.canbo', 1],
      ],
    )
    assert.deepEqual((await found(administrator, { unit: 'H26.2' })).looks, [])
    for (const unit of ['H56', 'G01.1', 'H99', undefined])
      assert.equal(await code(administrator, '/v1/looks/search', { unit }), 'access.notAllowed', unit)
    for (const other of [officer, approver, person])
      assert.equal(await code(other, '/v1/looks/search', { unit: 'H26.1' }), 'access.notAllowed')

    assert.equal(await code(auditor, '/v1/looks/search'), 'access.purpose')
    const why = { purpose: { code: 'inspection', caseNo: 'VV-1' } }
    assert.deepEqual(
      (await found(auditor, why)).looks.map(({ no }) => no),
      [3, 2, 1],
    )
    const narrow = async (more: object) => (await found(auditor, { ...why, ...more })).looks.map(({ no }) => no)
    assert.deepEqual(await narrow({ person: people[0] }), [1])
    assert.deepEqual(await narrow({ login: 'hn.canbo' }), [2, 1])
    assert.deepEqual(await narrow({ login: 'nobody' }), [])
    assert.deepEqual(await narrow({ person: 'x'.repeat(22) }), [])
    assert.deepEqual(await narrow({ forPurpose: 'emergency' }), [])
    assert.deepEqual(await narrow({ emergency: true }), [])
    const past = { from: '2020-01-01T00:00:00Z', to: '2020-06-01T00:00:00Z' }
    assert.deepEqual(await narrow(past), [])
    assert.equal(
      await code(auditor, '/v1/looks/search', { ...why, ...past, to: '2023-06-01T00:00:00Z' }),
      'looks.dates',
    )
    assert.equal(await code(auditor, '/v1/looks/search', { ...why, from: past.to, to: past.from }), 'looks.dates')

    const { rows } = await office.route.owner.query(
      `select by_account, facts from watch_act where act = 'looksSearched'`,
    )
    assert.equal(rows.filter(({ by_account }) => by_account === auditor.holder.accountId).length, 8)
    assert.equal(rows.at(2)!.facts.whyCase, 'VV-1')
    assert.ok(rows.some(({ facts }) => facts.personId === ids[0]))
  }),
)

/** An inspection of the first person, as the auditor asks for it. */
const inspection = ({ people }: Watchers, more: object = {}) => ({
  ...{ caseNo: 'TT-07/2023', decisionNo: '15/QĐ-TTCP', validFrom: '2023-06-20', validTo: '2023-07-19' },
  ...{ hiddenGround: null, persons: [people[0]], units: [] },
  ...more,
})
const inspecting = { purpose: { code: 'inspection', caseNo: 'TT-07/2023' } }

test(
  'an auditor looks only in a case that is open about the person; an open inspection hides nothing',
  inOffice(async (office) => {
    const all = await watched(office)
    const { auditor, person, people, operator, approver } = all
    assert.equal(await read(auditor, people[0]!, inspecting), 403)
    for (const other of [operator, approver, person])
      assert.equal(await code(other, '/v1/inspections', inspection(all)), 'access.notAllowed')
    const opened = await auditor.post('/v1/inspections', inspection(all))
    assert.deepEqual([opened.status, opened.json.state], [200, 'open'])
    assert.equal(await read(auditor, people[0]!, inspecting), 200)
    assert.equal(await read(auditor, people[0]!, { purpose: { code: 'inspection', caseNo: 'TT-08/2023' } }), 403)
    assert.equal(await read(auditor, people[0]!, { purpose: { code: 'complaint', caseNo: 'TT-07/2023' } }), 403)
    assert.equal(await read(auditor, people[1]!, inspecting), 403)
    await tick(office)
    const [look] = (await mine(person)).looks
    assert.deepEqual(
      [look!.purpose, look!.caseNo, look!.who!.name],
      ['inspection', 'TT-07/2023', 'Người giữ bo.thanhtra'],
    )

    // One about a unit reaches whoever stands there; it is over when its last day is, or when it is ended.
    const wide = inspection(all, { caseNo: 'TT-09/2023', persons: [], units: ['H26'], validTo: '2023-06-21' })
    await auditor.post('/v1/inspections', wide)
    const byUnit = { purpose: { code: 'inspection', caseNo: 'TT-09/2023' } }
    assert.equal(await read(auditor, people[1]!, byUnit), 200)
    assert.equal((await auditor.post('/v1/units/H26.1/people', byUnit)).status, 200)
    assert.equal((await auditor.post('/v1/units/H56/people', byUnit)).status, 403)
    office.route.setToday('2023-06-22')
    assert.equal(await read(auditor, people[1]!, byUnit), 403)
    assert.equal(await read(auditor, people[0]!, inspecting), 200)
    assert.equal((await auditor.post(`/v1/inspections/${opened.json.inspectionId}/end`)).status, 200)
    assert.equal(await read(auditor, people[0]!, inspecting), 403)
    assert.equal(await code(auditor, `/v1/inspections/${opened.json.inspectionId}/end`), 'inspection.unknown')
  }),
)

test(
  'a hidden inspection takes a second person, and its looks are seen by nobody but the auditor until it ends',
  inOffice(async (office) => {
    const all = await watched(office)
    const { auditor, approver, person, officer, administrator, people } = all
    await read(officer, people[0]!)
    const hidden = inspection(all, { hiddenGround: 'Tránh việc tiêu hủy tài liệu' })
    const { json } = await auditor.post('/v1/inspections', hidden)
    assert.equal(json.state, 'asked')
    assert.equal(await read(auditor, people[0]!, inspecting), 403, 'not before it is approved')
    const decide = `/v1/inspections/${json.inspectionId}/decision`
    assert.equal(await code(auditor, decide, { approve: true }), 'access.notAllowed')
    assert.equal((await approver.post(decide, { approve: true })).status, 200)
    assert.equal(await code(approver, decide, { approve: false }), 'inspection.unknown')
    await tick(office)
    const before = [(await person.post('/v1/me/looks', { limit: 1 })).text, await found(administrator, { unit: 'H26' })]

    assert.equal(await read(auditor, people[0]!, inspecting), 200)
    await tick(office)
    const after = [(await person.post('/v1/me/looks', { limit: 1 })).text, await found(administrator, { unit: 'H26' })]
    assert.deepEqual(after, before, 'neither a line, nor a cursor, nor a count betrays it')
    const watching = await found(auditor, { purpose: { code: 'inspection', caseNo: 'TT-07/2023' } })
    assert.deepEqual(
      watching.looks.map(({ caseNo }) => caseNo),
      ['TT-07/2023', null],
    )

    assert.equal((await auditor.post(`/v1/inspections/${json.inspectionId}/end`)).status, 200)
    assert.deepEqual(
      (await mine(person)).looks.map(({ caseNo }) => caseNo),
      ['TT-07/2023', null],
    )
    assert.equal((await found(administrator, { unit: 'H26' })).looks.length, 2)

    // One that nobody ends is over after its last day.
    const second = inspection(all, { caseNo: 'TT-10/2023', hiddenGround: 'x', validTo: '2023-06-25' })
    const opened = (await auditor.post('/v1/inspections', second)).json
    await approver.post(`/v1/inspections/${opened.inspectionId}/decision`, { approve: true })
    assert.equal(await read(auditor, people[0]!, { purpose: { code: 'inspection', caseNo: 'TT-10/2023' } }), 200)
    await tick(office)
    assert.equal((await mine(person)).looks.length, 2)
    office.route.setToday('2023-06-25')
    assert.equal((await mine(person)).looks.length, 2)
    office.route.setToday('2023-06-26')
    assert.deepEqual(
      (await mine(person)).looks.map(({ caseNo }) => caseNo),
      ['TT-10/2023', 'TT-07/2023', null],
    )
  }),
)

test(
  'what is wrong with an inspection is said; the list shows who opened, who approved and what lapsed',
  inOffice(async (office) => {
    const all = await watched(office)
    const { auditor, people, founders } = all
    const wrong = (more: object) => code(auditor, '/v1/inspections', inspection(all, more))
    assert.equal(await wrong({ validFrom: '2023-06-19' }), 'inspection.dates')
    assert.equal(await wrong({ validTo: '2023-06-19' }), 'inspection.dates')
    assert.equal(await wrong({ validTo: '2023-10-18' }), 'inspection.dates')
    assert.equal(await wrong({ persons: [] }), 'inspection.about')
    assert.equal(await wrong({ persons: [people[0], 'A'.repeat(22)] }), 'inspection.about')
    assert.equal(await wrong({ units: ['H99'] }), 'access.notAllowed')
    const asked = (await auditor.post('/v1/inspections', inspection(all, { hiddenGround: 'x', validTo: '2023-10-17' })))
      .json
    assert.equal(await wrong({}), 'inspection.caseTaken')

    // Whoever holds both offices is still one person.
    await office.route.owner.query(
      `insert into role_grant (id, account_id, role, via, valid_from, issued_at) values ($1, $2, 'nationalApprover', 'issued', '2023-01-01', now())`,
      [randomUUID(), auditor.holder.accountId],
    )
    const both = await askerOf(office, auditor.holder)
    const decide = `/v1/inspections/${asked.inspectionId}/decision`
    assert.equal(await code(both, decide, { approve: true }), 'inspection.self')
    office.pass(4 * 86_400)
    const approver = await askerOf(office, founders[1])
    assert.equal(await code(approver, decide, { approve: true }), 'inspection.unknown')
    const list = await fetch(`${office.url}/v1/inspections`, {
      headers: { cookie: `session=${await office.signIn(founders[1])}`, 'sec-fetch-site': 'same-origin' },
    })
    const { inspections } = (await list.json()) as LookShapes.Inspections
    const [line] = inspections
    assert.equal(inspections.length, 1)
    assert.deepEqual(
      [line!.state, line!.hiddenGround, line!.persons, line!.openedBy!.name, line!.decidedBy],
      ['lapsed', 'x', [people[0]], 'Người giữ bo.thanhtra', null],
    )
    const { rows } = await office.route.owner.query('select hidden_ground from inspection')
    assert.equal(rows[0].hidden_ground.includes('x'.repeat(2)), false)
  }),
)
