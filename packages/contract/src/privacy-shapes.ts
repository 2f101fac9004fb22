/** The shapes of consents, requests of the data subject and exports. Days are those of Asia/Ho_Chi_Minh, units their codes. */
import {
  type RequestGround,
  type RequestKind,
  type RequestOutcome,
  requestGroundIds,
  requestKindIds,
} from '@cbccvc/standard'
import { type Static, type TSchema, Type } from 'typebox'
import { Purpose } from './purposes.ts'

/** Null first: a validator that coerces would else make an empty text of it. */
const Nullable = <T extends TSchema>(schema: T) => Type.Union([Type.Null(), schema])
const Instant = Type.String({ format: 'date-time' })
const Day = Type.String({ format: 'date' })
const Uuid = Type.String({ format: 'uuid' })
const Words = (maxLength: number) => Type.String({ minLength: 1, maxLength })
const Fields = Type.Array(Type.String({ maxLength: 64 }), { minItems: 1, maxItems: 109 })

/** Given once; whoever is shown it may ask, for a quarter of an hour. */
export const ConsentCode = Type.Object({ code: Type.String(), expiresAt: Instant })
/** The person by `code` or by `soDinhDanh`, exactly one; the other is null. */
export const NewConsent = Type.Object({
  purpose: Purpose,
  code: Nullable(Words(40)),
  soDinhDanh: Nullable(Words(20)),
  fields: Fields,
  reason: Words(500),
  until: Day,
})
/** The same whether the number is anybody's or not. */
export const ConsentAsked = Type.Object({ consentId: Uuid, state: Type.Literal('asked'), answerBy: Day })

const ConsentState = Type.Union([
  Type.Literal('asked'),
  Type.Literal('given'),
  Type.Literal('refused'),
  Type.Literal('withdrawn'),
  Type.Literal('over'),
])
const ConsentLine = {
  consentId: Uuid,
  /** `over`: not answered in time, or its last day has gone by. */
  state: ConsentState,
  fields: Type.Array(Type.String()),
  givenFields: Nullable(Type.Array(Type.String())),
  purpose: Type.String(),
  reason: Type.String(),
  until: Day,
  answerBy: Day,
  askedAt: Instant,
  validFrom: Nullable(Day),
  validTo: Nullable(Day),
}
/** `person`: the word by which the record is read, while the consent is in force. */
export const AskedConsents = Type.Object({
  consents: Type.Array(Type.Object({ ...ConsentLine, person: Nullable(Type.String()) })),
})
export type AskedConsents = Static<typeof AskedConsents>
/** `looks`: what was looked at under the consent, the newest first, 200 at most. */
export const OwnConsents = Type.Object({
  consents: Type.Array(
    Type.Object({
      ...ConsentLine,
      askedBy: Nullable(Type.String()),
      unit: Nullable(Type.String()),
      unitName: Nullable(Type.String()),
      looks: Type.Array(
        Type.Object({
          at: Instant,
          action: Type.String(),
          classes: Type.Array(Type.String()),
          purpose: Nullable(Type.String()),
        }),
      ),
    }),
  ),
})
export type OwnConsents = Static<typeof OwnConsents>
export const ConsentGiven = Type.Object({ fields: Fields, validTo: Day })

/** `fields`: what it is about; empty: the record as a whole. */
export const NewRequest = Type.Object({
  kind: Type.Unsafe<RequestKind>(Type.Union(requestKindIds.map((kind) => Type.Literal(kind)))),
  fields: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 109 }),
  words: Words(4000),
})
export type NewRequest = Static<typeof NewRequest>
/** `no`: how the request is called, also the case number of looks that are made for it. */
export const RequestMade = Type.Object({ requestId: Uuid, no: Type.String(), dueOn: Day })

const RequestLine = {
  requestId: Uuid,
  no: Type.String(),
  kind: Type.Unsafe<RequestKind>(Type.String()),
  fields: Type.Array(Type.String()),
  unit: Nullable(Type.String()),
  unitName: Nullable(Type.String()),
  madeOn: Day,
  /** The last day on which it is answered in time: the second working day after. */
  dueOn: Day,
  /** `overdue`: the national operator sees it as well. */
  state: Type.Unsafe<'open' | 'dueToday' | 'overdue' | 'answered'>(Type.String()),
  /** Whose it is to answer; null: nobody's any more. */
  owner: Nullable(Type.Unsafe<'officer' | 'operator' | 'both'>(Type.String())),
  /** What comes next, in words for the person and for who answers. */
  next: Type.Object({ vi: Type.String(), en: Type.String() }),
}
export const RequestsToAnswer = Type.Object({ requests: Type.Array(Type.Object(RequestLine)) })
export type RequestsToAnswer = Static<typeof RequestsToAnswer>
export const OwnRequests = Type.Object({
  requests: Type.Array(
    Type.Object({
      ...RequestLine,
      words: Type.String(),
      /** A restriction that was granted: whether the person took it back. */
      lifted: Type.Boolean(),
      answer: Nullable(
        Type.Object({
          outcome: Type.Unsafe<RequestOutcome>(Type.String()),
          words: Type.String(),
          ground: Nullable(Type.String()),
          parcel: Nullable(Uuid),
          on: Day,
        }),
      ),
    }),
  ),
})
export type OwnRequests = Static<typeof OwnRequests>
/** `person`: the word by which the record is read, for the purpose `subjectRequest` and the case `no`. */
export const OpenedRequest = Type.Object({
  ...RequestLine,
  person: Type.String(),
  words: Type.String(),
  /** Parcels that have stated something about the person since the request was made, the newest first: one of them may be its correction. */
  parcels: Type.Array(Type.Object({ parcelId: Uuid, recordedAt: Instant })),
})
export type OpenedRequest = Static<typeof OpenedRequest>
/** `ground`: of what is refused or closed. `parcel`: of a correction that is done. */
export const RequestAnswer = Type.Object({
  outcome: Type.Unsafe<RequestOutcome>(
    Type.Union((['done', 'closed', 'refused'] as const).map((one) => Type.Literal(one))),
  ),
  words: Words(4000),
  ground: Nullable(Type.Unsafe<RequestGround>(Type.Union(requestGroundIds.map((one) => Type.Literal(one))))),
  parcel: Nullable(Uuid),
})
export type RequestAnswer = Static<typeof RequestAnswer>

/** A copy of the people of a unit and of all below it. */
export const NewExport = Type.Object({
  unit: Words(64),
  fields: Fields,
  format: Type.Union([Type.Literal('xlsx'), Type.Literal('csv')]),
  purpose: Purpose,
})
export type NewExport = Static<typeof NewExport>
const ExportLine = {
  exportId: Uuid,
  /** As it is called in the watermark. */
  no: Type.Integer(),
  unit: Nullable(Type.String()),
  unitName: Nullable(Type.String()),
  fields: Type.Array(Type.String()),
  format: Type.String(),
  purpose: Type.String(),
  caseNo: Nullable(Type.String()),
  /** People, and their fields. */
  rows: Type.Integer(),
  cells: Type.Integer(),
  /** `ready`, `released`: to be fetched once. `waits`: above the day's budget, for a second person. */
  state: Type.Unsafe<'ready' | 'waits' | 'released' | 'refused' | 'delivered' | 'over'>(Type.String()),
  askedAt: Instant,
  expiresAt: Instant,
}
export const Export = Type.Object(ExportLine)
export type Export = Static<typeof Export>
/** `null` in `forms`: fields of that class are in no copy of this account. */
const CopyForm = Nullable(Type.Union([Type.Literal('clear'), Type.Literal('masked')]))
/** People and their fields: the most of a day that nobody has to release, and what is left of it today. */
export const ExportBudget = Type.Object({
  rows: Type.Integer(),
  cells: Type.Integer(),
  rowsLeft: Type.Integer(),
  cellsLeft: Type.Integer(),
  forms: Type.Object({ public: CopyForm, internal: CopyForm, restricted: CopyForm, sealed: CopyForm }),
})
export type ExportBudget = Static<typeof ExportBudget>
export const Exports = Type.Object({ exports: Type.Array(Export) })
export type Exports = Static<typeof Exports>
/** What a second person sees before the word: who, how much of whom, which fields, why. No value. */
export const ExportsToRelease = Type.Object({
  exports: Type.Array(Type.Object({ ...ExportLine, login: Type.String(), name: Type.String() })),
})
export type ExportsToRelease = Static<typeof ExportsToRelease>
export const ExportDecision = Type.Object({ release: Type.Boolean() })
