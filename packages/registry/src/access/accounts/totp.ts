/** Codes of an authenticator app (RFC 6238: six digits, 30 s, SHA-1, as every app knows them). The seed is kept sealed. */
import { generateSecret, generateURI, verifySync } from 'otplib'
import type { Connection, KeyRing, Queryable } from '../../database/index.ts'

/** A new seed in base32 (20 bytes) and the address that an app reads as a QR code. */
export function newSeed(login: string): { readonly seed: string; readonly uri: string } {
  const seed = generateSecret()
  return { seed, uri: generateURI({ issuer: 'CBCCVC', label: login, secret: seed }) }
}

/** Whether a seed has the strength of those that we make. */
export const isSeed = (seed: string): boolean => /^[A-Z2-7]{32}$/.test(seed)

/** The time step whose code this is, one step of drift to either side allowed; null when it is none of them. */
export function stepOf(seed: string, code: string, now: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const found = verifySync({ secret: seed, token: code, epoch: Math.floor(now.getTime() / 1000), epochTolerance: 30 })
  return found.valid && 'timeStep' in found ? found.timeStep : null
}

/** The place of the box of a seed. */
export const totpPlace = (accountId: string) => `account ${accountId} totp`

export async function keepSeed(
  tx: Connection,
  keys: KeyRing,
  at: Date,
  accountId: string,
  seed: string,
  step: number,
): Promise<void> {
  await tx.query(`insert into account_totp (account_id, box, last_step, made_at) values ($1, $2, $3, $4)`, [
    accountId,
    keys.seal('sealed', totpPlace(accountId), Buffer.from(seed)),
    step,
    at,
  ])
}

/** Whether this is a code of the account that was not used before; it is used up by the question. */
export async function useCode(
  db: Queryable,
  keys: KeyRing,
  now: Date,
  accountId: string,
  code: string,
): Promise<boolean> {
  const { rows } = await db.query<{ box: Buffer }>(`select box from account_totp where account_id = $1`, [accountId])
  const step =
    rows[0] === undefined ? null : stepOf(keys.open('sealed', totpPlace(accountId), rows[0].box).toString(), code, now)
  if (step === null) return false
  const { rowCount } = await db.query(
    `update account_totp set last_step = $2 where account_id = $1 and last_step < $2`,
    [accountId, step],
  )
  return rowCount === 1
}
