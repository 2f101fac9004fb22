/**
 * `npm run bench -- national [--json] [--people 2500000]`: the nation at once. Couriers pack every unit of the 96 bodies
 * to disk; then the clock starts and all 96 send at once, one parcel a unit, through the real route with population
 * matching, until the last verdict is in the feed. How long do three people wait beside a unit of thousands? Memory of
 * this process stays flat whatever the number; the disk is checked before anything is written.
 */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createCourier } from '@cbccvc/courier'
import { keyFromText } from '@cbccvc/evidence'
import { nation as makeNation } from '@cbccvc/outside/nation'
import { startPopulation } from '@cbccvc/outside/population'
import type { Sender } from '@cbccvc/outside/sandbox/enrolment'
import { openWorkshop, type RunningCentre } from './ingest/centre.ts'
import { type PackedUnit, packNation } from './national/packers.ts'
import { waitsOf } from './national/waits.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    people: { type: 'string', default: '2500000' },
    seed: { type: 'string', default: '1' },
  },
})
const people = Number(values.people)
const say = (line: string) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`)
const n = (value: number) => Math.round(value).toLocaleString('en')

const nation = makeNation({ people, today: '2023-06-20', seed: Number(values.seed) })
const workshop = await openWorkshop(nation, 'national')
try {
  const packingSince = performance.now()
  const every = steadily()
  const packed = await packNation(nation, workshop.senders, (done) => every(() => `packed ${n(done)} of ${n(people)}`))
  const packSeconds = (performance.now() - packingSince) / 1000
  const parcels = [...packed.values()].flat()
  say(`packed ${n(people)} people into ${n(parcels.length)} parcels in ${n(packSeconds)} s`)
  const population = await startPopulation({ nation, latencyMs: 20 })
  const centre = await workshop.open(population.url)
  try {
    const began = performance.now()
    let sent = 0
    let sending = true
    const watching = watch(centre, () => (sending ? `sent ${n(sent)}` : 'all sent'))
    await Promise.all(
      workshop.senders.map((sender) =>
        sendAll(centre, sender, packed.get(sender.code) ?? [], (size) => {
          sent += size
        }),
      ),
    )
    sending = false
    say(`all sent after ${n((performance.now() - began) / 1000)} s`)
    await settled(centre)
    const seconds = (performance.now() - began) / 1000
    watching.abort()
    say(`done after ${n(seconds)} s; reading how long each waited`)
    const waits = await waitsOf(centre.db, workshop.keys)
    const waited = (units: readonly PackedUnit[]) => units.flatMap(({ parcelId }) => waits.get(parcelId) ?? [])
    const small = waited(parcels.filter(({ size }) => size === 3))
    const bySize = [...parcels].sort((a, b) => b.size - a.size)
    const largest = bySize.slice(0, Math.max(10, Math.ceil(parcels.length / 100)))
    const large = waited(largest)
    const disk = await diskBytes(centre)
    process.stdout.write(
      `${JSON.stringify({
        people,
        seconds: Math.round(seconds),
        per_s: Math.round(people / seconds),
        small_unit_p50_s: at(small, 0.5),
        small_unit_p99_s: at(small, 0.99),
        large_p50_s: at(large, 0.5),
        large_p99_s: at(large, 0.99),
        all_p50_s: at(waited(parcels), 0.5),
        all_p99_s: at(waited(parcels), 0.99),
        small_units: small.length,
        large_units: large.length,
        large_unit_size: [largest.at(-1)!.size, largest[0]!.size],
        parcels: parcels.length,
        senders: packed.size,
        pack_seconds: Math.round(packSeconds),
        peak_rss_mib: Math.round(centre.peakMiB()),
        bench_rss_mib: Math.round(process.resourceUsage().maxRSS / 1024),
        disk_gib: Number((disk / 1024 ** 3).toFixed(2)),
      })}\n`,
    )
  } finally {
    await centre.close()
    await population.close()
  }
} finally {
  await workshop.close()
}
process.exit(0)

/** One body's courier: its parcels one after the other, as it would. */
async function sendAll(
  { url }: RunningCentre,
  { code, seed, home }: Sender,
  units: readonly PackedUnit[],
  onSent: (size: number) => void,
): Promise<void> {
  const endless = { patience: Number.POSITIVE_INFINITY, firstPatience: Number.POSITIVE_INFINITY }
  const courier = createCourier({ server: url, sender: code, seed: keyFromText(seed), home, ...endless })
  for (const { parcelId, size } of units) {
    await courier.send(parcelId)
    onSent(size)
  }
  courier.close()
}

/** Everything concluded, answered and numbered. */
async function settled({ db }: RunningCentre): Promise<void> {
  for (;;) {
    const { rows } = await db.query<{ waits: boolean }>(
      'select exists (select from job) or exists (select from question) or exists (select from leaf_waiting) as waits',
    )
    if (!rows[0]!.waits) return
    await pause(100)
  }
}

/** Says every few seconds how far it is, as the board shows it. */
function watch(centre: RunningCentre, standing: () => string): AbortController {
  const told = new AbortController()
  const tell = async () => {
    for (;;) {
      await pause(people > 100_000 ? 15_000 : 3_000, undefined, { signal: told.signal })
      const { totals, waiting, population } = await centre.board()
      const done = totals.entered + totals.unchanged + totals.returned + totals.held
      const memory = Object.values(centre.memory()).reduce((sum, mib) => sum + mib, 0)
      say(
        `${standing()}, received ${n(totals.received)}, concluded ${n(done)}, verified ${n(totals.verified)}; parts waiting ${n(waiting)}, questions ${n(population.waiting)}; ${memory} MiB`,
      )
    }
  }
  tell().catch((error: unknown) => {
    if (!told.signal.aborted) say(`the board does not answer: ${error}`)
  })
  return told
}

/** Speaks at most every five seconds. */
function steadily(): (line: () => string) => void {
  let last = Date.now()
  return (line) => {
    if (Date.now() - last < 5_000) return
    last = Date.now()
    say(line())
  }
}

/** The database with its write-ahead log, and the couriers' homes. */
async function diskBytes({ db }: RunningCentre): Promise<number> {
  const { rows } = await db.query<{ bytes: number }>(
    'select pg_database_size(current_database()) + (select coalesce(sum(size), 0) from pg_ls_waldir()) as bytes',
  )
  let bytes = Number(rows[0]!.bytes)
  for (const { home } of workshop.senders) {
    for (const entry of readdirSync(home, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) bytes += statSync(join(entry.parentPath, entry.name)).blocks * 512
    }
  }
  return bytes
}

/** The value below which this share of the values lies. */
function at(of: readonly number[], share: number): number | null {
  const sorted = [...of].sort((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
  return value === undefined ? null : Number(value.toFixed(2))
}
