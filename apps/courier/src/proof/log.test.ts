import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { EvidenceError, merkleRoot, signCheckpoint, vkeyOf } from '@cbccvc/evidence'
import { openLine } from '../line/line.ts'
import { openHome } from '../queue/home.ts'
import { scratchFolder } from '../testing/workbook.ts'
import { LogForked, witnessCheckpoint } from './log.ts'

const folder = scratchFolder()
after(() => folder.remove())
const signer = { name: 'log.test', seed: new Uint8Array(32).fill(3) }
const trust = { logKey: [vkeyOf(signer)] }

/** A small log: its checkpoint at any size, and the one tile that it needs below 256 leaves. */
function logOf(mark: number, by = signer) {
  const leaves = (size: number) => Array.from({ length: size }, (_, i) => new Uint8Array(32).fill(i < 3 ? i : i + mark))
  return {
    at: (size: number) => signCheckpoint({ size, root: merkleRoot(leaves(size)) }, by),
    tile: (size: number) => Buffer.concat(leaves(size)),
  }
}
const log = logOf(0)
const other = logOf(100)

const missing = { code: 'request.notFound', vi: 'Không có.', en: 'None.', next: { vi: 'Thôi.', en: 'Stop.' } }

/** Has `kept` checkpointed, then offered the next one; tiles come from `answer`. */
async function offered(kept: string, next: string, answer: (size: number) => Response | Promise<Response>) {
  const home = openHome(`${folder.path}/${Math.random()}`)
  const fetcher = (async (input) => answer(Number(/\.p\/(\d+)$/.exec(String(input))?.[1]))) as typeof fetch
  const line = openLine({ server: 'http://centre', sender: 'H26', seed: signer.seed, fetch: fetcher, patience: 0 })
  try {
    await witnessCheckpoint(home, line, trust, kept)
    await witnessCheckpoint(home, line, trust, next)
  } finally {
    home.close()
  }
}
const serving = (from: typeof log) => (size: number) => new Response(from.tile(size))

test('a log that grew, or showed an older page of itself, is accepted', async () => {
  await offered(log.at(5), log.at(9), serving(log))
  await offered(log.at(9), log.at(5), serving(log))
  await offered(log.at(9), log.at(9), serving(log))
})

test('two stories under the same key are a fork, whichever way they come', async () => {
  await assert.rejects(offered(log.at(5), other.at(9), serving(other)), LogForked)
  await assert.rejects(offered(log.at(9), other.at(5), serving(log)), LogForked)
  await assert.rejects(offered(log.at(9), other.at(9), serving(other)), LogForked)
})

test('a broken line, a missing or torn tile, a foreign signature accuse nobody', async () => {
  const grown = [log.at(5), log.at(9)] as const
  const notForked = (name: string) => (error: Error) => !(error instanceof LogForked) && error.name === name
  const down = () => {
    throw new DOMException('time is up', 'TimeoutError')
  }
  await assert.rejects(offered(...grown, down), notForked('TimeoutError'))
  await assert.rejects(
    offered(...grown, () => Response.json(missing, { status: 404 })),
    { code: 'tile.missing' },
  )
  await assert.rejects(
    offered(...grown, () => new Response(new Uint8Array(31))),
    { code: 'tile.malformed' },
  )
  await assert.rejects(offered(...grown, serving(other)), { code: 'merkle.proof' })
  const foreign = logOf(0, { ...signer, seed: new Uint8Array(32).fill(4) })
  await assert.rejects(offered(log.at(5), foreign.at(9), serving(log)), EvidenceError)
})
