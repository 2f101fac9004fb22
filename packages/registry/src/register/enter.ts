/**
 * Enters the candidates of one part: finds the persons, decides an outcome for each record, adds the entries, and
 * brings the present columns of the persons up to date. All in the caller's transaction.
 *
 * Outcomes: `returned` where a rule blocks; `held` where it is doubtful who it is (another body holds the person, the
 * number belongs to someone else, two versions in one parcel); `unchanged` where the source said nothing new;
 * `entered` otherwise.
 */
import { randomUUID } from 'node:crypto'
import { addDays, compareDates, compareNames, type Examination, type Finding, type Values } from '@cbccvc/standard'
import type { Connection, KeyRing } from '../database/index.ts'
import { type Candidate, onTopOf, type PartFrame } from './candidates.ts'
import { addEntries, type NewEntry, statementsAbout } from './entries.ts'
import { differing, type Folded, fieldOf, fold } from './fold.ts'
import {
  addPersons,
  admissionsOf,
  blindKey,
  lockPersons,
  type NewPerson,
  type Person,
  updatePersons,
} from './persons.ts'
import { registerFinding } from './rules.ts'
import type { Counted, Tally } from './tally.ts'

export interface Decided {
  readonly index: number
  readonly recordLeaf: string
  readonly outcome: 'entered' | 'unchanged' | 'returned' | 'held'
  readonly findings: readonly Finding[]
  /** Hex digest of the entry that was written, or that stands unchanged. */
  readonly entry: string | null
  readonly personId: number | null
}

/** A record whose three values the population register should be asked about. */
export interface Question {
  readonly index: number
  readonly personId: number
  readonly entryId: number
  readonly soDinhDanh: string
  readonly hoTen: string
  readonly ngaySinh: string
}

export interface OpenedCase {
  readonly id: string
  readonly personId: number
  readonly holder: string
  readonly claimant: string
  readonly index: number
  readonly due: string
}

export interface Entered {
  readonly decided: readonly Decided[]
  readonly questions: readonly Question[]
  readonly cases: readonly OpenedCase[]
}

export interface EnterFrame extends PartFrame {
  readonly parcel: number
  readonly senderSeq: number
  readonly parcelUnit: number
  readonly recordedAt: Date
  /** Ten working days from today: by then someone has answered. */
  readonly heldUntil: string
}

/** Days that a statement or confirmation keeps a record alive (sống): half a year. Ours until the measure is confirmed. */
const aliveDays = 183

export async function enterPart(
  tx: Connection,
  keys: KeyRing,
  frame: EnterFrame,
  candidates: readonly Candidate[],
  faulty: ReadonlySet<number>,
  tally: Tally,
): Promise<Entered> {
  const sender = frame.caller.sender
  const songUntil = addDays(frame.today, aliveDays)
  const decided: Decided[] = []
  const entries: NewEntry[] = []
  /** Fills in what is known only after the entries are written. */
  const afterWards: ((id: number, digest: string) => void)[] = []
  const questions: Question[] = []
  const cases: OpenedCase[] = []

  const finish = (
    c: Candidate,
    outcome: Decided['outcome'],
    findings: readonly Finding[],
    entry: string | null,
    personId: number | null,
  ): undefined => {
    decided.push({ index: c.index, recordLeaf: c.recordLeaf, outcome, findings, entry, personId })
    // A record that names a unit of another body is counted where it came from.
    tally.add(c.unit?.body === sender ? c.unit.id : frame.parcelUnit, outcome)
  }
  const enter = (
    entry: NewEntry,
    c: Candidate,
    outcome: Decided['outcome'],
    findings: readonly Finding[],
    person: { id: number; asked: Buffer | null },
  ): undefined => {
    entries.push(entry)
    afterWards.push((id, digest) => {
      finish(c, outcome, findings, digest, entry.personId)
      const { soDinhDanh, hoTen, ngaySinh } = c.examination!.key
      if (soDinhDanh === null || hoTen === null || ngaySinh === null) return
      const asked = askedMac(keys, soDinhDanh, hoTen, ngaySinh)
      if (person.asked?.equals(asked)) return
      questions.push({ index: c.index, personId: entry.personId, entryId: id, soDinhDanh, hoTen, ngaySinh })
    })
  }

  // Known people first (locked in key order), then the new ones are added in key order.
  const named = candidates.filter((c) => c.blind !== null && !faulty.has(c.index))
  const persons = await lockPersons(tx, uniqueBlinds(named))
  const first = new Map<string, Candidate>()
  const fresh: { candidate: Candidate; person: NewPerson }[] = []
  for (const c of named) {
    const key = blindKey(c.blind!)
    if (first.has(key)) continue
    first.set(key, c)
    if (!persons.has(key) && c.enterable) fresh.push({ candidate: c, person: newPerson(c, frame, songUntil) })
  }
  const added = await addPersons(
    tx,
    fresh.map((f) => f.person),
  )
  const raced = fresh.filter((f) => !added.has(blindKey(f.person.blind)))
  if (raced.length > 0) {
    for (const [key, person] of await lockPersons(
      tx,
      raced.map((f) => f.person.blind),
    ))
      persons.set(key, person)
  }

  const ids = [...persons.values()].map((person) => person.id)
  const statements = await statementsAbout(tx, keys, ids)
  const admitted = ids.length > 0 ? await admissionsOf(tx, ids) : new Map<number, Set<string>>()
  const openCases = await openCasesOf(tx, ids, sender)
  const changed: Person[] = []

  for (const candidate of candidates) {
    if (faulty.has(candidate.index)) {
      finish(candidate, 'held', [registerFinding('register.faulty')], null, null)
      continue
    }
    const key = candidate.blind === null ? null : blindKey(candidate.blind)
    const person = key === null ? undefined : persons.get(key)
    if (key === null || (!person && !added.has(key))) {
      finish(candidate, 'returned', candidate.findings, null, null)
      continue
    }
    const before = first.get(key)!
    if (before !== candidate) {
      const same = JSON.stringify(before.record) === JSON.stringify(candidate.record)
      const findings = same
        ? candidate.findings
        : [...candidate.findings, registerFinding('register.twiceInParcel', { first: before.index })]
      finish(candidate, same ? 'unchanged' : 'held', findings, null, person?.id ?? added.get(key) ?? null)
      continue
    }
    if (!person) {
      const id = added.get(key)!
      const { values, bad } = candidate.examination!
      tally.person({ ...fresh.find((f) => f.candidate === candidate)!.person, verified: 0 }, 1)
      enter(entryOf(frame, candidate, id, values, bad), candidate, 'entered', candidate.findings, { id, asked: null })
      continue
    }
    known(candidate, person)
  }

  function known(first: Candidate, person: Person): undefined {
    const all = statements.get(person.id) ?? []
    const counted = insiders(person, admitted.get(person.id))
    const inside = counted.has(sender)
    const present = fold(all.filter((s) => counted.has(s.source)))
    const own = all.filter((s) => s.source === sender)
    const base = inside ? present.values : fold(own).values
    const candidate = onTopOf(frame, first, base)
    const namedBefore =
      (person.holder === sender && person.lastParcel === frame.parcel) || own.some((s) => s.parcel === frame.parcel)
    if (person.holder === sender && person.lastParcel !== frame.parcel) {
      person.lastParcel = frame.parcel
      changed.push(person)
    }
    if (!candidate.enterable) return finish(candidate, 'returned', candidate.findings, null, person.id)
    if (candidate.replaces === null && isSomeoneElse(candidate, present)) {
      return finish(
        candidate,
        'held',
        [...candidate.findings, registerFinding('register.otherPerson')],
        null,
        person.id,
      )
    }
    const { values, bad } = candidate.examination!
    const latest = own.at(-1)
    const stale = own.some(
      (s) => s.trueFrom > candidate.trueFrom || (s.trueFrom === candidate.trueFrom && s.senderSeq > frame.senderSeq),
    )
    // What this source had stated as of this statement's own place in time: only the difference is entered.
    const earlier = own.filter(
      (s) => s.trueFrom < candidate.trueFrom || (s.trueFrom === candidate.trueFrom && s.senderSeq <= frame.senderSeq),
    )
    const news = candidate.replaces === null ? differing(values, bad, fold(earlier)) : values
    const findings = stale
      ? [...candidate.findings, registerFinding('register.stale', { stated: latest!.trueFrom })]
      : [...candidate.findings]
    const unchanged = Object.keys(news).length === 0
    if (namedBefore && !unchanged) {
      // An earlier part of this parcel named the same person otherwise: which is right is not ours to guess.
      const earlier = own.find((s) => s.parcel === frame.parcel)?.recordIndex ?? '?'
      return finish(
        candidate,
        'held',
        [...findings, registerFinding('register.twiceInParcel', { first: earlier })],
        null,
        person.id,
      )
    }

    if (!inside) {
      const due = frame.heldUntil
      findings.push(registerFinding('register.heldElsewhere', { other: person.holder, due }))
      if (unchanged) return finish(candidate, 'held', findings, latest!.digest, person.id)
      if (!openCases.has(person.id)) {
        const counted = { ...person }
        cases.push({
          id: randomUUID(),
          personId: person.id,
          holder: person.holder,
          claimant: sender,
          index: candidate.index,
          due,
        })
        person.sach = false
        recount(counted, person)
      }
      return enter(entryOf(frame, candidate, person.id, news, bad), candidate, 'held', findings, {
        id: person.id,
        asked: null,
      })
    }

    const was = { ...person }
    person.confirmedOn = frame.today
    if (!stale) {
      person.songUntil = songUntil
      person.unitId = candidate.unit!.id
      person.nameKey = candidate.examination!.key.nameKey
      person.category = candidate.examination!.key.loaiDoiTuong
      person.status = statusOf({ ...present.values, ...values })
      Object.assign(person, wordsOf(candidate.examination!, candidate.findings, person.sach))
    }
    recount(was, person)
    if (unchanged)
      return finish(candidate, 'unchanged', findings, latest?.digest ?? present.last?.digest ?? null, person.id)
    const kind = candidate.replaces === null ? 'statement' : 'correction'
    enter({ ...entryOf(frame, candidate, person.id, news, bad), kind }, candidate, 'entered', findings, person)
  }

  function recount(was: Counted, person: Person): void {
    tally.person(was, -1)
    tally.person(person, 1)
    changed.push(person)
  }

  const written = await addEntries(tx, keys, frame.edition, frame.recordedAt, entries)
  written.forEach(({ id, digest }, i) => {
    afterWards[i]!(id, digest)
  })
  await updatePersons(tx, [...new Set(changed)])
  await addCases(tx, frame, cases, new Map(entries.map((e, i) => [e.recordIndex, written[i]!.id])))
  decided.sort((a, b) => a.index - b.index)
  return { decided, questions, cases }
}

const uniqueBlinds = (candidates: readonly Candidate[]): Buffer[] => [
  ...new Map(candidates.map((c) => [blindKey(c.blind!), c.blind!])).values(),
]

function entryOf(frame: EnterFrame, c: Candidate, personId: number, values: Values, bad: readonly string[]): NewEntry {
  return {
    personId,
    source: frame.caller.sender,
    unitId: c.unit!.id,
    kind: 'statement',
    trueFrom: c.trueFrom,
    senderSeq: frame.senderSeq,
    parcel: frame.parcel,
    recordIndex: c.index,
    replaces: c.replaces,
    values,
    bad: bad.filter((path) => fieldOf(path) in values),
  }
}

function newPerson(c: Candidate, frame: EnterFrame, songUntil: string): NewPerson {
  const { nameKey, loaiDoiTuong } = c.examination!.key
  return {
    blind: c.blind!,
    holder: frame.caller.sender,
    unitId: c.unit!.id,
    nameKey,
    category: loaiDoiTuong,
    status: statusOf(c.examination!.values),
    lastParcel: frame.parcel,
    confirmedOn: frame.today,
    songUntil,
    ...wordsOf(c.examination!, c.findings, true),
  }
}

const statusOf = (values: Values): string | null =>
  typeof values.trangThaiCongTac === 'string' ? values.trangThaiCongTac : null

/** The sources whose statements make the present record: those who hold or held it, were admitted, and the register. */
export function insiders(
  person: Pick<Person, 'firstHolder' | 'holder'>,
  admitted: ReadonlySet<string> = new Set(),
): ReadonlySet<string> {
  return new Set([person.firstHolder, person.holder, 'populationRegister', ...admitted])
}

/** đúng, đủ, sạch of a record as the rules see it; the register's own answer and open cases come on top. */
export function wordsOf(
  { bad, missing }: Examination,
  findings: readonly Finding[],
  sach: boolean,
): { dung: boolean; du: boolean; sach: boolean } {
  const asks = (word: Finding['word']) =>
    findings.some((finding) => finding.word === word && finding.weight !== 'notes')
  return { dung: bad.length === 0 && !asks('dung'), du: missing.length === 0, sach: sach && !asks('sach') }
}

/** A number that stands for someone of another name and another birth date is not this person. */
function isSomeoneElse(c: Candidate, present: Folded): boolean {
  const { hoTenKhaiSinh, ngaySinh } = present.values
  const { hoTen, ngaySinh: born } = c.examination!.key
  if (typeof hoTenKhaiSinh !== 'string' || typeof ngaySinh !== 'string' || hoTen === null || born === null) return false
  return compareNames(hoTen, hoTenKhaiSinh) === 'differs' && compareDates(born, ngaySinh) === 'differs'
}

/** Keyed digest of the three values, so that the same question is not asked twice. */
export function askedMac(keys: KeyRing, soDinhDanh: string, hoTen: string, ngaySinh: string): Buffer {
  return keys.mac(`${soDinhDanh}|${hoTen}|${ngaySinh}`)
}

async function openCasesOf(tx: Connection, persons: readonly number[], claimant: string): Promise<Set<number>> {
  if (persons.length === 0) return new Set()
  const { rows } = await tx.query<{ person_id: number }>(
    `select person_id from elsewhere_case where person_id = any($1::bigint[]) and claimant = $2 and state in ('open', 'national')`,
    [persons, claimant],
  )
  return new Set(rows.map((row) => row.person_id))
}

async function addCases(
  tx: Connection,
  frame: EnterFrame,
  cases: readonly OpenedCase[],
  entryIds: ReadonlyMap<number, number>,
): Promise<void> {
  for (const c of cases) {
    await tx.query(
      `insert into elsewhere_case (id, person_id, holder, claimant, parcel, record_index, entry_id, due_on) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [c.id, c.personId, c.holder, c.claimant, frame.parcel, c.index, entryIds.get(c.index), c.due],
    )
  }
}
