/**
 * Relying parties: other systems into which people sign in with their accounts here. Registered by two people, each with
 * the exact addresses that it is sent back to and keys of its own; stopped by one person at any time.
 */
import { type Connection, transaction } from '../../database/index.ts'
import type { Subject } from '../subject.ts'
import { recordAct } from './acts.ts'
import { type AccountsFrame, here } from './frame.ts'
import { requireRight } from './issuing.ts'
import { AccountRefused } from './refusal.ts'
import { signedIn } from './stepping.ts'
import { readSystemKey, type SystemKey, thumbprintOf } from './systems.ts'
import { loginForm, type PartyChange, type PartyChangeWish } from './wish.ts'

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

/** The relying party of this id; null: none, or it rests or was ended. */
export async function partyOf({ pool }: Pick<AccountsFrame, 'pool'>, id: string): Promise<RelyingSystem | null> {
  const { rows } = await pool.query<RelyingSystem>(
    `select ${columns} from relying_party where id = $1 and ended_at is null and suspended_at is null`,
    [id],
  )
  return rows[0] ?? null
}

export interface PartyOptions {
  /** Addresses of this machine over http are taken, too (a sandbox). */
  readonly plain?: boolean
}

/** A relying party as it is kept. Throws `party.address`, `account.login`, `account.name`, `system.key`. */
export function checkParty(wish: RelyingSystem, { plain = false }: PartyOptions): RelyingSystem {
  const { id, redirectUris, postLogoutRedirectUris, backchannelLogoutUri } = wish
  if (!loginForm.test(id) || id === 'web') throw new AccountRefused('account.login')
  const name = wish.name.trim()
  if (name === '' || [...name].length > 200) throw new AccountRefused('account.name')
  const back = backchannelLogoutUri === null ? [] : [backchannelLogoutUri]
  const all = [...redirectUris, ...postLogoutRedirectUris, ...back]
  const hosts = new Set(redirectUris.map((uri) => URL.parse(uri)?.host))
  if (redirectUris.length === 0 || hosts.size !== 1 || !all.every((uri) => isExact(uri, plain)))
    throw new AccountRefused('party.address')
  const scopes = partyScopes.filter((scope) => scope === 'openid' || wish.scopes.includes(scope))
  const publicKeys = readKeys(wish.publicKeys)
  return { id, name, redirectUris, postLogoutRedirectUris, backchannelLogoutUri, publicKeys, scopes }
}

/** Most keys of one party: the one that it signs by, and the one that it will. */
const mostKeys = 5

function readKeys(keys: readonly unknown[]): SystemKey[] {
  if (keys.length === 0 || keys.length > mostKeys) throw new AccountRefused('system.key')
  return keys.map(readSystemKey)
}

/** In the transaction of who approves it. Throws `account.loginTaken`. */
export async function addParty(
  tx: Connection,
  at: Date,
  party: RelyingSystem,
  askedBy: string,
  approvedBy: string,
): Promise<void> {
  const { id, name, redirectUris, postLogoutRedirectUris, backchannelLogoutUri, publicKeys, scopes } = party
  const { rowCount } = await tx.query(
    `insert into relying_party (id, name, redirect_uris, post_logout_redirect_uris, backchannel_logout_uri, public_keys, scopes,
                                registered_by, approved_by, registered_at, keys_since)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10) on conflict (id) do nothing`,
    [
      ...[id, name, redirectUris, postLogoutRedirectUris, backchannelLogoutUri, JSON.stringify(publicKeys), scopes],
      ...[askedBy, approvedBy, at],
    ],
  )
  if (rowCount !== 1) throw new AccountRefused('account.loginTaken')
  const facts = { party: id, scopes: scopes.join(' '), keys: publicKeys.map(thumbprintOf).join(' '), approvedBy }
  await recordAct(tx, at, { act: 'partyRegistered', by: askedBy, account: null, facts })
}

/** How the party is called, and the change as it is kept. Throws `system.unknown`, `system.state`, `system.key`. */
export async function partyToChange(
  tx: Connection,
  id: string,
  change: PartyChange,
): Promise<{ readonly name: string; readonly change: PartyChange }> {
  const kept = change.kind === 'key' ? { kind: 'key' as const, publicKeys: readKeys(change.publicKeys) } : change
  const { rows } = await tx.query<{ name: string; rests: boolean }>(
    `select name, suspended_at is not null as rests from relying_party where id = $1 and ended_at is null for update`,
    [id],
  )
  const row = rows[0]
  if (!row) throw new AccountRefused('system.unknown')
  if (kept.kind === 'resume' && !row.rests) throw new AccountRefused('system.state')
  return { name: row.name, change: kept }
}

/** In the transaction of who approves it. */
export async function changeParty(
  tx: Connection,
  at: Date,
  { partyId, change }: PartyChangeWish,
  askedBy: string,
  approvedBy: string,
): Promise<void> {
  await partyToChange(tx, partyId, change)
  const party = { party: partyId, approvedBy }
  if (change.kind === 'key') {
    await tx.query(`update relying_party set public_keys = $2, keys_since = $3 where id = $1`, [
      ...[partyId, JSON.stringify(change.publicKeys), at],
    ])
    const facts = { ...party, keys: change.publicKeys.map(thumbprintOf).join(' ') }
    return recordAct(tx, at, { act: 'partyKeysChanged', by: askedBy, account: null, facts })
  }
  await tx.query(`update relying_party set suspended_at = null, suspended_by = null where id = $1`, [partyId])
  return recordAct(tx, at, { act: 'partyResumed', by: askedBy, account: null, facts: party })
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
export function endParty(frame: AccountsFrame, by: Subject, id: string): Promise<void> {
  return stopParty(frame, by, id, 'ended')
}

/** Lets a relying party rest: the same, until two people let it go on. One that rests already goes on resting. */
export function suspendParty(frame: AccountsFrame, by: Subject, id: string): Promise<void> {
  return stopParty(frame, by, id, 'suspended')
}

/** By one person alone. What was issued to it is gone with the act, so that none of it serves again when it goes on. */
async function stopParty(frame: AccountsFrame, by: Subject, id: string, how: 'ended' | 'suspended'): Promise<void> {
  const { accountId } = signedIn(by)
  const at = await here(frame)
  requireRight(by, 'account.suspend', null, at)
  await transaction(frame.pool, async (tx) => {
    const { rowCount } = await tx.query(
      `update relying_party set ${how}_at = $2, ${how}_by = $3 where id = $1 and ended_at is null`,
      [id, at.now, accountId],
    )
    if (rowCount !== 1) throw new AccountRefused('system.unknown')
    await tx.query(
      `delete from oidc_row where grant_digest in (select grant_digest from relying_sign_in where party_id = $1)`,
      [id],
    )
    const act = how === 'ended' ? 'partyEnded' : 'partySuspended'
    await recordAct(tx, at.now, { act, by: accountId, account: null, facts: { party: id } })
  })
}

export interface PartyLine extends Omit<RelyingSystem, 'publicKeys'> {
  /** Thumbprints of its keys. */
  readonly keys: readonly string[]
  readonly keysSince: Date
  readonly registeredAt: Date
  readonly suspendedAt: Date | null
  readonly endedAt: Date | null
  /** Ends of sign-ins that it was not told, because it did not answer; and when that was last given up. */
  readonly logoutsGivenUp: number
  readonly logoutGivenUpAt: Date | null
  /** Ends of sign-ins that it is still to be told. */
  readonly logoutsWaiting: number
}

/** All relying parties ever registered; for who may see accounts over the nation. */
export async function partiesSeenBy(frame: AccountsFrame, by: Subject): Promise<PartyLine[]> {
  signedIn(by)
  requireRight(by, 'account.read', null, await here(frame))
  const { rows } = await frame.pool.query<Omit<PartyLine, 'keys'> & RelyingSystem>(
    `select ${columns}, keys_since as "keysSince", registered_at as "registeredAt", suspended_at as "suspendedAt",
            ended_at as "endedAt", logouts_given_up as "logoutsGivenUp", logout_given_up_at as "logoutGivenUpAt",
            (select count(*)::int from relying_sign_in s
              where s.party_id = p.id and s.tries > 0 and s.told_at is null and s.given_up_at is null) as "logoutsWaiting"
       from relying_party p order by id`,
  )
  return rows.map(({ publicKeys, ...line }) => ({ ...line, keys: publicKeys.map(thumbprintOf) }))
}
