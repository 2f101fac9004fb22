/** One PostgreSQL with the settings of `npm start`, and a fresh centre (database, processes) for each run. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Board } from '@cbccvc/contract'
import { freePort, startPostgres } from '@cbccvc/outside'
import type { Nation } from '@cbccvc/outside/nation'
import { startCentre } from '@cbccvc/outside/sandbox/centre'
import { type Sender, writeEnrolment } from '@cbccvc/outside/sandbox/enrolment'
import { openFolder } from '@cbccvc/outside/sandbox/folder'
import { ensureServerKeys } from '@cbccvc/outside/sandbox/keys'
import pg from 'pg'
import { cpuSeconds } from './cpu.ts'

export interface Workshop {
  readonly url: string
  /** Seconds of processor time of PostgreSQL so far. */
  postgresCpu(): number
  readonly senders: readonly Sender[]
  /** Folder with the keys of the server's processes, and one for whatever stands outside. */
  readonly keys: string
  readonly outside: string
  /** A centre on a database of its own. `witnesses`: `vkey url`, comma-separated. */
  open(populationUrl: string, witnesses?: string): Promise<RunningCentre>
  close(): Promise<void>
}

export interface RunningCentre {
  readonly url: string
  readonly databaseUrl: string
  /** The board, asked with the operator's key. */
  board(): Promise<Board>
  readonly db: pg.Client
  /** Seconds of processor time so far, by process. */
  cpu(): Record<string, number>
  /** Largest resident memory of each process so far, MiB. */
  memory(): Record<string, number>
  /** Largest resident memory of the server's processes together so far, MiB. */
  peakMiB(): number
  close(): Promise<void>
}

export async function openWorkshop(nation: Nation, name: string): Promise<Workshop> {
  // One address sends for the whole nation here, and signs everybody in: it is not braked as one.
  process.env.CBCCVC_RATES = 'address=1000000/1000000/1000,stranger=1000000/1000000/1000'
  const path = mkdtempSync(join(process.env.CBCCVC_BENCH_DIR ?? tmpdir(), `cbccvc-${name}-`))
  const folder = openFolder({
    people: nation.people,
    today: nation.today,
    seed: nation.seed,
    once: true,
    json: true,
    port: undefined,
    data: path,
    databaseUrl: undefined,
  })
  ensureServerKeys(folder.keys, `${name}.cbccvc`, true)
  const { file, senders, operator } = writeEnrolment(folder, nation)
  const postgres = await startPostgres({ dataDir: join(path, 'postgres') })
  let runs = 0
  return {
    url: postgres.url,
    postgresCpu: () => cpuSeconds(postgres.pid),
    senders,
    keys: folder.keys,
    outside: folder.outside,
    async open(populationUrl, witnesses = '') {
      const database = `run_${++runs}`
      const admin = new pg.Client({ connectionString: postgres.url })
      await admin.connect()
      await admin.query(`create database ${database}`)
      await admin.end()
      const url = new URL(postgres.url)
      url.pathname = `/${database}`
      let failure: Error | null = null
      const world = { populationUrl, witnesses, witnessKeys: [], close: async () => {} }
      const onFailure = (reason: Error) => {
        failure = reason
      }
      const { signal } = new AbortController()
      const centre = await startCentre(
        folder,
        url.href,
        world,
        await freePort(),
        { enrolment: file, operator },
        onFailure,
        signal,
      )
      const db = new pg.Client({ connectionString: url.href })
      await db.connect()
      return {
        url: centre.url,
        databaseUrl: url.href,
        board: centre.board,
        db,
        cpu: () => Object.fromEntries(centre.services.map((service) => [service.name, cpuSeconds(service.pid())])),
        memory: () =>
          Object.fromEntries(centre.services.map((service) => [service.name, Math.round(peakOf(service.pid()))])),
        peakMiB: () => {
          if (failure) throw failure
          return centre.services.reduce((sum, service) => sum + peakOf(service.pid()), 0)
        },
        async close() {
          await db.end()
          await centre.stop()
          const again = new pg.Client({ connectionString: postgres.url })
          await again.connect()
          await again.query(`drop database ${database} with (force)`)
          await again.end()
        },
      }
    },
    async close() {
      await postgres.stop()
      folder.leave()
      rmSync(path, { recursive: true, force: true })
    },
  }
}

/** VmHWM of a process in MiB (Linux); 0 elsewhere. */
function peakOf(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}
