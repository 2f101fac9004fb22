/** Signing in over HTTP: the cookie, the proof that a request is ours, and every refusal in words with its status. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import {
  type AccountRefusalCode,
  createClient,
  type RefusalCode,
  type RefusedError,
  refusal,
  refusals,
} from '@cbccvc/contract'
import { AccountRefused, found, registerParty } from '@cbccvc/registry'
import { generateSync } from 'otplib'
import { createApp } from '../http/app.ts'
import { accountRefused, type Holder, inOffice, type Office } from '../testing/accounts.ts'
import { openBrowser, signInOverHttp } from '../testing/browser.ts'
import { official, testNation } from '../testing/people.ts'
import { refused } from '../testing/route.ts'

const json = (body: object) => ({ body: JSON.stringify(body) })
const day = '2023-06-20'
/** Two who work, by their records. */
const [one, two] = Array.from({ length: 60 }, (_, i) => i).filter(
  (i) => testNation.official(i).trangThaiCongTac === 'DLV',
) as [number, number]
const role = { via: 'issued', validFrom: day, validTo: null } as const

/** The whole way of the page; `planted`: a cookie of the session's name that the browser has already. */
async function enter(office: Pick<Office, 'pass' | 'url'>, holder: Holder, planted?: string) {
  office.pass(30)
  const browser = openBrowser(office.url)
  if (planted) browser.plant('session', planted)
  const { token } = await signInOverHttp(browser, holder)
  return { token, cookie: browser.lines.find((line) => line.includes(token)) ?? '' }
}

test(
  'from the invitation to one’s own rights, the sessions and the way out',
  inOffice(async (office) => {
    const [operator, approver] = await office.founders()
    const { token } = await enter(office, operator)
    const wish = {
      login: 'hn.admin',
      name: 'Quản trị',
      soDinhDanh: null,
      role: 'bodyAdministrator',
      unit: 'H26',
      ...role,
    }
    const asked = (await office.browser(token).call('inviteAccount', json(wish))).answer
    assert.equal(asked.kind, 'asked')
    const second = office.browser((await enter(office, approver)).token)
    const { requests } = (await second.call('approvals')).answer
    assert.deepEqual(
      requests.map(({ login, unit, role: asked }) => [login, unit, asked]),
      [['hn.admin', 'H26', 'bodyAdministrator']],
    )
    const { requestId } = requests[0]!
    const invited = (await second.call('decideApproval', { params: { requestId }, ...json({ approve: true }) })).answer
    assert.ok(invited.kind === 'invited')

    const open = (await office.browser().call('openInvitation', json({ code: invited.code }))).answer
    assert.deepEqual([open.login, open.unit, open.role], ['hn.admin', 'H26', 'bodyAdministrator'])
    const code = () => generateSync({ secret: open.seed, epoch: Math.floor(office.house.now().getTime() / 1000) })
    const password = 'một câu dài chỉ mình biết'
    const taken = { code: invited.code, password, seed: open.seed, totp: code() }
    const joined = await office.browser().call('acceptInvitation', json(taken))
    assert.equal(joined.status, 201)
    assert.equal(joined.answer.recoveryCodes.length, 10)

    const holder: Holder = { ...joined.answer, accountId: '', password, seed: open.seed, code }
    const entered = await enter(office, holder)
    assert.match(entered.cookie, /^session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
    const mine = office.browser(entered.token)
    const me = (await mine.call('me')).answer
    assert.deepEqual(
      me.grants.map(({ role: held, unit, unitName }) => [held, unit, unitName]),
      [['bodyAdministrator', 'H26', 'Cơ quan H26']],
    )
    assert.equal(me.secondFactor, true)
    const other = await enter(office, holder)
    const { sessions } = (await mine.call('mySessions')).answer
    assert.deepEqual(
      sessions.map(({ current }) => current),
      [false, true],
    )
    await mine.call('endMySession', { params: { sessionId: sessions[0]!.sessionId } })
    await refused('caller.session', office.browser(other.token).call('me'))
    const { accounts } = (await mine.call('accounts')).answer
    assert.deepEqual(
      accounts.map(({ login }) => login),
      ['hn.admin'],
    )
    await mine.call('signOut')
    await refused('caller.session', mine.call('me'))
  }),
)

test(
  'another site cannot act in one’s name, a planted cookie is no session, signing in never keeps a token that was brought',
  inOffice(async (office) => {
    const [operator] = await office.founders()
    const planted = 'A'.repeat(43)
    const { token, cookie } = await enter(office, operator, planted)
    assert.ok(token !== planted && cookie.includes(token))
    const call = (headers: Record<string, string>, path = '/v1/me/sign-out') =>
      fetch(`${office.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: `session=${token}`, ...headers },
        body: '{}',
      })
    for (const headers of [
      {},
      { 'sec-fetch-site': 'same-origin' },
      { 'x-cbccvc': '1', 'sec-fetch-site': 'cross-site' },
      { 'x-cbccvc': '1', 'sec-fetch-site': 'same-site' },
      { 'x-cbccvc': '1', 'sec-fetch-site': 'none' },
      { 'x-cbccvc': '1', origin: 'https://evil.example' },
      { 'x-cbccvc': '1', origin: 'null' },
    ] as Record<string, string>[]) {
      const answer = await call(headers)
      assert.equal(answer.status, 403, JSON.stringify(headers))
      assert.equal((await answer.json()).code, 'caller.crossSite')
    }
    // A form of another site can send this type without asking; it is none that these doors take.
    const form = await call({
      'x-cbccvc': '1',
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
    })
    assert.ok(form.status >= 400)
    const twice = { cookie: `session=${planted}; session=${token}` }
    await refused('caller.session', office.browser(undefined, twice).call('me'))
    await office.browser(token).call('me')
    const preflight = await fetch(`${office.url}/v1/me/sign-out`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    })
    assert.equal(preflight.headers.get('access-control-allow-origin'), null)
    assert.equal((await call({ 'x-cbccvc': '1', origin: office.url })).status, 200, 'our own page, by its origin')
  }),
)

test(
  'over TLS the cookie has the prefix that no other host can set',
  inOffice(async (office) => {
    const [operator] = await office.founders()
    const app = await createApp({
      ...{
        house: office.house,
        identity: office.route.identity,
        records: office.route.records,
        watch: office.route.watch,
        sandbox: false,
      },
      ...{ report: () => {}, witnessKeys: [], version: 'test' },
    })
    try {
      const server = await app.listen({ host: '127.0.0.1', port: 0 })
      const { cookie } = await enter({ ...office, url: server }, operator)
      assert.match(cookie, /^__Host-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/)
    } finally {
      await app.close()
    }
  }),
)

test(
  'a login that nobody has and a wrong password get the same answer, byte for byte',
  inOffice(async (office) => {
    const [{ login }] = await office.founders()
    const answers = []
    for (const name of [login, 'khong.co.ai', '001085012345', "' or 1=1 --"]) {
      const answer = await fetch(`${office.url}/v1/signin`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-cbccvc': '1' },
        body: JSON.stringify({ login: name, password: 'sai hoàn toàn' }),
      })
      const headers = [...answer.headers].filter(([header]) => header !== 'date')
      answers.push(JSON.stringify([answer.status, headers, await answer.text()]))
    }
    assert.equal(new Set(answers).size, 1, answers.join('\n'))
    assert.ok(!answers[0]!.includes(login))
  }),
)

test(
  'every refusal of accounts: in words, with its status and a next step',
  inOffice(async (office) => {
    const founders = await office.founders()
    const admin = await office.administrator(founders, 'H26', 'hn.admin')
    await office.route.push('H26', [official(one, 'H26.1'), official(two, 'H26.1', { trangThaiCongTac: 'TDC' })])
    const fresh = async (holder: Holder) => office.browser(await office.signIn(holder))
    const wish = { login: 'hn.moi', name: 'Mới', soDinhDanh: null, role: 'viewer', unit: 'H26.1', ...role }
    const invite = async (change: object, by = admin) =>
      (await fresh(by)).call('inviteAccount', json({ ...wish, ...change }))
    const accepting = async (change: object) => {
      const { answer } = await invite({ login: `hn.${randomUUID().slice(0, 8)}` })
      assert.ok(answer.kind === 'invited')
      const { seed } = (await office.browser().call('openInvitation', json({ code: answer.code }))).answer
      const totp = generateSync({ secret: seed, epoch: Math.floor(office.house.now().getTime() / 1000) })
      const given = { code: answer.code, password: 'một câu dài chỉ mình biết', seed, totp, ...change }
      return office.browser().call('acceptInvitation', json(given))
    }
    const nobody = randomUUID()
    const ask = async () => {
      const { answer } = await invite({ role: 'bodyApprover', login: `hn.${randomUUID().slice(0, 8)}` })
      assert.ok(answer.kind === 'asked')
      return answer.requestId
    }
    const boundTo = (i: number, login: string) => invite({ login, soDinhDanh: official(i, 'H26').soDinhDanh })
    const answering = (code: RefusalCode) => {
      const answer = new Response(JSON.stringify(refusal(code)), { status: refusals[code].status })
      return createClient({ server: office.url, fetch: async () => answer }).call('me')
    }
    const provoke = {
      'caller.session': () => office.browser().call('me'),
      'caller.crossSite': () =>
        office.browser(undefined, { 'sec-fetch-site': 'cross-site' }).call('signIn', json(admin)),
      'caller.stepUp': async () => {
        const mine = await fresh(admin)
        office.pass(11 * 60)
        return mine.call('inviteAccount', json(wish))
      },
      'caller.secondFactor': async () => {
        const token = await office.signIn(admin)
        await office.route.owner.query('update session set second_factor = false')
        return office.browser(token).call('board')
      },
      'access.notAllowed': () => invite({ unit: 'H56.1' }),
      'signin.refused': () => office.browser().call('signIn', json({ ...admin, password: 'sai hoàn toàn' })),
      'signin.wait': async () => {
        const guess = () => office.browser().call('signIn', json({ login: 'ai.do', password: 'sai hoàn toàn' }))
        for (let i = 0; i < 5; i++) await refused('signin.refused', guess())
        return guess()
      },
      'signin.step': async () => {
        const browser = openBrowser(office.url)
        const interaction = (await browser.follow('/session/start')).at.searchParams.get('uid')!
        return browser.client.call('signInCode', json({ step: nobody, code: '123456', interaction }))
      },
      'party.address': async () => {
        const party = { id: 'he.thong', name: 'Hệ thống', postLogoutRedirectUris: [], backchannelLogoutUri: null }
        const wish = { ...party, redirectUris: ['https://*.example.vn/back'], publicKeys: [], scopes: ['openid'] }
        const by = await office.as(founders[0])
        // Only the command line registers; what it is told is the same row of the table.
        const told = await accountRefused('party.address', registerParty(office.accounts, by, wish))
        return answering(told.code)
      },
      'signin.flow': () => office.browser().call('signIn', json({ ...admin, interaction: 'somebody-else-began-it' })),
      'session.unknown': async () => (await fresh(admin)).call('endMySession', { params: { sessionId: nobody } }),
      'password.short': () => accepting({ password: 'ngắn' }),
      'password.long': () => accepting({ password: 'đ'.repeat(400) }),
      'password.common': () => accepting({ password: 'password1234' }),
      'password.ownName': async () => {
        const mine = await fresh(admin)
        return mine.call('changePassword', json({ old: admin.password, chosen: 'toi la hn.admin day' }))
      },
      'invitation.unknown': () => office.browser().call('openInvitation', json({ code: nobody })),
      'account.login': () => invite({ login: '001085012345' }),
      'account.loginTaken': () => invite({ login: 'hn.admin' }),
      'account.name': () => invite({ name: ' ' }),
      'account.personUnknown': () => invite({ soDinhDanh: '001000000000' }),
      'account.personElsewhere': () => boundTo(two, 'hn.dinhchi'),
      'account.personTaken': async () => {
        for (const login of ['hn.mot', 'hn.hai']) {
          const { answer } = await boundTo(one, login)
          if (login === 'hn.mot')
            await office.join(answer.kind === 'invited' ? { ...answer, expiresAt: new Date() } : null)
          else {
            assert.ok(answer.kind === 'invited')
            const { seed } = (await office.browser().call('openInvitation', json({ code: answer.code }))).answer
            const totp = generateSync({ secret: seed, epoch: Math.floor(office.house.now().getTime() / 1000) })
            const given = { code: answer.code, password: 'một câu dài chỉ mình biết', seed, totp }
            return office.browser().call('acceptInvitation', json(given))
          }
        }
      },
      'account.unknown': async () =>
        (await fresh(admin)).call('grantRole', {
          params: { accountId: nobody },
          ...json({ role: 'viewer', unit: 'H26.1', ...role }),
        }),
      'account.founded': async () => {
        const founders = { operator: { login: 'a.mot', name: 'A' }, approver: { login: 'b.hai', name: 'B' } }
        // Only the command line founds; what it is told is the same row of the table.
        await assert.rejects(
          found(office.accounts, founders),
          (error) => error instanceof AccountRefused && error.code === 'account.founded',
        )
        return answering('account.founded')
      },
      'grant.unknown': async () => (await fresh(admin)).call('endGrant', { params: { grantId: nobody } }),
      'grant.dates': () => invite({ validFrom: '2023-06-19' }),
      'approval.unknown': async () =>
        (await fresh(founders[1])).call('decideApproval', {
          params: { requestId: nobody },
          ...json({ approve: true }),
        }),
      'approval.self': async () => {
        const requestId = await ask()
        return (await fresh(admin)).call('decideApproval', { params: { requestId }, ...json({ approve: true }) })
      },
    } satisfies Record<AccountRefusalCode, () => Promise<unknown>>

    for (const [code, work] of Object.entries(provoke) as [AccountRefusalCode, () => Promise<unknown>][]) {
      const error: RefusedError = await refused(code, work())
      const { vi, en, next } = error.refusal
      assert.equal(error.status, refusals[code].status, code)
      for (const text of [vi, en, next.vi, next.en]) assert.match(text, /^[^{}]{8,}$/, `${code}: a whole sentence`)
      assert.equal(error.retryAfter !== null, error.status === 429, code)
    }
  }),
)
