/** What consents, requests and exports refuse. The sentences stand in the contract; a test holds the two lists together. */
import type { Denial } from './policy/index.ts'

export const privacyRefusals = [
  'consent.code',
  'consent.fields',
  'consent.until',
  'consent.tooMany',
  'consent.unknown',
  'subject.field',
  'subject.unknown',
  'subject.tooMany',
  'subject.own',
  'subject.outcome',
  'subject.parcel',
  'access.budget',
  'access.people',
  'export.fields',
  'export.unknown',
  'export.self',
  'export.waits',
  'export.over',
  'export.grown',
] as const
export type PrivacyRefusal = (typeof privacyRefusals)[number] | Denial

/** Thrown by them: a code of the contract's table and its facts, which hold no personal data. */
export class PrivacyRefused extends Error {
  override readonly name = 'PrivacyRefused'
  readonly code: PrivacyRefusal
  readonly facts: Readonly<Record<string, string | number>>
  constructor(code: PrivacyRefusal, facts: Readonly<Record<string, string | number>> = {}) {
    super(code)
    this.code = code
    this.facts = facts
  }
}

/** The permit, or the refusal thrown. */
export function granted<P extends object>(given: P | Denial): P {
  if (typeof given === 'string') throw new PrivacyRefused(given)
  return given
}
