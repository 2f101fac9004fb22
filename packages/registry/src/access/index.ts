export * from './callers.ts'
export * from './subject.ts'
