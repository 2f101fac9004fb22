/** Everything that a database holds, as text, and the files that it lies in: what a thief of it would read. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { openPool } from '@cbccvc/registry'
import type { Route } from './route.ts'

/** All rows of all tables as PostgreSQL writes them (bytea as hex). */
export async function dumpOf(url: string): Promise<string> {
  const pool = openPool({ url, role: null, max: 1 })
  try {
    const { rows: tables } = await pool.query<{ name: string }>(
      `select quote_ident(relname) as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
    )
    const texts: string[] = []
    for (const { name } of tables) {
      const { rows } = await pool.query<{ row: string }>(`select t::text as row from ${name} t`)
      texts.push(`-- ${name}`, ...rows.map(({ row }) => row))
    }
    return texts.join('\n')
  } finally {
    await pool.end()
  }
}

/** This database's own files, and whatever else of the server (its write-ahead log, its messages) was written since `since`. */
export async function filesOf({ owner }: Pick<Route, 'owner'>, since: number): Promise<string[]> {
  await owner.query('checkpoint')
  const { rows } = await owner.query<{ dir: string; oid: string }>(
    `select current_setting('data_directory') as dir, oid from pg_database where datname = current_database()`,
  )
  const { dir, oid } = rows[0]!
  const own = walk(dir).filter(
    (path) => path.includes(`/base/${oid}/`) || (gone(() => statSync(path).mtimeMs) ?? 0) >= since,
  )
  return [...own, join(dir, '..', 'server.log')]
}

/** The bytes of a file, one character each; nothing where it vanished meanwhile. */
export const textOf = (path: string): string => gone(() => readFileSync(path, 'latin1')) ?? ''

/** Files of the server that hold something; those of other databases may vanish while we look. */
function walk(folder: string): string[] {
  const entries = gone(() => readdirSync(folder, { withFileTypes: true })) ?? []
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return walk(path)
    return entry.isFile() && (gone(() => statSync(path).size) ?? 0) > 0 ? [path] : []
  })
}

function gone<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return null
    throw error
  }
}
