/** The policy: one table of rights as data, and the pure decision made by it. */
export { type ChosenClass, type ChosenField, chosenFields } from './choosing.ts'
export { stepUpMilliseconds } from './conditions.ts'
export { type Decision, type Denial, decide, denials } from './decide.ts'
export {
  type Consent,
  type Intention,
  type Moment,
  noStanding,
  type Standing,
  type StatedPurpose,
  type Target,
} from './intention.ts'
export { mask } from './mask.ts'
export { leadingPosts, type PublicForm, type PublicRank, publicCeiling, publicPart, publicRank } from './public.ts'
export { groundOf, purposeRoles } from './purposes.ts'
export { type Condition, type Form, type Row, type Scope, table } from './table.ts'
