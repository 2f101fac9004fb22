/**
 * The brakes of signing in: wrong tries of the last quarter of an hour, counted for a login from one address, for a login
 * from anywhere, and for an address. A login that nobody has is braked as one that somebody has.
 */
import { type Connection, type KeyRing, transaction } from '../../database/index.ts'
import { type AccountsFrame, later, minutes } from './frame.ts'
import { AccountRefused } from './refusal.ts'

const window = minutes(15)
/** Whole bodies stand behind one address; one who guesses stands behind many. */
const most = { both: 5, login: 20, address: 60 } as const

export const loginDigest = (keys: KeyRing, login: string): Buffer => keys.mac(`login ${login.toLowerCase()}`)

/**
 * Writes the try down as a wrong one before anything is compared, so that a hundred at once are a hundred tries. Gives its
 * number, for `clearTry`. Throws `signin.wait`.
 */
export async function beginTry(frame: AccountsFrame, login: string, address: string): Promise<number> {
  const now = frame.now()
  const digest = loginDigest(frame.keys, login)
  return transaction(frame.pool, async (tx) => {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [`signin ${digest.toString('hex')}`])
    const { rows } = await tx.query<{ both: Date | null; login: Date | null; address: Date | null }>(
      `with wrong as (select at, login_digest, address from signin_attempt where at > $3 and not ok and (login_digest = $1 or address = $2))
       select (select at from wrong where login_digest = $1 and address = $2 order by at desc offset $4 - 1 limit 1) as both,
              (select at from wrong where login_digest = $1 order by at desc offset $5 - 1 limit 1) as login,
              (select at from wrong where address = $2 order by at desc offset $6 - 1 limit 1) as address`,
      [digest, address, later(now, -window), most.both, most.login, most.address],
    )
    // Each is the try that must grow old before the next one is taken.
    const until =
      Math.max(...[rows[0]!.both, rows[0]!.login, rows[0]!.address].map((at) => at?.getTime() ?? 0)) + window
    if (until > now.getTime())
      throw new AccountRefused('signin.wait', { seconds: Math.ceil((until - now.getTime()) / 1000) })
    const { rows: added } = await tx.query<{ id: number }>(
      `insert into signin_attempt (at, login_digest, address) values ($1, $2, $3) returning id`,
      [now, digest, address],
    )
    return added[0]!.id
  })
}

/** The try came to its end: it and the wrong ones before it, of the same login from the same address, count no more. */
export async function clearTry(tx: Connection, id: number): Promise<void> {
  await tx.query(
    `update signin_attempt a set ok = true from signin_attempt b
      where b.id = $1 and a.login_digest = b.login_digest and a.address = b.address and a.id <= b.id and not a.ok`,
    [id],
  )
}

/** Forgets what no brake looks at any more: tries of yesterday, steps and challenges that ran out. */
export async function forgetTries({ pool, now }: AccountsFrame): Promise<void> {
  await pool.query(`delete from signin_attempt where at < $1`, [later(now(), -minutes(24 * 60))])
  await pool.query(`delete from signin_step where expires_at < $1`, [now()])
  await pool.query(`delete from passkey_challenge where expires_at < $1`, [now()])
  await pool.query(`delete from eid_flow where expires_at < $1`, [now()])
}
