/**
 * A person whom two bodies state. A population match of one side settles a wrong number by itself; otherwise the
 * holder answers within ten working days, then the national operator. Until then the first stays the present record,
 * and neither body's punctuality suffers.
 */
import { compareDates, compareNames } from '@cbccvc/standard'
import type { Connection, KeyRing } from '../database/index.ts'
import type { CaseState, StoredCase } from '../exchange/index.ts'
import {
  type Admissions,
  admissionsOf,
  askedMac,
  fold,
  holderOf,
  insiders,
  nobody,
  type Person,
  type Statement,
  standing,
  statementsAbout,
  waitsForCase,
} from '../register/index.ts'
import { refreshPresent } from './refresh.ts'

export interface CaseRow {
  readonly id: string
  readonly person_id: number
  readonly holder: string
  readonly claimant: string
  readonly parcel: number
  readonly record_index: number
  readonly state: CaseState
  readonly due_on: string
  readonly parcelId: string
}

interface Told {
  readonly to: string
  readonly notice: StoredCase
}

const caseSelect = `select c.id, c.person_id, c.holder, c.claimant, c.parcel, c.record_index, c.state, c.due_on, p.parcel_id as "parcelId"
  from elsewhere_case c join parcel p on p.id = c.parcel`

/** Locks the case; whoever locks its person, too, locks the person first. */
export async function findCase(tx: Connection, id: string): Promise<CaseRow | undefined> {
  const { rows } = await tx.query<CaseRow>(`${caseSelect} where c.id = $1 for update of c`, [id])
  return rows[0]
}

interface SideJudged {
  readonly result: string
  readonly fields: Readonly<Record<'soDinhDanh' | 'hoTenKhaiSinh' | 'ngaySinh', string>>
}

/** The register knows the number, but under another name and another birth date. */
const isSomeoneElse = ({ result, fields }: SideJudged) =>
  result === 'found' && fields.hoTenKhaiSinh === 'differs' && fields.ngaySinh === 'differs'
const isSame = ({ result, fields }: SideJudged) =>
  result === 'found' && fields.hoTenKhaiSinh === 'match' && fields.ngaySinh === 'match'

/**
 * Looks at both sides' newest verdicts for each open case of the person; closes those that a match settles. `claim` is
 * the claimant's new answer, or null when the holder's came (then the claimant's stored one is read).
 */
export async function settleByMatch(
  tx: Connection,
  keys: KeyRing,
  person: Person,
  sender: string,
  claim: SideJudged | null,
  today: string,
): Promise<Told[]> {
  const { rows } = await tx.query<CaseRow>(
    `${caseSelect} where c.person_id = $1 and c.state in ('open', 'national') for update of c`,
    [person.id],
  )
  const told: Told[] = []
  let matches = person.verified === 1
  for (const row of rows) {
    if (claim && row.claimant !== sender) continue
    // An earlier case may have given the person to another body.
    const open = { ...row, holder: person.holder }
    const theirs = claim ?? (await newestVerdict(tx, person.id, open.claimant))
    const holders = await newestVerdict(tx, person.id, open.holder)
    const state =
      theirs && verdictOfBoth(theirs, matches ? 'same' : holders && isSomeoneElse(holders) ? 'someoneElse' : 'unknown')
    if (!state) continue
    if (state === 'wrongNumber' && !(await statesSomeoneElse(tx, keys, person, open.claimant))) continue
    if (state === 'released') {
      told.push(...(await giveOver(tx, person, open)))
      matches = true
    }
    told.push(...(await closeCase(tx, open, state, populationRegister)))
  }
  if (told.length === 0) return told
  const three = await refreshPresent(tx, keys, person, today)
  if (told.some(({ notice }) => notice.state === 'released') && three !== null) {
    // The claimant's values match: they are the present record now.
    person.verified = 1
    person.asked = askedMac(keys, ...three)
  }
  return told
}

/** Who decides a case that a match settles. */
export const populationRegister = 'population register'

/** The number is the claimant's person's: what the holder stated under it was of someone else, and counts no more. */
async function giveOver(tx: Connection, person: Person, open: CaseRow): Promise<Told[]> {
  await dismiss(tx, person, { countsNoMore: true })
  await admit(tx, person, open)
  person.firstHolder = open.claimant
  person.holder = open.claimant
  return pointToHolder(tx, person, open.id)
}

/** The holder's admission ends with the newest entry about the person: what it states later is an outsider's. */
async function dismiss(tx: Connection, { id, holder }: Person, { countsNoMore = false } = {}): Promise<void> {
  if (holder === nobody) return
  await tx.query(
    `insert into admission (person_id, source, until, upto_entry, after_entry)
     select $1, $2, now(), newest, case when $3 then newest else 0 end from (select max(id) as newest from entry where person_id = $1) e
     on conflict (person_id, source) do update set until = excluded.until, upto_entry = excluded.upto_entry,
       after_entry = greatest(admission.after_entry, excluded.after_entry)`,
    [id, holder, countsNoMore],
  )
}

/** Other bodies that claim the person are answered by the new holder from now on; it hears of them, and so do they. */
async function pointToHolder(tx: Connection, { id, holder }: Person, decided: string | null): Promise<Told[]> {
  const { rows } = await tx.query<CaseRow>(
    `${caseSelect} where c.person_id = $1 and c.state in ('open', 'national') and c.id is distinct from $2 order by c.opened_at, c.id for update of c`,
    [id, decided],
  )
  await tx.query('update elsewhere_case set holder = $2 where id = any($1::uuid[])', [
    rows.map((one) => one.id),
    holder,
  ])
  return rows.flatMap((one) => sidesOf({ ...one, holder }, one.state))
}

/**
 * Whether what the body states differs from the record, which the register confirms, in name and birth date. The
 * register's own answer about it only compares letters: nothing was looked up for a body that is not inside.
 */
async function statesSomeoneElse(tx: Connection, keys: KeyRing, person: Person, claimant: string): Promise<boolean> {
  const all = (await statementsAbout(tx, keys, [person.id])).get(person.id) ?? []
  const counted = insiders(person, (await admissionsOf(tx, [person.id])).get(person.id))
  const ours = fold(all.filter((s) => counted.counts(s))).values
  const theirs = fold(all.filter((s) => s.source === claimant)).values
  const differ = (field: string, compare: (a: string, b: string) => string): boolean => {
    const [a, b] = [ours[field], theirs[field]]
    return typeof a === 'string' && typeof b === 'string' && compare(a, b) === 'differs'
  }
  return differ('hoTenKhaiSinh', compareNames) && differ('ngaySinh', compareDates)
}

function verdictOfBoth(claimant: SideJudged, holder: 'same' | 'someoneElse' | 'unknown'): CaseState | null {
  if (isSomeoneElse(claimant) && holder === 'same') return 'wrongNumber'
  if (isSame(claimant) && holder === 'someoneElse') return 'released'
  return null
}

async function newestVerdict(tx: Connection, personId: number, source: string): Promise<SideJudged | null> {
  const { rows } = await tx.query<{ result: string; name: string; birth: string; number: string }>(
    `select v.result, v.name_verdict as name, v.birth_verdict as birth, v.number_verdict as number
       from (select * from verdict where person_id = $1 offset 0) v
      where exists (select from entry e where e.person_id = $1 and e.id = v.entry_id and e.source = $2) order by v.entry_id desc limit 1`,
    [personId, source],
  )
  const row = rows[0]
  return row
    ? { result: row.result, fields: { soDinhDanh: row.number, hoTenKhaiSinh: row.name, ngaySinh: row.birth } }
    : null
}

/**
 * The person goes over to the claimant: its statements count from now on, those of the holder up to now. The caller
 * refreshes the present record.
 */
export async function passOn(tx: Connection, person: Person, open: CaseRow): Promise<Told[]> {
  await dismiss(tx, person)
  await admit(tx, person, open)
  person.holder = open.claimant
  return pointToHolder(tx, person, open.id)
}

/** What ended the statements of a body, and how a claim of it is closed then. */
export const ways = {
  withdrawal: { by: 'withdrawal', claim: 'kept' },
  correction: { by: 'correction', claim: 'wrongNumber' },
} as const satisfies Record<string, { readonly by: string; readonly claim: CaseState }>

/**
 * After a body took back what it stated about the person, or corrected its number away from it: a claim of which nothing is left is closed, and a person whose
 * holder has nothing left goes over to whoever was admitted, else to whoever still claims it. `statements`: all, the
 * withdrawing ones among them. Changes `person`; the caller refreshes the present record and writes the row.
 */
export async function settleByWithdrawal(
  tx: Connection,
  person: Person,
  statements: readonly Statement[],
  admissions: Admissions,
  sender: string,
  { by, claim }: (typeof ways)[keyof typeof ways] = ways.withdrawal,
): Promise<{ told: Told[]; open: boolean }> {
  const told: Told[] = []
  const heir = holderOf(person, statements, admissions)
  if (heir !== nobody && heir !== person.holder) {
    // The first holder has nothing left, either: it is inside no more, unless it was admitted.
    if (person.firstHolder === person.holder) person.firstHolder = heir
    person.holder = heir
    told.push(...(await pointToHolder(tx, person, null)))
  }
  const { rows } = await tx.query<CaseRow>(
    `${caseSelect} where c.person_id = $1 and c.state in ('open', 'national') order by c.opened_at, c.id for update of c`,
    [person.id],
  )
  const left = new Set(standing(statements).map((s) => s.source))
  let open = 0
  let vacant = heir === nobody
  for (const row of rows) {
    const one = { ...row, holder: person.holder }
    if (one.claimant === sender && !left.has(sender)) told.push(...(await closeCase(tx, one, claim, by)))
    else if (vacant && left.has(one.claimant)) {
      told.push(...(await passOn(tx, person, one)))
      vacant = false
      told.push(...(await closeCase(tx, one, 'released', by)))
    } else open++
  }
  return { told, open: open > 0 }
}

/** The claimant's statements count: beside the holder's (dual post, secondment), or as the next holder's. */
export async function admit(tx: Connection, person: Person, { claimant }: CaseRow): Promise<void> {
  await tx.query(
    `insert into admission (person_id, source) values ($1, $2)
     on conflict (person_id, source) do update set until = null, upto_entry = null`,
    [person.id, claimant],
  )
}

/** Closes the case and says so to both sides; what the claimant sent no longer waits for it. */
export async function closeCase(tx: Connection, open: CaseRow, state: CaseState, by: string): Promise<Told[]> {
  await tx.query(
    `update elsewhere_case c set state = $2, holder = $3, decided_by = $4, decided_at = now(),
        upto_entry = case when $2 = 'released' then (select max(id) from entry where person_id = c.person_id) end
      where id = $1`,
    [open.id, state, open.holder, by],
  )
  await tx.query(
    `update held h set closed_at = now() from parcel p
      where h.person_id = $1 and h.reason = $3 and h.closed_at is null and p.id = h.parcel and p.sender = $2`,
    [open.person_id, open.claimant, waitsForCase],
  )
  return sidesOf(open, state)
}

export function sidesOf(open: CaseRow, state: CaseState): Told[] {
  const line = {
    kind: 'case',
    parcelId: open.parcelId,
    index: open.record_index,
    id: open.id,
    state,
    due: open.due_on,
  } as const
  return [
    { to: open.holder, notice: { ...line, side: 'holder', other: open.claimant } },
    { to: open.claimant, notice: { ...line, side: 'claimant', other: open.holder } },
  ]
}
