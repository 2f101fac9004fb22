/**
 * An account rests for a time (suspended), goes on, or ends for good (closed): by an administrator within the own part of
 * the tree; closed also when its holder has left the service. Nobody does it to themselves.
 */
import { type Connection, type Queryable, transaction } from '../../database/index.ts'
import type { Subject } from '../subject.ts'
import { recordAct } from './acts.ts'
import { type AccountsFrame, here } from './frame.ts'
import { grantsOf } from './grants.ts'
import { may } from './issuing.ts'
import { AccountRefused } from './refusal.ts'
import { endOtherSessions } from './sessions.ts'
import { needsStepUp, signedIn } from './stepping.ts'

/** Throws `account.unknown` unless all that the account holds lies where the asker suspends, and it is not the own one. */
async function requireBelow(frame: AccountsFrame, db: Queryable, by: Subject, accountId: string): Promise<void> {
  if (signedIn(by).accountId === accountId) throw new AccountRefused('access.notAllowed')
  const at = await here(frame)
  const held = await grantsOf(db, accountId, at.today)
  // One who holds nothing any more is the nation's to see to.
  const places = held.length > 0 ? held.map(({ unitId }) => unitId) : [null]
  if (!places.every((unitId) => may(by, 'account.suspend', unitId, at))) throw new AccountRefused('account.unknown')
}

/** Nobody signs in to it any more until it goes on; its sessions end. To stop is never too early: no step-up. */
export async function suspendAccount(frame: AccountsFrame, by: Subject, accountId: string): Promise<void> {
  await transaction(frame.pool, async (tx) => {
    await requireBelow(frame, tx, by, accountId)
    await turn(tx, accountId, 'active', 'suspended')
    const at = frame.now()
    await endOtherSessions(tx, at, accountId, null, 'accountSuspended')
    await tx.query(`delete from signin_step where account_id = $1`, [accountId])
    await recordAct(tx, at, { act: 'accountSuspended', by: by.accountId, account: accountId })
  })
}

/** A suspended account goes on, with what its grants are worth today; one that never rested does so anyway. */
export async function resumeAccount(frame: AccountsFrame, by: Subject, accountId: string): Promise<void> {
  await transaction(frame.pool, async (tx) => {
    await requireBelow(frame, tx, by, accountId)
    needsStepUp(by, frame.now())
    const { rowCount } = await tx.query(`select from account where id = $1 and state = 'active'`, [accountId])
    if (rowCount === 1) return
    await turn(tx, accountId, 'suspended', 'active')
    await recordAct(tx, frame.now(), { act: 'accountResumed', by: by.accountId, account: accountId })
  })
}

/** Ends an account for good. Its holder, if bound to a person, may still sign in by the e-ID to the own record: anew. */
export async function closeAccount(frame: AccountsFrame, by: Subject, accountId: string): Promise<void> {
  await transaction(frame.pool, async (tx) => {
    await requireBelow(frame, tx, by, accountId)
    needsStepUp(by, frame.now())
    await close(frame, tx, accountId, by.accountId)
  })
}

/** The holder has left the service for good, by the book: closed by the centre itself. False: it was not open any more. */
export async function closeOfLeaver(frame: AccountsFrame, accountId: string): Promise<boolean> {
  return transaction(frame.pool, async (tx) => {
    // An account that the e-ID alone opens gives the own record and nothing else: it stays.
    const { rowCount } = await tx.query(
      `select from account a join account_password p on p.account_id = a.id where a.id = $1 and a.state <> 'closed' for update of a`,
      [accountId],
    )
    if (rowCount !== 1) return false
    await close(frame, tx, accountId, null)
    return true
  })
}

async function close(frame: AccountsFrame, tx: Connection, accountId: string, by: string | null): Promise<void> {
  const at = frame.now()
  const { rowCount } = await tx.query(
    `update account set state = 'closed', eid_since = null where id = $1 and state <> 'closed'`,
    [accountId],
  )
  if (rowCount !== 1) throw new AccountRefused('account.unknown')
  const { rows: ended } = await tx.query<{ id: string }>(
    `update role_grant set ended_at = $2, ended_by = $3, end_reason = 'accountClosed' where account_id = $1 and ended_at is null returning id`,
    [accountId, at, by],
  )
  for (const { id } of ended) {
    const facts = { grant: id, reason: 'accountClosed' }
    await recordAct(tx, at, { act: 'grantEnded', by, account: accountId, facts })
  }
  await endOtherSessions(tx, at, accountId, null, 'accountClosed')
  // What opened it is not kept longer than it is needed.
  for (const table of [
    'signin_step',
    'recovery_code',
    'account_totp',
    'passkey_challenge',
    'passkey',
    'account_password',
  ])
    await tx.query(`delete from ${table} where account_id = $1`, [accountId])
  await tx.query(`update factor_reset set state = 'withdrawn' where account_id = $1 and state = 'open'`, [accountId])
  await recordAct(tx, at, { act: 'accountClosed', by, account: accountId })
}

async function turn(tx: Connection, accountId: string, from: string, to: string): Promise<void> {
  const { rowCount } = await tx.query(`update account set state = $3 where id = $1 and state = $2`, [
    accountId,
    from,
    to,
  ])
  if (rowCount !== 1) throw new AccountRefused('account.unknown')
}
