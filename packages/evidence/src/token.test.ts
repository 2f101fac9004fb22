import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyPairFromSeed, readRequestToken, requestToken, verifyRequestToken } from './index.ts'
import { sealJws } from './jws.ts'
import { seedOf, sender } from './testing/world.ts'

const NOW = Date.parse('2023-06-20T01:00:00.500Z')
const SECONDS = Math.floor(NOW / 1000)
const token = requestToken(sender.seed, { iss: 'H26', ttl: 120, now: NOW })
const check = (text: string, now = NOW) => verifyRequestToken(text, sender.publicKey, now)
const signed = (claims: unknown, typ = 'JWT') => sealJws(typ, JSON.stringify(claims), sender.seed)

test('a token says who calls, for as long as it lives', () => {
  assert.deepEqual(check(token), { iss: 'H26', aud: 'cbccvc', iat: SECONDS, exp: SECONDS + 120 })
  assert.equal(readRequestToken(token).header.kid, sender.kid)
  assert.ok(check(token, NOW + 119_000))
  assert.ok(check(token, NOW - 59_000), 'a clock that runs a little ahead')
  assert.throws(() => check(token, NOW + 120_000), { code: 'token.expired' })
  assert.throws(() => check(token, NOW - 62_000), { code: 'token.early' })
})

test('tokens of another make are refused', () => {
  const claims = { iss: 'H26', aud: 'cbccvc', iat: SECONDS, exp: SECONDS + 60 }
  assert.throws(() => requestToken(sender.seed, { iss: 'H26', ttl: 301, now: NOW }), { code: 'token.lifetime' })
  assert.throws(() => check(signed({ ...claims, exp: SECONDS + 301 })), { code: 'token.lifetime' })
  assert.throws(() => check(signed({ ...claims, exp: SECONDS })), { code: 'token.lifetime' })
  assert.throws(() => check(signed({ ...claims, aud: 'other' })), { code: 'token.audience' })
  for (const bad of [
    { ...claims, aud: ['cbccvc'] },
    { ...claims, exp: '1' },
    { ...claims, iss: 1 },
    { iss: 'H26' },
    null,
    [],
    'x',
  ]) {
    assert.throws(() => check(signed(bad)), { code: 'token.malformed' })
  }
  assert.throws(() => check(signed(claims, 'at+jwt')), { code: 'jws.malformed' })
  assert.throws(() => verifyRequestToken(token, keyPairFromSeed(seedOf(5)).publicKey, NOW), { code: 'jws.key' })
  const [head, body, tail] = token.split('.') as [string, string, string]
  const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')
  assert.throws(() => check(`${none}.${body}.`), { code: 'jws.algorithm' })
  assert.throws(() => check(`${none}.${body}.${tail}`), { code: 'jws.algorithm' })
  const longer = Buffer.from(JSON.stringify({ ...claims, iss: 'H01' })).toString('base64url')
  assert.throws(() => check(`${head}.${longer}.${tail}`), { code: 'jws.signature' })
  assert.throws(() => check('x'.repeat(3000)), { code: 'token.malformed' })
})
