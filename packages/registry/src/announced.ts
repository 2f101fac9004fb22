/**
 * The walk of records that wait for their day (register/announced.ts). On that day a job of their part enters them by the
 * way of every record (progress.ts), judged as if they had been received on it; before it their sender may replace them or
 * withdraw their parcel. Either way what came of them is told in the feed, under a concluded leaf of its own for each run
 * of neighbours, so that a receipt proves it like any outcome; and they are no longer counted as held. One commit with
 * what it speaks of.
 */
import {
  concludedLeaf,
  countOutcomes,
  findingsDigest,
  merkleRoot,
  OUTCOME_WORDS,
  outcomeLeaf,
  parcelFactsOf,
  toHex,
} from '@cbccvc/evidence'
import { edition } from '@cbccvc/standard'
import type { Connection, KeyRing } from './database/index.ts'
import { addDayJobs, addFeedChunk, type Job, type StoredDecision, sealLines, storedManifest } from './exchange/index.ts'
import { appendLeaf } from './log/index.ts'
import { CounterDeltas } from './quality/index.ts'
import {
  type Announced,
  addAnnounced,
  addFindings,
  type Decided,
  type EnterFrame,
  endAnnounced,
  type Replaced,
  registerFinding,
  takeBackCount,
} from './register/index.ts'
import type { Work } from './work.ts'

type What = Pick<Decided, 'outcome' | 'findings' | 'entry' | 'unitId'>

/** A record that waited, and what came of it. */
interface Ended extends What {
  readonly announced: Announced
}

/** The part that they came in, by which day they were judged, and when. */
interface WaitedPart {
  readonly sender: string
  readonly parcel: number
  readonly parcelId: string
  readonly part: number
  readonly parts: number
  readonly jws: string
  readonly ruleSet: string
  readonly today: string
  readonly at: Date
}

/** Keeps what of a part waits, and makes the jobs of its days. */
export async function keepWaiting(
  tx: Connection,
  of: { readonly parcel: number; readonly part: number; readonly sender: string },
  decided: readonly Decided[],
): Promise<void> {
  await addDayJobs(tx, of, await addAnnounced(tx, of, decided))
}

/** What came of the records of a part that waited for the day of its job. */
export async function endOnDay(
  tx: Connection,
  keys: KeyRing,
  { part }: Job,
  { jws, parcelId, parts, due }: Work,
  { caller, parcel, edition, today, recordedAt: at }: EnterFrame,
  decided: readonly Decided[],
): Promise<void> {
  const came = new Map(decided.map((one) => [one.index, one]))
  const ended = due!.map((announced) => ({ ...came.get(announced.index)!, announced }))
  const of = { sender: caller.sender, parcel, parcelId, part, parts, jws, ruleSet: edition.ruleSet, today, at }
  await end(tx, keys, of, ended, null)
}

/** Records that other records of their sender replace, by whatever part those came in. */
export async function endReplaced(
  tx: Connection,
  keys: KeyRing,
  { caller, parcel, today, recordedAt: at }: EnterFrame,
  replaced: readonly Replaced[],
): Promise<void> {
  const sorted = [...replaced].sort(
    (a, b) => a.announced.parcel - b.announced.parcel || a.announced.index - b.announced.index,
  )
  for (const { announced, index } of sorted)
    await refuse(tx, keys, caller.sender, [announced], 'register.replaced', { parcel, index }, { today, at })
}

/** Records of one part of a parcel that was taken back; their jobs end with them. */
export async function endWithdrawn(
  tx: Connection,
  keys: KeyRing,
  { caller, parcel, today, recordedAt: at }: EnterFrame,
  waiting: readonly Announced[],
): Promise<void> {
  if (!waiting[0]) return
  const [{ parcel: of, part }] = waiting as readonly [Announced]
  await tx.query('delete from job where parcel = $1 and part = $2 and day is not null', [of, part])
  await refuse(tx, keys, caller.sender, waiting, 'register.withdrawn', { parcel, index: null }, { today, at })
}

/** Records of one part that their sender takes back. */
async function refuse(
  tx: Connection,
  keys: KeyRing,
  sender: string,
  waiting: readonly Announced[],
  rule: 'register.replaced' | 'register.withdrawn',
  by: { readonly parcel: number; readonly index: number | null },
  { today, at }: Pick<WaitedPart, 'today' | 'at'>,
): Promise<void> {
  const { parcel, part } = waiting[0]!
  const { rows } = await tx.query<{ parcelId: string }>('select parcel_id as "parcelId" from parcel where id = $1', [
    parcel,
  ])
  const { parcelId } = rows[0]!
  const { jws, manifest } = await storedManifest(tx, keys, { id: parcel, sender, parcelId })
  const findings = [registerFinding(rule)]
  const ended = waiting.map((announced) => {
    return { announced, outcome: 'refused' as const, findings, entry: null, unitId: announced.unitId }
  })
  await addFindings(
    tx,
    keys,
    parcel,
    ended.map(({ announced: { index } }) => ({ index, personId: null, findings })),
  )
  const deltas = new CounterDeltas()
  for (const { unitId } of ended) deltas.add(unitId, 'refused')
  await deltas.write(tx)
  const { ruleSet } = edition(manifest.edition)
  const of = { sender, parcel, parcelId, part, parts: manifest.parts.length, jws, ruleSet, today, at }
  await end(tx, keys, of, ended, by)
}

async function end(
  tx: Connection,
  keys: KeyRing,
  of: WaitedPart,
  ended: readonly Ended[],
  by: { readonly parcel: number; readonly index: number | null } | null,
): Promise<void> {
  await endAnnounced(
    tx,
    of.parcel,
    ended.map(({ announced: { index }, outcome, entry }) => ({ index, outcome, entry })),
    of.at,
    by,
  )
  await takeBackCount(tx, of.parcel, registerFinding('register.waitsForDay'), ended.length)
  const deltas = new CounterDeltas()
  for (const { announced } of ended) deltas.add(announced.unitId, 'held', -1)
  await deltas.write(tx)
  for (const run of runsOf(ended)) await say(tx, keys, of, run, by === null ? 'day' : 'sender')
}

/** Neighbours in the parcel together, in order. */
function runsOf(ended: readonly Ended[]): Ended[][] {
  const runs: Ended[][] = []
  for (const one of [...ended].sort((a, b) => a.announced.index - b.announced.index)) {
    const last = runs.at(-1)
    if (last?.at(-1)?.announced.index === one.announced.index - 1) last?.push(one)
    else runs.push([one])
  }
  return runs
}

async function say(
  tx: Connection,
  keys: KeyRing,
  { sender, parcel, parcelId, part, parts, jws, ruleSet, today, at }: WaitedPart,
  run: readonly Ended[],
  by: 'day' | 'sender',
): Promise<void> {
  const outcomes = run.map(({ announced: { index, recordLeaf }, outcome, findings, entry }) => {
    return { index, recordLeaf, outcome, findings: toHex(findingsDigest(findings)), entry, ruleSet, today }
  })
  const outcomeRoot = merkleRoot(outcomes.map(outcomeLeaf))
  const counts = countOutcomes(outcomes)
  const leaf = concludedLeaf(parcelFactsOf(jws), {
    ...{ part, parts, first: outcomes[0]!.index, records: run.length, counts },
    ...{ outcomesRoot: toHex(outcomeRoot), concludedAt: at.toISOString() },
  })
  const leafId = await appendLeaf(tx, leaf, sender)
  const lines = run.map(({ announced: { index }, outcome, entry, findings }): StoredDecision => {
    return { kind: 'decision', parcelId, index, outcome, entry, by, findings, today }
  })
  await addFeedChunk(
    tx,
    {
      ...{ leafId, sender, kind: 'waited', parcel, part, records: run.length, outcomeRoot, counts, ruleSet },
      byUnit: byUnit(run),
    },
    lines.length,
    sealLines(keys, sender, lines),
  )
}

/** What came of them in the units where they count now, and that they are held no longer where they counted until now. */
function byUnit(run: readonly Ended[]): number[][] {
  const rows = new Map<number, number[]>()
  const add = (unit: number, word: Decided['outcome'], n: 1 | -1): void => {
    const row = rows.get(unit) ?? OUTCOME_WORDS.map(() => 0)
    row[OUTCOME_WORDS.indexOf(word)]! += n
    rows.set(unit, row)
  }
  for (const { announced, outcome, unitId } of run) {
    add(announced.unitId, 'held', -1)
    add(unitId, outcome, 1)
  }
  return [...rows].map(([unit, counts]) => [unit, ...counts])
}
