/**
 * One's own second factors: seen, renewed, let go. Each change needs a step-up, and the last factor of an account with a
 * password stays: without one, nobody could sign in to it any more, and a password alone opens nothing.
 */
import { type Connection, transaction } from '../../database/index.ts'
import type { Subject } from '../subject.ts'
import { recordAct } from './acts.ts'
import type { AccountsFrame } from './frame.ts'
import { renewRecovery } from './recovery.ts'
import { AccountRefused } from './refusal.ts'
import { endOtherSessions } from './sessions.ts'
import { needsStepUp, signedIn } from './stepping.ts'
import { isSeed, keepSeed, newSeed, stepOf } from './totp.ts'

export interface Factors {
  /** Null: no authenticator app. */
  readonly totpMadeAt: Date | null
  readonly passkeys: readonly {
    readonly passkeyId: string
    readonly name: string
    readonly madeAt: Date
    readonly usedAt: Date | null
    /** It lives on several devices of its holder. */
    readonly synced: boolean
    /** Its counter went back: perhaps copied. It opens nothing any more. */
    readonly suspected: boolean
  }[]
  /** Since when the e-ID opens the account; null: it does not. */
  readonly eidSince: Date | null
  /** Recovery codes that were not used yet. */
  readonly recoveryCodesLeft: number
}

/** The own factors; no secret among them. */
export async function factorsOf({ pool }: AccountsFrame, by: Subject): Promise<Factors> {
  const { accountId } = signedIn(by)
  const { rows } = await pool.query<Pick<Factors, 'totpMadeAt' | 'eidSince' | 'recoveryCodesLeft'>>(
    `select (select made_at from account_totp where account_id = $1) as "totpMadeAt",
            (select eid_since from account where id = $1) as "eidSince",
            (select count(*)::int from recovery_code where account_id = $1 and used_at is null) as "recoveryCodesLeft"`,
    [accountId],
  )
  const { rows: passkeys } = await pool.query<Factors['passkeys'][number]>(
    `select id as "passkeyId", name, made_at as "madeAt", used_at as "usedAt", synced, suspected_at is not null as suspected
       from passkey where account_id = $1 order by made_at, id`,
    [accountId],
  )
  return { ...rows[0]!, passkeys }
}

/** A fresh seed to put into an app, kept nowhere until `renewTotp` brings a code of it. */
export async function offerTotp(
  { pool, now }: AccountsFrame,
  by: Subject,
): Promise<{ readonly seed: string; readonly uri: string }> {
  const { accountId } = signedIn(by)
  needsStepUp(by, now())
  const { rows } = await pool.query<{ login: string }>(`select login from account where id = $1`, [accountId])
  return newSeed(rows[0]!.login)
}

/** The app of the account from now on; the one before it opens nothing any more, and all other sessions end. */
export async function renewTotp(
  frame: AccountsFrame,
  by: Subject,
  { seed, code }: { readonly seed: string; readonly code: string },
): Promise<void> {
  await changeFactor(frame, by, 'totpRenewed', {}, async (tx, at, accountId) => {
    const step = isSeed(seed) ? stepOf(seed, code, at) : null
    if (step === null) throw new AccountRefused('signin.refused')
    await tx.query(`delete from account_totp where account_id = $1`, [accountId])
    await keepSeed(tx, frame.keys, at, accountId, seed, step)
  })
}

/** Lets the authenticator app go; a passkey must be there. */
export async function removeTotp(frame: AccountsFrame, by: Subject): Promise<void> {
  await changeFactor(frame, by, 'totpRemoved', {}, async (tx, _at, accountId) => {
    await tx.query(`delete from account_totp where account_id = $1`, [accountId])
  })
}

/** Lets a passkey go. */
export async function removePasskey(frame: AccountsFrame, by: Subject, passkeyId: string): Promise<void> {
  await changeFactor(frame, by, 'passkeyRemoved', { passkey: passkeyId }, async (tx, _at, accountId) => {
    const { rowCount } = await tx.query(`delete from passkey where id = $2 and account_id = $1`, [accountId, passkeyId])
    if (rowCount !== 1) throw new AccountRefused('passkey.unknown')
  })
}

/** Ten new recovery codes in the place of all before them; shown this once. */
export async function renewRecoveryCodes(frame: AccountsFrame, by: Subject): Promise<readonly string[]> {
  return changeFactor(frame, by, 'recoveryRenewed', {}, (tx, _at, accountId) => renewRecovery(tx, accountId))
}

/** After a step-up, in one commit with its act; throws `factor.last` where no factor would be left. */
async function changeFactor<T>(
  frame: AccountsFrame,
  by: Subject,
  act: 'totpRenewed' | 'totpRemoved' | 'passkeyRemoved' | 'recoveryRenewed',
  facts: Readonly<Record<string, string>>,
  work: (tx: Connection, at: Date, accountId: string) => Promise<T>,
): Promise<T> {
  const { accountId, sessionId } = signedIn(by)
  const at = frame.now()
  needsStepUp(by, at)
  return transaction(frame.pool, async (tx) => {
    // Two at once would each leave the other's factor as the last one, and neither would stay.
    await tx.query(`select from account where id = $1 for no key update`, [accountId])
    const done = await work(tx, at, accountId)
    const { rows } = await tx.query<{ none: boolean }>(
      `select exists (select from account_password where account_id = $1)
          and not exists (select from account_totp where account_id = $1)
          and not exists (select from passkey where account_id = $1 and suspected_at is null) as none`,
      [accountId],
    )
    if (rows[0]!.none) throw new AccountRefused('factor.last')
    // Whoever got in by what is let go is out with it.
    await endOtherSessions(tx, at, accountId, sessionId, 'factorChanged')
    await recordAct(tx, at, { act, by: accountId, account: accountId, facts })
    return done
  })
}
