/**
 * What the register itself holds between an account and a person: consent, an open case, a broken glass. Read anew for each
 * decision, from the database and never from the request; one question of the same cost whether or not there is such a
 * person. A walk of the hall: consents, cases and broken glasses stand in different rooms.
 */
import { consentFor, noStanding, type Standing, type Subject, type Target } from './access/index.ts'
import type { House } from './work.ts'

/** The standing of this subject towards this target. Cases and glasses are added here as their tables come. */
export async function standingOf(house: House, { accountId }: Subject, target: Target): Promise<Standing> {
  if (accountId === null || target.kind !== 'person') return noStanding
  return { ...noStanding, consent: await consentFor(house.pool, accountId, target.personId, house.today()) }
}
