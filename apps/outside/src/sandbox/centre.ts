import { setTimeout as pause } from 'node:timers/promises'
import { type Board, createClient, keyHolder } from '@cbccvc/contract'
import { keyFromText } from '@cbccvc/evidence'
import { startPostgres } from '../postgres/index.ts'
import type { Folder } from './folder.ts'
import { isOldSealFile } from './keys.ts'
import type { Options, StartRefused } from './options.ts'
import type { OutsideWorld } from './outside-world.ts'
import { runServerCommand, type Service, startService } from './processes.ts'

/** The centre as the sandbox runs it: a database, and the server's processes. */
export interface Centre {
  /** Where programs knock. */
  url: string
  /** Where people go: by the name that the centre calls itself, to which cookies and passkeys are bound. */
  page: string
  services: Service[]
  board(): Promise<Board>
  stop(): Promise<void>
}

/** The database: the embedded one in the data folder, or the one that DATABASE_URL names. */
export async function openDatabase(options: Options, folder: Folder): Promise<{ url: string; stop(): Promise<void> }> {
  if (options.databaseUrl) return { url: options.databaseUrl, stop: async () => {} }
  return startPostgres({ dataDir: folder.postgres })
}

/** Migrates the database, enrols the bodies, makes the accounts to try, starts `serve`, `work` and `sequence`, and waits until the server answers; `stop` cuts it short. */
export async function startCentre(
  folder: Folder,
  databaseUrl: string,
  world: OutsideWorld,
  port: number,
  files: { readonly enrolment: string; readonly operator: string; readonly accounts?: string },
  onFailure: (reason: StartRefused) => void,
  stop: AbortSignal = new AbortController().signal,
): Promise<Centre> {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    CBCCVC_KEYS: folder.keys,
    CBCCVC_SANDBOX: '1',
    CBCCVC_TODAY: folder.identity.today,
    HOST: '127.0.0.1',
    PORT: String(port),
    CBCCVC_ORIGIN: `http://localhost:${port}`,
    POPULATION_URL: world.populationUrl,
    WITNESSES: world.witnesses,
  }
  await runServerCommand(['migrate'], env, folder.logs, stop)
  if (isOldSealFile(folder.keys)) await runServerCommand(['adopt-keys'], env, folder.logs, stop)
  await runServerCommand(['enroll', files.enrolment], env, folder.logs, stop)
  if (files.accounts) await runServerCommand(['sandbox-accounts', files.accounts], env, folder.logs, stop)
  let failed: StartRefused | undefined
  let up = false
  const names = stop.aborted ? [] : ['serve', 'work', 'sequence']
  const services = names.map((name) =>
    startService(
      name,
      env,
      folder.logs,
      () => up,
      (reason) => {
        failed = reason
        onFailure(reason)
      },
    ),
  )
  const url = `http://127.0.0.1:${port}`
  const key = keyHolder({ server: url, seed: keyFromText(files.operator), timeoutMs: 10_000 })
  const client = createClient({ server: url, key, timeoutMs: 10_000 })
  while (
    !(await client.call('health').then(
      () => true,
      () => false,
    ))
  ) {
    if (failed) throw failed
    if (stop.aborted) break
    await pause(50)
  }
  up = true
  return {
    url,
    page: `http://localhost:${port}`,
    services,
    board: async () => (await client.call('board')).answer,
    async stop() {
      await Promise.all(services.map((service) => service.stop()))
    },
  }
}
