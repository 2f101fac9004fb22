/**
 * What a record is: editions of the standard, their fields, code lists and rules; reading, repairing, checking and
 * writing one record. Pure: no clock, no network, no state but compiled data.
 */

export { compareDates, compareNames, nameKey } from './compare.ts'
export { addEdition, edition, editionIds, loadEdition, makeEdition } from './edition/edition.ts'
export { type Loss, type LossReason, type Mapping, mapping } from './edition/mapping.ts'
export type {
  ColumnDef,
  Duty,
  Edition,
  EditionData,
  FieldDef,
  Format,
  GroupDef,
  Roles,
  RuleInfo,
  ValueDef,
} from './edition/types.ts'
export { check, type Examination, examine } from './engine/examine.ts'
export { expectedForm } from './engine/forms.ts'
export type { Key } from './engine/identity.ts'
export { maxLineBytes, type ParsedLine, parseLine } from './engine/parse.ts'
export { secretMark } from './engine/secret-line.ts'
export { placeOf, sentence } from './engine/sentence.ts'
export { type ClassTexts, joinClasses, splitByClass } from './engine/split.ts'
export { isUnstated } from './engine/stated.ts'
export { addWorkingDays, isWorkingDay } from './lists/calendar.ts'
export { type CodeItem, type CodeList, validOn } from './lists/codelist.ts'
export { type Conversion, communes, convertCommune, oldCommunes } from './lists/communes.ts'
export { isOrganisationId, levelOne, oldOrganisationId, organisationId } from './lists/organisation.ts'
export * from './model.ts'
export {
  type Action,
  type ActionDef,
  type ActionGives,
  actionIds,
  actions,
  type RecordAction,
} from './rights/actions.ts'
export {
  type Ground,
  type GroundId,
  grounds,
  type PurposeCode,
  type PurposeDef,
  purposeCodes,
  purposes,
} from './rights/purposes.ts'
export {
  type RequestGround,
  type RequestKind,
  type RequestKindDef,
  type RequestOutcome,
  requestGroundIds,
  requestGrounds,
  requestKindIds,
  requestKinds,
  requestOutcomes,
  requestWorkingDays,
} from './rights/requests.ts'
export { convertLegacy } from './text/legacy.ts'
export type { Marked } from './text/secret.ts'
export { secretStamp, secretStamps } from './text/secret-stamp.ts'
export { readDate } from './values/date.ts'
export { addDays, interval, isDay, isPartialDay } from './values/day.ts'
export { readNumber } from './values/number.ts'
