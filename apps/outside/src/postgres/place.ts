import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, sep } from 'node:path'
import { isAlive } from '../guardian/alive.ts'
import { type Account, canReach } from './account.ts'

const parents = ['/var/lib', '/var/tmp']
const prefix = 'cbccvc-postgres-'

/**
 * The folder in which the server's files really lie: `dataDir` itself, or, when the account that PostgreSQL runs under
 * may not pass through a folder above it (a clone in the home of root), one under /var/lib or /var/tmp named after it.
 * `dataDir/elsewhere` then says where; a folder there that no `dataDir` speaks of any more is removed.
 */
export function place(dataDir: string, account: Account | undefined): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o755 })
  if (!account) return dataDir
  openOwnFolders(dataDir, account)
  if (canReach(join(dataDir, 'cluster'), account)) return dataDir
  const note = join(dataDir, 'elsewhere')
  const known = existsSync(note) ? readFileSync(note, 'utf8').trim() : ''
  if (known) return known
  sweep()
  const name = `${prefix}${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`
  for (const parent of parents) {
    const folder = join(parent, name)
    try {
      rmSync(folder, { recursive: true, force: true })
      mkdirSync(folder, { recursive: true, mode: 0o755 })
    } catch {
      continue
    }
    if (!canReach(join(folder, 'cluster'), account)) continue
    writeFileSync(join(folder, 'of'), dataDir)
    writeFileSync(note, `${folder}\n`)
    return folder
  }
  throw new Error(
    `PostgreSQL không vào được thư mục ${dataDir}; hãy chọn thư mục khác. / PostgreSQL may not enter ${dataDir}; choose another folder.`,
  )
}

/**
 * The data folder, and what lies between the system's temporary folder and it, is ours to open: others may then pass
 * through, not look around. Everything above (a home, for example) stays as it is.
 */
function openOwnFolders(dataDir: string, account: Account): void {
  const folders = [dataDir]
  const top = `${tmpdir()}${sep}`
  for (let above = dirname(dataDir); above.startsWith(top); above = dirname(above)) folders.push(above)
  for (const folder of folders) {
    const { mode, uid } = statSync(folder)
    if (uid === process.getuid?.() && (mode & 0o001) === 0 && uid !== account.uid) chmodSync(folder, mode | 0o011)
  }
}

/** Removes what was put elsewhere for data folders that are gone. */
function sweep(): void {
  for (const parent of parents.filter((path) => existsSync(path))) {
    for (const name of readdirSync(parent).filter((entry) => entry.startsWith(prefix))) {
      const folder = join(parent, name)
      const of = existsSync(join(folder, 'of')) ? readFileSync(join(folder, 'of'), 'utf8') : undefined
      const [owner] = existsSync(join(folder, 'owner')) ? readFileSync(join(folder, 'owner'), 'utf8').split(' ') : []
      if (!of || existsSync(join(of, 'elsewhere')) || (owner && isAlive(Number(owner)))) continue
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
