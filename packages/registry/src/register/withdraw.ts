/**
 * A parcel taken back: for each of its entries an entry of kind `withdrawal` that names it. From then on the fold leaves
 * the named entry out, on both axes of time; what the withdrawal states are the values that stand again, null where
 * nothing stood. Only where the same source stated nothing newer about the person; nothing is erased.
 */
import { addDays, type Edition, examine, type Values } from '@cbccvc/standard'
import type { Connection, KeyRing, Queryable } from '../database/index.ts'
import { readConfirmation } from './confirmed.ts'
import { aliveDays, askedMac } from './enter.ts'
import type { NewEntry } from './entries.ts'
import { type Folded, fieldOf, fold, type Statement, standing, withoutWithdrawn } from './fold.ts'
import type { Person } from './persons.ts'
import { type Admissions, insiders, presentColumns, type ThreeValues, threeValues, wordsOf } from './present.ts'
import { nobody } from './tally.ts'

/** Entries of a parcel that a withdrawal can take back. */
const own = `e.parcel = $1 and e.source = $2 and e.kind in ('statement', 'correction', 'confirmation')`

/** Whether the source of entry `e` stated, confirmed or accepted something newer about the person. */
const newer = `(
  exists (select from entry n where n.person_id = e.person_id and n.parcel <> e.parcel
     and n.source = e.source and n.sender_seq > e.sender_seq and n.kind in ('statement', 'correction')
     and not exists (select from entry w where w.person_id = n.person_id and w.kind = 'withdrawal' and w.replaces = n.digest))
  or exists (select from entry n where n.person_id = e.person_id and n.source = 'populationRegister' and n.id > e.id)
  or exists (select from person p, jsonb_array_elements(p.confirmed) c
      where p.id = e.person_id and jsonb_typeof(p.confirmed) = 'array' and c ->> 0 = e.source and (c ->> 2)::bigint > e.sender_seq))`

/** How many entries would be taken back now, and how many would stay. */
export async function countWithdrawable(
  db: Queryable,
  parcel: number,
  sender: string,
): Promise<{ restored: number; kept: number }> {
  const { rows } = await db.query<{ restored: number; kept: number }>(
    `select count(*) filter (where not newer) as restored, count(*) filter (where newer) as kept
       from (select ${newer} as newer from entry e where ${own}) x`,
    [parcel, sender],
  )
  return rows[0]!
}

export interface EntryToWithdraw {
  readonly personId: number
  readonly index: number
  readonly digest: string
  readonly newer: boolean
}

/** The entries of these records, in the order in which they were made. To be read after their persons are locked. */
export async function entriesToWithdraw(
  tx: Connection,
  parcel: number,
  sender: string,
  [from, to]: readonly [number, number],
): Promise<EntryToWithdraw[]> {
  const { rows } = await tx.query<EntryToWithdraw>(
    `select e.person_id as "personId", e.record_index as index, encode(e.digest, 'hex') as digest, ${newer} as newer
       from entry e where ${own} and e.record_index >= $3 and e.record_index < $4 order by e.id`,
    [parcel, sender, from, to],
  )
  return rows
}

export interface TakingBack {
  readonly parcel: number
  readonly senderSeq: number
  readonly sender: string
  readonly edition: Edition
  readonly today: string
  /** The parcel taken back. */
  readonly withdraws: number
}

/** What the person's entries of the parcel are answered with. */
export function withdrawing(
  frame: TakingBack,
  person: Person,
  statements: readonly Statement[],
  admissions: Admissions,
  taken: readonly EntryToWithdraw[],
): NewEntry[] {
  const digests = new Set(taken.map((entry) => entry.digest))
  const counted = insiders(person, admissions)
  const rest = statements.filter((s) => !digests.has(s.digest))
  return taken.map(({ index, digest }) => {
    const entry = statements.find((s) => s.digest === digest)!
    const beside = rest.filter((s) => (counted.counts(entry) ? counted.counts(s) : s.source === frame.sender))
    const stood = fold(beside, { trueOn: entry.trueFrom })
    const values: Values = {}
    for (const field of Object.keys(entry.values)) {
      // The number says whom the entry is about; it is not a value that could be gone.
      if (field in stood.values || field !== 'soDinhDanh') values[field] = stood.values[field] ?? null
    }
    return {
      personId: person.id,
      source: frame.sender,
      unitId: entry.unitId,
      kind: 'withdrawal',
      trueFrom: entry.trueFrom,
      senderSeq: frame.senderSeq,
      parcel: frame.parcel,
      recordIndex: index,
      replaces: digest,
      values,
      bad: [...stood.bad].filter((field) => fieldOf(field) in values),
    }
  })
}

/** Whose the person is once these statements are all: the holder's while it states anything, else the last one's that counts. */
export function holderOf(person: Person, statements: readonly Statement[], admissions: Admissions): string {
  const counted = insiders(person, admissions)
  const left = standing(statements).filter((s) => counted.counts(s) && s.source !== 'populationRegister')
  if (left.some((s) => s.source === person.holder)) return person.holder
  return fold(left).last?.source ?? nobody
}

export interface StandsAgain {
  readonly present: Folded
  /** The three values, where they must be asked about again. */
  readonly asks: ThreeValues | null
}

/**
 * Brings a locked person in line with what stands after a withdrawal. `statements` include the withdrawing entries;
 * `statedOn`: for a parcel the day on which it was received. The caller writes the row.
 */
export function standAgain(
  keys: KeyRing,
  frame: TakingBack,
  person: Person,
  statements: readonly Statement[],
  admissions: Admissions,
  hasOpenCase: boolean,
  statedOn: ReadonlyMap<number, string>,
): StandsAgain {
  person.confirmed = keptOf(person.confirmed, frame)
  person.holder = holderOf(person, statements, admissions)
  const counted = insiders(person, admissions)
  const present = fold(statements.filter((s) => counted.counts(s)))
  const whole = examine(present.values, frame.edition, frame.today)
  Object.assign(person, presentColumns(person, present, statements), wordsOf(whole, whole.findings, !hasOpenCase))
  if (person.lastParcel === frame.withdraws) person.lastParcel = null
  if (person.found?.parcel === frame.withdraws) person.found = null
  const days = [...withoutWithdrawn(statements), ...(person.confirmed ?? []).map(readConfirmation)]
    .filter((s) => s.source === person.holder)
    .flatMap((s) => statedOn.get(s.parcel) ?? [])
    .sort()
  const last = days.at(-1)
  if (last !== undefined) {
    person.confirmedOn = last
    person.songUntil = addDays(last, aliveDays)
  }
  const three = threeValues(present)
  if (person.asked === null || (three !== null && person.asked.equals(askedMac(keys, ...three))))
    return { present, asks: person.asked === null ? three : null }
  person.asked = null
  person.verified = 0
  return { present, asks: three }
}

function keptOf(confirmed: Person['confirmed'], frame: TakingBack): Person['confirmed'] {
  const kept = (confirmed ?? []).filter((one) => readConfirmation(one).parcel !== frame.withdraws)
  return kept.length === 0 ? null : kept
}
