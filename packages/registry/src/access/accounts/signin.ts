/**
 * Signing in, in two steps: login and password, then the code. Everything that is wrong is answered by the same sentence
 * after the same work, and written down before it is compared.
 */
import { type Connection, transaction } from '../../database/index.ts'
import type { Subject } from '../subject.ts'
import { recordAct } from './acts.ts'
import { beginTry, clearTry } from './brakes.ts'
import { type AccountsFrame, later, minutes, newToken, tokenDigest } from './frame.ts'
import { hashPassword, passwordFault, verifyPassword } from './passwords.ts'
import { looksLikeRecovery, useRecovery } from './recovery.ts'
import { AccountRefused } from './refusal.ts'
import { beginSession, endOtherSessions, markStepUp, type NewSession } from './sessions.ts'
import { needsStepUp, signedIn } from './stepping.ts'
import { useCode } from './totp.ts'

const stepLasts = minutes(5)
const mostTries = 5

/** First step: gives the token of the second one, which is nothing yet. Throws `signin.refused`, `signin.wait`. */
export async function beginSignIn(
  frame: AccountsFrame,
  { login, password, address }: { login: string; password: string; address: string },
): Promise<string> {
  const attempt = await beginTry(frame, login, address)
  const { rows } = await frame.pool.query<{ id: string; phc: string }>(
    `select a.id, p.phc from account a join account_password p on p.account_id = a.id where a.login = $1 and a.state = 'active'`,
    [login.toLowerCase()],
  )
  const account = rows[0]
  const right = await verifyPassword(account?.phc ?? null, password)
  if (!account || !right) throw new AccountRefused('signin.refused', {}, account?.id)
  const step = newToken()
  await frame.pool.query(
    `insert into signin_step (token_digest, account_id, attempt_id, expires_at) values ($1, $2, $3, $4)`,
    [tokenDigest(step), account.id, attempt, later(frame.now(), stepLasts)],
  )
  return step
}

/** Second step: a code of the app or a recovery code. The step serves once; five wrong codes end it. */
export async function finishSignIn(
  frame: AccountsFrame,
  { step, code, address }: { step: string; code: string; address: string },
): Promise<NewSession> {
  const open = await openStep(frame, step)
  return transaction(frame.pool, async (tx) => {
    const factor = await passFactor(frame, tx, open.accountId, code)
    if (factor === null) throw new AccountRefused('signin.refused', {}, open.accountId)
    return enter(frame, tx, open, factor, address)
  })
}

/** A step whose try was counted. */
export interface OpenStep {
  readonly step: string
  readonly accountId: string
  readonly attempt: number
}

/** The step of this token; a try of it (where it is one) is counted in a commit of its own, before anything is looked at. */
export async function openStep(frame: AccountsFrame, step: string, tries: 0 | 1 = 1): Promise<OpenStep> {
  const { rows } = await frame.pool.query<Omit<OpenStep, 'step'>>(
    `update signin_step s set tries = tries + $4 from account a
      where s.token_digest = $1 and s.expires_at > $2 and s.tries < $3 and a.id = s.account_id and a.state = 'active'
     returning s.account_id as "accountId", s.attempt_id as attempt`,
    [tokenDigest(step), frame.now(), mostTries, tries],
  )
  if (!rows[0]) throw new AccountRefused('signin.step')
  return { step, ...rows[0] }
}

export type Factor = 'totp' | 'recovery' | 'passkey'

/** The factor was passed: the step is used up, a session begins. */
export async function enter(
  frame: AccountsFrame,
  tx: Connection,
  { step, accountId, attempt }: OpenStep,
  factor: Factor,
  address: string,
): Promise<NewSession> {
  const at = frame.now()
  const { rowCount } = await tx.query(`delete from signin_step where token_digest = $1`, [tokenDigest(step)])
  if (rowCount !== 1) throw new AccountRefused('signin.step')
  await clearTry(tx, attempt)
  const session = await beginSession(tx, at, accountId, address)
  const facts = { session: session.sessionId, factor }
  await recordAct(tx, at, { act: 'signedIn', by: accountId, account: accountId, facts })
  return session
}

/** Which factor this code is, used up; null when it is none. */
async function passFactor(
  { keys, now }: AccountsFrame,
  tx: Parameters<typeof useCode>[0],
  accountId: string,
  code: string,
): Promise<'totp' | 'recovery' | null> {
  if (await useCode(tx, keys, now(), accountId, code)) return 'totp'
  if (!looksLikeRecovery(code) || !(await useRecovery(tx, now(), accountId, code))) return null
  await recordAct(tx, now(), { act: 'recoveryCodeUsed', by: accountId, account: accountId })
  return 'recovery'
}

/** The second factor once more, for what is grave. Braked like signing in. */
export async function stepUp(frame: AccountsFrame, by: Subject, code: string): Promise<void> {
  const { accountId, sessionId } = signedIn(by)
  const attempt = await beginTry(frame, accountId, by.address)
  await transaction(frame.pool, async (tx) => {
    if ((await passFactor(frame, tx, accountId, code)) === null) throw new AccountRefused('signin.refused')
    await clearTry(tx, attempt)
    await markStepUp(tx, frame.now(), accountId, sessionId)
  })
}

/** A new password; all other sessions of the account end with the old one. */
export async function changePassword(
  frame: AccountsFrame,
  by: Subject,
  { old, chosen }: { old: string; chosen: string },
): Promise<void> {
  const { accountId, sessionId } = signedIn(by)
  needsStepUp(by, frame.now())
  const attempt = await beginTry(frame, accountId, by.address)
  const { rows } = await frame.pool.query<{ login: string; phc: string }>(
    `select a.login, p.phc from account a join account_password p on p.account_id = a.id where a.id = $1`,
    [accountId],
  )
  const right = await verifyPassword(rows[0]?.phc ?? null, old)
  if (!rows[0] || !right) throw new AccountRefused('signin.refused')
  const fault = passwordFault(chosen, rows[0].login)
  if (fault) throw new AccountRefused(fault.code, fault.facts)
  const phc = await hashPassword(chosen)
  await transaction(frame.pool, async (tx) => {
    const at = frame.now()
    await clearTry(tx, attempt)
    await tx.query(`update account_password set phc = $2, changed_at = $3 where account_id = $1`, [accountId, phc, at])
    await tx.query(`delete from signin_step where account_id = $1`, [accountId])
    await endOtherSessions(tx, at, accountId, sessionId, 'passwordChanged')
    await recordAct(tx, at, { act: 'passwordChanged', by: accountId, account: accountId })
  })
}
