import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { guard, release } from '../guardian/index.ts'
import { StartRefused } from './options.ts'

const main = fileURLToPath(new URL('../../../server/src/main.ts', import.meta.url))

/** Runs a command of the server to its end. Throws StartRefused with what it said last; `stop` cuts it short. */
export async function runServerCommand(
  args: string[],
  env: NodeJS.ProcessEnv,
  logs: string,
  stop: AbortSignal,
): Promise<void> {
  const log = join(logs, `${args[0]}.log`)
  const child = launch(args, env, log, 'w')
  const cut = () => void child.kill('SIGKILL')
  stop.addEventListener('abort', cut)
  const code = await ended(child)
  stop.removeEventListener('abort', cut)
  if (code === 0 || stop.aborted) return
  throw new StartRefused(`Lệnh ${args[0]} của máy chủ không thành công.`, `${args[0]} failed.\n${endOf(log)}`)
}

/** A server process that is started again when it ends by itself, as a service manager would. */
export interface Service {
  name: string
  /** Its present process; changes with every restart. */
  pid(): number | undefined
  /** How often it had to be started again. */
  restarts(): number
  stop(): Promise<void>
}

/**
 * Starts a long-running command of the server (`serve`, `work`, `sequence`); its output goes to `logs/NAME.log`.
 * @param wasUp has the centre been at work before? Until then one fall is enough: something is wrong with the start.
 * @param onGivenUp called when it will not come back by itself: after that fall, or after five within a minute.
 */
export function startService(
  name: string,
  env: NodeJS.ProcessEnv,
  logs: string,
  wasUp: () => boolean,
  onGivenUp: (reason: StartRefused) => void,
): Service {
  const log = join(logs, `${name}.log`)
  const falls: number[] = []
  let stopping = false
  let child: ChildProcess | undefined
  const run = () => {
    child = launch([name], env, log, 'a')
    ended(child).then(() => {
      if (stopping) return
      falls.push(Date.now())
      const recent = falls.filter((time) => time > Date.now() - 60_000).length
      if (wasUp() && recent < 5) setTimeout(() => stopping || run(), 200 * recent).unref()
      else
        onGivenUp(new StartRefused(`Tiến trình ${name} không chạy được.`, `${name} does not stay up.\n${endOf(log)}`))
    })
  }
  run()
  return {
    name,
    pid: () => child?.pid,
    restarts: () => falls.length,
    async stop() {
      stopping = true
      if (!child || child.exitCode !== null || child.signalCode !== null) return
      const gone = ended(child)
      child.kill('SIGTERM')
      const hard = setTimeout(() => child?.kill('SIGKILL'), 15_000)
      await gone
      clearTimeout(hard)
    },
  }
}

/**
 * A small young generation: a third less memory for the same speed, because what a part leaves behind is collected while
 * the next one is read (docs/benchmarks.md).
 */
const nodeFlags = ['--max-semi-space-size=8']

/** In a session of its own, so that Ctrl-C reaches only the launcher, which then ends everything in order. */
function launch(args: string[], env: NodeJS.ProcessEnv, log: string, mode: 'a' | 'w'): ChildProcess {
  const output = openSync(log, mode, 0o600)
  const child = spawn(process.execPath, [...nodeFlags, main, ...args], {
    env,
    stdio: ['ignore', output, output],
    detached: true,
  })
  closeSync(output)
  if (child.pid) guard({ pid: child.pid, order: 1, signal: 'SIGTERM', graceMs: 8_000 })
  return child
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null && child.pid) {
    await new Promise((done) => child.once('exit', done))
  }
  if (child.pid) release(child.pid)
  return child.exitCode
}

/** What it said last, without the places in the sources. */
function endOf(log: string): string {
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n')
  return lines
    .filter((line) => !/^\s+at /.test(line))
    .slice(-12)
    .join('\n')
}
