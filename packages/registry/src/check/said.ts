/**
 * What was said to bodies (sealed, and committed to by the log) against the tables that the next step works with: verdicts,
 * proposals, cases, admissions, answers, held records.
 */
import { createHash } from 'node:crypto'
import { readStatement } from '@cbccvc/evidence'
import type { Connection, KeyRing } from '../database/index.ts'
import { openLines, type StoredNotice } from '../exchange/index.ts'
import { heldId, nobody, waitsForCase, waitsForNothing } from '../register/index.ts'
import { type AnswerWord, deadline, proposalBinding } from '../verification/index.ts'
import { type Faults, pages } from './faults.ts'

interface SaidOfCase {
  readonly fixed: string
  readonly state: string
  readonly holder: string
  /** The leaf under which it was said: what is said of one person is said in this order. */
  readonly leaf: number
}

interface Said {
  readonly verdicts: Map<string, number>
  readonly proposals: Map<string, string>
  /** The last word on a case, and what does not change of it. */
  readonly cases: Map<string, SaidOfCase>
  readonly withdrawn: Map<string, string>
  /** What came of a held record, and by whom. */
  readonly decisions: Map<string, string>
}

export async function checkSaid(tx: Connection, keys: KeyRing, faults: Faults): Promise<void> {
  const said: Said = {
    verdicts: new Map(),
    proposals: new Map(),
    cases: new Map(),
    withdrawn: new Map(),
    decisions: new Map(),
  }
  const sql = `select f.leaf_id as id, f.sender, f.lines, f.payload, l.bytes from feed_chunk f join leaf l on l.id = f.leaf_id
    where f.leaf_id > $1 and f.kind in ('verdicts', 'notices') order by f.leaf_id`
  type Chunk = { id: number; sender: string; lines: number; payload: Buffer; bytes: Buffer }
  for await (const rows of pages<Chunk>(tx, sql)) {
    for (const { id, sender, lines, payload, bytes } of rows) {
      await faults.guard('notice', id, () => {
        if (bytes.toString().split(' ')[1] !== createHash('sha256').update(payload).digest('hex'))
          faults.add('notice.leaf', id)
        const notices = openLines<StoredNotice>(keys, sender, payload)
        if (notices.length !== lines) faults.add('notice.lines', id)
        for (const notice of notices) hear(said, sender, id, notice)
      })
    }
  }
  const { rows: counted } = await tx.query<{ id: number }>(
    `select leaf_id as id from feed_chunk where kind in ('verdicts', 'notices') and (entered <> 0 or unchanged <> 0 or returned <> 0
        or held <> 0 or refused <> 0 or num_nonnulls(parcel, part, records, outcome_root, by_unit) > 0)`,
  )
  for (const { id } of counted) faults.add('notice.counts', id)
  await checkVerdicts(tx, said, faults)
  await checkProposals(tx, keys, said, faults)
  await checkCases(tx, said, faults)
  await checkHeld(tx, said, await checkAnswers(tx, keys, faults), faults)
  await checkWithdrawals(tx, said, faults)
}

function hear(said: Said, to: string, leaf: number, n: StoredNotice): void {
  if (n.kind === 'verdict') {
    const { soDinhDanh, hoTenKhaiSinh, ngaySinh } = n.fields
    const key = [to, n.parcelId, n.index, n.source, n.date, n.result, soDinhDanh, hoTenKhaiSinh, ngaySinh].join(' ')
    said.verdicts.set(key, (said.verdicts.get(key) ?? 0) + 1)
  } else if (n.kind === 'proposal')
    said.proposals.set(n.id, [to, n.parcelId, n.index, n.field, n.verdict, n.source, n.date, n.due].join(' '))
  else if (n.kind === 'case' && n.side === 'claimant')
    said.cases.set(n.id, { fixed: [to, n.parcelId, n.index, n.due].join(' '), state: n.state, holder: n.other, leaf })
  else if (n.kind === 'decision')
    said.decisions.set(`${to} ${n.parcelId} ${n.index}`, [n.outcome, n.entry ?? '-', n.by].join(' '))
  else if (n.kind === 'withdrawn') said.withdrawn.set(`${to} ${n.parcelId}`, `${n.restored} ${n.kept}`)
}

/** The record that a row speaks of: a withdrawal's entry speaks of the parcel that it takes back. */
const place = `coalesce(w.sender, p.sender) as sender, coalesce(w.parcel_id, p.parcel_id) as parcel_id`
const parcels = `join parcel p on p.id = e.parcel left join parcel w on w.id = p.withdraws`

async function checkVerdicts(tx: Connection, { verdicts }: Said, faults: Faults): Promise<void> {
  const left = new Map(verdicts)
  const { rows } = await tx.query<Record<string, string | number>>(
    `select v.*, e.person_id as whose, e.record_index, ${place}
       from verdict v left join entry e on e.id = v.entry_id left ${parcels}`,
  )
  for (const v of rows) {
    const fields = [v.number_verdict, v.name_verdict, v.birth_verdict]
    const key = [v.sender, v.parcel_id, v.record_index, v.source, v.asked_on, v.result, ...fields].join(' ')
    const n = left.get(key) ?? 0
    if (n === 0 || v.whose !== v.person_id) faults.add('verdict', `entry ${v.entry_id}`)
    left.set(key, n - 1)
  }
  for (const [key, n] of left) if (n > 0) faults.add('verdict.missing', key)
}

async function checkProposals(tx: Connection, keys: KeyRing, { proposals }: Said, faults: Faults): Promise<void> {
  const { rows } = await tx.query<{
    id: string
    person_id: number
    whose: number | null
    sender: string
    parcel_id: string
    record_index: number
    field: string
    verdict: string
    source: string
    asked_on: string
    due_on: string
    state: string
    values_sealed: Buffer | null
    answered: string | null
  }>(
    `select o.*, p.parcel_id, e.person_id as whose,
            (select a.state from answer a where a.to_id = o.id and a.sender = o.sender limit 1) as answered
       from proposal o join parcel p on p.id = o.parcel left join entry e on e.id = o.entry_id`,
  )
  const known = new Set<string>()
  for (const o of rows) {
    known.add(o.id)
    const fixed = [o.sender, o.parcel_id, o.record_index, o.field, o.verdict, o.source, o.asked_on, o.due_on].join(' ')
    faults.hold('proposal', o.id, {
      said: proposals.get(o.id) === fixed,
      person: o.whose === o.person_id,
      state: ['accepted', 'contested'].includes(o.state) ? o.answered === o.state : o.answered === null,
      values: (o.state === 'open') === (o.values_sealed !== null),
    })
    if (o.values_sealed)
      await faults.guard(
        'proposal.values',
        o.id,
        () => void keys.open('proposal', proposalBinding(o.id), o.values_sealed!),
      )
  }
  for (const id of proposals.keys()) if (!known.has(id)) faults.add('proposal.missing', id)
}

async function checkCases(tx: Connection, { cases }: Said, faults: Faults): Promise<void> {
  const { rows } = await tx.query<{
    id: string
    person_id: number
    whose: number | null
    entry_place: string | null
    holder: string
    claimant: string
    parcel: number
    parcel_id: string
    record_index: number
    state: string
    due_on: string
    decided_by: string | null
    answered_by: string | null
    upto_entry: number | null
    upto_known: boolean
  }>(
    `select c.*, p.parcel_id, e.person_id as whose, e.parcel || ' ' || e.record_index as entry_place,
            (select a.sender from answer a where a.to_id = c.id limit 1) as answered_by,
            exists (select from entry u where u.person_id = c.person_id and u.id = c.upto_entry) as upto_known
       from elsewhere_case c left join parcel p on p.id = c.parcel left join entry e on e.id = c.entry_id`,
  )
  const known = new Set<string>()
  const decisions: Decision[] = []
  for (const c of rows) {
    known.add(c.id)
    const last = cases.get(c.id)
    const open = c.state === 'open' || c.state === 'national'
    const alone = ['population register', 'withdrawal', 'correction', deadline]
    faults.hold('case', c.id, {
      said: last?.fixed === [c.claimant, c.parcel_id, c.record_index, c.due_on].join(' '),
      state: last?.state === c.state,
      holder: last?.holder === c.holder,
      entry: c.whose === c.person_id && c.entry_place === `${c.parcel} ${c.record_index}`,
      decided: open
        ? c.decided_by === null
        : c.decided_by === c.answered_by || (c.answered_by === null && alone.includes(c.decided_by ?? '')),
    })
    faults.hold('case', c.id, { upto: c.state === 'released' ? c.upto_known : c.upto_entry === null })
    decisions.push({ ...c, leaf: last?.leaf ?? 0 })
  }
  for (const id of cases.keys()) if (!known.has(id)) faults.add('case.missing', id)
  await checkAdmissions(tx, decisions, faults)
}

interface Decision {
  readonly person_id: number
  readonly state: string
  readonly holder: string
  readonly claimant: string
  readonly decided_by: string | null
  readonly upto_entry: number | null
  readonly leaf: number
}

/**
 * Whether a holder's admission ended because a decision on the tree brought a unit, in which it had stated the person, into
 * another body, which then stated the person right after the last entry that counts.
 */
const followedSql = `exists (
  select from entry next
    join entry own on own.person_id = a.person_id and own.source = a.source and own.id <= a.upto_entry
    join unit_formerly f on f.unit_id = own.unit_id and f.body = a.source
    left join unit_standing s on s.unit_id = own.unit_id
    left join unit_interval i on i.unit_id = coalesce(s.at_unit, own.unit_id)
   where next.person_id = a.person_id and next.id = (select min(id) from entry where person_id = a.person_id and id > a.upto_entry)
     and a.upto_entry = (select max(id) from entry where person_id = a.person_id and id < next.id)
     and next.source <> a.source and next.kind in ('statement', 'correction')
     and (i.body = next.source or exists (select from unit_formerly g where g.unit_id = own.unit_id and g.body = next.source)))`

/** Who is and was admitted, and up to which entry: what the decisions come to, one after the other. */
async function checkAdmissions(tx: Connection, decisions: readonly Decision[], faults: Faults): Promise<void> {
  const expected = new Map<string, { upto: number | null; after: number }>()
  for (const d of [...decisions].sort((a, b) => a.leaf - b.leaf)) {
    if (!['released', 'dual', 'secondment'].includes(d.state)) continue
    const set = (source: string, upto: number | null, after: number) => {
      const name = `${d.person_id} ${source}`
      expected.set(name, { upto, after: Math.max(expected.get(name)?.after ?? 0, after) })
    }
    if (d.state === 'released' && d.holder !== nobody)
      set(d.holder, d.upto_entry, d.decided_by === 'population register' ? d.upto_entry! : 0)
    set(d.claimant, null, 0)
  }
  const { rows } = await tx.query<{
    name: string
    upto: number | null
    after: number
    ended: boolean
    followed: boolean
  }>(
    `select a.person_id || ' ' || a.source as name, a.upto_entry as upto, a.after_entry as after, a.until is not null as ended,
            ${followedSql} as followed from admission a`,
  )
  for (const { name, upto, after, ended, followed } of rows) {
    const should = expected.get(name)
    const decided = should && should.upto === upto && should.after === after && ended === (upto !== null)
    if (!decided && !(followed && after === (should?.after ?? 0))) faults.add('admission', name)
    expected.delete(name)
  }
  for (const name of expected.keys()) faults.add('admission.missing', name)
}

/** What each answer may lead to. */
const statesOf: Readonly<Record<AnswerWord, readonly string[]>> = {
  accept: ['accepted'],
  contest: ['contested'],
  release: ['released'],
  keep: ['kept'],
  dual: ['dual'],
  secondment: ['secondment'],
  enter: ['entered', 'unchanged', 'held', 'returned'],
  return: ['returned'],
}

interface Answered {
  readonly state: string
  /** Of the key that signed it. */
  readonly kid: string
}

/** Each answer against its signed statement. By what was answered. */
async function checkAnswers(tx: Connection, keys: KeyRing, faults: Faults): Promise<Map<string, Answered>> {
  const answers = new Map<string, Answered>()
  const { rows } = await tx.query<{
    id: string
    sender: string
    jws_digest: Buffer
    jws: Buffer
    to_id: string
    answer: AnswerWord
    state: string
  }>('select * from answer')
  for (const a of rows) {
    await faults.guard('answer', a.id, () => {
      const jws = keys.open('inbox', `answer ${a.sender} ${a.id}`, a.jws).toString()
      const { header, statement: signed } = readStatement(jws)
      const statement = signed as Record<string, unknown>
      answers.set(a.to_id, { state: a.state, kid: header.kid })
      faults.hold('answer', a.id, {
        digest: a.jws_digest.equals(createHash('sha256').update(jws).digest()),
        statement:
          statement.id === a.id &&
          statement.sender === a.sender &&
          statement.to === a.to_id &&
          statement.answer === a.answer,
        state: statesOf[a.answer]?.includes(a.state) ?? false,
      })
    })
  }
  return answers
}

/** Each held record: its name, whether it still waits for something, and what it came to as its sender was told. */
async function checkHeld(
  tx: Connection,
  { decisions }: Said,
  answers: ReadonlyMap<string, Answered>,
  faults: Faults,
): Promise<void> {
  const { rows } = await tx.query<{
    id: string
    record_index: number
    reason: string
    closed: boolean
    decided: string | null
    decided_by: string | null
    entry: string | null
    sender: string
    parcel_id: string
    open_case: boolean
  }>(
    `select h.*, h.closed_at is not null as closed, encode(h.entry, 'hex') as entry, p.sender, p.parcel_id,
            exists (select from elsewhere_case c where c.person_id = h.person_id and c.claimant = p.sender and c.state in ('open', 'national')) as open_case
       from held h join parcel p on p.id = h.parcel`,
  )
  const known = new Set<string>()
  for (const h of rows) {
    const name = `${h.sender} ${h.parcel_id} ${h.record_index}`
    known.add(name)
    const answered = answers.get(h.id)
    const by = h.decided_by === deadline ? 'deadline' : 'operator'
    faults.hold('held', name, {
      id: h.id === heldId(h.sender, h.parcel_id, h.record_index),
      waits: h.reason === waitsForNothing ? h.closed : h.reason !== waitsForCase || h.closed || h.open_case,
      said: decisions.get(name) === (h.decided === null ? undefined : [h.decided, h.entry ?? '-', by].join(' ')),
      decidedBy:
        by === 'deadline' || h.decided === null
          ? answered === undefined
          : answered?.state === h.decided && answered.kid === h.decided_by,
    })
  }
  for (const name of decisions.keys()) if (!known.has(name)) faults.add('held.missing', name)
}

async function checkWithdrawals(tx: Connection, { withdrawn }: Said, faults: Faults): Promise<void> {
  const { rows } = await tx.query<{ name: string; counts: string; told: boolean }>(
    `select sender || ' ' || parcel_id as name, restored || ' ' || kept as counts, kind = 'withdrawal' and state = 'concluded' as told
       from parcel`,
  )
  for (const { name, counts, told } of rows) {
    if (told ? withdrawn.get(name) !== counts : counts !== '0 0') faults.add('parcel.restored', name)
  }
}
