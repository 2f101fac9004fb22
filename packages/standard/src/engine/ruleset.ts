import data from '../../data/rule-sets.json' with { type: 'json' }

/**
 * Number of the rule set of each edition. `npm run derive` raises it when a source file of rules, normalisers or code
 * lists has changed since the digest beside it was taken; a test compares.
 */
export const ruleSetNumbers: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries(data.editions as Readonly<Record<string, { readonly number: number }>>).map(([id, { number }]) => [
    id,
    number,
  ]),
)
