/** One account for each role that people hold, ready to sign in with: the file that `apps/server sandbox-accounts` reads. */
import { randomInt } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Folder, writeJson } from './folder.ts'

export interface SandboxAccounts {
  readonly sandbox: true
  /** The same for all of them: one entry in an authenticator app serves every account. */
  readonly password: string
  /** Base32, 20 bytes. */
  readonly seed: string
  readonly accounts: readonly {
    readonly login: string
    readonly name: string
    readonly role: string
    readonly unit: string | null
  }[]
}

/** Role → what it is called; those of a body are over one body. */
const roles = [
  ['nationalOperator', 'Người vận hành quốc gia', 'nation'],
  ['nationalApprover', 'Người phê duyệt quốc gia', 'nation'],
  ['nationalAuditor', 'Thanh tra quốc gia', 'nation'],
  ['dataCentreAdministrator', 'Quản trị trung tâm dữ liệu', 'nation'],
  ['bodyAdministrator', 'Quản trị của cơ quan', 'body'],
  ['bodyApprover', 'Người phê duyệt của cơ quan', 'body'],
  ['officer', 'Cán bộ nhập liệu', 'body'],
  ['viewer', 'Người xem', 'body'],
  ['leader', 'Lãnh đạo', 'body'],
  ['recruiter', 'Người tuyển dụng', 'nation'],
] as const

/** Written on the first start, the same ever after. Readable by its owner only. */
export function ensureAccounts(folder: Folder, body: string): { file: string; made: SandboxAccounts } {
  const file = join(folder.outside, 'accounts.json')
  if (!existsSync(file)) {
    const made: SandboxAccounts = {
      sandbox: true,
      password: `thu nghiem ${draw('abcdefghjkmnpqrstuvwxyz23456789', 8)}`,
      seed: draw('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 32),
      accounts: roles.map(([role, name, over]) => {
        return { login: role.toLowerCase(), name, role, unit: over === 'body' ? body : null }
      }),
    }
    writeJson(file, made)
  }
  return { file, made: JSON.parse(readFileSync(file, 'utf8')) as SandboxAccounts }
}

const draw = (alphabet: string, length: number) =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')

/** What the screen says of them. */
export function accountLines({ password, seed, accounts }: SandboxAccounts): string[] {
  return [
    `Tài khoản thử / accounts to try: mật khẩu / password "${password}", mã ứng dụng xác thực / authenticator seed ${seed}`,
    ...accounts.map(({ login, name, unit }) => `  ${login.padEnd(24)} ${name}${unit === null ? '' : ` (${unit})`}`),
  ]
}
