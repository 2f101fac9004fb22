import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Account, canReach } from './account.ts'

/**
 * The folder in which the server's files really lie: `dataDir` itself, or, when the account that PostgreSQL runs under
 * may not pass through a folder above it (a clone in the home of root), one under /var/lib or /var/tmp named after it.
 * `dataDir/elsewhere` then says where; a folder there that `dataDir` does not know of is of an earlier life: removed.
 */
export function place(dataDir: string, account: Account | undefined): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o755 })
  if (canReach(dataDir, account)) {
    // ours to open: others may pass through, not look around
    if (!canReach(join(dataDir, 'cluster'), account)) chmodSync(dataDir, statSync(dataDir).mode | 0o011)
    return dataDir
  }
  const note = join(dataDir, 'elsewhere')
  try {
    const known = readFileSync(note, 'utf8').trim()
    if (known) return known
  } catch {
    // the first time
  }
  const name = `cbccvc-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`
  for (const parent of ['/var/lib', '/var/tmp']) {
    const folder = join(parent, name)
    try {
      rmSync(folder, { recursive: true, force: true })
      mkdirSync(folder, { recursive: true, mode: 0o755 })
    } catch {
      continue
    }
    if (!canReach(join(folder, 'cluster'), account)) continue
    writeFileSync(note, `${folder}\n`)
    return folder
  }
  throw new Error(
    `PostgreSQL không vào được thư mục ${dataDir}; hãy chọn thư mục khác. / PostgreSQL may not enter ${dataDir}; choose another folder.`,
  )
}
