/**
 * The room `access`: turns whoever asks and what is meant into a permit or a refusal.
 */
export * from './accounts/index.ts'
export * from './callers.ts'
export * from './clients/index.ts'
export * from './consents/index.ts'
export { atDesk, atDeskForSums, atDeskOfUnit } from './desk.ts'
export * from './exports/index.ts'
export { looked } from './looked.ts'
export * from './looks/index.ts'
export {
  type ActPermit,
  ForgedPermitError,
  insist,
  type KeyPermit,
  type Permit,
  permit,
  permitFeed,
  permitSubmission,
  type RecordPermit,
  type SubmissionPermit,
} from './permit.ts'
export { actionsOf, placesOf } from './places.ts'
export * from './policy/index.ts'
export { type PrivacyRefusal, PrivacyRefused, privacyRefusals } from './privacy-refusal.ts'
export * from './refused.ts'
export * from './requests/index.ts'
export * from './subject.ts'
