/**
 * Other systems that may read (role `consumerSystem`): registered by the national operator and approved by a second
 * person, each for named purposes, over a unit or the nation, between two days. A system proves itself by a key; who sits
 * in front of it is that system's affair (Nghị định 278/2025/NĐ-CP).
 */
import { createHash, createPublicKey, randomUUID } from 'node:crypto'
import { isDay, purposeCodes } from '@cbccvc/standard'
import { type Connection, transaction } from '../../database/index.ts'
import { purposeRoles } from '../policy/index.ts'
import type { Subject } from '../subject.ts'
import { recordAct } from './acts.ts'
import { type AccountsFrame, here } from './frame.ts'
import { requireRight } from './issuing.ts'
import { AccountRefused } from './refusal.ts'
import { signedIn } from './stepping.ts'
import { loginForm, type SystemChange, type SystemChangeWish, type SystemWish } from './wish.ts'

/** A public key as a JSON Web Key (RFC 7517, RFC 8037): P-256 or Ed25519. */
export type SystemKey =
  | { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string }
  | { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string }

/** What a system is registered for today. */
export interface RegisteredSystem {
  /** uuid; what the access log names. */
  readonly systemId: string
  readonly clientId: string
  readonly name: string
  readonly publicKey: SystemKey
  /** Its rights, without the address that it asks from: `{ ...subject, address }` is a whole `Subject`. */
  readonly subject: Omit<Subject, 'address'>
}

/** The thumbprint of a public key (RFC 7638): by what people compare it, and a token names it. */
export function thumbprintOf(key: SystemKey): string {
  const { crv, kty, x } = key
  return createHash('sha256')
    .update(JSON.stringify(key.kty === 'EC' ? { crv, kty, x, y: key.y } : { crv, kty, x }))
    .digest('base64url')
}

interface SystemRow {
  readonly id: string
  readonly clientId: string
  readonly name: string
  readonly publicKey: SystemKey
  readonly purposes: string[]
  readonly unitId: number | null
  readonly validFrom: string
  readonly validTo: string
  readonly peopleADay: number
}

const columns = `id, client_id as "clientId", name, public_key as "publicKey", purposes, unit_id as "unitId",
  valid_from as "validFrom", valid_to as "validTo", people_a_day as "peopleADay"`

/**
 * The system of this client id as of today; null: nobody registered it, its days have not come or are over, or it rests or
 * was ended. Ask again at least every half minute: a system that is stopped reads nothing any more within a minute.
 */
export async function systemOf({ pool, today }: AccountsFrame, clientId: string): Promise<RegisteredSystem | null> {
  const { rows } = await pool.query<SystemRow>(
    `select ${columns} from consumer_system
      where client_id = $1 and ended_at is null and suspended_at is null and valid_from <= $2 and valid_to >= $2`,
    [clientId, today()],
  )
  const row = rows[0]
  return row ? registered(row) : null
}

function registered({ id, clientId, name, publicKey, purposes, ...over }: SystemRow): RegisteredSystem {
  const { unitId, validFrom, validTo, peopleADay } = over
  const grants = [{ id, role: 'consumerSystem', unitId, via: 'issued', validFrom, validTo }] as const
  const nobody = { sessionId: null, personId: null, sender: null, secondFactor: false, steppedUpAt: null }
  const subject = { kind: 'system', accountId: id, grants, purposes, peopleADay, ...nobody } as const
  return { systemId: id, clientId, name, publicKey, subject }
}

/** Purposes that a system can be registered for at all. */
export const systemPurposes = purposeCodes.filter((code) =>
  (purposeRoles[code] as readonly string[]).includes('consumerSystem'),
)

/** Longest time between the two days, in days: then somebody looks at it anew. */
export const mostSystemDays = 2 * 366

/** Whether what is asked for has the shape that is asked of it. Throws AccountRefused. */
export function checkSystemWish(wish: SystemWish, today: string): void {
  if (!loginForm.test(wish.clientId)) throw new AccountRefused('account.login')
  const characters = [...wish.name.trim()].length
  if (characters < 1 || characters > 200) throw new AccountRefused('account.name')
  const known = wish.purposes.every((code) => (systemPurposes as readonly string[]).includes(code))
  if (wish.purposes.length === 0 || !known || new Set(wish.purposes).size !== wish.purposes.length)
    throw new AccountRefused('system.purposes', { known: systemPurposes.join(', ') })
  const { validFrom, validTo } = wish
  const span = (Date.parse(validTo) - Date.parse(validFrom)) / 86_400_000
  const ordered = isDay(validFrom) && isDay(validTo) && validFrom >= today && span >= 0 && span <= mostSystemDays
  if (!ordered) throw new AccountRefused('system.dates', { days: mostSystemDays })
  checkPeopleADay(wish.peopleADay)
}

/** Most people that any system may look at in a day. */
export const mostPeopleADay = 1_000_000

function checkPeopleADay(people: number): void {
  if (!Number.isInteger(people) || people < 1 || people > mostPeopleADay)
    throw new AccountRefused('system.budget', { most: mostPeopleADay })
}

/** The change as it is kept. Throws `system.key`, `system.budget`. */
export function checkSystemChange(change: SystemChange): SystemChange {
  if (change.kind === 'budget') checkPeopleADay(change.peopleADay)
  return change.kind === 'key' ? { kind: 'key', publicKey: readSystemKey(change.publicKey) } : change
}

/** The public half of a key as it is kept. Throws `system.key` for anything else than a public key of a kind we take. */
export function readSystemKey(jwk: unknown): SystemKey {
  const given = (typeof jwk === 'object' && jwk !== null ? jwk : {}) as Record<string, unknown>
  const { kty, crv, x, y } = given
  const kept = kty === 'EC' ? { kty, crv, x, y } : { kty, crv, x }
  const taken = (kty === 'EC' && crv === 'P-256') || (kty === 'OKP' && crv === 'Ed25519')
  if (!taken || 'd' in given) throw new AccountRefused('system.key')
  try {
    createPublicKey({ key: kept as SystemKey, format: 'jwk' })
  } catch {
    throw new AccountRefused('system.key')
  }
  return kept as SystemKey
}

/** In the transaction of who approves it. */
export async function addSystem(
  tx: Connection,
  at: Date,
  wish: SystemWish,
  askedBy: string,
  approvedBy: string,
): Promise<string> {
  const id = randomUUID()
  const { clientId, name, publicKey, purposes, unitId, validFrom, validTo, peopleADay } = wish
  const { rowCount } = await tx.query(
    `insert into consumer_system (id, client_id, name, public_key, purposes, unit_id, valid_from, valid_to, asked_by,
                                  approved_by, made_at, key_since, people_a_day)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12) on conflict (client_id) do nothing`,
    [
      ...[id, clientId, name.trim(), JSON.stringify(publicKey), purposes, unitId],
      ...[validFrom, validTo, askedBy, approvedBy, at, peopleADay],
    ],
  )
  if (rowCount !== 1) throw new AccountRefused('account.loginTaken')
  const what = { purposes: purposes.join(' '), validFrom, validTo, peopleADay, key: thumbprintOf(publicKey) }
  const facts = { system: id, unit: unitId, ...what, approvedBy }
  await recordAct(tx, at, { act: 'systemRegistered', by: askedBy, account: null, facts })
  return id
}

/** The system that a change is asked for, which must fit it. Throws `system.unknown`, `system.state`. */
export async function systemToChange(
  tx: Connection,
  systemId: string,
  change: SystemChange,
): Promise<Pick<SystemRow, 'clientId' | 'name' | 'unitId' | 'validTo'>> {
  const { rows } = await tx.query<SystemRow & { rests: boolean }>(
    `select ${columns}, suspended_at is not null as rests from consumer_system where id = $1 and ended_at is null for update`,
    [systemId],
  )
  const row = rows[0]
  if (!row) throw new AccountRefused('system.unknown')
  if (change.kind === 'resume' && !row.rests) throw new AccountRefused('system.state')
  return row
}

/** In the transaction of who approves it. Throws `system.unknown`, `system.state` where it was stopped or went on meanwhile. */
export async function changeSystem(
  tx: Connection,
  at: Date,
  { systemId, change }: SystemChangeWish,
  askedBy: string,
  approvedBy: string,
): Promise<void> {
  await systemToChange(tx, systemId, change)
  const { kind } = change
  if (kind === 'key')
    await tx.query(`update consumer_system set public_key = $2, key_since = $3 where id = $1`, [
      ...[systemId, JSON.stringify(change.publicKey), at],
    ])
  if (kind === 'budget')
    await tx.query(`update consumer_system set people_a_day = $2 where id = $1`, [systemId, change.peopleADay])
  if (kind === 'resume')
    await tx.query(`update consumer_system set suspended_at = null, suspended_by = null where id = $1`, [systemId])
  const act = { key: 'systemKeyChanged', budget: 'systemBudgetChanged', resume: 'systemResumed' } as const
  const what = kind === 'key' ? { key: thumbprintOf(change.publicKey) } : {}
  const facts = { system: systemId, ...what, ...(kind === 'budget' && { peopleADay: change.peopleADay }), approvedBy }
  await recordAct(tx, at, { act: act[kind], by: askedBy, account: null, facts })
}

/** One line of the list: in force, resting, still to come, or over. */
export interface SystemLine extends Omit<SystemRow, 'publicKey'> {
  /** Thumbprint of its key. */
  readonly key: string
  readonly keySince: Date
  readonly suspendedAt: Date | null
  readonly endedAt: Date | null
}

/** All systems ever registered, by client id; for who may see accounts over the nation. */
export async function systemsSeenBy(frame: AccountsFrame, by: Subject): Promise<SystemLine[]> {
  signedIn(by)
  requireRight(by, 'account.read', null, await here(frame))
  const { rows } = await frame.pool.query<Omit<SystemLine, 'key'> & SystemRow>(
    `select ${columns}, key_since as "keySince", suspended_at as "suspendedAt", ended_at as "endedAt"
       from consumer_system order by client_id`,
  )
  return rows.map(({ publicKey, ...line }) => ({ ...line, key: thumbprintOf(publicKey) }))
}

/** Ends a system for good, by one person alone: to stop is never too early. Throws `system.unknown`. */
export function endSystem(frame: AccountsFrame, by: Subject, systemId: string): Promise<void> {
  return stopSystem(frame, by, systemId, 'ended')
}

/** Lets a system rest, by one person alone; two let it go on. Throws `system.unknown`; one that rests already goes on resting. */
export function suspendSystem(frame: AccountsFrame, by: Subject, systemId: string): Promise<void> {
  return stopSystem(frame, by, systemId, 'suspended')
}

async function stopSystem(
  frame: AccountsFrame,
  by: Subject,
  systemId: string,
  how: 'ended' | 'suspended',
): Promise<void> {
  const { accountId } = signedIn(by)
  const at = await here(frame)
  requireRight(by, 'account.suspend', null, at)
  await transaction(frame.pool, async (tx) => {
    const { rowCount } = await tx.query(
      `update consumer_system set ${how}_at = $2, ${how}_by = $3 where id = $1 and ended_at is null`,
      [systemId, at.now, accountId],
    )
    if (rowCount !== 1) throw new AccountRefused('system.unknown')
    const act = how === 'ended' ? 'systemEnded' : 'systemSuspended'
    await recordAct(tx, at.now, { act, by: accountId, account: null, facts: { system: systemId } })
  })
}
