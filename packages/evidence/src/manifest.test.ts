import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  EvidenceError,
  type Manifest,
  manifestDigest,
  readManifest,
  sealManifest,
  toHex,
  verifyManifest,
} from './index.ts'
import { sealJws } from './jws.ts'
import { keyPairFromSeed } from './keys.ts'
import { MANIFEST_TYPE } from './manifest.ts'
import { manifestOf, seedOf, sender } from './testing/world.ts'

const HEX = 'ab'.repeat(32)
const good = manifestOf(700, HEX, HEX)
const sealed = sealManifest(good, sender.seed)
const sealedText = (payload: string, typ = MANIFEST_TYPE): string => sealJws(typ, payload, sender.seed)
const codeOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof EvidenceError) return error.code
    throw error
  }
  return 'accepted'
}

test('a manifest that was sealed is read back as it was', () => {
  assert.deepEqual(verifyManifest(sealed, sender.publicKey), good)
  assert.deepEqual(readManifest(sealed).header, { alg: 'EdDSA', kid: sender.kid, typ: MANIFEST_TYPE })
  assert.equal(sealManifest(good, sender.seed), sealed, 'sealing is deterministic')
  assert.equal(toHex(manifestDigest(sealed)).length, 64)
})

test('every field is needed, and none may be added', () => {
  for (const name of Object.keys(good)) {
    const { [name as keyof Manifest]: _, ...rest } = good
    assert.equal(
      codeOf(() => readManifest(sealedText(JSON.stringify(rest)))),
      'manifest.shape',
      name,
    )
  }
  for (const extra of [{ note: 'x' }, { constructor: 1 }, { toString: 1 }]) {
    assert.equal(
      codeOf(() => readManifest(sealedText(JSON.stringify({ ...good, ...extra })))),
      'manifest.shape',
    )
  }
})

test('values of another form are refused', () => {
  const wrong: Partial<Record<keyof Manifest, unknown[]>> = {
    v: [2, '1'],
    service: ['cbccvc.parcel/2'],
    parcelId: ['01890a5d-ac96-474b-bcce-b302099a8057', '01890A5D-AC96-774B-BCCE-B302099A8057', ''],
    sender: ['', 'H 26', 'a\nb', '../x', 'é', 'x'.repeat(41), 26],
    receiver: ['other'],
    edition: ['', '2023 ', '../2023'],
    kind: ['partial'],
    asOf: ['2023-02-29', '2023-6-1', '20/06/2023', null, '0000-01-01', '1899-12-31', '2201-01-01'],
    senderSeq: [-1, 1.5, 2 ** 53, '1'],
    createdAt: ['2023-06-20', '2023-06-20T01:00:00Z', '2023-06-20T25:00:00.000Z', '2023-06-20T08:00:00.000+07:00'],
    count: [-1, 700.5],
    recordsRoot: [HEX.toUpperCase(), HEX.slice(1), `${HEX}00`],
    salt: ['', 'zz'.repeat(32)],
    parts: [null, {}, [null], [1], [{}], [[]]],
    doMat: ['true', 1],
    withdraws: ['no'],
    left: [['1'], ['123456789012', '123456789012'], '123456789012'],
    purpose: ['', 'a\u0007b', 'x'.repeat(201)],
  }
  for (const [name, values] of Object.entries(wrong)) {
    for (const value of values) {
      const text = JSON.stringify({ ...good, kind: name === 'left' ? 'full' : good.kind, [name]: value })
      assert.equal(
        codeOf(() => readManifest(sealedText(text))),
        'manifest.shape',
        `${name} ${JSON.stringify(value)}`,
      )
    }
  }
})

test('parts must add up, and stay in their limits', () => {
  const [first, second] = good.parts
  const withParts = (parts: unknown[], more = {}) =>
    codeOf(() => readManifest(sealedText(JSON.stringify({ ...good, ...more, parts }))))
  assert.equal(withParts([first]), 'manifest.sums')
  assert.equal(withParts([first, { ...second!, rawSize: 1 }]), 'manifest.sums')
  assert.equal(
    withParts([
      { ...first!, records: 501 },
      { ...second!, records: 199 },
    ]),
    'manifest.shape',
  )
  assert.equal(withParts([{ ...first!, size: 8 * 1024 * 1024 + 1 }, second]), 'manifest.shape')
  assert.equal(withParts([{ ...first!, rawSize: 0 }, second]), 'manifest.shape')
  assert.equal(withParts([{ ...first!, name: 'x' }, second]), 'manifest.shape')
})

test('a parcel holds at most 300,000 records', () => {
  const part = good.parts[0]!
  const of = (count: number) => {
    const parts = Array.from({ length: Math.ceil(count / 500) }, (_, i) => ({
      ...part,
      records: Math.min(500, count - i * 500),
    }))
    const bytes = parts.length * part.rawSize
    return codeOf(() => readManifest(sealedText(JSON.stringify({ ...good, count, bytes, parts }))))
  }
  assert.equal(of(300_000), 'accepted')
  assert.equal(of(300_001), 'manifest.shape')
})

test('kinds: who withdraws says what, who is full may say who left', () => {
  const other = '01890a5d-ac96-774b-bcce-b302099a8058'
  const none = { count: 0, bytes: 0, parts: [] }
  const accepted = (m: unknown) => codeOf(() => sealManifest(m as Manifest, sender.seed))
  assert.equal(accepted({ ...good, ...none, kind: 'withdrawal', withdraws: other }), 'accepted')
  assert.equal(accepted({ ...good, ...none, kind: 'withdrawal' }), 'manifest.shape')
  assert.equal(accepted({ ...good, withdraws: other }), 'manifest.shape')
  assert.equal(accepted({ ...good, kind: 'full', left: ['001070000123'] }), 'accepted')
  assert.equal(accepted({ ...good, left: ['001070000123'] }), 'manifest.shape')
  assert.equal(accepted({ ...good, ...none }), 'manifest.shape')
})

test('JSON that two readers could read differently is refused', () => {
  const text = JSON.stringify(good)
  const twice = text.replace('"sender":"H26"', '"sender":"H01","sender":"H26"')
  const spaced = text.replace('"v":1', '"v": 1')
  const escaped = text.replace('"H26"', '"\\u0048\\u0032\\u0036"')
  const float = text.replace('"v":1', '"v":1.0')
  const proto = text.replace('{', '{"__proto__":{"sender":"H01"},')
  for (const bad of [twice, spaced, escaped, float])
    assert.equal(
      codeOf(() => readManifest(sealedText(bad))),
      'manifest.notMinimal',
    )
  assert.equal(
    codeOf(() => readManifest(sealedText(proto))),
    'manifest.shape',
  )
  for (const bad of ['[]', 'null', '"x"'])
    assert.equal(
      codeOf(() => readManifest(sealedText(bad))),
      'manifest.shape',
    )
  assert.equal(
    codeOf(() => readManifest(sealedText('{'))),
    'jws.malformed',
  )
})

test('seals of another kind are refused', () => {
  const [head, body, tail] = sealed.split('.') as [string, string, string]
  const header = (value: unknown): string =>
    `${Buffer.from(JSON.stringify(value)).toString('base64url')}.${body}.${tail}`
  const typ = MANIFEST_TYPE
  const { kid } = sender
  assert.equal(
    codeOf(() => readManifest(header({ alg: 'none', kid, typ }))),
    'jws.algorithm',
  )
  assert.equal(
    codeOf(() => readManifest(header({ alg: 'HS256', kid, typ }))),
    'jws.algorithm',
  )
  assert.equal(
    codeOf(() => readManifest(header({ alg: 'EdDSA', kid, typ: 'JWT' }))),
    'jws.malformed',
  )
  assert.equal(
    codeOf(() => readManifest(header({ alg: 'EdDSA', kid, typ, crit: ['x'] }))),
    'jws.malformed',
  )
  assert.equal(
    codeOf(() => readManifest(header({ alg: 'EdDSA', kid, typ, jwk: {} }))),
    'jws.malformed',
  )
  assert.equal(
    codeOf(() => readManifest(header({ alg: 'EdDSA', typ }))),
    'jws.malformed',
  )
  assert.equal(
    codeOf(() => readManifest(header('EdDSA'))),
    'jws.malformed',
  )
  for (const bad of [
    '',
    'a.b',
    `${sealed}.x`,
    `${head}.${body}.`,
    `${head}.${body}.${tail}=`,
    ` ${sealed}`,
    `${head}.${body}.${tail.slice(2)}`,
  ]) {
    assert.equal(
      codeOf(() => readManifest(bad)),
      'jws.malformed',
      bad.slice(0, 20),
    )
  }
  assert.equal(
    codeOf(() => verifyManifest(sealed, keyPairFromSeed(seedOf(5)).publicKey)),
    'jws.key',
  )
  assert.equal(
    codeOf(() => readManifest('x'.repeat(600_000))),
    'manifest.tooLong',
  )
})

test('no character of a sealed manifest can be changed unseen', () => {
  for (let at = 0; at < sealed.length; at++) {
    const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1)
    assert.notEqual(
      codeOf(() => verifyManifest(changed, sender.publicKey)),
      'accepted',
      `character ${at}`,
    )
  }
})
