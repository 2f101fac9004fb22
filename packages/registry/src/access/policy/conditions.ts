/** What each condition of the table means. Pure; a condition that cannot be told is not met. */
import type { FieldClass } from '@cbccvc/standard'
import type { Role, Subject } from '../subject.ts'
import type { Consent, Intention, Moment } from './intention.ts'
import { isPurposeOf } from './purposes.ts'
import type { Condition } from './table.ts'

/** A step-up counts for ten minutes. */
export const stepUpMilliseconds = 10 * 60 * 1000

export interface Question {
  readonly subject: Subject
  readonly intention: Intention
  readonly at: Moment
  readonly role: Role
  /** The class that is asked for; null for an act. */
  readonly class: FieldClass | null
}

/** Whether something dated in days is in force: first and last day count. */
export function inForce(
  dates: { readonly validFrom: string; readonly validTo: string | null },
  today: string,
): boolean {
  return dates.validFrom <= today && (dates.validTo === null || dates.validTo >= today)
}

const met: Readonly<Record<Condition, (question: Question) => boolean>> = {
  // A system signs in with its private key, and its token is bound to that key; nobody sits in front of it.
  system: ({ subject }) => subject.kind === 'system',
  secondFactor: ({ subject }) => subject.kind === 'account' && subject.secondFactor,
  consent: ({ intention, class: of, at }) => covers(intention.standing.consent, of, at.today),
  // A system looks for what it is registered for; one that is registered for nothing, for nothing.
  purpose: ({ subject, intention: { purpose }, role }) =>
    isPurposeOf(role, purpose) && (subject.kind !== 'system' || subject.purposes?.includes(purpose!.code) === true),
  stepUp: ({ subject, at }) => {
    if (subject.kind !== 'account' || subject.steppedUpAt === null) return false
    const age = at.now.getTime() - subject.steppedUpAt.getTime()
    return age >= 0 && age <= stepUpMilliseconds
  },
  // The case that the caller names is the one that the register has open about the target.
  case: ({ intention: { purpose, standing } }) => {
    const { openCase } = standing
    return openCase !== null && openCase !== '' && purpose !== null && purpose.caseNo === openCase
  },
  breakGlass: ({ intention: { standing }, at }) =>
    standing.brokenUntil !== null && at.now.getTime() < standing.brokenUntil.getTime(),
}

function covers(consent: Consent | null, of: FieldClass | null, today: string): boolean {
  return consent !== null && of !== null && consent.classes.includes(of) && inForce(consent, today)
}

export function isMet(condition: Condition, question: Question): boolean {
  return met[condition](question)
}
