/**
 * From answers to verdicts, proposals and settled cases. Matching asks least: three values go out, a verdict per field
 * comes back. Only where a field differs does a second, logged look-up fetch the register's value; it lives sealed
 * inside the proposal until the body answers.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { addWorkingDays, compareDates, compareNames } from '@cbccvc/standard'
import { type Connection, CopyRows, copyInto, type KeyRing, type Pool, type Queryable } from '../database/index.ts'
import { addNotices, type StoredNotice, type StoredVerdict } from '../exchange/index.ts'
import {
  admissionsOf,
  askedMac,
  insiders,
  lockPersonsById,
  type Person,
  type Question,
  type Tally,
  takenBackSql,
  updatePersons,
} from '../register/index.ts'
import { settleByMatch } from './cases.ts'
import {
  lookUp,
  lookupPurpose,
  type MatchAnswer,
  matchPeople,
  type PopulationAddress,
  PopulationDownError,
  PopulationRefusedError,
  type PopulationValues,
} from './population.ts'
import { addAgain, type Claimed, type Later, pauseAside, type QuestionSet, type WaitingQuestion } from './questions.ts'

export const populationSource = 'populationRegister'

type FieldVerdict = 'match' | 'doubt' | 'differs' | 'unknown'
type AskedField = 'hoTenKhaiSinh' | 'ngaySinh'

interface One {
  readonly set: QuestionSet
  readonly question: WaitingQuestion
}
type Matched = NonNullable<WaitingQuestion['matched']>

export interface Judged extends One {
  readonly result: MatchAnswer['result']
  readonly fields: Record<'soDinhDanh' | AskedField, FieldVerdict>
  /** The register's values of the fields that do not match. */
  readonly theirs: Partial<Record<AskedField, string>>
  /** No value was looked up, though something differs: the sender was not inside. */
  readonly unseen: boolean
}

export interface Asked {
  readonly judged: readonly Judged[]
  /** What was not answered: asked again after a pause, each set by itself. */
  readonly later: readonly Later[]
}

/** How many look-ups are under way at once. */
const lookupsAtOnce = 8
/** No look-up begins later than this after the first question: all has ended before the lease does. */
const lookupsBefore = { ofEarlierMatches: 30_000, all: 140_000 }

const pauseOf = (error: PopulationDownError, attempts: number) => error.retryAfter ?? Math.min(2 ** attempts / 2, 60)
const differs = ({ fields }: Matched) => fields?.hoTen === 'differs' || fields?.ngaySinh === 'differs'

/**
 * Asks about all claimed questions, and looks up what differs. What fails is put off alone, with what the match said of
 * it: however many errors, however small a quota, every round gets further. Throws PopulationDownError where the
 * register answered nothing at all.
 */
export async function ask(pool: Pool, at: PopulationAddress, claimed: Claimed): Promise<Asked> {
  const began = Date.now()
  const all = claimed.sets.flatMap((set) => set.questions.map((question): One => ({ set, question })))
  const inside = await insideNow(pool, all)
  const judged: Judged[] = []
  const later = new Map<QuestionSet, { set: QuestionSet; questions: WaitingQuestion[]; pause: number }>()
  const putOff = ({ set, question }: One, pause: number, matched = question.matched) => {
    const off = later.get(set) ?? { set, questions: [], pause: 0 }
    off.questions.push({ ...question, ...(matched && { matched }) })
    off.pause = Math.max(off.pause, pause)
    later.set(set, off)
  }

  const judge = async (ones: readonly (readonly [One, Matched])[], before: number): Promise<void> => {
    const differing: [One, Judged, Matched][] = []
    for (const [one, answer] of ones) {
      const first = { ...one, result: answer.result, fields: verdictsOf(answer), theirs: {}, unseen: differs(answer) }
      if (first.unseen && inside.has(one)) differing.push([one, first, answer])
      else judged.push(first)
    }
    const next = differing.values()
    let overQuota: number | null = null
    const walk = async () => {
      for (const [one, first, answer] of next) {
        if (overQuota !== null || Date.now() > began + before) {
          putOff(one, overQuota ?? 1, answer)
          continue
        }
        try {
          judged.push(closer(first, await loggedLookUp(pool, at, one.question)))
        } catch (error) {
          if (error instanceof PopulationRefusedError) putOff(one, pauseAside(one.set.attempts), answer)
          else if (error instanceof PopulationDownError) {
            const pause = pauseOf(error, one.set.attempts)
            if (error.overQuota) overQuota = pause
            putOff(one, pause, answer)
          } else throw error
        }
      }
    }
    await Promise.all(Array.from({ length: lookupsAtOnce }, walk))
  }

  // What was matched before comes first: else a small quota would go on matches for ever.
  const earlier = all.flatMap((one) => (one.question.matched ? [[one, one.question.matched] as const] : []))
  await judge(earlier, lookupsBefore.ofEarlierMatches)
  const open = all.filter(({ question }) => !question.matched)
  const { answers, failed } = await matchAll(at, open)
  if (failed instanceof PopulationDownError && answers.size === 0 && judged.length === 0) throw failed
  for (const one of open) {
    if (answers.has(one)) continue
    const { attempts } = one.set
    putOff(one, failed instanceof PopulationDownError ? pauseOf(failed, attempts) : pauseAside(attempts))
  }
  await judge([...answers], lookupsBefore.all)
  return { judged, later: [...later.values()] }
}

/**
 * Matches as many as the register takes: over its quota half of them, and half of those; where it refuses the request,
 * each set by itself, so that only the set that it means is left out.
 */
async function matchAll(
  at: PopulationAddress,
  open: readonly One[],
): Promise<{ answers: Map<One, MatchAnswer>; failed: unknown }> {
  const answers = new Map<One, MatchAnswer>()
  let failed: unknown = null
  /** Whether it is worth going on. */
  const match = async (ones: readonly One[]): Promise<boolean> => {
    if (ones.length === 0) return true
    try {
      const found = await matchPeople(
        at,
        ones.map(({ question: { soDinhDanh, hoTen, ngaySinh } }, i) => ({
          id: String(i),
          soDinhDanh,
          hoTen,
          ngaySinh,
        })),
      )
      ones.forEach((one, i) => {
        const answer = found.get(String(i))
        if (answer) answers.set(one, answer)
      })
      return true
    } catch (error) {
      if (error instanceof PopulationRefusedError) {
        const sets = [...Map.groupBy(ones, (one) => one.set).values()]
        if (sets.length === 1) return true
        for (const set of sets) if (!(await match(set))) return false
        return true
      }
      if (!(error instanceof PopulationDownError)) throw error
      failed = error
      if (error.overQuota && ones.length > 1) await match(ones.slice(0, ones.length >> 1))
      return false
    }
  }
  await match(open)
  return { answers, failed }
}

/** Those whose sender is inside for the person: nobody else is shown what the register has. */
async function insideNow(db: Queryable, ones: readonly One[]): Promise<Set<One>> {
  const { rows } = await db.query<{ place: number }>(
    `select u.place::int as place from unnest($1::bigint[], $2::text[]) with ordinality u (person, sender, place)
       join person p on p.id = u.person
      left join admission a on a.person_id = p.id and a.source = u.sender
      where p.holder = u.sender or a.until is null and (a.source is not null or p.first_holder = u.sender)`,
    [ones.map(({ question }) => question.personId), ones.map(({ set }) => set.sender)],
  )
  return new Set(rows.map(({ place }) => ones[place - 1]!))
}

function verdictsOf({ result, fields }: Matched): Judged['fields'] {
  if (result === 'notFound' || result === 'multiple') {
    return { soDinhDanh: result === 'notFound' ? 'differs' : 'doubt', hoTenKhaiSinh: 'unknown', ngaySinh: 'unknown' }
  }
  return { soDinhDanh: 'match', hoTenKhaiSinh: fields?.hoTen ?? 'unknown', ngaySinh: fields?.ngaySinh ?? 'unknown' }
}

/** The look-up is written down before it is made: who, whose, why; never the value. */
async function loggedLookUp(pool: Pool, at: PopulationAddress, question: Question): Promise<PopulationValues | null> {
  const requestId = randomUUID()
  await pool.query('insert into lookup_log (person_id, purpose, request_id) values ($1, $2, $3)', [
    question.personId,
    lookupPurpose,
    requestId,
  ])
  return lookUp(at, requestId, question.soDinhDanh)
}

/**
 * The register compares letters; we compare names as Vietnamese names are, and dates as intervals. Where both differ it
 * is someone else, whose values are nobody's to offer: else any number would fetch its owner's name and birth date.
 */
function closer(judged: Judged, values: PopulationValues | null): Judged {
  if (!values) return { ...judged, unseen: false }
  const { question } = judged
  const fields = { ...judged.fields }
  const theirs: Judged['theirs'] = {}
  if (fields.hoTenKhaiSinh === 'differs' && values.hoTenKhaiSinh !== null) {
    fields.hoTenKhaiSinh = compareNames(question.hoTen, values.hoTenKhaiSinh)
    if (fields.hoTenKhaiSinh !== 'match') theirs.hoTenKhaiSinh = values.hoTenKhaiSinh
  }
  if (fields.ngaySinh === 'differs' && values.ngaySinh !== null) {
    fields.ngaySinh = compareDates(question.ngaySinh, values.ngaySinh)
    if (fields.ngaySinh !== 'match') theirs.ngaySinh = values.ngaySinh
  }
  const someoneElse = fields.hoTenKhaiSinh === 'differs' && fields.ngaySinh === 'differs'
  return { ...judged, fields, theirs: someoneElse ? {} : theirs, unseen: false }
}

/** 1 match, 2 doubt or difference, 3 not found. */
export function verifiedOf({ result, fields }: Pick<Judged, 'result' | 'fields'>): number {
  if (result === 'notFound') return 3
  return result === 'found' && Object.values(fields).every((verdict) => verdict === 'match') ? 1 : 2
}

/** Keeps the verdicts, writes proposals, settles cases, tells the bodies, and puts back what is asked again. In the caller's transaction. */
export async function keepVerdicts(
  tx: Connection,
  keys: KeyRing,
  { judged, later }: Asked,
  { today, at }: { today: string; at: string },
  tally: Tally,
): Promise<void> {
  const ids = [...new Set(judged.map((j) => j.question.personId))]
  const persons = await lockPersonsById(tx, ids)
  const admitted = await admissionsOf(tx, ids)
  const newest = await newestAsked(tx, ids)
  const notices = new Map<string, StoredNotice[]>()
  const tell = (to: string, notice: StoredNotice) => {
    const list = notices.get(to)
    if (list) list.push(notice)
    else notices.set(to, [notice])
  }
  const changed = new Map<number, Person>()
  const again: Later[] = [...later]
  const rows = new CopyRows(verdictColumns.length)
  for (const j of judged) {
    const person = persons.get(j.question.personId)
    if (!person) continue
    const { set, question, fields, result } = j
    const counted = insiders(person, admitted.get(person.id))
    const inside = counted.has(set.sender)
    if (inside && j.unseen) {
      // Came inside since we asked: what differs is looked up now.
      again.push({ set, questions: [question], pause: 0 })
      continue
    }
    verdictRow(rows, keys, j, today)
    tell(set.sender, {
      kind: 'verdict',
      parcelId: set.parcelId,
      index: question.index,
      result,
      fields,
      source: populationSource,
      date: today,
    } satisfies StoredVerdict)
    if (inside) for (const proposal of await addProposals(tx, keys, j, today)) tell(set.sender, proposal)
    const was = { ...person }
    // An answer that was overtaken by the one to a later question is kept, but says nothing of the present.
    const before = (newest.get(person.id) ?? []).filter(({ source, entry }) =>
      counted.counts({ source, kind: 'statement', entryId: entry }),
    )
    if (inside && before.every(({ entry }) => question.entryId >= entry)) {
      newest.set(person.id, [...before, { source: set.sender, entry: question.entryId }])
      person.verified = verifiedOf(j)
      person.asked = askedMac(keys, question.soDinhDanh, question.hoTen, question.ngaySinh)
    }
    const settled = person.sach ? [] : await settleByMatch(tx, keys, person, set.sender, inside ? null : j, today)
    for (const { to, notice } of settled) tell(to, notice)
    tally.person(was, -1)
    tally.person(person, 1)
    changed.set(person.id, person)
  }
  await copyInto(tx, 'verdict', verdictColumns, rows)
  await updatePersons(tx, keys, [...changed.values()])
  await addAgain(tx, keys, again)
  for (const [to, list] of notices) await addNotices(tx, keys, to, list, at, 'verdicts')
}

interface NewestAsked {
  readonly source: string
  readonly entry: number
}

/** For each person the newest entry of each source, of those not taken back, about which the register has answered. */
async function newestAsked(tx: Connection, persons: readonly number[]): Promise<Map<number, NewestAsked[]>> {
  const { rows } = await tx.query<NewestAsked & { id: number }>(
    // Person by person through the index, with or without statistics of a table that grows all the time.
    `select p.id, v.source, v.entry from (select distinct id from unnest($1::bigint[]) id offset 0) p
      cross join lateral (
        select e.source, max(a.entry_id) as entry from (select entry_id from verdict where person_id = p.id offset 0) a
          join entry e on e.person_id = p.id and e.id = a.entry_id
         where not ${takenBackSql('e')} group by e.source offset 0) v`,
    [persons],
  )
  return Map.groupBy(rows, (row) => row.id)
}

const verdictColumns = [
  'person_id',
  'entry_id',
  'source',
  'asked_on',
  'result',
  'number_verdict',
  'name_verdict',
  'birth_verdict',
  'digest',
] as const

function verdictRow(rows: CopyRows, keys: KeyRing, { question, result, fields }: Judged, today: string): void {
  const salt = randomBytes(16)
  // Keyed: salted only, a stolen table would tell a personal number to whoever tries them all.
  const { soDinhDanh, hoTen, ngaySinh } = question
  const bound = keys.mac(`verdict ${salt.toString('hex')}|${soDinhDanh}|${hoTen}|${ngaySinh}`)
  const digest = Buffer.concat([salt, bound])
  rows
    .row()
    .int8(question.personId)
    .int8(question.entryId)
    .text(populationSource)
    .date(today)
    .text(result)
    .text(fields.soDinhDanh)
    .text(fields.hoTenKhaiSinh)
    .text(fields.ngaySinh)
    .bytes(digest)
}

/** Where the sealed values of a proposal stand. */
export const proposalBinding = (id: string) => `proposal ${id}`

export interface ProposedValues {
  readonly ours: string
  readonly theirs: string
}

async function addProposals(
  tx: Connection,
  keys: KeyRing,
  { set, question, fields, theirs }: Judged,
  today: string,
): Promise<StoredNotice[]> {
  const due = addWorkingDays(today, 30)
  const ours = { hoTenKhaiSinh: question.hoTen, ngaySinh: question.ngaySinh }
  const proposals: StoredNotice[] = []
  for (const [field, value] of Object.entries(theirs) as [AskedField, string][]) {
    const id = randomUUID()
    const sealed = keys.seal(
      'proposal',
      proposalBinding(id),
      Buffer.from(JSON.stringify({ ours: ours[field], theirs: value } satisfies ProposedValues)),
    )
    await tx.query(
      `insert into proposal (id, person_id, sender, parcel, record_index, entry_id, field, verdict, source, asked_on, due_on, values_sealed)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        id,
        question.personId,
        set.sender,
        set.parcel,
        question.index,
        question.entryId,
        field,
        fields[field],
        populationSource,
        today,
        due,
        sealed,
      ],
    )
    proposals.push({
      kind: 'proposal',
      parcelId: set.parcelId,
      index: question.index,
      id,
      field,
      verdict: fields[field],
      source: populationSource,
      date: today,
      due,
    })
  }
  return proposals
}

/** Drops the values that are still offered for these records: what they were compared with was taken back. */
export async function dropProposals(tx: Connection, parcel: number, indices: readonly number[]): Promise<void> {
  if (indices.length === 0) return
  await tx.query(
    `update proposal set state = 'expired', values_sealed = null, closed_at = now()
      where parcel = $1 and record_index = any($2::int[]) and state = 'open'`,
    [parcel, indices],
  )
}
