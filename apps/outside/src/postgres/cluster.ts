import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { birthOf, isAlive, waitUntilGone } from '../guardian/alive.ts'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'

const run = promisify(execFile)

/** The files of one server: `home/cluster` (PostgreSQL's own), `home/password`, `home/owner`, `home/server.log`. */
export interface Cluster {
  home: string
  cluster: string
  password: string
  /** True when this call made it. */
  fresh: boolean
}

/**
 * Opens the files of a server, made on the first call: UTF-8, builtin C.UTF-8 order (the same on every machine), data
 * checksums, passwords by SCRAM only. The password is 24 random bytes in a file that only its owner may read.
 * @throws Error when another running process of this project owns it, or when it was made by another major version.
 */
export async function openCluster(home: string, binaries: Binaries, account: Account | undefined): Promise<Cluster> {
  const cluster = join(home, 'cluster')
  claim(home)
  const secret = join(home, 'password')
  if (existsSync(join(home, 'complete'))) {
    const major = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
    if (major !== '18') {
      throw new Error(
        `Dữ liệu ở ${home} thuộc PostgreSQL ${major}, không phải 18. / The data in ${home} belong to PostgreSQL ${major}, not 18.`,
      )
    }
    await clearLeftovers(cluster)
    return { home, cluster, password: readFileSync(secret, 'utf8').trim(), fresh: false }
  }
  rmSync(cluster, { recursive: true, force: true })
  mkdirSync(cluster, { mode: 0o700 })
  const password = randomBytes(24).toString('base64url')
  const handed = join(home, 'password.initdb')
  rmSync(handed, { force: true })
  writeFileSync(handed, password, { mode: 0o600 })
  if (account) {
    chownSync(cluster, account.uid, account.gid)
    chownSync(handed, account.uid, account.gid)
  }
  const options = ['-D', cluster, '-U', 'cbccvc', `--pwfile=${handed}`, '--auth=scram-sha-256', '--encoding=UTF8']
  options.push('--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-sync')
  await run(binaries.initdb, options, { cwd: home, env: { ...process.env, TZ: 'UTC' }, ...account })
  rmSync(handed, { force: true })
  rmSync(secret, { force: true })
  writeFileSync(secret, password, { mode: 0o600 })
  writeFileSync(join(home, 'complete'), '')
  return { home, cluster, password, fresh: true }
}

/** Gives the folder up, so that the next one may start. */
export function disown(home: string): void {
  rmSync(join(home, 'owner'), { force: true })
}

function claim(home: string): void {
  const file = join(home, 'owner')
  const [pid, birth] = existsSync(file) ? readFileSync(file, 'utf8').split(' ') : []
  if (pid && Number(pid) !== process.pid && isAlive(Number(pid), birth || undefined)) {
    throw new Error(
      `Thư mục ${home} đang được tiến trình ${pid} dùng; hãy dừng nó hoặc chọn thư mục khác. / ${home} is in use by process ${pid}; stop it or choose another folder.`,
    )
  }
  writeFileSync(file, `${process.pid} ${birthOf(process.pid)}`)
}

/** What a crash may have left: a server without an owner (stopped), a lock file whose number is another program's. */
async function clearLeftovers(cluster: string): Promise<void> {
  const lock = join(cluster, 'postmaster.pid')
  if (!existsSync(lock)) return
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0])
  if (pid > 0 && isAlive(pid)) {
    if (!isServerOf(pid, cluster)) {
      rmSync(lock, { force: true })
      return
    }
    process.kill(pid, 'SIGINT')
    if (await waitUntilGone(pid, 20_000)) return
    process.kill(pid, 'SIGQUIT')
    await waitUntilGone(pid, 10_000)
  }
}

function isServerOf(pid: number, cluster: string): boolean {
  if (process.platform !== 'linux') return true
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(cluster)
  } catch {
    return false
  }
}
