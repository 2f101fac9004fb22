import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, type TestContext, test } from 'node:test'
import {
  appendLeaves,
  cosignaturesOf,
  EMPTY_EDGE,
  type NoteSigner,
  signCheckpoint,
  tileReader,
  utf8,
  verifyCheckpoint,
  vkeyOf,
  withSignatures,
  witnessRequest,
} from '@cbccvc/evidence'
import { startWitness, type WitnessOptions } from './index.ts'

const folder = await mkdtemp(join(tmpdir(), 'witness-'))
after(() => rm(folder, { recursive: true }))

const log: NoteSigner = { name: 'log.example/cbccvc', seed: new Uint8Array(32).fill(2) }
const stranger: NoteSigner = { name: 'other.example/log', seed: new Uint8Array(32).fill(5) }
const logKey = vkeyOf(log)
let files = 0
const options = (): WitnessOptions => ({
  name: 'witness.example/one',
  seed: new Uint8Array(32).fill(3),
  stateFile: join(folder, `${files++}`, 'state.json'),
  logKeys: [logKey],
  now: () => 1_687_222_930_000,
})

async function started(t: TestContext, given = options()) {
  const witness = await startWitness(given)
  let open = true
  const close = async () => {
    if (open) await witness.close()
    open = false
  }
  t.after(close)
  return { ...witness, close }
}

async function logOf(size: number, word = 'leaf') {
  const { root, tiles } = appendLeaves(
    EMPTY_EDGE,
    Array.from({ length: size }, (_, i) => utf8(`${word} ${i}`)),
  )
  const byPath = new Map(tiles.map(({ path, data }) => [path, data]))
  const reader = tileReader(size, async (path) => byPath.get(path) ?? null)
  return { head: { size, root }, proof: (old: number) => reader.consistencyProof(old) }
}

async function post(url: string, body: string) {
  const response = await fetch(`${url}/add-checkpoint`, { method: 'POST', body })
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() }
}

test('a witness cosigns a log that grows, and its lines verify', async (t) => {
  const witness = await started(t)
  let old = 0
  for (const size of [1, 2, 255, 256, 257, 1000, 1000]) {
    const grown = await logOf(size)
    const checkpoint = signCheckpoint(grown.head, log)
    const answer = await post(witness.url, witnessRequest({ old, proof: await grown.proof(old), checkpoint }))
    assert.equal(answer.status, 200, answer.body)
    const { lines, witnesses } = cosignaturesOf(answer.body, checkpoint, [witness.vkey])
    assert.deepEqual(witnesses, [{ name: 'witness.example/one', time: 1_687_222_930 }])
    const cosigned = verifyCheckpoint(withSignatures(checkpoint, lines), logKey, [witness.vkey])
    assert.equal(cosigned.witnesses.length, 1)
    old = size
  }
})

test('it remembers over a restart and tells the size to who is behind', async (t) => {
  const same = options()
  const first = await started(t, same)
  const at5 = await logOf(5)
  await post(first.url, witnessRequest({ old: 0, proof: [], checkpoint: signCheckpoint(at5.head, log) }))
  await first.close()
  const again = await started(t, same)
  const at9 = await logOf(9)
  const checkpoint = signCheckpoint(at9.head, log)
  const behind = await post(again.url, witnessRequest({ old: 0, proof: [], checkpoint }))
  assert.deepEqual(behind, { status: 409, type: 'text/x.tlog.size', body: '5\n' })
  assert.equal((await post(again.url, witnessRequest({ old: 5, proof: await at9.proof(5), checkpoint }))).status, 200)
  assert.match(await readFile(same.stateFile, 'utf8'), /log\.example\/cbccvc/)
})

test('it refuses what it must, and then still cosigns the truth', async (t) => {
  const witness = await started(t)
  const at5 = await logOf(5)
  const at9 = await logOf(9)
  const forked = await logOf(9, 'fork')
  const forkedAt5 = await logOf(5, 'fork')
  const ask = async (old: number, proof: Uint8Array[], checkpoint: string) =>
    (await post(witness.url, witnessRequest({ old, proof, checkpoint }))).status
  assert.equal(await ask(0, [], signCheckpoint(at5.head, log)), 200)
  const proof = await at9.proof(5)
  const good = signCheckpoint(at9.head, log)
  assert.equal(await ask(5, proof, signCheckpoint(at9.head, stranger)), 404, 'unknown origin')
  assert.equal(await ask(5, proof, signCheckpoint(at9.head, { ...log, seed: stranger.seed })), 403, 'unknown key')
  assert.equal(await ask(5, proof, good.replace(/[^/](?=.{4}\n$)/, '/')), 403, 'wrong signature')
  assert.equal(await ask(10, proof, good), 400, 'old above new')
  assert.equal(await ask(4, proof, good), 409, 'another old size')
  assert.equal(await ask(5, proof.slice(1), good), 422, 'short proof')
  assert.equal(await ask(5, await forked.proof(5), signCheckpoint(forked.head, log)), 422, 'forked log')
  assert.equal(await ask(5, [], signCheckpoint(forkedAt5.head, log)), 409, 'other root, same size')
  assert.equal((await post(witness.url, 'old 5\n\nnonsense')).status, 400)
  assert.equal((await post(witness.url, 'x'.repeat(70_000))).status, 400, 'too long')
  assert.equal((await fetch(`${witness.url}/add-checkpoint`)).status, 404, 'not a POST')
  assert.equal(await ask(5, proof, good), 200)
})

test('of two requests at once only one can be right about the old size', async (t) => {
  const witness = await started(t)
  const at5 = await logOf(5)
  const at6 = await logOf(6)
  const answers = await Promise.all(
    [at5, at6].map(({ head }) =>
      post(witness.url, witnessRequest({ old: 0, proof: [], checkpoint: signCheckpoint(head, log) })),
    ),
  )
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409])
})
