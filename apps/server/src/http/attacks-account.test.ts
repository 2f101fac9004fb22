/** The running doors, attacked by accounts: stolen ones, and those that reach for more than they were given. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Holder, inOffice, type Office } from '../testing/accounts.ts'
import { allRoutes, ask, nobody } from '../testing/hostile.ts'
import { officials } from '../testing/people.ts'

/** Posts as somebody; the status and the code of the refusal. */
async function post(office: Office, token: string, path: string, body: object) {
  const answer = await fetch(`${office.url}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: {
      'content-type': 'application/json',
      'x-cbccvc': '1',
      'sec-fetch-site': 'same-origin',
      cookie: `session=${token}`,
    },
  })
  return { status: answer.status, ...((await answer.json()) as { code?: string; kind?: string }) }
}
const dates = (office: Office) => ({ via: 'issued', validFrom: office.house.today(), validTo: null })

test(
  'more than was asked for (mass assignment): fields that a form does not have change nothing',
  inOffice(async (office) => {
    const founders = await office.founders()
    const admin = await office.administrator(founders, 'H26', 'hn.admin')
    const token = await office.signIn(admin)
    const more = {
      ...{
        accountId: founders[0].accountId,
        personId: 1,
        sandbox: true,
        approved: true,
        kind: 'granted',
        parentId: null,
      },
      ...{
        grants: [{ role: 'nationalOperator', unitId: null }],
        isAdmin: true,
        unitId: null,
        issuedBy: founders[0].accountId,
      },
    }
    const wish = { login: 'hn.them', name: 'Thêm', soDinhDanh: null, role: 'viewer', unit: 'H26.1', ...dates(office) }
    const { answer } = await office.browser(token).call('inviteAccount', { body: JSON.stringify({ ...more, ...wish }) })
    assert.ok(answer.kind === 'invited')
    const { answer: open } = await office
      .browser()
      .call('openInvitation', { body: JSON.stringify({ code: answer.code, ...more }) })
    assert.deepEqual([open.role, open.unit], ['viewer', 'H26.1'])
    const holder = await office.join({ ...answer, expiresAt: new Date() })
    const me = await office.as(holder)
    assert.deepEqual(
      me.grants.map(({ role, unitId }) => [role, unitId]),
      [['viewer', await office.unit('H26.1')]],
    )
    assert.equal(me.personId, null)
    const { rows } = await office.route.owner.query(`select sandbox from account where login = 'hn.them'`)
    assert.deepEqual(rows, [{ sandbox: false }])

    // A grant that names its parent is a delegation, and a wish of its own kind; a form of a grant has neither.
    const own = (await office.as(admin)).grants[0]!.id
    const role = { role: 'nationalOperator', unit: null, ...dates(office) }
    for (const extra of [
      { parentId: own },
      { parentId: own, kind: 'grant', accountId: admin.accountId },
      { unitId: null },
    ])
      for (const path of [`/v1/accounts/${holder.accountId}/grants`, '/v1/accounts/invitations']) {
        const body = { login: 'hn.lach', name: 'Lách', soDinhDanh: null, ...role, ...extra }
        const { status, code } = await post(office, await office.signIn(admin), path, body)
        assert.deepEqual([status, code], [403, 'access.notAllowed'], `${path} ${JSON.stringify(extra)}`)
      }
    const binding = { ...wish, login: 'hn.gan', personId: 1 }
    assert.equal((await post(office, await office.signIn(admin), '/v1/accounts/invitations', binding)).kind, 'invited')
    const { rows: bound } = await office.route.owner.query(`select person_id from invitation where login = 'hn.gan'`)
    assert.deepEqual(bound, [{ person_id: null }], 'nobody binds an account to a person by its number in our tables')
  }),
)

test(
  'making oneself powerful: no account gives itself, or anybody, a right that is not its own to give',
  inOffice(async (office) => {
    const founders = await office.founders()
    const admin = await office.administrator(founders, 'H26', 'hn.admin')
    const officer = await office.join(await office.invite(admin, 'officer', 'H26.1', 'hn.canbo'))
    const tries: [Holder, string, object][] = []
    for (const role of ['nationalOperator', 'nationalApprover', 'nationalAuditor', 'dataCentreAdministrator']) {
      tries.push(
        [admin, role, { role, unit: null }],
        [admin, role, { role, unit: 'H26' }],
        [officer, role, { role, unit: null }],
      )
    }
    for (const role of ['bodyAdministrator', 'officer', 'viewer', 'leader', 'bodyApprover'])
      tries.push(
        [admin, role, { role, unit: 'H56' }],
        [admin, role, { role, unit: null }],
        [officer, role, { role, unit: 'H26.1' }],
      )
    for (const [by, what, wish] of tries) {
      const token = await office.signIn(by)
      for (const target of [by.accountId, officer.accountId]) {
        const { status, code } = await post(office, token, `/v1/accounts/${target}/grants`, {
          ...wish,
          ...dates(office),
        })
        assert.ok(status === 403 || status === 404, `${by.login} ${what} ${JSON.stringify(wish)}: ${status} ${code}`)
      }
    }
    // An administrator of one's own unit for oneself: it waits for a second person, and that is never oneself.
    const token = await office.signIn(admin)
    const again = { role: 'bodyApprover', unit: 'H26', ...dates(office) }
    const asked = await post(office, token, `/v1/accounts/${admin.accountId}/grants`, again)
    if (asked.status === 200) {
      const { requestId } = asked as unknown as { requestId: string }
      const { code } = await post(office, token, `/v1/accounts/approvals/${requestId}`, { approve: true })
      assert.equal(code, 'approval.self')
    }
    assert.deepEqual(
      (await office.as(admin)).grants.map(({ role }) => role),
      ['bodyAdministrator'],
    )
    assert.deepEqual(
      (await office.as(officer)).grants.map(({ role }) => role),
      ['officer'],
    )
  }),
)

test(
  'four eyes raced: one request decided many times at once makes one administrator, approved and refused at once one of the two',
  inOffice(async (office) => {
    const [operator, approver] = await office.founders()
    for (const [login, word] of [
      ['hn.admin', () => true],
      ['th.admin', (i: number) => i % 2 === 0],
    ] as const) {
      const asked = await office.invite(operator, 'bodyAdministrator', login === 'hn.admin' ? 'H26' : 'H56', login)
      assert.ok(asked.kind === 'asked')
      const token = await office.signIn(approver)
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, i) =>
          post(office, token, `/v1/accounts/approvals/${asked.requestId}`, { approve: word(i) }),
        ),
      )
      assert.equal(answers.filter(({ status }) => status === 200).length, 1, JSON.stringify(answers))
      assert.ok(answers.every(({ status, code }) => status === 200 || code === 'approval.unknown'))
      const self = await office.signIn(operator)
      const { code } = await post(office, self, `/v1/accounts/approvals/${asked.requestId}`, { approve: true })
      assert.ok(code === 'approval.unknown' || code === 'access.notAllowed', code)
    }
    const { rows } = await office.route.owner.query(
      `select count(*)::int as n from invitation where login = 'hn.admin'`,
    )
    assert.deepEqual(rows, [{ n: 1 }])
  }),
)

test(
  'a stolen cookie on another line: it cannot do what is grave, change how one signs in, or stay once it is seen',
  inOffice(async (office) => {
    const founders = await office.founders()
    const admin = await office.administrator(founders, 'H26', 'hn.admin')
    const stolen = await office.signIn(admin, '203.0.113.7')
    office.pass(11 * 60)
    const wish = { login: 'ke.trom', name: 'X', soDinhDanh: null, role: 'officer', unit: 'H26.1', ...dates(office) }
    assert.equal((await post(office, stolen, '/v1/accounts/invitations', wish)).code, 'caller.stepUp')
    assert.equal(
      (await post(office, stolen, `/v1/accounts/${nobody}/grants`, { role: 'viewer', unit: 'H26.1', ...dates(office) }))
        .code,
      'caller.stepUp',
    )
    const password = { old: 'đoán mò thôi mà', chosen: 'một câu của kẻ trộm' }
    assert.equal((await post(office, stolen, '/v1/me/password', password)).code, 'caller.stepUp')
    assert.equal((await post(office, stolen, '/v1/me/recovery-codes', {})).code, 'caller.stepUp')
    for (let i = 0; i < 6; i++) {
      const { code } = await post(office, stolen, '/v1/me/step-up', { code: '000000' })
      assert.ok(code === 'signin.refused' || code === 'signin.wait', code)
    }
    // The owner sees it, with where it came from, and ends it.
    office.pass(1000)
    const own = office.browser(await office.signIn(admin, '198.51.100.2'))
    const { sessions } = (await own.call('mySessions')).answer
    const thief = sessions.find(({ current }) => !current)
    assert.ok(thief && sessions.length === 2)
    await own.call('endMySession', { params: { sessionId: thief.sessionId } })
    assert.equal((await fetch(`${office.url}/v1/me`, { headers: { cookie: `session=${stolen}` } })).status, 401)
  }),
)

test(
  'a stolen account of an officer: everything outside of its unit stays shut, and each look that it takes is written down',
  inOffice(async (office) => {
    const { route, url } = office
    const founders = await office.founders()
    const admin = await office.administrator(founders, 'H26', 'hn.admin')
    const officer = await office.join(await office.invite(admin, 'officer', 'H26.1', 'hn.canbo'))
    await route.push('H56', officials(0, 2, 'H56.1'))
    await route.push('H26', officials(2, 1, 'H26.1'))
    const token = await office.signIn(officer)
    const { rows } = await route.owner.query<{ id: number; holder: string }>(
      'select id, holder from person order by id',
    )
    const record = allRoutes.find(({ name }) => name === 'record')!
    const looks = async () => Number((await route.owner.query('select count(*) as n from access_look')).rows[0]!.n)
    const before = await looks()
    for (const { id, holder } of rows) {
      const { status, body } = await ask(
        url,
        record,
        { token },
        { ref: office.house.keys.refOf(id) },
        '{"purpose":{"code":"personnel"}}',
      )
      assert.equal(status === 200, holder === 'H26', `${holder}: ${status} ${body.slice(0, 200)}`)
    }
    assert.equal(await looks(), before + 1)
    for (const name of ['accounts', 'approvals', 'systems', 'registerSystem', 'inviteAccount']) {
      const one = allRoutes.find((route) => route.name === name)!
      const { status, body } = await ask(url, one, { token })
      assert.ok(status === 403 || !/H56|th\.admin|bo\.vanhanh/.test(body), `${name}: ${status} ${body.slice(0, 200)}`)
    }
  }),
)

test(
  'a stolen dump: no password, token, seed, recovery code, invitation or person of anybody can be read in it',
  inOffice(async (office) => {
    const { dumpOf } = await import('../testing/dump.ts')
    const founders = await office.founders()
    const admin = await office.administrator(founders, 'H26', 'hn.admin')
    const open = await office.invite(admin, 'viewer', 'H26.1', 'hn.moi')
    const token = await office.signIn(admin)
    const people = officials(0, 3, 'H26.1')
    await office.route.push('H26', people)
    const dump = await dumpOf(office.route.databaseUrl)
    const secrets = [
      token,
      admin.password,
      ...admin.recoveryCodes,
      ...admin.recoveryCodes.map((one) => one.replaceAll('-', '')),
    ]
    if (open.kind === 'invited') secrets.push(open.code)
    for (const person of people) secrets.push(String(person.soDinhDanh))
    secrets.push(admin.code())
    for (const secret of secrets) {
      const forms = [
        secret,
        Buffer.from(secret).toString('hex'),
        Buffer.from(secret).toString('base64').replace(/=+$/, ''),
      ]
      if (/^[\w-]{22,}$/.test(secret)) forms.push(Buffer.from(secret, 'base64url').toString('hex'))
      // A code of six digits may stand by chance within a digest.
      const short = secret.length < 10
      for (const form of short ? [`"${secret}"`, `(${secret},`] : forms)
        assert.ok(!dump.includes(form), 'the dump holds a secret')
    }
    assert.ok(dump.includes('hn.admin'), 'it is the dump of these accounts')
  }),
)
