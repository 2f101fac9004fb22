/** The room `database`: the pool, the transaction, the row writers, the seals at rest and their keys. */
export * from './data-keys.ts'
export * from './faults.ts'
export * from './keeper.ts'
export * from './key-ring.ts'
export * from './migrate.ts'
export * from './pool.ts'
export * from './roles-page.ts'
export * from './seal.ts'
