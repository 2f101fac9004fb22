/** The room `exchange`: the post-room with two hatches, inbox (receive exactly once) and outbox (the feed by cursor). */
export * from './inbox.ts'
export * from './lines.ts'
export * from './offender.ts'
export * from './outbox.ts'
export * from './queue.ts'
export * from './refused.ts'
export * from './withdrawal.ts'
