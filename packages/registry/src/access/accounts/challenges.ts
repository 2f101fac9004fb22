/** Challenges of passkeys: random, kept as digests, each for one thing of one account, once, for five minutes. */
import type { AccountsFrame } from './frame.ts'
import { later, minutes, newToken, tokenDigest } from './frame.ts'

const lasts = minutes(5)

/** What a challenge serves: a step of signing in (its token), or a session's registration or step-up (its id). */
export interface Serves {
  readonly kind: 'signIn' | 'register' | 'stepUp'
  readonly of: string
}
const digestOf = ({ kind, of }: Serves) => tokenDigest(`${kind} ${of}`)

/** A new one, base64url of 32 random bytes. Those before it for the same thing serve no more. */
export async function newChallenge({ pool, now }: AccountsFrame, accountId: string, serves: Serves): Promise<string> {
  const challenge = newToken()
  await pool.query(`delete from passkey_challenge where serves = $1`, [digestOf(serves)])
  await pool.query(`insert into passkey_challenge (digest, account_id, serves, expires_at) values ($1, $2, $3, $4)`, [
    ...[tokenDigest(challenge), accountId, digestOf(serves), later(now(), lasts)],
  ])
  return challenge
}

/** Whether this is a living challenge of this account for this; it is used up by the question, in a commit of its own. */
export async function useChallenge(
  { pool, now }: AccountsFrame,
  accountId: string,
  serves: Serves,
  challenge: string,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `delete from passkey_challenge where digest = $1 and account_id = $2 and serves = $3 and expires_at > $4`,
    [tokenDigest(challenge), accountId, digestOf(serves), now()],
  )
  return rowCount === 1
}
