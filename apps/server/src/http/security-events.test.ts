/** What is refused is written down and counted: who by an id, which route, which code, from where; and nothing else. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { countRefused, type RefusedCount, refusedSums } from '@cbccvc/registry'
import { inOffice } from '../testing/accounts.ts'
import { officials } from '../testing/people.ts'
import { rawly } from '../testing/raw.ts'
import { doorsOf } from '../testing/route.ts'
import { number, watched } from '../testing/watchers.ts'
import { createApp } from './app.ts'
import { kindOf, mostOfAKind, type SecurityEvent, securityEvents } from './security-events.ts'

test('a flood fills no disk and hides no other kind: few lines a minute, with their sums; the counts are whole', () => {
  let now = Date.UTC(2026, 0, 5, 8)
  const lines: string[] = []
  const events = securityEvents(
    (line) => void lines.push(line),
    () => now,
  )
  const guess = (i: number): SecurityEvent => ({
    ...{ kind: 'signin', code: 'signin.refused', route: 'signIn' },
    address: `198.51.${i >> 8}.${i & 255}`,
  })
  const account = randomUUID()
  const reach: SecurityEvent = {
    ...{ kind: 'rights', code: 'access.notAllowed', route: 'inviteAccount', address: '203.0.113.7', by: { account } },
  }
  for (let i = 0; i < 50_000; i++) {
    events.note(guess(i % 5_000))
    if (i % 1_000 === 0) events.note(reach)
  }
  assert.equal(lines.length, mostOfAKind + 1)
  assert.ok(lines.some((line) => line.includes(account)))
  now += 60_000
  const counted = events.take()
  const read = () => lines.map((line) => JSON.parse(line) as { kind: string; code: string; times: number })
  const times = (code: string) => read().reduce((sum, line) => sum + (line.code === code ? line.times : 0), 0)
  assert.equal(times('access.notAllowed'), 50)
  assert.equal(
    times('signin.refused') + times('others'),
    50_000,
    'nothing is lost, what is not written singly is summed',
  )
  assert.ok(lines.length <= 2 * (mostOfAKind + 1) + 1)
  assert.ok(lines.join('').length < 20_000, String(lines.join('').length))
  assert.ok(lines.every((line) => line.endsWith('}\n') && line.indexOf('\n') === line.length - 1))
  assert.deepEqual(counted, [
    { kind: 'signin', route: 'signIn', code: 'signin.refused', times: 50_000 },
    { kind: 'rights', route: 'inviteAccount', code: 'access.notAllowed', times: 50 },
  ])
  assert.deepEqual(events.take(), [])
  // What could not be stored comes again, with what came since.
  events.giveBack(counted)
  events.note(reach)
  assert.equal(events.take().find(({ kind }) => kind === 'rights')?.times, 51)
  // A line of an IPv6 network, 2^64 addresses of one neighbour, is one line.
  const before = lines.length
  for (let i = 1; i < 100; i++) events.note({ ...guess(0), address: `2001:db8:1:2::${i.toString(16)}` })
  assert.equal(lines.length, before + 1)
})

test('which answers are events: refused rights, refused sign-ins, 429s, what no program of ours sends', () => {
  assert.equal(kindOf(200, '', true), null)
  assert.equal(kindOf(403, 'access.notAllowed', true), 'rights')
  assert.equal(kindOf(404, 'access.notFound', true), 'rights')
  assert.equal(kindOf(404, 'parcel.unknown', false), null, 'a courier asks whether its parcel is there')
  assert.equal(kindOf(404, 'request.notFound', true), null)
  assert.equal(kindOf(429, 'signin.wait', false), 'signin')
  assert.equal(kindOf(429, 'request.tooMany', false), 'rate')
  assert.equal(kindOf(401, 'caller.unknown', false), 'signin')
  assert.equal(kindOf(400, 'oidc.400', false), 'signin')
  assert.equal(kindOf(414, 'request.tooLong', false), 'shape')
  assert.equal(kindOf(400, 'parcel.seal', false), null, 'a parcel that was spoilt on its way is its sender’s to mend')
})

test(
  'each refusal leaves one line: account or sender, route, code, address; never a login, a password, a token, a number',
  inOffice(async (office) => {
    await office.route.push('H26', officials(0, 1, 'H26.1'))
    const founders = await office.founders()
    const admin = await office.administrator(founders, 'H26', 'hn.admin')
    const token = await office.signIn(admin)
    const seen = office.refused.length
    const post = (path: string, body: object, session = token) =>
      fetch(`${office.url}${path}`, {
        ...{ method: 'POST', body: JSON.stringify(body) },
        headers: { 'content-type': 'application/json', 'x-cbccvc': '1', cookie: `session=${session}` },
      })
    const get = (path: string, headers: Record<string, string> = {}) => fetch(`${office.url}${path}`, { headers })
    const secret = 'mật khẩu sai của ai đó'
    await post('/v1/signin', { login: admin.login, password: secret }, '')
    await post('/v1/signin', { login: 'khong.co.ai', password: secret }, '')
    await post(`/v1/accounts/${founders[0].accountId}/sessions/${randomUUID()}/end`, {})
    await post('/v1/units/H26.1/people/search', { words: number(5) })
    await get('/v1/me', { cookie: `session=${'x'.repeat(43)}` })
    await get('/v1/me')
    await get('/v1/feed', { authorization: `DPoP ${secret.length}.nothing` })
    await get(`/v1/parcels/${'x'.repeat(9_000)}`)
    await fetch(`${office.url}/oidc/token`, { method: 'POST', body: new URLSearchParams({ client_id: secret }) })
    await rawly(office.url, `GET /${secret} HTTP/9\r\n\r\n`, 500)
    const other = await fetch(`${office.url}/v1/signin`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    assert.equal(other.status, 403)
    const lines = office.refused.slice(seen) as Record<string, unknown>[]
    const said = lines.map(({ kind, code, route, account, sender, about }) => [
      kind,
      code,
      route,
      account ?? sender,
      about,
    ])
    const told = (...line: unknown[]) =>
      assert.ok(
        said.some((one) => JSON.stringify(one) === JSON.stringify(line)),
        `${JSON.stringify(line)} in ${JSON.stringify(said)}`,
      )
    told('signin', 'signin.refused', 'signIn', undefined, admin.accountId)
    told('signin', 'signin.refused', 'signIn', undefined, undefined)
    told('signin', 'caller.session', 'me', undefined, undefined)
    told('signin', 'caller.unknown', 'feed', undefined, undefined)
    told('rights', 'caller.crossSite', 'signIn', undefined, undefined)
    told('shape', 'request.shape', 'none', undefined, undefined)
    assert.ok(
      said.some(([kind, code, , who]) => kind === 'rights' && code !== 'caller.crossSite' && who === admin.accountId),
    )
    assert.ok(said.some(([kind, code]) => kind === 'signin' && String(code).startsWith('oidc.')))
    assert.ok(said.some(([kind, code]) => kind === 'shape' && code === 'request.tooLong'))
    assert.equal(said.filter(([, code]) => code === 'caller.session').length, 1, 'a visitor without a cookie is none')
    assert.ok(lines.every(({ address, at, where, times }) => address && at && where === 'security' && times === 1))
    const text = JSON.stringify(lines)
    for (const never of [secret, 'khong.co', 'hn.admin', token, number(5), 'xxxx'])
      assert.ok(!text.includes(never), never)
  }),
)

test(
  'who is told to wait is written down: the account, and the address',
  inOffice(async (office) => {
    const [holder] = await office.founders()
    const token = await office.signIn(holder)
    const lines: string[] = []
    const events = securityEvents((line) => void lines.push(line))
    const few = { perMinute: 60, burst: 3, atOnce: 3 }
    const doors = doorsOf(office.route)
    const app = await createApp({ ...doors, house: office.house, events, rates: { ...doors.rates!, account: few } })
    try {
      const url = await app.listen({ host: '127.0.0.1', port: 0 })
      const asked = await Promise.all(
        Array.from({ length: 30 }, () => fetch(`${url}/v1/me`, { headers: { cookie: `session=${token}` } })),
      )
      const waits = asked.filter(({ status }) => status === 429).length
      assert.ok(waits >= 20, String(waits))
      const [line, ...more] = lines.map((text) => JSON.parse(text) as Record<string, unknown>)
      assert.deepEqual(more, [], 'one line for all of them')
      const { at: _at, ...told } = line!
      assert.deepEqual(told, {
        ...{ where: 'security', kind: 'rate', code: 'request.tooMany', route: 'me', account: holder.accountId },
        ...{ address: '127.0.0.1', times: 1 },
      })
      assert.deepEqual(events.take(), [{ kind: 'rate', route: 'me', code: 'request.tooMany', times: waits }])
      events.close()
      assert.equal(JSON.parse(lines[1]!).times, waits - 1)
    } finally {
      await app.close()
    }
  }),
)

test(
  'the auditor and who runs the centre see the counts and a jump; nobody else sees them, and no role changes an hour but the doors',
  inOffice(async (office) => {
    const { auditor, officer, administrator } = await watched(office)
    const { house, route } = office
    const now = house.now().getTime()
    const hour = 3_600_000
    const one = (kind: RefusedCount['kind'], times: number): RefusedCount => ({
      kind,
      route: 'signIn',
      code: 'x',
      times,
    })
    // Ten an hour, day and night, is usual; of the others there was none.
    for (let back = 2; back <= 24 * 28 + 1; back++)
      await countRefused(house.pool, new Date(now - back * hour), [one('signin', 10)])
    const signin = async () => (await refusedSums(house.pool, house.now())).find(({ kind }) => kind === 'signin')!
    await countRefused(house.pool, house.now(), [one('signin', 150), one('rights', 90)])
    assert.deepEqual(await signin(), { kind: 'signin', lately: 150, day: 370, usual: 20, jump: false })
    await countRefused(house.pool, house.now(), [one('signin', 60), one('rights', 20)])
    assert.deepEqual(await signin(), { kind: 'signin', lately: 210, day: 430, usual: 20, jump: true })
    const { answer } = await office.browser(await office.signIn(auditor.holder)).call('refusals')
    assert.deepEqual(
      answer.sums.map(({ kind, lately, jump }) => [kind, lately, jump]),
      [
        ['rights', 110, true],
        ['signin', 210, true],
        ['rate', 0, false],
        ['shape', 0, false],
      ],
    )
    assert.deepEqual(
      { ...answer.lines[0], hour: '' },
      { hour: '', kind: 'signin', route: 'signIn', code: 'x', times: 210 },
    )
    for (const { holder } of [officer, administrator]) {
      const other = office.browser(await office.signIn(holder))
      await assert.rejects(other.call('refusals'), /^RefusedError: access.notAllowed/)
    }
    await assert.rejects(countRefused(route.records, house.now(), [one('rate', 1)]), { code: '42501' })
    await assert.rejects(route.watch.query('update refused_hour set times = 1'), { code: '42501' })
    await assert.rejects(house.pool.query('delete from refused_hour'), { code: '42501' })
  }),
)
