/**
 * The end of a sign-in, both ways: a relying party sends the browser to sign out here, and a session that ended here is told
 * to every relying party where its holder had signed in.
 */
import { type AccountsFrame, takeOver, told } from '@cbccvc/registry'
import type { KoaContextWithOIDC, Provider } from 'oidc-provider'
import { forgetUs } from '../signin/cookie.ts'
import { subjectAt } from './subject.ts'

/**
 * The browser was sent to sign out. It is signed out where the relying party shows, by an ID token of ours, that it speaks
 * of whoever is signed in here; else nothing ends, and it comes to our first page: a link of a stranger ends no session.
 */
export async function signOutThere(
  ctx: KoaContextWithOIDC,
  accounts: AccountsFrame,
  signOut: (sessionId: string) => Promise<void>,
): Promise<void> {
  const { session, client, entities, params } = ctx.oidc
  const hint = (entities.IdTokenHint as { payload?: { sub?: string } } | undefined)?.payload
  const sub = client && session?.accountId && (await subjectAt(accounts, session.accountId, client.clientId))
  ctx.body = undefined
  if (!session?.accountId || !hint?.sub || hint.sub !== sub) return ctx.redirect('/')
  await signOut(session.accountId)
  await session.destroy()
  ctx.set('clear-site-data', forgetUs)
  ctx.redirect(backTo(params?.post_logout_redirect_uri, params?.state))
}

/** Whoever is not signed in here any more is sent back at once: the library's page in between needs a script. */
export function endedOverThere(ctx: KoaContextWithOIDC): void {
  const { oidc } = ctx
  if (oidc?.route !== 'end_session' || ctx.status !== 200) return
  ctx.body = undefined
  ctx.redirect(backTo(oidc.params?.post_logout_redirect_uri, oidc.params?.state))
}

function backTo(uri: unknown, state: unknown): string {
  if (typeof uri !== 'string') return '/'
  const url = new URL(uri)
  if (typeof state === 'string') url.searchParams.set('state', state)
  return url.href
}

const atOnce = 20

/**
 * One step: tells relying parties of sign-ins that are over. `giveUp` hears of each one that was given up, with the party's
 * id. True when there may be more to do at once.
 */
export async function tellLogouts(
  provider: Provider,
  accounts: AccountsFrame,
  giveUp: (partyId: string) => void,
): Promise<boolean> {
  const over = await takeOver(accounts, atOnce)
  await Promise.all(
    over.map(async (signIn) => {
      const heard = await tell(provider, signIn).catch(() => false)
      if (await told(accounts, signIn, heard)) giveUp(signIn.partyId)
    }),
  )
  return over.length === atOnce
}

/** True also where there is nobody to tell. */
async function tell(
  provider: Provider,
  { sessionId, partyId, sid }: { readonly sessionId: string; readonly partyId: string; readonly sid: string },
): Promise<boolean> {
  const client = await provider.Client.find(partyId)
  if (!client?.backchannelLogoutUri) return true
  // The library sends it (OpenID Connect Back-Channel Logout 1.0); its types do not say so.
  const send = client.backchannelLogout as (accountId: string, sid: string) => Promise<void>
  await send.call(client, sessionId, sid)
  return true
}
