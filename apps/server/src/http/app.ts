/** The doors: one row of the contract's route table each; headers, limits and errors in one place. */
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { limits, openApi, type Route, type RouteName, routes } from '@cbccvc/contract'
import {
  type Caller,
  type House,
  linked,
  openAccounts,
  openWatch,
  type Pool,
  type Subject,
  subjects,
  tellLinks,
  withNewKeys,
} from '@cbccvc/registry'
import fastifyStatic from '@fastify/static'
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
} from 'fastify'
import { openWeb } from '../oidc/open.ts'
import { forgetUs, requireOwnPage, sessionCookie } from '../signin/cookie.ts'
import { type EidSettings, openEid } from '../signin/eid.ts'
import type { SignInDesk } from '../signin/handlers.ts'
import { callerFinder, isBound, systemFinder } from './caller.ts'
import { type Doors, handlers } from './handlers.ts'
import { answerParserError, securityHeaders, setSecurityHeaders } from './headers.ts'
import { credential, type RateLimits, rateGate, rateLimits } from './rates.ts'
import { Refusal, refusalOf, sendRefusal } from './refusal.ts'
import { aboutOf, kindOf, type SecurityEvents, securityEvents } from './security-events.ts'
import { measureAddress, measureJson, measureType, shapeLimits } from './shape.ts'
import { type TlsPair, tlsOptions } from './tls.ts'
import { type UploadLimits, uploadGate, uploadLimits } from './uploads.ts'

const web = fileURLToPath(new URL('../../../web/dist/', import.meta.url))

export interface AppOptions extends Doors {
  readonly house: House
  /** Works as the role cbccvc_identity: accounts and sessions. The caller ends it. */
  readonly identity: Pool
  /** Works as the role cbccvc_desk: records as accounts may see them. The caller ends it. */
  readonly records: Pool
  /** Works as the role cbccvc_watch: the access log for those who watch. The caller ends it. */
  readonly watch: Pool
  readonly sandbox: boolean
  /** Where browsers reach the server, without a trailing slash; by default the address that it listens on. */
  readonly address?: string | undefined
  /** How the national e-ID is known; null or left out: nobody signs in by it. */
  readonly eid?: EidSettings | null
  /** Where faults are written: an incident number and the error's name and place, never a value. */
  readonly report: (incident: string, error: unknown) => void
  /** Where what is refused is written and counted; left out: nowhere. */
  readonly events?: SecurityEvents
  readonly uploads?: Partial<UploadLimits>
  readonly rates?: RateLimits
  /** Addresses or networks of the proxies whose word about who asks is believed; nobody's otherwise. */
  readonly trustProxy?: readonly string[]
  /** Certificate chain and key in PEM: the doors speak TLS. */
  readonly tls?: TlsPair
  /** A proxy before us speaks TLS. */
  readonly tlsByProxy?: boolean
}

export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const {
    house,
    identity,
    records,
    watch,
    sandbox,
    address,
    eid = null,
    report,
    events = securityEvents(() => {}),
    uploads: most,
    rates: often = rateLimits,
    ...rest
  } = options
  const { trustProxy = [], tls, tlsByProxy = false, ...doors } = rest
  const secure = tls !== undefined || tlsByProxy
  const headers = securityHeaders(secure)
  const { headerBytes: maxHeaderSize, headersTimeoutMs: headersTimeout } = shapeLimits
  const http = { maxHeaderSize, headersTimeout, connectionsCheckingInterval: 5000 }
  const app: FastifyInstance = Fastify({
    logger: false,
    bodyLimit: limits.partBytes,
    requestTimeout: 300_000,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: true,
    trustProxy: trustProxy.length > 0 && [...trustProxy],
    ...(tls ? { https: { ...http, ...tlsOptions(tls) } } : { http }),
    clientErrorHandler(error, socket) {
      const code = answerParserError(error, socket, headers)
      if (code) events.note({ kind: 'shape', code, route: 'none', address: socket.remoteAddress ?? '' })
    },
    frameworkErrors: (error, request, reply) => {
      setSecurityHeaders(reply.raw, headers)
      const refused = refusalOf(error) ?? new Refusal('request.notFound')
      events.note({ kind: 'shape', code: refused.code, route: 'none', address: request.ip })
      sendRefusal(reply, refused)
    },
  } as FastifyServerOptions)
  const callers = callerFinder(house.pool, sandbox)
  const uploads = uploadGate({ ...uploadLimits, ...most })
  const rates = rateGate(often)
  const accounts = openAccounts(house, identity)
  const cookie = sessionCookie(sandbox && !secure)
  const asking = subjects(house, accounts)
  const plain = sandbox && !secure
  const door = openWeb({ app, house, subjects: asking, accounts, cookie, plain, sandbox, address, report })
  const signIn = {
    ...{ accounts, subjects: asking, cookie, plain, ...door },
    origin: () => namedOrigin(door.issuer.address(), sandbox),
  }
  const desk: SignInDesk = {
    ...signIn,
    eid: openEid(app, { house, desk: signIn, settings: eid, plain }),
  }
  const byName = handlers(doors, desk, linked(records, house.keys), openWatch(house, watch))
  app.addHook('onClose', async () => void (await Promise.all([records, watch, identity].map(tellLinks))))
  app.decorate('tellLogouts', door.tellLogouts)

  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/zstd',
    { parseAs: 'buffer', bodyLimit: limits.partBytes },
    (_request, body, done) => done(null, body),
  )
  // Refuses __proto__ and constructor keys; small, because what accounts say is.
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: shapeLimits.jsonBytes },
    (request, body: string, done) => {
      try {
        measureJson(body)
      } catch (error) {
        return done(error as Error)
      }
      return parseJson(request, body, done)
    },
  )
  app.addContentTypeParser(
    ['application/jose', 'text/plain'],
    { parseAs: 'string', bodyLimit: limits.manifestBytes },
    (_request, body, done) => done(null, body),
  )

  app.addHook('onRequest', async (request, reply) => {
    setSecurityHeaders(reply.raw, headers)
    measureAddress(request.raw)
    // Who must be known is counted by who they are, once that is found out.
    if (!request.routeOptions.config.known) rates.address(request.ip, reply, request.routeOptions.config.cost)
  })
  /** What the request shows to be known by: the client that its token names, or its session. */
  const shownBy = (request: FastifyRequest) => {
    const { authorization } = request.headers
    return credential(authorization && (door.bound.namedBy(authorization) ?? authorization), cookie.read(request))
  }
  // Every answer of every route passes here, those of the provider's own included.
  app.addHook('onResponse', async (request, reply) => {
    const { subject, caller, refused } = request
    const { url = '', config } = request.routeOptions
    const code = refused?.code ?? (reply.statusCode >= 400 && url.startsWith('/oidc') ? `oidc.${reply.statusCode}` : '')
    // Whoever shows nothing to be known by is a visitor who has not signed in yet.
    if (code === '' || (reply.statusCode === 401 && config.known && shownBy(request) === '')) return
    const kind = kindOf(reply.statusCode, code, subject?.kind === 'account')
    if (kind === null) return
    const by = subject?.accountId
      ? subject.kind === 'system'
        ? { system: subject.accountId }
        : { account: subject.accountId }
      : caller && { sender: caller.sender }
    const route = config.name ?? (url || 'none')
    events.note({ kind, code, route, address: request.ip, by: by ?? null, about: refused?.about ?? null })
  })
  app.setErrorHandler((error, request, reply) => {
    const refused = refusalOf(error)
    // A browser whose session was ended elsewhere, or ran out, hears of it here. Its cookie is left: a new one may be on
    // its way from another page.
    if (refused?.code === 'caller.session' && cookie.read(request) !== '') reply.header('clear-site-data', forgetUs)
    if (refused) {
      request.refused = { code: refused.code, about: aboutOf(error) }
      return sendRefusal(reply, refused)
    }
    const incident = randomUUID()
    report(incident, error)
    return sendRefusal(reply, new Refusal('server.fault', { incident }))
  })
  // A person who follows a link gets the page, which routes by itself and says when there is none; a program a refusal.
  app.setNotFoundHandler((request, reply) =>
    wantsPage(request)
      ? reply.header('vary', 'accept, accept-encoding').sendFile('index.html')
      : sendRefusal(reply, new Refusal('request.notFound')),
  )

  const systems = systemFinder(accounts)
  /** Whoever brings a token that is bound to a key: a body's software, the operator's, another system. */
  const byToken = async (request: FastifyRequest, route: Route) => {
    const { method, url, headers } = request
    const proof = typeof headers.dpop === 'string' ? headers.dpop : undefined
    const shown = { authorization: headers.authorization ?? '', proof, method, path: url.split('?')[0] ?? '' }
    const { client, key } = await door.bound.clientOf(shown)
    if (route.caller === 'account' && route.orKey === undefined)
      request.subject = await systems.find(client, key, request.ip)
    else request.caller = allowed(await callers.find(client), route.orKey !== undefined ? 'operator' : route.caller)
  }
  /** Finds out who asks. Noise of strangers at an address is braked before anything is looked up for it. */
  const meet = async (request: FastifyRequest, route: Route) => {
    const shown = shownBy(request)
    if (shown !== '') rates.knock(request.ip, shown)
    try {
      const { authorization } = request.headers
      const byKey = route.caller !== 'account' || (route.orKey !== undefined && authorization !== undefined)
      if (isBound(authorization)) await byToken(request, route)
      else if (byKey) throw new Refusal('caller.unknown')
      else request.subject = await subjectOf(desk, request)
    } catch (error) {
      if (error instanceof Refusal) rates.failed(request.ip)
      throw error
    }
    rates.proven(shown)
  }
  for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
    app.route({
      method: route.method,
      url: route.path,
      ...(route.bodyBytes !== undefined && { bodyLimit: route.bodyBytes }),
      config: { name, known: isKnown(route), cost: route.action === 'session.start' ? signInCost : 1 },
      schema: { ...(route.query && { querystring: route.query }), ...(route.body && { body: closed(route.body) }) },
      // The caller is found before the body is read: a stranger cannot make us hold megabytes.
      onRequest: async (request, reply) => {
        if (route.takes) measureType(request, route.takes)
        // What a browser adds of itself is a cookie. Who shows a token bound to a key shows nothing else.
        if (route.takes === 'application/json' && !isBound(request.headers.authorization)) requireOwnPage(request)
        if (isKnown(route)) {
          await meet(request, route)
          if (request.caller) rates.sender(request.caller.sender, reply)
          if (request.subject) rates.account(request.subject, await house.units.current(), reply)
        }
        if (route.takes) uploads.enter(request, reply, request.caller?.sender ?? request.ip)
      },
      handler: (request, reply) =>
        withNewKeys(house.keys, () =>
          byName[name](house, { request, reply, caller: request.caller as Caller, subject: request.subject }),
        ),
    })
  }
  app.get('/openapi.json', async () => openApi())

  if (existsSync(web)) {
    await app.register(fastifyStatic, { root: web, wildcard: false, preCompressed: true, setHeaders: setCaching })
  }
  return app
}

/** An address that passkeys can be bound to: one with a name. A sandbox that is met by number is met at localhost too. */
function namedOrigin(address: string, sandbox: boolean): string | null {
  const url = new URL(address)
  if (!/^\[|^[\d.]+$/.test(url.hostname)) return url.origin
  if (!sandbox) return null
  url.hostname = 'localhost'
  return url.origin
}

declare module 'fastify' {
  interface FastifyInstance {
    /** A clock of the doors: one step of telling relying parties of sign-ins that are over; hears of who is given up. */
    tellLogouts: (giveUp?: (partyId: string) => void) => Promise<boolean>
  }
  interface FastifyContextConfig {
    /** Its name in the contract. */
    name?: RouteName
    /** The route asks who it is. */
    known?: boolean
    /** As how many requests one counts for an address. */
    cost?: number
  }
  interface FastifyRequest {
    caller?: Caller | undefined
    subject?: Subject | undefined
    /** What the answer refuses, for the log of the centre. */
    refused?: { readonly code: string; readonly about: string | null }
  }
}

function wantsPage({ method, url, headers }: FastifyRequest): boolean {
  return (
    existsSync(web) && method === 'GET' && !/^\/(v1|log)\//.test(url) && /\btext\/html\b/.test(headers.accept ?? '')
  )
}

/** The schema of a body that brings nothing else: what a form does not have is taken away before a handler sees it. */
const closed = (body: NonNullable<Route['body']>): object =>
  'properties' in body ? { ...body, additionalProperties: false } : body

/** Signing in hashes a password, on purpose slowly: it counts as so many requests. */
const signInCost = 4

const isKnown = ({ caller }: Route) => caller !== 'public'

function allowed(caller: Caller, by: Route['caller']): Caller {
  if (by === 'operator' && caller.role !== 'operator') throw new Refusal('caller.notAllowed')
  return caller
}

/** The account behind the session cookie. Throws `caller.session`. */
async function subjectOf({ subjects, cookie }: SignInDesk, request: FastifyRequest): Promise<Subject> {
  const subject = await subjects.of(cookie.read(request), request.ip)
  if (!subject) throw new Refusal('caller.session')
  return subject
}

/** Assets carry their hash in their name. The single-file verifier is a thing to keep, not a page of this server. */
function setCaching(reply: FastifyReply, path: string): void {
  if (path.endsWith('verifier.html')) reply.header('content-disposition', 'attachment; filename="cbccvc-verifier.html"')
  reply.header('cache-control', /[/\\]assets[/\\]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
}
