/** What somebody sees of the accounts in their own part of the tree, and what waits for their word. */
import type { Action } from '@cbccvc/standard'
import { transaction } from '../../database/index.ts'
import type { Subject } from '../subject.ts'
import { type AccountsFrame, type Here, here } from './frame.ts'
import { grantsOf, type HeldGrant } from './grants.ts'
import { may, requireRight } from './issuing.ts'
import { AccountRefused } from './refusal.ts'
import { endSession, type SessionLine, sessionsOf } from './sessions.ts'
import { signedIn } from './stepping.ts'
import type { Wish } from './wish.ts'

/** Throws `access.notAllowed` where the table of rights gives the act over none of the places that the subject's grants name. */
function requireSomewhere(by: Subject, action: Action, at: Here): void {
  if (!by.grants.some(({ unitId }) => may(by, action, unitId, at))) requireRight(by, action, null, at)
}

export interface AccountLine {
  readonly accountId: string
  readonly login: string
  readonly name: string
  readonly grants: readonly HeldGrant[]
}

/** Accounts with at least one grant in the part of the tree that the asker may see, with those grants only; by login. */
export async function accountsUnder(frame: AccountsFrame, by: Subject): Promise<AccountLine[]> {
  const at = await here(frame)
  requireSomewhere(by, 'account.read', at)
  // Asked first for the units that the grants reach: a body's administrator does not read the nation's accounts.
  const tops = by.grants.map(({ unitId }) => unitId)
  const scope = tops.includes(null) ? null : tops.flatMap((top) => at.tree.below(top!))
  const { rows } = await frame.pool.query<HeldGrant & { login: string; name: string }>(
    `select a.id as "accountId", a.login, a.name, g.id, g.role, g.unit_id as "unitId", g.via, g.valid_from as "validFrom", g.valid_to as "validTo"
       from role_grant g join account a on a.id = g.account_id and a.state = 'active'
      where g.ended_at is null and (g.valid_to is null or g.valid_to >= $1) and ($2::bigint[] is null or g.unit_id = any($2))
      order by a.login, g.issued_at, g.id`,
    [at.today, scope],
  )
  const seen = Map.groupBy(
    rows.filter(({ unitId }) => may(by, 'account.read', unitId, at)),
    ({ accountId }) => accountId,
  )
  return [...seen].map(([accountId, lines]) => ({
    ...{ accountId, login: lines[0]!.login, name: lines[0]!.name },
    grants: lines.map(({ login: _login, name: _name, ...grant }) => grant),
  }))
}

/** How an account is called. Throws `caller.session` where it is gone. */
export async function nameOf({ pool }: AccountsFrame, by: Subject): Promise<{ login: string; name: string }> {
  const { accountId } = signedIn(by)
  const { rows } = await pool.query<{ login: string; name: string }>(`select login, name from account where id = $1`, [
    accountId,
  ])
  if (!rows[0]) throw new AccountRefused('caller.session')
  return rows[0]
}

export interface RequestLine {
  readonly requestId: string
  readonly askedBy: string
  readonly askedAt: Date
  readonly expiresAt: Date
  readonly wish: Wish
}

/** Requests that this account may decide: open, not its own, within its part of the tree. */
export async function requestsFor(frame: AccountsFrame, by: Subject): Promise<RequestLine[]> {
  const { accountId } = signedIn(by)
  const at = await here(frame)
  // To see what waits asks for no fresh second factor; to decide it does.
  const decider = { ...by, steppedUpAt: at.now }
  requireSomewhere(decider, 'account.approve', at)
  const { rows } = await frame.pool.query<RequestLine>(
    `select id as "requestId", asked_by as "askedBy", asked_at as "askedAt", expires_at as "expiresAt", wish
       from four_eyes where state = 'open' and expires_at > $1 and asked_by <> $2 order by asked_at, id`,
    [at.now, accountId],
  )
  return rows.filter(({ wish }) => may(decider, 'account.approve', wish.unitId, at))
}

/** Throws `account.unknown` unless the account is the asker's own, or all that it holds lies where the asker ends sessions. */
async function requireOwnOrBelow(frame: AccountsFrame, by: Subject, accountId: string): Promise<void> {
  if (signedIn(by).accountId === accountId) return
  const at = await here(frame)
  const held = await grantsOf(frame.pool, accountId, at.today)
  // One who holds nothing any more is the nation's to see to.
  const places = held.length > 0 ? held.map(({ unitId }) => unitId) : [null]
  if (!places.every((unitId) => may(by, 'session.end', unitId, at))) throw new AccountRefused('account.unknown')
}

/** The living sessions of one's own account, or of one that one administers. */
export async function sessionsSeenBy(frame: AccountsFrame, by: Subject, accountId: string): Promise<SessionLine[]> {
  await requireOwnOrBelow(frame, by, accountId)
  return sessionsOf(frame, accountId)
}

/** Ends one of them; it is over for the whole centre within half a minute. */
export async function endSessionAs(
  frame: AccountsFrame,
  by: Subject,
  { accountId, sessionId }: { accountId: string; sessionId: string },
): Promise<void> {
  await requireOwnOrBelow(frame, by, accountId)
  const own = signedIn(by)
  const reason = sessionId === own.sessionId ? 'signedOut' : 'ended'
  await transaction(frame.pool, (tx) =>
    endSession(tx, frame.now(), { accountId, sessionId, by: own.accountId, reason }),
  )
}
