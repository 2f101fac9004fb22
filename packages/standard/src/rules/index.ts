import type { Rule } from '../model.ts'
import { addresses } from './addresses.ts'
import { career } from './career.ts'
import { certificates } from './certificates.ts'
import { contact } from './contact.ts'
import { contract } from './contract.ts'
import { disciplineAwards } from './discipline-awards.ts'
import { education } from './education.ts'
import { employment } from './employment.ts'
import { family } from './family.ts'
import { identity } from './identity.ts'
import { lists } from './lists.ts'
import { partyArmy } from './party-army.ts'
import { pay } from './pay.ts'
import { rank } from './rank.ts'
import { retirement } from './retirement.ts'
import { salary } from './salary.ts'
import { texts } from './texts.ts'

/** Cross-field rules of the standard, in the order in which their findings are told. */
export const rules: readonly Rule[] = [
  ...identity,
  ...contact,
  ...addresses,
  ...contract,
  ...career,
  ...employment,
  ...rank,
  ...salary,
  ...pay,
  ...partyArmy,
  ...education,
  ...certificates,
  ...family,
  ...disciplineAwards,
  ...retirement,
  ...lists,
  ...texts,
]

const seen = new Set<string>()
for (const rule of rules) {
  if (seen.has(rule.id)) throw new Error(`two rules are called ${rule.id}`)
  seen.add(rule.id)
}
