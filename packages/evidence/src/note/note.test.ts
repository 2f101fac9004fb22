import assert from 'node:assert/strict'
import { createHash, createPublicKey, verify } from 'node:crypto'
import { test } from 'node:test'
import {
  advanceCheckpoint,
  appendLeaves,
  checkAdvance,
  cosign,
  EMPTY_EDGE,
  fromBase64,
  noteKey,
  parseCheckpoint,
  parseNote,
  parseVkey,
  parseWitnessRequest,
  signCheckpoint,
  signNote,
  tileReader,
  utf8,
  verifyCheckpoint,
  verifyNote,
  vkeyOf,
  witnessRequest,
} from '../index.ts'
import { logKey, logSigner, seedOf, signedHead, witnesses, witnessKeys } from '../testing/world.ts'

// The key and note of the documentation of golang.org/x/mod/sumdb/note, the first implementation of the format.
const VKEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
const SEED = fromBase64('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 33)!.slice(1)
const TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
const LINE =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'
const NOTE = `${TEXT}\n${LINE}`

// The example of C2SP tlog-checkpoint and tlog-cosignature.
const EXAMPLE = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
`

test('a note is signed and read as the first implementation does it', () => {
  assert.equal(vkeyOf({ name: 'PeterNeumann', seed: SEED }), VKEY)
  assert.equal(signNote(TEXT, { name: 'PeterNeumann', seed: SEED }), NOTE)
  assert.deepEqual(verifyNote(parseNote(NOTE), [parseVkey(VKEY)]), ['PeterNeumann'])
})

test('no byte of a note can be changed unseen', () => {
  const bytes = utf8(NOTE)
  for (let at = 0; at < bytes.length; at++) {
    const changed = bytes.slice()
    changed[at]! ^= 1
    assert.throws(() => verifyNote(parseNote(new TextDecoder().decode(changed)), [parseVkey(VKEY)]), `byte ${at}`)
  }
})

test('keys: every mangled vkey is refused', () => {
  for (let from = 0; from <= VKEY.length; from++) {
    for (let to = from + 1; to <= VKEY.length; to++) {
      if (from === 0 && to === VKEY.length) continue
      assert.throws(() => parseVkey(VKEY.slice(from, to)), { code: 'key.malformed' })
    }
  }
  for (const name of ['', 'a b', 'a+b', 'a\u00a0b', 'a\u2003b', 'a\nb', 'x'.repeat(65)]) {
    assert.throws(() => noteKey(name, 1, seedOf(1)), { code: 'key.malformed' })
  }
})

test('malformed notes are refused', () => {
  const bad = {
    'no signature': `${TEXT}\n`,
    'no empty line': TEXT + LINE,
    'no newline at the end': NOTE.slice(0, -1),
    'a hyphen for the dash': NOTE.replace('—', '-'),
    'two spaces': NOTE.replace('PeterNeumann ', 'PeterNeumann  '),
    'base64 with spare bits': NOTE.replace('JnAM=', 'JnAN='),
    'a control character': NOTE.replace('problem is', 'problem\tis'),
    'a lone surrogate': NOTE.replace('problem is', 'problem\ud800is'),
    'too many signatures': NOTE + LINE.repeat(64),
  }
  for (const [what, note] of Object.entries(bad)) assert.throws(() => parseNote(note), { code: 'note.malformed' }, what)
  assert.throws(() => verifyNote(parseNote(NOTE), [parseVkey(logKey)]), { code: 'note.unsigned' })
  const foreign = signNote(TEXT, { name: 'someone', seed: seedOf(1) })
  const both = NOTE + foreign.slice(foreign.indexOf('—'))
  assert.deepEqual(verifyNote(parseNote(both), [parseVkey(VKEY)]), ['PeterNeumann'], 'unknown keys are ignored')
})

test('checkpoints: the example of the specification, and what is none', () => {
  const { origin, size, note } = parseCheckpoint(EXAMPLE)
  assert.deepEqual([origin, size], ['example.com/behind-the-sofa', 20_852_163])
  assert.equal(note.signatures.length, 2)
  for (const [from, to] of [
    ['20852163', '020852163'],
    ['20852163', '-1'],
    ['q2I=\n\n', 'q2I=\nextension\n\n'],
    ['q2I=', 'q2J='],
    ['example.com/behind', 'example com/behind'],
  ] as const) {
    assert.throws(() => parseCheckpoint(EXAMPLE.replace(from, to)), /malformed/, to)
  }
})

test('a cosignature is what tlog-cosignature says, checked without our own code', () => {
  const [text] = EXAMPLE.split('\n\n')
  const line = cosign(EXAMPLE, witnesses[0]!, 1_679_315_147)
  const [, name, encoded] = line.trimEnd().split(' ')
  const bytes = Buffer.from(encoded!, 'base64')
  const publicKey = Buffer.from(witnessKeys[0]!.split('+').at(-1)!, 'base64').subarray(1)
  const id = createHash('sha256').update(`${name}\n\x04`).update(publicKey).digest().subarray(0, 4)
  assert.deepEqual(bytes.subarray(0, 4), id)
  assert.equal(bytes.readBigUInt64BE(4), 1_679_315_147n)
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: publicKey.toString('base64url') },
    format: 'jwk',
  })
  assert.ok(verify(null, Buffer.from(`cosignature/v1\ntime 1679315147\n${text}\n`), key, bytes.subarray(12)))
})

test('witnesses are counted where they are right, refused where they are wrong, ignored where unknown', () => {
  const head = signedHead(5, seedOf(7))
  assert.deepEqual(
    verifyCheckpoint(head, logKey, witnessKeys).witnesses.map(({ name }) => name),
    witnesses.map(({ name }) => name),
  )
  assert.equal(verifyCheckpoint(head, logKey, [witnessKeys[1]!]).witnesses.length, 1)
  assert.equal(verifyCheckpoint(head, logKey).witnesses.length, 0)
  const lines = head.split('\n')
  const wrong = lines.with(-2, `${lines.at(-2)!.slice(0, -8)}AAAAAA==`).join('\n')
  assert.throws(() => verifyCheckpoint(wrong, logKey, witnessKeys), { code: 'note.signature' })
  assert.throws(() => verifyCheckpoint(head, vkeyOf({ name: 'other', seed: seedOf(2) })), { code: 'checkpoint.origin' })
  assert.throws(() => verifyCheckpoint(head, vkeyOf({ ...logSigner, seed: seedOf(8) })), { code: 'note.unsigned' })
})

test('what a witness is asked goes there and back', () => {
  const checkpoint = signedHead(9, seedOf(7))
  const request = { old: 5, proof: [seedOf(1), seedOf(2)], checkpoint }
  assert.deepEqual(parseWitnessRequest(witnessRequest(request)), request)
  const first = { old: 0, proof: [], checkpoint }
  assert.deepEqual(parseWitnessRequest(witnessRequest(first)), first)
  for (const bad of [
    '',
    'old 5\n',
    'old 05\n\nx',
    'old -1\n\nx',
    'new 5\n\nx',
    'old 5\nAAAA\n\nx',
    witnessRequest({ ...request, proof: Array(64).fill(seedOf(1)) }),
  ]) {
    assert.throws(() => parseWitnessRequest(bad), { code: 'witness.request' }, bad)
  }
})

test('a newer checkpoint is accepted only with a proof that it contains the old one', async () => {
  const trust = { logKey, witnessKeys }
  const grown = appendLeaves(
    EMPTY_EDGE,
    Array.from({ length: 900 }, (_, i) => utf8(`leaf ${i}`)),
  )
  const early = appendLeaves(
    EMPTY_EDGE,
    Array.from({ length: 300 }, (_, i) => utf8(`leaf ${i}`)),
  )
  const forked = appendLeaves(
    EMPTY_EDGE,
    Array.from({ length: 300 }, (_, i) => utf8(`fork ${i}`)),
  )
  const files = new Map(grown.tiles.map(({ path, data }) => [path, data]))
  const read = async (path: string) => files.get(path) ?? null
  const at = ({ edge, root }: typeof grown): string => signCheckpoint({ size: edge.size, root }, logSigner)
  assert.equal((await advanceCheckpoint(null, at(early), read, trust)).size, 300)
  assert.equal((await advanceCheckpoint(at(early), at(grown), read, trust)).size, 900)
  assert.equal((await advanceCheckpoint(at(grown), at(grown), read, trust)).size, 900)
  await assert.rejects(advanceCheckpoint(at(grown), at(early), read, trust), { code: 'checkpoint.rollback' })
  await assert.rejects(advanceCheckpoint(at(early), at(forked), read, trust), { code: 'checkpoint.fork' })
  await assert.rejects(advanceCheckpoint(at(forked), at(grown), read, trust), { code: 'checkpoint.inconsistent' })
  const proof = await tileReader(900, read).consistencyProof(300)
  assert.throws(() => checkAdvance(at(early), at(grown), proof.slice(1), trust), { code: 'checkpoint.inconsistent' })
  assert.throws(
    () =>
      checkAdvance(
        at(early),
        signCheckpoint({ size: 900, root: grown.root }, { ...logSigner, seed: seedOf(8) }),
        proof,
        trust,
      ),
    { code: 'note.unsigned' },
  )
})
