/**
 * The policy of everyone who reads the log: keep the last checkpoint seen, and accept a newer one only with a proof
 * that it contains the old one. Who does this is a witness at no cost.
 */
import { equalBytes } from '../bytes.ts'
import { EvidenceError } from '../errors.ts'
import { verifyConsistency } from '../merkle/verify.ts'
import { type ReadTile, tileReader } from '../tiles/read.ts'
import { parseCheckpoint, type VerifiedCheckpoint, verifyCheckpoint } from './checkpoint.ts'

/** What the reader trusts: vkeys of the log, and of the witnesses it knows. */
export interface LogTrust {
  readonly logKey: string | readonly string[]
  readonly witnessKeys?: readonly string[]
}

/**
 * Checks that `offered` may follow `kept` (a checkpoint kept earlier and verified then; null at first sight) and
 * returns it verified. Throws `checkpoint.rollback`, `checkpoint.fork`, `checkpoint.inconsistent`, or what
 * `verifyCheckpoint` throws.
 */
export function checkAdvance(
  kept: string | null,
  offered: string,
  proof: readonly Uint8Array[],
  trust: LogTrust,
): VerifiedCheckpoint {
  const newer = verifyCheckpoint(offered, trust.logKey, trust.witnessKeys)
  if (kept === null) return newer
  const older = parseCheckpoint(kept)
  const sizes = { kept: older.size, offered: newer.size }
  if (older.origin !== newer.origin) throw new EvidenceError('checkpoint.origin', { origin: newer.origin })
  if (newer.size < older.size) throw new EvidenceError('checkpoint.rollback', sizes)
  if (newer.size === older.size && !equalBytes(older.root, newer.root)) {
    throw new EvidenceError('checkpoint.fork', { size: newer.size })
  }
  if (!verifyConsistency(older, newer, proof)) throw new EvidenceError('checkpoint.inconsistent', sizes)
  return newer
}

/** The same with the proof made from the log's tiles (fetched only when the log has grown). */
export async function advanceCheckpoint(
  kept: string | null,
  offered: string,
  readTile: ReadTile,
  trust: LogTrust,
): Promise<VerifiedCheckpoint> {
  const newer = verifyCheckpoint(offered, trust.logKey, trust.witnessKeys)
  const older = kept === null ? null : parseCheckpoint(kept)
  const grown = older !== null && older.size < newer.size
  const proof = grown ? await tileReader(newer.size, readTile).consistencyProof(older.size) : []
  return checkAdvance(kept, offered, proof, trust)
}
