/**
 * The hall: walks a submission from room to room, and nothing else. Rooms do not know each other's later ones; each
 * walk below is one story, and what must be true together is committed together.
 *
 *   submit      caller → access → exchange/inbox → log ("received")          one commit, then 202
 *   progress    exchange/queue → register → quality, exchange/outbox, log    one commit a part (progress.ts)
 *   take back   the same, for a withdrawal and for what it takes back (withdrawal.ts)
 *   verify      → verification (verification/*.ts), beside it all
 *   answer      → verification; a held record goes the way of its part (held.ts), a corrected number that of renumbering.ts
 *   sweep       what ran out of time (sweep.ts)
 *   sequence    log numbers what was committed, quality folds its counters   one commit a tick
 *   read        feed, status, board, receipts: insight and the outbox
 */
import { createHash } from 'node:crypto'
import { type Manifest, parcelFactsOf } from '@cbccvc/evidence'
import { edition } from '@cbccvc/standard'
import { type Caller, maySubmit, permitSubmission } from './access/index.ts'
import { type Connection, transaction } from './database/index.ts'
import {
  beginWithdrawal,
  conclude,
  examinePart,
  finalRefusals,
  findParcel,
  findWithdrawable,
  isManifestOf,
  keepPart,
  openManifest,
  openParcel,
  type ParcelRow,
  partsHeld,
  Refused,
  refusedBefore,
  refuseParcel,
  samePart,
  storedManifest,
  type Withdrawable,
  whyNot,
} from './exchange/index.ts'
import { answerHeld, openHeld } from './held.ts'
import { closeParcel } from './progress.ts'
import { CounterDeltas } from './quality/index.ts'
import { Overtaken, writtenGeneration } from './register/index.ts'
import type { UnitTree } from './units/index.ts'
import {
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
import { type House, LeaseLost } from './work.ts'

export { progress } from './progress.ts'
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
  if (!permit) {
    // A parcel that is known keeps its answer, whatever became of its unit since.
    const known = tree.became(manifest.unit) && (await findParcel(house.pool, caller.sender, manifest.parcelId))
    if (!known || !isManifestOf(known, jws)) throw unitRefusal(tree, manifest.unit)
    return { parcelId: manifest.parcelId, created: false, taken: await standing(house.pool, known) }
  }
  // Whoever is missing from an empty full parcel is told at once, by name: the door does not read the book.
  const pool = manifest.kind === 'full' && manifest.parts.length === 0 ? house.book : house.pool
  return transaction(pool, async (tx) => {
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

/** Why nothing can be sent for this code: the unit has ended, and others follow it; or it is not the sender's. */
function unitRefusal(tree: UnitTree, unit: string): Refused {
  const became = tree.became(unit)
  if (!became) return new Refused('parcel.unit', { unit })
  return new Refused('parcel.unitEnded', { unit, on: became.on, to: became.to.map(({ code }) => code).join(', ') })
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
  const unit = parcel && tree.placeOf(parcel.unitId)
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
export async function submitAnswer(door: House, caller: Caller, jws: string): Promise<{ id: string; state: string }> {
  const house = { ...door, pool: door.book }
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
