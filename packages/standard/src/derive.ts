/**
 * Everything that is derived from the standard: the list of code lists, the number of the rule set, JSON Schema, columns
 * and reference pages. `npm run derive` writes it, a test compares.
 */
import { deriveColumns } from './derive/columns.ts'
import type { Derived } from './derive/derived.ts'
import { deriveLists } from './derive/lists.ts'
import { deriveReference } from './derive/reference.ts'
import { deriveRuleSets } from './derive/rulesets.ts'
import { deriveSchema } from './derive/schema.ts'
import { edition } from './index.ts'

export function derive(): Derived[] {
  const standard = edition('2023')
  return [
    ...deriveLists(),
    ...deriveRuleSets(),
    ...deriveSchema(standard),
    ...deriveColumns(standard),
    ...deriveReference(standard, 'vi'),
    ...deriveReference(standard, 'en'),
  ]
}
