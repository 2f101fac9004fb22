import { RefusedError } from '@cbccvc/contract'
import {
  advanceCheckpoint,
  type LogTrust,
  parseCheckpoint,
  type ReadTile,
  tileReader,
  verifyCheckpoint,
  verifyConsistency,
} from '@cbccvc/evidence'
import type { Line } from '../line/line.ts'
import type { Home } from '../queue/home.ts'
import { readMeta, writeMeta } from '../queue/parcels.ts'

const checkpointKey = 'log.checkpoint'
const keysKey = 'log.keys'

/** The log shows two stories: what it says now does not continue what it said before. The kept checkpoint stays. */
export class LogForked extends Error {
  override readonly name = 'LogForked'
}

/**
 * The keys that this courier trusts: those it was given, else those that the centre showed at the first meeting, which are
 * kept and never changed silently.
 */
export async function logTrust(home: Home, line: Line, given: Partial<LogTrust>): Promise<LogTrust> {
  if (given.logKey !== undefined && given.logKey.length > 0) {
    return { logKey: given.logKey, witnessKeys: given.witnessKeys ?? [] }
  }
  const kept = readMeta(home, keysKey)
  if (kept !== null) return JSON.parse(kept) as LogTrust
  const { answer } = await line.steady(() => line.client.call('logKeys'))
  const trust: LogTrust = { logKey: [answer.log], witnessKeys: answer.witnesses }
  home.commit(() => writeMeta(home, keysKey, JSON.stringify(trust)))
  return trust
}

/** Reads a tile of the centre's log; `null` when there is none. */
export function tilesOf(line: Line): ReadTile {
  return async (path) => {
    try {
      const name = path.replace(/^tile\//, '')
      const { answer } = await line.steady(() => line.client.call('logTile', { params: { '*': name } }))
      return answer
    } catch (error) {
      if (error instanceof RefusedError && error.status === 404) return null
      throw error
    }
  }
}

/**
 * Demands that a checkpoint continues the last one that this courier saw, and keeps the newer of the two. Throws LogForked
 * when they contradict each other: the proof that the centre rewrote its log is then in hand.
 */
export async function witnessCheckpoint(home: Home, line: Line, trust: LogTrust, offered: string): Promise<void> {
  const kept = readMeta(home, checkpointKey)
  try {
    const now = verifyCheckpoint(offered, trust.logKey, trust.witnessKeys)
    if (kept !== null && now.size < parseCheckpoint(kept).size) {
      const newer = parseCheckpoint(kept)
      const proof = await tileReader(newer.size, tilesOf(line)).consistencyProof(now.size)
      if (!verifyConsistency(now, newer, proof)) throw new Error('checkpoint.inconsistent')
      return
    }
    await advanceCheckpoint(kept, offered, tilesOf(line), trust)
  } catch (error) {
    if (kept === null || error instanceof RefusedError || error instanceof TypeError) throw error
    throw new LogForked(`the log does not continue the checkpoint kept before: ${(error as Error).message}`)
  }
  home.commit(() => writeMeta(home, checkpointKey, offered))
}
