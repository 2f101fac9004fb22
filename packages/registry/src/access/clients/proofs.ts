/**
 * Proofs serve once, in whatever process: each is written down when it is met, before anything is done for it. What comes
 * in while a statement is under way goes together with the next one.
 */
import { createHash } from 'node:crypto'
import type { AccountsFrame } from '../accounts/index.ts'

export interface ProofSeen {
  /** Of whom, and the proof's own id. */
  readonly id: string
  /** When it was made, as it says: seconds since 1970. */
  readonly madeAt: number
}

/**
 * `lost`: the memory was lost after this proof was made, or may have been; for how many seconds more such proofs are not
 * taken.
 */
export type ProofAnswer = 'fresh' | 'used' | { readonly lostFor: number }

export interface ProofMemory {
  remember(proof: ProofSeen): Promise<ProofAnswer>
}

interface Waiting extends ProofSeen {
  readonly digest: Buffer
  readonly answer: (answer: ProofAnswer) => void
  readonly fail: (error: unknown) => void
}

/** Most proofs of one statement. */
const mostAtOnce = 500

/**
 * One a process. A proof is remembered for so long that it would be too old to serve; `skew`: how far the clock of who
 * makes one may be off, in seconds.
 */
export function proofMemory({ pool }: Pick<AccountsFrame, 'pool'>, skew: number): ProofMemory {
  let waiting: Waiting[] = []
  let working = false

  const work = async () => {
    working = true
    while (waiting.length > 0) {
      const batch = waiting.slice(0, mostAtOnce)
      waiting = waiting.slice(mostAtOnce)
      try {
        answer(batch, await keep(batch))
      } catch (error) {
        for (const { fail } of batch) fail(error)
      }
    }
    working = false
  }

  /** Writes them down; gives which of them are new, and since when the memory goes back. */
  const keep = async (batch: readonly Waiting[]): Promise<Kept> => {
    const { rows } = await pool.query<{ kept: Buffer[]; since: number | null; now: number }>({
      name: 'remember proofs',
      text: `with kept as (
               insert into used_proof (digest, expires_at)
               select d, now() + make_interval(secs => $2) from unnest($1::bytea[]) d
               on conflict (digest) do nothing returning digest)
             select array(select digest from kept) as kept, extract(epoch from now())::float8 as now,
                    (select extract(epoch from since)::float8 from proof_memory) as since`,
      values: [batch.map(({ digest }) => digest), 2 * skew + 5],
    })
    const { kept, since, now } = rows[0]!
    return { kept: new Set(kept.map((digest) => digest.toString('hex'))), now, since: since ?? (await begin()) }
  }

  /**
   * The memory is gone: what was made before this instant may have served, and is not taken any more. (A clock that is ahead
   * could have made a proof of a later instant that served just before the loss. To refuse those too would shut out every
   * sender for a minute after each fall of the database; who could use one must have it from inside the line, in seconds.)
   */
  const begin = async (): Promise<number> => {
    await pool.query(
      `insert into proof_memory (since) values (date_trunc('second', now()) + interval '1 second') on conflict do nothing`,
    )
    const { rows } = await pool.query<{ since: number }>(
      `select extract(epoch from since)::float8 as since from proof_memory`,
    )
    return rows[0]?.since ?? Number.POSITIVE_INFINITY
  }

  return {
    remember: ({ id, madeAt }) =>
      new Promise((answer, fail) => {
        waiting.push({ id, madeAt, digest: createHash('sha256').update(id).digest(), answer, fail })
        if (!working) void work()
      }),
  }
}

interface Kept {
  readonly kept: Set<string>
  readonly since: number
  readonly now: number
}

/** Of two of the same in one statement the first is the new one. */
function answer(batch: readonly Waiting[], { kept, since, now }: Kept): void {
  for (const { digest, madeAt, answer } of batch) {
    const fresh = kept.delete(digest.toString('hex'))
    if (madeAt < since) answer({ lostFor: Math.max(1, Math.ceil(Math.min(since - now, 3600))) })
    else answer(fresh ? 'fresh' : 'used')
  }
}

/** Forgets those that are too old to serve. Gives how many. */
export async function forgetProofs({ pool }: Pick<AccountsFrame, 'pool'>): Promise<number> {
  const { rowCount } = await pool.query(`delete from used_proof where expires_at < now()`)
  return rowCount ?? 0
}
