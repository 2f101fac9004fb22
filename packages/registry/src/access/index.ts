export * from './callers.ts'
