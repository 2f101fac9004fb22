/** The room `units`: the tree of organisations over time. Our numbers are for ever; codes, names and parents are dated. */
export * from './enrol.ts'
export * from './tree.ts'
