/**
 * How the first accounts come to be: a national operator, who asks, and a national approver, who approves; two people, so
 * that neither ever acts alone. From then on every account is issued by one and approved by the other, or below them.
 */
import { transaction } from '../../database/index.ts'
import type { AccountsFrame } from './frame.ts'
import { addInvitation, type Invited } from './invitations.ts'
import { AccountRefused } from './refusal.ts'
import { checkWish, type InvitationWish } from './wish.ts'

export interface Founder {
  readonly login: string
  readonly name: string
}

/**
 * Invites both. Refused while an operator and an approver who are two people can sign in: then the second pair of eyes is
 * there. Whoever can run this can read the keys and the database anyway; that it was done stands in the acts.
 */
export async function found(
  frame: AccountsFrame,
  founders: { readonly operator: Founder; readonly approver: Founder },
): Promise<{ readonly operator: Invited; readonly approver: Invited }> {
  const today = frame.today()
  const wishOf = ({ login, name }: Founder, role: 'nationalOperator' | 'nationalApprover'): InvitationWish => {
    const wish = { kind: 'invitation', login, name, personId: null, role, unitId: null } as const
    return { ...wish, via: 'issued', validFrom: today, validTo: null }
  }
  const operator = wishOf(founders.operator, 'nationalOperator')
  const approver = wishOf(founders.approver, 'nationalApprover')
  for (const wish of [operator, approver]) checkWish(wish, today)
  if (operator.login === approver.login) throw new AccountRefused('account.loginTaken')
  return transaction(frame.pool, async (tx) => {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('cbccvc founding', 0))`)
    const { rowCount } = await tx.query(
      `with holder as (
         select distinct g.role, g.account_id from role_grant g join account a on a.id = g.account_id and a.state = 'active'
          where g.ended_at is null and g.valid_from <= $1 and (g.valid_to is null or g.valid_to >= $1))
       select from holder o join holder p on p.account_id <> o.account_id
        where o.role = 'nationalOperator' and p.role = 'nationalApprover' limit 1`,
      [today],
    )
    if (rowCount !== 0) throw new AccountRefused('account.founded')
    // Invitations of an earlier founding that nobody took yet must not add up.
    await tx.query(`update invitation set state = 'withdrawn' where invited_by is null and state = 'open'`)
    return {
      operator: await addInvitation(frame, tx, operator, null, null),
      approver: await addInvitation(frame, tx, approver, null, null),
    }
  })
}
