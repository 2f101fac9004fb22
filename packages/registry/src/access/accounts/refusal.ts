/** What the accounts refuse. The sentences stand in the contract; a test holds the two lists together. */
export const accountRefusals = [
  'caller.session',
  'caller.stepUp',
  'access.notAllowed',
  'signin.refused',
  'signin.wait',
  'signin.step',
  'session.unknown',
  'password.short',
  'password.long',
  'password.common',
  'password.ownName',
  'invitation.unknown',
  'account.login',
  'account.loginTaken',
  'account.name',
  'account.personUnknown',
  'account.personElsewhere',
  'account.personTaken',
  'account.unknown',
  'account.founded',
  'grant.unknown',
  'grant.dates',
  'approval.unknown',
  'approval.self',
  'passkey.refused',
  'passkey.cloned',
  'passkey.none',
  'passkey.name',
  'passkey.many',
  'passkey.taken',
  'passkey.unknown',
  'factor.last',
  'eid.level',
  'eid.number',
  'eid.name',
  'eid.flow',
  'eid.unknownPerson',
  'eid.mismatch',
  'eid.notLinked',
  'eid.notYours',
  'eid.unbound',
  'account.suspended',
  'system.unknown',
  'system.key',
  'system.state',
  'system.budget',
  'party.address',
  'system.purposes',
  'system.dates',
] as const
export type AccountRefusal = (typeof accountRefusals)[number]

/** Thrown by the acts on accounts: a code of the contract's table and its facts, which hold no personal data. */
export class AccountRefused extends Error {
  override readonly name = 'AccountRefused'
  readonly code: AccountRefusal
  readonly facts: Readonly<Record<string, string | number>>
  /** The account that somebody tried to sign in to: for the centre's own log, and told to nobody who asks. */
  readonly about: string | null
  constructor(
    code: AccountRefusal,
    facts: Readonly<Record<string, string | number>> = {},
    about: string | null = null,
  ) {
    super(code)
    this.code = code
    this.facts = facts
    this.about = about
  }
}
