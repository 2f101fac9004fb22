/**
 * What the register itself holds between an account and a person: consent, an open case, a broken glass, a
 * restriction. Read anew for each
 * decision, from the database and never from the request; one question of the same cost whether or not there is such a
 * person. A walk of the hall: consents, cases and broken glasses stand in different rooms.
 */
import {
  brokenUntilFor,
  consentFor,
  openCaseFor,
  restrictedBy,
  type Standing,
  type StatedPurpose,
  type Subject,
  type Target,
} from './access/index.ts'
import type { House } from './work.ts'

/** The standing of this subject towards this target, for this purpose. */
export async function standingOf(
  house: House,
  subject: Subject,
  target: Target,
  purpose: StatedPurpose | null,
): Promise<Standing> {
  const at = { tree: await house.units.current(), today: house.today(), accountId: subject.accountId }
  return {
    consent:
      subject.accountId !== null && target.kind === 'person'
        ? await consentFor(house.pool, subject.accountId, target.personId, house.today())
        : null,
    openCase: await openCaseFor(house.pool, target, purpose, at),
    brokenUntil: await brokenUntilFor(house.pool, subject, target, purpose),
    restricted: target.kind === 'person' ? await restrictedBy(house.pool, target.personId) : null,
  }
}
