/** The agency's agent: read files, check, pack, seal, queue, send, follow the feed, keep and verify receipts. */
export {
  type Courier,
  type CourierOptions,
  createCourier,
  defaultHome,
  type ParcelStanding,
  todayInVietnam,
} from './courier.ts'
export { type Answer, answers } from './feed/answer.ts'
export { compareCursors, type Pulled } from './feed/pull.ts'
export type { Waiting } from './line/line.ts'
export { NeverReached, type Obstacle } from './line/meeting.ts'
export { LogForked } from './proof/log.ts'
export { OutcomesMissing, ReceiptWrong } from './proof/receipt.ts'
export { type FindingTotals, type PackedParcel, type PackOptions, recordCheck } from './queue/pack.ts'
export type { LocalState } from './queue/parcels.ts'
export { type Doubt, SecretDoubtful, SecretRefused } from './queue/secret.ts'
export { PromiseWrong, type SendProgress, type SentParcel } from './queue/send.ts'
export { type Mapping, readMapping } from './read/mapping.ts'
export { type FileNote, noteLine } from './read/notes.ts'
export { openSource } from './read/open.ts'
export { FileRefused } from './read/refusal.ts'
export type { Source, SourceRecord } from './read/source.ts'
