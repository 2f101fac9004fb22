/**
 * A route of its own for the measurement: database, server processes, a population register without oddities, and one
 * courier a body. Parcels go in as a body sends them; what comes back is the feed.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { FeedLine } from '@cbccvc/contract'
import { type Courier, createCourier } from '@cbccvc/courier'
import { keyFromText } from '@cbccvc/evidence'
import { freePort } from '@cbccvc/outside'
import type { Nation } from '@cbccvc/outside/nation'
import { startPopulation } from '@cbccvc/outside/population'
import { openDatabase, startCentre } from '@cbccvc/outside/sandbox/centre'
import { writeEnrolment } from '@cbccvc/outside/sandbox/enrolment'
import { openFolder } from '@cbccvc/outside/sandbox/folder'
import { ensureServerKeys } from '@cbccvc/outside/sandbox/keys'
import type { WireRecord } from './kind.ts'

export interface Parcel {
  readonly body: string
  readonly unit: string
  readonly records: readonly WireRecord[]
}

export interface RunningRoute {
  /** Sends parcels and waits for every outcome and verdict; per parcel, the feed lines by record index. */
  run(parcels: readonly Parcel[]): Promise<Map<number, FeedLine[]>[]>
  close(): Promise<void>
}

/** How long nothing new may come before the feed counts as settled, and how long all of it may take. */
const QUIET_MS = 8_000
const LONGEST_MS = 15 * 60_000

export async function openRoute(nation: Nation): Promise<RunningRoute> {
  const path = mkdtempSync(join(tmpdir(), 'cbccvc-defects-'))
  const options = {
    people: nation.people,
    today: nation.today,
    seed: nation.seed,
    once: true,
    json: true,
    port: undefined,
    data: path,
    databaseUrl: process.env.DATABASE_URL || undefined,
  }
  const folder = openFolder(options)
  ensureServerKeys(folder.keys, 'defects.cbccvc', true)
  const database = await openDatabase(options, folder)
  const population = await startPopulation({ nation, oddities: 0 })
  const world = { populationUrl: population.url, witnesses: '', witnessKeys: [], close: () => population.close() }
  const { file, senders, operator } = writeEnrolment(folder, nation)
  let failure: Error | null = null
  const stop = new AbortController()
  const centre = await startCentre(
    folder,
    database.url,
    world,
    await freePort(),
    { enrolment: file, operator },
    (reason) => {
      failure = reason
    },
    stop.signal,
  )
  const couriers = new Map<string, Courier>()
  const courierOf = (body: string): Courier => {
    const known = couriers.get(body)
    if (known) return known
    const sender = senders.find((one) => one.code === body)
    if (!sender) throw new RangeError(`no body ${body}`)
    const courier = createCourier({
      server: centre.url,
      sender: body,
      seed: keyFromText(sender.seed),
      home: sender.home,
      today: () => nation.today,
    })
    couriers.set(body, courier)
    return courier
  }
  let sentParcels = 0
  return {
    async run(parcels) {
      const told = new Map<string, Map<number, FeedLine[]>>()
      const ids: string[] = []
      for (const { body, unit, records } of parcels) {
        const courier = courierOf(body)
        const source = { fingerprint: `defects ${sentParcels++}`, name: unit, kind: 'bench' }
        const packed = await courier.pack(records, { kind: 'changes', unit, asOf: nation.today, source })
        await courier.send(packed)
        ids.push(packed.parcelId)
        told.set(packed.parcelId, new Map())
      }
      const wanted = parcels.reduce((sum, parcel) => sum + parcel.records.length, 0)
      let outcomes = 0
      let entered = 0
      let verdicts = 0
      const begun = Date.now()
      let moved = Date.now()
      const hear = (line: FeedLine) => {
        const lines = told.get(line.parcelId)
        if (!lines) return
        moved = Date.now()
        if (line.kind === 'outcome') {
          outcomes++
          if (line.outcome.outcome === 'entered') entered++
        } else if (line.kind === 'verdict') verdicts++
        const index = line.kind === 'outcome' ? line.outcome.index : line.index
        lines.set(index, [...(lines.get(index) ?? []), line])
      }
      while (Date.now() - begun < LONGEST_MS) {
        if (failure) throw failure
        for (const courier of new Set(parcels.map((parcel) => courierOf(parcel.body))))
          await courier.pull({ onLine: hear })
        const settled = outcomes >= wanted && (verdicts >= entered || Date.now() - moved > QUIET_MS)
        if (settled && Date.now() - moved > 1000) break
        await pause(300)
      }
      return ids.map((id) => told.get(id) ?? new Map<number, FeedLine[]>())
    },
    async close() {
      for (const courier of couriers.values()) courier.close()
      await centre.stop()
      await population.close()
      await database.stop()
      folder.leave()
      rmSync(path, { recursive: true, force: true })
    },
  }
}
