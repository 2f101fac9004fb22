/** Accounts of a sandbox: their passwords are printed on a screen. Marked in the database, refused by every real start. */
import { randomUUID } from 'node:crypto'
import { transaction } from '../../database/index.ts'
import type { Role } from '../subject.ts'
import { recordAct } from './acts.ts'
import type { AccountsFrame } from './frame.ts'
import { addGrant } from './grants.ts'
import { hashPassword } from './passwords.ts'
import { keepSeed } from './totp.ts'

export interface SandboxAccount {
  readonly login: string
  readonly name: string
  readonly role: Role
  /** Null: the nation. */
  readonly unitId: number | null
}

/** Makes those that are not there yet, all with this password and this seed. Safe to run again. */
export async function makeSandboxAccounts(
  { pool, keys, now, today }: AccountsFrame,
  { password, seed, accounts }: { password: string; seed: string; accounts: readonly SandboxAccount[] },
): Promise<void> {
  const phc = await hashPassword(password)
  const at = now()
  await transaction(pool, async (tx) => {
    for (const { login, name, role, unitId } of accounts) {
      const id = randomUUID()
      const { rowCount } = await tx.query(
        `insert into account (id, login, name, made_at, sandbox) values ($1, $2, $3, $4, true) on conflict (login) do nothing`,
        [id, login, name, at],
      )
      if (rowCount === 0) continue
      await tx.query(`insert into account_password (account_id, phc, changed_at) values ($1, $2, $3)`, [id, phc, at])
      await keepSeed(tx, keys, at, id, seed, 0)
      const dates = { validFrom: today(), validTo: null }
      const by = { issuedBy: null, approvedBy: null, parentId: null }
      const grant = await addGrant(tx, at, { accountId: id, role, unitId, via: 'issued', ...dates, ...by })
      await recordAct(tx, at, { act: 'founded', by: null, account: id, facts: { grant, role, unit: unitId } })
    }
  })
}

/** Whether any account here was made for a sandbox. */
export async function hasSandboxAccounts({ pool }: Pick<AccountsFrame, 'pool'>): Promise<boolean> {
  const { rowCount } = await pool.query(`select from account where sandbox limit 1`)
  return rowCount !== 0
}
