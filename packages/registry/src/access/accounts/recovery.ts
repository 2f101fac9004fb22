/** Recovery codes: ten, each serves once in the place of the authenticator's code. Shown once, kept as digests. */
import { createHash, randomInt } from 'node:crypto'
import type { Connection, Queryable } from '../../database/index.ts'

/** No letters that look alike on paper. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
const count = 10

/** Sixteen signs: 79 bits, out of reach of any guessing; a plain digest is enough. */
const newCode = () =>
  Array.from(
    { length: 16 },
    (_, i) => `${i > 0 && i % 4 === 0 ? '-' : ''}${alphabet[randomInt(alphabet.length)]}`,
  ).join('')

const digest = (accountId: string, code: string) =>
  createHash('sha256')
    .update(`${accountId} ${code.toLowerCase().replace(/[\s-]/g, '')}`)
    .digest()

export const looksLikeRecovery = (code: string): boolean =>
  /^[a-z0-9]{16}$/.test(code.toLowerCase().replace(/[\s-]/g, ''))

/** Makes ten new ones in place of all that there were. */
export async function renewRecovery(tx: Connection, accountId: string): Promise<readonly string[]> {
  const codes = Array.from({ length: count }, newCode)
  await tx.query(`delete from recovery_code where account_id = $1`, [accountId])
  await tx.query(`insert into recovery_code (account_id, digest) select $1::uuid, unnest($2::bytea[])`, [
    accountId,
    codes.map((code) => digest(accountId, code)),
  ])
  return codes
}

/** Whether this is a code that was not used before; it is used up by the question. */
export async function useRecovery(db: Queryable, at: Date, accountId: string, code: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update recovery_code set used_at = $3 where account_id = $1 and digest = $2 and used_at is null`,
    [accountId, digest(accountId, code), at],
  )
  return rowCount === 1
}
