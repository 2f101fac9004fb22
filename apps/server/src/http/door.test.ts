import assert from 'node:assert/strict'
import { createPrivateKey, randomBytes } from 'node:crypto'
import { after, afterEach, before, test } from 'node:test'
import { constants, zstdCompressSync } from 'node:zlib'
import { createClient, limits, type RefusalCode } from '@cbccvc/contract'
import {
  clientAssertion,
  dpopProof,
  type Manifest,
  merkleRoot,
  newKeyPair,
  recordLeaf,
  sealManifest,
  toBase64url,
  toHex,
} from '@cbccvc/evidence'
import { issuerKeys, openAccounts, submitPart } from '@cbccvc/registry'
import { decodeJwt, SignJWT } from 'jose'
import { askToken, showing, strange } from '../testing/bound.ts'
import { dumpOf } from '../testing/dump.ts'
import { type Packed, sha256 } from '../testing/parcel.ts'
import { official, officials } from '../testing/people.ts'
import { doorsOf, openRoute, type Route, refused, type Sender } from '../testing/route.ts'
import { createApp } from './app.ts'

let route: Route
before(async () => {
  route = await openRoute()
})
after(() => route.close())
afterEach(async () => assert.deepEqual(await route.check(), []))

const status = async (parcelId: string) =>
  (await route.client('H26').call('parcelStatus', { params: { parcelId } })).answer
const put = (parcelId: string, part: number, body: Buffer) =>
  route.client('H26').call('putPart', { params: { parcelId, part }, body })

test('the same parcel again gets the same answer: open, received, concluded', async () => {
  const packed = route.pack('H26', officials(0, 4, 'H26.1'), { recordsPerPart: 2 })
  const { parcelId, jws, parts } = packed
  const { call } = route.client('H26')
  const first = await call('openParcel', { body: jws })
  assert.deepEqual([first.status, first.answer], [201, { parcelId, have: [] }])
  const again = await call('openParcel', { body: jws })
  assert.deepEqual([again.status, again.answer], [200, { parcelId, have: [] }])
  for (let i = 0; i < 2; i++) assert.deepEqual((await put(parcelId, 1, parts[1]!)).answer, { parcelId, have: [1] })
  assert.deepEqual((await call('openParcel', { body: jws })).answer, { parcelId, have: [1] })
  const received = await put(parcelId, 0, parts[0]!)
  assert.equal(received.status, 202)
  assert.ok('promise' in received.answer)
  for (const state of ['received', 'concluded'] as const) {
    assert.equal((await status(parcelId)).state, state)
    for (const replay of [await call('openParcel', { body: jws }), await put(parcelId, 1, parts[1]!)])
      assert.deepEqual([replay.status, replay.answer], [202, received.answer])
    await refused('parcel.otherBytes', put(parcelId, 1, parts[0]!))
    await refused('parcel.part', put(parcelId, 2, parts[0]!))
    const other = sealManifest({ ...packed.manifest, purpose: 'khác' }, route.keys.H26.seed)
    await refused('parcel.otherBytes', call('openParcel', { body: other }))
    await route.settle()
  }
  const { counts, promise } = await status(parcelId)
  assert.deepEqual(counts, { entered: 4, unchanged: 0, returned: 0, held: 0, refused: 0 })
  assert.equal(promise, received.answer.promise)
})

test('parts come in any order, and many at once', async () => {
  const people = officials(0, 12, 'H26.1')
  const promise = await route.deliver('H26', route.pack('H26', people, { recordsPerPart: 3 }), [3, 0, 2, 1])
  assert.match(promise, /received/)
  const packed = route.pack('H26', people, { recordsPerPart: 1 })
  await route.client('H26').call('openParcel', { body: packed.jws })
  const twice = [...packed.parts.keys(), ...packed.parts.keys()]
  const answers = await Promise.all(twice.map((no) => put(packed.parcelId, no, packed.parts[no]!)))
  const promises = new Set(answers.flatMap(({ answer }) => ('promise' in answer ? [answer.promise] : [])))
  assert.equal(promises.size, 1)
  await route.settle()
  assert.deepEqual((await status(packed.parcelId)).counts, {
    entered: 0,
    unchanged: 12,
    returned: 0,
    held: 0,
    refused: 0,
  })
})

/** A parcel of three parts whose first part is delivered; the rest of the walk is the test's. */
async function halfSent(spoil: (manifest: Manifest, bytes: Buffer) => [Manifest, Buffer]) {
  let body: Buffer = Buffer.alloc(0)
  const packed = route.pack('H26', officials(30, 3, 'H26.1'), { recordsPerPart: 1 })
  const [manifest, bytes] = spoil(packed.manifest, packed.parts[1]!)
  body = bytes
  const jws = sealManifest(manifest, route.keys.H26.seed)
  await route.client('H26').call('openParcel', { body: jws })
  await put(packed.parcelId, 0, packed.parts[0]!)
  return { ...packed, jws, body }
}

/** The manifest with another part 1 that holds these bytes, of so many raw bytes. */
const swap = (raw: Buffer, rawSize = raw.length, bytes: Buffer = zstdCompressSync(raw)) => {
  return (manifest: Manifest): [Manifest, Buffer] => {
    const part = { records: 1, rawSize, size: bytes.length, sha256: sha256(bytes) }
    const parts = manifest.parts.with(1, part)
    return [{ ...manifest, parts, bytes: parts.reduce((sum, one) => sum + one.rawSize, 0) }, bytes]
  }
}

const MiB = 1024 * 1024
const oneLine = (length: number) => Buffer.concat([Buffer.alloc(length - 1, 120), Buffer.from('\n')])
const torn: Record<string, [RefusalCode, Parameters<typeof halfSent>[0]]> = {
  'cut short': ['parcel.size', (m, bytes) => [m, bytes.subarray(0, -1)]],
  'too long': ['parcel.size', (m, bytes) => [m, Buffer.concat([bytes, bytes])]],
  'one bit changed': ['parcel.digest', (m, bytes) => [m, Buffer.from(bytes.map((b, i) => (i === 20 ? b ^ 1 : b)))]],
  'a bomb: 64 MiB named, 70 MiB in it': ['parcel.compression', swap(oneLine(70 * MiB), 64 * MiB)],
  'a bomb that names little': ['parcel.compression', swap(oneLine(4 * MiB), 1000)],
  'less in it than named': ['parcel.compression', swap(oneLine(100), 1000)],
  'no zstd': ['parcel.compression', swap(oneLine(100), 100, randomBytes(100))],
  'a zstd frame cut short': [
    'parcel.compression',
    swap(oneLine(100), 100, zstdCompressSync(oneLine(100)).subarray(0, -5)),
  ],
  'bytes after the frame': [
    'parcel.compression',
    swap(oneLine(100), 100, Buffer.concat([zstdCompressSync(oneLine(100)), randomBytes(8)])),
  ],
  'two lines where one is named': ['parcel.count', swap(Buffer.from('{}\n{}\n'))],
  'other records than the root says': ['parcel.recordsRoot', swap(Buffer.from('{"a":1}\n'))],
}

for (const [name, [code, spoil]] of Object.entries(torn)) {
  test(`a part that is wrong (${name}) refuses the parcel and deletes the earlier parts`, async () => {
    const { parcelId, jws, body, parts } = await halfSent(spoil)
    if (code === 'parcel.recordsRoot') await put(parcelId, 2, parts[2]!)
    await refused(code, put(parcelId, 1, body))
    const { state, have, refusal } = await status(parcelId)
    assert.deepEqual([state, have, refusal?.code], ['refused', [], code])
    await refused('parcel.refused', put(parcelId, 1, parts[1]!))
    await refused('parcel.refused', route.client('H26').call('openParcel', { body: jws }))
    const { rows } = await route.owner.query(
      'select manifest, (select count(*) from part where parcel = p.id) as parts from parcel p where parcel_id = $1',
      [parcelId],
    )
    assert.deepEqual(rows, [{ manifest: null, parts: 0 }])
  })
}

test('a last line without its newline is a part that does not add up', async () => {
  const [line] = officials(33, 1, 'H26.1')
  const raw = Buffer.from(JSON.stringify(line))
  const bytes = zstdCompressSync(raw)
  const packed = route.pack('H26', [line], {
    spoil: (m) => ({
      ...m,
      bytes: raw.length,
      parts: [{ records: 1, size: bytes.length, rawSize: raw.length, sha256: sha256(bytes) }],
    }),
  })
  await refused('parcel.count', route.deliver('H26', { ...packed, parts: [bytes] }))
})

test('a torn part that comes beside the one that completes the parcel does not take back what is promised', async () => {
  const packed = route.pack('H26', officials(40, 2, 'H26.1'), { recordsPerPart: 1 })
  const { parcelId, parts } = packed
  await route.client('H26').call('openParcel', { body: packed.jws })
  await put(parcelId, 0, parts[0]!)
  const holder = await route.owner.connect()
  await holder.query('begin')
  await holder.query('select from parcel where parcel_id = $1 for update', [parcelId])
  const good = put(parcelId, 1, parts[1]!)
  await waiting(1)
  const bad = put(parcelId, 1, parts[1]!.subarray(2))
  const answered = refused('parcel.otherBytes', bad)
  await waiting(2)
  await holder.query('commit')
  holder.release()
  assert.equal((await good).status, 202)
  await answered
  assert.deepEqual((await status(parcelId)).have, [0, 1])
  await route.settle()
  assert.equal((await status(parcelId)).state, 'concluded')
})

/** Waits until so many sessions of the server wait for a lock. */
async function waiting(sessions: number): Promise<void> {
  for (;;) {
    const { rows } = await route.owner.query<{ n: number }>(
      `select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    if (rows[0]!.n >= sessions) return
  }
}

const secrets: Record<string, unknown[]> = {
  'the flag of a record': [official(52, 'H26.1'), official(53, 'H26.1', { doMat: true })],
  'a value that stands alone': [official(52, 'H26.1'), official(53, 'H26.1', { soTruongCongTac: ' Tuyệt mật. ' })],
  'in another encoding of Unicode': [
    official(52, 'H26.1'),
    official(53, 'H26.1', { email: 'TỐI MẬT'.normalize('NFD') }),
  ],
  'behind escapes': [official(52, 'H26.1'), '{"congViecChinh":"M\\u1eacT"}'],
  'within a list': [official(52, 'H26.1'), official(53, 'H26.1', { khenThuong: [{ nam: 2010, hinhThuc: 'MẬT' }] })],
  'in a field that nobody knows': [official(52, 'H26.1'), '{"ghiChu":{"a":["mật"]}}'],
  'in a line that is no JSON': [official(52, 'H26.1'), '{"a":"MẬT",'],
  'in TCVN3': [official(52, 'H26.1'), Buffer.from('{"a":"MËT"}', 'latin1')],
}

for (const [name, records] of Object.entries(secrets)) {
  test(`a secret mark (${name}) refuses the whole parcel and leaves nothing of it`, async () => {
    const number = (records[0] as { soDinhDanh: string }).soDinhDanh
    const packed = route.pack('H26', records, { recordsPerPart: 1 })
    const { parcelId, jws, parts } = packed
    await route.client('H26').call('openParcel', { body: jws })
    await put(parcelId, 0, parts[0]!)
    const { refusal } = await refused('parcel.secret', put(parcelId, 1, parts[1]!))
    assert.deepEqual(refusal.facts, { record: 1 })
    assert.match(refusal.vi, /dữ liệu mang dấu Mật \(hồ sơ số 1, đếm từ 0/)
    await route.settle()
    const { rows } = await route.owner.query(
      `select sender, refusal, manifest, promise, received_at, opened_at is not null as time from parcel where parcel_id = $1`,
      [parcelId],
    )
    const kept = { code: 'parcel.secret', facts: { record: 1 } }
    assert.deepEqual(rows, [
      { sender: 'H26', refusal: kept, manifest: null, promise: null, received_at: null, time: true },
    ])
    const dump = await dumpOf(route.databaseUrl)
    const secret = packed.lines[1]!
    for (const piece of [number, secret.toString('hex').slice(0, 60), parts[1]!.toString('hex').slice(0, 60)])
      assert.ok(!dump.includes(piece), `the dump holds ${piece}`)
  })
}

test('a manifest that is marked secret is refused at once, and not kept', async () => {
  const packed = route.pack('H26', officials(54, 1, 'H26.1'), { spoil: (m) => ({ ...m, doMat: true }) })
  await refused('parcel.secret', route.client('H26').call('openParcel', { body: packed.jws }))
  await refused('parcel.refused', route.client('H26').call('openParcel', { body: packed.jws }))
  await refused('parcel.refused', put(packed.parcelId, 0, packed.parts[0]!))
  const { rows } = await route.owner.query('select manifest from parcel where parcel_id = $1', [packed.parcelId])
  assert.deepEqual(rows, [{ manifest: null }])
})

test('"bí mật" within a sentence is no mark', async () => {
  await route.push('H26', [official(55, 'H26.1', { congViecChinh: 'Bảo vệ bí mật nhà nước' })])
})

test('seals, senders and units: only what the key may say', async () => {
  const { call } = route.client('H26')
  const mine = route.pack('H26', officials(60, 1, 'H26.1'))
  const [head, payload, seal] = mine.jws.split('.') as [string, string, string]
  const none = toBase64url(Buffer.from(JSON.stringify({ alg: 'none', kid: route.keys.H26.kid, typ: 'x' })))
  await refused('parcel.manifest', call('openParcel', { body: `${none}.${payload}.` }))
  await refused('parcel.manifest', call('openParcel', { body: `${head}.${payload}` }))
  await refused('parcel.seal', call('openParcel', { body: `${head}.${payload}.${flip(seal)}` }))
  await refused('parcel.manifest', call('openParcel', { body: `${head}.${flip(payload)}.${seal}` }))
  await refused('parcel.sender', route.client('H56').call('openParcel', { body: mine.jws }))
  await refused('parcel.unit', route.deliver('H26', route.pack('H26', [], { unit: 'H26.99', kind: 'full' })))
  await refused('parcel.unit', route.deliver('H26', route.pack('H26', [], { unit: 'G01.1', kind: 'full' })))
  const centre = route.pack('CENTRE', [], { unit: 'H26', kind: 'full' })
  await refused('parcel.unit', route.deliver('CENTRE', centre))
  const long = `${head}.${'A'.repeat(limits.manifestBytes)}.${seal}`
  await refused('request.tooLarge', call('openParcel', { body: long }))
  for (const path of ['parcelStatus', 'parcelFindings', 'parcelReceipt'] as const)
    await refused('parcel.unknown', route.client('H56').call(path, { params: { parcelId: mine.parcelId } }))
})

const flip = (text: string) => `${text[0] === 'A' ? 'B' : 'A'}${text.slice(1)}`

test('a key that speaks for one unit stays in it, also when it is withdrawn before its parcel is concluded', async () => {
  await route.owner.query(
    `update sender_key set unit_id = (select unit_id from unit_code where code = 'H26.1') where sender = 'H26'`,
  )
  // A door remembers a key for half a minute: this one has not met it yet.
  const other = await createApp({ ...doorsOf(route), house: route.door })
  try {
    const server = await other.listen({ host: '127.0.0.1', port: 0 })
    const { call } = createClient({ server, key: route.key('H26', server) })
    const outside = route.pack('H26', officials(70, 1, 'H26.2'), { unit: 'H26.2' })
    await refused('parcel.unit', call('openParcel', { body: outside.jws }))
    const packed = route.pack('H26', [official(70, 'H26.1'), official(71, 'H26.2')], { unit: 'H26.1' })
    const { parcelId } = packed
    await call('openParcel', { body: packed.jws })
    const { answer } = await call('putPart', { params: { parcelId, part: 0 }, body: packed.parts[0]! })
    assert.ok('promise' in answer)
    await route.owner.query(`update sender_key set valid_to = now() where sender = 'H26'`)
    await route.settle()
    const { rows } = await route.owner.query(`update sender_key set valid_to = null, unit_id = null returning kid`)
    assert.equal(rows.length, 4)
    assert.deepEqual((await status(parcelId)).counts, { entered: 1, unchanged: 0, returned: 1, held: 0, refused: 0 })
  } finally {
    await route.owner.query('update sender_key set valid_to = null, unit_id = null')
    await other.close()
  }
})

test('a running number serves one parcel only, and a refused parcel gives it back', async () => {
  const first = await route.send('H26', officials(80, 1, 'H26.1'))
  const { senderSeq } = first.manifest
  const { refusal } = await refused('parcel.sequence', route.send('H26', officials(81, 1, 'H26.1'), { senderSeq }))
  assert.deepEqual(refusal.facts, { got: senderSeq, last: senderSeq })
  const packed = route.pack('H26', officials(81, 1, 'H26.1'))
  const broken = { ...packed, parts: [Buffer.from('x')] }
  await refused('parcel.size', route.deliver('H26', broken))
  await route.push('H26', officials(81, 1, 'H26.1'), { senderSeq: packed.manifest.senderSeq })
})

test('a parcel without records is promised, concluded and has its receipt', async () => {
  const { parcelId, promise } = await route.push('H26', [], { unit: 'H26.2', kind: 'full' })
  assert.ok(promise)
  assert.equal((await status(parcelId)).state, 'concluded')
  const { answer } = await route.client('H26').call('parcelReceipt', { params: { parcelId } })
  assert.match(answer, /parcel/)
})

test('tokens: missing, foreign, expired, from the future, for another place, without a signature, with another key’s proof, replayed', async () => {
  const [bound, thief] = [newKeyPair().seed, newKeyPair().seed]
  const address = `${route.url}/v1/feed`
  const now = Date.now()
  const { access_token: good = '' } = await askToken(route.url, { seed: route.keys.H26.seed, bound })
  const [head, payload, seal] = good.split('.') as [string, string, string]
  const encoded = (value: object) => toBase64url(Buffer.from(JSON.stringify(value)))
  const words = decodeJwt(good)
  const theirs = decodeJwt((await askToken(route.url, { seed: route.keys.H56.seed, bound })).access_token!)
  // The issuer's own key: what a token says is looked at even where the seal is right.
  const [issuing] = await issuerKeys(openAccounts(route.door, route.identity))
  const issued = (change: object, typ = 'at+jwt') =>
    new SignJWT({ ...words, ...change })
      .setProtectedHeader({ alg: 'ES256', typ, kid: issuing!.kid })
      .sign(createPrivateKey({ key: issuing! as never, format: 'jwk' }))
  const seconds = Math.floor(now / 1000)
  const call = (token: string, change: object = {}) => ({ method: 'GET', address, now: Date.now(), token, ...change })
  // What bodies once signed for themselves, and what they sign to ask for a token.
  const bare = clientAssertion(route.keys.H26.seed, { issuer: 'cbccvc', client: 'H26', now })
  const assertion = clientAssertion(route.keys.H26.seed, { issuer: `${route.url}/oidc`, now })
  const shown = (token: string, proof = dpopProof(bound, call(token))) => ({
    authorization: `DPoP ${token}`,
    dpop: proof,
  })
  const wrong: [why: string, code: RefusalCode, headers: Record<string, string>][] = [
    ['missing', 'caller.unknown', {}],
    ['empty', 'caller.unknown', { authorization: '' }],
    ['of another scheme', 'caller.unknown', { authorization: 'Basic abc' }],
    ['signed by the body itself', 'caller.unknown', { authorization: `Bearer ${bare}` }],
    ['signed by the body itself, with a proof', 'caller.unknown', shown(bare)],
    ['an assertion', 'caller.unknown', { authorization: `Bearer ${assertion}` }],
    ['an assertion, with a proof', 'caller.unknown', shown(assertion)],
    ['as a bearer', 'caller.unknown', { ...shown(good), authorization: `Bearer ${good}` }],
    ['foreign', 'caller.unknown', shown(`${head}.${encoded({ ...words, client_id: theirs.client_id })}.${seal}`)],
    ['a foreign client', 'caller.unknown', shown(await issued({ client_id: 'nobody' }))],
    ['expired', 'caller.expired', shown(await issued({ iat: seconds - 400, exp: seconds - 100 }))],
    ['from the future', 'caller.unknown', shown(await issued({ nbf: seconds + 120 }))],
    ['for another place', 'caller.unknown', shown(await issued({ aud: 'elsewhere' }))],
    ['of another issuer', 'caller.unknown', shown(await issued({ iss: 'https://elsewhere.example/oidc' }))],
    ['of another type', 'caller.unknown', shown(await issued({}, 'JWT'))],
    ['bound to nothing', 'caller.unknown', shown(await issued({ cnf: {} }))],
    ['unsigned', 'caller.unknown', shown(`${encoded({ alg: 'none', typ: 'at+jwt' })}.${payload}.`)],
    ['by a secret', 'caller.unknown', shown(`${encoded({ alg: 'HS256', typ: 'at+jwt' })}.${payload}.${seal}`)],
    ['with a broken seal', 'caller.unknown', shown(`${good.slice(0, -6)}AAAAAA`)],
    ['another key’s proof', 'caller.unknown', shown(good, dpopProof(thief, call(good)))],
    ['a proof of before', 'caller.expired', shown(good, dpopProof(bound, call(good, { now: now - 301_000 })))],
    ['a proof of tomorrow', 'caller.expired', shown(good, dpopProof(bound, call(good, { now: now + 120_000 })))],
  ]
  for (const [why, code, headers] of wrong) {
    const response = await fetch(address, { headers })
    assert.equal(response.status, 401, why)
    assert.equal(((await response.json()) as { code: string }).code, code, why)
  }
  const right = shown(good)
  assert.equal((await fetch(address, { headers: right })).status, 200)
  assert.equal((await fetch(address, { headers: right })).status, 401, 'replayed')
  assert.equal(
    (await fetch(address, { headers: shown(await issued({})) })).status,
    200,
    'only what was changed is wrong',
  )
})

test('a stranger is turned away before the body is read', async () => {
  const path = '/v1/parcels/x/parts/0'
  const client = createClient({ server: route.url, fetch: showing(() => strange(route.url, path, 'PUT')) })
  const body = Buffer.alloc(limits.partBytes + 10)
  await refused('caller.unknown', client.call('putPart', { params: { parcelId: 'x', part: 0 }, body }))
})

test("requests of the wrong shape are the caller's fault, never ours", async () => {
  const { parcelId } = await route.push('H26', officials(90, 1, 'H26.1'))
  const ask = async (path: string, init: RequestInit = {}, sender: Sender = 'H26') => {
    const headers = await route.key(sender).headers(init.method ?? 'GET', new URL(path, route.url).pathname)
    const response = await fetch(`${route.url}${path}`, { ...init, headers: { ...headers, ...init.headers } })
    return [response.status, ((await response.json()) as { code: string }).code]
  }
  const parts = `/v1/parcels/${parcelId}/parts`
  assert.deepEqual(await ask(`${parts}/0`, { method: 'PUT' }), [400, 'request.shape'])
  assert.deepEqual(await ask(`${parts}/0`, { method: 'PUT', body: 'text' }), [400, 'request.shape'])
  assert.deepEqual(
    await ask(`${parts}/0`, { method: 'PUT', body: '{}', headers: { 'content-type': 'application/json' } }),
    [400, 'request.shape'],
  )
  assert.deepEqual(
    await ask(`${parts}/-1`, { method: 'PUT', body: 'x', headers: { 'content-type': 'application/zstd' } }),
    [404, 'parcel.part'],
  )
  assert.deepEqual(await ask(`/v1/parcels/%00/findings`), [404, 'parcel.unknown'])
  assert.deepEqual(await ask(`/v1/parcels/${parcelId}/receipt?part=first`), [400, 'request.shape'])
  assert.deepEqual(await ask(`/v1/parcels/${parcelId}/receipt?part=5`), [404, 'parcel.part'])
  assert.deepEqual(await ask(`/v1/parcels/${parcelId}/records/-1/receipt`), [404, 'record.unknown'])
  assert.deepEqual(await ask(`/v1/parcels/${parcelId}/records/999999999/receipt`), [404, 'record.unknown'])
  for (const query of ['limit=0', 'limit=1001', 'limit=1.5', 'limit=x'])
    assert.deepEqual(await ask(`/v1/feed?${query}`), [400, 'request.shape'])
  assert.deepEqual(await ask('/v1/feed?after=1'), [400, 'feed.cursor'])
  assert.deepEqual(await ask('/v1/feed?after=999999999999999.999999999'), [200, undefined])
  assert.deepEqual(await ask('/v1/board/parcels?sender=H26'), [403, 'caller.notAllowed'])
  assert.deepEqual(await ask('/v1/board/parcels', {}, 'CENTRE'), [400, 'request.shape'])
  assert.deepEqual(await ask('/v1/board/parcels?sender=%00', {}, 'CENTRE'), [200, undefined])
  assert.deepEqual(await ask('/v1/standard/2099'), [400, 'parcel.edition'])
  assert.deepEqual(await ask('/log/tile/../../etc/passwd'), [404, 'request.notFound'])
  assert.deepEqual(await ask('/v1/answers', { method: 'POST' }), [400, 'answer.shape'])
  assert.deepEqual(await ask('/v1/parcels', { method: 'POST' }), [400, 'parcel.manifest'])
  assert.deepEqual(await ask('/v1/parcels', { method: 'DELETE' }), [404, 'request.notFound'])
  assert.deepEqual(route.faults, [])
})

test('two submitters of one parcel id at once: one parcel, one promise', async () => {
  const packed: Packed = route.pack('H26', officials(95, 2, 'H26.1'))
  const promises = await Promise.all(Array.from({ length: 4 }, () => route.deliver('H26', packed)))
  assert.equal(new Set(promises).size, 1)
  await route.settle()
})

test('what the records hash to is what the manifest says, whatever zstd did', async () => {
  const people = officials(97, 2, 'H26.1')
  const raw = Buffer.from(people.map((one) => `${JSON.stringify(one)}\n`).join(''))
  const bytes = zstdCompressSync(raw, { params: { [constants.ZSTD_c_compressionLevel]: 19 } })
  const packed = route.pack('H26', people, {
    spoil: (m) => ({ ...m, parts: [{ records: 2, size: bytes.length, rawSize: raw.length, sha256: sha256(bytes) }] }),
  })
  assert.ok(await route.deliver('H26', { ...packed, parts: [bytes] }))
  const salt = Buffer.from(packed.manifest.salt, 'hex')
  const { rows } = await route.owner.query<{ leaves: Buffer }>(
    'select leaves from part where parcel = (select id from parcel where parcel_id = $1)',
    [packed.parcelId],
  )
  const leaves = packed.lines.map((line, i) => Buffer.from(recordLeaf(salt, i, line)))
  assert.deepEqual(rows[0]!.leaves, Buffer.concat(leaves))
  assert.equal(toHex(merkleRoot(leaves)), packed.manifest.recordsRoot)
  await route.settle()
})

test('the hall itself answers for an unknown part, not only the door', async () => {
  const packed = route.pack('H26', officials(99, 1, 'H26.1'))
  await route.client('H26').call('openParcel', { body: packed.jws })
  const caller = { ...route.keys.H26, sender: 'H26', role: 'body', unitId: null, sandbox: true } as const
  await assert.rejects(submitPart(route.door, caller, packed.parcelId, -1, packed.parts[0]!), { code: 'parcel.part' })
})
