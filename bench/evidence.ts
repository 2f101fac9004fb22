/**
 * `npm run bench -- evidence [--json] [--records 20000] [--samples 300]`: proof from the whole route. How long after its
 * promise a parcel stands under a published checkpoint, under a moderate load; then, from what was stored: record
 * receipts a second on one core, their size, and how long one takes to verify from itself, the record and public keys.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createClient, type KeyHolder, keyHolder } from '@cbccvc/contract'
import { keyFromText, parcelFactsOf, verifyPromise, verifyReceipt, vkeyOf } from '@cbccvc/evidence'
import { nation as makeNation, type Nation } from '@cbccvc/outside/nation'
import type { Sender } from '@cbccvc/outside/sandbox/enrolment'
import { startOutsideWorld } from '@cbccvc/outside/sandbox/outside-world'
import { type KeyFile, openKeyRing, openPool, openReceipts } from '@cbccvc/registry'
import { openWorkshop, type RunningCentre } from './ingest/centre.ts'
import { type Packed, pack, packParcels } from './ingest/parcels.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    records: { type: 'string', default: '20000' },
    samples: { type: 'string', default: '300' },
  },
})
const records = Number(values.records)
const samples = Number(values.samples)
const say = (line: string) => process.stderr.write(`${line}\n`)

/** Between two parcels whose promise is watched. */
const everyMs = 100

const nation = makeNation({ people: Math.max(records * 4, 80_000), today: '2023-06-20' })
const workshop = await openWorkshop(nation, 'evidence')
const readKey = <T>(name: string) => JSON.parse(readFileSync(join(workshop.keys, name), 'utf8')) as T
const log = readKey<{ origin: string; seed: string }>('log.json')
const logKey = vkeyOf({ name: log.origin, seed: keyFromText(log.seed) })
/** By body: one token for many parcels. */
const keys = new Map<string, KeyHolder>()
const world = await startOutsideWorld(workshop.outside, workshop.keys, nation)
try {
  say(`packing ${records} records and ${samples} parcels of three`)
  const bulk = packParcels(nation, workshop.senders, records)
  const small = packSmall(nation, workshop.senders, samples)
  const centre = await workshop.open(world.populationUrl, world.witnesses)
  try {
    const waits = await promisesUnderLoad(centre, bulk, small)
    say('all are promised; waiting for the last to be concluded')
    await concluded(centre)
    const made = await receipts(centre, [...bulk, ...small])
    process.stdout.write(
      `${JSON.stringify({
        receipts_per_s: made.perS,
        receipt_bytes: made.bytes,
        verify_ms: made.verifyMs,
        verify_worst_ms: made.worstMs,
        promise_to_checkpoint_p99_s: at(waits, 0.99),
        promise_to_checkpoint_p50_s: at(waits, 0.5),
        receipts: made.count,
        witnesses: made.witnesses,
        load_per_s: Math.round((records / (samples * everyMs)) * 1000),
        samples: waits.length,
      })}\n`,
    )
  } finally {
    await centre.close()
  }
} finally {
  await world.close()
  await workshop.close()
}
process.exit(0)

/** One parcel of three people from each of many units, none of them in the bulk. */
function packSmall(of: Nation, senders: readonly Sender[], count: number): Packed[] {
  const bySender = new Map(senders.map((sender) => [sender.code, sender]))
  const units = of
    .units()
    .filter((unit) => unit.size >= 3 && unit.parent !== null)
    .reverse()
  return Array.from({ length: count }, (_, i) => {
    const unit = units[i]!
    const members = [...of.unitMembers(unit.code)].slice(0, 3)
    const lines = members.map((index) => Buffer.from(JSON.stringify(of.official(index))))
    return pack(bySender.get(unit.body)!, unit.code, 1_000_000 + i, of.today, lines)
  })
}

/** Sends both at an even pace; gives for each small parcel the seconds from its promise to a checkpoint that covers it. */
async function promisesUnderLoad(centre: RunningCentre, bulk: readonly Packed[], small: readonly Packed[]) {
  const seen: { size: number; at: number }[] = []
  let watching = true
  const watch = (async () => {
    while (watching) {
      const text = await (await fetch(`${centre.url}/log/checkpoint`)).text()
      const size = Number(text.split('\n')[1])
      if (size > (seen.at(-1)?.size ?? -1)) seen.push({ size, at: Date.now() })
      await pause(20)
    }
  })()
  const promised = new Map<string, number>()
  const began = Date.now()
  const length = small.length * everyMs
  const evenly = async (all: readonly Packed[], keep: boolean) => {
    const under: Promise<void>[] = []
    for (const [i, parcel] of all.entries()) {
      await pause(Math.max(0, began + (i * length) / all.length - Date.now()))
      const sent = send(centre, parcel).then((promise) => {
        if (keep) promised.set(parcel.parcelId, Date.parse(verifyPromise(promise, logKey).receivedAt))
      })
      // Where one fails the bench ends with its reason; the others then find no centre, which is no news.
      sent.catch(() => {})
      if (keep) under.push(sent)
      else await sent
    }
    await Promise.all(under)
  }
  await Promise.all([evenly(bulk, false), evenly(small, true)])
  const { rows } = await leavesNumbered(centre, [...promised.keys()])
  const last = Math.max(...rows.map((row) => row.no))
  while ((seen.at(-1)?.size ?? 0) <= last) await pause(20)
  watching = false
  await watch
  return rows.map(({ id, no }) => (seen.find(({ size }) => size > no)!.at - promised.get(id)!) / 1000)
}

async function leavesNumbered({ db }: RunningCentre, ids: readonly string[]) {
  for (;;) {
    const found = await db.query<{ id: string; no: number }>(
      `select p.parcel_id as id, c.commit_no as no from parcel p join commit_log c on c.leaf_id = p.received_leaf
        where p.parcel_id = any($1::uuid[])`,
      [ids],
    )
    if (found.rows.length === ids.length) return found
    await pause(50)
  }
}

async function send(centre: RunningCentre, { sender, parcelId, jws, parts }: Packed): Promise<string> {
  const key = keys.get(sender.code) ?? keyHolder({ server: centre.url, seed: keyFromText(sender.seed) })
  keys.set(sender.code, key)
  const { call } = createClient({ server: centre.url, key })
  await call('openParcel', { body: jws })
  for (const [part, body] of parts.entries()) {
    const { answer } = await call('putPart', { params: { parcelId, part }, body })
    if ('promise' in answer) return answer.promise
  }
  throw new Error('no promise for the last part')
}

/** Everything concluded, numbered and cosigned. */
async function concluded({ db }: RunningCentre): Promise<void> {
  for (;;) {
    const { rows } = await db.query<{ n: number }>(
      `select (select count(*) from job) + (select count(*) from question) + (select count(*) from leaf_waiting)
            + (select count(*) from log_head h where not exists (select from cosignature s where s.size = h.size)) as n`,
    )
    if (Number(rows[0]!.n) === 0) return
    await pause(100)
  }
}

/** Makes the receipt of every stored record, part by part, on one core; keeps and verifies some of them. */
async function receipts(centre: RunningCentre, parcels: readonly Packed[]) {
  const pool = openPool({ url: centre.databaseUrl, role: 'cbccvc_door', max: 2, name: 'bench evidence' })
  const keys = await openKeyRing({ db: pool, file: readKey<KeyFile>('seal.json') })
  const kept: { text: string; line: Buffer; jws: string }[] = []
  let count = 0
  let bytes = 0
  const began = performance.now()
  const cpu = process.cpuUsage()
  for (const { sender, parcelId, parts, lines, jws } of parcels) {
    const parcel = await openReceipts(pool, keys, sender.code, parcelId)
    for (let part = 0; part < parts.length; part++) {
      const made = await parcel.part(part)
      for (let i = made.first; i < made.first + made.count; i++) {
        const text = made.receipt(i)
        bytes = Math.max(bytes, text.length)
        if (count++ % 97 === 0) kept.push({ text, line: lines[i]!, jws })
      }
    }
  }
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(cpu)
  say(`${count} receipts: ${Math.round((user + system) / count)} µs of processor time each`)
  await pool.end()
  const times: number[] = []
  let witnesses = 0
  for (const { text, line, jws } of kept) {
    bytes = Math.max(bytes, Buffer.byteLength(text))
    const start = performance.now()
    const result = verifyReceipt(text, { logKey, witnessKeys: world.witnessKeys, record: line })
    times.push(performance.now() - start)
    const proven = result.ok && result.steps.find(({ name }) => name === 'record')?.ok
    if (!proven || result.facts?.facts.parcelId !== parcelFactsOf(jws).parcelId)
      throw new Error('a receipt does not verify')
    witnesses = Math.max(witnesses, result.facts?.witnessed.length ?? 0)
  }
  say(`verify: median ${at(times, 0.5)} ms, p99 ${at(times, 0.99)} ms, worst ${at(times, 1)} ms of ${times.length}`)
  return {
    count,
    perS: Math.round(count / seconds),
    bytes,
    verifyMs: at(times, 0.99),
    worstMs: at(times, 1),
    witnesses,
  }
}

/** The value below which this share of the values lies, to the millisecond. */
function at(of: readonly number[], share: number): number {
  const sorted = [...of].sort((a, b) => a - b)
  return Number(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(3))
}
