/** The second step of signing in, and the step-up, by a passkey in the place of a code. Braked and counted as a code is. */
import type { AuthenticationResponseJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import { type Connection, transaction } from '../../database/index.ts'
import type { Subject } from '../subject.ts'
import { beginTry, clearTry } from './brakes.ts'
import type { AccountsFrame } from './frame.ts'
import {
  askForPasskey,
  countPasskey,
  type RelyingParty,
  type ShownPasskey,
  suspect,
  verifyPasskey,
} from './passkeys.ts'
import { AccountRefused } from './refusal.ts'
import { markStepUp, type NewSession } from './sessions.ts'
import { enter, openStep } from './signin.ts'
import { signedIn } from './stepping.ts'

/** What the browser needs for the second step. Throws `signin.step`, `passkey.none`. */
export async function askPasskeyToSignIn(
  frame: AccountsFrame,
  party: RelyingParty,
  step: string,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { accountId } = await openStep(frame, step, 0)
  return askForPasskey(frame, party, accountId, { kind: 'signIn', of: step })
}

/** Second step by a passkey. Throws `signin.step`, `passkey.refused`, `passkey.cloned`. */
export async function finishSignInByPasskey(
  frame: AccountsFrame,
  party: RelyingParty,
  { step, response, address }: { step: string; response: AuthenticationResponseJSON; address: string },
): Promise<NewSession> {
  const open = await openStep(frame, step)
  const { accountId } = open
  const shown = await verifyPasskey(frame, party, { accountId, serves: { kind: 'signIn', of: step }, response })
  return counted(frame, accountId, shown, (tx) => enter(frame, tx, open, 'passkey', address))
}

/** What the browser needs for the step-up of this session. */
export async function askPasskeyToStepUp(
  frame: AccountsFrame,
  party: RelyingParty,
  by: Subject,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { accountId, sessionId } = signedIn(by)
  return askForPasskey(frame, party, accountId, { kind: 'stepUp', of: sessionId })
}

/** The step-up by a passkey. */
export async function stepUpByPasskey(
  frame: AccountsFrame,
  party: RelyingParty,
  by: Subject,
  response: AuthenticationResponseJSON,
): Promise<void> {
  const { accountId, sessionId } = signedIn(by)
  const attempt = await beginTry(frame, accountId, by.address)
  const shown = await verifyPasskey(frame, party, { accountId, serves: { kind: 'stepUp', of: sessionId }, response })
  await counted(frame, accountId, shown, async (tx) => {
    await clearTry(tx, attempt)
    await markStepUp(tx, frame.now(), accountId, sessionId)
  })
}

/** The work, in the transaction that counts the passkey; one that does not go on is suspected and does nothing. */
async function counted<T>(
  frame: AccountsFrame,
  accountId: string,
  shown: ShownPasskey,
  work: (tx: Connection) => Promise<T>,
): Promise<T> {
  const done = await transaction(frame.pool, async (tx) =>
    (await countPasskey(tx, frame.now(), accountId, shown)) ? { value: await work(tx) } : null,
  )
  if (done) return done.value
  await suspect(frame, accountId, shown)
  throw new AccountRefused('passkey.cloned', {}, accountId)
}
