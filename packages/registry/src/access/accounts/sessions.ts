/** Sessions: begun after the second factor, found by a token, seen and ended by their owner and the administrator. */
import { randomUUID } from 'node:crypto'
import type { Connection, Queryable } from '../../database/index.ts'
import { recordAct } from './acts.ts'
import { type AccountsFrame, later, minutes, newToken, tokenDigest } from './frame.ts'
import { AccountRefused } from './refusal.ts'

/** Half an hour without a sign of life, or twelve hours whatever is done. */
const idle = minutes(30)
const whole = minutes(12 * 60)

/** A session that was not seen since then has run out. */
export const idleSince = (at: Date): Date => later(at, -idle)

export interface NewSession {
  readonly sessionId: string
  /** Handed out once; only its digest is kept. */
  readonly token: string
}

/** Always a new token, whatever the browser came with: nobody can prepare a session for another. */
export async function beginSession(tx: Connection, at: Date, accountId: string, address: string): Promise<NewSession> {
  const [sessionId, token] = [randomUUID(), newToken()]
  await tx.query(
    `insert into session (id, account_id, token_digest, started_at, seen_at, expires_at, second_factor, stepped_up_at, address)
     values ($1, $2, $3, $4, $4, $5, true, $4, $6)`,
    [sessionId, accountId, tokenDigest(token), at, later(at, whole), address],
  )
  return { sessionId, token }
}

export interface LiveSession {
  readonly sessionId: string
  readonly accountId: string
  readonly personId: number | null
  readonly login: string
  readonly secondFactor: boolean
  readonly steppedUpAt: Date | null
}

/** The session of this token while it lives; marks it as seen. Null: none, ended, or run out. */
export async function seeSession({ pool, now }: AccountsFrame, token: string): Promise<LiveSession | null> {
  const at = now()
  const { rows } = await pool.query<LiveSession>(
    `update session s set seen_at = greatest(s.seen_at, $2) from account a
      where s.token_digest = $1 and s.ended_at is null and s.expires_at > $2 and s.seen_at > $3
        and a.id = s.account_id and a.state = 'active'
     returning s.id as "sessionId", a.id as "accountId", a.person_id as "personId", a.login,
       s.second_factor as "secondFactor", s.stepped_up_at as "steppedUpAt"`,
    [tokenDigest(token), at, later(at, -idle)],
  )
  return rows[0] ?? null
}

/**
 * The living session of this id (not of a token: for the provider, which names a session by its id and never shows it to a
 * browser). Does not count as a sign of life. Null: none, ended, or run out.
 */
export async function findSession({ pool, now }: AccountsFrame, sessionId: string): Promise<LiveSession | null> {
  const at = now()
  const { rows } = await pool.query<LiveSession>(
    `select s.id as "sessionId", a.id as "accountId", a.person_id as "personId", a.login,
       s.second_factor as "secondFactor", s.stepped_up_at as "steppedUpAt"
      from session s join account a on a.id = s.account_id
      where s.id = $1 and s.ended_at is null and s.expires_at > $2 and s.seen_at > $3 and a.state = 'active'`,
    [sessionId, at, later(at, -idle)],
  )
  return rows[0] ?? null
}

/** A sign of life of a living session, from where its token is not known: a relying party renewed what it holds. */
export async function touchSession({ pool, now }: AccountsFrame, sessionId: string): Promise<void> {
  const at = now()
  await pool.query(
    `update session set seen_at = greatest(seen_at, $2) where id = $1 and ended_at is null and expires_at > $2 and seen_at > $3`,
    [sessionId, at, later(at, -idle)],
  )
}

/** Whose session it is or was, and what they are called; null: there is no such session. */
export async function holderOf(
  { pool }: AccountsFrame,
  sessionId: string,
): Promise<{ readonly accountId: string; readonly personId: number | null; readonly name: string } | null> {
  const { rows } = await pool.query<{ accountId: string; personId: number | null; name: string }>(
    `select a.id as "accountId", a.person_id as "personId", a.name from session s join account a on a.id = s.account_id where s.id = $1`,
    [sessionId],
  )
  return rows[0] ?? null
}

/** A new token for a living session, in the place of the one before: what its browser is given. Null: it lives no more. */
export async function openSession({ pool, now }: AccountsFrame, sessionId: string): Promise<string | null> {
  const [at, token] = [now(), newToken()]
  const { rowCount } = await pool.query(
    `update session s set token_digest = $3, seen_at = greatest(s.seen_at, $2) from account a
      where s.id = $1 and s.ended_at is null and s.expires_at > $2 and s.seen_at > $4
        and a.id = s.account_id and a.state = 'active'`,
    [sessionId, at, tokenDigest(token), later(at, -idle)],
  )
  return rowCount === 1 ? token : null
}

export interface SessionLine {
  readonly sessionId: string
  readonly startedAt: Date
  readonly seenAt: Date
  readonly address: string
}

/** The living sessions of an account, the newest first. */
export async function sessionsOf({ pool, now }: AccountsFrame, accountId: string): Promise<SessionLine[]> {
  const at = now()
  const { rows } = await pool.query<SessionLine>(
    `select id as "sessionId", started_at as "startedAt", seen_at as "seenAt", address from session
      where account_id = $1 and ended_at is null and expires_at > $2 and seen_at > $3 order by started_at desc, id`,
    [accountId, at, later(at, -idle)],
  )
  return rows
}

export type SessionEnd =
  | 'signedOut'
  | 'ended'
  | 'passwordChanged'
  | 'factorChanged'
  | 'factorsReset'
  | 'accountSuspended'
  | 'accountClosed'

/** Ends one session of this account; throws `session.unknown` when it is not one of its living ones. */
export async function endSession(
  tx: Queryable,
  at: Date,
  { accountId, sessionId, by, reason }: { accountId: string; sessionId: string; by: string; reason: SessionEnd },
): Promise<void> {
  const { rowCount } = await tx.query(
    `update session set ended_at = $3, end_reason = $4 where id = $2 and account_id = $1 and ended_at is null`,
    [accountId, sessionId, at, reason],
  )
  if (rowCount !== 1) throw new AccountRefused('session.unknown')
  await recordAct(tx, at, { act: 'sessionEnded', by, account: accountId, facts: { session: sessionId, reason } })
}

/** Ends all living sessions of an account but one. */
export async function endOtherSessions(
  tx: Queryable,
  at: Date,
  accountId: string,
  kept: string | null,
  reason: SessionEnd,
): Promise<void> {
  await tx.query(
    `update session set ended_at = $2, end_reason = $4 where account_id = $1 and ended_at is null and id is distinct from $3`,
    [accountId, at, kept, reason],
  )
}

/** The owner passed the second factor again. */
export async function markStepUp(tx: Queryable, at: Date, accountId: string, sessionId: string): Promise<void> {
  await tx.query(`update session set stepped_up_at = $2 where id = $1 and ended_at is null`, [sessionId, at])
  await recordAct(tx, at, { act: 'steppedUp', by: accountId, account: accountId, facts: { session: sessionId } })
}
