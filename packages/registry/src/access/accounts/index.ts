/**
 * Accounts: who may sign in, with what rights, by whose word. Begin with issuing.ts (who may give what), then issue.ts
 * (invitation, grant, delegation, four eyes), acceptance.ts, signin.ts.
 */
export * from './acceptance.ts'
export { forgetTries } from './brakes.ts'
export * from './common-passwords.ts'
export * from './delegations.ts'
export * from './eid.ts'
export * from './factors.ts'
export * from './founding.ts'
export type { AccountsFrame } from './frame.ts'
export * from './grants.ts'
export type { Invited } from './invitations.ts'
export * from './issue.ts'
export { covers, isGrantable, may, mayHandOn, needsFourEyes } from './issuing.ts'
export * from './leavers.ts'
export * from './overview.ts'
export {
  endParty,
  type PartyLine,
  type PartyOptions,
  type PartyScope,
  partiesSeenBy,
  partyOf,
  partyScopes,
  type RelyingSystem,
  suspendParty,
} from './parties.ts'
export { addPasskey, offerPasskey, type RelyingParty, renamePasskey } from './passkeys.ts'
export * from './passwords.ts'
export * from './refusal.ts'
export {
  askPartyChange,
  askSystemChange,
  type Registered,
  registerParty,
  registerSystem,
} from './registrations.ts'
export * from './sandbox.ts'
export * from './sessions.ts'
export * from './signin.ts'
export * from './signin-passkey.ts'
export * from './stepping.ts'
export {
  endSystem,
  mostPeopleADay,
  mostSystemDays,
  type RegisteredSystem,
  readSystemKey,
  type SystemKey,
  type SystemLine,
  suspendSystem,
  systemOf,
  systemPurposes,
  systemsSeenBy,
  thumbprintOf,
} from './systems.ts'
export { totpPlace } from './totp.ts'
export * from './upkeep.ts'
export type { GrantWish, InvitationWish, PartyChange, SystemChange, SystemWish, Wish } from './wish.ts'
