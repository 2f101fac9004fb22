/**
 * The shapes of second factors. Those of passkeys are the JSON forms of W3C Web Authentication level 3 (5.1.8, 5.1.9,
 * 5.1.10), as browsers give and take them; binary values are base64url.
 */
import { type Static, Type } from 'typebox'
import { Interaction } from './account-shapes.ts'

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([Type.Null(), schema])
const Instant = Type.String({ format: 'date-time' })
const Uuid = Type.String({ format: 'uuid' })
const Base64url = Type.String({ minLength: 1, maxLength: 12_000, pattern: '^[A-Za-z0-9_-]+$' })
const Secret = Type.String({ minLength: 1, maxLength: 1024 })
const PublicKey = Type.Literal('public-key')
const Described = Type.Object({ id: Type.String(), type: PublicKey })

/** Own second factors; no secret among them. */
export const Factors = Type.Object({
  /** Null: no authenticator app. */
  totpMadeAt: Nullable(Instant),
  passkeys: Type.Array(
    Type.Object({
      passkeyId: Uuid,
      name: Type.String(),
      madeAt: Instant,
      usedAt: Nullable(Instant),
      /** It lives on several devices of its holder. */
      synced: Type.Boolean(),
      /** Its counter went back: perhaps copied. It opens nothing any more. */
      suspected: Type.Boolean(),
    }),
  ),
  /** Since when the e-ID opens the account; null: it does not. */
  eidSince: Nullable(Instant),
  recoveryCodesLeft: Type.Integer(),
})
export type Factors = Static<typeof Factors>

/** What `navigator.credentials.create` is given. */
export const PasskeyOffer = Type.Object({
  challenge: Type.String(),
  rp: Type.Object({ name: Type.String(), id: Type.String() }),
  user: Type.Object({ id: Type.String(), name: Type.String(), displayName: Type.String() }),
  pubKeyCredParams: Type.Array(Type.Object({ alg: Type.Integer(), type: PublicKey })),
  timeout: Type.Integer(),
  attestation: Type.Literal('none'),
  excludeCredentials: Type.Array(Described),
  authenticatorSelection: Type.Object({
    residentKey: Type.Literal('preferred'),
    userVerification: Type.Literal('required'),
    requireResidentKey: Type.Boolean(),
  }),
})
export type PasskeyOffer = Static<typeof PasskeyOffer>

/** What `navigator.credentials.get` is given. */
export const PasskeyQuestion = Type.Object({
  challenge: Type.String(),
  rpId: Type.String(),
  timeout: Type.Integer(),
  userVerification: Type.Literal('required'),
  allowCredentials: Type.Array(Described),
})
export type PasskeyQuestion = Static<typeof PasskeyQuestion>

const credential = { id: Base64url, rawId: Base64url, type: PublicKey }
/** What the browser made. */
const MadePasskey = Type.Object({
  ...credential,
  response: Type.Object({
    clientDataJSON: Base64url,
    attestationObject: Base64url,
    transports: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 10 })),
  }),
})
/** What the browser shows. */
const ShownPasskey = Type.Object({
  ...credential,
  response: Type.Object({
    clientDataJSON: Base64url,
    authenticatorData: Base64url,
    signature: Base64url,
    userHandle: Type.Optional(Nullable(Type.String({ maxLength: 200 }))),
  }),
})

export const NewPasskey = Type.Object({ name: Type.String({ maxLength: 400 }), response: MadePasskey })
export const PasskeyAdded = Type.Object({ passkeyId: Uuid })
export const PasskeyName = Type.Object({ name: Type.String({ maxLength: 400 }) })
export const SignInPasskeyQuestion = Type.Object({ step: Secret })
export const SignInPasskey = Type.Object({ step: Secret, response: ShownPasskey, interaction: Interaction })
export const StepUpPasskey = Type.Object({ response: ShownPasskey })

/** Where the page goes on to: the e-ID, which sends the browser back to us. */
export const EidTrip = Type.Object({ location: Type.String() })

/** A fresh seed for an authenticator app (base32, and as an otpauth address for a QR code), kept nowhere yet. */
export const Seed = Type.Object({ seed: Type.String(), uri: Type.String() })
/** That seed, and a code that the app made of it. */
export const NewTotp = Type.Object({ seed: Secret, code: Secret })
/** Shown this once; those before them serve no more. */
export const RecoveryCodes = Type.Object({ recoveryCodes: Type.Array(Type.String()) })
