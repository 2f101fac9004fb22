export * from './codes.ts'
export * from './counters.ts'
