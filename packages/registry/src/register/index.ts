/** The room `register`: the book. Entries are added, never changed; the present is a pure fold over them. */

export * from './candidates.ts'
export * from './confirmed.ts'
export * from './enter.ts'
export * from './entries.ts'
export * from './findings.ts'
export * from './fold.ts'
export * from './notices.ts'
export * from './persons.ts'
export * from './present.ts'
export * from './rules.ts'
export * from './tally.ts'
export * from './withdraw.ts'
