/**
 * Passkeys (W3C Web Authentication, level 3) as a second factor: tied to the account after a step-up, several to one
 * account, named by their holder. The device checks its holder (PIN, finger, face) each time. No attestation is asked for:
 * which make of device somebody has is no concern of the centre.
 */
import { randomUUID } from 'node:crypto'
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { type Queryable, transaction } from '../../database/index.ts'
import type { Subject } from '../subject.ts'
import { recordAct } from './acts.ts'
import { newChallenge, type Serves, useChallenge } from './challenges.ts'
import type { AccountsFrame } from './frame.ts'
import { AccountRefused } from './refusal.ts'
import { needsStepUp, signedIn } from './stepping.ts'

/** Where people meet the centre: what a passkey is bound to. */
export interface RelyingParty {
  /** `https://host[:port]`, of the pages; in a sandbox `http://localhost:port`. */
  readonly origin: string
  /** The host of the origin. */
  readonly rpId: string
}

/** EdDSA, ES256, RS256 (COSE). */
const algorithms = [-8, -7, -257]
const mostPasskeys = 10

const bytes = (text: string) => Buffer.from(text, 'base64url')
/** What a device calls the account by: nothing that says whose it is. */
const handleOf = (accountId: string) => Uint8Array.from(Buffer.from(accountId.replaceAll('-', ''), 'hex'))

interface PasskeyRow {
  readonly id: string
  readonly credentialId: Buffer
  readonly publicKey: Buffer
  readonly transports: string[]
}

async function livingPasskeys(db: Queryable, accountId: string): Promise<PasskeyRow[]> {
  const { rows } = await db.query<PasskeyRow>(
    `select id, credential_id as "credentialId", public_key as "publicKey", transports
       from passkey where account_id = $1 and suspected_at is null order by made_at, id`,
    [accountId],
  )
  return rows
}

const described = ({ credentialId, transports }: PasskeyRow) => {
  return { id: credentialId.toString('base64url'), transports }
}

/** What the browser needs to make a passkey. After a step-up: a stolen session ties nothing to the account. */
export async function offerPasskey(
  frame: AccountsFrame,
  party: RelyingParty,
  by: Subject,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { accountId, sessionId } = signedIn(by)
  needsStepUp(by, frame.now())
  const { rows } = await frame.pool.query<{ login: string; name: string }>(
    `select login, name from account where id = $1`,
    [accountId],
  )
  const { login, name } = rows[0]!
  const challenge = await newChallenge(frame, accountId, { kind: 'register', of: sessionId })
  return generateRegistrationOptions({
    ...{ rpName: 'CBCCVC', rpID: party.rpId, userName: login, userDisplayName: name, userID: handleOf(accountId) },
    ...{ challenge: Uint8Array.from(bytes(challenge)), attestationType: 'none', supportedAlgorithmIDs: algorithms },
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    excludeCredentials: (await livingPasskeys(frame.pool, accountId)).map(described),
  })
}

/** Ties the passkey that the browser made to the account. Throws `passkey.refused`, `passkey.taken`, `passkey.name`. */
export async function addPasskey(
  frame: AccountsFrame,
  party: RelyingParty,
  by: Subject,
  { name, response }: { name: string; response: RegistrationResponseJSON },
): Promise<string> {
  const { accountId, sessionId } = signedIn(by)
  needsStepUp(by, frame.now())
  const called = nameOf(name)
  await answers(frame, accountId, { kind: 'register', of: sessionId }, response.response.clientDataJSON)
  const { registrationInfo: made } = await checked(
    verifyRegistrationResponse({
      ...{ response, expectedOrigin: party.origin, expectedRPID: party.rpId, requireUserVerification: true },
      ...{ expectedChallenge: challengeIn(response.response.clientDataJSON), supportedAlgorithmIDs: algorithms },
    }),
  )
  if (!made) throw new AccountRefused('passkey.refused')
  const { credential, credentialDeviceType } = made
  const [id, at] = [randomUUID(), frame.now()]
  await transaction(frame.pool, async (tx) => {
    // One after the other, so that two at once are counted.
    await tx.query(`select from account where id = $1 for no key update`, [accountId])
    const { rows } = await tx.query<{ n: number }>(`select count(*)::int as n from passkey where account_id = $1`, [
      accountId,
    ])
    if (rows[0]!.n >= mostPasskeys) throw new AccountRefused('passkey.many', { most: mostPasskeys })
    const { rowCount } = await tx.query(
      `insert into passkey (id, account_id, credential_id, public_key, counter, name, synced, transports, made_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (credential_id) do nothing`,
      [
        ...[id, accountId, bytes(credential.id), Buffer.from(credential.publicKey), credential.counter, called],
        ...[credentialDeviceType === 'multiDevice', transportsOf(credential.transports), at],
      ],
    )
    if (rowCount !== 1) throw new AccountRefused('passkey.taken')
    await recordAct(tx, at, { act: 'passkeyAdded', by: accountId, account: accountId, facts: { passkey: id } })
  })
  return id
}

/** Of what the device says of itself, the words that are known; it is shown to browsers again. */
function transportsOf(said: readonly unknown[] = []): string[] {
  const known = ['ble', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb', 'cable']
  return known.filter((one) => said.includes(one))
}

function nameOf(name: string): string {
  const called = name.trim()
  if ([...called].length < 1 || [...called].length > 100) throw new AccountRefused('passkey.name')
  return called
}

export async function renamePasskey(frame: AccountsFrame, by: Subject, id: string, name: string): Promise<void> {
  const { accountId } = signedIn(by)
  const { rowCount } = await frame.pool.query(`update passkey set name = $3 where id = $2 and account_id = $1`, [
    ...[accountId, id, nameOf(name)],
  ])
  if (rowCount !== 1) throw new AccountRefused('passkey.unknown')
}

/** What the browser needs to show a passkey of the account for this. Throws `passkey.none` where it has none. */
export async function askForPasskey(
  frame: AccountsFrame,
  party: RelyingParty,
  accountId: string,
  serves: Serves,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const passkeys = await livingPasskeys(frame.pool, accountId)
  if (passkeys.length === 0) throw new AccountRefused('passkey.none')
  const challenge = await newChallenge(frame, accountId, serves)
  return generateAuthenticationOptions({
    ...{ rpID: party.rpId, challenge: Uint8Array.from(bytes(challenge)), userVerification: 'required' },
    allowCredentials: passkeys.map(described),
  })
}

/** A passkey that was shown, its signature verified: what is left is to count it, in the transaction that it opens. */
export interface ShownPasskey {
  readonly passkeyId: string
  readonly counter: number
}

/** Verifies what the browser shows. Throws `passkey.refused`, whatever is wrong with it. */
export async function verifyPasskey(
  frame: AccountsFrame,
  party: RelyingParty,
  { accountId, serves, response }: { accountId: string; serves: Serves; response: AuthenticationResponseJSON },
): Promise<ShownPasskey> {
  const { clientDataJSON, userHandle } = response.response
  await answers(frame, accountId, serves, clientDataJSON)
  const passkey = (await livingPasskeys(frame.pool, accountId)).find((one) => described(one).id === response.id)
  if (!passkey) throw new AccountRefused('passkey.refused')
  if (userHandle && !bytes(userHandle).equals(handleOf(accountId))) throw new AccountRefused('passkey.refused')
  const { verified, authenticationInfo } = await checked(
    verifyAuthenticationResponse({
      ...{ response, expectedOrigin: party.origin, expectedRPID: party.rpId, requireUserVerification: true },
      expectedChallenge: challengeIn(clientDataJSON),
      // The counter is ours to judge, after the signature: else who has no key could have a passkey suspected.
      credential: { id: response.id, publicKey: Uint8Array.from(passkey.publicKey), counter: 0 },
    }),
  )
  if (!verified) throw new AccountRefused('passkey.refused')
  return { passkeyId: passkey.id, counter: authenticationInfo.newCounter }
}

/** Counts it. False: the counter did not go on, so that another device shows the same key; `suspect` then. */
export async function countPasskey(
  db: Queryable,
  at: Date,
  accountId: string,
  { passkeyId, counter }: ShownPasskey,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update passkey set counter = $3, used_at = $4
      where id = $1 and account_id = $2 and suspected_at is null and (counter < $3 or (counter = 0 and $3 = 0))`,
    [passkeyId, accountId, counter, at],
  )
  return rowCount === 1
}

/** A passkey whose counter went back opens nothing any more; in a commit of its own, because what it tried is refused. */
export async function suspect(frame: AccountsFrame, accountId: string, { passkeyId }: ShownPasskey): Promise<void> {
  const at = frame.now()
  await transaction(frame.pool, async (tx) => {
    await tx.query(`update passkey set suspected_at = $2 where id = $1 and suspected_at is null`, [passkeyId, at])
    const facts = { passkey: passkeyId }
    await recordAct(tx, at, { act: 'passkeySuspected', by: null, account: accountId, facts })
  })
}

function challengeIn(clientDataJSON: string): string {
  return readClientData(clientDataJSON).challenge
}

/** What the browser says of the page that asked. */
function readClientData(clientDataJSON: string): { challenge: string; crossOrigin: boolean } {
  try {
    const { challenge, crossOrigin } = JSON.parse(bytes(clientDataJSON).toString('utf8')) as Record<string, unknown>
    if (typeof challenge === 'string') return { challenge, crossOrigin: crossOrigin === true }
  } catch {
    // No answer of a browser.
  }
  throw new AccountRefused('passkey.refused')
}

/** Throws unless this answers a living challenge, from a page of ours that stands in no other site's frame. */
async function answers(frame: AccountsFrame, accountId: string, serves: Serves, clientDataJSON: string): Promise<void> {
  const { challenge, crossOrigin } = readClientData(clientDataJSON)
  if (!(await useChallenge(frame, accountId, serves, challenge)) || crossOrigin)
    throw new AccountRefused('passkey.refused')
}

/** The library throws at whatever does not fit; that is one answer, and tells nothing of why. */
async function checked<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch {
    throw new AccountRefused('passkey.refused')
  }
}
