/** The room `database`: the pool, the transaction, the row writers, the seals at rest. */
export * from './migrate.ts'
export * from './pool.ts'
export * from './seal.ts'
