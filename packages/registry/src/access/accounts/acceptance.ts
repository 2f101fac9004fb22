/** An invitation becomes an account: its holder chooses a password, ties an authenticator to it and gets recovery codes. */
import { randomUUID } from 'node:crypto'
import { type Connection, type Queryable, transaction } from '../../database/index.ts'
import type { Role, Subject } from '../subject.ts'
import { recordAct } from './acts.ts'
import { type AccountsFrame, type Here, here, tokenDigest } from './frame.ts'
import { addGrant, grantsOf } from './grants.ts'
import { mayHandOn, requireRight } from './issuing.ts'
import { hashPassword, passwordFault } from './passwords.ts'
import { renewRecovery } from './recovery.ts'
import { AccountRefused } from './refusal.ts'
import { findReset, heldBy, requireGiver, useReset } from './resets.ts'
import { signedIn } from './stepping.ts'
import { isSeed, keepSeed, newSeed, stepOf } from './totp.ts'

interface InvitationRow {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly personId: number | null
  readonly role: Role
  readonly unitId: number | null
  readonly via: 'issued' | 'acting'
  readonly validFrom: string
  readonly validTo: string | null
  readonly invitedBy: string | null
  readonly approvedBy: string | null
}

/** An open invitation by its code. Throws `invitation.unknown`, whatever the reason is that it cannot be used. */
async function findInvitation(
  { now, today, tree }: AccountsFrame,
  db: Queryable,
  code: string,
  lock: '' | 'for update',
): Promise<InvitationRow> {
  const { rows } = await db.query<InvitationRow>(
    `select id, login, name, person_id as "personId", role, unit_id as "unitId", via, valid_from as "validFrom", valid_to as "validTo",
       invited_by as "invitedBy", approved_by as "approvedBy"
       from invitation where code_digest = $1 and state = 'open' and expires_at > $2 ${lock}`,
    [tokenDigest(code), now()],
  )
  const found = rows[0]
  // It is worth what the rights of its issuer are worth on the day on which it is taken.
  const stands =
    found !== undefined &&
    (found.invitedBy === null || mayHandOn(await grantsOf(db, found.invitedBy, today()), found, await tree()))
  if (!stands) throw new AccountRefused('invitation.unknown')
  return found
}

/** What is shown to who holds the code of an invitation or of a reset: for whom it is, and a fresh seed for the authenticator, kept nowhere yet. */
export async function openInvitation(
  frame: AccountsFrame,
  code: string,
): Promise<{ login: string; name: string; role: Role; unitId: number | null; seed: string; uri: string }> {
  const { login, name, role, unitId } =
    (await findReset(frame, frame.pool, code, '')) ?? (await findInvitation(frame, frame.pool, code, ''))
  return { login, name, role, unitId, ...newSeed(login) }
}

export interface Acceptance {
  /** The invitation's code. */
  readonly code: string
  readonly password: string
  /** The seed that `openInvitation` gave, and a code that the app made of it. */
  readonly seed: string
  readonly totp: string
}

/** Makes the account with its grant, or sets the factors of one anew, in one commit. The recovery codes are shown this once. */
export async function accept(
  frame: AccountsFrame,
  { code, password, seed, totp }: Acceptance,
): Promise<{ accountId: string; login: string; recoveryCodes: readonly string[] }> {
  const { login } =
    (await findReset(frame, frame.pool, code, '')) ?? (await findInvitation(frame, frame.pool, code, ''))
  const fault = passwordFault(password, login)
  if (fault) throw new AccountRefused(fault.code, fault.facts)
  const at = frame.now()
  const step = isSeed(seed) ? stepOf(seed, totp, at) : null
  if (step === null) throw new AccountRefused('signin.refused')
  const phc = await hashPassword(password)
  return transaction(frame.pool, async (tx) => {
    const reset = await findReset(frame, tx, code, 'for update of r')
    if (reset) {
      const recoveryCodes = await useReset(frame, tx, reset, { phc, seed, step })
      return { accountId: reset.accountId, login: reset.login, recoveryCodes }
    }
    const wish = await findInvitation(frame, tx, code, 'for update')
    const accountId = await addAccount(tx, at, wish)
    await tx.query(`insert into account_password (account_id, phc, changed_at) values ($1, $2, $3)`, [
      accountId,
      phc,
      at,
    ])
    await keepSeed(tx, frame.keys, at, accountId, seed, step)
    const recoveryCodes = await renewRecovery(tx, accountId)
    const { invitedBy: issuedBy, approvedBy } = wish
    const grant = await addGrant(tx, at, { ...wish, accountId, issuedBy, approvedBy, parentId: null })
    await tx.query(`update invitation set state = 'accepted', account_id = $2 where id = $1`, [wish.id, accountId])
    const facts = { invitation: wish.id, grant, role: wish.role, unit: wish.unitId }
    await recordAct(tx, at, { act: 'accepted', by: accountId, account: accountId, facts })
    return { accountId, login: wish.login, recoveryCodes }
  })
}

/** Another invitation may have taken the login or the person meanwhile: that is an answer, not an accident. */
async function addAccount(tx: Connection, at: Date, { login, name, personId }: InvitationRow): Promise<string> {
  const id = randomUUID()
  try {
    await tx.query(`insert into account (id, login, name, person_id, made_at) values ($1, $2, $3, $4, $5)`, [
      ...[id, login, name, personId, at],
    ])
    return id
  } catch (error) {
    const { constraint } = error as { constraint?: string }
    if (constraint === 'account_login_key') throw new AccountRefused('account.loginTaken')
    if (constraint === 'account_person') throw new AccountRefused('account.personTaken')
    throw error
  }
}

/** Takes an open invitation, or the code of a reset, back: by who made it, or who could have. */
export async function withdrawInvitation(frame: AccountsFrame, by: Subject, id: string): Promise<void> {
  const { accountId } = signedIn(by)
  const at = await here(frame)
  await transaction(frame.pool, async (tx) => {
    const { rows } = await tx.query<{ role: Role; unitId: number | null; invitedBy: string | null }>(
      `select role, unit_id as "unitId", invited_by as "invitedBy" from invitation where id = $1 and state = 'open' for update`,
      [id],
    )
    const open = rows[0]
    if (!open) return withdrawReset(tx, by, id, at)
    const own = open.invitedBy === accountId
    if (!(own || mayHandOn(by.grants, open, at.tree))) throw new AccountRefused('invitation.unknown')
    if (!own) requireRight(by, 'account.invite', open.unitId, at)
    await tx.query(`update invitation set state = 'withdrawn' where id = $1`, [id])
    const facts = { invitation: id }
    await recordAct(tx, frame.now(), { act: 'invitationWithdrawn', by: accountId, account: null, facts })
  })
}

async function withdrawReset(tx: Connection, by: Subject, id: string, at: Here): Promise<void> {
  const { rows } = await tx.query<{ accountId: string; askedBy: string }>(
    `select account_id as "accountId", asked_by as "askedBy" from factor_reset where id = $1 and state = 'open' for update`,
    [id],
  )
  const open = rows[0]
  if (!open) throw new AccountRefused('invitation.unknown')
  if (open.askedBy !== by.accountId) {
    try {
      requireGiver(by, await heldBy(tx, open.accountId, at.today), at)
    } catch (error) {
      const hidden = error instanceof AccountRefused && error.code === 'account.unknown'
      throw hidden ? new AccountRefused('invitation.unknown') : error
    }
  }
  await tx.query(`update factor_reset set state = 'withdrawn' where id = $1`, [id])
  const facts = { reset: id }
  await recordAct(tx, at.now, { act: 'resetWithdrawn', by: by.accountId, account: open.accountId, facts })
}
