/**
 * The shapes of looking at records. Whoever looks says why, in the body: a look is written down, and neither a name nor a
 * number ever stands in an address. A person is named by a `ref`: 22 characters that tell nothing.
 */
import { type FieldClass, fieldClasses } from '@cbccvc/standard'
import { type Static, type TSchema, Type } from 'typebox'
import { Purpose } from './purposes.ts'

/** Null first: a validator that coerces would else make an empty text of it. */
const Nullable = <T extends TSchema>(schema: T) => Type.Union([Type.Null(), schema])
const Instant = Type.String({ format: 'date-time' })
const Day = Type.String({ format: 'date' })
const Ref = Type.String()

/** The classes that are asked for: all of them, or nothing. Left out: those that the rights give without a step-up. */
const Classes = Type.Optional(
  Type.Array(Type.Unsafe<FieldClass>(Type.Union(fieldClasses.map((of) => Type.Literal(of)))), {
    minItems: 1,
    maxItems: fieldClasses.length,
    uniqueItems: true,
  }),
)
const why = { purpose: Type.Optional(Purpose), classes: Classes }
/** Asks for the names of the codes as well. */
const names = { names: Type.Optional(Type.Boolean()) }
const time = {
  /** What is true on this day; left out: no limit. */
  trueOn: Type.Optional(Day),
  /** What was known by this instant; left out: no limit. */
  knownBy: Type.Optional(Instant),
}
const page = {
  /** `next` of the page before. */
  after: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
}

export const Look = Type.Object({ ...why, ...names })
export type Look = Static<typeof Look>
export const LookAsOf = Type.Object({ ...why, ...names, ...time })
export type LookAsOf = Static<typeof LookAsOf>
/** The own record needs no purpose. */
export const OwnLook = Type.Object({ classes: Classes, ...names, ...time })
export type OwnLook = Static<typeof OwnLook>

/** `masked`: that something is stated, and of a long number its last digits. `bad`: stated, but not counted as true. */
export const SeenField = Type.Object({
  form: Type.Union([Type.Literal('clear'), Type.Literal('masked')]),
  value: Type.Unknown(),
  bad: Type.Boolean(),
})
const Fields = Type.Record(Type.String(), SeenField)
/** Where the register has somebody: the code of today; null: a unit that has ended. */
const place = { unit: Nullable(Type.String()), unitName: Nullable(Type.String()) }

/** A class that is masked here or not shown, and what would show it. */
const ClosedClass = Type.Object({
  class: Type.Unsafe<FieldClass>(Type.Union(fieldClasses.map((of) => Type.Literal(of)))),
  form: Type.Union([Type.Literal('masked'), Type.Literal('hidden')]),
  /** Null: nothing that the caller could do; the roles of today do not reach it. */
  opens: Nullable(Type.Union([Type.Literal('stepUp'), Type.Literal('case'), Type.Literal('breakGlass')])),
})
export type ClosedClass = Static<typeof ClosedClass>

export const SeenRecord = Type.Object({
  person: Ref,
  /** The body whose statements make the present record. */
  holder: Type.String(),
  ...place,
  fields: Fields,
  /** What the rights leave out of it. */
  closed: Type.Array(ClosedClass),
  /** Where `names` was asked for: list → code → name. Lists are called as the standard's fields call them. */
  names: Type.Optional(Type.Record(Type.String(), Type.Record(Type.String(), Type.String()))),
  /** What the person restricted the processing of, none: the whole record; null: nothing. A mark for who works with it. */
  restricted: Nullable(Type.Array(Type.String())),
})
export type SeenRecord = Static<typeof SeenRecord>

export const SeenHistory = Type.Object({
  person: Ref,
  /** What was stated about the person, in the order in which it was entered. */
  versions: Type.Array(
    Type.Object({
      /** Digest of the entry, and of the one that it replaces or takes back. */
      entry: Type.String(),
      replaces: Nullable(Type.String()),
      kind: Type.String(),
      /** The body that stated it, or `populationRegister`. */
      source: Type.String(),
      ...place,
      recordedAt: Instant,
      trueFrom: Day,
      /** Whether it still counts: neither taken back nor replaced by a correction. */
      stands: Type.Boolean(),
      fields: Fields,
    }),
  ),
})
export type SeenHistory = Static<typeof SeenHistory>

export const LookAtPeople = Type.Object({ ...why, ...page })
export type LookAtPeople = Static<typeof LookAtPeople>
/** `name`: words, each of which begins a word of the name, with or without marks; or `number`: the whole personal number. */
export const SearchPeople = Type.Object({
  ...why,
  ...page,
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  number: Type.Optional(Type.String({ pattern: '^\\d{9,12}$' })),
})
export type SearchPeople = Static<typeof SearchPeople>

export const SeenPeople = Type.Object({
  people: Type.Array(Type.Object({ person: Ref, ...place, status: Nullable(Type.String()), fields: Fields })),
  /** For the next page; null on the last one. */
  next: Nullable(Type.String()),
})
export type SeenPeople = Static<typeof SeenPeople>

const Field = Type.String({ minLength: 1, maxLength: 64 })
/** Each: the field has one of these codes. Coded fields of the classes public and internal; of a date of birth the year. */
const Filter = Type.Array(
  Type.Object({
    field: Field,
    anyOf: Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { minItems: 1, maxItems: 50 }),
  }),
  { maxItems: 8 },
)
export const FilterPeople = Type.Object({
  ...why,
  ...page,
  filter: Filter,
  /** By the code of a public field, then by name. */
  sort: Type.Optional(Type.Object({ field: Field, down: Type.Optional(Type.Boolean()) })),
})
export type FilterPeople = Static<typeof FilterPeople>

export const CountPeople = Type.Object({ purpose: why.purpose, filter: Filter })
export type CountPeople = Static<typeof CountPeople>
export const FacetPeople = Type.Object({ purpose: why.purpose, field: Field, filter: Type.Optional(Filter) })
export type FacetPeople = Static<typeof FacetPeople>

/** Null: fewer than about ten (only where the counts are protected). */
const ShownCount = Nullable(Type.Integer({ minimum: 0 }))
/** `protected`: the caller may not see these people themselves; counts are then noisy, in fives, from 10 on. */
export const CountedPeople = Type.Object({ count: ShownCount, protected: Type.Boolean() })
export type CountedPeople = Static<typeof CountedPeople>
const ByValue = Type.Array(
  Type.Object({
    /** Null: not stated. */
    value: Nullable(Type.String()),
    count: ShownCount,
  }),
)
export const Facet = Type.Object({ values: ByValue, protected: Type.Boolean() })
export type Facet = Static<typeof Facet>

/** `unit` null: the nation. */
export const AskStatistics = Type.Object({ unit: Nullable(Type.String({ maxLength: 64 })), field: Field })
export type AskStatistics = Static<typeof AskStatistics>
const Sum = Type.Object({ ...place, people: ShownCount, values: ByValue })
/** Always protected. A unit of fewer than 20 people is not shown by value. */
export const Statistics = Type.Object({ field: Type.String(), whole: Sum, parts: Type.Array(Sum) })
export type Statistics = Static<typeof Statistics>

/** What the public may see of somebody: field id → what the ceiling leaves of the value. */
const PublicPerson = Type.Object({ ...place, fields: Type.Record(Type.String(), Type.Unknown()) })
export const Directory = Type.Object({
  people: Type.Array(PublicPerson),
  /** For the next page; null on the last one. */
  next: Nullable(Type.String()),
})
export type Directory = Static<typeof Directory>
export const DirectoryPage = Type.Object({
  after: Type.Optional(Type.String({ minLength: 22, maxLength: 22 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
})
export type DirectoryPage = Static<typeof DirectoryPage>
/** `name`: words, each of which begins a word of the name; two letters at least. */
export const SearchDirectory = Type.Object({
  unit: Type.String({ minLength: 1, maxLength: 64 }),
  name: Type.String({ minLength: 2, maxLength: 200 }),
  after: Type.Optional(Type.String({ minLength: 22, maxLength: 22 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
})
export type SearchDirectory = Static<typeof SearchDirectory>
