/** The doors: one row of the contract's route table each; headers, limits and errors in one place. */
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { limits, openApi, type Route, type RouteName, routes } from '@cbccvc/contract'
import { type Caller, type House, openAccounts, type Pool, type Subject, subjects, withNewKeys } from '@cbccvc/registry'
import fastifyStatic from '@fastify/static'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { requireOwnPage, sessionCookie } from '../signin/cookie.ts'
import type { SignInDesk } from '../signin/handlers.ts'
import { callerFinder } from './caller.ts'
import { type Doors, handlers } from './handlers.ts'
import { Refusal, refusalOf, sendRefusal } from './refusal.ts'
import { type UploadLimits, uploadGate, uploadLimits } from './uploads.ts'

const web = fileURLToPath(new URL('../../../web/dist/', import.meta.url))

/** Nothing is loaded from another host, nothing runs that was not served by us. */
const securityHeaders = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
} as const

export interface AppOptions extends Doors {
  readonly house: House
  /** Works as the role cbccvc_identity: accounts and sessions. The caller ends it. */
  readonly identity: Pool
  /** Works as the role cbccvc_desk: records as accounts may see them. The caller ends it. */
  readonly records: Pool
  readonly sandbox: boolean
  /** Where faults are written: an incident number and the error's name and place, never a value. */
  readonly report: (incident: string, error: unknown) => void
  readonly uploads?: Partial<UploadLimits>
}

export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { house, identity, records, sandbox, report, uploads: most, ...doors } = options
  const app = Fastify({
    logger: false,
    bodyLimit: limits.partBytes,
    requestTimeout: 300_000,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: true,
  })
  const callers = callerFinder(house.pool, sandbox)
  const uploads = uploadGate({ ...uploadLimits, ...most })
  const accounts = openAccounts(house, identity)
  const desk = { accounts, subjects: subjects(house, accounts), cookie: sessionCookie(sandbox) }
  const byName = handlers(doors, desk, records)

  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/zstd',
    { parseAs: 'buffer', bodyLimit: limits.partBytes },
    (_request, body, done) => done(null, body),
  )
  // Refuses __proto__ and constructor keys; small, because what accounts say is.
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: 16 * 1024 },
    app.getDefaultJsonParser('error', 'error'),
  )
  app.addContentTypeParser(
    ['application/jose', 'text/plain'],
    { parseAs: 'string', bodyLimit: limits.manifestBytes },
    (_request, body, done) => done(null, body),
  )

  app.addHook('onSend', async (_request, reply) => {
    for (const [name, value] of Object.entries(securityHeaders)) if (!reply.hasHeader(name)) reply.header(name, value)
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
  app.setErrorHandler((error, _request, reply) => {
    const refused = refusalOf(error)
    if (refused) return sendRefusal(reply, refused)
    const incident = randomUUID()
    report(incident, error)
    return sendRefusal(reply, new Refusal('server.fault', { incident }))
  })
  // A person who follows a link gets the page, which routes by itself and says when there is none; a program a refusal.
  app.setNotFoundHandler((request, reply) =>
    wantsPage(request) ? reply.sendFile('index.html') : sendRefusal(reply, new Refusal('request.notFound')),
  )

  for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
    app.route({
      method: route.method,
      url: route.path,
      schema: { ...(route.query && { querystring: route.query }), ...(route.body && { body: route.body }) },
      // The caller is found before the body is read: a stranger cannot make us hold megabytes.
      onRequest: async (request, reply) => {
        request.caller = await admit(callers, route, request)
        if (route.takes === 'application/json') requireOwnPage(request)
        if (route.caller === 'account') request.subject = await subjectOf(desk, request)
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

declare module 'fastify' {
  interface FastifyRequest {
    caller?: Caller | undefined
    subject?: Subject | undefined
  }
}

function wantsPage({ method, url, headers }: FastifyRequest): boolean {
  return (
    existsSync(web) && method === 'GET' && !/^\/(v1|log)\//.test(url) && /\btext\/html\b/.test(headers.accept ?? '')
  )
}

async function admit(
  callers: ReturnType<typeof callerFinder>,
  route: Route,
  request: FastifyRequest,
): Promise<Caller | undefined> {
  if (route.caller === 'public' || route.caller === 'account') return undefined
  if (route.caller === 'loopback') {
    if (!isLoopback(request)) throw new Refusal('caller.notAllowed')
    return undefined
  }
  const caller = await callers.find(request.headers.authorization)
  if (route.caller === 'operator' && caller.role !== 'operator') throw new Refusal('caller.notAllowed')
  return caller
}

/** The account behind the session cookie. Throws `caller.session`. */
async function subjectOf({ subjects, cookie }: SignInDesk, request: FastifyRequest): Promise<Subject> {
  const subject = await subjects.of(cookie.read(request), request.ip)
  if (!subject) throw new Refusal('caller.session')
  return subject
}

/** Asked from this machine itself: what a proxy on the same machine passes on comes from somewhere else. */
function isLoopback({ ip, headers }: FastifyRequest): boolean {
  const passedOn = Object.keys(headers).some((name) => /^(forwarded|via|x-forwarded.*|x-real-ip)$/.test(name))
  return !passedOn && (ip === '::1' || ip.startsWith('127.') || ip.startsWith('::ffff:127.'))
}

/** Assets carry their hash in their name. The single-file verifier is a thing to keep, not a page of this server. */
function setCaching(reply: FastifyReply, path: string): void {
  if (path.endsWith('verifier.html')) reply.header('content-disposition', 'attachment; filename="cbccvc-verifier.html"')
  reply.header('cache-control', /[/\\]assets[/\\]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
}
