/**
 * The walk of a corrected number, beside the record that corrects it (register/numbers.ts): what was asked and offered
 * under the old number ends. Where the old number is of a person whom others state, too, the sender leaves that person:
 * its entries there are moved away, its claim is closed or the person passes on, and the row follows what stands.
 */
import type { Connection, KeyRing } from './database/index.ts'
import { addNotices, type StoredNotice } from './exchange/index.ts'
import {
  addEntries,
  admissionsOf,
  type EnterFrame,
  forgetSource,
  lockPersonsById,
  nobody,
  type Person,
  pending,
  type Renumbering,
  readConfirmation,
  type Statement,
  standAgain,
  standing,
  statementsAbout,
  type Tally,
  type ThreeValues,
  updatePersons,
  withdrawing,
  withoutWithdrawn,
} from './register/index.ts'
import { addQuestions, dropProposals, dropQuestions, settleByWithdrawal, ways } from './verification/index.ts'

export interface Told {
  readonly to: string
  readonly notice: StoredNotice
}

/** Says to each what concerns it. */
export async function tell(tx: Connection, keys: KeyRing, told: readonly Told[], at: string): Promise<void> {
  for (const [to, list] of Map.groupBy(told, (one) => one.to)) {
    await addNotices(
      tx,
      keys,
      to,
      list.map((one) => one.notice),
      at,
    )
  }
}

/** Carries it out for persons that are locked; gives what is to be said to whom. In the transaction of the record. */
export async function endOldNumbers(
  tx: Connection,
  keys: KeyRing,
  frame: EnterFrame,
  renumberings: readonly Renumbering[],
  tally: Tally,
): Promise<Told[]> {
  if (renumberings.length === 0) return []
  const ids = renumberings.map(({ personId }) => personId)
  const persons = await lockPersonsById(tx, ids)
  const statements = await statementsAbout(tx, keys, ids)
  const told: Told[] = []
  for (const { personId, index, leaves } of renumberings) {
    const all = statements.get(personId) ?? []
    await endOffers(tx, keys, frame.caller.sender, all)
    if (leaves) told.push(...(await leave(tx, keys, frame, persons.get(personId)!, all, index, tally)))
  }
  return told
}

/** What the population register was or would be asked about these records was of another number. */
async function endOffers(tx: Connection, keys: KeyRing, sender: string, all: readonly Statement[]): Promise<void> {
  const own = all.filter((s) => s.source === sender)
  for (const [parcel, records] of Map.groupBy(own, (s) => s.parcel)) {
    const indices = [...new Set(records.map((s) => s.recordIndex))]
    await dropQuestions(tx, keys, { sender, parcel }, new Set(indices))
    await dropProposals(tx, parcel, indices)
  }
}

async function leave(
  tx: Connection,
  keys: KeyRing,
  frame: EnterFrame,
  person: Person,
  all: readonly Statement[],
  index: number,
  tally: Tally,
): Promise<Told[]> {
  const { sender } = frame.caller
  const admissions = (await admissionsOf(tx, [person.id])).get(person.id) ?? new Map()
  // Also what was corrected already: without its correction it would stand again.
  const own = withoutWithdrawn(all).filter((s) => s.source === sender)
  const gone = own.map(({ digest }) => ({ index, digest }))
  const made = withdrawing({ ...frame, sender }, person, all, admissions, gone, 'moved')
  const written = await addEntries(tx, keys, frame.edition, frame.recordedAt, made)
  const moved = made.map((entry, i) => ({
    ...pending(entry, frame.recordedAt, i),
    digest: written[i]!.digest,
    entryId: written[i]!.id,
  }))
  const after = [...all, ...moved]
  const was = { ...person }
  forgetSource(person, sender)
  const { told, open } = await settleByWithdrawal(tx, person, after, admissions, sender, ways.correction)
  const now = (await admissionsOf(tx, [person.id])).get(person.id) ?? new Map()
  const { asks } = standAgain(keys, frame, person, after, now, open, await receptionDays(tx, [person], after))
  tally.person(was, -1)
  tally.person(person, 1)
  await updatePersons(tx, keys, [person])
  await askAnew(tx, keys, person, after, asks)
  return told
}

/** Asks about what stands, on behalf of the holder. Nothing where nobody holds the person, or nothing is to be asked. */
export async function askAnew(
  tx: Connection,
  keys: KeyRing,
  person: Person,
  statements: readonly Statement[],
  asks: ThreeValues | null,
): Promise<void> {
  if (asks === null || person.holder === nobody) return
  const own = standing(statements).filter((s) => s.source === person.holder)
  const last = own.reduce((a, b) => (a.entryId > b.entryId ? a : b))
  const { rows } = await tx.query<{ parcelId: string }>('select parcel_id as "parcelId" from parcel where id = $1', [
    last.parcel,
  ])
  const [soDinhDanh, hoTen, ngaySinh] = asks
  const about = { index: last.recordIndex, personId: person.id, entryId: last.entryId }
  const of = { sender: person.holder, parcel: last.parcel, parcelId: rows[0]!.parcelId }
  await addQuestions(tx, keys, of, [{ ...about, soDinhDanh, hoTen, ngaySinh }])
}

/** The day on which each parcel that these statements and confirmations came with was received. */
export async function receptionDays(
  tx: Connection,
  persons: readonly Person[],
  statements: readonly Statement[],
): Promise<Map<number, string>> {
  const confirmed = persons.flatMap((person) => (person.confirmed ?? []).map((one) => readConfirmation(one).parcel))
  const parcels = new Set([...statements.map((s) => s.parcel), ...confirmed])
  const { rows } = await tx.query<{ id: number; today: string }>(
    'select id, today from parcel where id = any($1::bigint[])',
    [[...parcels]],
  )
  return new Map(rows.map((row) => [row.id, row.today]))
}
