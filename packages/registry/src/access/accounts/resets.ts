/**
 * Who lost their factors sets them anew with a code that an administrator gives by hand, as an invitation is given: a new
 * password, a new app, new recovery codes; passkeys are gone, sessions end. Of an account that makes others powerful or
 * approves, a second person approves first. What others had delegated to it falls: they judged who could sign in.
 */
import { randomUUID } from 'node:crypto'
import type { Connection, Queryable } from '../../database/index.ts'
import type { Grant, Role, Subject } from '../subject.ts'
import { recordAct } from './acts.ts'
import { type AccountsFrame, type Here, later, minutes, newToken, tokenDigest } from './frame.ts'
import { grantsOf } from './grants.ts'
import type { Invited } from './invitations.ts'
import { mayHandOn, needsFourEyes, requireRight } from './issuing.ts'
import { renewRecovery } from './recovery.ts'
import { AccountRefused } from './refusal.ts'
import { endOtherSessions } from './sessions.ts'
import { keepSeed } from './totp.ts'

const resetLasts = minutes(3 * 24 * 60)

/** What an account holds by itself, and whether a second person must approve. */
export interface Held {
  readonly own: readonly Grant[]
  readonly all: readonly Grant[]
  /** The grant that takes two people; null: one is enough. */
  readonly powerful: Grant | null
}

export async function heldBy(db: Queryable, accountId: string, today: string): Promise<Held> {
  const all = await grantsOf(db, accountId, today)
  const own = all.filter(({ via }) => via !== 'delegated')
  return { own, all, powerful: all.find(({ role }) => needsFourEyes(role)) ?? null }
}

/** Throws `account.unknown` unless the asker could give all that the account holds by itself; the step-up is asked for. */
export function requireGiver(by: Subject, { own }: Held, at: Here): void {
  if (!own.every((grant) => mayHandOn(by.grants, grant, at.tree))) throw new AccountRefused('account.unknown')
  try {
    // One who holds nothing any more is the nation's to see to.
    for (const unitId of own.length > 0 ? own.map((grant) => grant.unitId) : [null])
      requireRight(by, 'account.invite', unitId, at)
  } catch (error) {
    // Whoever may not is told the same of an account elsewhere, of one that holds nothing, and of one that there is not.
    const refused = error instanceof AccountRefused && error.code === 'access.notAllowed'
    throw refused ? new AccountRefused('account.unknown') : error
  }
}

/** Throws unless the account is open; one that the e-ID alone opened gets a password by it. */
export async function requireResettable(db: Queryable, accountId: string): Promise<void> {
  const { rows } = await db.query<{ state: string }>(`select state from account where id = $1 and state <> 'closed'`, [
    accountId,
  ])
  if (!rows[0]) throw new AccountRefused('account.unknown')
  if (rows[0].state === 'suspended') throw new AccountRefused('account.suspended')
}

/** Writes a reset down; those before it for the account serve no more. The code is shown this once. */
export async function addReset(
  frame: AccountsFrame,
  tx: Connection,
  accountId: string,
  by: string,
  approvedBy: string | null,
): Promise<Invited> {
  await requireResettable(tx, accountId)
  const at = frame.now()
  const [invitationId, code, expiresAt] = [randomUUID(), newToken(), later(at, resetLasts)]
  await tx.query(`update factor_reset set state = 'withdrawn' where account_id = $1 and state = 'open'`, [accountId])
  await tx.query(
    `insert into factor_reset (id, code_digest, account_id, asked_by, approved_by, made_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7)`,
    [invitationId, tokenDigest(code), accountId, by, approvedBy, at, expiresAt],
  )
  const facts = { reset: invitationId, approvedBy }
  await recordAct(tx, at, { act: 'resetGiven', by, account: accountId, facts })
  return { kind: 'invited', invitationId, code, expiresAt }
}

export interface OpenReset {
  readonly id: string
  readonly accountId: string
  readonly login: string
  readonly name: string
  /** The first role that it holds, to be shown; `person` where it holds none. */
  readonly role: Role
  readonly unitId: number | null
}

/** The open reset of this code; null where there is none, or its giver could not give it any more today. */
export async function findReset(
  frame: AccountsFrame,
  db: Queryable,
  code: string,
  lock: '' | 'for update of r',
): Promise<OpenReset | null> {
  const today = frame.today()
  const { rows } = await db.query<Omit<OpenReset, 'role' | 'unitId'> & { askedBy: string }>(
    `select r.id, r.account_id as "accountId", a.login, a.name, r.asked_by as "askedBy"
       from factor_reset r join account a on a.id = r.account_id and a.state = 'active'
      where r.code_digest = $1 and r.state = 'open' and r.expires_at > $2 ${lock}`,
    [tokenDigest(code), frame.now()],
  )
  const found = rows[0]
  if (!found) return null
  const { own, all } = await heldBy(db, found.accountId, today)
  const [givers, tree] = [await grantsOf(db, found.askedBy, today), await frame.tree()]
  if (!own.every((grant) => mayHandOn(givers, grant, tree))) return null
  const { askedBy: _askedBy, ...open } = found
  return { ...open, role: all[0]?.role ?? 'person', unitId: all[0]?.unitId ?? null }
}

/** The reset is used: new factors in the place of all that there were. Gives the new recovery codes. */
export async function useReset(
  frame: AccountsFrame,
  tx: Connection,
  { id, accountId }: OpenReset,
  fresh: { readonly phc: string; readonly seed: string; readonly step: number },
): Promise<readonly string[]> {
  const at = frame.now()
  await tx.query(`update factor_reset set state = 'used' where id = $1`, [id])
  await tx.query(
    `insert into account_password (account_id, phc, changed_at) values ($1, $2, $3)
     on conflict (account_id) do update set phc = excluded.phc, changed_at = excluded.changed_at`,
    [accountId, fresh.phc, at],
  )
  for (const table of ['signin_step', 'account_totp', 'passkey_challenge', 'passkey'])
    await tx.query(`delete from ${table} where account_id = $1`, [accountId])
  await tx.query(`update account set eid_since = null where id = $1`, [accountId])
  await keepSeed(tx, frame.keys, at, accountId, fresh.seed, fresh.step)
  await tx.query(
    `update role_grant set ended_at = $2, end_reason = 'withdrawn' where account_id = $1 and via = 'delegated' and ended_at is null`,
    [accountId, at],
  )
  await endOtherSessions(tx, at, accountId, null, 'factorsReset')
  await recordAct(tx, at, { act: 'factorsReset', by: accountId, account: accountId, facts: { reset: id } })
  return renewRecovery(tx, accountId)
}
