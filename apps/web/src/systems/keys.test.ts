import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { readKeys, thumbprint } from './keys.ts'

const pairs = [
  generateKeyPairSync('ed25519'),
  generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  generateKeyPairSync('rsa', { modulusLength: 2048 }),
]
const [ed, ec, other, rsa] = pairs.map(({ publicKey, privateKey }) => ({
  open: publicKey.export({ format: 'jwk' }),
  secret: privateKey.export({ format: 'jwk' }),
}))

test('a key is taken alone or in a set, only of the two kinds, never with its private half', () => {
  const kind = (value: unknown) => readKeys(typeof value === 'string' ? value : JSON.stringify(value)).kind
  assert.deepEqual(readKeys(JSON.stringify(ed!.open)), { kind: 'keys', keys: [ed!.open] })
  assert.deepEqual(readKeys(JSON.stringify({ keys: [ed!.open, { ...ec!.open, use: 'sig', kid: 'x' }] })), {
    kind: 'keys',
    keys: [ed!.open, ec!.open],
  })
  assert.deepEqual(
    [ed!.secret, { keys: [ec!.open, ed!.secret] }, other!.open, rsa!.open, { keys: [] }, [], 'x', '', {}].map(kind),
    ['private', 'private', 'bad', 'bad', 'bad', 'bad', 'bad', 'empty', 'bad'],
  )
})

test('the thumbprint is that of RFC 7638', async () => {
  // RFC 8037, appendix A.
  const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'
  assert.equal(await thumbprint({ kty: 'OKP', crv: 'Ed25519', x }), 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k')
  const read = readKeys(JSON.stringify(ec!.open))
  assert.ok(read.kind === 'keys')
  const text = `{"crv":"P-256","kty":"EC","x":"${ec!.open.x}","y":"${ec!.open.y}"}`
  assert.equal(await thumbprint(read.keys[0]!), createHash('sha256').update(text).digest('base64url'))
})
