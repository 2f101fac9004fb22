import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { keyPairFromSeed, keyToText } from '@cbccvc/evidence'
import { freshDatabase } from '../../../../packages/registry/src/testing/database.ts'
import { ensureServerKeys } from '../../../outside/src/sandbox/keys.ts'
import { scratchFolder } from './workbook.ts'

const main = fileURLToPath(new URL('../../../server/src/main.ts', import.meta.url))

/** The real centre for a test: its own database, server, worker and sequencer; one body with one key. */
export interface Centre {
  readonly server: string
  readonly sender: string
  readonly unit: string
  readonly seed: Uint8Array
  /** The nation's day. */
  readonly today: string
  stop(): Promise<void>
}

/** Starts the centre's processes and waits until the server answers. */
export async function startCentre(): Promise<Centre> {
  const folder = scratchFolder()
  const database = await freshDatabase()
  const keys = join(folder.path, 'keys')
  mkdirSync(keys)
  ensureServerKeys(keys, 'log.test', true)
  const seed = new Uint8Array(32).fill(11)
  const sender = 'H26'
  const unit = 'H26.1'
  const enrolment = folder.file(
    'enrol.json',
    JSON.stringify({
      bodies: [{ code: sender, name: 'Thành phố Hà Nội', group: 'diaPhuong', placeholder: false }],
      units: [
        { code: sender, parent: null, name: 'Thành phố Hà Nội', body: sender, validFrom: '2000-01-01' },
        { code: unit, parent: sender, name: 'Sở Thử nghiệm', body: sender, validFrom: '2000-01-01' },
      ],
      keys: [{ sender, publicKey: keyToText(keyPairFromSeed(seed).publicKey), sandbox: true, role: 'body' }],
    }),
  )
  const port = await freePort()
  const today = '2023-06-20'
  const env = {
    ...process.env,
    DATABASE_URL: database.url,
    CBCCVC_KEYS: keys,
    CBCCVC_SANDBOX: '1',
    CBCCVC_TODAY: today,
    HOST: '127.0.0.1',
    PORT: String(port),
  }
  await run(['enroll', enrolment], env)
  const services = ['serve', 'work', 'sequence'].map((name) => launch([name], env))
  const server = `http://127.0.0.1:${port}`
  const stop = async (): Promise<void> => {
    await Promise.all(services.map(end))
    await database.drop()
    folder.remove()
  }
  for (let tries = 0; !(await answers(server)); tries++) {
    if (tries > 600) {
      await stop()
      throw new Error('the centre does not answer')
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    server,
    sender,
    unit,
    seed,
    today,
    stop,
  }
}

function launch(args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  child.stderr?.on('data', (text: Buffer) => process.stderr.write(text))
  return child
}

async function run(args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = launch(args, env)
  const code = await new Promise((resolve) => child.once('exit', resolve))
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}`)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const hard = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await gone
  clearTimeout(hard)
}

async function answers(server: string): Promise<boolean> {
  try {
    return (await fetch(`${server}/health`)).ok
  } catch {
    return false
  }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
