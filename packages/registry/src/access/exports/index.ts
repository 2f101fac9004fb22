/** The brake on copies: the day's budget, the second person's release, the single delivery, the watermark. */
export * from './budget.ts'
export * from './marks.ts'
export * from './orders.ts'
export * from './trace.ts'
