/**
 * The walk of a withdrawal, one part of the withdrawn parcel a commit: register (what stands again) → verification (what
 * was asked or offered is dropped, cases are settled) → quality, exchange/outbox; with the last part its leaf "closed".
 * The receipts of the withdrawn parcel stay what they were: what it said and what came of it remains true.
 */
import { closedLeaf, EMPTY_ROOT, parcelFactsOf, toHex } from '@cbccvc/evidence'
import { addDays } from '@cbccvc/standard'
import { endWithdrawn } from './announced.ts'
import type { Connection, KeyRing } from './database/index.ts'
import { addNotices, type Job, type StoredNotice, withdrawalDays } from './exchange/index.ts'
import { appendLeaf } from './log/index.ts'
import { CounterDeltas } from './quality/index.ts'
import {
  addEntries,
  addFindings,
  admissionsOf,
  type EnterFrame,
  type EntryToWithdraw,
  entriesToWithdraw,
  forgetParcel,
  giveNumber,
  isBeside,
  knownBlinds,
  lockPersonsById,
  type NewEntry,
  numberWithout,
  type Person,
  pending,
  type Question,
  registerFinding,
  type Statement,
  standAgain,
  statedAlone,
  statementsAbout,
  updatePersons,
  waitingOf,
  withdrawing,
  writeNumbers,
  writtenGeneration,
} from './register/index.ts'
import { askAnew, receptionDays, type Told, tell } from './renumbering.ts'
import { addQuestions, dropProposals, dropQuestions, settleByWithdrawal } from './verification/index.ts'

export interface WithdrawalWork {
  readonly jws: string
  readonly parcelId: string
  readonly frame: EnterFrame
}

interface Withdrawn {
  readonly id: number
  readonly parcelId: string
  readonly first: number | null
  readonly records: number | null
}

/** Takes back what one part of the withdrawn parcel entered. The caller ends the job in the same transaction. */
export async function withdrawPart(
  tx: Connection,
  keys: KeyRing,
  job: Job,
  { parcelId, frame }: WithdrawalWork,
  today: string,
): Promise<void> {
  const sender = frame.caller.sender
  const generation = await writtenGeneration(tx, keys)
  const { rows } = await tx.query<Withdrawn>(
    `select p.id, p.parcel_id as "parcelId", t.first_index as first, t.records
       from parcel w join parcel p on p.id = w.withdraws left join part t on t.parcel = p.id and t.no = $2 where w.id = $1`,
    [frame.parcel, job.part],
  )
  const of = rows[0]!
  if (of.first === null || of.records === null) return
  const range = [of.first, of.first + of.records] as const
  const named = await personsOf(tx, of.id, sender, range)
  const persons = await lockPersonsById(tx, named)
  const entries = await entriesToWithdraw(tx, of.id, sender, range)
  const statements = await statementsAbout(tx, keys, named)
  const admissions = await admissionsOf(tx, named)
  const taking = { ...frame, sender, today }
  const made: NewEntry[] = []
  const restored = new Map<Person, readonly EntryToWithdraw[]>()
  const notices: StoredNotice[] = []
  const said = { kind: 'withdrawal', parcelId, withdraws: of.parcelId } as const
  const kept: { index: number; personId: number; findings: ReturnType<typeof registerFinding>[] }[] = []
  const late = lateOf(entries, addDays(frame.today, -withdrawalDays))
  for (const { index, personId } of entries.filter((entry) => late.has(entry.index) && !isBeside(entry))) {
    const finding = registerFinding('register.withdrawalLate', { parcel: of.parcelId })
    kept.push({ index, personId, findings: [finding] })
    notices.push({ ...said, index, restored: false, entry: null, finding })
  }
  const groups = Map.groupBy(
    entries.filter(({ index }) => !late.has(index)),
    (entry) => entry.personId,
  )
  /** Who would have another number again. */
  const turning = new Map<number, string>()
  for (const [id, own] of groups) {
    const person = persons.get(id)!
    const number = numberWithout(person, statements.get(id)!, admissions.get(id) ?? new Map(), own)
    if (number !== null && !keys.blindUnder(person.blindNo, number).equals(person.blind)) turning.set(id, number)
  }
  const staying = await whatStays(tx, keys, sender, groups, statements, turning)
  for (const [id, own] of groups) {
    const person = persons.get(id)!
    const rule = staying.get(id)
    if (rule) {
      for (const { index } of own.filter((entry) => !isBeside(entry))) {
        const finding = registerFinding(rule, { parcel: of.parcelId })
        kept.push({ index, personId: id, findings: [finding] })
        notices.push({ ...said, index, restored: false, entry: null, finding })
      }
      continue
    }
    made.push(...withdrawing(taking, person, statements.get(id)!, admissions.get(id) ?? new Map(), own))
    restored.set(person, own)
  }
  const written = await addEntries(tx, keys, frame.edition, frame.recordedAt, made)
  const beside = new Set(entries.filter(isBeside).map((entry) => entry.digest))
  let taken = 0
  made.forEach(({ recordIndex: index, replaces }, i) => {
    if (beside.has(replaces!)) return
    notices.push({ ...said, index, restored: true, entry: written[i]!.digest })
    taken++
  })
  const deltas = new CounterDeltas()
  const questions: Question[] = []
  const told: Told[] = []
  const given: Person[] = []
  const standing = [...restored.keys()].flatMap((person) => statements.get(person.id)!)
  const statedOn = await receptionDays(tx, [...restored.keys()], standing)
  const places = Map.groupBy(made.keys(), (i) => made[i]!.personId)
  for (const person of restored.keys()) {
    const was = { ...person }
    const number = turning.get(person.id)
    if (number !== undefined) {
      giveNumber(keys, person, generation, number, statements.get(person.id)!)
      given.push(person)
    }
    forgetParcel(person, of.id)
    const mine = places.get(person.id)!
    const after = [
      ...statements.get(person.id)!,
      ...mine.map((i) => ({ ...pending(made[i]!, frame.recordedAt, i), digest: written[i]!.digest })),
    ]
    const settled = await settleByWithdrawal(tx, person, after, admissions.get(person.id) ?? new Map(), sender)
    told.push(...settled.told)
    const now = (await admissionsOf(tx, [person.id])).get(person.id) ?? new Map()
    const { asks } = standAgain(keys, taking, person, after, now, settled.open, statedOn)
    deltas.person(was, -1)
    deltas.person(person, 1)
    if (asks === null) continue
    if (person.holder !== sender) {
      await askAnew(tx, keys, person, after, asks)
      continue
    }
    const [soDinhDanh, hoTen, ngaySinh] = asks
    const newest = mine.at(-1)!
    questions.push({
      ...{ index: made[newest]!.recordIndex, personId: person.id, entryId: written[newest]!.id },
      ...{ soDinhDanh, hoTen, ngaySinh },
    })
  }
  await writeNumbers(tx, keys, given)
  await updatePersons(tx, keys, [...restored.keys()])
  const gone = new Set([...restored.values()].flat().map((entry) => entry.index))
  const asked = { sender, parcel: of.id, parcelId: of.parcelId }
  await dropQuestions(tx, keys, { ...asked, part: job.part }, gone)
  await dropProposals(tx, of.id, [...gone])
  await addQuestions(tx, keys, asked, questions)
  await tx.query(
    `update held set closed_at = now(), detail = null
      where parcel = $1 and record_index >= $2 and record_index < $3 and record_index <> all($4::int[]) and closed_at is null`,
    [of.id, ...range, kept.map((one) => one.index)],
  )
  await addFindings(tx, keys, frame.parcel, kept)
  await endWithdrawn(tx, keys, frame, await waitingOf(tx, of.id, range))
  await deltas.write(tx)
  const at = frame.recordedAt.toISOString()
  if (notices.length > 0) {
    notices.sort((a, b) => a.index - b.index)
    await addNotices(tx, keys, sender, notices, at)
  }
  await tell(tx, keys, told, at)
  await tx.query('update parcel set restored = restored + $2, kept = kept + $3 where id = $1', [
    frame.parcel,
    taken,
    kept.length,
  ])
}

/** Records that have been in force since before this day; what a record made beside its entry counts with it. */
function lateOf(entries: readonly EntryToWithdraw[], since: string): ReadonlySet<number> {
  const records = Map.groupBy(entries, (entry) => entry.index)
  return new Set([...records].flatMap(([index, own]) => (own.every(({ inForce }) => inForce < since) ? [index] : [])))
}

type Stays = 'register.withdrawalNewer' | 'register.withdrawalNumber'

/**
 * Persons whose entries stay, and why: something newer was stated, or a number was corrected and cannot go back. A record
 * that moved one person's entries to another stays or goes with both.
 */
async function whatStays(
  tx: Connection,
  keys: KeyRing,
  sender: string,
  groups: ReadonlyMap<number, readonly EntryToWithdraw[]>,
  statements: ReadonlyMap<number, readonly Statement[]>,
  turning: ReadonlyMap<number, string>,
): Promise<Map<number, Stays>> {
  const stays = new Map<number, Stays>()
  for (const [id, own] of groups) {
    const number = turning.get(id)
    if (own.some((entry) => entry.passedOn)) stays.set(id, 'register.withdrawalNumber')
    else if (own.some((entry) => entry.newer)) stays.set(id, 'register.withdrawalNewer')
    else if (number !== undefined && !(statedAlone(statements.get(id)!, sender) && (await isFree(tx, keys, number))))
      stays.set(id, 'register.withdrawalNumber')
  }
  const places = Map.groupBy([...groups.values()].flat(), (entry) => entry.index)
  for (let grown = stays.size > 0; grown; ) {
    grown = false
    for (const together of places.values()) {
      const rule = together.map(({ personId }) => stays.get(personId)).find(Boolean)
      for (const { personId } of together) {
        if (!rule || stays.has(personId)) continue
        stays.set(personId, rule)
        grown = true
      }
    }
  }
  return stays
}

async function isFree(tx: Connection, keys: KeyRing, number: string): Promise<boolean> {
  return (await knownBlinds(tx, keys.blinds(number))).size === 0
}

/** After its last job the withdrawal is concluded: the leaf "closed", and the line that says what it came to. */
export async function closeWithdrawal(
  tx: Connection,
  keys: KeyRing,
  { jws, parcelId, frame }: WithdrawalWork,
): Promise<void> {
  const at = frame.recordedAt.toISOString()
  const sender = frame.caller.sender
  // The row is locked first: of two last parts that end at once, the second sees what the first did.
  const { rows } = await tx.query<{ restored: number; kept: number; withdraws: string }>(
    `select w.restored, w.kept, p.parcel_id as withdraws from parcel w join parcel p on p.id = w.withdraws where w.id = $1 for update of w`,
    [frame.parcel],
  )
  const { rowCount } = await tx.query('select from job where parcel = $1 limit 1', [frame.parcel])
  if (rowCount) return
  const counts = { entered: 0, unchanged: 0, returned: 0, held: 0, refused: 0 }
  const closed = { parts: 0, counts, concludedRoot: toHex(EMPTY_ROOT), closedAt: at }
  const leafId = await appendLeaf(tx, closedLeaf(parcelFactsOf(jws), closed), sender)
  await tx.query(
    `update parcel set state = 'concluded', concluded_at = $2::timestamptz, closed_leaf = $3 where id = $1`,
    [frame.parcel, at, leafId],
  )
  await addNotices(tx, keys, sender, [{ kind: 'withdrawn', parcelId, index: 0, ...rows[0]! }], at)
}

async function personsOf(
  tx: Connection,
  parcel: number,
  sender: string,
  [from, to]: readonly [number, number],
): Promise<number[]> {
  const { rows } = await tx.query<{ id: number }>(
    'select distinct person_id as id from entry where parcel = $1 and source = $2 and record_index >= $3 and record_index < $4',
    [parcel, sender, from, to],
  )
  return rows.map((row) => row.id)
}
