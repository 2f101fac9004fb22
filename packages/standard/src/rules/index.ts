import type { Rule } from '../model.ts'

/** Cross-field rules of the standard, in the order in which their findings are told. */
export const rules: readonly Rule[] = []
