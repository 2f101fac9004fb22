/** The registry: where records live. The hall's walks, the reads of `insight`, and what a server needs to open it. */
export {
  type AccountLine,
  type AccountRefusal,
  AccountRefused,
  type AccountsFrame,
  accept,
  accountRefusals,
  accountsUnder,
  beginSignIn,
  type Caller,
  changePassword,
  type Denial,
  decideFourEyes,
  delegate,
  denials,
  type EnrolledKey,
  endGrant,
  endSessionAs,
  endSystem,
  enrolKeys,
  type Founder,
  findCaller,
  findSession,
  finishSignIn,
  forgetProviderRows,
  found,
  type Grant,
  type GrantWish,
  hasSandboxAccounts,
  hasSandboxKeys,
  type InvitationWish,
  type Issued,
  type IssuerKey,
  issue,
  issuerKeys,
  makeSandboxAccounts,
  openInvitation,
  openSession,
  type ProviderPayload,
  type ProviderRows,
  permitFeed,
  providerRows,
  type RegisteredSystem,
  ROLES,
  type Role,
  readSystemKey,
  registerSystem,
  requestsFor,
  type Subject,
  type SystemKey,
  type SystemWish,
  sessionsSeenBy,
  stepUp,
  stepUpMilliseconds,
  systemOf,
  systemPurposes,
  systemsSeenBy,
  type Wish,
  withdrawInvitation,
} from './access/index.ts'
export { checkBook } from './check-book.ts'
export {
  adoptKeys,
  type Boxes,
  boxes,
  type DatabaseRole,
  DatabaseTooOldError,
  ensurePartitions,
  isPassing,
  type KeyFile,
  type KeyKeeper,
  type KeyRing,
  KeyUnknownError,
  localKeeper,
  makeFreshKeys,
  migrate,
  newKeyFile,
  type OldKeyFile,
  openKeyRing,
  openPool,
  type Pool,
  requireVersion,
  rewrapKeys,
  rolesPage,
  SealBrokenError,
  type SealClass,
  transaction,
  withNewKeys,
} from './database/index.ts'
export { finalRefusals, type RefusalFacts, Refused, type RegistryRefusal, registryRefusals } from './exchange/index.ts'
export * from './insight/index.ts'
export {
  askWitness,
  bestCheckpoint,
  readHead,
  readTile,
  requireOwnLog,
  startLog,
  type WitnessAddress,
} from './log/index.ts'
export * from './privacy.ts'
export { foldCounters } from './quality/index.ts'
export { AccessRefused, decideRecord, personOfNumber, type Reason, targetOfRef } from './records.ts'
export { registerRules, registerSentence } from './register/index.ts'
export * from './registry.ts'
export { type Reindexed, reindex } from './reindex.ts'
export { type Rotated, rotateEntries } from './rotation.ts'
export { sequencer } from './sequence.ts'
export { forgetOldVersions, type Spilled, spill } from './spill.ts'
export { SpillRefused, signOrder } from './spill-order.ts'
export { standingOf } from './standing.ts'
export {
  endGrantsOfLeavers,
  openAccounts,
  personForAccount,
  type Subjects,
  subjects,
  workplaceOf,
} from './subjects.ts'
export {
  type EnrolledBody,
  type EnrolledUnit,
  enrolBodies,
  enrolUnits,
  readUnits,
  type Unit,
  unitCache,
} from './units/index.ts'
export type { PopulationAddress } from './verification/index.ts'
