import data from '../../data/engine-rules.json' with { type: 'json' }
import type { RuleInfo } from '../edition/types.ts'

/**
 * The rules that the engine itself applies to the line, to single fields, and to who, where and whether we may hold the
 * record: for the catalogue, the weights and the sentences. What they find is decided in `values/` and `engine/`.
 */
export const engineRules: readonly RuleInfo[] = data.rules.map(({ id, weight, word, vi, en, legal }) => ({
  id,
  fields: [],
  weight: weight as RuleInfo['weight'],
  word: word as RuleInfo['word'],
  message: { vi, en },
  legal,
}))
