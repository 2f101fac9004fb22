/** The server's own processes for a test that kills them: `work` and the rest, as they run for real. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { keyToText } from '@cbccvc/evidence'
import { type Route, today } from './route.ts'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

export interface Workers {
  /** Starts one and waits until it is at work. `more`: of its environment. */
  start(command: 'work' | 'sequence', more?: NodeJS.ProcessEnv): Promise<ChildProcess>
  /** Starts a command and waits for nothing. */
  launch(args: readonly string[]): ChildProcess
  /** Runs a command to its end: what it printed, and what it said on standard error. */
  run(args: readonly string[], input: string, more?: NodeJS.ProcessEnv): Promise<{ out: string; error: string }>
  /** kill -9, and waits until it is gone. */
  kill(child: ChildProcess): Promise<void>
  close(): Promise<void>
}

export function workersOf(route: Route): Workers {
  const folder = mkdtempSync(join(tmpdir(), 'cbccvc-keys-'))
  const log = { sandbox: true, origin: route.log.name, seed: keyToText(route.log.seed) }
  writeFileSync(join(folder, 'log.json'), JSON.stringify(log), { mode: 0o600 })
  writeFileSync(join(folder, 'seal.json'), JSON.stringify(route.sealKeys), { mode: 0o600 })
  const env = { DATABASE_URL: route.databaseUrl, CBCCVC_KEYS: folder, CBCCVC_SANDBOX: '1', CBCCVC_TODAY: today }
  const running = new Set<ChildProcess>()
  const kill = async (child: ChildProcess) => {
    running.delete(child)
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((done) => child.once('exit', done))
    child.kill('SIGKILL')
    await gone
  }
  return {
    kill,
    async run(args, input, more = {}) {
      const child = spawn(process.execPath, [main, ...args], { env: { ...process.env, ...env, ...more } })
      running.add(child)
      child.stdin.end(input)
      const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)])
      running.delete(child)
      return { out, error }
    },
    launch(args) {
      const child = spawn(process.execPath, [main, ...args], { env: { ...process.env, ...env }, stdio: 'ignore' })
      running.add(child)
      return child
    },
    async start(command, more = {}) {
      const child = spawn(process.execPath, [main, command], {
        env: { ...process.env, ...env, ...more },
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      running.add(child)
      await new Promise<void>((ready, fail) => {
        createInterface(child.stdout).once('line', () => ready())
        child.once('exit', (code) => fail(new Error(`${command} ended with ${code}`)))
      })
      return child
    },
    async close() {
      await Promise.all([...running].map(kill))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
