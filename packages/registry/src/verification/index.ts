/** The room `verification`: asks whether it is true: other registers, other records, a human when rules cannot say. */
export * from './answers.ts'
export * from './cases.ts'
export * from './population.ts'
export * from './questions.ts'
export * from './state.ts'
export * from './verdicts.ts'
