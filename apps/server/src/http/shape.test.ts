/** What is too large, too deep, too long, or not what it says it is: refused before anything is built of it. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Route as ContractRoute, routes } from '@cbccvc/contract'
import { rawly, statuses } from '../testing/raw.ts'
import { openRoute, type Route } from '../testing/route.ts'
import { measureJson, shapeLimits } from './shape.ts'

let route: Route
before(async () => {
  route = await openRoute()
})
after(() => route.close())

const own = { 'x-cbccvc': '1', 'sec-fetch-site': 'same-origin' }
async function post(path: string, body: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${route.url}${path}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...own, ...headers },
  })
  const { code } = (await response.json()) as { code: string }
  return [response.status, code] as const
}

/** Every route that takes JSON, with an id of the right form in each place. */
const jsonRoutes = Object.values(routes as Record<string, ContractRoute>)
  .filter(({ takes }) => takes === 'application/json')
  .map(({ path }) => path.replace(/:\w+/g, '00000000-0000-4000-8000-000000000000'))

test('JSON bombs: as deep or as wide as fits into the bytes, no parser sees them', async () => {
  const deep = '['.repeat(shapeLimits.jsonDepth + 1)
  assert.throws(() => measureJson(deep), { code: 'request.shape' })
  assert.throws(() => measureJson('{"a":'.repeat(13)), { code: 'request.shape' })
  assert.throws(() => measureJson(`[${'1,'.repeat(shapeLimits.jsonValues)}1]`), { code: 'request.shape' })
  measureJson('['.repeat(12) + ']'.repeat(12))
  measureJson(JSON.stringify({ text: '[[[[[[[[[[[[[[[[[[{{{{,,,"\\' }))
  const started = performance.now()
  for (const path of ['/v1/signin', '/v1/signin/acceptance']) {
    for (const bomb of ['['.repeat(16_000), '{"a":'.repeat(3000), `{"login":${'['.repeat(8000)}${']'.repeat(8000)}}`])
      assert.deepEqual(await post(path, bomb), [400, 'request.shape'])
    assert.deepEqual(await post(path, `{"a":"${'x'.repeat(shapeLimits.jsonBytes)}"}`), [413, 'request.tooLarge'])
  }
  assert.ok(performance.now() - started < 5000)
})

test('a body larger than its route takes: refused on every route that takes JSON', async () => {
  assert.ok(jsonRoutes.length > 10)
  for (const path of jsonRoutes) {
    const most = Object.values(routes as Record<string, ContractRoute>).find(
      (one) => one.path.replace(/:\w+/g, '00000000-0000-4000-8000-000000000000') === path,
    )?.bodyBytes
    const [status] = await post(path, `{"a":"${'x'.repeat((most ?? shapeLimits.jsonBytes) + 1)}"}`)
    assert.ok(status === 413 || status === 401 || status === 403, `${path}: ${status}`)
  }
})

test('keys that reach into prototypes are refused, wherever they stand', async () => {
  for (const body of [
    '{"__proto__":{"admin":true}}',
    '{"login":{"__proto__":1}}',
    '{"constructor":{"prototype":{"admin":true}}}',
    '{"login":"a","password":"b","\\u005f_proto__":{"x":1}}',
  ])
    assert.deepEqual(await post('/v1/signin', body), [400, 'request.shape'], body)
  assert.equal(({} as { admin?: boolean }).admin, undefined)
})

test('a body of another type than the route takes is not read as one', async () => {
  const login = JSON.stringify({ login: 'ai.do', password: 'mật khẩu nào đó' })
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/zstd',
    'application/jose',
    'application/xml',
    'application/json5',
    'application/jsonx; charset=utf-8',
  ])
    assert.deepEqual(await post('/v1/signin', login, { 'content-type': type }), [400, 'request.shape'], type)
  const [, code] = await post('/v1/signin', login, { 'content-type': 'Application/JSON; charset=utf-8' })
  assert.equal(code, 'signin.refused')
})

test('addresses: too long, too many names, hostile encodings, paths that climb', async () => {
  const get = async (path: string) => {
    const answer = await rawly(route.url, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
    assert.match(answer, /x-content-type-options: nosniff/i, path.slice(0, 60))
    assert.doesNotMatch(answer, /root:|dependencies|BEGIN/)
    return statuses(answer)[0]
  }
  assert.equal(await get(`/v1/feed?after=${'a'.repeat(5000)}`), 414)
  assert.equal(await get(`/v1/feed?${'a=1&'.repeat(40)}`), 414)
  assert.equal(await get(`/v1/parcels/${'a'.repeat(3000)}`), 414, 'a part longer than any id')
  for (const path of [
    '/../../package.json',
    '/assets/../../package.json',
    '/%2e%2e/%2e%2e/package.json',
    '/..%2f..%2fpackage.json',
    '/%252e%252e%252fpackage.json',
    '/assets/..%5c..%5cpackage.json',
    '/%c0%ae%c0%ae/package.json',
    '/%e0%80%ae%e0%80%ae/package.json',
    '/log/tile/../../../../etc/passwd',
    '/log/tile/0/%2e%2e%2f%2e%2e%2fkeys',
    '/assets/\u{ff0e}\u{ff0e}/package.json',
    '/index.html%00.js',
    '//evil.example/%2e%2e',
    '/%',
    '/%zz',
    '/.git/config',
    '/.env',
  ]) {
    const status = await get(path)
    assert.ok(status === 400 || status === 404 || status === 401, `${path}: ${status}`)
  }
})

test('methods: those that a route does not have are not there, and a header does not change one', async () => {
  for (const method of ['DELETE', 'PATCH', 'PUT', 'TRACE', 'OPTIONS', 'PROPFIND', 'CONNECT']) {
    const answer = await rawly(route.url, `${method} /v1/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
    assert.ok(
      statuses(answer).every((status) => status === 404 || status === 400) || answer === '',
      `${method}: ${answer}`,
    )
    assert.doesNotMatch(answer, /access-control-allow/i)
  }
  for (const name of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
    const answer = await fetch(`${route.url}/health`, { headers: { [name]: 'DELETE' } })
    assert.equal(answer.status, 200)
  }
  const head = await fetch(`${route.url}/v1/me`, { method: 'HEAD' })
  assert.equal(head.status, 401, 'HEAD asks who it is as GET does')
})

test('headers larger than allowed, lines that are no HTTP, two answers for one request: the parser refuses, in our words', async () => {
  const big = await rawly(route.url, `GET /health HTTP/1.1\r\nHost: x\r\nCookie: ${'a'.repeat(20_000)}\r\n\r\n`)
  assert.deepEqual(statuses(big), [414])
  assert.match(big, /"code":"request.tooLong"/)
  assert.match(big, /content-security-policy: default-src 'none'/)
  const smuggled: Record<string, string> = {
    'length and chunks':
      'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /v1/board HTTP/1.1\r\nHost: x\r\n\r\n',
    'two lengths': 'Content-Length: 4\r\nContent-Length: 40\r\n\r\nabcdGET /v1/board HTTP/1.1\r\nHost: x\r\n\r\n',
    'a length with a sign': 'Content-Length: +4\r\n\r\nabcd',
    'a space before the colon': 'Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n',
    'chunked twice': 'Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n',
    'a chunk size that is none': 'Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n',
    'a folded line': 'X-A: b\r\n c: d\r\nContent-Length: 0\r\n\r\n',
    'a bare carriage return': 'X-A: b\rContent-Length: 0\r\n\r\n',
  }
  for (const [name, rest] of Object.entries(smuggled)) {
    const answer = await rawly(
      route.url,
      `POST /v1/signin HTTP/1.1\r\nHost: x\r\nX-Cbccvc: 1\r\nContent-Type: application/json\r\n${rest}`,
    )
    assert.ok(statuses(answer).length <= 1, `${name}: ${answer}`)
    assert.ok(!statuses(answer).some((status) => status < 400), `${name}: ${answer}`)
  }
  const noHost = await rawly(route.url, 'GET /health HTTP/1.1\r\n\r\n')
  assert.deepEqual(statuses(noHost), [400])
  const rubbish = await rawly(route.url, 'XX\r\n\r\n')
  assert.deepEqual(statuses(rubbish), [400])
  assert.match(rubbish, /"vi":"Yêu cầu sai dạng|Y\xc3\xaau/)
})
