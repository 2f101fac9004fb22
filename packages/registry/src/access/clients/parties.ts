/**
 * Relying parties: other systems into which people sign in with their accounts here. Registered by the national operator,
 * each with the exact addresses that it is sent back to and a key of its own; ended by the operator at any time.
 */
import { transaction } from '../../database/index.ts'
import { recordAct } from '../accounts/acts.ts'
import { type AccountsFrame, here } from '../accounts/frame.ts'
import { mayHandOn, requireRight } from '../accounts/issuing.ts'
import { AccountRefused } from '../accounts/refusal.ts'
import { signedIn } from '../accounts/stepping.ts'
import { readSystemKey, type SystemKey } from '../accounts/systems.ts'
import { loginForm } from '../accounts/wish.ts'
import type { Subject } from '../subject.ts'

/** What a relying party may be told: who it is (always, under a name of its own for each), what they are called, their roles. */
export const partyScopes = ['openid', 'profile', 'roles'] as const
export type PartyScope = (typeof partyScopes)[number]

export interface RelyingSystem {
  readonly id: string
  readonly name: string
  readonly redirectUris: readonly string[]
  readonly postLogoutRedirectUris: readonly string[]
  readonly backchannelLogoutUri: string | null
  readonly publicKeys: readonly SystemKey[]
  readonly scopes: readonly string[]
}

const columns = `id, name, redirect_uris as "redirectUris", post_logout_redirect_uris as "postLogoutRedirectUris",
  backchannel_logout_uri as "backchannelLogoutUri", public_keys as "publicKeys", scopes`

/** The relying party of this id; null: none, or ended. */
export async function partyOf({ pool }: Pick<AccountsFrame, 'pool'>, id: string): Promise<RelyingSystem | null> {
  const { rows } = await pool.query<RelyingSystem>(
    `select ${columns} from relying_party where id = $1 and ended_at is null`,
    [id],
  )
  return rows[0] ?? null
}

/** Throws `access.notAllowed` and `caller.stepUp` as for the systems that read, of which these are the neighbours. */
function requireOperator(by: Subject, at: Awaited<ReturnType<typeof here>>): string {
  const { accountId } = signedIn(by)
  requireRight(by, 'account.invite', null, at)
  if (!mayHandOn(by.grants, { role: 'consumerSystem', unitId: null }, at.tree))
    throw new AccountRefused('access.notAllowed')
  return accountId
}

/**
 * Registers a relying party. `plain`: addresses of this machine over http are taken, too (a sandbox). Throws
 * `party.address` for an address that is not whole, exact and over TLS, `account.login`, `account.name`, `system.key`,
 * `account.loginTaken`.
 */
export async function registerParty(
  frame: AccountsFrame,
  by: Subject,
  wish: RelyingSystem,
  { plain = false }: { readonly plain?: boolean } = {},
): Promise<void> {
  const at = await here(frame)
  const accountId = requireOperator(by, at)
  if (!loginForm.test(wish.id) || wish.id === 'web') throw new AccountRefused('account.login')
  const characters = [...wish.name.trim()].length
  if (characters < 1 || characters > 200) throw new AccountRefused('account.name')
  const { redirectUris, postLogoutRedirectUris, backchannelLogoutUri } = wish
  const back = backchannelLogoutUri === null ? [] : [backchannelLogoutUri]
  const all = [...redirectUris, ...postLogoutRedirectUris, ...back]
  const hosts = new Set(redirectUris.map((uri) => URL.parse(uri)?.host))
  if (redirectUris.length === 0 || hosts.size !== 1 || !all.every((uri) => isExact(uri, plain)))
    throw new AccountRefused('party.address')
  const keys = wish.publicKeys.map(readSystemKey)
  if (keys.length === 0) throw new AccountRefused('system.key')
  const scopes = partyScopes.filter((scope) => scope === 'openid' || wish.scopes.includes(scope))
  await transaction(frame.pool, async (tx) => {
    const { rowCount } = await tx.query(
      `insert into relying_party (id, name, redirect_uris, post_logout_redirect_uris, backchannel_logout_uri, public_keys, scopes, registered_by, registered_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (id) do nothing`,
      [
        ...[wish.id, wish.name.trim(), redirectUris, postLogoutRedirectUris, backchannelLogoutUri],
        ...[JSON.stringify(keys), scopes, accountId, at.now],
      ],
    )
    if (rowCount !== 1) throw new AccountRefused('account.loginTaken')
    const facts = { party: wish.id, scopes: scopes.join(' ') }
    await recordAct(tx, at.now, { act: 'partyRegistered', by: accountId, account: null, facts })
  })
}

/** A whole address without fragment, user or wildcard, over TLS (or of this machine). */
function isExact(uri: string, plain: boolean): boolean {
  const url = URL.parse(uri)
  if (!url || uri.length > 500 || url.hash !== '' || uri.includes('#') || url.username !== '' || url.password !== '')
    return false
  if (/[*\s\\]/.test(uri)) return false
  const own = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  return url.protocol === 'https:' || (plain && own && url.protocol === 'http:')
}

/** Ends a relying party for good: nobody signs in there any more, and nothing that it holds is renewed. */
export async function endParty(frame: AccountsFrame, by: Subject, id: string): Promise<void> {
  const at = await here(frame)
  const accountId = requireOperator(by, at)
  await transaction(frame.pool, async (tx) => {
    const { rowCount } = await tx.query(
      `update relying_party set ended_at = $2, ended_by = $3 where id = $1 and ended_at is null`,
      [id, at.now, accountId],
    )
    if (rowCount !== 1) throw new AccountRefused('system.unknown')
    await recordAct(tx, at.now, { act: 'partyEnded', by: accountId, account: null, facts: { party: id } })
  })
}

export interface PartyLine extends RelyingSystem {
  readonly endedAt: Date | null
}

/** All relying parties ever registered; for who may see accounts over the nation. */
export async function partiesSeenBy(frame: AccountsFrame, by: Subject): Promise<PartyLine[]> {
  signedIn(by)
  requireRight(by, 'account.read', null, await here(frame))
  const { rows } = await frame.pool.query<PartyLine>(
    `select ${columns}, ended_at as "endedAt" from relying_party order by id`,
  )
  return rows
}
