/**
 * The walks of privacy that need both the accounts and the book: who is asked for consent. A walk of the hall, because the
 * two do not read each other's tables.
 */
import { type AccountsFrame, type Ask, askConsent, requireAsking, type Subject } from './access/index.ts'
import type { House } from './registry.ts'

export {
  askedConsents,
  consentCode,
  consentFor,
  giveConsent,
  groundOf,
  ownConsents,
  PrivacyRefused,
  privacyRefusals,
  refuseConsent,
  type StatedPurpose,
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
