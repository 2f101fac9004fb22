/** Writing an invitation down. */
import { randomUUID } from 'node:crypto'
import type { Connection } from '../../database/index.ts'
import { recordAct } from './acts.ts'
import { type AccountsFrame, later, minutes, newToken, tokenDigest } from './frame.ts'
import { AccountRefused } from './refusal.ts'
import type { InvitationWish } from './wish.ts'

const invitationLasts = minutes(7 * 24 * 60)

/** The code is given to the holder by hand; it is shown this once. */
export interface Invited {
  readonly kind: 'invited'
  readonly invitationId: string
  readonly code: string
  readonly expiresAt: Date
}

export async function addInvitation(
  frame: AccountsFrame,
  tx: Connection,
  wish: InvitationWish,
  by: string | null,
  approvedBy: string | null,
): Promise<Invited> {
  const { rowCount } = await tx.query(`select from account where login = $1`, [wish.login])
  if (rowCount !== 0) throw new AccountRefused('account.loginTaken')
  const at = frame.now()
  const [invitationId, code, expiresAt] = [randomUUID(), newToken(), later(at, invitationLasts)]
  await tx.query(
    `insert into invitation (id, code_digest, login, name, person_id, role, unit_id, via, valid_from, valid_to, invited_by, approved_by, made_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      ...[
        invitationId,
        tokenDigest(code),
        wish.login,
        wish.name.trim(),
        wish.personId,
        wish.role,
        wish.unitId,
        wish.via,
      ],
      ...[wish.validFrom, wish.validTo, by, approvedBy, at, expiresAt],
    ],
  )
  const facts = { invitation: invitationId, role: wish.role, unit: wish.unitId, approvedBy }
  await recordAct(tx, at, { act: by === null ? 'founded' : 'invited', by, account: null, facts })
  return { kind: 'invited', invitationId, code, expiresAt }
}
