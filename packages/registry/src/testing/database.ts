/** Real databases for tests: each one a clone of a template that holds the registry's migrations. */
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

/** A database of one test's own. */
export interface TestDatabase {
  /** Connection string of the owner (superuser of the test server). */
  url: string
  /** Cuts its sessions and removes it. What is not dropped goes with the server at the end of the run. */
  drop(): Promise<void>
}

const database = new URL('../database/', import.meta.url)
let server: Promise<string> | undefined
let template: Promise<string> | undefined

/**
 * A fresh database with all migrations applied (about 30 ms).
 *
 * `npm test` starts one PostgreSQL for the whole run and names it in `CBCCVC_TEST_PG`; without it this process starts
 * its own on the first call, which ends with the process.
 */
export async function freshDatabase(): Promise<TestDatabase> {
  server ??= startServer()
  const admin = await server
  template ??= prepareTemplate(admin)
  const name = `test_${randomBytes(8).toString('hex')}`
  await statement(admin, `CREATE DATABASE ${name} TEMPLATE ${await template} STRATEGY FILE_COPY`)
  return {
    url: named(admin, name),
    drop: () => statement(admin, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  }
}

/** The connection string of the test server itself (superuser, database `postgres`). */
export async function testServer(): Promise<string> {
  server ??= startServer()
  return server
}

async function startServer(): Promise<string> {
  if (process.env.CBCCVC_TEST_PG) return process.env.CBCCVC_TEST_PG
  // Through a variable, so that the arrow registry → outside exists in tests only, and at run time only.
  const outside = new URL('../../../../apps/outside/src/', import.meta.url).href
  const { startPostgres, testSettings } = await import(`${outside}postgres/index.ts`)
  const { removeAtEnd } = await import(`${outside}guardian/index.ts`)
  const dataDir = mkdtempSync(join(tmpdir(), 'cbccvc-test-'))
  removeAtEnd(dataDir)
  const { url, home } = await startPostgres({ dataDir, settings: testSettings })
  removeAtEnd(home)
  return url
}

/** Made once per server and state of the migrations; processes that come at the same time wait for the first. */
async function prepareTemplate(admin: string): Promise<string> {
  const name = `template_${digestOfMigrations()}`
  const client = new pg.Client({ connectionString: admin })
  await client.connect()
  try {
    await client.query(`SELECT pg_advisory_lock(hashtextextended('cbccvc template', 0))`)
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (rowCount) return name
    const half = `${name}_half`
    await client.query(`DROP DATABASE IF EXISTS ${half} WITH (FORCE)`)
    await client.query(`CREATE DATABASE ${half}`)
    const migrations = new URL('migrate.ts', database)
    if (existsSync(migrations)) {
      const { migrate } = (await import(migrations.href)) as { migrate(url: string): Promise<void> }
      await migrate(named(admin, half))
    }
    await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [half])
    await client.query(`ALTER DATABASE ${half} RENAME TO ${name}`)
    await client.query(`ALTER DATABASE ${name} IS_TEMPLATE true`)
    return name
  } finally {
    await client.end()
  }
}

/** Of every file in the room `database`: a changed migration makes another template. */
function digestOfMigrations(): string {
  const hash = createHash('sha256')
  const folder = fileURLToPath(database)
  if (existsSync(folder)) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) hash.update(entry.name).update(readFileSync(join(entry.parentPath, entry.name)))
    }
  }
  return hash.digest('hex').slice(0, 12)
}

function named(admin: string, name: string): string {
  const url = new URL(admin)
  url.pathname = `/${name}`
  return url.href
}

async function statement(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
