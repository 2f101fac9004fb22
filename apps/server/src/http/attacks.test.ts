/** The running doors, attacked: by texts, by ids of others, by names, by time, by lines that never end. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { inOffice } from '../testing/accounts.ts'
import { type Answer, allRoutes, ask, bodyOf, type Named, placesOf } from '../testing/hostile.ts'
import { officials } from '../testing/people.ts'
import { rawly, statuses } from '../testing/raw.ts'
import { onRoute } from '../testing/route.ts'
import { shapeLimits } from './shape.ts'

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
