/** The book of acts on accounts: who did what to whose account, in the transaction of the act itself. */
import type { Queryable } from '../../database/index.ts'

export type Act =
  | 'founded'
  | 'invited'
  | 'invitationWithdrawn'
  | 'accepted'
  | 'granted'
  | 'delegated'
  | 'grantEnded'
  | 'fourEyesAsked'
  | 'fourEyesApproved'
  | 'fourEyesRefused'
  | 'signedIn'
  | 'recoveryCodeUsed'
  | 'steppedUp'
  | 'sessionEnded'
  | 'passwordChanged'
  | 'passkeyAdded'
  | 'passkeyRemoved'
  | 'passkeySuspected'
  | 'totpRenewed'
  | 'totpRemoved'
  | 'recoveryRenewed'
  | 'accountSuspended'
  | 'accountResumed'
  | 'accountClosed'
  | 'resetGiven'
  | 'resetWithdrawn'
  | 'factorsReset'
  | 'eidAccountMade'
  | 'eidLinked'
  | 'eidUnlinked'
  | 'systemRegistered'
  | 'systemKeyChanged'
  | 'systemBudgetChanged'
  | 'systemSuspended'
  | 'systemResumed'
  | 'systemEnded'
  | 'partyRegistered'
  | 'partyKeysChanged'
  | 'partySuspended'
  | 'partyResumed'
  | 'partyEnded'
  | 'logoutGivenUp'

export interface ActLine {
  readonly act: Act
  /** The account that did it; null: the command line of the centre, or the centre itself. */
  readonly by: string | null
  /** Whose account it concerns; null: none yet. */
  readonly account: string | null
  /** Ids, roles, dates: never a name, a number or a secret. */
  readonly facts?: Readonly<Record<string, string | number | null>>
}

export async function recordAct(tx: Queryable, at: Date, { act, by, account, facts = {} }: ActLine): Promise<void> {
  await tx.query(`insert into account_act (at, act, by_account, account_id, facts) values ($1, $2, $3, $4, $5)`, [
    at,
    act,
    by,
    account,
    JSON.stringify(facts),
  ])
}
