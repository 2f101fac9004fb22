/**
 * Callers that are keys: body → public key → units. Their rule is two lines: a key may submit for the units below its own
 * (`permitSubmission`), and read what its own body sent (`permitFeed`). Everything else is refused. What accounts and
 * systems may do stands in the policy table.
 */
import type { Queryable } from '../database/index.ts'
import type { Unit, UnitTree } from '../units/index.ts'

export interface Caller {
  readonly kid: string
  /** Code of the body, or CENTRE for the operator. */
  readonly sender: string
  readonly role: 'body' | 'operator'
  readonly publicKey: Uint8Array
  /** The top unit that the key speaks for; null: the whole body. */
  readonly unitId: number | null
  readonly sandbox: boolean
}

/** The key's row when it is registered and valid now; undefined otherwise. */
export function findCaller(db: Queryable, kid: string): Promise<Caller | undefined> {
  return readCaller(db, kid, 'and valid_from <= now() and (valid_to is null or valid_to > now())')
}

/** The key's row whether it is still valid or not: what was received is concluded with the rights that its key had. */
export function callerOfReceived(db: Queryable, kid: string): Promise<Caller | undefined> {
  return readCaller(db, kid, '')
}

async function readCaller(db: Queryable, kid: string, when: string): Promise<Caller | undefined> {
  const { rows } = await db.query<{
    kid: string
    sender: string
    role: 'body' | 'operator'
    public_key: Buffer
    unit_id: number | null
    sandbox: boolean
  }>(`select kid, sender, role, public_key, unit_id, sandbox from sender_key where kid = $1 ${when}`, [kid])
  const row = rows[0]
  return (
    row && {
      kid: row.kid,
      sender: row.sender,
      role: row.role,
      publicKey: row.public_key,
      unitId: row.unit_id,
      sandbox: row.sandbox,
    }
  )
}

/** Whether this key may submit for this unit today. */
export function maySubmit(caller: Caller, unit: Unit, tree: UnitTree): boolean {
  if (caller.role !== 'body' || unit.body !== caller.sender) return false
  if (caller.unitId === null) return true
  const top = tree.byId(caller.unitId)
  return top !== undefined && tree.within(unit, top)
}

export interface EnrolledKey {
  readonly kid: string
  readonly sender: string
  readonly role: 'body' | 'operator'
  readonly publicKey: Uint8Array
  readonly sandbox: boolean
}

export async function enrolKeys(db: Queryable, keys: readonly EnrolledKey[]): Promise<void> {
  for (const key of keys) {
    await db.query(
      `insert into sender_key (kid, sender, role, public_key, sandbox) values ($1, $2, $3, $4, $5) on conflict (kid) do nothing`,
      [key.kid, key.sender, key.role, key.publicKey, key.sandbox],
    )
  }
}

/** Whether any key of a sandbox is registered here: a real start refuses to run with one. */
export async function hasSandboxKeys(db: Queryable): Promise<boolean> {
  const { rows } = await db.query(`select from sender_key where sandbox limit 1`)
  return rows.length > 0
}
