/** Puts the provider and the web's own session together, one a process. */
import { randomBytes, randomUUID } from 'node:crypto'
import { Server as TlsServer } from 'node:tls'
import { type AccountsFrame, providerRows } from '@cbccvc/registry'
import type { FastifyInstance } from 'fastify'
import type { SessionCookie } from '../signin/cookie.ts'
import { type Issuer, mountIssuer, openIssuer } from './issuer.ts'
import { type WebSession, webClient, webSession } from './web-session.ts'

export interface WebOptions {
  readonly app: FastifyInstance
  readonly accounts: AccountsFrame
  readonly cookie: SessionCookie
  /** Over http on this machine: cookies cannot have the prefixes that need TLS. */
  readonly plain: boolean
  /** Undefined: the address that the app listens on. */
  readonly address: string | undefined
  readonly report: (incident: string, error: unknown) => void
}

export function openWeb(options: WebOptions): { readonly issuer: Issuer; readonly web: WebSession } {
  const { app, accounts, cookie, plain } = options
  const address = () => options.address ?? listening(app)
  const secret = randomBytes(32).toString('base64url')
  const issuer = openIssuer({
    ...{ accounts, address, rows: providerRows(accounts) },
    own: () => [webClient(address(), secret)],
    client: async () => null,
    report: (error) => options.report(randomUUID(), error),
  })
  mountIssuer(app, issuer)
  return { issuer, web: webSession({ app, issuer, accounts, session: cookie, secret, plain }) }
}

/** Where the app listens, as an address of this machine. */
function listening(app: FastifyInstance): string {
  const at = app.server.address()
  if (at === null || typeof at === 'string') throw new Error('the server does not listen yet')
  const any = at.address === '0.0.0.0' || at.address === '::'
  const scheme = app.server instanceof TlsServer ? 'https' : 'http'
  return `${scheme}://${any ? '127.0.0.1' : at.family === 'IPv6' ? `[${at.address}]` : at.address}:${at.port}`
}
