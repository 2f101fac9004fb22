/** Brings a database to the newest schema: the numbered SQL files, each once, in a transaction of its own. */
import { readdir, readFile } from 'node:fs/promises'
import { openPool, type Pool, requireVersion, transaction } from './pool.ts'

const folder = new URL('./migrations/', import.meta.url)

/** Runs as the database's owner. Safe to run again, and by two at once (an advisory lock makes the second wait). */
export async function migrate(url: string): Promise<void> {
  const pool = openPool({ url, role: null, max: 1, name: 'cbccvc migrate' })
  try {
    await requireVersion(pool)
    const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
    await transaction(pool, async (tx) => {
      await tx.query('select pg_advisory_xact_lock(20230620)')
      await tx.query(
        'create table if not exists migration (name text primary key, at timestamptz not null default now())',
      )
      const { rows } = await tx.query<{ name: string }>('select name from migration')
      const done = new Set(rows.map((row) => row.name))
      for (const name of files) {
        if (done.has(name)) continue
        await tx.query(await readFile(new URL(name, folder), 'utf8'))
        await tx.query('insert into migration (name) values ($1)', [name])
      }
      await tx.query('grant select on migration to cbccvc_app')
    })
    await ensurePartitions(pool)
  } finally {
    await pool.end()
  }
}

/** Entries are partitioned by year of recording; this year's and the next one's partitions must exist. */
export async function ensurePartitions(db: Pool): Promise<void> {
  await db.query(
    'select ensure_partitions(y) from generate_series(extract(year from now())::int, extract(year from now())::int + 1) y',
  )
}
