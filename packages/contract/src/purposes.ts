/**
 * The purposes of the standard as a shape: what a caller says when it looks at somebody's record. The list itself stands in
 * the standard, because the registry decides by the same one; the legal ground follows from the purpose.
 */
import { type PurposeCode, purposeCodes } from '@cbccvc/standard'
import { type Static, Type } from 'typebox'

/** Why a caller looks, and the number of the case or decision where the purpose needs one. */
export const Purpose = Type.Object({
  code: Type.Unsafe<PurposeCode>(Type.Union(purposeCodes.map((code) => Type.Literal(code)))),
  caseNo: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
})
export type Purpose = Static<typeof Purpose>
