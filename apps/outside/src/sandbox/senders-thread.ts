/** The couriers of all bodies, in a thread of their own: checking, packing and sealing would hold up everything else. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { RefusedError } from '@cbccvc/contract'
import { type Courier, createCourier, SecretDoubtful, SecretRefused } from '@cbccvc/courier'
import { keyFromText } from '@cbccvc/evidence'
import { nation as makeNation, type Nation, type Unit } from '../nation/index.ts'
import type { Sender } from './enrolment.ts'
import { noNews, type SendersNews, type SendersTask } from './senders.ts'

const task = workerData as SendersTask
/** Parcels on their way at the same time; each is packed by the one thread, the waiting overlaps. */
const atOnce = 3
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

/** One body's courier and what is left to do for it. */
interface Desk {
  sender: Sender
  courier: Courier
  units: Unit[]
  /** Sent, their end not yet read in the feed. */
  open: Set<string>
  /** Concluded as the feed says. */
  concluded: Set<string>
  /** Concluded, their receipt not yet in hand. */
  unproved: Set<string>
}

const nation: Nation = makeNation(task)
const news: SendersNews = structuredClone(noNews)
const tell = () => parentPort?.postMessage({ news })
let stopping = false
parentPort?.once('message', () => {
  stopping = true
})

const desks = openDesks()
const pulling = pullAll()
await Promise.all(Array.from({ length: atOnce }, sendAll))
await pulling
tell()
for (const { courier } of desks) courier.close()
parentPort?.postMessage({ done: !stopping })
parentPort?.close()

function openDesks(): Desk[] {
  const units = Map.groupBy(nation.units(), (unit) => unit.body)
  return task.senders.map((sender) => {
    const courier = createCourier({
      server: task.server,
      sender: sender.code,
      seed: keyFromText(sender.seed),
      home: sender.home,
      today: () => nation.today,
      patience: Number.POSITIVE_INFINITY,
      firstPatience: Number.POSITIVE_INFINITY,
      onWait({ reason, attempt }) {
        if (attempt < 3) return
        news.waiting = reason
        tell()
      },
    })
    mkdirSync(join(sender.home, 'receipts'), { recursive: true, mode: 0o700 })
    const before = courier.status().filter(({ state }) => state === 'concluded')
    return {
      sender,
      courier,
      units: [...(units.get(sender.code) ?? [])],
      open: new Set(),
      concluded: new Set(before.map(({ id }) => id)),
      unproved: new Set(),
    }
  })
}

/** Takes the bodies in turn, one unit's parcel each, until none is left. */
async function sendAll(): Promise<void> {
  for (;;) {
    const desk = desks.find((one) => one.units.length > 0)
    const unit = desk?.units.shift()
    if (!desk || !unit || stopping) return
    desks.push(...desks.splice(desks.indexOf(desk), 1))
    await sendUnit(desk, unit).catch((error: unknown) => {
      const known = [RefusedError, SecretRefused, SecretDoubtful].some((kind) => error instanceof kind)
      if (!(known && error instanceof Error)) throw error
      news.refused.parcels += 1
      news.refused.records += unit.size
      parentPort?.postMessage({ refused: `${unit.code}: ${error.message}` })
    })
    tell()
  }
}

async function sendUnit({ sender, courier, open, concluded, unproved }: Desk, unit: Unit): Promise<void> {
  const parcel = await courier.pack(members(unit), {
    kind: 'full',
    unit: unit.code,
    asOf: nation.today,
    source: {
      fingerprint: `${nation.people} ${nation.seed} ${nation.today} ${unit.code}`,
      name: unit.name,
      kind: 'sandbox',
    },
  })
  await courier.send(parcel)
  news.waiting = null
  news.sent += parcel.count
  news.parcels += 1
  if (existsSync(receiptFile(sender, parcel.parcelId))) {
    news.concluded += 1
    news.receipts += 1
  } else if (concluded.has(parcel.parcelId)) {
    news.concluded += 1
    unproved.add(parcel.parcelId)
  } else open.add(parcel.parcelId)
}

function* members(unit: Unit) {
  for (const index of nation.unitMembers(unit.code)) yield nation.sent(index)
}

/** Reads the feeds of bodies that wait for something, again and again, and fetches the receipts. */
async function pullAll(): Promise<void> {
  while (!stopping && desks.some(isBusy)) {
    let moved = false
    for (const desk of desks.filter((one) => one.open.size + one.unproved.size > 0)) {
      if (stopping) return
      moved = (await pullOne(desk)) || moved
    }
    tell()
    if (!moved) await pause(300)
  }
}

function isBusy({ units, open, unproved }: Desk): boolean {
  return units.length + open.size + unproved.size > 0 || news.parcels + news.refused.parcels < task.parcels
}

async function pullOne({ sender, courier, open, concluded, unproved }: Desk): Promise<boolean> {
  let moved = false
  if (open.size > 0) for (const id of (await courier.pull()).concluded) concluded.add(id)
  for (const id of [...open].filter((one) => concluded.has(one))) {
    open.delete(id)
    unproved.add(id)
    news.concluded += 1
    moved = true
  }
  for (const id of unproved) {
    if (stopping) return moved
    const receipt = await courier.receipt(id).catch((error: unknown) => {
      // The tree has not reached the leaf yet: a second later it has.
      if (error instanceof RefusedError) return null
      throw error
    })
    if (receipt === null) continue
    writeFileSync(receiptFile(sender, id), receipt)
    unproved.delete(id)
    news.receipts += 1
    moved = true
  }
  return moved
}

function receiptFile({ home }: Sender, parcelId: string): string {
  return join(home, 'receipts', `${parcelId}.txt`)
}
