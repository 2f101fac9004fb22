/**
 * The provider: oidc-provider on our accounts, with everything that we do not use switched off. Authorization code with
 * PKCE (S256) and client credentials; nothing else issues anything.
 *
 * What the library calls the account is a *session* of ours (its id): every grant, code and token is found through it and
 * is worth nothing once it has ended. What a client learns is another name for the account, its own for each client.
 */
import {
  type AccountsFrame,
  findSession,
  holderOf,
  type IssuerKey,
  rememberSignIn,
  type SystemKey,
  thumbprintOf,
  touchSession,
} from '@cbccvc/registry'
import { type ClientMetadata, errors, interactionPolicy, type KoaContextWithOIDC, Provider } from 'oidc-provider'
import { type AdapterSources, adapterOver } from './adapter.ts'
import { endedOverThere, signOutThere } from './logout.ts'
import { refusalPage } from './page.ts'
import { subjectAt } from './subject.ts'

export interface ProviderOptions extends AdapterSources {
  readonly accounts: AccountsFrame
  /** Where browsers reach us, without a trailing slash: `https://cbccvc.example`. */
  readonly address: string
  readonly keys: readonly IssuerKey[]
  /** The clients that are part of this process. */
  readonly own: readonly ClientMetadata[]
  /** The roles that the holder of this session has today, as a relying party is told them. */
  readonly rolesOf: (sessionId: string) => Promise<readonly ToldRole[]>
  /** Ends a session of ours because its holder said so at a relying party. */
  readonly signOut: (sessionId: string) => Promise<void>
  /** A fault of ours, not of who asks. */
  readonly report: (error: unknown) => void
}

export interface ToldRole {
  readonly role: string
  /** Code of the unit of today; null: the nation. */
  readonly unit: string | null
}

/** Where the provider stands on our address. */
export const mount = '/oidc'

/** What the doors of systems are called in a token: nothing else takes it, and they take no other. */
export const audience = 'cbccvc'
const doors = 'urn:cbccvc:doors'

const minutes = (n: number) => n * 60
const hours = (n: number) => n * 3600

export function createProvider(options: ProviderOptions): Provider {
  const { accounts, address, keys, own, report, rolesOf, signOut, ...sources } = options
  const secure = address.startsWith('https:')
  const cookie = { httpOnly: true, sameSite: 'lax', signed: true, secure } as const
  const policy = interactionPolicy.base()
  // Who may sign in where is decided when a client is registered; nobody is asked again.
  policy.remove('consent')
  const provider = new Provider(`${address}${mount}`, {
    adapter: adapterOver(sources),
    clients: [...own],
    jwks: { keys: [...keys] },
    clientAuthMethods: ['private_key_jwt', 'client_secret_post'],
    clientDefaults: {
      grant_types: ['authorization_code'],
      response_types: ['code'],
      response_modes: ['query'],
      id_token_signed_response_alg: 'ES256',
      subject_type: 'pairwise',
      token_endpoint_auth_method: 'private_key_jwt',
    },
    enabledJWA: {
      clientAuthSigningAlgValues: ['EdDSA', 'Ed25519', 'ES256'],
      idTokenSigningAlgValues: ['ES256'],
      dPoPSigningAlgValues: ['EdDSA', 'Ed25519', 'ES256'],
    },
    features: {
      devInteractions: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx) => signOutThere(ctx, accounts, signOut),
        postLogoutSuccessSource: (ctx) => ctx.redirect('/'),
      },
      backchannelLogout: { enabled: true },
      revocation: { enabled: true },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: (ctx) => (isOfSystem(ctx) ? doors : []),
        getResourceServerInfo(ctx, resource) {
          // What people are given opens no door of ours: they have a session.
          if (!isOfSystem(ctx) || resource !== doors) throw new errors.InvalidTarget()
          const jwt = { sign: { alg: 'ES256' } } as const
          return { scope: '', audience, accessTokenTTL: minutes(5), accessTokenFormat: 'jwt', jwt }
        },
      },
    },
    responseTypes: ['code'],
    scopes: ['openid', 'profile', 'roles'],
    claims: { openid: ['sub'], profile: ['name'], roles: ['roles'] },
    // `public` only for clients that no person signs in to.
    subjectTypes: ['pairwise', 'public'],
    pairwiseIdentifier: (_ctx, sessionId, client) => subjectAt(accounts, sessionId, client.clientId),
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    cookies: {
      keys: cookieKeys(accounts),
      names: secure
        ? { session: '__Host-oidc', interaction: '__Host-oidc-signin', resume: '__Secure-oidc-resume' }
        : { session: 'oidc', interaction: 'oidc-signin', resume: 'oidc-resume' },
      long: cookie,
      // The page of the sign-in is ours and calls our own doors: they see the cookie, too.
      short: { ...cookie, path: '/' },
    },
    interactions: { policy, url: (_ctx, { uid }) => `/sign-in?uid=${uid}` },
    async findAccount(_ctx, sessionId, token) {
      if (!(await findSession(accounts, sessionId))) return undefined
      // Whoever renews what they hold is still there.
      if (token?.kind === 'RefreshToken') await touchSession(accounts, sessionId)
      return {
        accountId: sessionId,
        async claims(use, scope) {
          if (use !== 'userinfo') return { sub: sessionId }
          const asked = new Set(scope.split(' '))
          const holder = asked.has('profile') ? await holderOf(accounts, sessionId) : null
          const roles = asked.has('roles') ? await rolesOf(sessionId) : null
          return { sub: sessionId, ...(holder && { name: holder.name }), ...(roles && { roles }) }
        },
      }
    },
    async loadExistingGrant({ oidc }) {
      const { provider, params } = oidc
      const [client, session] = [oidc.client!, oidc.session!]
      const known = session.grantIdFor(client.clientId)
      const grant =
        (known && (await provider.Grant.find(known))) ||
        new provider.Grant({ accountId: session.accountId!, clientId: client.clientId })
      grant.addOIDCScope(String(params?.scope ?? 'openid'))
      const grantId = await grant.save()
      if (!own.some((one) => one.client_id === client.clientId)) {
        session.ensureClientContainer(client.clientId)
        const sid = session.sidFor(client.clientId)!
        await rememberSignIn(accounts, { sessionId: session.accountId!, partyId: client.clientId, sid, grantId })
      }
      return grant
    },
    // A token says by which registered key it was asked for: with the key it ends.
    async extraTokenClaims({ oidc }, { kind }) {
      const key = kind === 'ClientCredentials' && oidc.client?.jwks?.keys[0]
      return key ? { key: thumbprintOf(key as SystemKey) } : undefined
    },
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    // All of it lives with the session of ours that stands behind it.
    expiresWithSession: async () => false,
    rotateRefreshToken: true,
    clientBasedCORS: () => false,
    // The library calls back-channel addresses alone, which the operator registered. It would refuse those of a private
    // network; that is where the State's systems stand.
    fetch: (url, { dispatcher: _guard, ...init }: RequestInit & { dispatcher?: unknown } = {}) =>
      fetch(url, { ...init, redirect: 'error' }),
    ttl: {
      AccessToken: minutes(10),
      AuthorizationCode: minutes(1),
      ClientCredentials: minutes(5),
      Grant: hours(12),
      IdToken: minutes(10),
      Interaction: minutes(30),
      RefreshToken: hours(12),
      Session: hours(12),
    },
    renderError(ctx, out) {
      ctx.type = 'html'
      ctx.body = refusalPage(out.error === 'server_error' ? 'server.fault' : 'signin.flow', {
        detail: String(out.error),
        incident: '',
      })
    },
  })
  // What a request says of its own host and scheme is not believed: both are those of the address.
  provider.proxy = true
  provider.use(async (ctx, next) => {
    if (/^\/(auth|session)\b/.test(ctx.path)) await forgetEnded(provider, accounts, ctx)
    await next()
    endedOverThere(ctx as KoaContextWithOIDC)
  })
  provider.on('server_error', (_ctx, error) => report(error))
  return provider
}

const isOfSystem = ({ oidc }: KoaContextWithOIDC) => oidc.params?.grant_type === 'client_credentials'

/** A browser's sign-in lives no longer than the session of ours: ended, it is as if the browser had none. */
async function forgetEnded(
  provider: Provider,
  accounts: AccountsFrame,
  ctx: Parameters<Provider['Session']['get']>[0],
): Promise<void> {
  const session = await provider.Session.get(ctx)
  if (!session.accountId || (await findSession(accounts, session.accountId))) return
  await session.destroy()
  const name = provider.cookieName('session')
  const { headers } = ctx.req
  headers.cookie = (headers.cookie ?? '')
    .split(';')
    .filter((pair) => !pair.trim().startsWith(`${name}=`) && !pair.trim().startsWith(`${name}.sig=`))
    .join(';')
}

/** This quarter's and the last one's: made of a key of the ring, the same in every process. */
function cookieKeys({ keys, now }: AccountsFrame): string[] {
  const quarter = Math.floor(now().getTime() / (91 * 86_400_000))
  return [quarter, quarter - 1].map((no) => keys.mac(`oidc cookie ${no}`).toString('base64url'))
}
