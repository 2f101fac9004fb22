/**
 * From answers to verdicts, proposals and settled cases. Matching asks least: three values go out, a verdict per field
 * comes back. Only where a field differs does a second, logged look-up fetch the register's value; it lives sealed
 * inside the proposal until the body answers.
 */
import { hash, randomBytes, randomUUID } from 'node:crypto'
import { addWorkingDays, compareDates, compareNames } from '@cbccvc/standard'
import { type Connection, CopyRows, copyInto, type KeyRing, type Pool } from '../database/index.ts'
import { addNotices, type StoredNotice, type StoredVerdict } from '../exchange/index.ts'
import {
  admissionsOf,
  askedMac,
  lockPersonsById,
  type Person,
  type Question,
  type Tally,
  updatePersons,
} from '../register/index.ts'
import { settleByMatch } from './cases.ts'
import {
  lookUp,
  lookupPurpose,
  type MatchAnswer,
  matchPeople,
  type PopulationAddress,
  type PopulationValues,
} from './population.ts'
import type { Claimed, QuestionSet } from './questions.ts'

export const populationSource = 'populationRegister'

type FieldVerdict = 'match' | 'doubt' | 'differs' | 'unknown'
type AskedField = 'hoTenKhaiSinh' | 'ngaySinh'

export interface Judged {
  readonly set: QuestionSet
  readonly question: Question
  readonly result: MatchAnswer['result']
  readonly fields: Record<'soDinhDanh' | AskedField, FieldVerdict>
  /** The register's values of the fields that do not match. */
  readonly theirs: Partial<Record<AskedField, string>>
}

/** How many look-ups are under way at once. */
const lookupsAtOnce = 8

/** Asks about all claimed questions, and looks up what differs. Throws PopulationDownError. */
export async function ask(pool: Pool, at: PopulationAddress, claimed: Claimed): Promise<Judged[]> {
  const all = claimed.sets.flatMap((set) => set.questions.map((question) => ({ set, question })))
  const answers = await matchPeople(
    at,
    all.map(({ question }, i) => ({
      id: String(i),
      soDinhDanh: question.soDinhDanh,
      hoTen: question.hoTen,
      ngaySinh: question.ngaySinh,
    })),
  )
  const judged: Judged[] = new Array(all.length)
  const differing: number[] = []
  all.forEach(({ set, question }, i) => {
    const answer = answers.get(String(i)) ?? { id: '', result: 'notFound' as const }
    judged[i] = { set, question, result: answer.result, fields: verdictsOf(answer), theirs: {} }
    if (answer.fields?.hoTen === 'differs' || answer.fields?.ngaySinh === 'differs') differing.push(i)
  })
  const next = differing.values()
  const walk = async () => {
    for (const i of next) judged[i] = closer(judged[i]!, await loggedLookUp(pool, at, judged[i]!.question))
  }
  await Promise.all(Array.from({ length: lookupsAtOnce }, walk))
  return judged
}

function verdictsOf({ result, fields }: MatchAnswer): Judged['fields'] {
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

/** The register compares letters; we compare names as Vietnamese names are, and dates as intervals. */
function closer(judged: Judged, values: PopulationValues | null): Judged {
  if (!values) return judged
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
  return { ...judged, fields, theirs }
}

/** 1 match, 2 doubt or difference, 3 not found. */
export function verifiedOf({ result, fields }: Pick<Judged, 'result' | 'fields'>): number {
  if (result === 'notFound') return 3
  return result === 'found' && Object.values(fields).every((verdict) => verdict === 'match') ? 1 : 2
}

/** Keeps the verdicts, writes proposals, settles cases, and tells the bodies. In the caller's transaction. */
export async function keepVerdicts(
  tx: Connection,
  keys: KeyRing,
  judged: readonly Judged[],
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
  const rows = new CopyRows(verdictColumns.length)
  for (const j of judged) {
    const person = persons.get(j.question.personId)
    if (!person) continue
    const { set, question, fields, result } = j
    verdictRow(rows, j, today)
    tell(set.sender, {
      kind: 'verdict',
      parcelId: set.parcelId,
      index: question.index,
      result,
      fields,
      source: populationSource,
      date: today,
    } satisfies StoredVerdict)
    for (const proposal of await addProposals(tx, keys, j, today)) tell(set.sender, proposal)
    const inside = set.sender === person.holder || admitted.get(person.id)?.has(set.sender)
    const was = { ...person }
    // An answer that was overtaken by the one to a later question is kept, but says nothing of the present.
    if (inside && question.entryId >= (newest.get(person.id) ?? 0)) {
      newest.set(person.id, question.entryId)
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
  await updatePersons(tx, [...changed.values()])
  for (const [to, list] of notices) await addNotices(tx, keys, to, list, at, 'verdicts')
}

/** The newest entry of each person about which the register has answered. */
async function newestAsked(tx: Connection, persons: readonly number[]): Promise<Map<number, number>> {
  const { rows } = await tx.query<{ id: number; entry: number }>(
    // Person by person through the index, with or without statistics of a table that grows all the time.
    `select p.id, v.entry from (select distinct id from unnest($1::bigint[]) id offset 0) p
      cross join lateral (select max(entry_id) as entry from verdict where person_id = p.id offset 0) v where v.entry is not null`,
    [persons],
  )
  return new Map(rows.map(({ id, entry }) => [id, entry]))
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

function verdictRow(rows: CopyRows, { question, result, fields }: Judged, today: string): void {
  const salt = randomBytes(16)
  const digest = Buffer.concat([salt, sha256(salt, `${question.soDinhDanh}|${question.hoTen}|${question.ngaySinh}`)])
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

function sha256(salt: Buffer, text: string): Buffer {
  return hash('sha256', Buffer.concat([salt, Buffer.from(text)]), 'buffer')
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
