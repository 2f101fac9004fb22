/** What each condition of the table means. Pure; a condition that cannot be told is not met. */
import { type FieldClass, purposes } from '@cbccvc/standard'
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
  // A look for a purpose that needs a case hangs on one that is open; an act may be about a case that is not there yet.
  purpose: (question) => {
    const { subject, intention, role } = question
    const { purpose } = intention
    if (!isPurposeOf(role, purpose)) return false
    if (question.class !== null && purposes[purpose!.code].needsCase && !isCaseOpen(intention)) return false
    return subject.kind !== 'system' || subject.purposes?.includes(purpose!.code) === true
  },
  // Named fields alone are left out of what is given, and the record stays open.
  unrestricted: ({ intention: { standing } }) => standing.restricted === null || standing.restricted.length > 0,
  stepUp: ({ subject, at }) => {
    if (subject.kind !== 'account' || subject.steppedUpAt === null) return false
    const age = at.now.getTime() - subject.steppedUpAt.getTime()
    return age >= 0 && age <= stepUpMilliseconds
  },
  // The case that the caller names is the one that the register has open about the target.
  case: ({ intention }) => isCaseOpen(intention),
  breakGlass: ({ intention: { standing }, at }) =>
    standing.brokenUntil !== null && at.now.getTime() < standing.brokenUntil.getTime(),
}

function isCaseOpen({ purpose, standing: { openCase } }: Intention): boolean {
  return openCase !== null && openCase !== '' && purpose !== null && purpose.caseNo === openCase
}

function covers(consent: Consent | null, of: FieldClass | null, today: string): boolean {
  return consent !== null && of !== null && consent.classes.includes(of) && inForce(consent, today)
}

export function isMet(condition: Condition, question: Question): boolean {
  return met[condition](question)
}
