/** The registry: where records live. The hall's walks, the reads of `insight`, and what a server needs to open it. */
export {
  type Caller,
  type EnrolledKey,
  enrolKeys,
  findCaller,
  type Grant,
  hasSandboxKeys,
  permitFeed,
  ROLES,
  type Role,
  type Subject,
} from './access/index.ts'
export { checkBook } from './check-book.ts'
export {
  type DatabaseRole,
  DatabaseTooOldError,
  ensurePartitions,
  isPassing,
  type KeyFile,
  type KeyRing,
  keyRing,
  migrate,
  openPool,
  type Pool,
  requireVersion,
  type SealClass,
  transaction,
} from './database/index.ts'
export { finalRefusals, type RefusalFacts, Refused, type RegistryRefusal, registryRefusals } from './exchange/index.ts'
export * from './insight/index.ts'
export {
  askWitness,
  bestCheckpoint,
  readHead,
  readTile,
  sequencer,
  startLog,
  type WitnessAddress,
} from './log/index.ts'
export { foldCounters } from './quality/index.ts'
export { registerRules, registerSentence } from './register/index.ts'
export * from './registry.ts'
export { forgetOldVersions, type Spilled, spill } from './spill.ts'
export { SpillRefused, signOrder } from './spill-order.ts'
export { type EnrolledBody, type EnrolledUnit, enrolBodies, enrolUnits, readUnits, unitCache } from './units/index.ts'
export type { PopulationAddress } from './verification/index.ts'
