/**
 * What the identity provider remembers between two requests. The library names a thing by its id, which for a code or a
 * refresh token is the secret itself: here stands only its digest, and the content is sealed and bound to it.
 */
import { createHash } from 'node:crypto'
import type { AccountsFrame } from '../accounts/index.ts'

/** As the library gives it; `accountId` is the id of a session of ours, with which the row lives. */
export interface ProviderPayload {
  readonly [name: string]: unknown
  readonly accountId?: string | undefined
  readonly grantId?: string | undefined
  readonly uid?: string | undefined
}

export interface ProviderRows {
  /** Adds or replaces. Of a thing that may be there once only (`once`): false where it is there already. */
  put(
    kind: string,
    id: string,
    payload: ProviderPayload,
    seconds: number,
    options?: { readonly once?: boolean },
  ): Promise<boolean>
  /** With `consumed` (seconds since 1970) where it has served. Undefined: none, or run out. */
  find(kind: string, id: string): Promise<ProviderPayload | undefined>
  findByUid(kind: string, uid: string): Promise<ProviderPayload | undefined>
  /** Marks it as served; false where it had served before, also when two ask at once. */
  consume(kind: string, id: string): Promise<boolean>
  destroy(kind: string, id: string): Promise<void>
  /** Everything that was issued on this grant, and the grant. */
  revokeGrant(grantId: string): Promise<void>
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()
/** The place of the box of a row. */
export const rowPlace = (kind: string, digest: Uint8Array) => `oidc ${kind} ${Buffer.from(digest).toString('hex')}`
const isSession = (id: unknown): id is string =>
  typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)

interface Row {
  readonly digest: Buffer
  readonly box: Buffer
  readonly consumed_at: Date | null
}

export function providerRows({ pool, keys }: Pick<AccountsFrame, 'pool' | 'keys'>): ProviderRows {
  const opened = (kind: string, row: Row | undefined): ProviderPayload | undefined => {
    if (!row) return undefined
    const payload = JSON.parse(keys.open('sealed', rowPlace(kind, row.digest), row.box).toString()) as ProviderPayload
    return row.consumed_at ? { ...payload, consumed: Math.floor(row.consumed_at.getTime() / 1000) } : payload
  }
  return {
    async put(kind, id, payload, seconds, { once = false } = {}) {
      const digest = digestOf(id)
      const { rowCount } = await pool.query(
        `insert into oidc_row (kind, digest, uid_digest, grant_digest, session_id, box, expires_at)
         values ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7))
         on conflict (kind, digest) do update set uid_digest = excluded.uid_digest, grant_digest = excluded.grant_digest,
           session_id = excluded.session_id, box = excluded.box, expires_at = excluded.expires_at
           where not $8 or oidc_row.expires_at <= now()`,
        [
          kind,
          digest,
          kind === 'Session' && payload.uid ? digestOf(payload.uid) : null,
          kind === 'Grant' ? digest : payload.grantId ? digestOf(payload.grantId) : null,
          isSession(payload.accountId) ? payload.accountId : null,
          keys.seal('sealed', rowPlace(kind, digest), Buffer.from(JSON.stringify(payload))),
          seconds,
          once,
        ],
      )
      return rowCount === 1
    },
    async find(kind, id) {
      const { rows } = await pool.query<Row>(
        `select digest, box, consumed_at from oidc_row where kind = $1 and digest = $2 and expires_at > now()`,
        [kind, digestOf(id)],
      )
      return opened(kind, rows[0])
    },
    async findByUid(kind, uid) {
      const { rows } = await pool.query<Row>(
        `select digest, box, consumed_at from oidc_row where kind = $1 and uid_digest = $2 and expires_at > now()`,
        [kind, digestOf(uid)],
      )
      return opened(kind, rows[0])
    },
    async consume(kind, id) {
      const { rowCount } = await pool.query(
        `update oidc_row set consumed_at = now() where kind = $1 and digest = $2 and consumed_at is null`,
        [kind, digestOf(id)],
      )
      return rowCount === 1
    },
    async destroy(kind, id) {
      await pool.query(`delete from oidc_row where kind = $1 and digest = $2`, [kind, digestOf(id)])
    },
    async revokeGrant(grantId) {
      await pool.query(`delete from oidc_row where grant_digest = $1`, [digestOf(grantId)])
    },
  }
}

/** Forgets what ran out. Gives how many rows. */
export async function forgetProviderRows({ pool }: Pick<AccountsFrame, 'pool'>): Promise<number> {
  const { rowCount } = await pool.query(
    `delete from oidc_row where (kind, digest) in (select kind, digest from oidc_row where expires_at <= now() limit 5000)`,
  )
  return rowCount ?? 0
}
