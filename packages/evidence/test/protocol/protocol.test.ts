import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, type TestContext, test } from 'node:test'
import { utf8, verifyReceipt } from '@cbccvc/evidence'
import { makeRecordReceipt, parcelFactsOf, receivedLeaf } from '../../src/index.ts'
import {
  concludedOf,
  innerOf,
  lineOf,
  logKey,
  parcelOf,
  RECEIVED_AT,
  signedHead,
  sparseLog,
  witnessKeys,
} from '../../src/testing/world.ts'
import { derive } from './derive.ts'
import { EXAMPLES, RECORD } from './examples.ts'
import * as w from './world.ts'

const root = join(import.meta.dirname, '../../../..')
const stranger = join(import.meta.dirname, '../stranger')
const folder = mkdtempSync(join(tmpdir(), 'stranger-'))
after(() => rmSync(folder, { recursive: true }))

test('the examples and tables of docs/protocol.md are what the code computes (npm run derive writes them)', () => {
  for (const { path, content } of derive()) {
    assert.equal(readFileSync(join(root, path), 'utf8'), content)
    for (const name of Object.keys(EXAMPLES)) assert.ok(content.includes(`<!-- example ${name} -->`), name)
  }
})

test('the receipts of the document hold', () => {
  const keys = { logKey: w.logKey, witnessKeys: [w.witnessKey], minWitnesses: 1, manifest: w.jws }
  assert.equal(verifyReceipt(`${EXAMPLES['receipt-record']}\n`, { ...keys, record: RECORD }).ok, true)
  assert.equal(verifyReceipt(`${EXAMPLES['receipt-part']}\n`, keys).ok, true)
})

/** Runs a script of the stranger; null where there is no Python. */
function python(t: TestContext, script: string, words: readonly string[]) {
  const run = spawnSync('python3', ['-B', join(stranger, script), ...words], { encoding: 'utf8' })
  if (!run.error) return { status: run.status, output: run.stdout + run.stderr }
  t.diagnostic('python3 is not here: the stranger could not speak')
  return null
}

function put(name: string, content: string | Uint8Array): string {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

test('a stranger who has only the document computes every example anew', (t) => {
  const run = python(t, 'vectors.py', [join(root, 'docs/protocol.md')])
  if (run) assert.equal(run.status, 0, run.output)
})

test('a stranger verifies a receipt from a large parcel in a large log, and sees what was changed', (t) => {
  const world = parcelOf(1700)
  const [index, part] = [1234, 2]
  const facts = parcelFactsOf(world.jws)
  const log = sparseLog(
    10_000_000,
    new Map([
      [5_000_000, receivedLeaf(facts, RECEIVED_AT)],
      [9_999_999, concludedOf(world, part)],
    ]),
  )
  const receipt = makeRecordReceipt({
    facts,
    receivedAt: RECEIVED_AT,
    received: log.place(5_000_000),
    proof: log.place(9_999_999),
    checkpoint: signedHead(10_000_000, log.root),
    concluded: world.parts[part]!.concluded,
    inner: innerOf(world, index),
  })
  const papers = ['--record', put('record', lineOf(index)), '--manifest', put('manifest', world.jws)]
  const steps = ['form', 'manifest', 'record', 'sent', 'outcome', 'received', 'concluded', 'log', 'witnesses']
  const run = python(t, 'verify.py', [put('good', receipt), logKey, ...witnessKeys, ...papers])
  if (!run) return
  assert.deepEqual(run, { status: 0, output: steps.map((name) => `${name}.ok\n`).join('') })
  const bytes = utf8(receipt)
  for (let at = 7; at < bytes.length; at += 431) {
    const changed = bytes.slice()
    changed[at]! ^= 1
    const file = put('changed', changed)
    assert.equal(python(t, 'verify.py', [file, logKey, ...witnessKeys, ...papers])?.status, 1, `byte ${at}`)
  }
})
