/** The shapes of other systems that may read. Days `yyyy-mm-dd` of Asia/Ho_Chi_Minh, units their codes. */
import { type Static, Type } from 'typebox'

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([Type.Null(), schema])
const Day = Type.String({ format: 'date' })
const Uuid = Type.String({ format: 'uuid' })
const Coordinate = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' })

/** A public key as JWK: P-256 (`EC`, with `y`) or Ed25519 (`OKP`). A private member is refused. */
export const SystemKey = Type.Object({
  kty: Type.Union([Type.Literal('EC'), Type.Literal('OKP')]),
  crv: Type.Union([Type.Literal('P-256'), Type.Literal('Ed25519')]),
  x: Coordinate,
  y: Type.Optional(Coordinate),
})

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
})
export type NewSystem = Static<typeof NewSystem>

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
      /** Null: it was not ended; its days may still be over. */
      endedAt: Nullable(Type.String({ format: 'date-time' })),
    }),
  ),
})
export type Systems = Static<typeof Systems>
