import { career } from './defects/career.ts'
import { identity } from './defects/identity.ts'
import { lists } from './defects/lists.ts'
import { person } from './defects/person.ts'
import { salary } from './defects/salary.ts'
import type { Defect } from './plant.ts'

/** For each cross-field rule a defect that it alone finds. */
export const defects: Readonly<Record<string, Defect>> = { ...identity, ...career, ...salary, ...person, ...lists }
