import { RefusedError } from '@cbccvc/contract'
import {
  type Checkpoint,
  EvidenceError,
  equalBytes,
  type LogTrust,
  parseCheckpoint,
  parseVkey,
  type ReadTile,
  tileReader,
  verifyCheckpoint,
  verifyConsistency,
} from '@cbccvc/evidence'
import type { Line } from '../line/line.ts'
import { type Meeting, NeverReached } from '../line/meeting.ts'
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

/**
 * The first meeting of this queue with a server: it has to show the key of the log that the queue trusts already, or any
 * key where it trusts none yet. Before that nothing is sent to it, least of all a record.
 */
export function meetingOf(home: Home, server: string, given: Partial<LogTrust>): Meeting {
  const key = `met.${server.replace(/\/+$/, '')}`
  return {
    known: () => readMeta(home, key) !== null,
    keep: () => home.commit(() => writeMeta(home, key, new Date().toISOString())),
    check(shown) {
      const log = (shown as { log?: unknown } | null)?.log
      if (typeof log !== 'string' || !looksLikeKey(log))
        throw new NeverReached(server, { obstacle: 'foreign', detail: '/log/keys' })
      const kept = readMeta(home, keysKey)
      const trusted = given.logKey ?? (kept === null ? undefined : (JSON.parse(kept) as LogTrust).logKey)
      if (trusted !== undefined && trusted.length > 0 && ![trusted].flat().includes(log))
        throw new NeverReached(server, { obstacle: 'otherCentre', detail: log.split('+', 2).join('+') })
    },
  }
}

function looksLikeKey(text: string): boolean {
  try {
    return parseVkey(text).name !== ''
  } catch (error) {
    if (error instanceof EvidenceError) return false
    throw error
  }
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
 * only where two signed checkpoints contradict each other: the proof that the centre rewrote its log is then in hand. A
 * broken line, a tile that is missing or torn, a foreign signature: that error is passed on, and nothing new is kept.
 */
export async function witnessCheckpoint(home: Home, line: Line, trust: LogTrust, offered: string): Promise<void> {
  const kept = readMeta(home, checkpointKey)
  const now = verifyCheckpoint(offered, trust.logKey, trust.witnessKeys)
  if (kept !== null) {
    const before = parseCheckpoint(kept)
    await demandOneStory(line, before, now)
    if (now.size < before.size) return
  }
  home.commit(() => writeMeta(home, checkpointKey, offered))
}

async function demandOneStory(line: Line, kept: Checkpoint, offered: Checkpoint): Promise<void> {
  if (kept.origin !== offered.origin) throw new EvidenceError('checkpoint.origin', { origin: offered.origin })
  const [older, newer] = offered.size < kept.size ? [offered, kept] : [kept, offered]
  const tiles = tileReader(newer.size, tilesOf(line))
  const grown = older.size < newer.size
  if (verifyConsistency(older, newer, grown ? await tiles.consistencyProof(older.size) : [])) return
  // Tiles that do not lead to the newer root themselves are wrong on their way to us: they prove nothing.
  if (grown && !equalBytes(await tiles.root(), newer.root)) throw new EvidenceError('merkle.proof')
  throw new LogForked(
    `the log does not continue the checkpoint kept before (${kept.size} leaves kept, ${offered.size} offered)`,
  )
}
