/**
 * What follows a look: chained into the log of evidence (chain.ts, line.ts), shown to the person and to who watches
 * (seen.ts), hidden while an inspection says so (inspections.ts), marked where a glass was broken (glasses.ts), judged for alarms (alarms.ts), gathered after
 * a breach (drill.ts).
 */
export * from './alarms.ts'
export * from './chain.ts'
export * from './drill.ts'
export { type WatchFrame, type WatchRefusal, WatchRefused, watchRefusals } from './frame.ts'
export * from './glasses.ts'
export * from './inspections.ts'
export * from './line.ts'
export * from './names.ts'
export * from './seen.ts'
