import type { Rule } from '../model.ts'
import { addresses } from './addresses.ts'
import { allowances } from './allowances.ts'
import { army } from './army.ts'
import { awards } from './awards.ts'
import { career } from './career.ts'
import { certificates } from './certificates.ts'
import { contact } from './contact.ts'
import { contract } from './contract.ts'
import { discipline } from './discipline.ts'
import { education } from './education.ts'
import { employment } from './employment.ts'
import { family } from './family.ts'
import { identity } from './identity.ts'
import { lists } from './lists.ts'
import { marriage } from './marriage.ts'
import { merit } from './merit.ts'
import { overFrame } from './over-frame.ts'
import { papers } from './papers.ts'
import { party } from './party.ts'
import { pay } from './pay.ts'
import { politics } from './politics.ts'
import { positions } from './positions.ts'
import { posts } from './posts.ts'
import { probation } from './probation.ts'
import { property } from './property.ts'
import { rank } from './rank.ts'
import { retirement } from './retirement.ts'
import { salary } from './salary.ts'
import { salaryHistory } from './salary-history.ts'
import { texts } from './texts.ts'

/** Cross-field rules of the standard, in the order in which their findings are told. */
export const rules: readonly Rule[] = [
  ...identity,
  ...papers,
  ...contact,
  ...addresses,
  ...contract,
  ...career,
  ...posts,
  ...employment,
  ...rank,
  ...salary,
  ...salaryHistory,
  ...overFrame,
  ...pay,
  ...allowances,
  ...positions,
  ...probation,
  ...party,
  ...army,
  ...merit,
  ...education,
  ...politics,
  ...certificates,
  ...family,
  ...marriage,
  ...discipline,
  ...awards,
  ...retirement,
  ...lists,
  ...property,
  ...texts,
]

const seen = new Set<string>()
for (const rule of rules) {
  if (seen.has(rule.id)) throw new Error(`two rules are called ${rule.id}`)
  seen.add(rule.id)
}
