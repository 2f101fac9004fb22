import { randomUUID } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dismissGuardian, removeAtEnd } from '../../apps/outside/src/guardian/index.ts'
import { startPostgres, testSettings } from '../../apps/outside/src/postgres/index.ts'

/** Where one run of the tests works: a PostgreSQL of its own and a scratch folder in place of the system's. */
export interface Workshop {
  /** Everything the tests write with `tmpdir()` comes here. */
  scratch: string
  /** What the run's processes wrote into logs is kept here; `serverLog` is PostgreSQL's. */
  logs: string
  serverLog: string
  /** Stands in the environment of every process of the run. */
  mark: string
  /** Stops the server and removes the folders. Twice is the same as once. */
  close(): Promise<void>
}

/** Opens it and names it in this process's environment, which the test processes inherit. */
export async function openWorkshop(): Promise<Workshop> {
  const folder = mkdtempSync(join(tmpdir(), 'cbccvc-run-'))
  chmodSync(folder, 0o711)
  removeAtEnd(folder)
  const scratch = join(folder, 'tmp')
  mkdirSync(scratch, { mode: 0o711 })
  const logs = join(folder, 'logs')
  mkdirSync(logs, { mode: 0o711 })
  const server = await startPostgres({ dataDir: join(folder, 'postgres'), settings: testSettings })
  removeAtEnd(server.home)
  const mark = randomUUID()
  const listen = `--import=${new URL('./listen.mjs', import.meta.url).href}`
  const own = {
    CBCCVC_TEST_PG: server.url,
    CBCCVC_TEST_RUN: mark,
    CBCCVC_TEST_LOGS: logs,
    NODE_OPTIONS: [process.env.NODE_OPTIONS, listen].filter(Boolean).join(' '),
    TMPDIR: scratch,
    NODE_DISABLE_COMPILE_CACHE: '1',
  }
  Object.assign(process.env, own)
  let closing: Promise<void> | undefined
  const shut = async () => {
    await server.stop()
    for (const path of [server.home, folder]) rmSync(path, { recursive: true, force: true })
    await dismissGuardian()
  }
  return {
    scratch,
    logs,
    serverLog: join(server.home, 'server.log'),
    mark,
    close: () => {
      closing ??= shut()
      return closing
    },
  }
}
