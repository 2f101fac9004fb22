/** The shapes of other systems that may read, and of relying parties. Days `yyyy-mm-dd` of Asia/Ho_Chi_Minh, units their codes. */
import { type Static, Type } from 'typebox'

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([Type.Null(), schema])
const Day = Type.String({ format: 'date' })
const Instant = Type.String({ format: 'date-time' })
const Uuid = Type.String({ format: 'uuid' })
const Coordinate = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' })

/** A public key as JWK: P-256 (`EC`, with `y`) or Ed25519 (`OKP`). A private member is refused. */
export const SystemKey = Type.Object({
  kty: Type.Union([Type.Literal('EC'), Type.Literal('OKP')]),
  crv: Type.Union([Type.Literal('P-256'), Type.Literal('Ed25519')]),
  x: Coordinate,
  y: Type.Optional(Coordinate),
})

/** Different people that it may look at in a day of Asia/Ho_Chi_Minh, each counted once. */
const PeopleADay = Type.Integer({ minimum: 1, maximum: 2_000_000_000 })

export const NewSystem = Type.Object({
  clientId: Type.String({ maxLength: 200 }),
  name: Type.String({ maxLength: 1000 }),
  publicKey: SystemKey,
  /** Codes of the purposes of the standard. */
  purposes: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 20 }),
  /** Null: the nation. */
  unit: Nullable(Type.String({ maxLength: 64 })),
  validFrom: Day,
  validTo: Day,
  peopleADay: PeopleADay,
})
export type NewSystem = Static<typeof NewSystem>

export const NewSystemKey = Type.Object({ publicKey: SystemKey })
export type NewSystemKey = Static<typeof NewSystemKey>
export const NewSystemBudget = Type.Object({ peopleADay: PeopleADay })
export type NewSystemBudget = Static<typeof NewSystemBudget>

export const Systems = Type.Object({
  systems: Type.Array(
    Type.Object({
      systemId: Uuid,
      clientId: Type.String(),
      name: Type.String(),
      purposes: Type.Array(Type.String()),
      /** Null: the nation, or a unit that has ended. */
      unit: Nullable(Type.String()),
      nation: Type.Boolean(),
      validFrom: Day,
      validTo: Day,
      peopleADay: Type.Integer(),
      /** Thumbprint of its key (RFC 7638). */
      key: Type.String(),
      keySince: Instant,
      /** Null: it does not rest. */
      suspendedAt: Nullable(Instant),
      /** Null: it was not ended; its days may still be over. */
      endedAt: Nullable(Instant),
    }),
  ),
})
export type Systems = Static<typeof Systems>

const Addresses = Type.Array(Type.String({ maxLength: 1000 }), { maxItems: 20 })
const Keys = Type.Array(SystemKey, { maxItems: 20 })

/** A system into which people sign in with their accounts here. */
export const NewParty = Type.Object({
  partyId: Type.String({ maxLength: 200 }),
  name: Type.String({ maxLength: 1000 }),
  /** Whole and exact, over TLS, of one host. */
  redirectUris: Addresses,
  postLogoutRedirectUris: Addresses,
  /** Where it is told that a sign-in is over; null: it asks for itself. */
  backchannelLogoutUri: Nullable(Type.String({ maxLength: 1000 })),
  publicKeys: Keys,
  /** Of `openid`, `profile`, `roles`. */
  scopes: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 20 }),
})
export type NewParty = Static<typeof NewParty>

/** All keys that it signs by from now on: the one in use and the next one may stand side by side. */
export const NewPartyKeys = Type.Object({ publicKeys: Keys })
export type NewPartyKeys = Static<typeof NewPartyKeys>

export const Parties = Type.Object({
  parties: Type.Array(
    Type.Object({
      partyId: Type.String(),
      name: Type.String(),
      redirectUris: Type.Array(Type.String()),
      postLogoutRedirectUris: Type.Array(Type.String()),
      backchannelLogoutUri: Nullable(Type.String()),
      scopes: Type.Array(Type.String()),
      /** Thumbprints of its keys (RFC 7638). */
      keys: Type.Array(Type.String()),
      keysSince: Instant,
      registeredAt: Instant,
      suspendedAt: Nullable(Instant),
      endedAt: Nullable(Instant),
      /** Ends of sign-ins that it was not told, because it did not answer for three quarters of an hour. */
      logoutsGivenUp: Type.Integer(),
      logoutGivenUpAt: Nullable(Instant),
      /** Ends of sign-ins that it did not hear yet, and is told again. */
      logoutsWaiting: Type.Integer(),
    }),
  ),
})
export type Parties = Static<typeof Parties>
