/** Accounts that rest, go on and end; factors that are lost and set anew; over HTTP. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refusals } from '@cbccvc/contract'
import { beginSignIn, delegate, endGrantsOfLeavers, personForAccount } from '@cbccvc/registry'
import { generateSync } from 'otplib'
import { accountRefused, type Holder, inOffice, type Office } from '../testing/accounts.ts'
import { official, testNation } from '../testing/people.ts'
import { refused } from '../testing/route.ts'

const json = (body: object) => ({ body: JSON.stringify(body) })
const fresh = async (office: Office, holder: Holder) => office.browser(await office.signIn(holder))
const of = ({ accountId }: Holder) => ({ params: { accountId } })
const at = Array.from({ length: 50 }, (_, i) => i).find((i) => testNation.official(i).trangThaiCongTac === 'DLV')!

async function staff(office: Office) {
  const founders = await office.founders()
  const admin = await office.administrator(founders, 'H26', 'hn.admin')
  const other = await office.administrator(founders, 'H56', 'th.admin')
  const officer = await office.join(await office.invite(admin, 'officer', 'H26.1', 'hn.canbo'))
  return { founders, admin, other, officer }
}

const acts = async (office: Office, accountId: string) => {
  const { rows } = await office.route.owner.query<{ act: string }>(
    `select act from account_act where account_id = $1 and act not in ('signedIn', 'accepted', 'granted') order by id`,
    [accountId],
  )
  return rows.map(({ act }) => act)
}

test(
  'a suspended account is out at once and goes on after a step-up; a closed one is over with all that it held',
  inOffice(async (office) => {
    const { accounts } = office
    const { founders, admin, other, officer } = await staff(office)
    const token = await office.signIn(officer)
    const [own, foreign, above] = [await fresh(office, admin), await fresh(office, other), await fresh(office, officer)]
    for (const route of ['suspendAccount', 'resumeAccount', 'closeAccount'] as const) {
      await refused('account.unknown', foreign.call(route, of(officer)))
      await refused('account.unknown', above.call(route, of(admin)))
      await refused('account.unknown', own.call(route, of(founders[0])))
      await refused('access.notAllowed', own.call(route, of(admin)))
    }
    await own.call('suspendAccount', of(officer))
    await refused('caller.session', office.browser(token).call('me'))
    const { login, password } = officer
    await accountRefused('signin.refused', beginSignIn(accounts, { login, password, address: '203.0.113.7' }))
    await refused('account.unknown', own.call('suspendAccount', of(officer)))
    const suspended = await refused('account.suspended', own.call('resetFactors', of(officer)))
    assert.equal(suspended.status, refusals['account.suspended'].status)
    office.pass(11 * 60)
    await refused('caller.stepUp', own.call('resumeAccount', of(officer)))
    await refused('caller.stepUp', own.call('closeAccount', of(officer)))
    const later = await fresh(office, admin)
    await later.call('resumeAccount', of(officer))
    assert.equal((await (await fresh(office, officer)).call('me')).answer.grants.length, 1, 'its grants are there')

    const living = await office.signIn(officer)
    await later.call('closeAccount', of(officer))
    await refused('caller.session', office.browser(living).call('me'))
    await refused('account.unknown', later.call('resumeAccount', of(officer)))
    const { rows } = await office.route.owner.query(
      `select (select count(*)::int from role_grant where account_id = $1 and ended_at is null) as grants,
              (select count(*)::int from account_password where account_id = $1) as passwords,
              (select count(*)::int from account_totp where account_id = $1) as apps,
              (select count(*)::int from recovery_code where account_id = $1) as codes`,
      [officer.accountId],
    )
    assert.deepEqual(rows[0], { grants: 0, passwords: 0, apps: 0, codes: 0 })
    assert.deepEqual(await acts(office, officer.accountId), [
      ...['accountSuspended', 'accountResumed', 'grantEnded', 'accountClosed'],
    ])
  }),
)

test(
  'what rests is still found, what reaches further says so, and codes that were given are seen and taken back',
  inOffice(async (office) => {
    const { admin, other, officer } = await staff(office)
    const own = await fresh(office, admin)
    const lines = async (by = own) => (await by.call('accounts')).answer.accounts
    const line = async (login: string, by = own) => (await lines(by)).find((one) => one.login === login)
    await own.call('suspendAccount', of(officer))
    assert.deepEqual([(await line('hn.canbo'))?.state, (await line('hn.admin'))?.state], ['suspended', 'active'])
    await own.call('resumeAccount', of(officer))
    assert.equal((await line('hn.canbo'))?.elsewhere, false)
    await office.route.owner.query(
      `insert into role_grant (id, account_id, role, unit_id, via, valid_from, issued_at)
       values (gen_random_uuid(), $1, 'viewer', $2, 'issued', '2023-01-01', now())`,
      [officer.accountId, await office.unit('H56')],
    )
    assert.deepEqual(
      [(await line('hn.canbo'))?.elsewhere, (await line('hn.canbo'))?.grants.length],
      [true, 1],
      'that there is more, and not what',
    )
    await office.route.owner.query(
      `update role_grant set ended_at = now(), end_reason = 'withdrawn' where account_id = $1 and role = 'viewer'`,
      [officer.accountId],
    )

    const given = (await own.call('resetFactors', of(officer))).answer
    assert.ok(given.kind === 'invited')
    const invited = await office.invite(admin, 'officer', 'H26.1', 'hn.moi')
    assert.ok(invited.kind === 'invited')
    const open = async (by = own) =>
      (await by.call('openInvitations')).answer.invitations.map(({ kind, login, madeBy }) => [kind, login, madeBy])
    const name = (await line('hn.admin'))!.name
    assert.deepEqual([...(await open())].sort(), [
      ['invitation', 'hn.moi', name],
      ['reset', 'hn.canbo', name],
    ])
    const foreign = await fresh(office, other)
    assert.deepEqual(await open(foreign), [], 'nothing of another body')
    await refused('access.notAllowed', (await fresh(office, officer)).call('openInvitations'))
    for (const { invitationId } of [given, invited]) {
      const params = { params: { invitationId } }
      await refused('invitation.unknown', foreign.call('withdrawInvitation', params))
      await own.call('withdrawInvitation', params)
      await refused('invitation.unknown', own.call('withdrawInvitation', params))
    }
    for (const { code } of [given, invited])
      await refused('invitation.unknown', office.browser().call('openInvitation', json({ code })))
    assert.deepEqual(await open(), [])
    assert.deepEqual((await acts(office, officer.accountId)).slice(-2), ['resetGiven', 'resetWithdrawn'])
  }),
)

test(
  'who lost their factors sets them anew by a code of their administrator, once; old ones open nothing',
  inOffice(async (office) => {
    const { accounts } = office
    const { admin, other, officer } = await staff(office)
    const giver = await office.join(await office.invite(admin, 'officer', 'H26.1', 'hn.giao'))
    const by = await office.as(giver)
    const days = { validFrom: '2023-06-20', validTo: '2023-06-25', unitId: await office.unit('H26.1') }
    await delegate(accounts, by, { grantId: by.grants[0]!.id, accountId: officer.accountId, ...days })
    const token = await office.signIn(officer)
    const own = await fresh(office, admin)
    await refused('account.unknown', (await fresh(office, other)).call('resetFactors', of(officer)))
    await refused('access.notAllowed', own.call('resetFactors', of(admin)))
    await refused('access.notAllowed', (await fresh(office, giver)).call('resetFactors', of(giver)))
    const first = (await own.call('resetFactors', of(officer))).answer
    const second = (await own.call('resetFactors', of(officer))).answer
    assert.ok(first.kind === 'invited' && second.kind === 'invited')
    const open = (code: string) => office.browser().call('openInvitation', json({ code }))
    await refused('invitation.unknown', open(first.code))
    const { login, seed, role } = (await open(second.code)).answer
    assert.deepEqual([login, role], ['hn.canbo', 'officer'])
    assert.equal((await office.browser(token).call('me')).status, 200, 'nothing has changed yet')
    const code = () => generateSync({ secret: seed, epoch: Math.floor(office.house.now().getTime() / 1000) })
    const take = { code: second.code, password: 'một câu hoàn toàn mới', seed }
    await refused(
      'password.short',
      office.browser().call('acceptInvitation', json({ ...take, password: 'x', totp: code() })),
    )
    const taken = (await office.browser().call('acceptInvitation', json({ ...take, totp: code() }))).answer
    assert.equal(taken.recoveryCodes.length, 10)
    await refused('caller.session', office.browser(token).call('me'))
    await refused('invitation.unknown', open(second.code))
    const wrong = beginSignIn(accounts, { login, password: officer.password, address: '203.0.113.7' })
    await accountRefused('signin.refused', wrong)
    const again = await office.as({ ...officer, password: take.password, code })
    assert.deepEqual(
      again.grants.map(({ via }) => via),
      ['issued'],
      'what others delegated falls',
    )
    await accountRefused('signin.refused', office.signIn({ ...officer, password: take.password }))
    assert.deepEqual((await acts(office, officer.accountId)).slice(-3), ['resetGiven', 'resetGiven', 'factorsReset'])

    const third = (await (await fresh(office, admin)).call('resetFactors', of(officer))).answer
    assert.ok(third.kind === 'invited')
    office.pass(3 * 24 * 3600 + 1)
    await refused('invitation.unknown', open(third.code))
  }),
)

test(
  'the factors of an administrator are set anew by two people, who are neither of them the administrator',
  inOffice(async (office) => {
    const { founders, admin, other } = await staff(office)
    const [operator, approver] = founders
    const asked = (await (await fresh(office, operator)).call('resetFactors', of(admin))).answer
    assert.ok(asked.kind === 'asked')
    const params = { requestId: asked.requestId }
    const decide = (by: Holder) =>
      fresh(office, by).then((one) => one.call('decideApproval', { params, ...json({ approve: true }) }))
    await refused('approval.self', decide(operator))
    await refused('access.notAllowed', decide(other))
    const { requests } = (await (await fresh(office, approver)).call('approvals')).answer
    assert.deepEqual(
      requests.map(({ kind, accountId, login, role, unit }) => [kind, accountId, login, role, unit]),
      [['reset', admin.accountId, 'hn.admin', 'bodyAdministrator', 'H26']],
    )
    const given = (await decide(approver)).answer
    assert.ok(given.kind === 'invited')
    // The approver of the nation has lost theirs: no approver approves for themselves.
    const mine = (await (await fresh(office, operator)).call('resetFactors', of(approver))).answer
    assert.ok(mine.kind === 'asked')
    const own = { params: { requestId: mine.requestId }, ...json({ approve: true }) }
    await refused('access.notAllowed', (await fresh(office, approver)).call('decideApproval', own))
    // It is worth what the rights of who asked are worth when it is taken up.
    await office.route.owner.query(
      `update role_grant set ended_at = now(), end_reason = 'withdrawn' where account_id = $1`,
      [operator.accountId],
    )
    await refused('invitation.unknown', office.browser().call('openInvitation', json({ code: given.code })))
  }),
)

test(
  'the account of who has left the service for good is closed by the worker; of who is only away it is not',
  inOffice(async (office) => {
    const { house, accounts, route } = office
    const { admin } = await staff(office)
    await route.push('H26', [official(at, 'H26.1')], { asOf: '2023-06-01' })
    const soDinhDanh = official(at, 'H26').soDinhDanh as string
    const role = { soDinhDanh, role: 'officer', unitId: await office.unit('H26.1') } as const
    const personId = await personForAccount(house, accounts, await office.as(admin), role)
    const leaver = await office.join(await office.invite(admin, 'officer', 'H26.1', 'hn.nghi', personId))
    const state = async () => {
      await endGrantsOfLeavers(house, accounts)
      const { rows } = await route.owner.query<{ state: string }>(`select state from account where id = $1`, [
        leaver.accountId,
      ])
      return rows[0]?.state
    }
    await route.push('H26', [official(at, 'H26.1', { trangThaiCongTac: 'TDC' })], { asOf: '2023-06-18' })
    assert.equal(await state(), 'active')
    const token = await office.signIn(leaver)
    await route.push('H26', [official(at, 'H26.1', { trangThaiCongTac: 'NGHIHUU', ngayThoiViecNghiHuu: '2023-06-20' })])
    assert.equal(await state(), 'closed')
    await refused('caller.session', office.browser(token).call('me'))
    assert.deepEqual((await acts(office, leaver.accountId)).slice(-1), ['accountClosed'])
    assert.equal(await state(), 'closed', 'once')
    assert.equal((await acts(office, leaver.accountId)).filter((act) => act === 'accountClosed').length, 1)
  }),
)
