import {
  type ClosedParcel,
  closedLeaf,
  concludedLeaf,
  countOutcomes,
  findingsDigest,
  logLeafHash,
  type Manifest,
  merkleRoot,
  OUTCOME_WORDS,
  type OutcomeCounts,
  outcomeLeaf,
  parcelFactsOf,
  toHex,
} from '@cbccvc/evidence'
import { endOnDay, endReplaced, keepWaiting } from './announced.ts'
import { type Connection, faultCode, KeyUnknownError, transaction, whoseFault } from './database/index.ts'
import {
  addFeedChunk,
  addNotices,
  claimJob,
  endJob,
  findOffender,
  type Job,
  letWait,
  OurFault,
  postponeJob,
  sealLines,
  shortOutcome,
} from './exchange/index.ts'
import { appendLeaf } from './log/index.ts'
import { CounterDeltas } from './quality/index.ts'
import {
  addFindings,
  addHeld,
  type Candidate,
  type Decided,
  type Entered,
  type EnterFrame,
  enterPart,
  noticeOfLeft,
  noticesOfCases,
  Overtaken,
  registerFinding,
} from './register/index.ts'
import { endOldNumbers, type Told, tell } from './renumbering.ts'
import { soundIndex, soundLine } from './sound.ts'
import { addQuestions } from './verification/index.ts'
import { closeWithdrawal, withdrawPart } from './withdrawal.ts'
import { candidatesOf, type House, LeaseLost, openWork, type Work } from './work.ts'

/** After so many attempts the part is searched for a record that breaks the machine. */
const patience = 3

/**
 * Concludes the part whose turn it is. False when nothing waits. A failure gives the job back; a part that fails three times
 * is halved until the offending record stands alone: that one is held, the rest goes on. Where the fault is ours, nothing is
 * held: the part waits, and says so on the board, until the fault is mended. Throws what went wrong, once the job is given back.
 */
export async function progress(house: House): Promise<boolean> {
  const job = await claimJob(house.pool, house.today())
  if (!job) return false
  try {
    await workOn(house, job)
  } catch (error) {
    const fault = oursOf(job, error)
    if (fault) {
      await letWait(house.pool, job, fault.code)
      throw fault
    }
    // A key that another process made a moment ago is loaded by whoever runs us (withNewKeys), and the job is tried at once.
    const seconds = error instanceof KeyUnknownError ? 0 : Math.min(2 ** job.attempts, 60) / 4
    await postponeJob(house.pool, job, seconds)
    if (!isOvertaken(error)) throw error
  }
  return true
}

/** The fault, where it is ours: by its class; or because what comes up beside the search is nothing that a record could break. */
function oursOf(job: Job, error: unknown): OurFault | null {
  if (error instanceof OurFault) return error
  if (isOvertaken(error) || (error instanceof KeyUnknownError && job.attempts <= patience)) return null
  const whose = whoseFault(error)
  const ours = whose === 'ours' || (whose === 'anyones' && job.attempts > patience)
  return ours ? new OurFault(faultCode(error), error) : null
}

async function workOn(house: House, job: Job): Promise<void> {
  const work = await openWork(house, job)
  if (job.day !== null && (work.withdrawnBy !== null || work.due!.length === 0)) return endIdle(house, job)
  if (work.destroyed) return transaction(house.pool, (tx) => sendBackDestroyed(house, tx, job, work))
  if (work.kind === 'withdrawal' || work.withdrawnBy !== null)
    return transaction(house.pool, (tx) => takeBack(house, tx, job, work))
  let faulty: ReadonlySet<number> = new Set()
  if (job.attempts > patience || job.suspects) {
    const places = await findOffender(house.pool, job, work.due?.length ?? work.lines.length, {
      holds: (without) => tried(house, (tx) => concludeWithout(house, tx, job, work, placesIn(work, without))),
      control: () => tried(house, (tx) => enterSound(house, tx, job, work)),
    })
    faulty = placesIn(work, places)
  }
  // Read before the transaction: whoever holds a connection does not let others wait while the rules are at work.
  const frame = { ...work.frame, recordedAt: house.now() }
  const candidates = candidatesOf(house, frame, work.lines, faulty, indicesOf(work))
  await transaction(house.pool, (tx) => concludePart(house, tx, job, work, frame, candidates, faulty))
}

/** The records that are worked on, by their places in the parcel; null for the whole part. */
const indicesOf = ({ due }: Work): readonly number[] | null => due?.map(({ index }) => index) ?? null

/** Places among the records that are worked on as places in the parcel. */
const placesIn = ({ frame, due }: Work, places: Iterable<number>): ReadonlySet<number> =>
  new Set([...places].map((place) => due?.[place]?.index ?? frame.firstIndex + place))

/** Nothing of the part waits for the job's day any more, or the withdrawal of its parcel ends what does. */
async function endIdle(house: House, job: Job): Promise<void> {
  await transaction(house.pool, (tx) => endJob(tx, job))
}

/** What another process did first: not a fault, the work comes again. */
const isOvertaken = (error: unknown): boolean => error instanceof LeaseLost || error instanceof Overtaken
class RollBack extends Error {}

/** All that is written of the records themselves: what a record could break. */
async function writeRecords(
  house: House,
  tx: Connection,
  job: Job,
  work: Work,
  frame: EnterFrame,
  candidates: readonly Candidate[],
  faulty: ReadonlySet<number>,
): Promise<Entered & { readonly told: readonly Told[] }> {
  const deltas = new CounterDeltas()
  const entered = await enterPart(tx, house.keys, frame, candidates, faulty, deltas)
  const { sender } = frame.caller
  await addFindings(tx, house.keys, frame.parcel, entered.decided)
  await addHeld(tx, { sender, parcel: frame.parcel, parcelId: work.parcelId, due: frame.heldUntil }, entered.decided)
  await keepWaiting(tx, { parcel: frame.parcel, part: job.part, sender }, entered.decided)
  const told = await endOldNumbers(tx, house.keys, frame, entered.renumberings, deltas)
  const of = { sender, parcel: frame.parcel, parcelId: work.parcelId, part: job.part }
  await addQuestions(tx, house.keys, of, entered.questions)
  await deltas.write(tx)
  return { ...entered, told }
}

async function concludePart(
  house: House,
  tx: Connection,
  job: Job,
  work: Work,
  frame: EnterFrame,
  candidates: readonly Candidate[],
  faulty: ReadonlySet<number>,
): Promise<void> {
  if (work.due !== null) await insistNotWithdrawn(tx, frame.parcel)
  const { decided, cases, told, replaced } = await writeRecords(house, tx, job, work, frame, candidates, faulty)
  await endReplaced(tx, house.keys, frame, replaced)
  if (work.due === null) await sayOutcomes(house, tx, job, work, frame, decided)
  else await endOnDay(tx, house.keys, job, work, frame, decided)
  const at = frame.recordedAt.toISOString()
  for (const [to, notices] of noticesOfCases(work.parcelId, cases)) await addNotices(tx, house.keys, to, notices, at)
  await tell(tx, house.keys, told, at)
  if (!(await endJob(tx, job))) throw new LeaseLost()
}

/** Holds off a withdrawal of the parcel until we commit. Throws LeaseLost where one came first. */
async function insistNotWithdrawn(tx: Connection, parcel: number): Promise<void> {
  const { rows } = await tx.query<{ withdrawn: boolean }>(
    'select withdrawn_by is not null as withdrawn from parcel where id = $1 for share',
    [parcel],
  )
  if (rows[0]!.withdrawn) throw new LeaseLost()
}

/** The part was destroyed before the day of these records came: they go back, and nobody waits for them in vain. */
async function sendBackDestroyed(house: House, tx: Connection, job: Job, work: Work): Promise<void> {
  await insistNotWithdrawn(tx, work.frame.parcel)
  const frame = { ...work.frame, recordedAt: house.now() }
  const decided = work.due!.map(({ index, recordLeaf, unitId }) => ({
    ...{ index, recordLeaf, unitId, outcome: 'returned' as const, findings: [registerFinding('register.destroyed')] },
    ...{ entry: null, personId: null, again: false, waitsFor: null },
  }))
  await addFindings(tx, house.keys, frame.parcel, decided)
  const deltas = new CounterDeltas()
  for (const { unitId } of decided) deltas.add(unitId, 'returned')
  await deltas.write(tx)
  await endOnDay(tx, house.keys, job, work, frame, decided)
  if (!(await endJob(tx, job))) throw new LeaseLost()
}

/** One job of a withdrawal, or one part of a parcel that was withdrawn before it was concluded: nothing of it is entered. */
async function takeBack(house: House, tx: Connection, job: Job, work: Work): Promise<void> {
  const frame = { ...work.frame, recordedAt: house.now() }
  if (work.kind === 'withdrawal') {
    await withdrawPart(tx, house.keys, job, { ...work, frame }, house.today())
    if (!(await endJob(tx, job))) throw new LeaseLost()
    return closeWithdrawal(tx, house.keys, { ...work, frame })
  }
  const decided = Array.from({ length: work.leaves.length / 32 }, (_, at) => ({
    index: frame.firstIndex + at,
    recordLeaf: work.leaves.toString('hex', at * 32, at * 32 + 32),
    outcome: 'refused' as const,
    findings: [registerFinding('register.withdrawn')],
    entry: null,
    personId: null,
    unitId: frame.parcelUnit,
    again: false,
    waitsFor: null,
  }))
  await addFindings(tx, house.keys, frame.parcel, decided)
  const deltas = new CounterDeltas()
  deltas.add(frame.parcelUnit, 'refused', decided.length)
  await deltas.write(tx)
  await sayOutcomes(house, tx, job, work, frame, decided)
  if (!(await endJob(tx, job))) throw new LeaseLost()
}

/** What came of the part's records: their leaf, their lines in the feed; with the last part the parcel is concluded. */
async function sayOutcomes(
  house: House,
  tx: Connection,
  job: Job,
  work: Work,
  frame: EnterFrame,
  decided: readonly Decided[],
): Promise<void> {
  const { ruleSet } = frame.edition
  const outcomes = decided.map((d) => ({
    index: d.index,
    recordLeaf: d.recordLeaf,
    outcome: d.outcome,
    findings: toHex(findingsDigest(d.findings)),
    entry: d.entry,
    ruleSet,
    today: frame.today,
  }))
  const counts = countOutcomes(outcomes)
  const outcomeRoot = merkleRoot(outcomes.map(outcomeLeaf))
  const facts = parcelFactsOf(work.jws)
  const at = frame.recordedAt.toISOString()
  const leaf = concludedLeaf(facts, {
    part: job.part,
    parts: work.parts,
    first: frame.firstIndex,
    records: decided.length,
    counts,
    outcomesRoot: toHex(outcomeRoot),
    concludedAt: at,
  })
  const leafId = await appendLeaf(tx, leaf, frame.caller.sender)
  const lines = decided.map((d) => shortOutcome(d.outcome, d.entry, d.findings))
  const sender = frame.caller.sender
  await addFeedChunk(
    tx,
    {
      leafId,
      sender,
      kind: 'outcomes',
      parcel: frame.parcel,
      part: job.part,
      records: decided.length,
      outcomeRoot,
      counts,
      ruleSet,
      byUnit: outcomesByUnit(decided),
    },
    lines.length,
    sealLines(house.keys, sender, lines),
  )
  await closeWhenLast(house, tx, work, frame, facts, at)
}

/** [unit, entered, unchanged, returned, held, refused]: from these the counters of the units are derived again. */
function outcomesByUnit(decided: readonly Decided[]): number[][] {
  const rows = Map.groupBy(decided, (d) => d.unitId)
  return [...rows].map(([unit, own]) => [unit, ...OUTCOME_WORDS.map((w) => own.filter((d) => d.outcome === w).length)])
}

/** Counts the part as done; with the last one the parcel is concluded. */
async function closeWhenLast(
  house: House,
  tx: Connection,
  work: Work,
  frame: EnterFrame,
  facts: ReturnType<typeof parcelFactsOf>,
  at: string,
): Promise<void> {
  const { rows } = await tx.query<{ last: boolean; withdrawnBy: number | null }>(
    `update parcel set done_parts = done_parts + 1,
       state = case when done_parts + 1 = part_count then 'concluded' else state end,
       concluded_at = case when done_parts + 1 = part_count then $2::timestamptz end
     where id = $1 returning done_parts = part_count as last, withdrawn_by as "withdrawnBy"`,
    [frame.parcel, at],
  )
  const { last, withdrawnBy } = rows[0]!
  // Withdrawn while we worked: none of this may be entered.
  if (withdrawnBy !== work.withdrawnBy) throw new LeaseLost()
  if (last) await closeParcel(house, tx, work, frame, facts, at)
}

/** The leaf "closed" of a parcel that has not exactly one part, and the question about the people that a full one left out. */
export async function closeParcel(
  house: House,
  tx: Connection,
  {
    parts,
    kind,
    parcelId,
    left = [],
    withdrawnBy = null,
  }: Pick<Manifest, 'kind' | 'parcelId' | 'left'> & { readonly parts: number; readonly withdrawnBy?: number | null },
  frame: Pick<EnterFrame, 'tree' | 'parcelUnit' | 'parcel' | 'caller'>,
  facts: ReturnType<typeof parcelFactsOf>,
  at: string,
): Promise<void> {
  if (parts !== 1) {
    const closed = await closedOf(tx, frame.parcel, parts, at)
    const leafId = await appendLeaf(tx, closedLeaf(facts, closed), frame.caller.sender)
    await tx.query('update parcel set closed_leaf = $2 where id = $1', [frame.parcel, leafId])
  }
  if (kind !== 'full' || withdrawnBy !== null) return
  const notice = await noticeOfLeft(tx, house.keys, frame, parcelId, left)
  if (notice) await addNotices(tx, house.keys, frame.caller.sender, [notice], at)
}

async function closedOf(tx: Connection, parcel: number, parts: number, closedAt: string): Promise<ClosedParcel> {
  type Chunk = OutcomeCounts & { bytes: Buffer }
  const { rows: chunks } = await tx.query<Chunk>(
    `select l.bytes, f.entered, f.unchanged, f.returned, f.held, f.refused from feed_chunk f join leaf l on l.id = f.leaf_id
      where f.parcel = $1 and f.kind = 'outcomes' order by f.part`,
    [parcel],
  )
  const counts = { entered: 0, unchanged: 0, returned: 0, held: 0, refused: 0 }
  for (const chunk of chunks) for (const word of OUTCOME_WORDS) counts[word] += chunk[word]
  const concludedRoot = toHex(merkleRoot(chunks.map((chunk) => logLeafHash(chunk.bytes))))
  return { parts, counts, concludedRoot, closedAt }
}

/** Does all of it, and rolls it back. Null when it went well, else what the fault is called; throws what says nothing of a record. */
async function tried(house: House, work: (tx: Connection) => Promise<void>): Promise<string | null> {
  try {
    await transaction(house.pool, async (tx) => {
      await work(tx)
      throw new RollBack()
    })
  } catch (error) {
    if (error instanceof RollBack) return null
    if (isOvertaken(error) || whoseFault(error) !== 'anyones') throw error
    return faultCode(error)
  }
  return null
}

/** The part without some of its records: they count as held. */
async function concludeWithout(
  house: House,
  tx: Connection,
  job: Job,
  work: Work,
  outside: ReadonlySet<number>,
): Promise<void> {
  const frame = { ...work.frame, recordedAt: house.now() }
  const candidates = candidatesOf(house, frame, work.lines, outside, indicesOf(work))
  await concludePart(house, tx, job, work, frame, candidates, outside)
}

/** A sound record of our own, entered as new and then stated again: if this breaks, it is not for what the part holds. */
async function enterSound(house: House, tx: Connection, job: Job, work: Work): Promise<void> {
  const frame = { ...work.frame, recordedAt: house.now(), firstIndex: soundIndex }
  const lines = [soundLine(frame.tree.placeOf(frame.parcelUnit)?.code ?? '')]
  for (let times = 0; times < 2; times++) {
    const candidates = candidatesOf(house, frame, lines, new Set())
    await writeRecords(house, tx, job, work, frame, candidates, new Set())
  }
}
