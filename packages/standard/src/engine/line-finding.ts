import type { Finding } from '../model.ts'
import { engineRules } from './catalogue.ts'

const weights = new Map(engineRules.map((r) => [r.id, r]))

/** A finding about the line itself. */
export function finding(rule: string, path = '', facts?: Record<string, string | number>): Finding {
  const { weight, word } = weights.get(rule)!
  return facts ? { rule, path, weight, word, facts } : { rule, path, weight, word }
}
