export * from './leaves.ts'
export * from './sequencer.ts'
export * from './tiles.ts'
export * from './witnesses.ts'
