/** Requests of the data subject over HTTP: who answers, until when, and what may come of it. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Client } from '@cbccvc/contract'
import { inOffice, type Office } from '../testing/accounts.ts'
import { personOf } from '../testing/book.ts'
import { official, testNation } from '../testing/people.ts'
import { refused } from '../testing/route.ts'

const json = (body: object) => ({ body: JSON.stringify(body) })
/** Those who work, by their records. */
const working = Array.from({ length: 60 }, (_, i) => i).filter((i) => testNation.official(i).trangThaiCongTac === 'DLV')
const number = (i: number) => official(i, 'H26').soDinhDanh as string

const wish = { kind: 'correct', fields: ['email'], words: 'Thư điện tử của tôi đã đổi: moi@vidu.vn' }
const refusal = { outcome: 'refused', words: 'Đã đối chiếu giấy tờ.', ground: 'foundTrue', parcel: null }

/** An is a viewer of H26.1, where an officer works; Bình is one of H26.2, where nobody does. */
async function people(office: Office) {
  const founders = await office.founders()
  const admin = await office.administrator(founders, 'H26', 'hn.admin')
  const [a, b, c] = working as [number, number, number]
  await office.route.push('H26', [official(a, 'H26.1'), official(b, 'H26.2'), official(c, 'H26.1')])
  const bound = async (i: number, role: 'viewer' | 'officer', unit: string, login: string) => {
    const { id } = await personOf(office.route, number(i))
    const holder = await office.join(await office.invite(admin, role, unit, login, id))
    return { id, i, holder, browser: office.browser(await office.signIn(holder)) }
  }
  const an = await bound(a, 'viewer', 'H26.1', 'hn.an')
  const binh = await bound(b, 'viewer', 'H26.2', 'hn.binh')
  const officer = await bound(c, 'officer', 'H26.1', 'hn.canbo')
  const operator = office.browser(await office.signIn(founders[0]))
  return { an, binh, officer, operator, founders, admin }
}

const toAnswer = async (browser: Client) =>
  (await browser.call('requestsToAnswer')).answer.requests.map(({ no, state, owner, dueOn }) => ({
    ...{ no, state, owner, dueOn },
  }))

test(
  'a correction is asked for, done by a parcel of the body, and answered for good',
  inOffice(async (office) => {
    const { an, binh, officer, operator } = await people(office)
    const made = (await an.browser.call('makeRequest', json(wish))).answer
    assert.deepEqual([made.no, made.dueOn], ['YC-1', '2023-06-22'])
    // The clock of accounts runs ahead here, half a minute a sign-in; the book's does not.
    await office.route.owner.query('update subject_request set made_at = clock_timestamp()')
    const line = { no: 'YC-1', state: 'open', owner: 'officer', dueOn: '2023-06-22' }
    assert.deepEqual(await toAnswer(officer.browser), [line])
    assert.deepEqual(await toAnswer(operator), [])
    assert.deepEqual((await binh.browser.call('ownRequests')).answer.requests, [])
    const params = { requestId: made.requestId }
    await refused('access.notAllowed', an.browser.call('openRequest', { params }))
    await refused('access.notAllowed', binh.browser.call('requestsToAnswer'))
    await refused('subject.unknown', operator.call('openRequest', { params }))
    await refused('subject.unknown', officer.browser.call('openRequest', { params: { requestId: randomUUID() } }))

    const opened = (await officer.browser.call('openRequest', { params })).answer
    assert.deepEqual([opened.words, opened.person, opened.parcels], [wish.words, office.house.keys.refOf(an.id), []])
    // The request is the case for which its officer looks.
    const look = { purpose: { code: 'subjectRequest', caseNo: opened.no } }
    await officer.browser.call('record', { params: { ref: opened.person }, ...json(look) })
    const { rows } = await office.route.owner.query('select account_id from subject_request_opened')
    assert.deepEqual(rows, [{ account_id: officer.holder.accountId }])
    // What the person wrote is not at rest in the clear.
    const kept = await office.route.owner.query('select words from subject_request')
    assert.ok(!kept.rows[0].words.includes('moi@vidu.vn'))

    const other = await office.route.push('H26', [official(working[5]!, 'H26.1')])
    const done = { outcome: 'done', words: 'Đã sửa.', ground: null, parcel: other.parcelId }
    const answer = (change: object) =>
      officer.browser.call('answerRequest', { params, ...json({ ...done, ...change }) })
    await refused('subject.parcel', answer({}))
    await refused('subject.parcel', answer({ parcel: null }))
    await refused('subject.parcel', answer({ parcel: randomUUID() }))
    await refused('subject.outcome', answer({ outcome: 'closed', ground: 'keptByLaw' }))
    await refused('subject.outcome', answer({ outcome: 'refused' }))
    await refused('subject.parcel', answer({ outcome: 'refused', ground: 'foundTrue' }))
    const { parcelId } = await office.route.push('H26', [official(an.i, 'H26.1', { email: 'moi@vidu.vn' })])
    // What was stated before the request is no correction; what came since may be one, whoever else was in it.
    assert.deepEqual(
      (await officer.browser.call('openRequest', { params })).answer.parcels.map((one) => one.parcelId),
      [parcelId],
    )
    await answer({ parcel: parcelId })
    await refused('subject.unknown', answer({ parcel: parcelId }))
    assert.deepEqual(await toAnswer(officer.browser), [])
    const [own] = (await an.browser.call('ownRequests')).answer.requests
    assert.deepEqual(
      [own!.state, own!.owner, own!.words, own!.answer],
      ['answered', null, wish.words, { ...done, parcel: parcelId, on: '2023-06-20' }],
    )
  }),
)

test(
  'the clock counts working days: weekends, holidays and make-up Saturdays; then the national operator owns it as well',
  inOffice(async (office) => {
    const { an, officer, operator } = await people(office)
    const dueFrom = async (day: string) => {
      office.route.setToday(day)
      return (await an.browser.call('makeRequest', json(wish))).answer.dueOn
    }
    assert.deepEqual(
      [
        await dueFrom('2023-06-22'), // Thursday → Friday, Monday
        await dueFrom('2023-06-23'), // Friday → Monday, Tuesday
        await dueFrom('2023-06-24'), // Saturday: the same
        await dueFrom('2023-08-31'), // 1 and 4 September are holidays
        await dueFrom('2024-02-07'), // Tết 2024: back on the 15th
        await dueFrom('2024-04-26'), // 29 April to 1 May off
        await dueFrom('2024-05-02'), // Saturday 4 May is worked
      ],
      ['2023-06-26', '2023-06-27', '2023-06-27', '2023-09-06', '2024-02-16', '2024-05-03', '2024-05-04'],
    )
    const at = async (day: string, browser: Client) => {
      office.route.setToday(day)
      return (await toAnswer(browser))
        .filter(({ dueOn }) => dueOn === '2024-05-04')
        .map(({ state, owner }) => [state, owner])
    }
    assert.deepEqual(await at('2024-05-03', officer.browser), [['open', 'officer']])
    assert.deepEqual(await at('2024-05-03', operator), [])
    assert.deepEqual(await at('2024-05-04', officer.browser), [['dueToday', 'officer']])
    assert.deepEqual(await at('2024-05-05', officer.browser), [['overdue', 'both']])
    assert.deepEqual(await at('2024-05-05', operator), [['overdue', 'both']])
    // The most urgent stands first, and the operator may answer what has gone over its limit.
    const [first] = (await operator.call('requestsToAnswer')).answer.requests
    assert.equal(first!.dueOn, '2023-06-26')
    const params = { requestId: first!.requestId }
    await operator.call('answerRequest', { params, ...json(refusal) })
    const own = (await an.browser.call('ownRequests')).answer.requests.find(({ no }) => no === first!.no)
    assert.deepEqual([own!.state, own!.answer!.ground], ['answered', 'foundTrue'])
  }),
)

test(
  'where a unit has no officer the national operator answers; an officer who comes takes over; nobody answers themself',
  inOffice(async (office) => {
    const { binh, officer, operator, admin } = await people(office)
    await binh.browser.call('makeRequest', json({ ...wish, kind: 'see', fields: [] }))
    assert.deepEqual(
      (await toAnswer(operator)).map(({ owner }) => owner),
      ['operator'],
    )
    assert.deepEqual(await toAnswer(officer.browser), [])
    const other = await office.join(await office.invite(admin, 'officer', 'H26.2', 'hn.moi'))
    const taking = office.browser(await office.signIn(other))
    assert.deepEqual(await toAnswer(operator), [])
    assert.deepEqual(
      (await toAnswer(taking)).map(({ owner }) => owner),
      ['officer'],
    )
    // The only officer of H26.1 is a person, too: that request is the operator's.
    const made = (await officer.browser.call('makeRequest', json(wish))).answer
    assert.deepEqual(
      (await toAnswer(operator)).map(({ no }) => no),
      [made.no],
    )
    const params = { requestId: made.requestId }
    await refused('subject.own', officer.browser.call('openRequest', { params }))
    await refused('subject.own', officer.browser.call('answerRequest', { params, ...json(refusal) }))
    await operator.call('answerRequest', { params, ...json(refusal) })
  }),
)

test(
  'nothing is erased: it is closed on a legal ground, or refused; and what is open at once has a measure',
  inOffice(async (office) => {
    const { an, officer } = await people(office)
    const { requestId } = (await an.browser.call('makeRequest', json({ ...wish, kind: 'erase', fields: [] }))).answer
    const answer = (change: object) =>
      officer.browser.call('answerRequest', { params: { requestId }, ...json({ ...refusal, ...change }) })
    await refused('subject.outcome', answer({ outcome: 'done', ground: null }))
    await refused('subject.outcome', answer({ outcome: 'closed', ground: null }))
    const before = await office.route.owner.query('select count(*)::int as n from entry')
    await answer({ outcome: 'closed', ground: 'keptByLaw' })
    assert.deepEqual((await office.route.owner.query('select count(*)::int as n from entry')).rows, before.rows)
    await refused('subject.field', an.browser.call('makeRequest', json({ ...wish, fields: ['khongCo'] })))
    await refused('request.shape', an.browser.call('makeRequest', json({ ...wish, kind: 'forget' })))
    const tries = await Promise.allSettled(Array.from({ length: 23 }, () => an.browser.call('makeRequest', json(wish))))
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 20)
    await refused('subject.tooMany', an.browser.call('makeRequest', json(wish)))
  }),
)
