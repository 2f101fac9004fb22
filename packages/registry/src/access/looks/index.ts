export * from './chain.ts'
export * from './line.ts'
