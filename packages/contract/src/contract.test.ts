import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  accountRefusals,
  privacyRefusals,
  finalRefusals as registryFinal,
  registryRefusals,
  watchRefusals,
} from '../../registry/src/index.ts'
import { createClient, finalRefusals, openApi, RefusedError, type Route, refusal, refusals, routes } from './index.ts'

const all = Object.entries<Route>(routes)

test('every refusal says in both languages what is wrong and what to do next, with a status of its own kind', () => {
  for (const [code, { status, vi, en, next }] of Object.entries(refusals)) {
    assert.match(code, /^[a-z]+\.[a-zA-Z]+$/)
    assert.ok(status >= 400 && status < 600, code)
    for (const text of [vi, en, next.vi, next.en]) assert.match(text, /^\p{Lu}.{7,}\.$/u, `${code}: ${text}`)
    assert.notEqual(vi, en)
    const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
    assert.deepEqual(holes(vi), holes(en), `${code}: the same facts in both languages`)
  }
})

test('facts fill the holes of a sentence; what is not given stays visible', () => {
  const full = refusal('parcel.size', { part: 3, got: 5, expected: 7 })
  assert.equal(full.en, 'Part 3 has 5 bytes, the manifest says 7.')
  assert.deepEqual(full.facts, { part: 3, got: 5, expected: 7 })
  assert.match(refusal('parcel.size').en, /\{part\}/)
  assert.equal('facts' in refusal('server.busy'), false)
})

test('what the registry refuses is in the table, and both agree on what is final', () => {
  assert.deepEqual(
    [...registryRefusals, ...accountRefusals, ...privacyRefusals, ...watchRefusals].filter(
      (code) => !(code in refusals),
    ),
    [],
  )
  assert.deepEqual([...registryFinal].sort(), [...finalRefusals].sort())
})

test('routes: each method and path once, under its own prefix, with an answer for success', () => {
  const places = all.map(([, { method, path }]) => `${method} ${path.replace(/:\w+/g, ':')}`)
  assert.equal(new Set(places).size, places.length)
  for (const [name, { method, path, takes, gives, caller, action }] of all) {
    assert.match(path, /^\/(v1|log|health|session)/, name)
    assert.equal(takes !== undefined, method !== 'GET', `${name}: a body where one is sent`)
    // A link of the browser's session answers by sending the browser on; everything else by an answer.
    const good = path.startsWith('/session/') ? /^303$/ : /^2\d\d$/
    assert.ok(Object.keys(gives).every((status) => good.test(status)) && Object.keys(gives).length > 0, name)
    if (path.startsWith('/log')) assert.equal(caller, 'public')
    assert.ok(action !== 'none' || caller === 'public', `${name}: only public facts need no action of the policy`)
  }
})

test('the OpenAPI document is a valid 3.1 document', () => {
  type Operation = {
    operationId: string
    parameters: { name: string; in: string; required: boolean; schema: object }[]
    responses: Record<string, { description: string; content: Record<string, { schema: object }> }>
    requestBody?: { content: Record<string, object> }
    security?: Record<string, unknown[]>[]
  }
  const document = JSON.parse(JSON.stringify(openApi())) as {
    openapi: string
    info: { title: string; version: string }
    paths: Record<string, Record<string, Operation>>
    components: { securitySchemes: Record<string, { type: string }> }
  }
  assert.match(document.openapi, /^3\.1\.\d+$/)
  assert.ok(document.info.title && document.info.version)
  const ids: string[] = []
  for (const [path, item] of Object.entries(document.paths)) {
    assert.match(path, /^\/[^:*?]*$/)
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
    for (const [method, operation] of Object.entries(item)) {
      assert.ok(['get', 'put', 'post'].includes(method))
      ids.push(operation.operationId)
      const declared = operation.parameters.filter((p) => p.in === 'path')
      assert.deepEqual(declared.map(({ name }) => name).sort(), inPath, path)
      for (const one of operation.parameters) {
        assert.ok(one.in === 'query' || (one.in === 'path' && one.required))
        checkSchema(one.schema)
      }
      const names = operation.parameters.map((p) => `${p.in} ${p.name}`)
      assert.equal(new Set(names).size, names.length)
      for (const scheme of (operation.security ?? []).flatMap(Object.keys))
        assert.ok(scheme in document.components.securitySchemes)
      assert.ok('default' in operation.responses, `${path}: a refusal`)
      for (const [status, { description, content }] of Object.entries(operation.responses)) {
        assert.match(status, /^(\d{3}|default)$/)
        assert.ok(description)
        for (const [media, { schema }] of Object.entries(content)) {
          assert.match(media, /^\w+\/[\w.+-]+$/)
          checkSchema(schema)
        }
      }
    }
  }
  assert.deepEqual(ids.sort(), Object.keys(routes).sort())
})

const types = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null', undefined]

/** A JSON Schema 2020-12 as far as ours use it. */
function checkSchema(schema: unknown): void {
  assert.ok(typeof schema === 'object' && schema !== null)
  const one = schema as Record<string, unknown>
  assert.ok(types.includes(one.type as string | undefined), String(one.type))
  if (one.type === 'array') checkSchema(one.items)
  for (const inner of Object.values((one.properties ?? {}) as object)) checkSchema(inner)
  for (const name of (one.required ?? []) as string[]) assert.ok(name in (one.properties as object), name)
  for (const inner of (one.anyOf ?? []) as unknown[]) checkSchema(inner)
  assert.ok(!('$ref' in one), 'nothing to resolve')
}

test('the client: parameters are escaped, refusals are thrown with what to wait, foreign answers are told apart', async () => {
  const asked: Request[] = []
  let answer = new Response('{"lines":[],"next":""}', { status: 200 })
  const client = createClient({
    server: 'http://centre',
    key: { headers: async (method, path) => ({ authorization: 'DPoP abc', dpop: `${method} ${path}` }), forget() {} },
    fetch: async (input, init) => {
      asked.push(new Request(input as string, init))
      return answer.clone()
    },
  })
  assert.deepEqual((await client.call('feed', { query: { after: '1.2', limit: undefined } })).answer, {
    lines: [],
    next: '',
  })
  assert.equal(asked[0]!.url, 'http://centre/v1/feed?after=1.2')
  assert.equal(asked[0]!.headers.get('authorization'), 'DPoP abc')
  assert.equal(asked[0]!.headers.get('dpop'), 'GET /v1/feed', 'a proof of this request, without its query')
  answer = new Response('ok')
  await client.call('parcelReceipt', { params: { parcelId: '../a b' } })
  assert.equal(asked[1]!.url, 'http://centre/v1/parcels/..%2Fa%20b/receipt')
  await client.call('logCheckpoint')
  assert.equal(asked[2]!.headers.get('authorization'), null, 'the key is shown only where it is asked for')
  answer = new Response(JSON.stringify(refusal('server.busy')), { status: 503, headers: { 'retry-after': '5' } })
  const busy = await client.call('feed').then(
    () => assert.fail('not refused'),
    (error: RefusedError) => error,
  )
  assert.ok(busy instanceof RefusedError)
  assert.deepEqual([busy.refusal.code, busy.status, busy.retryAfter], ['server.busy', 503, 5])
  answer = new Response('<html>Bad gateway</html>', { status: 502 })
  const foreign = await client.call('feed').then(
    () => assert.fail('not refused'),
    (error: RefusedError) => error,
  )
  assert.deepEqual([foreign.refusal.code, foreign.status, foreign.retryAfter], ['line.foreignAnswer', 502, null])
})
