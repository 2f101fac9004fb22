/**
 * A parcel taken back: for each of its entries an entry of kind `withdrawal` that names it. From then on the fold leaves
 * the named entry out, on both axes of time; what the withdrawal states are the values that stand again, null where
 * nothing stood. Only where the same source stated nothing newer about the person; nothing is erased.
 */
import { addDays, type Edition, examine, type Values } from '@cbccvc/standard'
import type { Connection, KeyRing, Queryable } from '../database/index.ts'
import { readConfirmation } from './confirmed.ts'
import { type NewEntry, takenBackSql } from './entries.ts'
import { type Folded, fieldOf, fold, type Statement, standing, withoutWithdrawn } from './fold.ts'
import type { Person } from './persons.ts'
import {
  type Admissions,
  aliveDays,
  askedMac,
  insiders,
  presentColumns,
  type ThreeValues,
  threeValues,
  wordsOf,
} from './present.ts'
import { nobody } from './tally.ts'

/** Entries of a parcel that a withdrawal can take back. */
const own = `e.parcel = $1 and e.source = $2 and e.kind in ('statement', 'correction', 'confirmation', 'renumbered', 'moved')`

/** Whether the record of entry `e` corrected the number of a person who is somebody else's by now. */
const passedOn = `exists (
  select from entry m join person p on p.id = m.person_id
   where m.parcel = e.parcel and m.record_index = e.record_index and m.source = e.source and m.kind = 'moved'
     and p.holder not in ('', m.source))`

/** The running number of the record that made entry `e`: a renumbered entry itself keeps that of what it states again. */
const number = '(select p.sender_seq from parcel p where p.id = e.parcel)'

/** Whether the source of entry `e` stated, confirmed or accepted something newer about the person, or corrected its number. */
const newer = `(
  exists (select from entry n where n.person_id = e.person_id and n.parcel <> e.parcel
     and n.source = e.source and n.sender_seq > ${number} and n.kind in ('statement', 'correction')
     and not ${takenBackSql('n')})
  or ${takenBackSql('e', `'moved'`)}
  or exists (select from entry n where n.person_id = e.person_id and n.source = 'populationRegister' and n.id > e.id)
  or exists (select from person p, jsonb_array_elements(p.confirmed) c
      where p.id = e.person_id and jsonb_typeof(p.confirmed) = 'array' and c ->> 0 = e.source and (c ->> 2)::bigint > ${number}))`

/** The day from which entry `e` was in force here: that of its reception, or the later one that it waited for. */
const inForce = '(select greatest(p.today, e.true_from) from parcel p where p.id = e.parcel)'

/** How many entries would be taken back on this day, and how many would stay; of those in force since before `since` all. */
export async function countWithdrawable(
  db: Queryable,
  parcel: number,
  sender: string,
  since: string,
): Promise<{ restored: number; kept: number }> {
  const { rows } = await db.query<{ restored: number; kept: number }>(
    `select count(*) filter (where not stays) as restored, count(*) filter (where stays) as kept
       from (select ${newer} or ${passedOn} or ${inForce} < $3 as stays from entry e where ${own} and e.kind not in ('renumbered', 'moved')) x`,
    [parcel, sender, since],
  )
  return rows[0]!
}

export interface EntryToWithdraw {
  readonly personId: number
  readonly index: number
  /** Hex. */
  readonly digest: string
  readonly kind: Statement['kind']
  readonly newer: boolean
  /** Its record corrected the number of a person who is somebody else's by now. */
  readonly passedOn: boolean
  /** The day from which it was in force here. */
  readonly inForce: string
}

/** Entries that a record made beside the one that it is told of. */
export const isBeside = ({ kind }: Pick<Statement, 'kind'>): boolean => kind === 'renumbered' || kind === 'moved'

/** The entries of these records, in the order in which they were made. To be read after their persons are locked. */
export async function entriesToWithdraw(
  tx: Connection,
  parcel: number,
  sender: string,
  [from, to]: readonly [number, number],
): Promise<EntryToWithdraw[]> {
  const { rows } = await tx.query<EntryToWithdraw>(
    `select e.person_id as "personId", e.record_index as index, encode(e.digest, 'hex') as digest, e.kind,
            ${newer} as newer, ${passedOn} as "passedOn", ${inForce} as "inForce"
       from entry e where ${own} and e.record_index >= $3 and e.record_index < $4 order by e.id`,
    [parcel, sender, from, to],
  )
  return rows
}

/** Who takes back, and by which parcel. */
export interface TakingBack {
  readonly parcel: number
  readonly senderSeq: number
  readonly sender: string
}

/** What takes these entries of the person back: each by an entry that states what stands without it, null for nothing. */
export function withdrawing(
  frame: TakingBack,
  person: Person,
  statements: readonly Statement[],
  admissions: Admissions,
  taken: readonly Pick<EntryToWithdraw, 'index' | 'digest'>[],
  kind: 'withdrawal' | 'moved' = 'withdrawal',
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
      kind,
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

/** The number that is left to the person when these entries are taken back; null where nothing says one. */
export function numberWithout(
  person: Person,
  statements: readonly Statement[],
  admissions: Admissions,
  taken: readonly EntryToWithdraw[],
): string | null {
  const counted = insiders(person, admissions)
  const digests = new Set(taken.map((entry) => entry.digest))
  const { soDinhDanh } = fold(statements.filter((s) => !digests.has(s.digest) && counted.counts(s))).values
  return typeof soDinhDanh === 'string' ? soDinhDanh : null
}

/** A parcel that is taken back neither confirmed nor named anybody. */
export function forgetParcel(person: Person, parcel: number): void {
  const kept = (person.confirmed ?? []).filter((one) => readConfirmation(one).parcel !== parcel)
  person.confirmed = kept.length === 0 ? null : kept
  if (person.lastParcel === parcel) person.lastParcel = null
  if (person.found?.parcel === parcel) person.found = null
}

/** A source that leaves the person neither confirmed nor named it. */
export function forgetSource(person: Person, source: string): void {
  const kept = (person.confirmed ?? []).filter((one) => readConfirmation(one).source !== source)
  person.confirmed = kept.length === 0 ? null : kept
  person.found = null
  if (person.holder === source) Object.assign(person, { lastParcel: null, leftParcel: null })
}

/**
 * Brings a locked person in line with what stands after statements were taken back. `statements` include what takes
 * them back; `statedOn`: for a parcel the day on which it was received. The caller writes the row.
 */
export function standAgain(
  keys: KeyRing,
  frame: { readonly edition: Edition; readonly today: string },
  person: Person,
  statements: readonly Statement[],
  admissions: Admissions,
  hasOpenCase: boolean,
  statedOn: ReadonlyMap<number, string>,
): StandsAgain {
  person.holder = holderOf(person, statements, admissions)
  const counted = insiders(person, admissions)
  const present = fold(statements.filter((s) => counted.counts(s)))
  const whole = examine(present.values, frame.edition, frame.today)
  Object.assign(person, presentColumns(person, present, statements), wordsOf(whole, whole.findings, !hasOpenCase))
  const days = [...withoutWithdrawn(statements), ...(person.confirmed ?? []).map(readConfirmation)]
    .filter((s) => s.source === person.holder)
    .flatMap((s) => {
      const day = statedOn.get(s.parcel)
      // What waited for its day was stated on that day.
      return day === undefined ? [] : ([day, s.trueFrom].sort().at(-1) ?? day)
    })
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
