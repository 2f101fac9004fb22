/** Signing in, tried by somebody who should not get in. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  AccountRefused,
  accept,
  beginSignIn,
  changePassword,
  endSessionAs,
  finishSignIn,
  openInvitation,
  openPool,
  sessionsSeenBy,
  stepUp,
} from '@cbccvc/registry'
import { generateSync } from 'otplib'
import { accountRefused, inOffice } from '../testing/accounts.ts'

const address = '198.51.100.9'
const wrong = 'không phải mật khẩu này'

test(
  'guessing passwords: five tries from one place, also many at once; a login that nobody has answers the same',
  inOffice(async (office) => {
    const { accounts } = office
    const [holder] = await office.founders()
    const guess = (login: string) => beginSignIn(accounts, { login, password: wrong, address })
    for (const login of [holder.login, 'khong.co.ai']) {
      const answers = await Promise.allSettled(Array.from({ length: 12 }, () => guess(login)))
      const codes = answers.map((answer) => (answer as PromiseRejectedResult).reason as AccountRefused)
      assert.equal(codes.filter(({ code }) => code === 'signin.refused').length, 5, login)
      assert.equal(codes.filter(({ code }) => code === 'signin.wait').length, 7, login)
      assert.ok(codes.every((error) => error instanceof AccountRefused && !error.message.includes(login)))
    }
    const { login, password } = holder
    const { facts } = await accountRefused('signin.wait', beginSignIn(accounts, { login, password, address }))
    assert.ok(Number(facts.seconds) > 0 && Number(facts.seconds) <= 900)
    await office.signIn(holder, '203.0.113.7')
    office.pass(900)
    await office.signIn(holder, address)
  }),
)

test(
  'guessing from many places is braked by the login, guessing many logins by the place',
  inOffice(async (office) => {
    const { accounts, house, route } = office
    const [{ login }] = await office.founders()
    const guess = (name: string, from: string) => beginSignIn(accounts, { login: name, password: wrong, address: from })
    const earlier = (count: number, digest: string, from: string) =>
      route.owner.query(
        `insert into signin_attempt (at, login_digest, address) select $1::timestamptz, ${digest}, ${from} from generate_series(1, ${count}) i`,
        [house.now()],
      )
    // One real guess is there; eighteen more from as many places, and the twentieth is the last.
    await accountRefused('signin.refused', guess(login, '192.0.2.200'))
    await earlier(18, `(select login_digest from signin_attempt order by id desc limit 1)`, `'192.0.2.' || i`)
    await accountRefused('signin.refused', guess(login, '192.0.2.201'))
    await accountRefused('signin.wait', guess(login, '192.0.2.202'))
    await earlier(59, `sha256(i::text::bytea)`, `'${address}'`)
    await accountRefused('signin.refused', guess('ai.do', address))
    await accountRefused('signin.wait', guess('ai.khac', address))
    await accountRefused('signin.refused', guess('ai.khac', '192.0.2.203'))
  }),
)

test(
  'guessing codes: five for a password; a code and a step serve once; a recovery code once in its life',
  inOffice(async (office) => {
    const { accounts } = office
    const [holder] = await office.founders()
    const { login, password } = holder
    const begin = () => beginSignIn(accounts, { login, password, address: '203.0.113.7' })
    const finish = (step: string, code: string) => finishSignIn(accounts, { step, code, address: '203.0.113.7' })

    const guessed = await begin()
    office.pass(30)
    const right = holder.code()
    for (let i = 0; i < 5; i++) {
      await accountRefused('signin.refused', finish(guessed, right === '000000' ? '000001' : '000000'))
    }
    await accountRefused('signin.step', finish(guessed, right))

    const step = await begin()
    await finish(step, right)
    await accountRefused('signin.step', finish(step, right))
    const second = await begin()
    await accountRefused('signin.refused', finish(second, right))
    office.pass(30)
    const stale = await begin()
    office.pass(301)
    await accountRefused('signin.step', finish(stale, holder.code()))

    const lost = await begin()
    await finish(lost, holder.recoveryCodes[3]!.toUpperCase())
    const again = await begin()
    await accountRefused('signin.refused', finish(again, holder.recoveryCodes[3]!))
    await accountRefused('signin.step', finish('no such step', holder.code()))
  }),
)

test(
  'one code twice at the same instant: one session',
  inOffice(async (office) => {
    const { accounts } = office
    const [{ login, password, code }] = await office.founders()
    office.pass(30)
    const steps = [
      await beginSignIn(accounts, { login, password, address }),
      await beginSignIn(accounts, { login, password, address }),
    ]
    const both = await Promise.allSettled(steps.map((step) => finishSignIn(accounts, { step, code: code(), address })))
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  }),
)

test(
  'sessions: a token of its own each time, idle and whole life, ended by owner and administrator and by nobody else',
  inOffice(async (office) => {
    const { accounts } = office
    const operators = await office.founders()
    const admin = await office.administrator(operators, 'H26', 'hn.admin')
    const other = await office.administrator(operators, 'H56', 'th.admin')
    const officer = await office.join(await office.invite(admin, 'officer', 'H26.1', 'hn.canbo'))
    const ended = async (token: string) => {
      office.subjects.forget()
      return (await office.subjects.of(token, '')) === null
    }

    const [first, second] = [await office.signIn(officer), await office.signIn(officer)]
    assert.notEqual(first, second)
    const { rows } = await office.route.owner.query<{ row: string }>(`select t::text as row from session t`)
    assert.ok(rows.every(({ row }) => !row.includes(first) && !row.includes(Buffer.from(first).toString('hex'))))
    const own = await office.who(first)
    const { sessionId } = await office.who(second)
    const target = { accountId: officer.accountId, sessionId: sessionId! }
    assert.equal((await sessionsSeenBy(accounts, own, officer.accountId)).length, 2)
    await accountRefused('account.unknown', endSessionAs(accounts, await office.as(other), target))
    await accountRefused('account.unknown', sessionsSeenBy(accounts, own, admin.accountId))
    await accountRefused(
      'session.unknown',
      endSessionAs(accounts, own, { ...target, accountId: own.accountId!, sessionId: own.accountId! }),
    )
    await endSessionAs(accounts, own, target)
    assert.ok(await ended(second))
    await endSessionAs(accounts, await office.as(admin), { ...target, sessionId: own.sessionId! })
    assert.ok(await ended(first))

    const third = await office.signIn(officer)
    office.pass(29 * 60)
    await office.who(third)
    office.pass(29 * 60)
    await office.who(third)
    office.pass(30 * 60)
    assert.ok(await ended(third), 'half an hour without a sign')
    const fourth = await office.signIn(officer)
    for (let i = 0; i < 24; i++) {
      office.pass(29 * 60)
      await office.who(fourth)
    }
    office.pass(25 * 60)
    assert.ok(await ended(fourth), 'twelve hours whatever is done')
    assert.ok(await ended('no such token'))
  }),
)

test(
  'a new password asks for the old one and a fresh second factor, and ends every other session',
  inOffice(async (office) => {
    const { accounts } = office
    const [holder] = await office.founders()
    const [mine, elsewhere] = [await office.signIn(holder), await office.signIn(holder)]
    const chosen = 'một câu khác, cũng dễ nhớ'
    office.pass(11 * 60)
    const late = await office.who(mine)
    await office.who(elsewhere)
    await accountRefused('caller.stepUp', changePassword(accounts, late, { old: holder.password, chosen }))
    await accountRefused('signin.refused', stepUp(accounts, late, '12345'))
    await stepUp(accounts, late, holder.code())
    const fresh = await office.who(mine)
    await accountRefused('signin.refused', changePassword(accounts, fresh, { old: wrong, chosen }))
    await accountRefused(
      'password.common',
      changePassword(accounts, fresh, { old: holder.password, chosen: 'password1234' }),
    )
    await changePassword(accounts, fresh, { old: holder.password, chosen })
    await office.who(mine)
    office.subjects.forget()
    assert.equal(await office.subjects.of(elsewhere, ''), null)
    const { login } = holder
    await accountRefused('signin.refused', beginSignIn(accounts, { login, password: holder.password, address }))
    await beginSignIn(accounts, { login, password: chosen, address })
  }),
)

test(
  'a weak seed or a code of another seed ties no authenticator',
  inOffice(async (office) => {
    const { accounts } = office
    const admin = await office.administrator(await office.founders(), 'H26', 'hn.admin')
    const invited = await office.invite(admin, 'officer', 'H26.1', 'hn.canbo')
    assert.ok(invited.kind === 'invited')
    const { seed } = await openInvitation(accounts, invited.code)
    const epoch = Math.floor(office.house.now().getTime() / 1000)
    const taken = { code: invited.code, password: 'một câu dễ nhớ mà dài', seed }
    const weak = 'A'.repeat(26)
    const totp = generateSync({ secret: weak, epoch })
    await accountRefused('signin.refused', accept(accounts, { ...taken, seed: weak, totp }))
    await accountRefused('signin.refused', accept(accounts, { ...taken, totp }))
  }),
)

test(
  'the role of the accounts touches nothing but accounts, nobody else touches them, and acts are never changed',
  inOffice(async (office) => {
    const { route, accounts } = office
    await office.founders()
    const forbidden = { code: '42501' }
    for (const table of ['person', 'entry', 'entry_blob', 'parcel', 'part', 'leaf', 'sender_key', 'finding', 'unit']) {
      await assert.rejects(accounts.pool.query(`select from ${table} limit 1`), forbidden, table)
      await assert.rejects(accounts.pool.query(`delete from ${table}`), forbidden, table)
    }
    for (const table of ['account', 'account_password', 'account_totp', 'session', 'role_grant', 'account_act']) {
      await assert.rejects(
        route.house.pool.query(`select from ${table} limit 1`),
        forbidden,
        `the book's role: ${table}`,
      )
    }
    for (const statement of [
      `update role_grant set role = 'nationalOperator'`,
      `update role_grant set unit_id = null`,
      `update session set expires_at = 'infinity'`,
      `update account set person_id = 1`,
      `delete from account_act`,
      `update account_act set by_account = null`,
      `delete from role_grant`,
      `delete from account`,
      `delete from session`,
    ]) {
      await assert.rejects(accounts.pool.query(statement), forbidden, statement)
    }
    const owner = openPool({ url: route.databaseUrl, role: null, max: 1 })
    try {
      for (const statement of [
        `delete from account_act`,
        `update account_act set by_account = null`,
        `truncate account_act`,
      ]) {
        await assert.rejects(owner.query(statement), forbidden, `the owner: ${statement}`)
      }
    } finally {
      await owner.end()
    }
  }),
)
