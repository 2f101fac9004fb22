import { type AccountsFrame, holderOf } from '@cbccvc/registry'

/** By what a client knows the account behind a session: another name for each client, the same in each session. */
export async function subjectAt(accounts: AccountsFrame, sessionId: string, clientId: string): Promise<string> {
  const holder = await holderOf(accounts, sessionId)
  if (!holder) throw new Error('no such session')
  return accounts.keys.mac(`oidc sub ${clientId} ${holder.accountId}`).toString('base64url').slice(0, 32)
}
