/** Other systems that may read: registered by two people, for purposes, over a part, between two days; ended by one. */
import assert from 'node:assert/strict'
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { refusals, type SystemRefusalCode } from '@cbccvc/contract'
import { type AccountsFrame, decideFourEyes, systemOf } from '@cbccvc/registry'
import { decide, noStanding } from '../../../../packages/registry/src/access/policy/index.ts'
import { accountRefused, type Holder, inOffice, type Office } from '../testing/accounts.ts'
import { refused } from '../testing/route.ts'

const json = (body: object) => ({ body: JSON.stringify(body) })
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const publicKey = pair.publicKey.export({ format: 'jwk' })
const wish = {
  ...{ clientId: 'bhxh.luong', name: 'Hệ thống bảo hiểm xã hội', publicKey, purposes: ['sharing'], unit: 'H26' },
  ...{ validFrom: '2023-06-20', validTo: '2023-12-31', peopleADay: 100 },
}
const fresh = async (office: Office, holder: Holder) => office.browser(await office.signIn(holder))

/** Asked by the one, approved by the other, over HTTP; gives the id. */
async function register(office: Office, [operator, approver]: readonly [Holder, Holder], change: object = {}) {
  const asked = (await (await fresh(office, operator)).call('registerSystem', json({ ...wish, ...change }))).answer
  assert.ok(asked.kind === 'asked')
  const second = await fresh(office, approver)
  const params = { requestId: asked.requestId }
  const { answer } = await second.call('decideApproval', { params, ...json({ approve: true }) })
  assert.ok(answer.kind === 'registered')
  return answer.systemId
}

/** What a look at a person of this unit comes to. */
async function look(office: Office, system: Awaited<ReturnType<typeof systemOf>>, unit: string, code = 'sharing') {
  const { house } = office
  const subject = { ...system!.subject, address: '203.0.113.7' }
  const target = { kind: 'person', personId: 7, unitId: await office.unit(unit) } as const
  const purpose = { code, ground: 'nd278' } as { code: 'sharing'; ground: 'nd278' }
  const intention = { action: 'record.read', target, classes: ['public'], purpose, standing: noStanding } as const
  const at = { now: house.now(), today: house.today() }
  const decision = decide(subject, intention, await house.units.current(), at)
  return decision.kind === 'allowed' ? 'allowed' : decision.code
}

test(
  'a system reads for its purposes, over its part, between its days, once two people want it',
  inOffice(async (office) => {
    const { accounts, route } = office
    const founders = await office.founders()
    const asked = (await (await fresh(office, founders[0])).call('registerSystem', json(wish))).answer
    assert.ok(asked.kind === 'asked')
    assert.equal(await systemOf(accounts, wish.clientId), null, 'nothing before the second person')
    await accountRefused('approval.self', decideFourEyes(accounts, await office.as(founders[0]), asked.requestId, true))
    const second = await fresh(office, founders[1])
    const { requests } = (await second.call('approvals')).answer
    assert.deepEqual(
      requests.map(({ kind, login, name, role, purposes, unit }) => ({ kind, login, name, role, purposes, unit })),
      [
        {
          ...{ kind: 'system', login: 'bhxh.luong', name: wish.name },
          ...{ role: 'consumerSystem', purposes: ['sharing'], unit: 'H26' },
        },
      ],
    )
    const params = { requestId: asked.requestId }
    const { answer } = await second.call('decideApproval', { params, ...json({ approve: true }) })
    assert.ok(answer.kind === 'registered')

    const system = await systemOf(accounts, wish.clientId)
    const { kty, crv, x, y } = publicKey
    assert.deepEqual([system?.systemId, system?.publicKey], [answer.systemId, { kty, crv, x, y }])
    assert.equal(system?.subject.kind, 'system')
    assert.equal(await look(office, system, 'H26.1'), 'allowed')
    assert.equal(await look(office, system, 'H56.1'), 'access.notFound')
    assert.equal(
      await look(office, { ...system!, subject: { ...system!.subject, purposes: [] } }, 'H26.1'),
      'access.purpose',
    )
    assert.equal(await look(office, system, 'H26.1', 'personnel'), 'access.purpose')
    const nation = await register(office, founders, { clientId: 'thue.quocgia', unit: null, validFrom: '2023-06-21' })
    assert.equal(await systemOf(accounts, 'thue.quocgia'), null, 'not before its day')
    route.setToday('2023-06-21')
    assert.equal((await systemOf(accounts, 'thue.quocgia'))?.systemId, nation)
    assert.equal(await look(office, await systemOf(accounts, 'thue.quocgia'), 'H56.1'), 'allowed')
    route.setToday('2024-01-01')
    assert.equal(await systemOf(accounts, wish.clientId), null, 'nor after its last')
    assert.equal(await systemOf(accounts, "' or true --"), null)
  }),
)

test(
  'one person ends a system at once; who asked without the right registers nothing; a request dies with its asker’s right',
  inOffice(async (office) => {
    const { accounts, route } = office
    const founders = await office.founders()
    const systemId = await register(office, founders)
    const admin = await office.administrator(founders, 'H26', 'hn.admin')
    for (const holder of [admin, founders[1]])
      await refused(
        'access.notAllowed',
        (await fresh(office, holder)).call('registerSystem', json({ ...wish, clientId: 'khac' })),
      )
    const body = await fresh(office, admin)
    await refused('access.notAllowed', body.call('systems'))
    await refused('access.notAllowed', body.call('endSystem', { params: { systemId } }))
    const operator = await fresh(office, founders[0])
    await operator.call('endSystem', { params: { systemId } })
    assert.equal(await systemOf(accounts, wish.clientId), null)
    const { systems } = (await operator.call('systems')).answer
    assert.deepEqual(
      systems.map(({ clientId, unit, nation, endedAt }) => [clientId, unit, nation, endedAt !== null]),
      [['bhxh.luong', 'H26', false, true]],
    )
    // A client id is never given to another one: what was logged of it stays its own.
    const again = (await operator.call('registerSystem', json(wish))).answer
    assert.ok(again.kind === 'asked')
    const decide = { params: { requestId: again.requestId }, ...json({ approve: true }) }
    await refused('account.loginTaken', (await fresh(office, founders[1])).call('decideApproval', decide))

    const late = (await (await fresh(office, founders[0])).call('registerSystem', json({ ...wish, clientId: 'muon' })))
      .answer
    assert.ok(late.kind === 'asked')
    await route.owner.query(
      `update role_grant set ended_at = now(), end_reason = 'withdrawn' where role = 'nationalOperator'`,
    )
    const params = { requestId: late.requestId }
    const second = await fresh(office, founders[1])
    await refused('access.notAllowed', second.call('decideApproval', { params, ...json({ approve: true }) }))
    const { rows } = await route.owner.query<{ act: string; by: boolean }>(
      `select act, by_account is not null as by from account_act where act like 'system%' order by id`,
    )
    assert.deepEqual(rows, [
      { act: 'systemRegistered', by: true },
      { act: 'systemEnded', by: true },
    ])
  }),
)

test(
  'every refusal of systems: in words, with its status and a next step',
  inOffice(async (office) => {
    const founders = await office.founders()
    const operator = await fresh(office, founders[0])
    const ask = (change: object) => operator.call('registerSystem', json({ ...wish, ...change }))
    const provoke = {
      'system.unknown': () => operator.call('endSystem', { params: { systemId: randomUUID() } }),
      'system.key': () => ask({ publicKey: { ...publicKey, d: pair.privateKey.export({ format: 'jwk' }).d } }),
      'system.state': async () => {
        const systemId = await register(office, founders, { clientId: 'khong.nghi' })
        return (await fresh(office, founders[0])).call('resumeSystem', { params: { systemId } })
      },
      'system.budget': () => ask({ peopleADay: 1_000_001 }),
      'system.purposes': () => ask({ purposes: ['sharing', 'personnel'] }),
      'system.dates': () => ask({ validTo: '2033-12-31' }),
    } satisfies Record<SystemRefusalCode, () => Promise<unknown>>
    for (const [code, work] of Object.entries(provoke) as [SystemRefusalCode, () => Promise<unknown>][]) {
      const { refusal, status } = await refused(code, work())
      assert.equal(status, refusals[code].status)
      for (const text of [refusal.vi, refusal.en, refusal.next.vi, refusal.next.en]) assert.match(text, /^[^{}]{8,}$/)
    }
    const point = Buffer.alloc(32, 1).toString('base64url')
    for (const publicKey of [
      { kty: 'EC', crv: 'P-256', x: point, y: point },
      { kty: 'EC', crv: 'Ed25519', x: point },
    ])
      await refused('system.key', ask({ publicKey }))
    for (const purposes of [[], ['sharing', 'sharing']]) await refused('system.purposes', ask({ purposes }))
    for (const change of [{ validFrom: '2023-06-19' }, { validTo: '2023-06-19' }])
      await refused('system.dates', ask(change))
    await refused('account.login', ask({ clientId: '001085012345' }))
    await refused('account.name', ask({ name: ' ' }))
    await refused('access.notAllowed', ask({ unit: 'X99' }))
    await ask({ publicKey: generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }) })
  }),
)

test(
  'a private key is not kept, not even by hand',
  inOffice(async (office) => {
    await register(office, await office.founders())
    const { pool }: AccountsFrame = office.accounts
    const copy = (key: string, clientId: string) =>
      pool.query(
        `insert into consumer_system select gen_random_uuid(), $2, name, public_key || $1::jsonb, purposes, unit_id, valid_from, valid_to, asked_by, approved_by, made_at from consumer_system`,
        [key, clientId],
      )
    await assert.rejects(copy('{"d": "x"}', 'mot.khac'), { code: '23514' })
    await copy('{}', 'mot.khac')
    await assert.rejects(pool.query(`update consumer_system set purposes = '{all}'`), { code: '42501' })
    await assert.rejects(pool.query(`delete from consumer_system`), { code: '42501' })
    await assert.rejects(office.house.pool.query(`select from consumer_system`), { code: '42501' })
  }),
)
