/** The headers of each answer: every route of the table, pages, refusals, faults, what never became a request. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Route as ContractRoute, routes } from '@cbccvc/contract'
import { openPool } from '@cbccvc/registry'
import { rawly } from '../testing/raw.ts'
import { doorsOf, openRoute, type Route, unbraked } from '../testing/route.ts'
import { createApp } from './app.ts'

let route: Route
before(async () => {
  route = await openRoute()
})
after(() => route.close())

/** What is asked of an answer, and by whom it may be kept. */
function wellDressed(headers: Headers, what: string, kept: 'no-store' | 'public' = 'no-store'): void {
  const csp = Object.fromEntries(
    (headers.get('content-security-policy') ?? '').split('; ').map((one) => {
      const [name = '', ...values] = one.split(' ')
      return [name, values.join(' ')]
    }),
  )
  assert.equal(csp['default-src'], "'none'", what)
  assert.equal(csp['script-src'], "'self'", what)
  assert.equal(csp['frame-ancestors'], "'none'", what)
  assert.equal(csp['base-uri'], "'none'", what)
  assert.equal(csp['form-action'], "'self'", what)
  assert.equal(csp['require-trusted-types-for'], "'script'", what)
  assert.doesNotMatch(headers.get('content-security-policy') ?? '', /unsafe-|https?:|\*/, what)
  assert.equal(headers.get('x-content-type-options'), 'nosniff', what)
  assert.equal(headers.get('x-frame-options'), 'DENY', what)
  assert.equal(headers.get('referrer-policy'), 'no-referrer', what)
  assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin', what)
  assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin', what)
  assert.match(headers.get('permissions-policy') ?? '', /camera=\(\)/, what)
  assert.equal(headers.get('access-control-allow-origin'), null, what)
  assert.equal(headers.get('x-powered-by'), null, what)
  assert.equal(headers.get('server'), null, what)
  if (kept === 'no-store') assert.equal(headers.get('cache-control'), 'no-store', what)
  if ((headers.get('content-type') ?? '').startsWith('text/') || headers.get('content-type')?.includes('json'))
    assert.match(headers.get('content-type')!, /charset=utf-8/i, what)
}

/** The routes that tell what anybody may keep: pages of the log. */
const kept: ReadonlySet<string> = new Set(['logTile'])

test('every route of the table: as a stranger, as a body, with a body that is none', async () => {
  const packed = await route.push('H26', [], { kind: 'full' })
  for (const [name, { method, path, takes }] of Object.entries(routes) as [string, ContractRoute][]) {
    const url = `${route.url}${path.replace(':parcelId', packed.parcelId).replace(/:\w+/g, '0').replace('*', '0/000.p/1')}`
    for (const show of [
      () => ({}),
      () => route.key('H26').headers(method, new URL(url).pathname),
      () => ({ cookie: `session=${'A'.repeat(43)}`, 'x-cbccvc': '1' }),
    ] as (() => Record<string, string> | Promise<Record<string, string>>)[]) {
      for (const body of method === 'GET' ? [undefined] : ['{', '{}']) {
        const answer = await fetch(url, {
          method,
          headers: { ...(await show()), ...(takes && { 'content-type': takes }) },
          ...(body !== undefined && { body }),
        })
        await answer.arrayBuffer()
        wellDressed(answer.headers, `${name} ${answer.status}`, kept.has(name) && answer.ok ? 'public' : 'no-store')
      }
    }
  }
})

test('what is not there, a wrong method, a broken address, a preflight of another site', async () => {
  for (const [path, init] of [
    ['/nothing', {}],
    ['/v1/nothing', {}],
    ['/v1/me', { method: 'DELETE' }],
    ['/%zz', {}],
    [`/${'a'.repeat(5000)}`, {}],
    [`/v1/parcels/${'a'.repeat(300)}`, {}],
    [
      '/v1/me',
      { method: 'OPTIONS', headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' } },
    ],
    ['/openapi.json', {}],
  ] as [string, RequestInit][]) {
    const answer = await fetch(`${route.url}${path}`, init)
    await answer.arrayBuffer()
    wellDressed(answer.headers, `${path.slice(0, 40)} ${answer.status}`)
  }
  for (const bytes of ['RUBBISH\r\n\r\n', `GET / HTTP/1.1\r\nHost: x\r\nA: ${'a'.repeat(20_000)}\r\n\r\n`]) {
    const [head = ''] = (await rawly(route.url, bytes)).split('\r\n\r\n')
    const lines = head
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string])
    wellDressed(new Headers(lines), bytes.slice(0, 20))
  }
})

test('a fault of ours, a busy database, too many requests', async () => {
  const { house } = route
  const pool = openPool({ url: 'postgres://nobody@127.0.0.1:1/none' })
  const broken = { ...house, units: { ...house.units, current: () => Promise.reject(new Error('broken')) } }
  const app = await createApp({
    ...doorsOf(route),
    ...{ house: { ...broken, pool }, report: () => {} },
    rates: { ...unbraked, address: { perMinute: 1, burst: 2, atOnce: 9 } },
  })
  try {
    const url = await app.listen({ host: '127.0.0.1', port: 0 })
    const statuses = []
    for (let i = 0; i < 3; i++) {
      const answer = await fetch(`${url}/log/checkpoint`)
      statuses.push(answer.status)
      assert.ok(answer.headers.get('retry-after') ?? answer.status === 500)
      wellDressed(answer.headers, String(answer.status))
    }
    assert.deepEqual(statuses, [503, 503, 429])
  } finally {
    await app.close()
    await pool.end()
  }
})

const web = fileURLToPath(new URL('../../../web/dist/', import.meta.url))

test('pages: the strict policy, a file by its hash may be kept, a page is asked for anew', async () => {
  // Without built pages (a bare clone) there is nothing to serve, and the route of pages answers as what is not there.
  const accept = { headers: { accept: 'text/html' } }
  const page = await fetch(`${route.url}/dang-nhap`, accept)
  await page.arrayBuffer()
  if (!existsSync(web)) {
    assert.equal(page.status, 404)
    return wellDressed(page.headers, 'no pages')
  }
  wellDressed(page.headers, 'a page', 'public')
  assert.equal(page.headers.get('cache-control'), 'no-cache')
  assert.match(page.headers.get('vary') ?? '', /accept/)
  for (const file of readdirSync(`${web}assets`).slice(0, 5)) {
    const asset = await fetch(`${route.url}/assets/${file}`)
    await asset.arrayBuffer()
    wellDressed(asset.headers, file, 'public')
    assert.match(asset.headers.get('cache-control') ?? '', /immutable/)
  }
})

test('cache deception: an address that ends like a file is no file, and nothing of anybody is kept', async () => {
  for (const path of [
    '/v1/me/x.css',
    '/v1/me.js',
    '/v1/me;x.png',
    '/v1/me%2fx.css',
    '/v1/me?x=.css',
    '/v1/board/a.png',
  ]) {
    const answer = await fetch(`${route.url}${path}`, { headers: { cookie: `session=${'A'.repeat(43)}` } })
    await answer.arrayBuffer()
    assert.ok(answer.status >= 400, `${path}: ${answer.status}`)
    assert.equal(answer.headers.get('cache-control'), 'no-store', path)
  }
})

test('over TLS, ours or a proxy’s, browsers are told to come back over TLS alone; over http they are not', async () => {
  const app = await createApp({ ...doorsOf(route), tlsByProxy: true, trustProxy: ['127.0.0.1'] })
  try {
    const url = await app.listen({ host: '127.0.0.1', port: 0 })
    for (const path of ['/health', '/v1/me', '/nothing', '/%zz']) {
      const answer = await fetch(`${url}${path}`)
      const [, age = '0'] =
        /^max-age=(\d+); includeSubDomains$/.exec(answer.headers.get('strict-transport-security') ?? '') ?? []
      assert.ok(Number(age) >= 31_536_000, path)
    }
    assert.equal((await fetch(`${route.url}/health`)).headers.get('strict-transport-security'), null)
  } finally {
    await app.close()
  }
})
