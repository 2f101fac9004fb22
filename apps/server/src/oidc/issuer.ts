/**
 * The provider of one process: made when it is first asked for, made anew when a key of the issuer is added or ends. All
 * that it knows stands in the database, so any process goes on where another one stopped.
 */
import { issuerKeys } from '@cbccvc/registry'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { errors, type Provider } from 'oidc-provider'
import { Refusal } from '../http/refusal.ts'
import { createProvider, mount, type ProviderOptions } from './provider.ts'

interface Call {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

export interface Issuer {
  /** Where browsers reach us. */
  address(): string
  provider(): Promise<Provider>
  /** The public halves of the keys that sign what is issued, as JWKs. */
  publicKeys(): Promise<readonly object[]>
  /**
   * The sign-in that is under way in this browser, if it is this one. Throws `signin.flow` where the browser has none, or
   * another: a sign-in that somebody else began is finished by nobody.
   */
  expect(call: Call, uid: string): Promise<void>
  /**
   * The last step of a sign-in: `pass` proves who it is and makes the session; the answer is the path to which the page
   * goes on, and where the browser is given the cookie. `amr`: which factors were passed (RFC 8176). Throws as `expect`,
   * and then nothing was passed: there is no way to a session but through the browser that began.
   */
  complete(
    call: Call,
    uid: string | undefined,
    amr: readonly string[],
    pass: () => Promise<{ readonly sessionId: string }>,
  ): Promise<{ readonly sessionId: string; readonly next: string }>
}

const freshMs = 60_000

export interface IssuerOptions extends Omit<ProviderOptions, 'keys' | 'address' | 'own'> {
  readonly address: () => string
  readonly own: () => ProviderOptions['own']
}

export function openIssuer(options: IssuerOptions): Issuer {
  let made: { provider: Provider; kids: string; publicKeys: readonly object[] } | undefined
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<Provider> | undefined
  const read = async (): Promise<Provider> => {
    const keys = await issuerKeys(options.accounts)
    const kids = keys.map(({ kid }) => kid).join(' ')
    if (made?.kids !== kids) {
      const [address, own] = [options.address(), options.own()]
      const publicKeys = keys.map(({ d: _private, ...open }) => open)
      made = { provider: createProvider({ ...options, address, own, keys }), kids, publicKeys }
    }
    readAt = options.accounts.now().getTime()
    return made.provider
  }
  const provider = (): Promise<Provider> => {
    const age = options.accounts.now().getTime() - readAt
    if (made && age >= 0 && age < freshMs) return Promise.resolve(made.provider)
    reading ??= read().finally(() => {
      reading = undefined
    })
    return reading
  }
  const interactionOf = async ({ request, reply }: Call, uid: string) => {
    const one = await provider()
    try {
      const interaction = await one.interactionDetails(request.raw, reply.raw)
      if (interaction.uid === uid) return { provider: one, interaction }
    } catch (error) {
      if (!(error instanceof errors.SessionNotFound)) throw error
    }
    throw new Refusal('signin.flow')
  }
  return {
    address: options.address,
    provider,
    async publicKeys() {
      await provider()
      return made?.publicKeys ?? []
    },
    async expect(call, uid) {
      await interactionOf(call, uid)
    },
    async complete(call, uid, amr, pass) {
      const { provider, interaction } = await interactionOf(call, uid ?? '')
      const { sessionId } = await pass()
      if (interaction.session) {
        // Somebody was signed in here and was asked again: the browser's new sign-in takes the place of the old one.
        const before = await provider.Session.findByUid(interaction.session.uid)
        await before?.destroy()
        delete interaction.session
        await interaction.persist()
      }
      const login = { accountId: sessionId, amr: [...amr], remember: false }
      const returnTo = await provider.interactionResult(call.request.raw, call.reply.raw, { login })
      return { sessionId, next: new URL(returnTo).pathname }
    },
  }
}

/** Stands the provider on our address. Its answers are its own: what it refuses is in the form of its standard. */
export function mountIssuer(app: FastifyInstance, issuer: Issuer): void {
  app.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url: `${mount}/*`,
    // Before the body is read: the library reads it itself, and has limits of its own.
    onRequest: async ({ raw }, reply) => {
      const provider = await issuer.provider()
      const { host, protocol } = new URL(issuer.address())
      Object.assign(raw.headers, { host, 'x-forwarded-host': host, 'x-forwarded-proto': protocol.slice(0, -1) })
      Object.assign(raw, { originalUrl: raw.url, url: raw.url?.slice(mount.length) })
      reply.hijack()
      await provider.callback()(raw, reply.raw)
    },
    handler: async () => {},
  })
}
