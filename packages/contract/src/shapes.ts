/**
 * The shapes of what is said over HTTP. Schema and type are one (TypeBox): the server validates by the schema, the
 * client is typed by it, the OpenAPI document is printed from it.
 */
import { type Static, type TSchema, Type } from 'typebox'

const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
/** An instant, ISO 8601 in UTC. */
const Instant = Type.String({ format: 'date-time' })
/** A calendar day of Asia/Ho_Chi_Minh. */
const Day = Type.String({ format: 'date' })
const Count = Type.Integer({ minimum: 0 })
const Text = Type.Object({ vi: Type.String(), en: Type.String() })

/** A refusal: a stable code, a sentence in both languages, what to do next, and the facts as fields. */
export const Refusal = Type.Object({
  code: Type.String(),
  vi: Type.String(),
  en: Type.String(),
  next: Text,
  facts: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
})
export type Refusal = Static<typeof Refusal>

/** Which parts of a parcel the centre holds durably (0-based part numbers, ascending). */
export const PartsHeld = Type.Object({ parcelId: Type.String(), have: Type.Array(Count) })
export type PartsHeld = Static<typeof PartsHeld>

/** The 202: the parcel is durable; `promise` is the text signed by the log's key (docs/protocol.md). */
export const Received = Type.Object({ parcelId: Type.String(), promise: Type.String() })
export type Received = Static<typeof Received>

/** `refused`: not taken, because the parcel was withdrawn before. */
export const OutcomeCounts = Type.Object({
  entered: Count,
  unchanged: Count,
  returned: Count,
  held: Count,
  refused: Count,
})
export type OutcomeCounts = Static<typeof OutcomeCounts>

export const ParcelState = Type.Union([
  Type.Literal('open'),
  Type.Literal('received'),
  Type.Literal('concluded'),
  Type.Literal('refused'),
])
export type ParcelState = Static<typeof ParcelState>

export const ParcelStatus = Type.Object({
  parcelId: Type.String(),
  state: ParcelState,
  have: Type.Array(Count),
  count: Count,
  counts: OutcomeCounts,
  promise: Type.Optional(Type.String()),
  refusal: Type.Optional(Refusal),
})
export type ParcelStatus = Static<typeof ParcelStatus>

export const Weight = Type.Union([Type.Literal('blocks'), Type.Literal('asks'), Type.Literal('notes')])
export const Word = Type.Union([Type.Literal('dung'), Type.Literal('du'), Type.Literal('sach'), Type.Literal('song')])

/** What withdrawing a parcel would do now. Nothing is written by asking. */
export const WithdrawalPreview = Type.Object({
  parcelId: Type.String(),
  /** Null where it can be withdrawn; else the refusal that a withdrawal would get. */
  refusal: Nullable(Refusal),
  /** Last day on which it can be withdrawn; null before it is received. */
  until: Nullable(Day),
  count: Count,
  /** Records not concluded yet: they would not be entered. */
  notEntered: Count,
  /** Entries that would be taken back, and entries that would stay because something newer was stated. */
  restored: Count,
  kept: Count,
})
export type WithdrawalPreview = Static<typeof WithdrawalPreview>

/** Findings of a parcel as counts: rule and field path without row numbers; never a value. */
export const FindingCount = Type.Object({
  rule: Type.String(),
  path: Type.String(),
  weight: Weight,
  word: Word,
  count: Count,
})
export type FindingCount = Static<typeof FindingCount>
export const FindingCounts = Type.Object({ findings: Type.Array(FindingCount) })

/** The outcome of one record; hashed as `outcomeText` of the evidence package. */
export const Outcome = Type.Object({
  index: Count,
  recordLeaf: Type.String(),
  outcome: Type.Union([
    Type.Literal('entered'),
    Type.Literal('unchanged'),
    Type.Literal('returned'),
    Type.Literal('held'),
    Type.Literal('refused'),
  ]),
  findings: Type.String(),
  entry: Nullable(Type.String()),
  ruleSet: Type.String(),
  today: Day,
})

/** A finding as the sender reads it: with the facts of its own record, and the sentence in both languages. */
export const FeedFinding = Type.Object({
  rule: Type.String(),
  path: Type.String(),
  weight: Weight,
  word: Word,
  vi: Type.String(),
  en: Type.String(),
  sent: Type.Optional(Type.Unknown()),
  repair: Type.Optional(Type.Unknown()),
})
export type FeedFinding = Static<typeof FeedFinding>

/** One field's answer of another register. */
export const FieldVerdict = Type.Union([
  Type.Literal('match'),
  Type.Literal('doubt'),
  Type.Literal('differs'),
  Type.Literal('unknown'),
])
export type FieldVerdict = Static<typeof FieldVerdict>

const at = {
  at: Type.String({ description: 'commitNo.index: the place in the feed' }),
  parcelId: Type.String(),
  index: Count,
}

export const OutcomeLine = Type.Object({
  ...at,
  kind: Type.Literal('outcome'),
  part: Count,
  outcome: Outcome,
  /** The day, ahead of its reception, on which a record that is held for it is entered. */
  waitsFor: Type.Optional(Day),
  findings: Type.Array(FeedFinding),
})
export const VerdictLine = Type.Object({
  ...at,
  kind: Type.Literal('verdict'),
  result: Type.Union([
    Type.Literal('found'),
    Type.Literal('notFound'),
    Type.Literal('multiple'),
    Type.Literal('deceased'),
  ]),
  fields: Type.Object({ soDinhDanh: FieldVerdict, hoTenKhaiSinh: FieldVerdict, ngaySinh: FieldVerdict }),
  source: Type.String(),
  date: Day,
})
export const ProposalLine = Type.Object({
  ...at,
  kind: Type.Literal('proposal'),
  id: Type.String(),
  field: Type.String(),
  verdict: FieldVerdict,
  ours: Type.Unknown(),
  value: Type.Unknown(),
  source: Type.String(),
  date: Day,
  reason: Text,
  due: Day,
})
export const CaseLine = Type.Object({
  ...at,
  kind: Type.Literal('case'),
  id: Type.String(),
  state: Type.Union([
    Type.Literal('open'),
    Type.Literal('national'),
    Type.Literal('released'),
    Type.Literal('kept'),
    Type.Literal('dual'),
    Type.Literal('secondment'),
    Type.Literal('wrongNumber'),
  ]),
  /** Our side of it: `holder` holds the present record, `claimant` states the person too. */
  side: Type.Union([Type.Literal('holder'), Type.Literal('claimant')]),
  other: Type.String({ description: 'code of the other body' }),
  due: Day,
})
export const LeftLine = Type.Object({
  ...at,
  kind: Type.Literal('left'),
  unit: Type.String(),
  soDinhDanh: Type.Array(Type.String()),
  finding: FeedFinding,
})
export const AnswerLine = Type.Object({
  ...at,
  kind: Type.Literal('answer'),
  to: Type.String({ description: 'id of the proposal or case' }),
  answer: Type.String(),
  vi: Type.String(),
  en: Type.String(),
})
/**
 * What came of a record that was held: the operator of the centre answered, or nobody did in time; or it had waited for its
 * day, and that came, or its sender took it back.
 */
export const DecisionLine = Type.Object({
  ...at,
  kind: Type.Literal('decision'),
  outcome: Type.Union([
    Type.Literal('entered'),
    Type.Literal('unchanged'),
    Type.Literal('held'),
    Type.Literal('returned'),
    Type.Literal('refused'),
  ]),
  entry: Nullable(Type.String({ description: 'digest of the entry that it came to' })),
  by: Type.Union([Type.Literal('operator'), Type.Literal('deadline'), Type.Literal('day'), Type.Literal('sender')]),
  /** The day by which a record that waited was judged. */
  today: Type.Optional(Day),
  findings: Type.Array(FeedFinding),
})
/** What a withdrawal did to one entry of the parcel taken back; `index` is the record's there. */
export const WithdrawalLine = Type.Object({
  ...at,
  kind: Type.Literal('withdrawal'),
  withdraws: Type.String({ description: 'the parcel taken back' }),
  restored: Type.Boolean(),
  entry: Nullable(Type.String({ description: 'digest of the entry that restores' })),
  finding: Type.Optional(FeedFinding),
})
/** The withdrawal is done. */
export const WithdrawnLine = Type.Object({
  ...at,
  kind: Type.Literal('withdrawn'),
  withdraws: Type.String(),
  restored: Count,
  kept: Count,
})
export const FeedLine = Type.Union([
  OutcomeLine,
  VerdictLine,
  ProposalLine,
  CaseLine,
  LeftLine,
  AnswerLine,
  DecisionLine,
  WithdrawalLine,
  WithdrawnLine,
])
export type FeedLine = Static<typeof FeedLine>
export type OutcomeLine = Static<typeof OutcomeLine>
export type VerdictLine = Static<typeof VerdictLine>
export type ProposalLine = Static<typeof ProposalLine>
export type CaseLine = Static<typeof CaseLine>
export type LeftLine = Static<typeof LeftLine>
export type AnswerLine = Static<typeof AnswerLine>
export type DecisionLine = Static<typeof DecisionLine>
export type WithdrawalLine = Static<typeof WithdrawalLine>
export type WithdrawnLine = Static<typeof WithdrawnLine>

export const FeedPage = Type.Object({ lines: Type.Array(FeedLine), next: Type.String() })
export type FeedPage = Static<typeof FeedPage>

/** The payload of the JWS that answers a proposal, a case, or (the operator of the centre) a held record (`POST /v1/answers`). */
export const AnswerStatement = Type.Object({
  v: Type.Literal(1),
  id: Type.String({ description: 'uuid made by the sender; makes the answer idempotent' }),
  sender: Type.String(),
  to: Type.String({ description: 'id of the proposal, case or held record' }),
  answer: Type.Union([
    Type.Literal('accept'),
    Type.Literal('contest'),
    Type.Literal('release'),
    Type.Literal('keep'),
    Type.Literal('dual'),
    Type.Literal('secondment'),
    Type.Literal('enter'),
    Type.Literal('return'),
  ]),
  reason: Type.Optional(Type.String({ maxLength: 2000 })),
  at: Instant,
})
export type AnswerStatement = Static<typeof AnswerStatement>
export const Answered = Type.Object({ id: Type.String(), state: Type.String() })
export type Answered = Static<typeof Answered>

export const Counts = Type.Object({
  sent: Count,
  received: Count,
  entered: Count,
  unchanged: Count,
  returned: Count,
  /** Of these none that waits for its day. */
  held: Count,
  /** Waits for the day from which it is true. */
  announced: Count,
  refused: Count,
  people: Count,
  verified: Count,
  mismatched: Count,
  dung: Count,
  du: Count,
  sach: Count,
  song: Count,
})
export type Counts = Static<typeof Counts>

export const BodyGroup = Type.Union([Type.Literal('trungUong'), Type.Literal('diaPhuong')])
export const BoardBody = Type.Object({
  code: Type.String(),
  name: Type.String(),
  group: BodyGroup,
  placeholder: Type.Boolean(),
  units: Count,
  counts: Counts,
  lastReceivedAt: Nullable(Instant),
})
export type BoardBody = Static<typeof BoardBody>
export const Board = Type.Object({
  at: Instant,
  today: Day,
  totals: Counts,
  log: Type.Object({ size: Count, checkpointAt: Nullable(Instant), witnesses: Count }),
  population: Type.Object({
    state: Type.Union([Type.Literal('up'), Type.Literal('down')]),
    since: Nullable(Instant),
    waiting: Count,
  }),
  /** Chunks not yet concluded, over the nation. */
  waiting: Count,
  /** Those among them that wait for a fault of the centre to be mended; `faults`: SQLSTATEs or names of errors. */
  stuck: Type.Object({ parts: Count, since: Nullable(Instant), faults: Type.Array(Type.String()) }),
  /** What waits for the national operator: held records, cases, and how many of both are overdue. */
  operator: Type.Object({ held: Count, cases: Count, overdue: Count }),
  /** Records that wait for the day from which they are true, and the first of these days. */
  announced: Type.Object({ records: Count, next: Nullable(Day) }),
  bodies: Type.Array(BoardBody),
})
export type Board = Static<typeof Board>

export const BoardParcel = Type.Object({
  parcelId: Type.String(),
  sender: Type.String(),
  unit: Type.String(),
  unitName: Type.String(),
  kind: Type.String(),
  count: Count,
  state: ParcelState,
  receivedAt: Nullable(Instant),
  concludedAt: Nullable(Instant),
  entered: Count,
  unchanged: Count,
  returned: Count,
  held: Count,
  announced: Count,
  refused: Count,
})
export type BoardParcel = Static<typeof BoardParcel>
export const BoardParcels = Type.Object({ parcels: Type.Array(BoardParcel), next: Nullable(Type.String()) })
export type BoardParcels = Static<typeof BoardParcels>
export const BoardFindings = Type.Object({
  parcel: BoardParcel,
  findings: Type.Array(FindingCount),
  /** What of it waits, by day. */
  announced: Type.Array(Type.Object({ day: Day, records: Count })),
})
export type BoardFindings = Static<typeof BoardFindings>

/** What a vendor needs to adapt to an edition: fields, rules, and the ids of its code lists. */
export const StandardDocument = Type.Object({
  edition: Type.String(),
  ruleSet: Type.String(),
  fields: Type.Array(Type.Unknown()),
  rules: Type.Array(
    Type.Object({
      id: Type.String(),
      weight: Weight,
      word: Word,
      message: Text,
      legal: Type.String(),
      fields: Type.Array(Type.String()),
    }),
  ),
  codeLists: Type.Array(Type.String()),
})
export type StandardDocument = Static<typeof StandardDocument>

/** Verification keys of the log and its witnesses, in the C2SP signed-note format. */
export const LogKeys = Type.Object({ origin: Type.String(), log: Type.String(), witnesses: Type.Array(Type.String()) })
export type LogKeys = Static<typeof LogKeys>

export const Health = Type.Object({
  ok: Type.Boolean(),
  version: Type.String(),
  /** Whether people can sign in by the national e-ID here. */
  eid: Type.Boolean(),
})
export type Health = Static<typeof Health>
