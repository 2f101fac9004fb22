/**
 * The only importer of the driver. A pool that works as the role of its job (none may change an entry or a leaf), and the transaction in which everything that is true together is committed together.
 */
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { CopyRows } from './copy.ts'

export type Connection = pg.PoolClient
export type Pool = pg.Pool
/** Either the pool (one statement) or a connection inside a transaction. */
export type Queryable = Pick<pg.Pool, 'query'>

// bigint columns are ids and counts below 2^53: numbers in JavaScript. Dates stay calendar days, not instants.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

/** PostgreSQL 18 or later is needed; older ones are refused with a sentence. */
export class DatabaseTooOldError extends Error {
  override readonly name = 'DatabaseTooOldError'
  constructor(version: string) {
    super(
      `Cần PostgreSQL 18 trở lên, máy chủ này là ${version}. / PostgreSQL 18 or later is needed, this server is ${version}.`,
    )
  }
}

/**
 * What a connection is in the database; the grants stand in migrations/, the table of them in docs/database-roles.md.
 * `app` is what the door, the worker and the checker have in common.
 */
export type DatabaseRole =
  | 'cbccvc_app'
  | 'cbccvc_door'
  | 'cbccvc_work'
  | 'cbccvc_sequence'
  | 'cbccvc_check'
  | 'cbccvc_desk'
  | 'cbccvc_identity'
  | 'cbccvc_spill'
  | 'cbccvc_rotate'
  | 'cbccvc_watch'
  | 'cbccvc_units'

export interface PoolOptions {
  readonly url: string
  /** The role that the connections take on; the owner's own for migrations only. */
  readonly role?: DatabaseRole | null
  readonly max?: number
  /** Shown in pg_stat_activity. */
  readonly name?: string
}

export function openPool({ url, role = 'cbccvc_app', max = 8, name = 'cbccvc' }: PoolOptions): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: name,
    // Nobody waits for ever: not for a connection, and not while holding one that does nothing.
    connectionTimeoutMillis: 30_000,
    options: `${role ? `-c role=${role} ` : ''}-c idle_in_transaction_session_timeout=120s`,
  })
  // A connection lost while idle, or between two statements of a transaction, is not an event that may end the process:
  // the next statement fails by itself, or opens another.
  const unheard = () => {}
  pool.on('error', unheard)
  pool.on('connect', (connection) => connection.on('error', unheard))
  return pool
}

/** Where a connection string leads, as the driver reads it, environment included. */
export interface Line {
  /** Name or address of the server; a path for a socket of this machine. */
  readonly host: string
  /** TLS, with the server's certificate and its name verified, and said so by `sslmode=verify-full`. */
  readonly verified: boolean
}

/** Connects to nothing. Throws where the string names a certificate that cannot be read. */
export function lineOf(url: string): Line {
  const client: Pick<pg.ClientConfig, 'ssl'> & { readonly host: string } = new pg.Client({ connectionString: url })
  const { host, ssl } = client
  const checks = typeof ssl === 'object' && ssl.rejectUnauthorized !== false && ssl.checkServerIdentity === undefined
  // Of several the driver takes the last one.
  const mode = new URLSearchParams(url.split('?')[1] ?? '').getAll('sslmode').at(-1)
  return { host, verified: checks && mode === 'verify-full' }
}

export async function requireVersion(db: Queryable): Promise<void> {
  const { rows } = await db.query<{ n: string; v: string }>(
    `select current_setting('server_version_num') as n, current_setting('server_version') as v`,
  )
  if (Number(rows[0]!.n) < 180000) throw new DatabaseTooOldError(rows[0]!.v)
}

/**
 * Runs `work` in one transaction: all of it is committed, or none. READ COMMITTED; the rooms lock what they change.
 * An error from `work` rolls back and is thrown on; a lost connection is an error as well.
 */
export async function transaction<T>(pool: Pool, work: (tx: Connection) => Promise<T>): Promise<T> {
  const connection = await pool.connect()
  let broken: Error | undefined
  try {
    await connection.query('begin')
    const result = await work(connection)
    await connection.query('commit')
    return result
  } catch (error) {
    await connection.query('rollback').catch((lost: Error) => {
      broken = lost
    })
    throw error
  } finally {
    connection.release(broken)
  }
}

/** COPY of binary rows inside a transaction: the cheapest way in. Columns in the order the rows were filled. */
export async function copyInto(
  tx: Connection,
  table: string,
  columns: readonly string[],
  rows: CopyRows,
): Promise<void> {
  if (rows.count === 0) return
  const stream = tx.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin (format binary)`))
  await new Promise<void>((resolve, reject) => {
    stream.on('error', reject)
    stream.on('finish', resolve)
    stream.end(rows.finish())
  })
}

export { CopyRows }
