/**
 * What follows a look: chained into the log of evidence (chain.ts, line.ts), shown to the person and to who watches
 * (seen.ts), hidden while an inspection says so (inspections.ts), marked where a glass was broken (glasses.ts), on a case that
 * is open (cases.ts, complaints.ts), judged for alarms (alarms.ts), gathered after a breach (drill.ts). What those did who watch is written down as well (acts.ts), and
 * both are held by links until they are chained (links.ts).
 */
export {
  type About,
  type ActLine,
  actColumns,
  actLineLeaf,
  actText,
  asFound,
  digestOfRow,
  isThere,
  watchedKinds,
  watchedRows,
} from './acts.ts'
export * from './alarms.ts'
export { openCaseFor } from './cases.ts'
export * from './chain.ts'
export * from './complaints.ts'
export * from './drill.ts'
export { type WatchFrame, type WatchRefusal, WatchRefused, watchRefusals } from './frame.ts'
export * from './glasses.ts'
export * from './inspections.ts'
export * from './line.ts'
export { type Link, linked, linkMac, tellLinks } from './links.ts'
export * from './names.ts'
export * from './seen.ts'
