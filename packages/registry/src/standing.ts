/**
 * What the register itself holds between an account and a person: consent, an open case, a broken glass. Read anew for each
 * decision, from the database and never from the request; one question of the same cost whether or not there is such a
 * person. A walk of the hall: consents, cases and broken glasses stand in different rooms.
 */
import { noStanding, type Standing, type Subject, type Target } from './access/index.ts'
import type { House } from './work.ts'

/** The standing of this subject towards this target. Consents, cases and glasses are added here as their tables come. */
export async function standingOf(_house: House, _subject: Subject, _target: Target): Promise<Standing> {
  return noStanding
}
