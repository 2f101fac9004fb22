/**
 * Giving roles: by an invitation to somebody new, by a grant to an account that is there, by delegation of one's own. What
 * makes an administrator waits until a second person has approved it.
 */
import { type Connection, transaction } from '../../database/index.ts'
import type { Subject } from '../subject.ts'
import { recordAct } from './acts.ts'
import { colleagueCalled } from './delegations.ts'
import { type Asked, askSecond } from './four-eyes.ts'
import { type AccountsFrame, here } from './frame.ts'
import { addGrant, closeGrant, findGrant, grantsOf, lockGrant } from './grants.ts'
import { addInvitation, type Invited } from './invitations.ts'
import { isGrantable, mayHandOn, needsFourEyes, requireRight } from './issuing.ts'
import { AccountRefused } from './refusal.ts'
import { carryOutRegistration, isRegistration, type Registered } from './registrations.ts'
import { addReset, heldBy, requireGiver, requireResettable } from './resets.ts'
import { signedIn } from './stepping.ts'
import { type AccountWish, checkWish, type GrantWish, mostDays, type Wish } from './wish.ts'

export type Issued = Invited | { readonly kind: 'granted'; readonly grantId: string } | Registered | Asked

/** Invites or grants, within the issuer's own part of the tree. Throws AccountRefused. */
export async function issue(frame: AccountsFrame, by: Subject, wish: AccountWish): Promise<Issued> {
  const { accountId } = signedIn(by)
  checkWish(wish, frame.today())
  const at = await here(frame)
  const known = wish.kind === 'invitation' || (wish.parentId === null && wish.via !== 'delegated')
  if (!known || !isGrantable(wish, at.tree) || !mayHandOn(by.grants, wish, at.tree)) {
    throw new AccountRefused('access.notAllowed')
  }
  requireRight(by, wish.kind === 'invitation' ? 'account.invite' : 'account.grant', wish.unitId, at)
  return transaction(frame.pool, (tx) => askOrCarryOut(frame, tx, wish, accountId))
}

/** Lets somebody who lost their factors set them anew, by a code. Throws `account.unknown`, `account.suspended`. */
export async function resetFactors(frame: AccountsFrame, by: Subject, accountId: string): Promise<Issued> {
  const { accountId: asker } = signedIn(by)
  // Nobody gives a code to themselves: who can still sign in renews the factors.
  if (asker === accountId) throw new AccountRefused('access.notAllowed')
  const at = await here(frame)
  return transaction(frame.pool, async (tx) => {
    const held = await heldBy(tx, accountId, at.today)
    requireGiver(by, held, at)
    await requireResettable(tx, accountId)
    if (held.powerful === null) return addReset(frame, tx, accountId, asker, null)
    const { role, unitId } = held.powerful
    return askSecond(frame, tx, { kind: 'reset', accountId, role, unitId, validFrom: at.today, validTo: null }, asker)
  })
}

/** Passes a grant of one's own on, for a time: within its unit and its dates, and never a second time. */
export async function delegate(
  frame: AccountsFrame,
  by: Subject,
  wish: { grantId: string; unitId: number; validFrom: string; validTo: string } & (
    | { accountId: string }
    /** Of a colleague in the same body. */
    | { login: string }
  ),
): Promise<Issued> {
  const { accountId } = signedIn(by)
  const own = by.grants.find(({ id }) => id === wish.grantId)
  if (!own || own.via === 'delegated') throw new AccountRefused('access.notAllowed')
  const { grantId: parentId, unitId, validFrom, validTo } = wish
  const plain = { kind: 'grant', via: 'delegated', role: own.role, parentId, unitId, validFrom, validTo } as const
  checkWish({ ...plain, accountId: '' }, frame.today())
  if (own.validTo !== null && wish.validTo > own.validTo) throw new AccountRefused('grant.dates', { days: mostDays })
  // Asked of this one grant, so that another role of the same person does not lend its reach.
  requireRight({ ...by, grants: [own] }, 'delegation.give', unitId, await here(frame))
  const to = 'accountId' in wish ? wish.accountId : await colleagueCalled(frame, wish.login, unitId)
  const full: GrantWish = { ...plain, accountId: to }
  return transaction(frame.pool, (tx) => askOrCarryOut(frame, tx, full, accountId))
}

async function askOrCarryOut(frame: AccountsFrame, tx: Connection, wish: Wish, by: string): Promise<Issued> {
  return needsFourEyes(wish.role) ? askSecond(frame, tx, wish, by) : carryOut(frame, tx, wish, by, null)
}

/**
 * The second person's word. Who asked must still be allowed to on the day it is approved. Null: refused. Throws
 * `approval.unknown` also where the asker may not decide it, so that nobody learns what waits elsewhere.
 */
export async function decideFourEyes(
  frame: AccountsFrame,
  by: Subject,
  requestId: string,
  approve: boolean,
): Promise<Issued | null> {
  const { accountId } = signedIn(by)
  const at = await here(frame)
  return transaction(frame.pool, async (tx) => {
    const { rows } = await tx.query<{ wish: Wish; asker: string }>(
      `select wish, asked_by as asker from four_eyes where id = $1 and state = 'open' and expires_at > $2 for update`,
      [requestId, at.now],
    )
    const request = rows[0]
    if (request?.asker === accountId) throw new AccountRefused('approval.self')
    const places = request ? await placesOfWish(tx, request.wish, at.today) : []
    const fresh = { ...by, steppedUpAt: at.now }
    // One of another body is answered as one that there is not; who approves nowhere is told so, whatever the number.
    if (!request || !places.every((unitId) => mayApprove(fresh, unitId, at)))
      throw new AccountRefused(
        by.grants.some(({ unitId }) => mayApprove(fresh, unitId, at)) ? 'approval.unknown' : 'access.notAllowed',
      )
    for (const unitId of places) requireRight(by, 'account.approve', unitId, at)
    await tx.query(`update four_eyes set state = $2, decided_by = $3, decided_at = $4 where id = $1`, [
      ...[requestId, approve ? 'approved' : 'refused', accountId, at.now],
    ])
    const act = approve ? 'fourEyesApproved' : 'fourEyesRefused'
    await recordAct(tx, at.now, { act, by: accountId, account: null, facts: { request: requestId } })
    return approve ? carryOut(frame, tx, request.wish, request.asker, accountId) : null
  })
}

/** Over what the second person must have the right to approve: of a reset, all that the account holds. */
async function placesOfWish(tx: Connection, wish: Wish, today: string): Promise<readonly (number | null)[]> {
  if (wish.kind !== 'reset') return [wish.unitId]
  return [wish.unitId, ...(await heldBy(tx, wish.accountId, today)).all.map(({ unitId }) => unitId)]
}

function mayApprove(by: Subject, unitId: number | null, at: Parameters<typeof requireRight>[3]): boolean {
  try {
    requireRight(by, 'account.approve', unitId, at)
    return true
  } catch (error) {
    if (error instanceof AccountRefused && error.code === 'access.notAllowed') return false
    throw error
  }
}

/** In the transaction of whoever has the last word; the rights of `by`, who asked, are looked at once more. */
async function carryOut(
  frame: AccountsFrame,
  tx: Connection,
  wish: Wish,
  by: string,
  approvedBy: string | null,
): Promise<Issued> {
  const at = frame.now()
  const parent = wish.kind === 'grant' ? wish.parentId : null
  const stands =
    parent === null
      ? mayHandOn(await grantsOf(tx, by, frame.today()), wish, await frame.tree())
      : (await findGrant(tx, parent, frame.today()))?.accountId === by
  if (!stands) throw new AccountRefused('access.notAllowed')
  if (wish.kind === 'invitation') return addInvitation(frame, tx, wish, by, approvedBy)
  if (isRegistration(wish)) {
    if (approvedBy === null) throw new AccountRefused('access.notAllowed')
    return carryOutRegistration(tx, at, wish, by, approvedBy)
  }
  if (wish.kind === 'reset') {
    const { own } = await heldBy(tx, wish.accountId, frame.today())
    const [givers, tree] = [await grantsOf(tx, by, frame.today()), await frame.tree()]
    const given = own.every((grant) => mayHandOn(givers, grant, tree))
    if (!given || wish.accountId === by || wish.accountId === approvedBy) throw new AccountRefused('access.notAllowed')
    return addReset(frame, tx, wish.accountId, by, approvedBy)
  }
  // Nobody gives to themselves, and nobody approves for themselves.
  if (wish.accountId === by || wish.accountId === approvedBy) throw new AccountRefused('access.notAllowed')
  const { rowCount } = await tx.query(`select from account where id = $1 and state = 'active'`, [wish.accountId])
  if (rowCount !== 1) throw new AccountRefused('account.unknown')
  const grantId = await addGrant(tx, at, { ...wish, issuedBy: by, approvedBy })
  const facts = { grant: grantId, from: parent, role: wish.role, unit: wish.unitId, approvedBy }
  const act = parent === null ? 'granted' : 'delegated'
  await recordAct(tx, at, { act, by, account: wish.accountId, facts })
  return { kind: 'granted', grantId }
}

/** Ends a grant: one's own, one that was delegated from one's own, or one that one may give. */
export async function endGrant(frame: AccountsFrame, by: Subject, grantId: string): Promise<void> {
  const { accountId } = signedIn(by)
  const at = await here(frame)
  await transaction(frame.pool, async (tx) => {
    const grant = await lockGrant(tx, grantId)
    const { rows } = await tx.query<{ giver: string }>(
      `select p.account_id as giver from role_grant g join role_grant p on p.id = g.parent_id where g.id = $1`,
      [grantId],
    )
    const own = grant !== undefined && (grant.accountId === accountId || rows[0]?.giver === accountId)
    // Who may not end it is told the same as where there is none.
    if (!grant || !(own || mayHandOn(by.grants, grant, at.tree))) throw new AccountRefused('grant.unknown')
    if (!own) requireRight(by, 'account.grant', grant.unitId, at)
    await closeGrant(tx, at.now, grantId, accountId, 'withdrawn')
    const facts = { grant: grantId, reason: 'withdrawn' }
    await recordAct(tx, at.now, { act: 'grantEnded', by: accountId, account: grant.accountId, facts })
  })
}
