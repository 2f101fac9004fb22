/** Everything that a database holds, as text: what a thief of it would read. */
import { openPool } from '@cbccvc/registry'

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
