/** The room `units`: the tree of organisations over time. Our numbers are for ever; codes, names and parents are dated. */
export * from './carry-out.ts'
export * from './change.ts'
export * from './enrol.ts'
export { type DayTree, type Forest, readForest } from './forest.ts'
export { countedIn, faultsOfTree, type Shift, storedTree, turnTree } from './intervals.ts'
export { type Plan, planChanges } from './plan.ts'
export * from './refused.ts'
export * from './tree.ts'
