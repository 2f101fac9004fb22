import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  EvidenceError,
  fromBase64,
  fromBase64url,
  fromHex,
  makeRecordReceipt,
  parcelFactsOf,
  parseCheckpoint,
  parseLogLeaf,
  parseNote,
  parseQr,
  parseReceipt,
  parseTilePath,
  parseVkey,
  parseWitnessRequest,
  qrOfReceipt,
  readManifest,
  readPromise,
  readStatement,
  sealStatement,
  signPromise,
  unpackEntries,
  utf8,
  verifyReceipt,
  witnessRequest,
} from './index.ts'
import {
  concludedOf,
  innerOf,
  lineOf,
  logKey,
  logSigner,
  parcelOf,
  RECEIVED_AT,
  sender,
  sourceOf,
  witnessKeys,
} from './testing/world.ts'

const world = parcelOf(5)
const source = await sourceOf(world, concludedOf(world), 9, [2, 5])
const receipt = makeRecordReceipt({ ...source, concluded: world.parts[0]!.concluded, inner: innerOf(world, 3) })
const promise = signPromise({ facts: parcelFactsOf(world.jws), receivedAt: RECEIVED_AT }, logSigner)

/** Every reader of text from outside, with a text that it accepts. */
const READERS: readonly (readonly [read: (text: string) => unknown, good: string])[] = [
  [parseReceipt, receipt],
  [parseNote, source.checkpoint],
  [parseCheckpoint, source.checkpoint],
  [readPromise, promise],
  [parseQr, qrOfReceipt(receipt)],
  [parseQr, promise],
  [parseVkey, logKey],
  [readManifest, world.jws],
  [readStatement, sealStatement({ v: 1 }, sender.seed)],
  [parseWitnessRequest, witnessRequest({ old: 0, proof: [], checkpoint: source.checkpoint })],
]

/** A good text, cut, doubled, spliced or sprinkled. */
const damaged = (good: string) =>
  fc
    .tuple(fc.nat(good.length), fc.nat(good.length), fc.string({ unit: 'binary', maxLength: 20 }))
    .map(([a, b, extra]) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)]
      return good.slice(0, from) + extra + good.slice(to)
    })

test('whatever comes from outside is read or refused with a code, never an accident', () => {
  for (const [read, good] of READERS) {
    read(good)
    fc.assert(
      fc.property(fc.oneof(damaged(good), fc.string({ unit: 'binary' })), (text) => {
        try {
          read(text)
        } catch (error) {
          assert.ok(error instanceof EvidenceError, `${read.name}: ${error}`)
        }
      }),
      { numRuns: 300 },
    )
  }
})

test('verifying a receipt never throws, and accepts no damaged text', () => {
  fc.assert(
    fc.property(damaged(receipt), (text) => {
      assert.equal(verifyReceipt(text, { logKey, witnessKeys, record: lineOf(3) }).ok, text === receipt)
    }),
    { numRuns: 500 },
  )
})

test('bytes from outside too', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.string({ unit: 'binary' }), (bytes, text) => {
      parseLogLeaf(bytes)
      parseLogLeaf(utf8(text))
      unpackEntries(bytes)
      parseTilePath(text)
      for (const decode of [fromHex, fromBase64, fromBase64url]) decode(text)
    }),
  )
})
