/**
 * The hall: walks a submission from room to room, and nothing else. Rooms do not know each other's later ones; each
 * walk below is one story, and what must be true together is committed together.
 *
 *   submit      caller → access → exchange/inbox → log ("received")          one commit, then 202
 *   progress    exchange/queue → register → quality, exchange/outbox, log    one commit a part
 *   take back   the same, for a withdrawal and for what it takes back (withdrawal.ts)
 *   verify      → verification (verification/*.ts), beside it all
 *   answer      → verification; a held record goes the way of its part (held.ts), a corrected number that of renumbering.ts
 *   sweep       what ran out of time (sweep.ts)
 *   sequence    log numbers what was committed, quality folds its counters   one commit a tick
 *   read        feed, status, board, receipts: insight and the outbox
 */
import { createHash } from 'node:crypto'
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
import { edition } from '@cbccvc/standard'
import { type Caller, maySubmit, permitSubmission } from './access/index.ts'
import { type Connection, faultCode, KeyUnknownError, transaction, whoseFault } from './database/index.ts'
import {
  addFeedChunk,
  addNotices,
  beginWithdrawal,
  claimJob,
  conclude,
  endJob,
  examinePart,
  finalRefusals,
  findOffender,
  findParcel,
  findWithdrawable,
  type Job,
  keepPart,
  letWait,
  OurFault,
  openManifest,
  openParcel,
  type ParcelRow,
  partsHeld,
  postponeJob,
  Refused,
  refusedBefore,
  refuseParcel,
  samePart,
  sealLines,
  shortOutcome,
  storedManifest,
  type Withdrawable,
  whyNot,
} from './exchange/index.ts'
import { answerHeld, openHeld } from './held.ts'
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
  writtenGeneration,
} from './register/index.ts'
import { endOldNumbers, type Told, tell } from './renumbering.ts'
import { soundIndex, soundLine } from './sound.ts'
import type { UnitTree } from './units/index.ts'
import {
  addQuestions,
  answer,
  ask,
  claimQuestions,
  endQuestions,
  keepVerdicts,
  markDown,
  markUp,
  mostQuestions,
  type PopulationAddress,
  PopulationDownError,
  populationState,
  readStatement,
  releaseQuestions,
  takeAnswer,
} from './verification/index.ts'
import { closeWithdrawal, withdrawPart } from './withdrawal.ts'
import { candidatesOf, type House, openWork, type Work } from './work.ts'

export { sweep } from './sweep.ts'
export type { House } from './work.ts'

export type Taken =
  | { readonly kind: 'open'; readonly have: readonly number[] }
  | { readonly kind: 'received'; readonly promise: string }

/** Opens a parcel with its sealed manifest, or says where it stands. Throws Refused. */
export async function submitManifest(
  house: House,
  caller: Caller,
  jws: string,
): Promise<{ parcelId: string; created: boolean; taken: Taken }> {
  const manifest = openManifest(jws, caller)
  if (manifest.kind === 'withdrawal' && manifest.parts.length > 0)
    throw new Refused('parcel.manifest', { detail: 'parts: none in a withdrawal' })
  if (manifest.edition !== edition().id) throw new Refused('parcel.edition', { edition: manifest.edition })
  const unit = await house.units.find(manifest.unit)
  // Read before the transaction: whoever holds a connection never waits for another one.
  const tree = await house.units.current()
  const permit = unit && permitSubmission(caller, unit, tree)
  if (!permit) throw new Refused('parcel.unit', { unit: manifest.unit })
  return transaction(house.pool, async (tx) => {
    const { parcel, created } = await openParcel(tx, house.keys, permit, jws, manifest)
    const today = house.today()
    // Only on the first meeting: a parcel that is known keeps its answer. What was inserted is undone by the throw.
    if (created && manifest.asOf > today) throw new Refused('parcel.asOf', { asOf: manifest.asOf, today })
    if (created && manifest.doMat) {
      // The mark stands in the manifest: nothing but the refusal is kept.
      await refuseParcel(tx, parcel.id, 'parcel.secret', { record: -1 })
      return { parcelId: manifest.parcelId, created: true, taken: null }
    }
    if (created) {
      const deltas = new CounterDeltas()
      deltas.add(permit.unit.id, 'sent', manifest.count)
      await deltas.write(tx)
      if (manifest.parts.length === 0) await receive(house, tx, caller, tree, parcel)
    }
    const now = (await findParcel(tx, caller.sender, manifest.parcelId))!
    return { parcelId: manifest.parcelId, created, taken: await standing(tx, now) }
  }).then(({ taken, ...rest }) => {
    if (taken === null) throw new Refused('parcel.secret', { record: -1 })
    return { ...rest, taken }
  })
}

/** Takes one part. The last one is answered with the promise; a final refusal deletes what was taken. Throws Refused. */
export async function submitPart(
  house: House,
  caller: Caller,
  parcelId: string,
  no: number,
  bytes: Buffer,
): Promise<Taken> {
  const parcel = await findParcel(house.pool, caller.sender, parcelId)
  if (!parcel) throw new Refused('parcel.unknown')
  if (parcel.state === 'refused') return standing(house.pool, parcel)
  const { manifest } = await storedManifest(house.pool, house.keys, parcel)
  if (parcel.state !== 'open') {
    samePart(manifest, no, bytes, sha256)
    return standing(house.pool, parcel)
  }
  try {
    const part = await examinePart(house.pool, parcel, manifest, no, bytes, sha256)
    const tree = await house.units.current()
    return await transaction(house.pool, async (tx) => {
      const locked = (await findParcel(tx, caller.sender, parcelId, true))!
      if (locked.state !== 'open') return standing(tx, locked)
      if (part) await keepPart(tx, house.keys, locked, part, bytes)
      const have = await partsHeld(tx, locked.id)
      if (have.length < locked.partCount) return { kind: 'open' as const, have }
      return { kind: 'received' as const, promise: await receive(house, tx, caller, tree, locked) }
    })
  } catch (error) {
    if (!(error instanceof Refused && finalRefusals.has(error.code))) throw error
    const state = await transaction(house.pool, (tx) => refuseParcel(tx, parcel.id, error.code, error.facts))
    // Completed by another connection in the meantime: what is promised stays, these bytes are others.
    throw state === 'refused' ? error : new Refused('parcel.otherBytes')
  }
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

async function receive(
  house: House,
  tx: Connection,
  caller: Caller,
  tree: UnitTree,
  parcel: ParcelRow,
): Promise<string> {
  const { unitId } = parcel
  const { jws, manifest } = await storedManifest(tx, house.keys, parcel)
  const deltas = new CounterDeltas()
  deltas.add(unitId, 'received', manifest.count)
  await deltas.write(tx)
  const receivedAt = house.now()
  const promise = await conclude(tx, parcel, jws, manifest, {
    receivedAt,
    today: house.today(),
    log: house.log,
  })
  if (manifest.kind === 'withdrawal')
    await beginWithdrawal(tx, parcel.id, await toWithdraw(house, tree, tx, caller, manifest))
  else if (manifest.parts.length === 0) {
    // Nothing to work on: a parcel without records is concluded as it is received.
    const frame = { caller, parcel: parcel.id, parcelUnit: unitId, tree }
    await closeParcel(house, tx, { ...manifest, parts: 0 }, frame, parcelFactsOf(jws), receivedAt.toISOString())
  }
  return promise
}

/** The parcel that a withdrawal takes back, locked. Throws Refused where it cannot be taken back, or not by this key. */
async function toWithdraw(
  house: House,
  tree: UnitTree,
  tx: Connection,
  caller: Caller,
  manifest: Manifest,
): Promise<Withdrawable> {
  const id = manifest.withdraws!
  const parcel = await findWithdrawable(tx, caller.sender, id, true)
  const unit = parcel && tree.byId(parcel.unitId)
  const allowed = caller.unitId === null || (unit !== undefined && maySubmit(caller, unit, tree))
  const reason = whyNot(allowed ? parcel : undefined, id, house.today())
  if (reason || !parcel) throw reason ?? new Refused('withdrawal.unknown', { parcel: id })
  return parcel
}

async function standing(db: Pick<Connection, 'query'>, parcel: ParcelRow): Promise<Taken> {
  if (parcel.state === 'refused') throw refusedBefore(parcel.refusal)
  return parcel.promise === null
    ? { kind: 'open', have: await partsHeld(db, parcel.id) }
    : { kind: 'received', promise: parcel.promise }
}

/** After so many attempts the part is searched for a record that breaks the machine. */
const patience = 3

/**
 * Concludes the part whose turn it is. False when nothing waits. A failure gives the job back; a part that fails three times
 * is halved until the offending record stands alone: that one is held, the rest goes on. Where the fault is ours, nothing is
 * held: the part waits, and says so on the board, until the fault is mended. Throws what went wrong, once the job is given back.
 */
export async function progress(house: House): Promise<boolean> {
  const job = await claimJob(house.pool)
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
  if (work.kind === 'withdrawal' || work.withdrawnBy !== null)
    return transaction(house.pool, (tx) => takeBack(house, tx, job, work))
  let faulty: ReadonlySet<number> = new Set()
  if (job.attempts > patience || job.suspects) {
    const places = await findOffender(house.pool, job, work.lines.length, {
      holds: (without) => tried(house, (tx) => concludeWithout(house, tx, job, work, placesIn(work, without))),
      control: () => tried(house, (tx) => enterSound(house, tx, job, work)),
    })
    faulty = placesIn(work, places)
  }
  // Read before the transaction: whoever holds a connection does not let others wait while the rules are at work.
  const frame = { ...work.frame, recordedAt: house.now() }
  const candidates = candidatesOf(house, frame, work.lines, faulty)
  await transaction(house.pool, (tx) => concludePart(house, tx, job, work, frame, candidates, faulty))
}

/** Places in the part as places in the parcel. */
const placesIn = ({ frame }: Work, places: Iterable<number>): ReadonlySet<number> =>
  new Set([...places].map((place) => frame.firstIndex + place))

class LeaseLost extends Error {}

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
  const { decided, cases, told } = await writeRecords(house, tx, job, work, frame, candidates, faulty)
  await sayOutcomes(house, tx, job, work, frame, decided)
  const at = frame.recordedAt.toISOString()
  for (const [to, notices] of noticesOfCases(work.parcelId, cases)) await addNotices(tx, house.keys, to, notices, at)
  await tell(tx, house.keys, told, at)
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
async function closeParcel(
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

/**
 * Asks the population register about what waits, and keeps what it answers. Returns how many were answered; 0 when
 * nothing is due or the register is down (then the questions wait, and so do we).
 */
export async function verify(house: House, population: PopulationAddress): Promise<number> {
  if ((await populationState(house.pool)).notBefore > house.now()) return 0
  const claimed = await claimQuestions(house.pool, house.keys, mostQuestions)
  if (claimed.sets.length === 0) return 0
  try {
    const asked = await ask(house.pool, population, claimed)
    await transaction(house.pool, async (tx) => {
      const deltas = new CounterDeltas()
      await keepVerdicts(tx, house.keys, asked, { today: house.today(), at: house.now().toISOString() }, deltas)
      await deltas.write(tx)
      if (!(await endQuestions(tx, claimed))) throw new LeaseLost()
    })
    await markUp(house.pool)
    return asked.judged.length
  } catch (error) {
    const attempts = Math.max(...claimed.sets.map((set) => set.attempts))
    const pause = error instanceof PopulationDownError ? (error.retryAfter ?? Math.min(2 ** attempts / 2, 60)) : 1
    await releaseQuestions(house.pool, claimed, pause)
    if (error instanceof PopulationDownError) await markDown(house.pool, Math.min(pause, 60))
    else if (!(error instanceof LeaseLost)) throw error
    return 0
  }
}

/** Carries out a signed answer to a proposal, a case or a held record. The same statement again gets the same answer. */
export async function submitAnswer(house: House, caller: Caller, jws: string): Promise<{ id: string; state: string }> {
  const frame = { today: house.today(), now: house.now() }
  const held = caller.role === 'operator' ? await openHeld(house, readStatement(jws, caller)) : null
  const attempt = () =>
    transaction(house.pool, async (tx) => {
      const deltas = new CounterDeltas()
      // Before any other lock: what is entered may add a person.
      if (held?.record) await writtenGeneration(tx, house.keys)
      const done = await takeAnswer(tx, house.keys, caller, jws, (statement) =>
        held
          ? answerHeld(tx, house, caller, held, statement, deltas)
          : answer(tx, house.keys, caller, statement, frame, deltas),
      )
      await deltas.write(tx)
      return done
    })
  // A number that became somebody's while we looked is found under its lock the next time.
  const answered = await attempt().catch((error: unknown) => {
    if (!(error instanceof Overtaken)) throw error
    return attempt()
  })
  if (answered instanceof Refused) throw answered
  return answered
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
  await concludePart(house, tx, job, work, frame, candidatesOf(house, frame, work.lines, outside), outside)
}

/** A sound record of our own, entered as new and then stated again: if this breaks, it is not for what the part holds. */
async function enterSound(house: House, tx: Connection, job: Job, work: Work): Promise<void> {
  const frame = { ...work.frame, recordedAt: house.now(), firstIndex: soundIndex }
  const lines = [soundLine(frame.tree.byId(frame.parcelUnit)?.code ?? '')]
  for (let times = 0; times < 2; times++) {
    const candidates = candidatesOf(house, frame, lines, new Set())
    await writeRecords(house, tx, job, work, frame, candidates, new Set())
  }
}
