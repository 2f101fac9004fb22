/**
 * A person whom two bodies state. A population match of one side settles a wrong number by itself; otherwise the
 * holder answers within ten working days, then the national operator. Until then the first stays the present record,
 * and neither body's punctuality suffers.
 */
import type { Connection, KeyRing } from '../database/index.ts'
import type { CaseState, StoredCase } from '../exchange/index.ts'
import { askedMac, holderOf, nobody, type Person, type Statement, standing } from '../register/index.ts'
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

const caseSelect = `select c.id, c.person_id, c.holder, c.claimant, c.parcel, c.record_index, c.state, c.due_on, p.parcel_id as "parcelId"
  from elsewhere_case c join parcel p on p.id = c.parcel`

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
): Promise<{ to: string; notice: StoredCase }[]> {
  const { rows } = await tx.query<CaseRow>(
    `${caseSelect} where c.person_id = $1 and c.state in ('open', 'national') for update of c`,
    [person.id],
  )
  const told: { to: string; notice: StoredCase }[] = []
  for (const open of rows) {
    if (claim && open.claimant !== sender) continue
    const theirs = claim ?? (await newestVerdict(tx, person.id, open.claimant))
    const holders = await newestVerdict(tx, person.id, open.holder)
    const state =
      theirs &&
      verdictOfBoth(
        theirs,
        person.verified === 1 ? 'same' : holders && isSomeoneElse(holders) ? 'someoneElse' : 'unknown',
      )
    if (!state) continue
    if (state === 'released') await giveOver(tx, person, open)
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
async function giveOver(tx: Connection, person: Person, { claimant }: CaseRow): Promise<void> {
  await tx.query('update person set first_holder = $2 where id = $1', [person.id, claimant])
  person.firstHolder = claimant
  person.holder = claimant
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

/** The person goes over to the claimant: its statements count from now on. The caller refreshes the present record. */
export async function passOn(tx: Connection, person: Person, { id, claimant }: CaseRow): Promise<void> {
  await tx.query('insert into admission (person_id, source) values ($1, $2), ($1, $3) on conflict do nothing', [
    person.id,
    claimant,
    person.holder,
  ])
  person.holder = claimant
  // Other bodies that claim the person are answered by the new holder from now on.
  await tx.query(
    `update elsewhere_case set holder = $2 where person_id = $1 and state in ('open', 'national') and id <> $3`,
    [person.id, claimant, id],
  )
}

/**
 * After a body took back what it stated about the person: a claim of which nothing is left is closed, and a person whose
 * holder has nothing left goes over to whoever still claims it. `statements`: all, the withdrawing ones among them.
 */
export async function settleByWithdrawal(
  tx: Connection,
  person: Person,
  statements: readonly Statement[],
  admitted: Set<string>,
  sender: string,
): Promise<{ told: { to: string; notice: StoredCase }[]; open: boolean }> {
  const { rows } = await tx.query<CaseRow>(
    `${caseSelect} where c.person_id = $1 and c.state in ('open', 'national') order by c.opened_at, c.id for update of c`,
    [person.id],
  )
  const left = new Set(standing(statements).map((s) => s.source))
  const told: { to: string; notice: StoredCase }[] = []
  let open = 0
  for (const one of rows) {
    if (one.claimant === sender && !left.has(sender)) told.push(...(await closeCase(tx, one, 'kept', byWithdrawal)))
    else if (holderOf(person, statements, admitted) === nobody && left.has(one.claimant)) {
      await passOn(tx, person, one)
      admitted.add(one.claimant)
      told.push(...(await closeCase(tx, one, 'released', byWithdrawal)))
    } else open++
  }
  return { told, open: open > 0 }
}

/** Who decides a case that a withdrawal settles. */
const byWithdrawal = 'withdrawal'

/** The second body's statements count beside the holder's (dual post, secondment); the holder stays. */
export async function admit(tx: Connection, person: Person, { claimant }: CaseRow): Promise<void> {
  await tx.query('insert into admission (person_id, source) values ($1, $2) on conflict do nothing', [
    person.id,
    claimant,
  ])
}

/** Closes the case and says so to both sides. */
export async function closeCase(
  tx: Connection,
  open: CaseRow,
  state: CaseState,
  by: string,
): Promise<{ to: string; notice: StoredCase }[]> {
  await tx.query('update elsewhere_case set state = $2, decided_by = $3, decided_at = now() where id = $1', [
    open.id,
    state,
    by,
  ])
  return sidesOf(open, state)
}

export function sidesOf(open: CaseRow, state: CaseState): { to: string; notice: StoredCase }[] {
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
