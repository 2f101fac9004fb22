/** Puts the provider and the web's own session together, one a process. */
import { randomBytes, randomUUID } from 'node:crypto'
import { Server as TlsServer } from 'node:tls'
import { kidOf } from '@cbccvc/evidence'
import {
  type AccountsFrame,
  endSession,
  findCaller,
  type House,
  holderOf,
  partyOf,
  providerRows,
  type RelyingSystem,
  rightsOf,
  type Subjects,
  type SystemKey,
  systemOf,
} from '@cbccvc/registry'
import type { FastifyInstance } from 'fastify'
import type { ClientMetadata } from 'oidc-provider'
import type { SessionCookie } from '../signin/cookie.ts'
import { type BoundTokens, boundTokens } from './bound.ts'
import { type Issuer, mountIssuer, openIssuer } from './issuer.ts'
import { tellLogouts } from './logout.ts'
import type { ToldRole } from './provider.ts'
import { type WebSession, webClient, webSession } from './web-session.ts'

export interface WebOptions {
  readonly app: FastifyInstance
  readonly house: House
  readonly subjects: Subjects
  readonly accounts: AccountsFrame
  readonly cookie: SessionCookie
  /** Over http on this machine: cookies cannot have the prefixes that need TLS. */
  readonly plain: boolean
  readonly sandbox: boolean
  /** Undefined: the address that the app listens on. */
  readonly address: string | undefined
  readonly report: (incident: string, error: unknown) => void
}

export interface WebDoor {
  readonly issuer: Issuer
  readonly web: WebSession
  readonly bound: BoundTokens
  /** One step of telling relying parties whose sign-ins are over; true when there may be more to do at once. */
  readonly tellLogouts: (giveUp?: (partyId: string) => void) => Promise<boolean>
}

export function openWeb(options: WebOptions): WebDoor {
  const { app, house, subjects, accounts, cookie, plain } = options
  let own: string | undefined
  const address = () => {
    own ??= options.address ?? listening(app)
    return own
  }
  const secret = randomBytes(32).toString('base64url')
  const issuer = openIssuer({
    ...{ accounts, address, rows: providerRows(accounts) },
    own: () => [webClient(address(), secret)],
    async client(id) {
      const caller = /^[0-9a-f]{16}$/.test(id) ? await findCaller(house.pool, id) : undefined
      if (caller) return caller.sandbox && !options.sandbox ? null : keyed(id, ed25519(caller.publicKey))
      const system = await systemOf(accounts, id)
      if (system) return keyed(id, system.publicKey)
      const party = await partyOf(accounts, id)
      return party && metadataOf(party)
    },
    rolesOf: (sessionId) => rolesOf(house, accounts, sessionId),
    async signOut(sessionId) {
      const holder = await holderOf(accounts, sessionId)
      if (!holder) return
      const of = { accountId: holder.accountId, sessionId, by: holder.accountId, reason: 'signedOut' } as const
      await endSession(accounts.pool, accounts.now(), of)
      subjects.forget()
    },
    report: (error) => options.report(randomUUID(), error),
  })
  mountIssuer(app, issuer)
  return {
    issuer,
    bound: boundTokens(issuer, accounts),
    web: webSession({ app, issuer, accounts, session: cookie, secret, plain }),
    tellLogouts: async (giveUp = () => {}) => tellLogouts(await issuer.provider(), accounts, giveUp),
  }
}

/** A client that nobody signs in to: its registered keys are all that it has. */
function keyed(id: string, key: SystemKey): ClientMetadata {
  return {
    ...{ client_id: id, grant_types: ['client_credentials'], response_types: [], redirect_uris: [] },
    ...{ token_endpoint_auth_method: 'private_key_jwt', subject_type: 'public', dpop_bound_access_tokens: true },
    jwks: { keys: [named(key)] },
  }
}

const ed25519 = (key: Uint8Array) =>
  ({ kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key).toString('base64url') }) as const

/** An assertion names an Ed25519 key as every seal of ours does, or none; a key of another kind is not named. */
const named = (key: SystemKey) =>
  key.kty === 'OKP' ? { ...key, kid: kidOf(Buffer.from(key.x, 'base64url')) } : { ...key }

/** A relying party as the library is told of it. */
function metadataOf(party: RelyingSystem): ClientMetadata {
  return {
    client_id: party.id,
    client_name: party.name,
    redirect_uris: [...party.redirectUris],
    post_logout_redirect_uris: [...party.postLogoutRedirectUris],
    ...(party.backchannelLogoutUri !== null && {
      backchannel_logout_uri: party.backchannelLogoutUri,
      backchannel_logout_session_required: true,
    }),
    grant_types: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_method: 'private_key_jwt',
    jwks: { keys: party.publicKeys.map(named) },
    scope: party.scopes.join(' '),
  }
}

async function rolesOf(house: House, accounts: AccountsFrame, sessionId: string): Promise<ToldRole[]> {
  const holder = await holderOf(accounts, sessionId)
  if (!holder) return []
  const tree = await house.units.current()
  const grants = await rightsOf(house, accounts, holder)
  return grants.map(({ role, unitId }) => ({
    role,
    unit: unitId === null ? null : (tree.calledOf(unitId)?.code ?? null),
  }))
}

/** Where the app listens, as an address of this machine. */
function listening(app: FastifyInstance): string {
  const at = app.server.address()
  if (at === null || typeof at === 'string') throw new Error('the server does not listen yet')
  const any = at.address === '0.0.0.0' || at.address === '::'
  const scheme = app.server instanceof TlsServer ? 'https' : 'http'
  return `${scheme}://${any ? '127.0.0.1' : at.family === 'IPv6' ? `[${at.address}]` : at.address}:${at.port}`
}
