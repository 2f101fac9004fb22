/** What somebody sees of the accounts in their own part of the tree, and what waits for their word. */
import type { Action } from '@cbccvc/standard'
import { transaction } from '../../database/index.ts'
import type { Role, Subject } from '../subject.ts'
import { type AccountsFrame, type Here, here } from './frame.ts'
import { grantsOf, type HeldGrant } from './grants.ts'
import { may, mayHandOn, requireRight } from './issuing.ts'
import { AccountRefused } from './refusal.ts'
import { type Held, heldBy, requireGiver } from './resets.ts'
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
  readonly state: 'active' | 'suspended'
  readonly grants: readonly HeldGrant[]
  /** It holds something outside the part that the asker sees: whoever is over both suspends, closes and resets it. */
  readonly elsewhere: boolean
}

/**
 * Accounts with at least one grant in the part of the tree that the asker may see, with those grants only; by login. Those
 * that rest as well: somebody has to find them again to let them go on.
 */
export async function accountsUnder(frame: AccountsFrame, by: Subject): Promise<AccountLine[]> {
  const at = await here(frame)
  requireSomewhere(by, 'account.read', at)
  // Asked first for the units that the grants reach: a body's administrator does not read the nation's accounts.
  const tops = by.grants.map(({ unitId }) => unitId)
  const scope = tops.includes(null) ? null : tops.flatMap((top) => at.tree.below(top!))
  const { rows } = await frame.pool.query<HeldGrant & Omit<AccountLine, 'grants' | 'elsewhere'> & { all: number }>(
    `select a.id as "accountId", a.login, a.name, a.state, g.id, g.role, g.unit_id as "unitId", g.via,
            g.valid_from as "validFrom", g.valid_to as "validTo",
            (select count(*)::int from role_grant h
              where h.account_id = a.id and h.ended_at is null and (h.valid_to is null or h.valid_to >= $1)) as "all"
       from role_grant g join account a on a.id = g.account_id and a.state in ('active', 'suspended')
      where g.ended_at is null and (g.valid_to is null or g.valid_to >= $1) and ($2::bigint[] is null or g.unit_id = any($2))
      order by a.login, g.issued_at, g.id`,
    [at.today, scope],
  )
  const seen = Map.groupBy(
    rows.filter(({ unitId }) => may(by, 'account.read', unitId, at)),
    ({ accountId }) => accountId,
  )
  return [...seen].map(([accountId, lines]) => ({
    ...{ accountId, login: lines[0]!.login, name: lines[0]!.name, state: lines[0]!.state },
    grants: lines.map(({ login: _login, name: _name, state: _state, all: _all, ...grant }) => grant),
    elsewhere: lines[0]!.all > lines.length,
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

export interface InvitationLine {
  readonly invitationId: string
  readonly kind: 'invitation' | 'reset'
  /** Of a reset: whose factors are set anew. */
  readonly accountId: string | null
  readonly login: string
  readonly name: string
  /** Of a reset: the first role that the account holds; `person` where it holds none. */
  readonly role: Role
  readonly unitId: number | null
  readonly madeAt: Date
  readonly expiresAt: Date
  /** Null: the command line of the centre. */
  readonly madeBy: string | null
}

/** Codes that were given and not used: what this account may take back, newest first. */
export async function openInvitations(frame: AccountsFrame, by: Subject): Promise<InvitationLine[]> {
  const { accountId } = signedIn(by)
  const at = await here(frame)
  // To see what is open asks for no fresh second factor; to take it back it may.
  const giver = { ...by, steppedUpAt: at.now }
  requireSomewhere(giver, 'account.invite', at)
  const { rows: invitations } = await frame.pool.query<InvitationLine & { by: string | null }>(
    `select i.id as "invitationId", 'invitation' as kind, null as "accountId", i.login, i.name, i.role,
            i.unit_id as "unitId", i.made_at as "madeAt", i.expires_at as "expiresAt", b.name as "madeBy", i.invited_by as by
       from invitation i left join account b on b.id = i.invited_by where i.state = 'open' and i.expires_at > $1`,
    [at.now],
  )
  const { rows: resets } = await frame.pool.query<Omit<InvitationLine, 'role' | 'unitId'> & { by: string }>(
    `select r.id as "invitationId", 'reset' as kind, r.account_id as "accountId", a.login, a.name,
            r.made_at as "madeAt", r.expires_at as "expiresAt", b.name as "madeBy", r.asked_by as by
       from factor_reset r join account a on a.id = r.account_id join account b on b.id = r.asked_by
      where r.state = 'open' and r.expires_at > $1`,
    [at.now],
  )
  const lines: InvitationLine[] = invitations
    .filter(
      ({ by: maker, ...over }) =>
        maker === accountId ||
        (mayHandOn(giver.grants, over, at.tree) && may(giver, 'account.invite', over.unitId, at)),
    )
    .map(({ by: _by, ...line }) => line)
  for (const { by: maker, ...line } of resets) {
    const held = await heldBy(frame.pool, line.accountId!, at.today)
    if (maker !== accountId && !isGiver(giver, held, at)) continue
    lines.push({ ...line, role: held.all[0]?.role ?? 'person', unitId: held.all[0]?.unitId ?? null })
  }
  return lines.sort((a, b) => b.madeAt.getTime() - a.madeAt.getTime())
}

function isGiver(by: Subject, held: Held, at: Here): boolean {
  try {
    requireGiver(by, held, at)
    return true
  } catch (error) {
    if (error instanceof AccountRefused) return false
    throw error
  }
}

export interface RequestLine {
  readonly requestId: string
  readonly askedBy: string
  readonly askedAt: Date
  readonly expiresAt: Date
  readonly wish: Wish
  /** Who asked, and of a grant or a reset the account that it is about. */
  readonly askedByName: string
  readonly login: string | null
  readonly name: string | null
}

/** Requests that this account may decide: open, not its own, within its part of the tree. */
export async function requestsFor(frame: AccountsFrame, by: Subject): Promise<RequestLine[]> {
  const { accountId } = signedIn(by)
  const at = await here(frame)
  // To see what waits asks for no fresh second factor; to decide it does.
  const decider = { ...by, steppedUpAt: at.now }
  requireSomewhere(decider, 'account.approve', at)
  const { rows } = await frame.pool.query<RequestLine>(
    `select f.id as "requestId", f.asked_by as "askedBy", f.asked_at as "askedAt", f.expires_at as "expiresAt", f.wish,
            b.name as "askedByName", a.login, a.name
       from four_eyes f join account b on b.id = f.asked_by
       left join account a on f.wish->>'kind' in ('grant', 'reset') and a.id = (f.wish->>'accountId')::uuid
      where f.state = 'open' and f.expires_at > $1 and f.asked_by <> $2 order by f.asked_at, f.id`,
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
