/**
 * Accounts: who may sign in, with what rights, by whose word. Begin with issuing.ts (who may give what), then issue.ts
 * (invitation, grant, delegation, four eyes), acceptance.ts, signin.ts.
 */
export * from './acceptance.ts'
export { forgetTries } from './brakes.ts'
export * from './common-passwords.ts'
export * from './founding.ts'
export type { AccountsFrame } from './frame.ts'
export * from './grants.ts'
export type { Invited } from './invitations.ts'
export * from './issue.ts'
export { covers, isGrantable, may, mayHandOn, needsFourEyes } from './issuing.ts'
export * from './leavers.ts'
export * from './overview.ts'
export * from './passwords.ts'
export * from './refusal.ts'
export * from './sandbox.ts'
export * from './sessions.ts'
export * from './signin.ts'
export * from './systems.ts'
export type { GrantWish, InvitationWish, SystemWish, Wish } from './wish.ts'
