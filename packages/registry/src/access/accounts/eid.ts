/**
 * The e-ID (VNeID) as a way in: what its tokens must say, the browsers that are away there, and the accounts that it
 * opens. The centre asks for an identity of level 2, proved in person with the chip card (Nghị định 69/2024/NĐ-CP).
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { isDay } from '@cbccvc/standard'
import { type Connection, type Queryable, transaction } from '../../database/index.ts'
import type { Subject } from '../subject.ts'
import { recordAct } from './acts.ts'
import { type AccountsFrame, later, minutes, newToken, tokenDigest } from './frame.ts'
import { AccountRefused } from './refusal.ts'
import { beginSession, markStepUp, type NewSession } from './sessions.ts'
import { needsStepUp, signedIn } from './stepping.ts'

/** Who the e-ID says it is. Held for the length of one request, kept nowhere. */
export interface EidIdentity {
  readonly soDinhDanh: string
  readonly hoVaTen: string
  /** `yyyy-mm-dd` or `yyyy`; null: it does not say. */
  readonly ngaySinh: string | null
}

/** Reads the claims of a verified token. Throws `eid.level`, `eid.number`, `eid.name`. */
export function readEid(claims: Readonly<Record<string, unknown>>): EidIdentity {
  const text = (name: string) =>
    typeof claims[name] === 'string' ? (claims[name] as string).normalize('NFC').trim() : ''
  const level = Number(claims.MucDoDinhDanh)
  if (!(level >= 2) || text('LoaiTaiKhoan') !== '1' || text('loginIdp') !== 'BCA') throw new AccountRefused('eid.level')
  const soDinhDanh = text('SoDinhDanh')
  if (!/^\d{12}$/.test(soDinhDanh)) throw new AccountRefused('eid.number')
  const hoVaTen = text('HoVaTen')
  if (hoVaTen === '' || hoVaTen.length > 200) throw new AccountRefused('eid.name')
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(text('NgayThangNamSinh')) ?? []
  const born = `${year}-${month}-${day}`
  return { soDinhDanh, hoVaTen, ngaySinh: isDay(born) ? born : null }
}

/** What a browser is away for. */
export type EidErrand =
  /** `interaction`: the sign-in of the identity provider that it ends. */
  | { readonly serves: 'signIn'; readonly interaction: string }
  | { readonly serves: 'link' | 'stepUp'; readonly sessionId: string }

/** What a browser takes along, and what must come back with it. */
export interface EidTrip {
  readonly state: string
  readonly nonce: string
  /** Of PKCE. */
  readonly verifier: string
}
export const eidTripLasts = minutes(10)

/** Derived, so that the table holds nothing with which somebody else could come back. */
const derived = (word: string, browser: string, state: string) =>
  createHash('sha256').update(`eid ${word} ${browser} ${state}`).digest('base64url')
const tripOf = (browser: string, state: string): EidTrip => {
  return { state, nonce: derived('nonce', browser, state), verifier: derived('verifier', browser, state) }
}

/** Sends a browser away; `browser` is a secret of its own, 32 random bytes in a cookie. */
export async function beginEidTrip(frame: AccountsFrame, browser: string, errand: EidErrand): Promise<EidTrip> {
  const state = newToken()
  await frame.pool.query(
    `insert into eid_flow (state_digest, browser_digest, serves, session_id, interaction, expires_at) values ($1, $2, $3, $4, $5, $6)`,
    [
      ...[tokenDigest(state), tokenDigest(browser), errand.serves],
      ...(errand.serves === 'signIn' ? [null, errand.interaction] : [errand.sessionId, null]),
      later(frame.now(), eidTripLasts),
    ],
  )
  return tripOf(browser, state)
}

/** A browser comes back, once. Throws `eid.flow`: too late, a second time, another browser, or of no sign-in. */
export async function endEidTrip(
  { pool, now }: AccountsFrame,
  browser: string,
  state: string,
): Promise<EidTrip & { readonly errand: EidErrand }> {
  const { rows } = await pool.query<{ serves: EidErrand['serves']; sessionId: string; interaction: string | null }>(
    `delete from eid_flow where state_digest = $1 and browser_digest = $2 and expires_at > $3
     returning serves, session_id as "sessionId", interaction`,
    [tokenDigest(state), tokenDigest(browser), now()],
  )
  const row = rows[0]
  if (!row) throw new AccountRefused('eid.flow')
  const { serves, sessionId, interaction } = row
  if (serves !== 'signIn') return { ...tripOf(browser, state), errand: { serves, sessionId } }
  if (interaction === null) throw new AccountRefused('eid.flow')
  return { ...tripOf(browser, state), errand: { serves, interaction } }
}

/** A secret for the cookie of a browser that is sent away. */
export const newBrowser = (): string => randomBytes(32).toString('base64url')

/** The account of a person that is not closed. */
export interface AccountOfPerson {
  readonly accountId: string
  readonly state: 'active' | 'suspended'
  readonly opensByEid: boolean
}

export async function accountOfPerson(db: Queryable, personId: number): Promise<AccountOfPerson | null> {
  const { rows } = await db.query<AccountOfPerson>(
    `select id as "accountId", state, eid_since is not null as "opensByEid" from account where person_id = $1 and state <> 'closed'`,
    [personId],
  )
  return rows[0] ?? null
}

/** A session by the e-ID, for an account that it opens. The e-ID asks for device and PIN: both factors are passed. */
export async function enterByEid(frame: AccountsFrame, accountId: string, address: string): Promise<NewSession> {
  return transaction(frame.pool, async (tx) => {
    const at = frame.now()
    const { rowCount } = await tx.query(
      `select from account where id = $1 and state = 'active' and eid_since is not null for share`,
      [accountId],
    )
    if (rowCount !== 1) throw new AccountRefused('eid.notLinked')
    const session = await beginSession(tx, at, accountId, address)
    const facts = { session: session.sessionId, factor: 'eid' }
    await recordAct(tx, at, { act: 'signedIn', by: accountId, account: accountId, facts })
    return session
  })
}

/**
 * An account of the role `person` for somebody of the book who has none: no password, opened by the e-ID alone. Of two
 * made at once one stays. The worker, which looks for grants that the book has overtaken, passes it by until it has one.
 */
export async function addPersonAccount(frame: AccountsFrame, personId: number, name: string): Promise<void> {
  const [id, at] = [randomUUID(), frame.now()]
  const login = `person.${randomBytes(8).toString('hex')}`
  await transaction(frame.pool, async (tx) => {
    const { rowCount } = await tx.query(
      `insert into account (id, login, name, person_id, made_at, eid_since, looked_at) values ($1, $2, $3, $4, $5, $5, 'infinity')
       on conflict do nothing`,
      [id, login, name, personId, at],
    )
    if (rowCount === 1) await recordAct(tx, at, { act: 'eidAccountMade', by: id, account: id })
  })
}

/** From now on the e-ID opens this account, too; after a step-up. The hall has compared whose e-ID it is. */
export async function linkEid(frame: AccountsFrame, by: Subject): Promise<void> {
  const { accountId } = signedIn(by)
  await transaction(frame.pool, async (tx) => {
    const at = frame.now()
    const { rowCount } = await tx.query(
      `update account set eid_since = $2 where id = $1 and state = 'active' and eid_since is null`,
      [accountId, at],
    )
    if (rowCount === 1) await recordAct(tx, at, { act: 'eidLinked', by: accountId, account: accountId })
  })
}

/** The e-ID opens this account no more; after a step-up, and only where a password does. */
export async function unlinkEid(frame: AccountsFrame, by: Subject): Promise<void> {
  const { accountId } = signedIn(by)
  needsStepUp(by, frame.now())
  await transaction(frame.pool, async (tx) => {
    const at = frame.now()
    if (!(await hasPassword(tx, accountId))) throw new AccountRefused('factor.last')
    await tx.query(`update account set eid_since = null where id = $1`, [accountId])
    await recordAct(tx, at, { act: 'eidUnlinked', by: accountId, account: accountId })
  })
}

async function hasPassword(tx: Connection, accountId: string): Promise<boolean> {
  const { rowCount } = await tx.query(`select from account_password where account_id = $1`, [accountId])
  return rowCount === 1
}

/** The step-up by the e-ID, where it opens the account. */
export async function stepUpByEid(frame: AccountsFrame, by: Subject): Promise<void> {
  const { accountId, sessionId } = signedIn(by)
  await transaction(frame.pool, (tx) => markStepUp(tx, frame.now(), accountId, sessionId))
}
