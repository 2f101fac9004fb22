/** The shapes of signing in and of accounts. Instants are UTC, days `yyyy-mm-dd` of Asia/Ho_Chi_Minh, units their codes. */
import { type Static, type TSchema, Type } from 'typebox'

/** Null first: a validator that coerces would else make an empty text of it. */
const Nullable = <T extends TSchema>(schema: T) => Type.Union([Type.Null(), schema])
const Instant = Type.String({ format: 'date-time' })
const Day = Type.String({ format: 'date' })
const Uuid = Type.String({ format: 'uuid' })
/** A secret that somebody types or holds: bounded, so that nobody makes us hash megabytes. */
const Secret = Type.String({ minLength: 1, maxLength: 1024 })

/** The sign-in under way in this browser, as the page `/sign-in?uid=` was given it (`GET /session/start` begins one). */
export const Interaction = Type.Optional(Type.String({ minLength: 1, maxLength: 64 }))

export const SignIn = Type.Object({
  login: Type.String({ minLength: 1, maxLength: 200 }),
  password: Secret,
  interaction: Interaction,
})
/** The token of the second step: worth nothing by itself, for five minutes. */
export const SignInStep = Type.Object({ step: Type.String() })
/** `code`: six digits of the app, or a recovery code. */
export const SignInCode = Type.Object({ step: Secret, code: Secret, interaction: Interaction })
/** `next`: the own path to which the page goes on, and where the session's cookie comes from; no script can read it. */
export const SignedIn = Type.Object({ sessionId: Uuid, next: Type.String() })

export const InvitationCode = Type.Object({ code: Secret })
/** What is shown to who holds the code, and a fresh seed for the app (base32, and as an otpauth address for a QR code). */
export const Invitation = Type.Object({
  login: Type.String(),
  name: Type.String(),
  role: Type.String(),
  unit: Nullable(Type.String()),
  unitName: Nullable(Type.String()),
  seed: Type.String(),
  uri: Type.String(),
})
export type Invitation = Static<typeof Invitation>
/** The seed that `Invitation` gave, and a code that the app made of it. */
export const Acceptance = Type.Object({ code: Secret, password: Secret, seed: Secret, totp: Secret })
/** Shown this once. */
export const Accepted = Type.Object({ login: Type.String(), recoveryCodes: Type.Array(Type.String()) })

/** `unit`: the code of today; null: the nation, or a unit that has ended. */
export const Grant = Type.Object({
  id: Uuid,
  role: Type.String(),
  unit: Nullable(Type.String()),
  unitName: Nullable(Type.String()),
  via: Type.Union([Type.Literal('issued'), Type.Literal('acting'), Type.Literal('delegated')]),
  validFrom: Day,
  validTo: Nullable(Day),
})
export type Grant = Static<typeof Grant>

export const Me = Type.Object({
  accountId: Uuid,
  login: Type.String(),
  name: Type.String(),
  sessionId: Uuid,
  /** Whether the account is bound to a person of the register. */
  bound: Type.Boolean(),
  grants: Type.Array(Grant),
  secondFactor: Type.Boolean(),
  /** Actions of the table of rights that some role of this account has: what pages offer. Each act is decided again. */
  can: Type.Array(Type.String()),
  /** Roles that this account may hand on. */
  mayGive: Type.Array(Type.String()),
  /** The day of the data. */
  today: Day,
  /** Until when the last second factor counts for what is grave; null: it does not any more. */
  steppedUpUntil: Nullable(Instant),
})
export type Me = Static<typeof Me>

export const Sessions = Type.Object({
  sessions: Type.Array(
    Type.Object({
      sessionId: Uuid,
      /** The session that asks. */
      current: Type.Boolean(),
      startedAt: Instant,
      seenAt: Instant,
      address: Type.String(),
    }),
  ),
})
export type Sessions = Static<typeof Sessions>

/** Units of the own part of the tree, for whoever picks one: by code, name and the names above it. */
export const Units = Type.Object({
  units: Type.Array(
    Type.Object({ code: Type.String(), name: Type.String(), above: Type.Array(Type.String()), body: Type.String() }),
  ),
  /** Whether more were found than are given. */
  more: Type.Boolean(),
})
export type Units = Static<typeof Units>

/** What somebody is about to choose; nothing of it is kept. */
export const PasswordTry = Type.Object({ password: Secret, login: Type.String({ maxLength: 200 }) })
export const StepUp = Type.Object({ code: Secret })
export const NewPassword = Type.Object({ old: Secret, chosen: Secret })
export const Done = Type.Object({ done: Type.Literal(true) })

export const Accounts = Type.Object({
  accounts: Type.Array(
    Type.Object({
      accountId: Uuid,
      login: Type.String(),
      name: Type.String(),
      /** `suspended`: nobody signs in to it until it goes on. */
      state: Type.Union([Type.Literal('active'), Type.Literal('suspended')]),
      grants: Type.Array(Grant),
      /** It holds something outside the own part: only whoever is over both suspends, closes or resets it. */
      elsewhere: Type.Boolean(),
    }),
  ),
})
export type Accounts = Static<typeof Accounts>

/** A role over a unit (null: the nation) for some time; `acting` has a last day. */
const RoleWish = {
  role: Type.String({ maxLength: 64 }),
  unit: Nullable(Type.String({ maxLength: 64 })),
  via: Type.Union([Type.Literal('issued'), Type.Literal('acting')]),
  validFrom: Day,
  validTo: Nullable(Day),
}
export const NewInvitation = Type.Object({
  login: Type.String({ maxLength: 200 }),
  name: Type.String({ maxLength: 1000 }),
  /** The personal number of whom the account is bound to: looked up, kept nowhere, given back nowhere. */
  soDinhDanh: Nullable(Type.String({ maxLength: 20 })),
  ...RoleWish,
})
export const NewGrant = Type.Object(RoleWish)
/** `login`: of the account that is to act; it holds a role in the same body. */
export const NewDelegation = Type.Object({
  login: Type.String({ minLength: 1, maxLength: 200 }),
  unit: Type.String({ maxLength: 64 }),
  validFrom: Day,
  validTo: Day,
})
/** What the own account has passed on and not ended, today's and later ones. */
export const Delegations = Type.Object({
  delegations: Type.Array(Type.Object({ grant: Grant, login: Type.String(), name: Type.String() })),
})
export type Delegations = Static<typeof Delegations>
/** `invited`: the code is shown this once. `asked`: a second person must approve. */
export const Issued = Type.Union([
  Type.Object({ kind: Type.Literal('invited'), invitationId: Uuid, code: Type.String(), expiresAt: Instant }),
  Type.Object({ kind: Type.Literal('granted'), grantId: Uuid }),
  Type.Object({ kind: Type.Literal('registered'), systemId: Uuid }),
  Type.Object({ kind: Type.Literal('partyRegistered'), partyId: Type.String() }),
  /** Of a system or a relying party: its key, its budget, or it goes on. */
  Type.Object({ kind: Type.Literal('changed') }),
  Type.Object({ kind: Type.Literal('asked'), requestId: Uuid, expiresAt: Instant }),
  Type.Object({ kind: Type.Literal('refused') }),
])
export type Issued = Static<typeof Issued>

/** Codes that were given and not used yet; the codes themselves are shown to nobody again. */
export const Invitations = Type.Object({
  invitations: Type.Array(
    Type.Object({
      invitationId: Uuid,
      /** `reset`: with it an account sets its factors anew. */
      kind: Type.Union([Type.Literal('invitation'), Type.Literal('reset')]),
      accountId: Nullable(Uuid),
      login: Type.String(),
      name: Type.String(),
      /** Of a reset: the first role that the account holds. */
      role: Type.String(),
      unit: Nullable(Type.String()),
      unitName: Nullable(Type.String()),
      madeAt: Instant,
      expiresAt: Instant,
      /** The name of who made it; null: the command line of the centre. */
      madeBy: Nullable(Type.String()),
    }),
  ),
})
export type Invitations = Static<typeof Invitations>

export const Approvals = Type.Object({
  requests: Type.Array(
    Type.Object({
      requestId: Uuid,
      askedBy: Uuid,
      askedByName: Type.String(),
      askedAt: Instant,
      expiresAt: Instant,
      kind: Type.Union([
        Type.Literal('invitation'),
        Type.Literal('grant'),
        Type.Literal('system'),
        Type.Literal('systemChange'),
        Type.Literal('party'),
        Type.Literal('partyChange'),
        Type.Literal('reset'),
      ]),
      /** Of an invitation: for whom. Of a system or a relying party: its id. Of a grant and a reset: whose account. */
      login: Nullable(Type.String()),
      name: Nullable(Type.String()),
      accountId: Nullable(Uuid),
      role: Type.String(),
      /** Of a system alone. */
      purposes: Type.Optional(Type.Array(Type.String())),
      /** Of a system or a relying party: what shall be true of it. What is left out is not changed. */
      registration: Type.Optional(
        Type.Object({
          /** `resume`: it goes on after a rest. */
          change: Nullable(Type.Union([Type.Literal('key'), Type.Literal('budget'), Type.Literal('resume')])),
          /** Thumbprints of its keys (RFC 7638), to be compared with what its holder says. */
          keys: Type.Optional(Type.Array(Type.String())),
          /** Different people that a system may look at in a day. */
          peopleADay: Type.Optional(Type.Integer()),
          redirectUris: Type.Optional(Type.Array(Type.String())),
          postLogoutRedirectUris: Type.Optional(Type.Array(Type.String())),
          backchannelLogoutUri: Type.Optional(Nullable(Type.String())),
          scopes: Type.Optional(Type.Array(Type.String())),
        }),
      ),
      unit: Nullable(Type.String()),
      unitName: Nullable(Type.String()),
      validFrom: Day,
      validTo: Nullable(Day),
    }),
  ),
})
export type Approvals = Static<typeof Approvals>
export const Approval = Type.Object({ approve: Type.Boolean() })
