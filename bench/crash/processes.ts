/** Processes that are killed and started again: the server's three, the couriers, PostgreSQL. */
import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { type EmbeddedPostgres, startPostgres } from '@cbccvc/outside'
import { guard, release } from '@cbccvc/outside/guardian'

export interface Killable {
  readonly name: string
  /** kill -9; started again at once, as a service manager would. */
  kill(): Promise<void>
  /** Ends it for good, politely. */
  stop(): Promise<void>
}

/** A program of Node's that is started again whenever it ends. */
export function keepRunning(name: string, args: readonly string[], env: NodeJS.ProcessEnv, log: string): Killable {
  let stopping = false
  let child: ChildProcess | undefined
  let gone: Promise<unknown> = Promise.resolve()
  const start = () => {
    const fresh = spawn(process.execPath, [...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    child = fresh
    for (const stream of [fresh.stdout, fresh.stderr])
      stream.on('data', (data: Buffer) => appendFileSync(log, `${name} ${data.toString().trimEnd()}\n`))
    if (fresh.pid) guard({ pid: fresh.pid, order: 1, signal: 'SIGTERM', graceMs: 3_000 })
    gone = new Promise((done) => {
      fresh.once('exit', () => {
        if (fresh.pid) release(fresh.pid)
        done(null)
        if (!stopping) setTimeout(() => stopping || start(), 150)
      })
    })
  }
  start()
  return {
    name,
    async kill() {
      child?.kill('SIGKILL')
      await gone
    },
    async stop() {
      stopping = true
      child?.kill('SIGTERM')
      const hard = setTimeout(() => child?.kill('SIGKILL'), 10_000)
      await gone
      clearTimeout(hard)
    },
  }
}

export interface KillablePostgres extends Killable {
  readonly url: string
}

/** The embedded PostgreSQL on one folder and one port. After a kill it recovers from its write-ahead log. */
export async function keepPostgres(dataDir: string, port: number): Promise<KillablePostgres> {
  let server: EmbeddedPostgres = await startPostgres({ dataDir, port })
  const { url } = server
  return {
    name: 'postgres',
    url,
    async kill() {
      process.kill(server.pid, 'SIGKILL')
      await server.ended
      for (let attempt = 1; ; attempt++) {
        try {
          server = await startPostgres({ dataDir, port })
          return
        } catch (error) {
          // Its orphans let go of the shared memory when they notice that their parent is gone.
          if (attempt === 40) throw error
          await pause(250)
        }
      }
    },
    stop: () => server.stop(),
  }
}
