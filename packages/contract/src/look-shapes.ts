/**
 * The shapes of who looked, of inspections and of broken glasses. A person is named by a `ref`; a line tells what kind of
 * values was seen, never a value. Instants are UTC, days `yyyy-mm-dd` of Asia/Ho_Chi_Minh, units their codes of today.
 */
import { type Static, type TSchema, Type } from 'typebox'
import { Purpose } from './purposes.ts'

/** Null first: a validator that coerces would else make an empty text of it. */
const Nullable = <T extends TSchema>(schema: T) => Type.Union([Type.Null(), schema])
const Instant = Type.String({ format: 'date-time' })
const Day = Type.String({ format: 'date' })
const Uuid = Type.String({ format: 'uuid' })
const Ref = Type.String({ minLength: 22, maxLength: 22 })
const UnitCode = Type.String({ maxLength: 64 })
const Words = Type.String({ minLength: 1, maxLength: 2000 })
const CaseNo = Type.String({ minLength: 1, maxLength: 100 })

const page = {
  after: Type.Optional(Type.String({ maxLength: 20 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
}
const next = Nullable(Type.String())

/** Who looked: as colleagues know the account, in which role over which unit. `unit` null: the nation, or one that has ended. */
export const Looker = Type.Object({
  name: Type.String(),
  roles: Type.Array(
    Type.Object({ role: Type.String(), unit: Nullable(Type.String()), unitName: Nullable(Type.String()) }),
  ),
})
export type Looker = Static<typeof Looker>

const look = {
  at: Instant,
  action: Type.String(),
  /** What was seen, and in which form. */
  classes: Type.Array(Type.Object({ class: Type.String(), form: Type.String() })),
  purpose: Nullable(Type.String()),
  ground: Nullable(Type.String()),
  caseNo: Nullable(Type.String()),
  /** Through a broken glass. */
  emergency: Type.Boolean(),
}

export const OwnLooks = Type.Object(page)
export const MyLooks = Type.Object({
  /** Newest first. `own`: by the own account, or one that had its session. */
  looks: Type.Array(Type.Object({ ...look, own: Type.Boolean(), who: Nullable(Looker) })),
  next,
})
export type MyLooks = Static<typeof MyLooks>

export const SearchLooks = Type.Object({
  ...page,
  /** Why one searches; the auditor must say. */
  purpose: Type.Optional(Purpose),
  /** The unit whose people of today were looked at; left out: the nation. */
  unit: Type.Optional(UnitCode),
  person: Type.Optional(Ref),
  login: Type.Optional(Type.String({ maxLength: 200 })),
  action: Type.Optional(Type.String({ maxLength: 40 })),
  forPurpose: Type.Optional(Type.String({ maxLength: 40 })),
  caseNo: Type.Optional(CaseNo),
  emergency: Type.Optional(Type.Boolean()),
  /** From an instant, up to another; the last 31 days where neither is given. */
  from: Type.Optional(Instant),
  to: Type.Optional(Instant),
})
export type SearchLooks = Static<typeof SearchLooks>
export const FoundLooks = Type.Object({
  looks: Type.Array(
    Type.Object({
      /** Its number in the log. */
      no: Type.Integer(),
      ...look,
      person: Ref,
      login: Nullable(Type.String()),
      who: Nullable(Looker),
      address: Type.String(),
    }),
  ),
  next,
})
export type FoundLooks = Static<typeof FoundLooks>

/** About persons, units and all below them; one at least. With `hiddenGround` its looks stay hidden until it ends. */
export const NewInspection = Type.Object({
  caseNo: CaseNo,
  decisionNo: CaseNo,
  validFrom: Day,
  validTo: Day,
  hiddenGround: Nullable(Words),
  persons: Type.Array(Ref, { maxItems: 1000 }),
  units: Type.Array(UnitCode, { maxItems: 1000 }),
})
export type NewInspection = Static<typeof NewInspection>
const InspectionState = Type.Union([
  Type.Literal('asked'),
  Type.Literal('open'),
  Type.Literal('refused'),
  Type.Literal('lapsed'),
  Type.Literal('ended'),
])
export const InspectionOpened = Type.Object({ inspectionId: Uuid, state: InspectionState })
export const InspectionDecision = Type.Object({ approve: Type.Boolean() })
export const Inspections = Type.Object({
  inspections: Type.Array(
    Type.Object({
      inspectionId: Uuid,
      caseNo: Type.String(),
      decisionNo: Type.String(),
      validFrom: Day,
      validTo: Day,
      state: InspectionState,
      hiddenGround: Nullable(Type.String()),
      openedBy: Nullable(Looker),
      openedAt: Instant,
      decidedBy: Nullable(Looker),
      /** Of one that waits for the second person: until when. */
      answerBy: Nullable(Instant),
      endedAt: Nullable(Instant),
      persons: Type.Array(Ref),
      units: Type.Array(Type.Object({ unit: Nullable(Type.String()), unitName: Nullable(Type.String()) })),
    }),
  ),
})
export type Inspections = Static<typeof Inspections>

const ComplaintKind = Type.Union([Type.Literal('khieuNai'), Type.Literal('toCao')])
/** About persons, units and all below them; one at least. Nothing of what was written in it. */
export const NewComplaint = Type.Object({
  caseNo: CaseNo,
  kind: ComplaintKind,
  receivedOn: Day,
  takenUpOn: Day,
  persons: Type.Array(Ref, { maxItems: 1000 }),
  units: Type.Array(UnitCode, { maxItems: 1000 }),
})
export type NewComplaint = Static<typeof NewComplaint>
/** `validTo`: the last day on which somebody may look for it. */
export const ComplaintRegistered = Type.Object({ complaintId: Uuid, validTo: Day })
export const Complaints = Type.Object({
  complaints: Type.Array(
    Type.Object({
      complaintId: Uuid,
      caseNo: Type.String(),
      kind: ComplaintKind,
      receivedOn: Day,
      takenUpOn: Day,
      validTo: Day,
      /** `over`: its days are gone, and nobody closed it. */
      state: Type.Union([Type.Literal('open'), Type.Literal('over'), Type.Literal('closed')]),
      registeredBy: Nullable(Looker),
      registeredAt: Instant,
      closedAt: Nullable(Instant),
      persons: Type.Array(Ref),
      units: Type.Array(Type.Object({ unit: Nullable(Type.String()), unitName: Nullable(Type.String()) })),
    }),
  ),
})
export type Complaints = Static<typeof Complaints>

/** For at most 240 minutes. */
export const NewGlass = Type.Object({ person: Ref, purpose: Purpose, reason: Words, minutes: Type.Integer() })
export type NewGlass = Static<typeof NewGlass>
export const GlassBroken = Type.Object({ glassId: Uuid, until: Instant, reviewBy: Day })
export const Glasses = Type.Object({
  glasses: Type.Array(
    Type.Object({
      glassId: Uuid,
      who: Nullable(Looker),
      person: Ref,
      reason: Type.String(),
      openedAt: Instant,
      until: Instant,
      looks: Type.Integer(),
      reviewBy: Day,
      overdue: Type.Boolean(),
      reviewedBy: Nullable(Looker),
      reviewedAt: Nullable(Instant),
      justified: Nullable(Type.Boolean()),
      word: Nullable(Type.String()),
    }),
  ),
})
export type Glasses = Static<typeof Glasses>
/** `after`: the ref of the last person of the page before. What only people know of a breach stands in its notice. */
export const Drill = Type.Object({
  login: Type.String({ maxLength: 200 }),
  from: Instant,
  to: Instant,
  purpose: Type.Optional(Purpose),
  detectedAt: Type.Optional(Instant),
  nature: Type.Optional(Words),
  place: Type.Optional(Words),
  contact: Type.Optional(Words),
  consequence: Type.Optional(Words),
  measures: Type.Optional(Words),
  after: Type.Optional(Ref),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
})
export type Drill = Static<typeof Drill>
export const Drilled = Type.Object({
  looks: Type.Integer(),
  persons: Type.Integer(),
  sessions: Type.Integer(),
  addresses: Type.Integer(),
  emergencies: Type.Integer(),
  firstAt: Nullable(Instant),
  lastAt: Nullable(Instant),
  counts: Type.Array(
    Type.Object({
      action: Type.String(),
      class: Type.String(),
      form: Type.String(),
      looks: Type.Integer(),
      persons: Type.Integer(),
    }),
  ),
  people: Type.Array(
    Type.Object({
      person: Ref,
      looks: Type.Integer(),
      firstAt: Instant,
      lastAt: Instant,
      actions: Type.Array(Type.String()),
      classes: Type.Array(Type.Object({ class: Type.String(), form: Type.String() })),
    }),
  ),
  next: Nullable(Ref),
  /** To the authority within 72 hours: until when, and the form with what is known filled in. */
  notice: Type.Object({ dueAt: Instant, vi: Type.String(), en: Type.String() }),
})
export type Drilled = Static<typeof Drilled>

/** `about`: null for whoever runs the data centre. */
export const Alarms = Type.Object({
  alarms: Type.Array(
    Type.Object({
      alarmId: Uuid,
      at: Instant,
      kind: Type.String(),
      settleBy: Day,
      overdue: Type.Boolean(),
      settledAt: Nullable(Instant),
      about: Nullable(
        Type.Object({
          login: Nullable(Type.String()),
          who: Nullable(Looker),
          /** Of a canary that was read. */
          person: Nullable(Ref),
          /** Number of the line in the access log at which it was raised. */
          lookNo: Type.Integer(),
          facts: Type.Record(Type.String(), Type.Number()),
          settledBy: Nullable(Looker),
          word: Nullable(Type.String()),
        }),
      ),
    }),
  ),
})
export type Alarms = Static<typeof Alarms>
/** Kinds: `rights`, `signin`, `rate`, `shape`. Counts alone: who and from where stands in the log of the centre's processes. */
export const Refusals = Type.Object({
  sums: Type.Array(
    Type.Object({
      kind: Type.String(),
      /** In this hour and the one before. */
      lately: Type.Integer(),
      /** In the last 24 hours. */
      day: Type.Integer(),
      /** In two hours, on average of the four weeks before. */
      usual: Type.Number(),
      jump: Type.Boolean(),
    }),
  ),
  /** Of the last 24 hours, the most frequent first, 200 at most. */
  lines: Type.Array(
    Type.Object({
      hour: Instant,
      kind: Type.String(),
      route: Type.String(),
      code: Type.String(),
      times: Type.Integer(),
    }),
  ),
})
export type Refusals = Static<typeof Refusals>

export const AlarmSettlement = Type.Object({ word: Words })

export const GlassReview = Type.Object({ justified: Type.Boolean(), word: Words })
