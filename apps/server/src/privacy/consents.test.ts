/** Consent over HTTP: asked without learning anything, given in part, and gone with the next question. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Client, RefusedError } from '@cbccvc/contract'
import type { FieldClass } from '@cbccvc/standard'
import { inOffice, type Office } from '../testing/accounts.ts'
import { personOf } from '../testing/book.ts'
import { official, testNation } from '../testing/people.ts'
import { refused } from '../testing/route.ts'

const json = (body: object) => ({ body: JSON.stringify(body) })
/** Two who work, by their records. */
const working = Array.from({ length: 60 }, (_, i) => i).filter((i) => testNation.official(i).trangThaiCongTac === 'DLV')
const number = (i: number) => official(i, 'H26').soDinhDanh as string
const recruitment = { code: 'recruitment' } as const
const ask = {
  purpose: recruitment,
  code: null,
  soDinhDanh: null,
  fields: ['hoTenKhaiSinh', 'chuyenNganh', 'email'],
  reason: 'Tuyển chuyên viên phòng Kế hoạch',
  until: '2023-12-31',
}

/** A recruiter, and two people with accounts. */
async function people(office: Office) {
  const [operator, approver] = await office.founders()
  const admin = await office.administrator([operator, approver], 'H26', 'hn.admin')
  const [a, b] = working as [number, number]
  await office.route.push('H26', [official(a, 'H26.1'), official(b, 'H26.1')])
  const holders = []
  for (const [i, login] of [
    [a, 'hn.an'],
    [b, 'hn.binh'],
  ] as const) {
    const { id } = await personOf(office.route, number(i))
    const holder = await office.join(await office.invite(admin, 'viewer', 'H26.1', login, id))
    holders.push({ id, holder, number: number(i), browser: office.browser(await office.signIn(holder)) })
  }
  const recruiter = await office.join(await office.invite(operator, 'recruiter', 'H56', 'td.mot'))
  const token = await office.signIn(recruiter)
  return { an: holders[0]!, binh: holders[1]!, recruiter: { ...recruiter, token, browser: office.browser(token) } }
}

/** What the recruiter is told of the person's record now: the fields, or the refusal. */
async function seen({ browser }: { browser: Client }, office: Office, personId: number, of: FieldClass) {
  const params = { ref: office.house.keys.refOf(personId) }
  try {
    const { answer } = await browser.call('record', { params, ...json({ purpose: recruitment, classes: [of] }) })
    return Object.keys(answer.fields).sort()
  } catch (error) {
    assert.ok(error instanceof RefusedError)
    return error.refusal.code
  }
}

test(
  'a recruiter asks by the code of the person, sees the fields that were given, and nothing after the withdrawal',
  inOffice(async (office) => {
    const { an, binh, recruiter } = await people(office)
    assert.equal(await seen(recruiter, office, an.id, 'public'), 'access.notFound')
    const { code } = (await an.browser.call('consentCode')).answer
    const asked = await recruiter.browser.call('askConsent', json({ ...ask, code: ` ${code.toLowerCase()} ` }))
    assert.equal(asked.status, 202)
    const { consentId } = asked.answer
    await refused('consent.code', recruiter.browser.call('askConsent', json({ ...ask, code })))
    assert.equal(await seen(recruiter, office, an.id, 'public'), 'access.notFound')

    const [shown] = (await an.browser.call('ownConsents')).answer.consents
    assert.deepEqual(
      [shown!.consentId, shown!.state, shown!.askedBy, shown!.unit, shown!.fields, shown!.reason, shown!.until],
      [consentId, 'asked', 'Người giữ td.mot', 'H56', ask.fields, ask.reason, ask.until],
    )
    assert.deepEqual((await binh.browser.call('ownConsents')).answer.consents, [])
    const of = { params: { consentId } }
    const yes = { fields: ['hoTenKhaiSinh', 'email'], validTo: '2023-07-31' }
    // Nobody answers for another; nothing is given that was not asked for, nor for longer.
    await refused('consent.unknown', binh.browser.call('giveConsent', { ...of, ...json(yes) }))
    await refused('consent.unknown', binh.browser.call('refuseConsent', of))
    await refused('access.notAllowed', recruiter.browser.call('giveConsent', { ...of, ...json(yes) }))
    for (const [code, change] of [
      ['consent.fields', { fields: ['soDinhDanh'] }],
      ['consent.fields', { fields: ['email', 'soDienThoai'] }],
      ['consent.until', { validTo: '2024-01-01' }],
      ['consent.until', { validTo: '2023-06-19' }],
    ] as const)
      await refused(code, an.browser.call('giveConsent', { ...of, ...json({ ...yes, ...change }) }))
    await an.browser.call('giveConsent', { ...of, ...json(yes) })
    await refused('consent.unknown', an.browser.call('giveConsent', { ...of, ...json(yes) }))

    assert.deepEqual(await seen(recruiter, office, an.id, 'public'), ['hoTenKhaiSinh'])
    assert.deepEqual(await seen(recruiter, office, an.id, 'internal'), ['email'])
    assert.equal(await seen(recruiter, office, an.id, 'restricted'), 'access.notAllowed')
    assert.equal(await seen(recruiter, office, binh.id, 'public'), 'access.notFound')
    const [mine] = (await recruiter.browser.call('askedConsents')).answer.consents
    assert.deepEqual([mine!.state, mine!.person], ['given', office.house.keys.refOf(an.id)])

    // The looks under it are told to the person.
    const [told] = (await an.browser.call('ownConsents')).answer.consents
    assert.deepEqual(
      told!.looks.map(({ action, classes, purpose }) => [action, classes, purpose]),
      [
        ['record.read', ['internal:clear'], 'recruitment'],
        ['record.read', ['public:clear'], 'recruitment'],
      ],
    )

    await refused('consent.unknown', binh.browser.call('withdrawConsent', of))
    await an.browser.call('withdrawConsent', of)
    assert.equal(await seen(recruiter, office, an.id, 'public'), 'access.notFound')
    const [after] = (await recruiter.browser.call('askedConsents')).answer.consents
    assert.deepEqual([after!.state, after!.person], ['withdrawn', null])
    await refused('consent.unknown', an.browser.call('withdrawConsent', of))
  }),
)

test(
  'a consent ends with its last day, a question that nobody answers after two weeks, a code after a quarter of an hour',
  inOffice(async (office) => {
    const { an, recruiter } = await people(office)
    const askNow = async () =>
      (await recruiter.browser.call('askConsent', json({ ...ask, soDinhDanh: an.number }))).answer
    const first = await askNow()
    const yes = json({ fields: ['hoTenKhaiSinh'], validTo: '2023-06-22' })
    await an.browser.call('giveConsent', { params: { consentId: first.consentId }, ...yes })
    office.route.setToday('2023-06-22')
    assert.deepEqual(await seen(recruiter, office, an.id, 'public'), ['hoTenKhaiSinh'])
    office.route.setToday('2023-06-23')
    assert.equal(await seen(recruiter, office, an.id, 'public'), 'access.notFound')
    assert.equal((await recruiter.browser.call('askedConsents')).answer.consents[0]!.state, 'over')

    const late = await askNow()
    assert.equal(late.answerBy, '2023-07-07')
    office.route.setToday('2023-07-08')
    const of = { params: { consentId: late.consentId } }
    await refused(
      'consent.unknown',
      an.browser.call('giveConsent', { ...of, ...json({ fields: ['email'], validTo: '2023-07-09' }) }),
    )
    await refused('consent.unknown', an.browser.call('refuseConsent', of))
    const no = await askNow()
    await an.browser.call('refuseConsent', { params: { consentId: no.consentId } })
    assert.deepEqual(
      (await an.browser.call('ownConsents')).answer.consents.map(({ state }) => state),
      ['refused', 'over', 'over'],
    )

    const { code } = (await an.browser.call('consentCode')).answer
    office.pass(15 * 60 + 1)
    await refused('consent.code', recruiter.browser.call('askConsent', json({ ...ask, code })))
    const old = (await an.browser.call('consentCode')).answer.code
    const fresh = (await an.browser.call('consentCode')).answer.code
    await refused('consent.code', recruiter.browser.call('askConsent', json({ ...ask, code: old })))
    await recruiter.browser.call('askConsent', json({ ...ask, code: fresh }))
  }),
)

test(
  'asking by number tells nobody whether there is such a person, and only who may ask is heard',
  inOffice(async (office) => {
    const { an, recruiter } = await people(office)
    const nobody = `0010${'9'.repeat(8)}`
    const told = async (soDinhDanh: string) => {
      const { status, answer } = await recruiter.browser.call('askConsent', json({ ...ask, soDinhDanh }))
      return [status, Object.keys(answer).sort(), answer.state, answer.answerBy]
    }
    assert.deepEqual(await told(nobody), await told(an.number))
    const { consents } = (await recruiter.browser.call('askedConsents')).answer
    const strip = ({ consentId: _, askedAt: __, ...line }: (typeof consents)[number]) => line
    assert.deepEqual(strip(consents[0]!), strip(consents[1]!))
    const whole = JSON.stringify(consents)
    assert.ok(!whole.includes(nobody) && !whole.includes(an.number))

    for (const [code, change] of [
      ['access.purpose', { purpose: { code: 'personnel' } }],
      ['consent.fields', { fields: ['soDinhDanh'] }],
      ['consent.fields', { fields: ['constructor'] }],
      ['consent.until', { until: '2024-06-20' }],
      ['consent.until', { until: '2023-06-19' }],
      ['request.shape', { code: 'x', soDinhDanh: 'y' }],
      ['request.shape', { code: null, soDinhDanh: null }],
      ['request.shape', { fields: [] }],
      ['request.shape', { reason: '' }],
    ] as const)
      await refused(code, recruiter.browser.call('askConsent', json({ ...ask, soDinhDanh: an.number, ...change })))
    await refused('access.notAllowed', an.browser.call('askConsent', json({ ...ask, soDinhDanh: an.number })))
    await refused('access.notAllowed', recruiter.browser.call('consentCode'))
    await refused('access.notAllowed', recruiter.browser.call('ownConsents'))
    await refused('caller.session', office.browser().call('ownConsents'))
  }),
)

test(
  'a day has so many questions, wrong codes among them, several at once included',
  inOffice(async (office) => {
    const { recruiter } = await people(office)
    await office.route.owner.query(
      `insert into consent (id, account_id, fields, purpose, reason, until, asked_on, answer_by)
       select gen_random_uuid(), $1, '{email}', 'recruitment', 'x', $2, $2, $2 from generate_series(1, 197)`,
      [recruiter.accountId, office.house.today()],
    )
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, () => recruiter.browser.call('askConsent', json({ ...ask, code: 'AAAA-BBBB-CCCC' }))),
    )
    const codes = tries.map((one) => (one.status === 'rejected' ? one.reason.refusal.code : 'asked')).sort()
    assert.deepEqual(codes, [...Array(3).fill('consent.code'), ...Array(5).fill('consent.tooMany')])
    assert.equal((await recruiter.browser.call('askedConsents')).answer.consents.length, 197)
  }),
)
