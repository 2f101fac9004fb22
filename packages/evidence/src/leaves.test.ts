import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  actLeaf,
  classDigest,
  closedLeaf,
  concludedLeaf,
  countOutcomes,
  entryDigest,
  entryDigestFrom,
  findingsDigest,
  lookedLeaf,
  noticeLeaf,
  type Outcome,
  outcomeLeaf,
  outcomeText,
  parcelFactsOf,
  parseLogLeaf,
  receivedLeaf,
  recordLeaf,
  recordLeafFromSalt,
  recordSalt,
  toHex,
  utf8,
  watchedLeaf,
} from './index.ts'
import { parcelOf, RECEIVED_AT, seedOf } from './testing/world.ts'

const sha = (...parts: (Uint8Array | string)[]): string => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

test('salt and leaf of a record are what the house says, for any salt, position and line', () => {
  const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 })
  fc.assert(
    fc.property(bytes, fc.nat({ max: 2 ** 40 }), fc.uint8Array({ maxLength: 5000 }), (salt, index, line) => {
      const position = Buffer.alloc(8)
      position.writeBigUInt64BE(BigInt(index))
      const own = createHmac('sha256', salt).update(position).digest()
      assert.equal(toHex(recordSalt(salt, index)), own.toString('hex'))
      assert.equal(toHex(recordLeaf(salt, index, line)), sha('\0', own, line))
      assert.deepEqual(recordLeafFromSalt(own, line), recordLeaf(salt, index, line))
    }),
  )
  assert.throws(() => recordSalt(new Uint8Array(31), 0), RangeError)
})

test('the digest of an entry can be shown class by class', () => {
  const salt = new Uint8Array(16).fill(5)
  const classes = ['{"hoTenKhaiSinh":"Nguyễn"}', null, '{}', '😀'].map((t) => ({ salt, text: t }))
  const digests = classes.map(classDigest)
  assert.equal(toHex(digests[0]!), sha('\x02', salt, classes[0]!.text!))
  assert.equal(toHex(digests[1]!), '0'.repeat(64))
  assert.equal(toHex(entryDigest(classes)), sha('\x03', ...digests))
  assert.deepEqual(entryDigestFrom(digests), entryDigest(classes))
  assert.throws(() => entryDigest(classes.slice(1)), RangeError)
  assert.throws(() => classDigest({ salt: new Uint8Array(15), text: '' }), RangeError)
})

test('an outcome is one line, and its findings are covered in their order', () => {
  const outcome: Outcome = {
    index: 3,
    recordLeaf: 'ab'.repeat(32),
    outcome: 'held',
    findings: 'cd'.repeat(32),
    entry: null,
    ruleSet: '2023.1',
    today: '2023-06-20',
  }
  const line = `cbccvc.outcome/1 3 ${'ab'.repeat(32)} held ${'cd'.repeat(32)} - 2023.1 2023-06-20`
  assert.equal(outcomeText(outcome), line)
  assert.equal(toHex(outcomeLeaf(outcome)), sha('\0', line))
  for (const wrong of [
    { index: -1 },
    { recordLeaf: 'x' },
    { outcome: 'lost' },
    { findings: '' },
    { entry: '-' },
    { ruleSet: 'a b' },
    { today: '2023-02-30' },
  ]) {
    assert.throws(() => outcomeText({ ...outcome, ...wrong } as Outcome), { code: 'leaf.malformed' })
  }
  const a = { rule: 'ngaySinh.gioi', path: 'ngaySinh', weight: 'asks' }
  const b = { rule: 'bac', path: 'quaTrinhLuong[2].heSo', weight: 'notes' }
  assert.notDeepEqual(findingsDigest([a, b]), findingsDigest([b, a]))
  assert.notDeepEqual(findingsDigest([{ ...a, rule: 'ngaySinh.gio', path: 'ingaySinh' }]), findingsDigest([a]))
  assert.equal(toHex(findingsDigest([])), sha('cbccvc.findings/1\n'))
  const many = Array.from({ length: 200_000 }, (_, i) => ({ ...a, path: `x[${i}]` }))
  assert.equal(findingsDigest(many).length, 32)
  const size = (text: string) => new Uint8Array([0, 0, 0, text.length])
  const parts = [a, b].flatMap((f) => [f.rule, f.path, f.weight].flatMap((text) => [size(text), text]))
  assert.equal(toHex(findingsDigest([a, b])), sha('cbccvc.findings/1\n', ...parts))
  assert.deepEqual(countOutcomes([outcome, outcome]), { entered: 0, unchanged: 0, returned: 0, held: 2, refused: 0 })
})

test('leaves of the log are ASCII, hold no code or number of anybody, and are read back', () => {
  const world = parcelOf(700)
  const facts = parcelFactsOf(world.jws)
  const closed = {
    parts: 2,
    counts: countOutcomes(world.outcomes),
    concludedRoot: 'aa'.repeat(32),
    closedAt: RECEIVED_AT,
  }
  const concluded = world.parts[1]!.concluded
  const leaves = [
    receivedLeaf(facts, RECEIVED_AT),
    concludedLeaf(facts, concluded),
    closedLeaf(facts, closed),
    actLeaf('spill', 'bb'.repeat(32), RECEIVED_AT),
  ]
  for (const leaf of leaves) {
    assert.match(text(leaf), /^[\x21-\x7e]+( [\x21-\x7e]+)+$/)
    for (const secret of [facts.sender, facts.unit, facts.parcelId, facts.manifest])
      assert.ok(!text(leaf).includes(secret))
  }
  const notice = { kind: 'notice', digest: 'cc'.repeat(32), at: RECEIVED_AT }
  assert.deepEqual(parseLogLeaf(noticeLeaf(notice.digest, notice.at)), notice)
  for (const [kind, leafOf] of [
    ['looked', lookedLeaf],
    ['watched', watchedLeaf],
  ] as const) {
    const batch = { kind, root: 'dd'.repeat(32), first: 7, count: 3, at: RECEIVED_AT }
    assert.equal(text(leafOf(batch)), `cbccvc.${kind}/1 ${batch.root} 7 3 ${RECEIVED_AT}`)
    assert.deepEqual(parseLogLeaf(leafOf(batch)), batch)
    for (const wrong of [{ first: 0 }, { count: 0 }, { count: 1.5 }, { root: '' }, { at: 'now' }])
      assert.throws(() => leafOf({ ...batch, ...wrong }), { code: 'leaf.malformed' }, JSON.stringify(wrong))
    for (const bad of [' 1', ''])
      assert.equal(parseLogLeaf(utf8(`cbccvc.${kind}/1 ${batch.root} 0 3 ${RECEIVED_AT}${bad}`)), null)
  }
  const [received, read, last, act] = leaves.map(parseLogLeaf)
  assert.deepEqual(received?.kind === 'received' && received.receivedAt, RECEIVED_AT)
  assert.deepEqual(read, { kind: 'concluded', parcel: (received as { parcel: string }).parcel, ...concluded })
  assert.deepEqual(last, { kind: 'closed', parcel: (received as { parcel: string }).parcel, ...closed })
  assert.deepEqual(act, { kind: 'act', act: 'spill', digest: 'bb'.repeat(32), at: RECEIVED_AT })
  for (const bad of [
    '',
    'x',
    'cbccvc.received/1',
    'cbccvc.act/1 burn x y',
    `${text(leaves[1]!)} 1`,
    text(leaves[2]!).slice(0, -1),
  ]) {
    assert.equal(parseLogLeaf(utf8(bad)), null)
  }
})

test('leaves that cannot be true are not made', () => {
  const world = parcelOf(700)
  const facts = parcelFactsOf(world.jws)
  const good = world.parts[1]!.concluded
  for (const wrong of [
    { part: 2 },
    { parts: 0 },
    { first: 501 },
    { records: 199 },
    { outcomesRoot: '' },
    { concludedAt: '2023-06-20' },
    { counts: { ...good.counts, held: -1 } },
  ]) {
    assert.throws(() => concludedLeaf(facts, { ...good, ...wrong }), { code: 'leaf.malformed' }, JSON.stringify(wrong))
  }
  assert.throws(() => receivedLeaf({ ...facts, sender: 'H 26' }, RECEIVED_AT), { code: 'leaf.malformed' })
  assert.throws(() => receivedLeaf(facts, 'now'), { code: 'leaf.malformed' })
  assert.notDeepEqual(recordSalt(seedOf(1), 0), recordSalt(seedOf(2), 0))
})
