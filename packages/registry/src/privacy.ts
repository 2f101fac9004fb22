/**
 * The walks of privacy that need both the accounts and the book: who is asked for consent, in which unit a request is
 * answered and by which parcel it was done. Walks of the hall, because the two do not read each other's tables.
 */
import {
  type AccountsFrame,
  type Ask,
  answerRequest,
  askConsent,
  makeRequest,
  type NewRequest,
  PrivacyRefused,
  type RequestAnswer,
  requireAsking,
  type Subject,
} from './access/index.ts'
import type { House } from './registry.ts'

export {
  askExport,
  askedConsents,
  codesIn,
  consentCode,
  consentFor,
  dashes,
  decideExport,
  deliveredExports,
  type ExportFormat,
  type ExportMarks,
  type ExportOrder,
  exportMarks,
  exportRoom,
  exportsOf,
  exportsToRelease,
  giveConsent,
  groundOf,
  liftRestriction,
  openRequest,
  ownConsents,
  ownExport,
  ownRequests,
  PrivacyRefused,
  privacyRefusals,
  type RequestOwner,
  readBudgets,
  refuseConsent,
  requestsToAnswer,
  type StatedPurpose,
  type SubjectRequestLine,
  setBudget,
  traceCopy,
  withdrawConsent,
} from './access/index.ts'

/** How the asker names the person: a code that the person gave, or a personal number, which is kept nowhere. */
export type Whom = { readonly code: string } | { readonly soDinhDanh: string }

/** Asks a person for consent. A number that nobody has is answered like any other. Throws PrivacyRefused. */
export async function askForConsent(house: House, accounts: AccountsFrame, by: Subject, whom: Whom, ask: Ask) {
  // Nobody is looked up for whom may not ask.
  requireAsking(by, ask.purpose, await accounts.tree(), accounts)
  if ('code' in whom) return askConsent(accounts, by, whom, ask)
  const { rows } = await house.pool.query<{ id: number }>(`select id from person where blind = any($1::bytea[])`, [
    house.keys.blinds(whom.soDinhDanh),
  ])
  return askConsent(accounts, by, { personId: rows[0]?.id ?? null }, ask)
}

/** A request of a person about the own record. Throws PrivacyRefused. */
export async function requestOfSubject(house: House, accounts: AccountsFrame, by: Subject, request: NewRequest) {
  if (by.personId === null) throw new PrivacyRefused('access.notAllowed')
  const { rows } = await house.pool.query<{ unitId: number }>('select unit_id as "unitId" from person where id = $1', [
    by.personId,
  ])
  if (!rows[0]) throw new PrivacyRefused('access.notAllowed')
  return makeRequest(accounts, by, rows[0].unitId, request)
}

/** The parcels that have stated something about a person since then, the newest first. */
export async function parcelsAbout({ pool }: House, personId: number, since: Date) {
  const { rows } = await pool.query<{ parcelId: string; recordedAt: Date }>(
    `select p.parcel_id as "parcelId", max(e.recorded_at) as "recordedAt" from entry e join parcel p on p.id = e.parcel
      where e.person_id = $1 and e.recorded_at >= $2
      group by p.parcel_id order by 2 desc limit 50`,
    [personId, since],
  )
  return rows
}

/** The answer to a request; a correction names the parcel whose entry did it. Throws PrivacyRefused. */
export function answerSubject(
  house: House,
  accounts: AccountsFrame,
  by: Subject,
  requestId: string,
  answer: RequestAnswer,
) {
  return answerRequest(accounts, by, requestId, answer, async (personId, parcel) => {
    const { rowCount } = await house.pool.query(
      `select from entry e join parcel p on p.id = e.parcel where e.person_id = $1 and p.parcel_id = $2 limit 1`,
      [personId, parcel],
    )
    return rowCount === 1
  })
}
