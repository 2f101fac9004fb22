/**
 * Enters the candidates of one part: finds the persons, decides an outcome for each record, adds the entries, and
 * brings the present columns of the persons up to date. All in the caller's transaction.
 *
 * Outcomes: `returned` where a rule blocks; `held` where it is doubtful who it is (another body holds the person, the
 * number belongs to someone else, two versions in one parcel); `unchanged` where the source said nothing new;
 * `entered` otherwise.
 */
import { randomUUID } from 'node:crypto'
import {
  addDays,
  compareDates,
  compareNames,
  type Examination,
  examine,
  type Finding,
  type Values,
} from '@cbccvc/standard'
import type { Connection, KeyRing } from '../database/index.ts'
import { type Candidate, onTopOf, type PartFrame } from './candidates.ts'
import { confirm, isLater, type Restated, readConfirmation, restated } from './confirmed.ts'
import { addEntries, type NewEntry, statementsAbout } from './entries.ts'
import { foundIn } from './findings.ts'
import { differing, type Folded, fieldOf, fold, type Statement, sameValue, standing, withoutWithdrawn } from './fold.ts'
import {
  addPersons,
  admissionsOf,
  blindKey,
  knownBlinds,
  lockPersons,
  type NewPerson,
  type Person,
  updatePersons,
  writtenGeneration,
} from './persons.ts'
import { insiders, presentColumns, type ThreeValues, threeValues, wordsOf } from './present.ts'
import { registerFinding } from './rules.ts'
import { type Counted, nobody, type Tally } from './tally.ts'

export interface Decided {
  readonly index: number
  readonly recordLeaf: string
  readonly outcome: 'entered' | 'unchanged' | 'returned' | 'held' | 'refused'
  readonly findings: readonly Finding[]
  /** Hex digest of the entry that was written, or that stands unchanged. */
  readonly entry: string | null
  readonly personId: number | null
  /** The unit that the record is counted in. */
  readonly unitId: number
  /** True where its findings stand already, word for word. */
  readonly again: boolean
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
export const aliveDays = 183

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
  const afterWards = new Map<NewEntry, (id: number, digest: string) => void>()
  const questions: Question[] = []
  const cases: OpenedCase[] = []

  const finish = (
    c: Candidate,
    outcome: Decided['outcome'],
    findings: readonly Finding[],
    entry: string | null,
    personId: number | null,
    again = false,
  ): void => {
    // A record that names a unit of another body is counted where it came from.
    const unitId = c.unit?.body === sender ? c.unit.id : frame.parcelUnit
    decided.push({ index: c.index, recordLeaf: c.recordLeaf, outcome, findings, entry, personId, unitId, again })
    tally.add(unitId, outcome)
  }
  const enter = (
    entry: NewEntry,
    c: Candidate,
    outcome: Decided['outcome'],
    findings: readonly Finding[],
    asks: ThreeValues | null,
  ): void => {
    entries.push(entry)
    afterWards.set(entry, (id, digest) => {
      finish(c, outcome, findings, digest, entry.personId)
      if (asks === null) return
      const [soDinhDanh, hoTen, ngaySinh] = asks
      questions.push({ index: c.index, personId: entry.personId, entryId: id, soDinhDanh, hoTen, ngaySinh })
    })
  }

  // The new ones are added first in key order, then the known ones are locked in the order of their ids: see persons.ts.
  const generation = keys.generations.indexOf(await writtenGeneration(tx, keys))
  const named = candidates.filter((c) => c.blinds.length > 0 && !faulty.has(c.index))
  const { blinds, nameOf } = namesOf(named)
  const before = new Set([...(await knownBlinds(tx, blinds))].map(nameOf))
  const fresh = new Map<string, { candidate: Candidate; person: NewPerson }>()
  for (const c of named) {
    const key = blindKey(c.blinds[0]!)
    if (!c.enterable || before.has(key) || fresh.has(key)) continue
    fresh.set(key, { candidate: c, person: newPerson(keys, c, c.blinds[generation]!, frame, songUntil) })
  }
  const news = [...fresh.values()].map((f) => f.person)
  const added = renamed(nameOf, await addPersons(tx, keys, keys.generations[generation]!, news))
  const others = blinds.filter((blind) => !added.has(nameOf(blindKey(blind))))
  const persons = renamed(nameOf, await lockPersons(tx, others))

  const ids = [...persons.values()].map((person) => person.id)
  const statements = await statementsAbout(tx, keys, ids)
  const admissions = await admissionsOf(tx, ids)
  const openCases = await openCasesOf(tx, ids)
  const changed: Person[] = []
  /** The record of this part that was taken for a person; what names the same person again is compared with it. */
  const taken = new Map<string, Candidate>()
  const twins: { candidate: Candidate; of: Candidate }[] = []

  for (const candidate of candidates) {
    if (faulty.has(candidate.index)) {
      finish(candidate, 'held', [registerFinding('register.faulty')], null, null)
      continue
    }
    const key = candidate.blinds[0] ? blindKey(candidate.blinds[0]) : null
    const person = key === null ? undefined : persons.get(key)
    const of = key === null ? undefined : taken.get(key)
    if (of) twins.push({ candidate, of })
    else if (key !== null && person) {
      if (known(candidate, person)) taken.set(key, candidate)
    } else if (key !== null && fresh.get(key)?.candidate === candidate) {
      taken.set(key, candidate)
      const id = added.get(key)!
      const mine = corrected(candidate, [])
      const { values, bad, key: who } = mine.examination!
      tally.person({ ...fresh.get(key)!.person, verified: 0 }, 1)
      enter(entryOf(frame, mine, id, values, bad), mine, 'entered', mine.findings, askable(who))
    } else finish(candidate, 'returned', candidate.findings, null, null)
  }

  /** Decides a record about a person who is known. False when it is returned: it then counts for nothing. */
  function known(read: Candidate, person: Person): boolean {
    const all = withoutWithdrawn(statements.get(person.id) ?? [])
    // Whose statements were all withdrawn is whoever's states the person next.
    const taken = person.holder === nobody ? { ...person, holder: sender, firstHolder: sender } : person
    const counted = insiders(taken, admissions.get(person.id))
    const inside = counted.has(sender)
    const present = fold(all.filter((s) => counted.counts(s)))
    // What it stated of somebody else under this number is as if never said.
    const since = admissions.get(person.id)?.get(sender)?.after ?? 0
    const said = all.filter((s) => s.source === sender && s.entryId > since)
    const own = standing(said)
    const confirmations = (person.confirmed ?? []).map(readConfirmation).filter((c) => c.source === sender)
    const candidate = corrected(onTopOf(frame, read, inside ? present.values : fold(own).values), said)
    const first = [...own, ...confirmations].find((s) => s.parcel === frame.parcel)
    if (person.holder === sender && (person.lastParcel ?? 0) < frame.parcel) {
      // Only forward: a slow older parcel does not undo that a newer one named the person.
      person.lastParcel = frame.parcel
      if ((person.leftParcel ?? 0) < frame.parcel) person.leftParcel = null
      changed.push(person)
    }
    if (!candidate.enterable) {
      finish(candidate, 'returned', candidate.findings, null, person.id)
      return false
    }
    const hold = (rule: 'register.otherPerson' | 'register.twiceInParcel', facts: Record<string, number> = {}) => {
      finish(candidate, 'held', [...candidate.findings, registerFinding(rule, facts)], null, person.id)
      return true
    }
    const correction = candidate.replaces !== null
    // Of a body that is not inside, the case decides, and the population register may: its statement is kept.
    const someoneElse = !correction && isSomeoneElse(candidate, present)
    if (inside && someoneElse) return hold('register.otherPerson')
    const { values, bad } = candidate.examination!
    const place = { trueFrom: candidate.trueFrom, senderSeq: frame.senderSeq }
    const later = [...own, ...confirmations].filter((s) => isLater(s, place))
    const stale = later.length > 0 && !correction
    // What this source had stated as of this statement's own place in time: only the difference is entered.
    const news = correction ? values : differing(values, bad, fold(own.filter((s) => !isLater(s, place))))
    // What the holder says again counts against what another body said since: after a release, or beside a dual post.
    // The register's value, accepted by the body itself, stands until the body states another one.
    if (person.holder === sender && !stale && !correction) {
      const others = new Set(
        all.filter((s) => s.source !== sender && s.kind !== 'populationRegister').map((s) => s.entryId),
      )
      for (const [field, value] of Object.entries(values)) {
        if (others.has(present.from.get(field) ?? -1) && !sameValue(value, present.values[field])) news[field] = value
      }
    }
    const unchanged = Object.keys(news).length === 0 || alreadyCorrected(candidate, said)
    // An earlier part of this parcel named the same person otherwise: which is right is not ours to guess.
    if (first && !unchanged) return hold('register.twiceInParcel', { first: first.recordIndex + 1 })
    const findings = [...candidate.findings]
    if (someoneElse) findings.push(registerFinding('register.otherPerson'))
    if (stale)
      findings.push(
        registerFinding('register.stale', {
          stated: later
            .map((s) => s.trueFrom)
            .sort()
            .at(-1)!,
        }),
      )
    const confirmation = {
      ...{ source: sender, ...place, parcel: frame.parcel, recordIndex: candidate.index },
      ...{ unitId: candidate.unit!.id, edition: frame.edition.id },
      fields: new Set(Object.keys(values).filter((field) => unchanged || !(field in news))),
    }
    const entry = entryOf(frame, candidate, person.id, news, bad, correction ? 'correction' : 'statement')
    const again = stale && !unchanged ? restated(place, news, own, confirmations).map((r) => restating(entry, r)) : []
    const was = { ...person }
    if (person.holder === nobody)
      Object.assign(person, { holder: sender, firstHolder: sender, lastParcel: frame.parcel, leftParcel: null })
    person.confirmed = confirm(person.confirmed, confirmation)
    if (!inside) {
      // What was decided is not opened again by saying the same once more.
      const decided = unchanged && !openCases.get(person.id)?.has(sender)
      if (!unchanged) openCase(candidate, person)
      findings.push(
        decided
          ? registerFinding('register.keptElsewhere', { other: person.holder })
          : registerFinding('register.heldElsewhere', { other: person.holder, due: frame.heldUntil }),
      )
      recount(was, person)
      const asks = askable(candidate.examination!.key)
      const asked = threeValues(fold(own))
      if (unchanged) finish(candidate, 'held', findings, own.at(-1)?.digest ?? null, person.id)
      else enter(entry, candidate, 'held', findings, sameValue(asks, asked) ? null : asks)
    } else {
      const made = unchanged ? [] : [entry, ...again]
      const next = [...all, ...made.map((e, i) => pending(e, frame.recordedAt, i))]
      const after = fold(next.filter((s) => counted.counts(s)))
      person.confirmedOn = frame.today
      if (!stale) person.songUntil = songUntil
      Object.assign(person, presentColumns(person, after, next), words(candidate, after, !openCases.has(person.id)))
      const three = threeValues(after)
      const asks = three !== null && !person.asked?.equals(askedMac(keys, ...three)) ? three : null
      // What the register said was said of other values.
      if (asks !== null && person.asked !== null) person.verified = 0
      recount(was, person)
      const stands = own.at(-1)?.digest ?? present.last?.digest ?? null
      const found = foundIn(keys, sender, { parcel: frame.parcel, index: candidate.index }, findings)
      const told = unchanged && found !== null && found.mac === person.found?.mac
      if (!told) person.found = found
      if (unchanged) finish(candidate, 'unchanged', findings, stands, person.id, told)
      else enter(entry, candidate, 'entered', findings, asks)
    }
    if (!unchanged) entries.push(...again)
    return true
  }

  function openCase(candidate: Candidate, person: Person): void {
    const claimants = openCases.get(person.id) ?? new Set()
    if (claimants.has(sender)) return
    openCases.set(person.id, claimants.add(sender))
    const { id: personId, holder } = person
    cases.push({ id: randomUUID(), personId, holder, claimant: sender, index: candidate.index, due: frame.heldUntil })
    person.sach = false
  }

  /** The words of the record that stands now: as examined already, where all that was stated stands. */
  function words({ examination, findings, replaces }: Candidate, after: Folded, sach: boolean) {
    const stated = Object.entries(examination!.values)
    // After a correction the entry that it names no longer counts: the record is another one than was examined.
    if (replaces === null && stated.every(([field, value]) => sameValue(value, after.values[field])))
      return wordsOf(examination!, findings, sach)
    const whole = examine(after.values, frame.edition, frame.today)
    return wordsOf(whole, whole.findings, sach)
  }

  function recount(was: Counted, person: Person): void {
    tally.person(was, -1)
    tally.person(person, 1)
    changed.push(person)
  }

  const written = await addEntries(tx, keys, frame.edition, frame.recordedAt, entries)
  written.forEach(({ id, digest }, i) => {
    afterWards.get(entries[i]!)?.(id, digest)
  })
  for (const { candidate, of } of twins) twin(candidate, of)
  await updatePersons(tx, keys, [...new Set(changed)])
  const main = entries.map((e, i) => [e, written[i]!.id] as const).filter(([e]) => e.kind !== 'confirmation')
  await addCases(tx, frame, cases, new Map(main.map(([e, id]) => [e.recordIndex, id])))
  decided.sort((a, b) => a.index - b.index)
  return { decided, questions, cases }

  /** The second of two in one part: word for word the same it shares what came of the first; else it is held. */
  function twin(candidate: Candidate, of: Candidate): void {
    const { outcome, findings, entry, personId } = decided.find((d) => d.index === of.index)!
    if (JSON.stringify(of.record) !== JSON.stringify(candidate.record)) {
      const asks = registerFinding('register.twiceInParcel', { first: of.index + 1 })
      finish(candidate, 'held', [...candidate.findings, asks], null, personId)
    } else if (outcome === 'held') finish(candidate, 'held', findings, entry, personId)
    else finish(candidate, 'unchanged', findings, entry, personId, true)
  }
}

/** Every blind index of these records once, and the one name (of the newest generation) that goes for each of them. */
function namesOf(named: readonly Candidate[]): { blinds: Buffer[]; nameOf: (key: string) => string } {
  const all = new Map(named.flatMap((c) => c.blinds.map((blind) => [blindKey(blind), blind] as const)))
  const names = new Map(
    named.flatMap((c) => c.blinds.map((blind) => [blindKey(blind), blindKey(c.blinds[0]!)] as const)),
  )
  return { blinds: [...all.values()], nameOf: (key) => names.get(key)! }
}

const renamed = <T>(nameOf: (key: string) => string, found: ReadonlyMap<string, T>): Map<string, T> =>
  new Map([...found].map(([key, value]) => [nameOf(key), value]))

function entryOf(
  frame: EnterFrame,
  c: Candidate,
  personId: number,
  values: Values,
  bad: readonly string[],
  kind: NewEntry['kind'] = 'statement',
): NewEntry {
  return {
    personId,
    source: frame.caller.sender,
    unitId: c.unit!.id,
    kind,
    trueFrom: c.trueFrom,
    senderSeq: frame.senderSeq,
    parcel: frame.parcel,
    recordIndex: c.index,
    replaces: c.replaces,
    values,
    bad: bad.filter((path) => fieldOf(path) in values),
  }
}

/** What was confirmed after an older statement, as an entry where it was confirmed. */
function restating(late: NewEntry, { confirmation, values, bad }: Restated): NewEntry {
  const { trueFrom, senderSeq, parcel, recordIndex, unitId } = confirmation
  return {
    ...late,
    kind: 'confirmation',
    trueFrom,
    senderSeq,
    parcel,
    recordIndex,
    unitId,
    replaces: null,
    values,
    bad,
  }
}

/** An entry that is about to be written, as the fold will see it. */
export function pending({ personId: _, ...entry }: NewEntry, recordedAt: Date, place: number): Statement {
  return { ...entry, entryId: Number.MAX_SAFE_INTEGER - 1000 + place, recordedAt, digest: '' }
}

/** A correction names an entry of its own source about this person; one that does not is a change like any other. */
function corrected(candidate: Candidate, said: readonly Statement[]): Candidate {
  const { replaces, findings } = candidate
  if (replaces === null || said.some((s) => s.digest === replaces)) return candidate
  return { ...candidate, replaces: null, findings: [...findings, registerFinding('register.replacesUnknown')] }
}

/** The same correction was entered before. */
function alreadyCorrected({ replaces, trueFrom, examination }: Candidate, said: readonly Statement[]): boolean {
  const before = said.find((s) => replaces !== null && s.replaces === replaces && s.trueFrom === trueFrom)
  return before !== undefined && sameValue(before.values, examination!.values)
}

const askable = ({ soDinhDanh, hoTen, ngaySinh }: Examination['key']): ThreeValues | null =>
  soDinhDanh === null || hoTen === null || ngaySinh === null ? null : [soDinhDanh, hoTen, ngaySinh]

function newPerson(keys: KeyRing, c: Candidate, blind: Buffer, frame: EnterFrame, songUntil: string): NewPerson {
  const { nameKey, loaiDoiTuong } = c.examination!.key
  const { trangThaiCongTac } = c.examination!.values
  return {
    blind,
    holder: frame.caller.sender,
    unitId: c.unit!.id,
    nameKey,
    category: loaiDoiTuong,
    status: typeof trangThaiCongTac === 'string' ? trangThaiCongTac : null,
    lastParcel: frame.parcel,
    confirmedOn: frame.today,
    songUntil,
    found: foundIn(keys, frame.caller.sender, { parcel: frame.parcel, index: c.index }, corrected(c, []).findings),
    ...wordsOf(c.examination!, c.findings, true),
  }
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

/** Bodies that claim these persons in a case that is not closed, by person. */
async function openCasesOf(tx: Connection, persons: readonly number[]): Promise<Map<number, Set<string>>> {
  const claimants = new Map<number, Set<string>>()
  if (persons.length === 0) return claimants
  const { rows } = await tx.query<{ person_id: number; claimant: string }>(
    `select person_id, claimant from elsewhere_case where person_id = any($1::bigint[]) and state in ('open', 'national')`,
    [persons],
  )
  for (const { person_id, claimant } of rows)
    claimants.set(person_id, (claimants.get(person_id) ?? new Set()).add(claimant))
  return claimants
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
