/**
 * `npm run bench -- ingest [--json] [--records 100000] [--rounds 3]`: records concluded per second through the whole
 * route over HTTP, without and with population matching, beside raw COPY of the same NDJSON into one jsonb table on the
 * same server, interleaved. docs/benchmarks.md says what each figure means.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createClient, keyHolder } from '@cbccvc/contract'
import { createCourier } from '@cbccvc/courier'
import { keyFromText } from '@cbccvc/evidence'
import { nation as makeNation } from '@cbccvc/outside/nation'
import { startPopulation } from '@cbccvc/outside/population'
import { openWorkshop, type RunningCentre } from './ingest/centre.ts'
import { copySeconds } from './ingest/copy.ts'
import { type Packed, packParcels } from './ingest/parcels.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    records: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
  },
})
const records = Number(values.records)
const rounds = Number(values.rounds)
const say = (line: string) => process.stderr.write(`${line}\n`)

/** Parcels under way at once: enough that the door is never idle, few enough that memory stays flat. */
const atOnce = 4

const nation = makeNation({ people: Math.max(records * 4, 80_000), today: '2023-06-20' })
const workshop = await openWorkshop(nation, 'ingest')
try {
  say(`packing ${records} records`)
  const parcels = packParcels(nation, workshop.senders, records)
  const lines = parcels.flatMap((parcel) => parcel.lines)
  const bytes = lines.reduce((sum, line) => sum + line.length, 0)
  const population = await startPopulation({ nation, latencyMs: 20, oddities: 0 })
  const copies: number[] = []
  const plain: number[] = []
  const matched: number[] = []
  const withCouriers: number[] = []
  let peak = 0
  const timed = async (
    kind: string,
    populationUrl: string,
    drive: (centre: RunningCentre) => Promise<void>,
    into: number[],
  ) => {
    const copyCpu = workshop.postgresCpu()
    copies.push(await copySeconds(workshop.url, lines))
    const copied = workshop.postgresCpu() - copyCpu
    const centre = await workshop.open(populationUrl)
    try {
      const [before, postgres] = [centre.cpu(), workshop.postgresCpu()]
      const began = performance.now()
      await drive(centre)
      await settled(centre, records, populationUrl !== '')
      into.push((performance.now() - began) / 1000)
      peak = Math.max(peak, centre.peakMiB())
      const spent = { ...centre.cpu(), postgres: workshop.postgresCpu() - postgres }
      for (const [name, seconds] of Object.entries(before)) spent[name as keyof typeof spent] -= seconds
      const each = Object.entries({ ...spent, copy: copied }).map(
        ([name, s]) => `${name} ${Math.round((s / records) * 1e6)}`,
      )
      say(`${kind}: memory ${JSON.stringify(centre.memory())}`)
      say(`${kind}: processor µs a record: ${each.join(', ')}`)
    } finally {
      await centre.close()
    }
    say(
      `${kind}: ${Math.round(records / into.at(-1)!)} a second; COPY ${Math.round(records / copies.at(-1)!)} a second; peak ${Math.round(peak)} MiB`,
    )
  }
  for (let round = 0; round < rounds; round++) {
    if (!values.only || values.only === 'plain')
      await timed('without matching', '', (centre) => sendAll(centre, parcels), plain)
    if (!values.only || values.only === 'matching')
      await timed('with matching', population.url, (centre) => sendAll(centre, parcels), matched)
  }
  if (!values.only || values.only === 'couriers')
    await timed('with couriers', '', (centre) => courierAll(centre, parcels), withCouriers)
  await population.close()
  const copyPerS = records / median(copies)
  const rate = (seconds: number[]) => (seconds.length > 0 ? records / median(seconds) : null)
  const ratio = (perS: number | null) => (perS === null ? null : Number((perS / copyPerS).toFixed(3)))
  process.stdout.write(
    `${JSON.stringify({
      records,
      parcels: parcels.length,
      bytes_per_record: Math.round(bytes / records),
      copy_per_s: Math.round(copyPerS),
      per_s: round0(rate(plain)),
      ratio_to_copy: ratio(rate(plain)),
      per_s_with_matching: round0(rate(matched)),
      ratio_to_copy_with_matching: ratio(rate(matched)),
      per_s_with_couriers: round0(rate(withCouriers)),
      ratio_with_couriers: ratio(rate(withCouriers)),
      peak_rss_mib: Math.round(peak),
      rounds,
    })}\n`,
  )
} finally {
  await workshop.close()
}
process.exit(0)

/** Delivers packed parcels over HTTP as fast as the door takes them. */
async function sendAll(centre: RunningCentre, all: readonly Packed[]): Promise<void> {
  const queue = all.values()
  const senders = new Map(all.map(({ sender }) => [sender.code, sender]))
  const clients = new Map(
    Array.from(senders, ([code, { seed }]) => {
      const key = keyHolder({ server: centre.url, seed: keyFromText(seed) })
      return [code, createClient({ server: centre.url, key })]
    }),
  )
  const walk = async () => {
    for (const { sender, parcelId, jws, parts } of queue) {
      const client = clients.get(sender.code)!
      await client.call('openParcel', { body: jws })
      for (const [part, body] of parts.entries()) {
        const { status } = await client.call('putPart', { params: { parcelId, part }, body })
        if (part === parts.length - 1 && status !== 202) throw new Error(`the last part was answered ${status}`)
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, walk))
}

/** The same records through couriers, which check, pack, queue durably and send inside the clock. */
async function courierAll(centre: RunningCentre, all: readonly Packed[]): Promise<void> {
  const bySender = Map.groupBy(all, (parcel) => parcel.sender)
  for (const [sender, own] of bySender) {
    const courier = createCourier({
      server: centre.url,
      sender: sender.code,
      seed: keyFromText(sender.seed),
      home: sender.home,
      today: () => nation.today,
    })
    for (const { lines } of own) {
      await courier.send(await courier.pack(lines, { kind: 'changes', unit: sender.code, asOf: nation.today }))
    }
    courier.close()
  }
}

/** Waits until every record is concluded and, with matching, every question answered and committed. */
async function settled({ db }: RunningCentre, wanted: number, matching: boolean): Promise<void> {
  for (;;) {
    const { rows } = await db.query<{ done: string; jobs: string; questions: string }>(
      `select (select coalesce(sum(records), 0) from feed_chunk where kind = 'outcomes') as done,
              (select count(*) from job) as jobs, (select count(*) from question) as questions`,
    )
    const { done, jobs, questions } = rows[0]!
    if (Number(done) === wanted && Number(jobs) === 0 && (!matching || Number(questions) === 0)) return
    await pause(50)
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!
}

function round0(value: number | null): number | null {
  return value === null ? null : Math.round(value)
}
