/** Proofs serve once: each is written down when it is met, before anything is done for it. */
import { createHash } from 'node:crypto'
import type { AccountsFrame } from '../accounts/index.ts'

/** False where it was met before. It is remembered for so many seconds, after which it would be too old to serve. */
export async function rememberProof(
  { pool }: Pick<AccountsFrame, 'pool'>,
  id: string,
  seconds: number,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `insert into used_proof (digest, expires_at) values ($1, now() + make_interval(secs => $2)) on conflict (digest) do nothing`,
    [createHash('sha256').update(id).digest(), seconds],
  )
  return rowCount === 1
}

/** Forgets those that are too old to serve. Gives how many. */
export async function forgetProofs({ pool }: Pick<AccountsFrame, 'pool'>): Promise<number> {
  const { rowCount } = await pool.query(`delete from used_proof where expires_at < now()`)
  return rowCount ?? 0
}
