/** The running doors, attacked: by texts, by ids of others, by names, by time, by lines that never end. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import type { KeyHolder } from '@cbccvc/contract'
import { type Holder, inOffice, type Office } from '../testing/accounts.ts'
import { allRoutes, bodyOf, type Named, nobody, pathWith, placesOf } from '../testing/hostile.ts'
import { officials } from '../testing/people.ts'
import { rawly, statuses } from '../testing/raw.ts'
import { onRoute } from '../testing/route.ts'
import { shapeLimits } from './shape.ts'

interface Answer {
  readonly status: number
  readonly body: string
  readonly headers: Headers
  readonly ms: number
}

/** One request as somebody: a session, or a body's key. */
async function ask(
  url: string,
  route: Named,
  { token, key }: { token?: string; key?: KeyHolder },
  ids: Readonly<Record<string, string>> = {},
  body = bodyOf(route),
  query = '',
): Promise<Answer> {
  const address = `${url}${pathWith(route, ids)}`
  const shown = await key?.headers(route.method, new URL(address).pathname)
  const started = performance.now()
  const answer = await fetch(`${address}${query}`, {
    method: route.method,
    redirect: 'manual',
    headers: {
      ...(route.takes && { 'content-type': route.takes }),
      ...{ 'x-cbccvc': '1', 'sec-fetch-site': 'same-origin' },
      ...(token && { cookie: `session=${token}` }),
      ...shown,
    },
    ...(route.method !== 'GET' && { body: body ?? '' }),
  })
  const text = await answer.text()
  return { status: answer.status, body: text, headers: answer.headers, ms: performance.now() - started }
}

const hostile = [
  `' or '1'='1`,
  `'; drop table account; --`,
  `x'); select pg_sleep(5); --`,
  `1 union select login, hash from account_password --`,
  `\\'; copy (select 1) to program 'id'; --`,
  '$1 $2 %s %n {{7*7}} ${7*7} #{7*7}',
  '\u0000',
  '\ud800',
  '\u202e\u200b\ufeff',
  '../../../../etc/passwd',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  'a\r\nset-cookie: session=planted\r\n\r\n<h1>',
  '{"$gt":""}',
  "=cmd|' /C calc'!A0",
  `${'a'.repeat(900)}!`,
  '(a+)+$'.repeat(20),
]

/** What a database, a shell or a program of ours says when a text got through to it. */
const leaked =
  /syntax error|SQLSTATE|pg_(?!sleep)|relation "|at .*\.ts:\d+|ENOENT|root:x|node_modules|49(?=[^\d].*7\*7)/i

const unharmed = `select (select count(*) from account) as accounts, (select count(*) from role_grant) as grants,
  (select count(*) from person) as people, (select count(*) from entry) as entries, (select count(*) from leaf) as leaves,
  (select count(*) from sender_key) as keys, (select string_agg(relname, ' ' order by relname) from pg_class where relkind = 'r') as tables`

/** Ends what asks; tried by themselves. */
const ends: ReadonlySet<string> = new Set(['signOut'])

test(
  'SQL injection and its kin: hostile texts in every place for text of every route, its address and its query',
  inOffice(async (office) => {
    const { route, url } = office
    await route.push('H26', officials(0, 3, 'H26.1'))
    const [operator] = await office.founders()
    const token = await office.signIn(operator)
    const key = route.key('H26')
    const before = (await route.owner.query(unharmed)).rows
    let [asked, places] = [0, 0]
    const check = async (one: Named, answer: Promise<Answer>, what: string) => {
      const { status, body, headers, ms } = await answer
      asked++
      assert.ok(status < 500, `${one.name} ${status} ${what}: ${body}`)
      assert.doesNotMatch(body, leaked, `${one.name} ${what}`)
      assert.doesNotMatch(headers.get('set-cookie') ?? '', /planted/, one.name)
      assert.ok(ms < 4500, `${one.name} took ${ms} ms on ${what}`)
    }
    for (const one of allRoutes.filter(({ name }) => !ends.has(name))) {
      const who = one.caller === 'sender' || one.caller === 'operator' ? { key } : { token }
      const keys = [...one.path.matchAll(/:(\w+)/g)].map(([, key = '']) => key)
      for (const text of hostile) {
        for (const name of keys) await check(one, ask(url, one, who, { [name]: text.toWellFormed() }), text)
        const query = `?${encodeURIComponent('after')}=${encodeURIComponent(text.toWellFormed())}&sender=${encodeURIComponent(text.toWellFormed())}`
        if (one.method === 'GET') await check(one, ask(url, one, who, {}, undefined, query), text)
        if (one.body)
          await check(
            one,
            ask(
              url,
              one,
              who,
              {},
              bodyOf(one, () => text),
            ),
            text,
          )
      }
      for (const place of placesOf(one)) {
        places++
        for (const text of hostile.slice(0, 3))
          await check(
            one,
            ask(
              url,
              one,
              who,
              {},
              bodyOf(one, (path) => (path === place ? text : undefined)),
            ),
            place,
          )
      }
    }
    assert.ok(asked > 1000 && places > 60, `${asked} requests, ${places} places`)
    assert.deepEqual((await route.owner.query(unharmed)).rows, before)
    assert.deepEqual(route.faults, [])
    assert.equal((await office.browser(token).call('me')).status, 200, 'it was asked as somebody to the end')
  }),
)

test(
  'another body’s ids on every route that has one: byte for byte the answer to an id that nobody has',
  inOffice(async (office) => {
    const { route, url } = office
    const founders = await office.founders()
    const hanoi = await office.administrator(founders, 'H26', 'hn.admin')
    const other = await office.administrator(founders, 'H56', 'th.admin')
    const officer = await office.join(await office.invite(hanoi, 'officer', 'H26.1', 'hn.canbo'))
    const mine = await office.as(officer)
    const open = await office.invite(hanoi, 'viewer', 'H26.1', 'hn.moi')
    const asked = await office.invite(hanoi, 'bodyApprover', 'H26', 'hn.duyet')
    const { parcelId } = await route.push('H26', officials(0, 3, 'H26.1'))
    const { rows } = await route.owner.query<{ id: number }>('select id from person order by id limit 1')
    const theirs: Record<string, string> = {
      accountId: officer.accountId,
      grantId: mine.grants[0]!.id,
      sessionId: mine.sessionId!,
      invitationId: open.kind === 'invited' ? open.invitationId : '',
      requestId: asked.kind === 'asked' ? asked.requestId : '',
      ref: office.house.keys.refOf(rows[0]!.id),
      parcelId,
    }
    const token = await office.signIn(other)
    const key = route.key('H56')
    let compared = 0
    for (const one of allRoutes) {
      const keys = [...one.path.matchAll(/:(\w+)/g)].map(([, key = '']) => key).filter((key) => key in theirs)
      if (keys.length === 0 || one.takes === 'application/zstd') continue
      const who = one.caller === 'sender' ? { key } : { token }
      const ids = (of: (key: string) => string) => ({
        ...Object.fromEntries(keys.map((key) => [key, of(key)])),
        index: '0',
      })
      const real = await ask(
        url,
        one,
        who,
        ids((key) => theirs[key]!),
      )
      const none = await ask(
        url,
        one,
        who,
        ids((key) => (key === 'ref' ? office.house.keys.refOf(999_999) : randomUUID())),
      )
      assert.ok(real.status >= 400 && real.status < 500, `${one.name}: ${real.status}`)
      assert.deepEqual([real.status, real.body], [none.status, none.body], one.name)
      assert.notEqual((JSON.parse(real.body) as { code: string }).code, 'request.shape', `${one.name} was really asked`)
      compared++
    }
    assert.ok(compared >= 12, String(compared))
    await office.who(await office.signIn(officer))
    assert.equal((await office.as(officer)).grants.length, 1, 'nothing of it was done')
  }),
)

test(
  'names and passwords guessed by the clock: a login that nobody has takes as long as one that somebody has',
  inOffice(async (office) => {
    const [{ login }] = await office.founders()
    const signIn = allRoutes.find(({ name }) => name === 'signIn')!
    const time = async (name: string) => {
      const body = JSON.stringify({ login: name, password: 'sai hoàn toàn' })
      const { status, ms } = await ask(office.url, signIn, {}, {}, body)
      assert.equal(status, 401)
      return ms
    }
    const [known, unknown]: [number[], number[]] = [[], []]
    for (let i = 0; i < 12; i++) {
      if (i % 4 === 0) office.pass(1000)
      known.push(await time(login))
      unknown.push(await time(`khong.co.${i}`))
    }
    const middle = (times: number[]) => times.sort((a, b) => a - b)[6]!
    const [a, b] = [middle(known), middle(unknown)]
    assert.ok(
      Math.abs(a - b) < 0.4 * Math.max(a, b),
      `${a} ms for one that somebody has, ${b} ms for one that nobody has`,
    )
  }),
)

test(
  'lines that never end (slowloris): a hundred heads that drip are cut, everybody else is answered meanwhile',
  onRoute(async (route) => {
    const { port } = new URL(route.url)
    const sockets = Array.from({ length: 100 }, () => {
      const socket = connect(Number(port), '127.0.0.1')
      socket.on('error', () => {})
      socket.write('GET /health HTTP/1.1\r\nHost: x\r\nX-A: ')
      return socket
    })
    const cut = sockets.map((socket) => new Promise((done) => socket.once('close', done)))
    for (const socket of sockets) socket.resume()
    const drip = setInterval(() => {
      for (const socket of sockets) if (socket.writable) socket.write('a')
    }, 500)
    const started = performance.now()
    let answered = 0
    const others = setInterval(async () => {
      const before = performance.now()
      assert.equal((await fetch(`${route.url}/health`)).status, 200)
      assert.ok(performance.now() - before < 3000)
      answered++
    }, 1000)
    try {
      await Promise.all(cut)
    } finally {
      clearInterval(drip)
      clearInterval(others)
      for (const socket of sockets) socket.destroy()
    }
    assert.ok(performance.now() - started < 3 * shapeLimits.headersTimeoutMs)
    assert.ok(answered >= 5)
  }),
)

test(
  'headers written by a guest: line breaks in an address, a query, a name make no header and no second answer',
  onRoute(async (route) => {
    for (const text of [
      '%0d%0aset-cookie:%20session=planted',
      '%0aX-Planted:%201',
      '%E5%98%8A%E5%98%8DX-Planted:%201',
      '\u560a\u560dX-Planted: 1',
    ]) {
      for (const path of [
        `/${text}`,
        `/v1/standard/${text}`,
        `/v1/board/parcels?sender=${text}`,
        `/session/start?next=/${text}`,
      ]) {
        const answer = await rawly(route.url, `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
        const [head = ''] = answer.split('\r\n\r\n')
        assert.ok(statuses(answer).length <= 1, path)
        assert.doesNotMatch(head, /^(x-planted|set-cookie: session=planted)/im, path)
      }
    }
  }),
)

test(
  'one parameter twice: it is not believed to be another’s',
  onRoute(async (route) => {
    const ask = async (path: string) =>
      fetch(`${route.url}${path}`, {
        headers: await route.key('H26').headers('GET', new URL(path, route.url).pathname),
      })
    for (const path of [
      '/v1/feed?limit=1&limit=1000',
      '/v1/feed?after=&after=1.1',
      '/v1/feed?after[]=1',
      '/v1/feed?after[x]=1&__proto__[a]=1',
    ]) {
      const answer = await ask(path)
      const { code } = (await answer.json()) as { code?: string }
      assert.ok(answer.status === 400 || answer.status === 200, path)
      if (answer.status === 400) assert.match(code ?? '', /request.shape|feed.cursor/)
    }
    const { parcelId } = await route.push('H26', officials(0, 1, 'H26.1'))
    const twice = await ask(`/v1/parcels/${parcelId}/receipt?part=0&part=1`)
    assert.equal(twice.status, 400)
    assert.deepEqual(route.faults, [])
  }),
)

/** A stored name that is markup, as one would plant it. */
const markup = '<img src=x onerror="alert(1)">'

test(
  'a stored name that is markup (XSS): it leaves as JSON that no browser takes for a page, and no page of ours makes markup of text',
  inOffice(async (office) => {
    const founders = await office.founders()
    const admin = await office.administrator(founders, 'H26', 'hn.admin')
    const by = await office.as(admin)
    assert.ok(by)
    const token = await office.signIn(admin)
    const wish = { login: 'hn.xss', name: markup, soDinhDanh: null, role: 'viewer', unit: 'H26.1', via: 'issued' }
    const dates = { validFrom: office.house.today(), validTo: null }
    const { answer } = await office
      .browser(token)
      .call('inviteAccount', { body: JSON.stringify({ ...wish, ...dates }) })
    assert.ok(answer.kind === 'invited')
    await office.join({ ...answer, expiresAt: new Date() })
    const list = allRoutes.find(({ name }) => name === 'accounts')!
    const { body, headers } = await ask(office.url, list, { token })
    assert.ok(body.includes('onerror'), 'the name is kept as it was given')
    assert.match(headers.get('content-type') ?? '', /^application\/json; charset=utf-8$/)
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.match(
      headers.get('content-security-policy') ?? '',
      /default-src 'none'.*require-trusted-types-for 'script'; trusted-types 'none'/,
    )

    const root = join(import.meta.dirname, '../../../web')
    const sinks =
      /\b(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write|srcdoc|createContextualFragment)\b|\beval\(|new Function\(|javascript:/
    const pages = globSync(['src/**/*.{ts,tsx}', '*.html'], { cwd: root }).filter(
      (name) => !/\.test\.|testing[\\/]/.test(name),
    )
    assert.ok(pages.length > 10)
    assert.deepEqual(
      pages.filter((name) => sinks.test(readFileSync(join(root, name), 'utf8'))),
      [],
    )
  }),
)

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
