import { createHash } from 'node:crypto'
import { type Derived, filesBelow, home, textFile } from './derived.ts'

interface RuleSets {
  editions: Record<string, { number: number; digest: string }>
}

/** Code that decides what is found; tests, derivation and the types of the model decide nothing. */
const decides = (file: string) =>
  /^src\/(?:rules|engine|values|text|lists|edition)\//.test(file) && /(?<!\.test|lists\/data)\.ts$/.test(file)

/**
 * `data/rule-sets.json`: the number of each edition's rule set, raised by one when the digest over rules, normalisers,
 * code lists and the edition's own file is not the one noted beside it. Outcomes name the set that judged them.
 */
export function deriveRuleSets(): Derived[] {
  const sets = JSON.parse(textFile('data/rule-sets.json')) as RuleSets
  const common = [...filesBelow('src').filter(decides), ...filesBelow('data/codes'), ...filesBelow('data/communes')]
  common.push('data/engine-rules.json')
  for (const file of filesBelow('data/editions')) {
    const id = file.slice('data/editions/'.length, -'.json'.length)
    const hash = createHash('sha256')
    for (const path of [...common, file]) hash.update(`${path}\0${textFile(path)}\0`)
    const digest = hash.digest('hex').slice(0, 32)
    const before = sets.editions[id]
    if (before?.digest === digest) continue
    sets.editions[id] = { number: before === undefined ? 1 : before.number + (before.digest === '' ? 0 : 1), digest }
  }
  return [{ path: `${home}/data/rule-sets.json`, content: `${JSON.stringify(sets, null, 1)}\n` }]
}
