/** What a decision is made of: what somebody means to do, towards whom, why, and what the register itself knows of it. */
import type { Action, FieldClass, GroundId, PurposeCode } from '@cbccvc/standard'

/**
 * Towards whom. `person` carries the unit where the register has the person today (our numbers); `self` is the account
 * that asks and the person it is bound to.
 */
export type Target =
  | { readonly kind: 'person'; readonly personId: number; readonly unitId: number }
  | { readonly kind: 'unit'; readonly unitId: number }
  | { readonly kind: 'nation' }
  | { readonly kind: 'self' }

/** Why, as the caller says it; one ground of the purpose. */
export interface StatedPurpose {
  readonly code: PurposeCode
  readonly ground: GroundId
  /** Number of the case or decision, where the purpose needs one. */
  readonly caseNo?: string | undefined
}

/** A person's consent to be looked up by this account: which classes, which fields of them, first and last day. */
export interface Consent {
  readonly classes: readonly FieldClass[]
  readonly fields: readonly string[]
  readonly validFrom: string
  readonly validTo: string
}

/** What the register holds between this account and this target. It is read from the database, never from the request. */
export interface Standing {
  readonly consent: Consent | null
  /** The number of a case or decision that is open and speaks of the target. */
  readonly openCase: string | null
  /** Until when a glass broken by this account for this target stays broken. */
  readonly brokenUntil: Date | null
  /** The fields in which the person was granted that processing is restricted, none: the whole record; null: not restricted. */
  readonly restricted: readonly string[] | null
}
export const noStanding: Standing = { consent: null, openCase: null, brokenUntil: null, restricted: null }

export interface Intention<A extends Action = Action> {
  readonly action: A
  readonly target: Target
  /** The classes whose values are asked for; each must be given or the whole is refused. Empty for an act. */
  readonly classes: readonly FieldClass[]
  readonly purpose: StatedPurpose | null
  readonly standing: Standing
}

/** The instant, and its day in Asia/Ho_Chi_Minh as `yyyy-mm-dd`: grants and consents count in days, step-ups in minutes. */
export interface Moment {
  readonly now: Date
  readonly today: string
}
