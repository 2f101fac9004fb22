/**
 * Part two: what only others can know. Parcels of planted records go through the running route (door, worker, sequencer,
 * population register), and the feed tells what was found: a verdict that is no match, a record that is held or returned,
 * a case of a person held elsewhere.
 */
import type { FeedLine } from '@cbccvc/contract'
import { type Nation, nation } from '@cbccvc/outside/nation'
import type { Kind, WireRecord } from './kind.ts'
import type { KindResult } from './measure.ts'
import { today } from './measure.ts'
import { kinds, plant } from './plant.ts'
import { Rng } from './rng.ts'
import { openRoute, type Parcel } from './running-route.ts'

export interface RouteResult {
  readonly records: number
  /** Clean records of the same parcels that were held, returned, or answered with a verdict other than match. */
  readonly false_alarms: number
  readonly false_alarm_share: number
  /** Some of them, and what was said. */
  readonly alarmed: readonly string[]
  readonly by_kind: Readonly<Record<string, KindResult>>
}

/** One line of a parcel, and what was done to it. */
interface Sent {
  readonly kind: Kind | null
  readonly record: WireRecord
  readonly official: number
}

/** Records planted per kind. */
const PER_KIND = 200
const PEOPLE = 20_000
/** Enough lines, even where a rare kind was not met that often. */
const MOST_LINES = 9000

const count = (into: Record<string, number>, key: string) => {
  into[key] = (into[key] ?? 0) + 1
}

/**
 * What a line of the feed says against the record that it speaks of, or null. With `kind`, what a planted line was found
 * by: any finding at the planted field counts too, and `unchanged` for a line that came twice.
 */
export function objection(line: FeedLine, kind: Kind | null): string | null {
  if (line.kind === 'outcome') {
    const { outcome } = line.outcome
    if (outcome !== 'entered' && outcome !== 'unchanged') return outcome
    if (kind === null) return null
    const near = line.findings.find((finding) => kind.near.includes(/^[^[.]*/.exec(finding.path)?.[0] ?? ''))
    return near?.rule ?? (kind.id === 'trung.yHet' && outcome === 'unchanged' ? outcome : null)
  }
  if (line.kind === 'verdict') {
    if (line.result !== 'found') return `verdict ${line.result}`
    const wrong = Object.entries(line.fields).find(([, verdict]) => verdict !== 'match')
    return wrong ? `verdict ${wrong[0]} ${wrong[1]}` : null
  }
  return line.kind === 'case' ? 'case' : null
}

interface Batch {
  readonly parcel: Parcel
  readonly lines: readonly Sent[]
}

const batchOf = (body: string, unit: string, lines: readonly Sent[]): Batch => ({
  parcel: { body, unit, records: lines.map((line) => line.record) },
  lines,
})

/**
 * One parcel a unit, until every kind was planted often enough: every second line with the `match` kind that lags, now
 * and then a line followed by its double.
 */
function firstWave(world: Nation, seed: number): { batches: Batch[]; known: number[] } {
  const rng = new Rng(seed)
  const other = (k: number): WireRecord => world.official(k % world.people)
  const tally = new Map<Kind, number>(kinds.filter((kind) => kind.stage === 'match').map((kind) => [kind, 0]))
  const again = ['trung.haiLan', 'trung.yHet'].map((id) => kinds.find((kind) => kind.id === id)!)
  const batches: Batch[] = []
  const known: number[] = []
  let doubles = 0
  for (const unit of world.units().filter((one) => one.body.startsWith('H') && one.size >= 20)) {
    const lagging = () => [...tally].filter(([, done]) => done < PER_KIND).sort((a, b) => a[1] - b[1])
    if (lagging().length === 0 || batches.reduce((sum, batch) => sum + batch.lines.length, 0) > MOST_LINES) break
    const lines: Sent[] = []
    for (const i of world.unitMembers(unit.code)) {
      const clean = world.official(i)
      let planted: Sent | null = null
      if (lines.length % 2 === 1) {
        for (const [kind, done] of lagging()) {
          const result = plant(clean, kind, rng, other)
          if (result === null) continue
          tally.set(kind, done + 1)
          planted = { kind, record: result.record, official: i }
          break
        }
      }
      lines.push(planted ?? { kind: null, record: clean, official: i })
      if (planted !== null) continue
      if (doubles < PER_KIND * again.length && lines.length % 10 === 3) {
        // The second line is the double: a colleague keyed the person again.
        const twice = again[doubles % again.length]!
        const double = plant(clean, twice, rng, other)
        if (double === null) continue
        lines.push({ kind: twice, record: double.record, official: i })
        doubles++
      } else if (lines.length % 10 === 7) known.push(i)
    }
    batches.push(batchOf(unit.body, unit.code, lines))
  }
  return { batches, known }
}

/** A body sends people whom another body already holds. */
function secondWave(world: Nation, known: readonly number[]): Batch {
  const kind = kinds.find((one) => one.id === 'trung.noiKhac')!
  const unit = world.units().findLast((one) => one.size >= 20)!
  const lines = known
    .filter((i) => !world.unitOf(i).startsWith(unit.body))
    .slice(0, PER_KIND)
    .map((i): Sent => {
      const record = { ...world.official(i), coQuanQuanLy: unit.parent ?? unit.code, coQuanSuDung: unit.code }
      return { kind, record, official: i }
    })
  return batchOf(unit.body, unit.code, lines)
}

/** Drives the match and duplicate kinds through a route of its own. */
export async function runThroughRoute(seed: number): Promise<RouteResult> {
  const world = nation({ people: PEOPLE, today, seed })
  const route = await openRoute(world)
  try {
    const { batches, known } = firstWave(world, seed)
    const told = await route.run(batches.map((batch) => batch.parcel))
    const second = secondWave(world, known)
    told.push(...(await route.run([second.parcel])))
    return judge([...batches, second], told)
  } finally {
    await route.close()
  }
}

function judge(batches: readonly Batch[], told: readonly ReadonlyMap<number, FeedLine[]>[]): RouteResult {
  const tally = new Map<
    string,
    { kind: Kind; planted: number; found: number; missed: string[]; rules: Record<string, number> }
  >()
  const borrowed = new Set<unknown>()
  for (const { lines } of batches) {
    for (const line of lines)
      if (line.kind?.id === 'so.nguoiKhac' || line.kind?.id === 'trung.noiKhac') borrowed.add(line.record.soDinhDanh)
  }
  const alarmed: string[] = []
  let records = 0
  let alarms = 0
  batches.forEach((batch, b) => {
    batch.lines.forEach((line, index) => {
      const lines = told[b]?.get(index) ?? []
      const first = (kind: Kind | null) =>
        lines.map((one) => objection(one, kind)).find((text) => text !== null) ?? null
      // What only others can know counts before what the check noted beside it.
      const said = first(null) ?? first(line.kind)
      if (line.kind === null) {
        // Whose number someone else was given is held for good reason.
        if (borrowed.has(line.record.soDinhDanh)) return
        records++
        if (said !== null) {
          alarms++
          if (alarmed.length < 10) alarmed.push(`official ${line.official}, ${batch.parcel.unit}: ${said}`)
        }
        return
      }
      const entry = tally.get(line.kind.id) ?? { kind: line.kind, planted: 0, found: 0, missed: [], rules: {} }
      tally.set(line.kind.id, entry)
      entry.planted++
      if (said !== null) {
        entry.found++
        count(entry.rules, said)
      } else if (entry.missed.length < 5) entry.missed.push(`official ${line.official}, ${batch.parcel.unit}`)
    })
  })
  return {
    records,
    false_alarms: alarms,
    false_alarm_share: records === 0 ? 0 : alarms / records,
    alarmed,
    by_kind: Object.fromEntries(
      [...tally].map(([id, { kind, planted, found, missed, rules }]) => [
        id,
        { stage: kind.stage, what: kind.what, planted, found, found_share: found / planted, missed, rules },
      ]),
    ),
  }
}
