/**
 * Who asks. Everything that decides about rights is told a `Subject` and nothing else of the caller: a session of the
 * web, an access token and a courier's key all end in this one shape, so that no decision knows how somebody signed in.
 */

/**
 * The closed list of roles. A role says what somebody may do in the part of the unit tree that its grant names; the
 * policy table tells what each may do there. `person` and `public` are never granted: the first is every account that is
 * bound to a person, towards its own record; the second is everybody.
 */
export const ROLES = [
  'nationalOperator',
  'nationalApprover',
  'nationalAuditor',
  'dataCentreAdministrator',
  'bodyAdministrator',
  'bodyApprover',
  'officer',
  'viewer',
  'leader',
  'consumerSystem',
  'recruiter',
  'person',
  'public',
] as const
export type Role = (typeof ROLES)[number]

/** One role over one part of the unit tree (null: the nation), from what, until when. */
export interface Grant {
  /** uuid of the grant, for the logs of what was done with it. */
  readonly id: string
  readonly role: Role
  /** The top of the part of the tree, mergers included; null: the nation. */
  readonly unitId: number | null
  /** Issued for good, acting for an absent holder, or delegated by one who holds it. */
  readonly via: 'issued' | 'acting' | 'delegated'
  /** First and last day in force, `yyyy-mm-dd` of Asia/Ho_Chi_Minh; null: until it is ended. */
  readonly validFrom: string
  readonly validTo: string | null
}

/** Who asks: made anew for each request from a session or a token, never older than 30 s. */
export interface Subject {
  readonly kind: 'account' | 'system' | 'public'
  /** uuid of the account or of the registered system; null: the public. */
  readonly accountId: string | null
  /** uuid of the session; null where there is none (a system's token, the public). */
  readonly sessionId: string | null
  /** The person whom the account is bound to: `person.id`, never a personal number. */
  readonly personId: number | null
  /** The body of a courier's key. */
  readonly sender: string | null
  /** In force today. */
  readonly grants: readonly Grant[]
  /** Of a system: the purposes that it is registered for, and no others. Left out for everybody else. */
  readonly purposes?: readonly string[]
  /** Of a system: how many different people it may look at in a day. Left out for everybody else. */
  readonly peopleADay?: number
  /** Whether a second factor was passed in this session. */
  readonly secondFactor: boolean
  /** The last step-up of this session; counts for 10 minutes. */
  readonly steppedUpAt: Date | null
  /** Where the request came from; for the access log only, never a ground of a decision. */
  readonly address: string
}
