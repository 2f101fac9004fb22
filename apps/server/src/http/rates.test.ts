/** Who asks too often is told to wait, with the seconds; nobody else is. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClient, limits } from '@cbccvc/contract'
import { inOffice } from '../testing/accounts.ts'
import { showing, strange } from '../testing/bound.ts'
import { doorsOf, onRoute, type Route, refused, unbraked } from '../testing/route.ts'
import { createApp } from './app.ts'
import { Buckets, networkOf, type RateLimits, rateLimits, readRates } from './rates.ts'

/** Another door onto the same house, with these limits. */
async function braked<T>(
  route: Route,
  change: Partial<RateLimits>,
  work: (door: {
    url: string
    ask: (address: string, headers?: Record<string, string>) => Promise<number>
  }) => Promise<T>,
  more: Partial<Parameters<typeof createApp>[0]> = {},
): Promise<T> {
  const app = await createApp({
    ...doorsOf(route),
    ...{ rates: { ...unbraked, ...change }, ...more },
  })
  try {
    const url = await app.listen({ host: '127.0.0.1', port: 0 })
    const ask = async (remoteAddress: string, headers: Record<string, string> = {}) =>
      (await app.inject({ url: '/health', remoteAddress, headers })).statusCode
    return await work({ url, ask })
  } finally {
    await app.close()
  }
}

test('a bucket: a burst at once, then the long run; one for each key; several processes share', () => {
  let now = 0
  const buckets = new Buckets({ perMinute: 60, burst: 5, atOnce: 2 }, 1, () => now)
  const times = (key: string, count: number) => Array.from({ length: count }, () => buckets.take(key))
  assert.deepEqual(times('a', 7), [0, 0, 0, 0, 0, 1, 1])
  assert.deepEqual(times('b', 1), [0], 'another one has a bucket of its own')
  now += 3000
  assert.deepEqual(times('a', 4), [0, 0, 0, 1])
  assert.equal(buckets.take('a', 3), 3, 'what costs three waits for three')
  now += 600_000
  assert.deepEqual(times('a', 6), [0, 0, 0, 0, 0, 1], 'a rest fills it, and no more than that')
  assert.deepEqual([buckets.enter('a'), buckets.enter('a'), buckets.enter('a')], [true, true, false])
  buckets.leave('a')
  assert.ok(buckets.enter('a'))
  const third = new Buckets({ perMinute: 60, burst: 6, atOnce: 6 }, 3, () => now)
  assert.deepEqual([third.take('a'), third.take('a'), third.take('a')], [0, 0, 3])
})

test('the memory of buckets is bounded; who is at work is never forgotten', () => {
  const buckets = new Buckets({ perMinute: 1, burst: 1, atOnce: 1 })
  buckets.enter('busy')
  for (let i = 0; i < 250_000; i++) buckets.take(`k${i}`)
  assert.ok(buckets.size <= 100_000, String(buckets.size))
  assert.equal(buckets.enter('busy'), false)
})

test('an IPv6 address counts as its 64 bits, a mapped IPv4 address as itself', () => {
  assert.equal(networkOf('203.0.113.7'), '203.0.113.7')
  assert.equal(networkOf('::ffff:203.0.113.7'), '203.0.113.7')
  assert.equal(networkOf('2001:db8:1:2::1'), networkOf('2001:0db8:0001:0002:ffff:ffff:ffff:ffff'))
  assert.notEqual(networkOf('2001:db8:1:2::1'), networkOf('2001:db8:1:3::1'))
  assert.equal(networkOf('fe80::1%eth0'), 'fe80:0:0:0::/64')
  assert.equal(networkOf('::1'), '0:0:0:0::/64')
})

test('limits by configuration; what has the wrong form is refused', () => {
  assert.deepEqual(readRates(''), rateLimits)
  const read = readRates('account=60/20/4, processes=3')
  assert.deepEqual(read, { ...rateLimits, account: { perMinute: 60, burst: 20, atOnce: 4 }, processes: 3 })
  for (const wrong of ['account=60', 'nobody=1/1/1', 'account=0/1/1', 'account=60/20/4/5', 'x', 'processes=0'])
    assert.equal(readRates(wrong), null, wrong)
})

test(
  'the defaults let the busiest honest courier through: every receipt of a full parcel, one after the other',
  onRoute(async (route) => {
    const { sender } = rateLimits
    // Measured on two cores: a receipt takes 2 ms at best; five hundred a second are half of what is allowed.
    assert.ok(sender.perMinute / 60 >= 2 * 500)
    assert.ok(sender.burst >= 2 * Math.ceil(limits.recordsPerParcel / limits.recordsPerPart))
    await braked(route, { sender }, async ({ url }) => {
      const { call } = createClient({ server: url, key: route.key('H26', url) })
      for (let i = 0; i < 300; i++) await call('feed', { query: { limit: 1 } })
    })
  }),
)

test(
  'one noisy account is told to wait, in words and seconds; a colleague and another body are not',
  inOffice(async (office) => {
    const founders = await office.founders()
    const hanoi = await office.administrator(founders, 'H26', 'hn.admin')
    const other = await office.administrator(founders, 'H56', 'th.admin')
    const colleague = await office.join(await office.invite(hanoi, 'officer', 'H26.1', 'hn.canbo'))
    const tokens = [await office.signIn(hanoi), await office.signIn(colleague), await office.signIn(other)]
    const rate = (burst: number) => ({ perMinute: 6, burst, atOnce: 100 })
    await braked({ ...office.route, house: office.house }, { account: rate(5), body: rate(8) }, async ({ url }) => {
      const ask = (who: number) => {
        const headers = { cookie: `session=${tokens[who]}` }
        const send: typeof fetch = (address, init) => fetch(address, { ...init, headers })
        return createClient({ server: url, fetch: send }).call('me')
      }
      for (let i = 0; i < 5; i++) await ask(0)
      const { status, retryAfter, refusal } = await refused('request.tooMany', ask(0))
      assert.equal(status, 429)
      assert.equal(retryAfter, 10)
      assert.match(refusal.vi, /Quá nhiều yêu cầu/)
      assert.ok(refusal.next.vi.length > 8)
      for (let i = 0; i < 3; i++) await ask(1)
      await refused('request.tooMany', ask(1))
      for (let i = 0; i < 5; i++) await ask(2)
    })
  }),
)

test(
  'too many at work at once: the rest of them waits, those of another are taken',
  onRoute(async (route) => {
    await braked(route, { sender: { perMinute: 1e6, burst: 1e6, atOnce: 2 } }, async ({ url }) => {
      const ask = (sender: 'H26' | 'H56') => createClient({ server: url, key: route.key(sender, url) }).call('feed')
      await Promise.all([ask('H26'), ask('H56')])
      const holder = await route.owner.connect()
      try {
        await holder.query('begin')
        await holder.query('lock table commit_log in access exclusive mode')
        const first = [ask('H26'), ask('H26')]
        await new Promise((done) => setTimeout(done, 100))
        await refused('request.tooMany', ask('H26'))
        const another = ask('H56')
        await holder.query('rollback')
        await Promise.all([...first, another])
        await ask('H26')
      } finally {
        holder.release()
      }
    })
  }),
)

test(
  'an address is the line that it came on: a header that names another one is nobody’s word',
  onRoute(async (route) => {
    const address = { perMinute: 6, burst: 3, atOnce: 100 }
    await braked(route, { address }, async ({ ask }) => {
      for (let i = 0; i < 3; i++) assert.equal(await ask('203.0.113.7', { 'x-forwarded-for': `198.51.100.${i}` }), 200)
      assert.equal(await ask('203.0.113.7', { 'x-forwarded-for': '198.51.100.99' }), 429)
      assert.equal(await ask('203.0.113.8'), 200)
      for (let i = 0; i < 3; i++) assert.equal(await ask(`2001:db8::${i}`), 200)
      assert.equal(await ask('2001:db8::ffff:1'), 429, 'the same 64 bits')
      assert.equal(await ask('2001:db8:0:1::1'), 200)
    })
    const proxied = { trustProxy: ['10.0.0.1'], tlsByProxy: true }
    await braked(
      route,
      { address },
      async ({ ask }) => {
        const by = (proxy: string, client: string) => ask(proxy, { 'x-forwarded-for': client })
        for (let i = 0; i < 3; i++) assert.equal(await by('10.0.0.1', '203.0.113.7'), 200)
        assert.equal(await by('10.0.0.1', '203.0.113.7'), 429)
        assert.equal(
          await by('10.0.0.1', '203.0.113.8'),
          200,
          'through the proxy that is named, each client for itself',
        )
        // What the client wrote into the header stands before what the proxy adds: only the last one is the proxy's word.
        assert.equal(await by('10.0.0.1', '192.0.2.5, 203.0.113.7'), 429)
        for (let i = 0; i < 3; i++) assert.equal(await by('10.0.0.2', `192.0.2.${i}`), 200)
        assert.equal(await by('10.0.0.2', '192.0.2.77'), 429, 'a neighbour of the proxy is no proxy')
      },
      proxied,
    )
  }),
)

test(
  'guessing keys and sessions from an address is braked before anything is looked up; who is known there goes on',
  onRoute(async (route) => {
    await braked(route, { stranger: { perMinute: 6, burst: 4, atOnce: 1 } }, async ({ url }) => {
      const honest = createClient({ server: url, key: route.key('H26', url) })
      await honest.call('feed')
      const guess = () => createClient({ server: url, fetch: showing(() => strange(url)) }).call('feed')
      for (let i = 0; i < 4; i++) await refused('caller.unknown', guess())
      const { retryAfter } = await refused('request.tooMany', guess())
      assert.ok(retryAfter! > 0)
      const cookie = await fetch(`${url}/v1/me`, { headers: { cookie: `session=${'A'.repeat(43)}` } })
      assert.equal(cookie.status, 429)
      await honest.call('feed')
      route.key('H26', url).forget()
      await honest.call('feed')
      const nothing = await fetch(`${url}/v1/me`)
      assert.equal(nothing.status, 401, 'who shows nothing guesses nothing')
    })
  }),
)
