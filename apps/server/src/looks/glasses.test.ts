/** Breaking the glass: who may, for how long, that each look through it is marked, and that somebody else looks at it after. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { LookShapes } from '@cbccvc/contract'
import { inOffice, type Office } from '../testing/accounts.ts'
import { type Asker, askerOf } from '../testing/askers.ts'
import { watched } from '../testing/watchers.ts'

const emergency = { purpose: { code: 'emergency' } }
const deep = { ...emergency, classes: ['public', 'internal', 'restricted', 'sealed'] }
const code = async (by: Asker, path: string, body: object = {}) => (await by.post(path, body)).json.code

async function listed(office: Office, by: Asker): Promise<LookShapes.Glasses['glasses']> {
  const cookie = `session=${await office.signIn(by.holder)}`
  const answer = await fetch(`${office.url}/v1/glasses`, { headers: { cookie, 'sec-fetch-site': 'same-origin' } })
  assert.equal(answer.status, 200)
  return ((await answer.json()) as LookShapes.Glasses).glasses
}

test(
  'a broken glass opens one whole record for its time; the looks are marked, and the person sees them',
  inOffice(async (office) => {
    const all = await watched(office)
    const { auditor, approver, officer, person, people } = all
    const operator = await askerOf(office, all.founders[0])
    const look = (ref: string) => operator.post(`/v1/people/${ref}/record`, deep)
    assert.equal((await look(people[0]!)).json.code, 'access.notAllowed')
    const wish = { person: people[0], ...emergency, reason: 'Cứu nạn: cần nhóm máu', minutes: 60 }
    for (const other of [auditor, approver, officer, person])
      assert.equal(await code(other, '/v1/glasses', wish), 'access.notAllowed')
    for (const minutes of [0, 241, 1.5])
      assert.match(String(await code(operator, '/v1/glasses', { ...wish, minutes })), /^(glass.time|request.shape)$/)
    assert.equal(await code(operator, '/v1/glasses', { ...wish, person: 'A'.repeat(22) }), 'access.notFound')
    const broken = await operator.post('/v1/glasses', wish)
    assert.equal(broken.status, 200, broken.text)
    assert.equal(broken.json.reviewBy, '2023-06-22')

    const seen = await look(people[0]!)
    assert.equal(seen.status, 200, seen.text)
    const fields = Object.values(seen.json.fields as Record<string, { form: string }>)
    assert.ok(fields.length > 40 && fields.every(({ form }) => form === 'clear'))
    assert.equal((await look(people[1]!)).json.code, 'access.notAllowed', 'of one person')
    const other = { ...deep, purpose: { code: 'dataQuality' } }
    assert.notEqual((await operator.post(`/v1/people/${people[0]}/record`, other)).status, 200, 'for an emergency')
    await operator.post(`/v1/people/${people[0]}/record`, { purpose: { code: 'dataQuality' } })
    await office.route.tick()

    const { looks } = (await person.post('/v1/me/looks')).json as LookShapes.MyLooks
    assert.deepEqual(
      looks.map(({ purpose, emergency: marked }) => [purpose, marked]),
      [
        ['dataQuality', false],
        ['emergency', true],
      ],
    )
    const { rows } = await office.route.owner.query('select glass from access_look where glass is not null')
    assert.deepEqual(rows, [{ glass: broken.json.glassId }])
    const why = { purpose: { code: 'inspection', caseNo: 'VV-1' }, emergency: true }
    const marked = (await auditor.post('/v1/looks/search', why)).json as LookShapes.FoundLooks
    assert.deepEqual(
      marked.looks.map(({ person: ref, login }) => [ref, login]),
      [[people[0], 'bo.vanhanh']],
    )

    // It closes by itself; a step-up does not open it again.
    office.pass(61 * 60)
    const again = await askerOf(office, all.founders[0])
    assert.equal(await code(again, `/v1/people/${people[0]}/record`, deep), 'access.notAllowed')
    // The words of the reason are at rest in a box.
    const { rows: boxes } = await office.route.owner.query<{ reason: Buffer }>('select reason from broken_glass')
    assert.equal(boxes[0]!.reason.includes('nhóm máu'), false)
  }),
)

test(
  'who broke it cannot review it, nor anybody while it is open; unreviewed after two working days it is overdue',
  inOffice(async (office) => {
    const all = await watched(office)
    const operator = await askerOf(office, all.founders[0])
    const wish = { person: all.people[0], ...emergency, reason: 'Thiên tai', minutes: 10 }
    const { glassId } = (await operator.post('/v1/glasses', wish)).json
    const review = `/v1/glasses/${glassId}/review`
    const word = { justified: true, word: 'Đúng quy trình' }
    const approver = await askerOf(office, all.founders[1])
    assert.equal(await code(approver, review, word), 'glass.unknown', 'still open')
    office.pass(11 * 60)
    for (const other of [all.officer, all.administrator, operator])
      assert.equal((await other.post(review, word)).status, 403)
    // Whoever holds both offices is still one person.
    await office.route.owner.query(
      `insert into role_grant (id, account_id, role, via, valid_from, issued_at) values ($1, $2, 'nationalAuditor', 'issued', '2023-01-01', now())`,
      [randomUUID(), operator.holder.accountId],
    )
    const both = await askerOf(office, all.founders[0])
    assert.equal(await code(both, review, word), 'glass.self')

    const auditor = all.auditor
    const waiting = async () =>
      (await listed(office, auditor)).map((line) => [line.overdue, line.justified, line.reason])
    office.route.setToday('2023-06-22')
    assert.deepEqual(await waiting(), [[false, null, 'Thiên tai']])
    office.route.setToday('2023-06-23')
    assert.deepEqual(await waiting(), [[true, null, 'Thiên tai']])
    const fresh = await askerOf(office, all.founders[1])
    assert.equal((await fresh.post(review, { ...word, justified: false })).status, 200)
    assert.equal(await code(fresh, review, word), 'glass.unknown', 'once')
    const [line] = await listed(office, auditor)
    assert.deepEqual(
      [line!.overdue, line!.justified, line!.word, line!.who!.name, line!.reviewedBy!.name],
      [false, false, 'Đúng quy trình', 'Người vận hành quốc gia', 'Người phê duyệt quốc gia'],
    )
    await assert.rejects(office.route.owner.query('delete from broken_glass'), /never deleted/)
    await assert.rejects(office.route.owner.query(`update watch_act set act = 'looksSearched'`), /never deleted/)
    const { rows } = await office.route.owner.query(`select act from watch_act order by id`)
    assert.deepEqual(
      rows.map(({ act }) => act),
      ['glassBroken', 'glassReviewed'],
    )
  }),
)
