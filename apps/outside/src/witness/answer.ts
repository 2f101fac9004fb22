/** What a witness answers to `POST /add-checkpoint` (C2SP tlog-witness): one function from request to answer. */
import {
  EvidenceError,
  equalBytes,
  parseCheckpoint,
  parseWitnessRequest,
  TLOG_SIZE,
  type TreeHead,
  type VerifiedCheckpoint,
  verifyCheckpoint,
  verifyConsistency,
  type WitnessRequest,
} from '@cbccvc/evidence'

/** The logs that a witness watches: origin → vkeys it trusts for that origin. */
export type WatchedLogs = ReadonlyMap<string, readonly string[]>

export interface Answer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422
  readonly type: string
  readonly body: string
}

/** Either a refusal, or the checkpoint that may be recorded and cosigned. */
export type Judged = { readonly refused: Answer } | { readonly accepted: VerifiedCheckpoint }

export const plain = (status: Answer['status'], sentence: string): Answer => ({
  status,
  type: 'text/plain; charset=utf-8',
  body: `${sentence}\n`,
})

/** Judges a request against what the witness cosigned last for that origin. `lastOf`: null before the first time. */
export function judge(body: string, logs: WatchedLogs, lastOf: (origin: string) => TreeHead | null): Judged {
  const request = attempt(() => parseWitnessRequest(body))
  const stated = request && attempt(() => parseCheckpoint(request.checkpoint))
  if (!request || !stated) return { refused: plain(400, 'The request is malformed.') }
  const keys = logs.get(stated.origin)
  if (!keys) return { refused: plain(404, 'This log is not known here.') }
  const checkpoint = attempt(() => verifyCheckpoint(request.checkpoint, keys))
  if (!checkpoint) return { refused: plain(403, 'No signature of a trusted key.') }
  if (request.old > checkpoint.size) return { refused: plain(400, 'The old size is above the new one.') }
  return judgeGrowth(request, checkpoint, lastOf(stated.origin))
}

function judgeGrowth({ old, proof }: WitnessRequest, checkpoint: VerifiedCheckpoint, last: TreeHead | null): Judged {
  const size = last?.size ?? 0
  const conflict: Judged = { refused: { status: 409, type: TLOG_SIZE, body: `${size}\n` } }
  if (old !== size) return conflict
  if (last && size === checkpoint.size && !equalBytes(last.root, checkpoint.root)) return conflict
  const holds = old === 0 ? proof.length === 0 : verifyConsistency(last!, checkpoint, proof)
  return holds ? { accepted: checkpoint } : { refused: plain(422, 'The consistency proof does not verify.') }
}

function attempt<T>(work: () => T): T | null {
  try {
    return work()
  } catch (error) {
    if (error instanceof EvidenceError) return null
    throw error
  }
}
