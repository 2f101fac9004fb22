/** Accounts from the first two to the last day of a delegation, on real PostgreSQL. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  accept,
  accountsUnder,
  decideFourEyes,
  delegate,
  endGrant,
  found,
  issue,
  openInvitation,
  requestsFor,
  withdrawInvitation,
} from '@cbccvc/registry'
import { accountRefused, inOffice } from '../testing/accounts.ts'

const day = 24 * 60 * 60

test(
  'the first two are founded together, once; an administrator needs both, an officer only the administrator',
  inOffice(async (office) => {
    const { accounts } = office
    const [first, second] = await office.founders()
    const more = { operator: { login: 'bo.ba', name: 'Ba' }, approver: { login: 'bo.bon', name: 'Bốn' } }
    await accountRefused('account.founded', found(accounts, more))

    const asked = await office.invite(first, 'bodyAdministrator', 'H26', 'hn.admin')
    assert.ok(asked.kind === 'asked')
    const own = await office.as(first)
    await accountRefused('access.notAllowed', requestsFor(accounts, own))
    await accountRefused('approval.self', decideFourEyes(accounts, own, asked.requestId, true))
    const other = await office.as(second)
    const late = { ...other, steppedUpAt: new Date(office.house.now().getTime() - 11 * 60_000) }
    await accountRefused('caller.stepUp', decideFourEyes(accounts, late, asked.requestId, true))
    const admin = await office.join(await decideFourEyes(accounts, other, asked.requestId, true))
    await accountRefused('approval.unknown', decideFourEyes(accounts, other, asked.requestId, true))

    const officer = await office.join(await office.invite(admin, 'officer', 'H26.1', 'hn.canbo'))
    const subject = await office.as(officer)
    const h261 = await office.unit('H26.1')
    assert.deepEqual(
      subject.grants.map(({ role, unitId, via }) => ({ role, unitId, via })),
      [{ role: 'officer', unitId: h261, via: 'issued' }],
    )
    assert.ok(subject.secondFactor && subject.kind === 'account' && subject.accountId === officer.accountId)

    await accountRefused('access.notAllowed', office.invite(admin, 'officer', 'H56.1', 'th.canbo'))
    await accountRefused('access.notAllowed', office.invite(admin, 'nationalAuditor', null, 'kiemtoan'))
    await accountRefused('access.notAllowed', office.invite(officer, 'viewer', 'H26.1', 'hn.xem'))
    await accountRefused('access.notAllowed', office.invite(first, 'officer', 'H26.1', 'hn.canbo2'))
    await accountRefused('account.loginTaken', office.invite(admin, 'viewer', 'H26.1', 'hn.canbo'))
    await accountRefused('account.login', office.invite(admin, 'viewer', 'H26.1', '001085012345'))
    await accountRefused('access.notAllowed', office.invite(second, 'bodyAdministrator', 'H26', 'hn.khac'))
    const asOfficer = await office.as(officer)
    const next = await office.invite(admin, 'bodyAdministrator', 'H26.1', 'hn.admin2')
    assert.ok(next.kind === 'asked', 'an administrator makes none alone, either')
    await accountRefused('access.notAllowed', decideFourEyes(accounts, asOfficer, next.requestId, true))
    assert.equal(await decideFourEyes(accounts, await office.as(second), next.requestId, false), null)
    const without = { ...(await office.as(admin)), secondFactor: false }
    const wish = {
      role: 'viewer',
      unitId: h261,
      via: 'issued',
      validFrom: office.house.today(),
      validTo: null,
    } as const
    const grant = { kind: 'grant', accountId: officer.accountId, parentId: null, ...wish } as const
    await accountRefused('access.notAllowed', issue(accounts, without, grant))
    assert.equal((await issue(accounts, await office.as(admin), grant)).kind, 'granted')
    assert.deepEqual(
      (await accountsUnder(accounts, await office.as(admin))).map(({ login, grants }) => [login, grants.length]),
      [
        ['hn.admin', 1],
        ['hn.canbo', 2],
      ],
    )

    const { rows } = await office.route.owner.query<{ act: string }>(
      `select act from account_act where act <> 'signedIn' order by id`,
    )
    assert.deepEqual(
      rows.map(({ act }) => act),
      [
        ...['founded', 'founded', 'accepted', 'accepted', 'fourEyesAsked', 'fourEyesApproved', 'invited', 'accepted'],
        ...['invited', 'accepted', 'fourEyesAsked', 'fourEyesRefused', 'granted'],
      ],
    )
  }),
)

test(
  'an invitation serves once, for seven days, until it is withdrawn, and not longer than its issuer’s rights',
  inOffice(async (office) => {
    const { accounts } = office
    const operators = await office.founders()
    const admin = await office.administrator(operators, 'H26', 'hn.admin')
    const invite = async (login: string) => {
      const invited = await office.invite(admin, 'officer', 'H26.1', login)
      assert.ok(invited.kind === 'invited')
      return invited
    }
    const used = await invite('hn.mot')
    await office.join(used)
    await accountRefused('invitation.unknown', openInvitation(accounts, used.code))
    await accountRefused('invitation.unknown', openInvitation(accounts, `${used.code}x`))

    const { seed } = await openInvitation(accounts, (await invite('hn.hai')).code)
    const fresh = await invite('hn.ba')
    const badly = { code: fresh.code, password: 'một câu dễ nhớ mà dài', seed, totp: '000000' }
    await accountRefused('signin.refused', accept(accounts, badly))
    await accountRefused('password.short', accept(accounts, { ...badly, password: 'ngắn' }))

    const withdrawn = await invite('hn.bon')
    await withdrawInvitation(accounts, await office.as(admin), withdrawn.invitationId)
    await accountRefused('invitation.unknown', office.join(withdrawn))

    const late = await invite('hn.nam')
    office.pass(7 * day - 60)
    await openInvitation(accounts, late.code)
    office.pass(61)
    await accountRefused('invitation.unknown', openInvitation(accounts, late.code))

    const orphan = await invite('hn.sau')
    const [grant] = (await office.as(admin)).grants
    await endGrant(accounts, await office.as(operators[0]), grant!.id)
    await accountRefused('invitation.unknown', office.join(orphan))
    assert.deepEqual((await office.as(admin)).grants, [], 'and the administrator has nothing left')
  }),
)

test(
  'two who take up one invitation at once: one account',
  inOffice(async (office) => {
    const admin = await office.administrator(await office.founders(), 'H26', 'hn.admin')
    const invited = await office.invite(admin, 'officer', 'H26.1', 'hn.mot')
    const both = await Promise.allSettled([office.join(invited), office.join(invited)])
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    const { rows } = await office.route.owner.query(`select count(*)::int as n from account where login = 'hn.mot'`)
    assert.equal(rows[0].n, 1)
  }),
)

test(
  'a delegation acts from its first day to its last, within the grant, and falls with it',
  inOffice(async (office) => {
    const { accounts, route } = office
    const founders = await office.founders()
    const admin = await office.administrator(founders, 'H26', 'hn.admin')
    const giver = await office.join(await office.invite(admin, 'officer', 'H26.1', 'hn.giao'))
    const taker = await office.join(await office.invite(admin, 'viewer', 'H26.2', 'hn.nhan'))
    const rolesOf = async () => (await office.as(taker)).grants.map(({ role, via }) => `${role} ${via}`)
    const by = await office.as(giver)
    const [own] = by.grants
    const wish = {
      ...{ grantId: own!.id, accountId: taker.accountId, unitId: await office.unit('H26.1.1') },
      ...{ validFrom: '2023-06-21', validTo: '2023-06-22' },
    }
    await accountRefused('access.notAllowed', delegate(accounts, by, { ...wish, unitId: await office.unit('H26.2') }))
    await accountRefused('access.notAllowed', delegate(accounts, by, { ...wish, accountId: giver.accountId }))
    await accountRefused('grant.dates', delegate(accounts, by, { ...wish, validTo: '2024-06-22' }))
    await accountRefused('grant.dates', delegate(accounts, by, { ...wish, validFrom: '2023-06-19' }))
    await delegate(accounts, by, wish)

    assert.deepEqual(await rolesOf(), ['viewer issued'], 'not before its day')
    route.setToday('2023-06-21')
    assert.deepEqual(await rolesOf(), ['viewer issued', 'officer delegated'])
    const delegated = (await office.as(taker)).grants[1]!
    const again = { ...wish, grantId: delegated.id, accountId: admin.accountId, validFrom: '2023-06-21' }
    await accountRefused('access.notAllowed', delegate(accounts, await office.as(taker), again))
    route.setToday('2023-06-22')
    assert.deepEqual(await rolesOf(), ['viewer issued', 'officer delegated'], 'the last day counts')
    route.setToday('2023-06-23')
    assert.deepEqual(await rolesOf(), ['viewer issued'])

    await delegate(accounts, await office.as(giver), { ...wish, validFrom: '2023-06-23', validTo: '2023-06-30' })
    assert.deepEqual(await rolesOf(), ['viewer issued', 'officer delegated'])
    await accountRefused('grant.unknown', endGrant(accounts, await office.as(taker), own!.id))
    await endGrant(accounts, await office.as(admin), own!.id)
    assert.deepEqual(await rolesOf(), ['viewer issued'], 'what was delegated falls with what it lives on')

    const [administers] = (await office.as(admin)).grants
    const days = { validFrom: '2023-06-23', validTo: '2023-06-30', unitId: wish.unitId }
    const powerful = { grantId: administers!.id, accountId: taker.accountId, ...days }
    const asked = await delegate(accounts, await office.as(admin), powerful)
    assert.ok(asked.kind === 'asked', 'no administrator is made by one person, not even for a week')
    await decideFourEyes(accounts, await office.as(founders[1]), asked.requestId, true)
    assert.deepEqual(await rolesOf(), ['viewer issued', 'bodyAdministrator delegated'])
    await accountRefused('access.notAllowed', office.invite(taker, 'officer', 'H26.1.1', 'hn.nua'))
  }),
)

test(
  'who acts for another has a last day',
  inOffice(async (office) => {
    const admin = await office.administrator(await office.founders(), 'H26', 'hn.admin')
    const officer = await office.join(await office.invite(admin, 'viewer', 'H26.1', 'hn.mot'))
    const wish = {
      ...({ kind: 'grant', role: 'officer', via: 'acting', parentId: null } as const),
      ...{ accountId: officer.accountId, unitId: await office.unit('H26.1'), validFrom: office.house.today() },
    }
    await accountRefused('grant.dates', issue(office.accounts, await office.as(admin), { ...wish, validTo: null }))
    await issue(office.accounts, await office.as(admin), { ...wish, validTo: '2023-06-20' })
    assert.equal((await office.as(officer)).grants.length, 2)
    office.route.setToday('2023-06-21')
    assert.equal((await office.as(officer)).grants.length, 1)
  }),
)
