/**
 * Enters the candidates of one part: finds the persons, decides an outcome for each record, adds the entries, and
 * brings the present columns of the persons up to date. All in the caller's transaction.
 *
 * Outcomes: `returned` where a rule blocks; `held` where it is doubtful who it is (another body holds the person, the
 * number belongs to someone else, two versions in one parcel) or where the record's day lies ahead; `unchanged` where the
 * source said nothing new; `entered` otherwise. What a record says of its own number, see numbers.ts.
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
import { type Announced, findReplaced } from './announced.ts'
import { type Candidate, onTopOf } from './candidates.ts'
import { addCases, type OpenedCase, openCasesOf } from './claims.ts'
import { codesOf } from './codes.ts'
import { confirm, isLater, readConfirmation, restated } from './confirmed.ts'
import { addEntries, type NewEntry, statementsAbout } from './entries.ts'
import { foundIn } from './findings.ts'
import { differing, type Folded, fieldOf, fold, type Statement, sameValue, standing, withoutWithdrawn } from './fold.ts'
import { alreadyCorrected, corrected, type EnterFrame, entryOf, pending, restating } from './making.ts'
import {
  asItStands,
  findMoves,
  formerOwners,
  giveNumber,
  Overtaken,
  renumbered,
  statedAlone,
  writeNumbers,
} from './numbers.ts'
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
import { aliveDays, askedMac, insiders, presentColumns, type ThreeValues, threeValues, wordsOf } from './present.ts'
import { registerFinding } from './rules.ts'
import { endAdmissions, handedOver, type Succeeded } from './succession.ts'
import { type Counted, nobody, type Tally } from './tally.ts'
import { withdrawing } from './withdraw.ts'

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
  /** The day that it waits for; null where it waits for none. */
  readonly waitsFor: string | null
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

/** A person whose number the sender corrected, by the record `index`. */
export interface Renumbering {
  readonly personId: number
  readonly index: number
  /** The person keeps its number: the sender states someone else from now on, and its statements are to be moved away. */
  readonly leaves: boolean
}

export interface Entered {
  readonly decided: readonly Decided[]
  readonly questions: readonly Question[]
  readonly cases: readonly OpenedCase[]
  /** What hangs on the old number is the hall's to end, in the same transaction. */
  readonly renumberings: readonly Renumbering[]
  /** Records that waited for their day and that a record of this part replaces: the hall's to end, too. */
  readonly replaced: readonly Replaced[]
}

export interface Replaced {
  readonly announced: Announced
  /** The record that replaces it. */
  readonly index: number
}

/** `settled`: a human has decided that each record is about the person whom it names; no doubt holds it. Throws Overtaken. */
export async function enterPart(
  tx: Connection,
  keys: KeyRing,
  frame: EnterFrame,
  sent: readonly Candidate[],
  faulty: ReadonlySet<number>,
  tally: Tally,
  { settled = false }: { readonly settled?: boolean } = {},
): Promise<Entered> {
  const sender = frame.caller.sender
  const songUntil = addDays(frame.today, aliveDays)
  const decided: Decided[] = []
  const entries: NewEntry[] = []
  /** Fills in what is known only after the entries are written. */
  const afterWards = new Map<NewEntry, (id: number, digest: string) => void>()
  const questions: Question[] = []
  const cases: OpenedCase[] = []
  const renumberings: Renumbering[] = []

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
    const waitsFor = c.waits && outcome === 'held' ? c.trueFrom : null
    decided.push({
      index: c.index,
      recordLeaf: c.recordLeaf,
      outcome,
      findings,
      entry,
      personId,
      unitId,
      again,
      waitsFor,
    })
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
  const generation = await writtenGeneration(tx, keys)
  const { candidates, replacing } = await findReplaced(tx, frame, sent)
  const named = candidates.filter((c) => c.blinds.length > 0 && !faulty.has(c.index))
  const { blinds, nameOf } = namesOf(named)
  const before = new Set([...(await knownBlinds(tx, blinds))].map(nameOf))
  const acting = named.filter((c) => !c.waits)
  const moves = await findMoves(tx, frame, acting)
  const unknown = acting.filter((c) => c.enterable && !before.has(blindKey(c.blinds[0]!)))
  const owners = renamed(nameOf, await formerOwners(tx, namesOf(unknown).blinds))
  /** Numbers that may turn out not to be of a new person: whose they are is seen under the locks. */
  const doubtful = new Set([...owners.keys(), ...[...moves.keys()].map((c) => blindKey(c.blinds[0]!))])
  const fresh = new Map<string, { candidate: Candidate; person: NewPerson }>()
  for (const c of unknown) {
    const key = blindKey(c.blinds[0]!)
    if (doubtful.has(key) || fresh.has(key)) continue
    fresh.set(key, { candidate: c, person: newPerson(keys, c, blindIn(generation, c), frame, songUntil) })
  }
  const news = [...fresh.values()].map((f) => f.person)
  const added = renamed(nameOf, await addPersons(tx, keys, generation, news))
  const others = blinds.filter((blind) => !added.has(nameOf(blindKey(blind))))
  const persons = renamed(nameOf, await lockPersons(tx, others, [...moves.values(), ...owners.values()]))
  const byId = new Map([...persons.values()].map((person) => [person.id, person]))

  const ids = [...persons.values()].map((person) => person.id)
  const statements = await statementsAbout(tx, keys, ids)
  const admissions = await admissionsOf(tx, ids)
  const openCases = await openCasesOf(tx, ids)
  const changed: Person[] = []
  const given: Person[] = []
  const succeeded: Succeeded[] = []
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
    if (candidate.waits) announce(candidate, person)
    else if (of) twins.push({ candidate, of })
    else if (key !== null && moves.has(candidate)) await moving(candidate, byId.get(moves.get(candidate)!))
    else if (key !== null && person) {
      if (known(candidate, person)) taken.set(key, candidate)
    } else if (key !== null && fresh.get(key)?.candidate === candidate) {
      taken.set(key, candidate)
      const id = added.get(key)!
      const mine = corrected(candidate, [])
      const { values, bad, key: who } = mine.examination!
      tally.person({ ...fresh.get(key)!.person, verified: 0 }, 1)
      enter(entryOf(frame, mine, id, values, bad), mine, 'entered', mine.findings, askable(who))
    } else if (key !== null && doubtful.has(key) && candidate.enterable) {
      taken.set(key, candidate)
      const had = byId.get(owners.get(key) ?? -1)
      if (had && !settled && isTheirs(candidate, had))
        finish(candidate, 'held', [...candidate.findings, registerFinding('register.formerNumber')], null, had.id)
      else known(candidate, await addNobody(candidate))
    } else finish(candidate, 'returned', candidate.findings, null, null)
  }

  /** A record that waits is judged on its day. Today it need only be one that could be entered; it names its person already. */
  function announce(read: Candidate, person: Person | undefined): void {
    const candidate = person ? onTopOf(frame, read, standsFor(person)) : read
    if (person) name(person)
    const { enterable, findings, trueFrom: day } = candidate
    if (enterable) finish(candidate, 'held', [registerFinding('register.waitsForDay', { day })], null, null)
    else finish(candidate, 'returned', findings, null, person?.id ?? null)
  }

  /** What stands about the person, for this sender to add to. */
  function standsFor(person: Person): Values {
    const all = withoutWithdrawn(statements.get(person.id) ?? [])
    const counted = insiders(person, admissions.get(person.id))
    const own = standing(all.filter((s) => s.source === sender))
    return fold(counted.has(sender) ? all.filter((s) => counted.counts(s)) : own).values
  }

  /** The parcel names the person: a full one does not leave it out. */
  function name(person: Person): void {
    if (person.holder !== sender || (person.lastParcel ?? 0) >= frame.parcel) return
    // Only forward: a slow older parcel does not undo that a newer one named the person.
    person.lastParcel = frame.parcel
    if ((person.leftParcel ?? 0) < frame.parcel) person.leftParcel = null
    changed.push(person)
  }

  /** The index of the record's number in this generation. */
  function blindIn(of: number, candidate: Candidate): Buffer {
    return candidate.blinds[keys.generations.indexOf(of)]!
  }

  /** A record under a number that its source corrected: still about the same person, for all that it says? */
  function isTheirs(candidate: Candidate, person: Person): boolean {
    const counted = insiders(person, admissions.get(person.id))
    const present = fold((statements.get(person.id) ?? []).filter((s) => counted.counts(s)))
    return counted.has(sender) && !isSomeoneElse(candidate, present)
  }

  /** The source stated the same one under this number before, and corrected the number: it states nobody else now. */
  function isWhomItLeft(candidate: Candidate, all: readonly Statement[]): boolean {
    const gone = new Set(all.flatMap((s) => (s.kind === 'moved' && s.source === sender ? [s.replaces] : [])))
    const left = all.filter((s) => s.source === sender && gone.has(s.digest))
    return left.length > 0 && !isSomeoneElse(candidate, fold(left))
  }

  /** A row for a number that nobody has, without a holder: the statement that follows makes it the sender's. */
  async function addNobody(candidate: Candidate): Promise<Person> {
    const row = { ...newPerson(keys, candidate, blindIn(generation, candidate), frame, songUntil), holder: nobody }
    const id = (await addPersons(tx, keys, generation, [row])).get(blindKey(row.blind))
    if (id === undefined) throw new Overtaken('the number became somebody’s')
    return {
      ...row,
      id,
      blindNo: generation,
      firstHolder: nobody,
      verified: 0,
      asked: null,
      leftParcel: null,
      former: null,
      confirmed: null,
    }
  }

  /** A record that corrects the number of a person whom its source stated before. */
  async function moving(read: Candidate, from: Person | undefined): Promise<void> {
    const key = blindKey(read.blinds[0]!)
    const all = withoutWithdrawn((from && statements.get(from.id)) ?? [])
    const said = all.filter((s) => s.source === sender)
    const replaces = said.some((s) => s.digest === read.replaces) ? asItStands(said, read.replaces!) : null
    if (!from || replaces === null) throw new Overtaken('what it corrects was taken back')
    const fromKey = nameOf(blindKey(from.blind))
    const target = persons.get(key)
    // Another parcel corrected the same meanwhile; or the entry that it names is about someone else.
    const plain = fromKey === key ? from : isSomeoneElse(read, fold(said)) ? (target ?? null) : undefined
    if (plain !== undefined) {
      if (!plain && !read.enterable) return finish(read, 'returned', read.findings, null, null)
      if (known(read, plain ?? (await addNobody(read)))) taken.set(key, read)
      return
    }
    const earlier = taken.get(fromKey)
    if (earlier) {
      const asks = registerFinding('register.twiceInParcel', { first: earlier.index })
      return finish(read, 'held', [...read.findings, asks], null, null)
    }
    const rest = standing(said).filter((s) => s.digest !== replaces)
    const keeps = !target && from.holder === sender && statedAlone(all, sender)
    const whole = onTopOf(frame, read, fold(rest).values)
    if (!target && !keeps && !whole.enterable) return finish(whole, 'returned', whole.findings, null, null)
    const person = target ?? (keeps ? from : await addNobody(whole))
    if (!known({ ...read, replaces }, person, { from, rest })) return
    taken.set(key, read)
    taken.set(fromKey, read)
  }

  /**
   * Decides a record about a person who is known. False when it is returned: it then counts for nothing. `move`: it
   * corrects the number of `from`, of whom the sender stated `rest` beside what is corrected.
   */
  function known(read: Candidate, person: Person, move?: { from: Person; rest: readonly Statement[] }): boolean {
    const all = withoutWithdrawn(statements.get(person.id) ?? [])
    // Whose statements were all withdrawn is whoever's states the person next.
    const taken = person.holder === nobody ? { ...person, holder: sender, firstHolder: sender } : person
    const before = admissions.get(person.id)
    // A decision on the tree brought the unit into the sender's body, and the person with it.
    const follows = person.holder !== nobody && frame.tree.tookOver(person.unitId, person.holder, sender)
    const handed = follows && read.enterable ? handedOver(person, statements.get(person.id) ?? [], before) : null
    const counted = handed ? insiders({ ...person, holder: sender }, handed) : insiders(taken, before)
    const inside = counted.has(sender)
    const present = fold(all.filter((s) => counted.counts(s)))
    // What it stated of somebody else under this number is as if never said.
    const since = admissions.get(person.id)?.get(sender)?.after ?? 0
    const said = all.filter((s) => s.source === sender && s.entryId > since)
    const own = standing(said)
    const confirmations = (person.confirmed ?? []).map(readConfirmation).filter((c) => c.source === sender)
    const leaves = move !== undefined && move.from !== person
    const carried = leaves && own.length === 0 ? move.rest : []
    const base = carried.length > 0 ? fold(carried).values : inside ? present.values : fold(own).values
    const candidate = leaves ? onTopOf(frame, read, base) : corrected(onTopOf(frame, read, base), said)
    const first = [...own, ...confirmations].find((s) => s.parcel === frame.parcel && isOfThatDay(s, candidate))
    name(person)
    // A record that is not taken says nothing of a person who has another number.
    const about = move && !leaves ? null : person.id
    if (!candidate.enterable) {
      finish(candidate, 'returned', candidate.findings, null, about)
      return false
    }
    const hold = (
      rule: 'register.otherPerson' | 'register.twiceInParcel' | 'register.numberTaken' | 'register.formerNumber',
      facts: Record<string, number> = {},
    ) => {
      finish(candidate, 'held', [...candidate.findings, registerFinding(rule, facts)], null, about)
      return true
    }
    const correction = candidate.replaces !== null
    // Of a body that is not inside, the case decides, and the population register may: its statement is kept.
    const someoneElse = (leaves || !correction) && !settled && isSomeoneElse(candidate, present)
    // Where the right number is of someone else, the wrong one may be less wrong than it: nothing is moved.
    if (leaves && someoneElse) return hold('register.numberTaken')
    if (inside && someoneElse) return hold('register.otherPerson')
    if (!settled && !move && own.length === 0 && isWhomItLeft(candidate, statements.get(person.id) ?? []))
      return hold('register.formerNumber')
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
    // Whoever takes a person over states it: what it says is entered, new or not.
    if (handed) Object.assign(news, values)
    const unchanged = handed === null && (Object.keys(news).length === 0 || alreadyCorrected(candidate, said))
    // An earlier part of this parcel named the same person otherwise: which is right is not ours to guess.
    if (first && !unchanged && !settled) return hold('register.twiceInParcel', { first: first.recordIndex + 1 })
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
    if (move && !unchanged) again.push(...(leaves ? leaving(entry, carried, move.from) : numbering(entry, person, all)))
    const was = { ...person }
    if (person.holder === nobody)
      Object.assign(person, { holder: sender, firstHolder: sender, lastParcel: frame.parcel, leftParcel: null })
    if (handed) {
      succeeded.push({ personId: person.id, source: person.holder, ...handed.get(person.holder)! })
      admissions.set(person.id, handed)
      Object.assign(person, { holder: sender, lastParcel: frame.parcel, leftParcel: null })
    }
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
      if (frame.today > person.confirmedOn) person.confirmedOn = frame.today
      if (!stale) person.songUntil = songUntil
      Object.assign(person, presentColumns(person, after, next), words(candidate, after, !openCases.has(person.id)))
      const three = threeValues(after)
      const asks = three !== null && !person.asked?.equals(askedMac(keys, ...three)) ? three : null
      // What the register said was said of other values.
      if (asks !== null && person.asked !== null) person.verified = 0
      recount(was, person)
      const stands = own.at(-1)?.digest ?? present.last?.digest ?? null
      const at = { parcel: frame.parcel, index: candidate.index }
      // The rows of a held record are those that held it: once it is settled, they are not what stands.
      const found = settled ? null : foundIn(keys, sender, at, findings)
      const told = unchanged && found !== null && found.mac === person.found?.mac
      if (!told) person.found = found
      if (unchanged) finish(candidate, 'unchanged', findings, stands, person.id, told)
      else enter(entry, candidate, 'entered', findings, asks)
    }
    if (!unchanged) entries.push(...again)
    return true
  }

  /** Records of one parcel about one person speak of the same, but for one that waited for another day than the other's. */
  function isOfThatDay(said: { readonly trueFrom: string }, { trueFrom }: Candidate): boolean {
    return said.trueFrom === trueFrom || (said.trueFrom <= frame.receivedOn && trueFrom <= frame.receivedOn)
  }

  /** What the sender stated of a person whom it leaves, under the number that is right. */
  function leaving(entry: NewEntry, carried: readonly Statement[], from: Person): NewEntry[] {
    renumberings.push({ personId: from.id, index: entry.recordIndex, leaves: true })
    return carried.map((s) => renumbered(entry, s))
  }

  /** The person gets the number: every statement says it, and what the population register said of the old one is moved. */
  function numbering(entry: NewEntry, person: Person, all: readonly Statement[]): NewEntry[] {
    giveNumber(keys, person, generation, String(entry.values.soDinhDanh), statements.get(person.id) ?? [])
    given.push(person)
    renumberings.push({ personId: person.id, index: entry.recordIndex, leaves: false })
    const stands = standing(all).filter((s) => s.digest !== entry.replaces)
    const theirs = stands.filter((s) => s.source === 'populationRegister')
    const named = stands.filter((s) => 'soDinhDanh' in s.values)
    const gone = theirs.map(({ digest }) => ({ index: entry.recordIndex, digest }))
    return [
      ...named.map((s) => renumbered(entry, s)),
      ...withdrawing({ ...frame, sender }, person, all, admissions.get(person.id) ?? new Map(), gone, 'moved'),
    ]
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
  await writeNumbers(tx, keys, given)
  await updatePersons(tx, keys, [...new Set(changed)])
  const main = entries.map((e, i) => [e, written[i]!.id] as const).filter(([e]) => afterWards.has(e))
  await endAdmissions(tx, succeeded)
  await addCases(tx, frame, cases, new Map(main.map(([e, id]) => [e.recordIndex, id])))
  decided.sort((a, b) => a.index - b.index)
  const replaced = decided.flatMap(({ index, outcome }) => {
    const announced = outcome === 'returned' ? undefined : replacing.get(index)
    return announced ? [{ announced, index }] : []
  })
  return { decided, questions, cases, renumberings, replaced }

  /** The second of two in one part: word for word the same it shares what came of the first; else it is held. */
  function twin(candidate: Candidate, of: Candidate): void {
    const { outcome, findings, entry, personId } = decided.find((d) => d.index === of.index)!
    if (JSON.stringify(of.record) !== JSON.stringify(candidate.record)) {
      const asks = registerFinding('register.twiceInParcel', { first: of.index + 1 })
      // Where the first corrected a number, the second may name the old one, which is not of that person any more.
      const about = candidate.blinds[0]!.equals(of.blinds[0]!) ? personId : null
      finish(candidate, 'held', [...candidate.findings, asks], null, about)
    } else if (outcome === 'held') finish(candidate, 'held', findings, entry, personId)
    else finish(candidate, 'unchanged', findings, entry, personId, true)
  }
}

/**
 * Every blind index of these records once, and the one name (of the newest generation) that goes for each of them. An
 * index that none of them has is its own name.
 */
function namesOf(named: readonly Candidate[]): { blinds: Buffer[]; nameOf: (key: string) => string } {
  const all = new Map(named.flatMap((c) => c.blinds.map((blind) => [blindKey(blind), blind] as const)))
  const names = new Map(
    named.flatMap((c) => c.blinds.map((blind) => [blindKey(blind), blindKey(c.blinds[0]!)] as const)),
  )
  return { blinds: [...all.values()], nameOf: (key) => names.get(key) ?? key }
}

const renamed = <T>(nameOf: (key: string) => string, found: ReadonlyMap<string, T>): Map<string, T> =>
  new Map([...found].map(([key, value]) => [nameOf(key), value]))

const askable = ({ soDinhDanh, hoTen, ngaySinh }: Examination['key']): ThreeValues | null =>
  soDinhDanh === null || hoTen === null || ngaySinh === null ? null : [soDinhDanh, hoTen, ngaySinh]

function newPerson(keys: KeyRing, c: Candidate, blind: Buffer, frame: EnterFrame, songUntil: string): NewPerson {
  const { nameKey, loaiDoiTuong } = c.examination!.key
  const { values, bad } = c.examination!
  const { trangThaiCongTac } = values
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
    codes: codesOf({ values, bad: new Set(bad.map(fieldOf)) }),
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
