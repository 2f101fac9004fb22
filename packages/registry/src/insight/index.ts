/** The room `insight`: feed pages, statistics, the board; reads only. */
export * from './board.ts'
export * from './feed.ts'
export * from './people.ts'
export * from './receipts.ts'
export * from './record.ts'
export * from './waiting.ts'
export * from './withdrawal.ts'
