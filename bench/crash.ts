/**
 * At least 60 kills (-9) of `serve`, `work`, `sequence` and PostgreSQL at random moments of a load with resuming couriers,
 * who are killed themselves now and then; everything is started again at once. At the end: every promised parcel concluded
 * once (`lost`, `doubled`: records), the whole book checked after every kill and at the end (`book_clean`, `book_checks`).
 *
 *   node bench/crash.ts [--kills 60] [--json]
 */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Board, createClient, type KeyHolder, keyHolder } from '@cbccvc/contract'
import { createCourier } from '@cbccvc/courier'
import { keyFromText } from '@cbccvc/evidence'
import { freePort, nation as makeNation, startPopulation } from '@cbccvc/outside'
import { dismissGuardian, removeAtEnd } from '@cbccvc/outside/guardian'
import { type Sender, writeEnrolment } from '@cbccvc/outside/sandbox/enrolment'
import { openFolder } from '@cbccvc/outside/sandbox/folder'
import { ensureServerKeys } from '@cbccvc/outside/sandbox/keys'
import type { CourierTask } from './crash/courier.ts'
import { type Killable, keepPostgres, keepRunning } from './crash/processes.ts'

const option = (name: string, fallback: number) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? fallback : Number(process.argv[at + 1])
}
const wanted = option('kills', 60)
const people = 12_000
const today = '2023-06-20'
const senders = 4
const main = fileURLToPath(new URL('../apps/server/src/main.ts', import.meta.url))
const courierMain = fileURLToPath(new URL('./crash/courier.ts', import.meta.url))
const run = promisify(execFile)
const tell = (line: string) => void process.stderr.write(`${line}\n`)

const began = performance.now()
const path = mkdtempSync(join(process.env.CBCCVC_BENCH_DIR ?? tmpdir(), 'cbccvc-crash-'))
removeAtEnd(path)
const base = { people, today, seed: 3, once: true, json: true, port: undefined, databaseUrl: undefined }
const folder = openFolder({ ...base, data: path })
ensureServerKeys(folder.keys, 'crash.cbccvc', true)
const nation = makeNation({ people, seed: 3, today })
const enrolment = writeEnrolment(folder, nation)
const postgres = await keepPostgres(join(path, 'postgres'), await freePort())
const population = await startPopulation({ nation, latencyMs: 20 })
const port = await freePort()
const url = `http://127.0.0.1:${port}`
const env = {
  ...process.env,
  DATABASE_URL: postgres.url,
  CBCCVC_KEYS: folder.keys,
  CBCCVC_SANDBOX: '1',
  CBCCVC_TODAY: today,
  PORT: String(port),
  POPULATION_URL: population.url,
}
await run(process.execPath, [main, 'migrate'], { env })
await run(process.execPath, [main, 'enroll', enrolment.file], { env })
const log = join(path, 'processes.log')
const services = ['serve', 'work', 'sequence'].map((name) => keepRunning(name, [main, name], env, log))
const largest = [...enrolment.senders].sort((a, b) => b.people - a.people).slice(0, senders)
const enough = join(path, 'enough')
const couriers = largest.map((sender, i) => {
  const task: CourierTask = {
    ...{ server: url, body: sender.code, seed: sender.seed, home: sender.home, people, today, enough },
    records: [20, 150, 600, 60][i % 4]!,
  }
  mkdirSync(sender.home, { recursive: true })
  return keepRunning(`courier ${sender.code}`, [courierMain, JSON.stringify(task)], process.env, log)
})

const targets: readonly Killable[] = [...services, postgres]
const kills: Record<string, number> = {}
let operator: KeyHolder | undefined
let clean = true
let checks = 0
try {
  await concludedAtLeast(1)
  for (let n = 1; n <= wanted; n++) {
    await pause(300 + Math.random() * 2_700)
    const target = n <= targets.length ? targets[n - 1]! : targets[Math.floor(Math.random() * targets.length)]!
    kills[target.name] = (kills[target.name] ?? 0) + 1
    await target.kill()
    if (n % 7 === 0) await couriers[n % couriers.length]!.kill()
    await check()
    if (n % 10 === 0) tell(`${n}/${wanted} kills, book ${clean ? 'clean' : 'NOT CLEAN'}, ${Math.round(seconds())} s`)
  }
  writeFileSync(enough, '')
  const result = await settle()
  await check()
  const total = Object.values(kills).reduce((a, b) => a + b, 0)
  tell(JSON.stringify(kills))
  console.log(
    JSON.stringify({
      ...{ kills: total, ...result, book_clean: clean, book_checks: checks },
      ...{ by_target: kills, seconds: Math.round(seconds()) },
    }),
  )
  if (!clean || result.lost > 0 || result.doubled > 0) process.exitCode = 1
} catch (error) {
  tell(readFileSync(log, 'utf8').slice(-4000))
  throw error
} finally {
  await Promise.all(couriers.map((one) => one.stop()))
  await Promise.all(services.map((one) => one.stop()))
  await population.close()
  await postgres.stop()
  folder.leave()
  await dismissGuardian()
  rmSync(path, { recursive: true, force: true })
}

function seconds(): number {
  return (performance.now() - began) / 1000
}

/** The board, as soon as somebody answers. */
async function board(): Promise<Board> {
  operator ??= keyHolder({ server: url, seed: keyFromText(enrolment.operator), timeoutMs: 5_000 })
  const client = createClient({ server: url, key: operator, timeoutMs: 5_000 })
  for (;;) {
    try {
      return (await client.call('board')).answer
    } catch {
      await pause(200)
    }
  }
}

async function concludedAtLeast(records: number): Promise<void> {
  while ((await board()).totals.entered < records) await pause(200)
}

/** The whole-state checker, beside the running load. */
async function check(): Promise<void> {
  checks++
  try {
    await run(process.execPath, [main, 'check-book'], { env, maxBuffer: 1 << 24 })
  } catch (error) {
    clean = false
    tell(String((error as { stdout?: string }).stdout ?? error).slice(0, 2_000))
  }
}

interface Result {
  readonly parcels: number
  readonly records: number
  readonly lost: number
  readonly doubled: number
}

/** Lets everything come to its end, then reads every feed from the start and compares it with what was promised. */
async function settle(): Promise<Result> {
  for (let quiet = 0; quiet < 3; ) {
    const { waiting, totals } = await board()
    const done = totals.entered + totals.unchanged + totals.returned + totals.held
    quiet = waiting === 0 && done >= totals.received ? quiet + 1 : 0
    await pause(500)
  }
  // The couriers have nothing more to send once the last one that was begun is promised.
  for (const courier of couriers) await courier.stop()
  const results = await Promise.all(largest.map(compare))
  const sum = (name: keyof Result) => results.reduce((total, result) => total + result[name], 0)
  return { parcels: sum('parcels'), records: sum('records'), lost: sum('lost'), doubled: sum('doubled') }
}

async function compare(sender: Sender): Promise<Result> {
  const courier = createCourier({
    ...{ server: url, sender: sender.code, seed: keyFromText(sender.seed), home: sender.home, today: () => today },
  })
  try {
    for (const parcel of courier.status()) if (parcel.state === 'packed') await courier.send(parcel.id)
    const promised = courier.status().filter(({ receivedAt }) => receivedAt !== null)
    const outcomes = new Map<string, number>()
    const missing = () =>
      promised.flatMap(({ id, count }) =>
        Array.from({ length: count }, (_, i) => `${id} ${i}`).filter((place) => !outcomes.has(place)),
      )
    const until = Date.now() + 60_000
    do {
      await courier.pull({
        onLine: (line) => {
          if (line.kind !== 'outcome') return
          const place = `${line.parcelId} ${line.index}`
          outcomes.set(place, (outcomes.get(place) ?? 0) + 1)
        },
      })
      if (missing().length > 0) await pause(500)
    } while (missing().length > 0 && Date.now() < until)
    const records = promised.reduce((total, { count }) => total + count, 0)
    const extra = [...outcomes.values()].reduce((total, times) => total + times - 1, 0)
    return { parcels: promised.length, records, lost: missing().length, doubled: extra }
  } finally {
    courier.close()
  }
}
