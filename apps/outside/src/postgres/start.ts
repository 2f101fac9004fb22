import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { guard, release } from '../guardian/index.ts'
import { type Account, serverAccount } from './account.ts'
import { type Binaries, findBinaries } from './binaries.ts'
import { type Cluster, disown, openCluster } from './cluster.ts'
import { place } from './place.ts'
import { durableSettings, type Settings, settingArguments } from './settings.ts'

/** A running embedded PostgreSQL 18. */
export interface EmbeddedPostgres {
  /** Of the superuser `cbccvc`, database `postgres`; TCP on 127.0.0.1. */
  url: string
  port: number
  /** Of the postmaster: a bench may kill it (-9) and start again on the same folder. */
  pid: number
  /** Where its files lie: `cluster/`, `password`, `server.log`. */
  home: string
  /** Settles when the server has ended, for whatever reason. */
  ended: Promise<void>
  /** A fast shutdown: sessions are cut, what was committed is on the disk. Twice is the same as once. */
  stop(): Promise<void>
}

/** How to start one. */
export interface PostgresOptions {
  /** Its own folder, made if missing. One server at a time. */
  dataDir: string
  /** Default: a free one. */
  port?: number
  /** Default: `durableSettings()`. */
  settings?: Settings
}

/**
 * Starts the embedded PostgreSQL 18 on a folder (made on the first start) and waits until it answers.
 * It never outlives this process (see guardian/): after a crash of ours it is stopped within a second or two.
 * @throws Error with a sentence in Vietnamese and English, and the end of the server's log.
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const account = serverAccount()
  const home = place(resolve(options.dataDir), account)
  const binaries = await findBinaries(account, join(home, 'binaries'))
  const cluster = await openCluster(home, binaries, account)
  const settings = options.settings ?? durableSettings()
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort())
    const child = launch(binaries, cluster, settingArguments(settings, port), account)
    if (await isReady(child, cluster)) return handle(child, binaries, cluster, port, account)
    const log = endOfLog(cluster)
    const taken = log.includes('Address already in use')
    if (!taken || options.port !== undefined || attempt >= 5) {
      disown(home)
      throw new Error(`PostgreSQL không khởi động được. / PostgreSQL did not start.\n${log}`)
    }
  }
}

function launch(binaries: Binaries, cluster: Cluster, args: string[], account: Account | undefined): ChildProcess {
  const path = join(cluster.home, 'server.log')
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 8 * 1024 * 1024) renameSync(path, `${path}.1`)
  const log = openSync(path, 'a', 0o600)
  const child = spawn(binaries.postgres, ['-D', cluster.cluster, ...args], {
    cwd: cluster.home,
    stdio: ['ignore', log, log],
    detached: process.platform !== 'win32',
    windowsHide: true,
    ...account,
  })
  closeSync(log)
  child.on('error', () => {})
  child.unref()
  if (child.pid) guard({ pid: child.pid, order: 0, signal: 'SIGINT', graceMs: 30_000 })
  return child
}

/** As pg_ctl does it: the server writes its state into the eighth line of its lock file. */
async function isReady(child: ChildProcess, { cluster }: Cluster): Promise<boolean> {
  while (child.pid && child.exitCode === null && child.signalCode === null) {
    const lines = lockFile(cluster)
    if (Number(lines[0]) === child.pid && lines[7]?.startsWith('ready')) return true
    await new Promise((done) => setTimeout(done, 10))
  }
  if (child.pid) release(child.pid)
  return false
}

function handle(child: ChildProcess, binaries: Binaries, of: Cluster, port: number, account?: Account) {
  const pid = child.pid as number
  const ended = new Promise<void>((done) => {
    const finish = () => {
      release(pid)
      disown(of.home)
      done()
    }
    if (child.exitCode !== null || child.signalCode !== null) finish()
    else child.once('exit', finish)
  })
  let stopping: Promise<void> | undefined
  const shutdown = async () => {
    child.ref()
    if (process.platform === 'win32')
      execFileSync(binaries.pgCtl, ['stop', '-D', of.cluster, '-m', 'fast'], { ...account })
    else child.kill('SIGINT')
    const hard = setTimeout(() => child.kill('SIGQUIT'), 60_000)
    await ended
    clearTimeout(hard)
  }
  const stop = () => {
    stopping ??= shutdown()
    return stopping
  }
  const url = `postgres://cbccvc:${of.password}@127.0.0.1:${port}/postgres`
  return { url, port, pid, home: of.home, ended, stop }
}

function lockFile(cluster: string): string[] {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}

function endOfLog({ home }: Cluster): string {
  try {
    return readFileSync(join(home, 'server.log'), 'utf8').trimEnd().split('\n').slice(-8).join('\n')
  } catch {
    return ''
  }
}

/** A free port on the loopback, as the system gives them out. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => done(port))
    })
  })
}
