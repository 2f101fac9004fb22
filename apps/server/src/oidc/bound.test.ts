/** Software calls by a registered key: a token for it, bound to a key, and a proof with each request; tried by a thief. */
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { createClient, keyHolder, refusals } from '@cbccvc/contract'
import { clientAssertion, dpopProof, newKeyPair } from '@cbccvc/evidence'
import { endSystem } from '@cbccvc/registry'
import { createApp } from '../http/app.ts'
import { inOffice } from '../testing/accounts.ts'
import { askToken } from '../testing/bound.ts'
import { doorsOf, onRoute, refused } from '../testing/route.ts'

const clientOf = (server: string, seed: Uint8Array, client?: string) =>
  createClient({ server, key: keyHolder({ server, seed, client }), timeoutMs: 30_000 })

test(
  'the contract’s client: one token for many requests, all of them at once, renewed when it is not taken any more',
  onRoute(async (route) => {
    const asked: string[] = []
    const counting: typeof fetch = (address, init) => {
      asked.push(new URL(String(address)).pathname)
      return fetch(address, init)
    }
    const key = keyHolder({ server: route.url, seed: route.keys.H26.seed, fetch: counting })
    const { call } = createClient({ server: route.url, key, fetch: counting })
    await Promise.all(Array.from({ length: 8 }, () => call('feed')))
    await call('feed', { query: { limit: 5 } })
    assert.equal(asked.filter((path) => path === '/oidc/token').length, 1)
    assert.equal(asked.filter((path) => path === '/v1/feed').length, 9)
    key.forget()
    await call('feed')
    assert.equal(asked.filter((path) => path === '/oidc/token').length, 2)
    const centre = clientOf(route.url, route.keys.CENTRE.seed)
    await refused('parcel.unknown', centre.call('parcelStatus', { params: { parcelId: crypto.randomUUID() } }))
    await refused('caller.unknown', clientOf(route.url, newKeyPair().seed).call('feed'))
  }),
)

test(
  'a token without its key is worth nothing, a proof serves once, for one request, now',
  onRoute(async (route) => {
    const [thief, bound] = [newKeyPair().seed, newKeyPair().seed]
    const { seed } = route.keys.H26
    const given = await askToken(route.url, { seed, bound })
    assert.deepEqual([given.status, given.token_type, given.expires_in], [200, 'DPoP', 300])
    const token = given.access_token!
    const address = `${route.url}/v1/feed`
    const good = { method: 'GET', address, now: Date.now(), token }
    const knock = async (proof: string | undefined, more: { path?: string; scheme?: string; token?: string } = {}) => {
      const { path = '/v1/feed', scheme = 'DPoP' } = more
      const headers = { authorization: `${scheme} ${more.token ?? token}`, ...(proof && { dpop: proof }) }
      const answer = await fetch(route.url + path, { headers })
      return answer.ok ? 'in' : ((await answer.json()) as { code: string }).code
    }
    // First of all: the server has seen no proof by the right key yet.
    assert.equal(await knock(dpopProof(thief, good)), 'caller.unknown', 'a stolen token, a proof by the thief')
    const once = dpopProof(bound, good)
    assert.equal(await knock(once), 'in')
    assert.equal(await knock(once), 'caller.unknown', 'again')
    const twice = dpopProof(bound, { ...good, now: Date.now() })
    const both = await Promise.all([knock(twice), knock(twice)])
    assert.deepEqual(both.sort(), ['caller.unknown', 'in'], 'twice at the same instant')
    // Another process of the centre has not seen it, but they share what was used.
    const spent = dpopProof(bound, good)
    assert.equal(await knock(spent), 'in')
    const other = await createApp({ ...doorsOf(route), address: route.url })
    try {
      const theirs = await other.listen({ host: '127.0.0.1', port: 0 })
      const answer = await fetch(`${theirs}/v1/feed`, { headers: { authorization: `DPoP ${token}`, dpop: spent } })
      assert.equal(answer.status, 401)
    } finally {
      await other.close()
    }

    const [head, body, tail] = dpopProof(bound, good).split('.') as [string, string, string]
    const b64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const header = JSON.parse(Buffer.from(head, 'base64url').toString())
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString())
    for (const [why, proof] of [
      ['none', undefined],
      ['by another key', dpopProof(thief, good)],
      ['the key named, signed by another', `${head}.${body}.${dpopProof(thief, good).split('.')[2]}`],
      ['unsigned', `${b64({ ...header, alg: 'none' })}.${body}.`],
      ['by a secret', `${b64({ ...header, alg: 'HS256' })}.${body}.${tail}`],
      ['of another type', `${b64({ ...header, typ: 'JWT' })}.${body}.${tail}`],
      ['changed', `${head}.${b64({ ...claims, htu: `${route.url}/v1/parcels` })}.${tail}`],
      ['of another method', dpopProof(bound, { ...good, method: 'POST' })],
      ['of another address', dpopProof(bound, { ...good, address: `${route.url}/v1/answers` })],
      ['of another host', dpopProof(bound, { ...good, address: 'https://evil.example/v1/feed' })],
      ['of another token', dpopProof(bound, { ...good, token: 'another' })],
      ['of no token', dpopProof(bound, { method: 'GET', address, now: Date.now() })],
      ['with a short id', dpopProof(bound, { ...good, jti: 'a' })],
      ['nothing', 'a.b.c'],
    ] as [string, string | undefined][]) {
      assert.equal(await knock(proof), 'caller.unknown', why)
    }
    for (const now of [Date.now() - 62_000, Date.now() + 62_000])
      assert.equal(await knock(dpopProof(bound, { ...good, now })), 'caller.expired')
    assert.equal(await knock(undefined, { scheme: 'Bearer' }), 'caller.unknown', 'the token alone')
    assert.equal(await knock(dpopProof(bound, good), { scheme: 'Bearer' }), 'caller.unknown')

    // A token that somebody made, and an honest one with other words in it.
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { SignJWT, calculateJwkThumbprint } = await import('jose')
    const jkt = await calculateJwkThumbprint(header.jwk)
    const words = { iss: `${route.url}/oidc`, aud: 'cbccvc', client_id: route.keys.H26.kid, cnf: { jkt }, jti: 'x' }
    const forged = await new SignJWT(words)
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt' })
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey)
    const [tokenHead, tokenBody, tokenTail] = token.split('.') as [string, string, string]
    const real = JSON.parse(Buffer.from(tokenBody, 'base64url').toString())
    assert.ok(!JSON.stringify(real).includes('H26'))
    for (const bad of [forged, `${tokenHead}.${b64({ ...real, client_id: route.keys.G01.kid })}.${tokenTail}`]) {
      const ath = { ...good, now: Date.now(), token: bad }
      assert.equal(await knock(dpopProof(bound, ath), { token: bad }), 'caller.unknown')
    }
  }),
)

test(
  'who asks for a token: a registered key, an assertion of now, once, for us, and a proof',
  onRoute(async (route) => {
    const bound = newKeyPair().seed
    const { seed, kid } = route.keys.H26
    const issuer = `${route.url}/oidc`
    const denied = async (what: Omit<Parameters<typeof askToken>[1], 'seed'> & { seed?: Uint8Array }) =>
      (await askToken(route.url, { seed, bound, ...what })).error
    assert.equal(await denied({ seed: newKeyPair().seed }), 'invalid_client', 'a key that nobody registered')
    assert.equal(await denied({ seed: route.keys.H56.seed, client: kid }), 'invalid_client', 'in another’s name')
    const late = clientAssertion(seed, { issuer, now: Date.now() - 120_000 })
    assert.equal(await denied({ assertion: late }), 'invalid_client')
    const elsewhere = clientAssertion(seed, { issuer: 'https://elsewhere.example/oidc', now: Date.now() })
    assert.equal(await denied({ assertion: elsewhere }), 'invalid_client')
    const once = clientAssertion(seed, { issuer, now: Date.now() })
    assert.equal(await denied({ assertion: once }), undefined)
    assert.ok(await denied({ assertion: once }), 'once')
    const { error } = await askToken(route.url, { seed })
    assert.ok(error, 'no token without a key that it is bound to')
    assert.equal(await denied({ address: `${route.url}/v1/feed` }), 'invalid_dpop_proof')
  }),
)

test(
  'an ended key is out within a minute, a sandbox’s key gets nothing from a real system',
  onRoute(async (route) => {
    const { seed, kid } = route.keys.G01
    const { call } = clientOf(route.url, seed)
    await call('feed')
    await route.owner.query(`update sender_key set valid_to = now() - interval '1 second' where kid = $1`, [kid])
    await refused('caller.unknown', clientOf(route.url, seed).call('feed'))
    const end = Date.now() + 60_000
    for (;;) {
      const out = await call('feed').then(
        () => false,
        () => true,
      )
      if (out) break
      assert.ok(Date.now() < end, 'still in after a minute')
      await new Promise((resolve) => setTimeout(resolve, 2000))
    }
    const real = await createApp({ ...doorsOf(route), sandbox: false })
    try {
      const server = await real.listen({ host: '127.0.0.1', port: 0 })
      await refused('caller.unknown', clientOf(server, route.keys.H26.seed).call('feed'))
    } finally {
      await real.close()
    }
  }),
)

test(
  'another system that is registered asks by its key, as what it is registered for, and gets no more tokens when it is ended',
  inOffice(async (office) => {
    const key = newKeyPair()
    const [asker, approver] = await office.founders()
    const [asked, approved] = [await office.as(asker), await office.as(approver)]
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key.publicKey).toString('base64url') }
    const systemId = crypto.randomUUID()
    await office.route.owner.query(
      `insert into consumer_system (id, client_id, name, public_key, purposes, unit_id, valid_from, valid_to, asked_by, approved_by, made_at)
       values ($1, 'he.thong.doc', 'Hệ thống', $2, '{transfer}', null, $3, $3, $4, $5, now())`,
      [systemId, JSON.stringify(jwk), office.house.today(), asked.accountId, approved.accountId],
    )
    const { call } = clientOf(office.url, key.seed, 'he.thong.doc')
    const error = await refused('caller.session', call('me'))
    assert.equal(error.status, refusals['caller.session'].status, 'it is let in, and is nobody with a session')
    await refused('caller.unknown', call('feed'))
    await endSystem(office.accounts, await office.as(asker), systemId)
    await refused('caller.unknown', clientOf(office.url, key.seed, 'he.thong.doc').call('me'))
  }),
)
