/** Derives `docs/database-roles.md`: a database is made, every migration run, and the grants are read from its catalogue. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres, testSettings } from '@cbccvc/outside'
import { migrate, openPool, rolesPage } from '@cbccvc/registry'

export async function derive(): Promise<{ path: string; content: string }[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'cbccvc-roles-'))
  const postgres = await startPostgres({ dataDir, settings: testSettings })
  const pool = openPool({ url: postgres.url, role: null, max: 1, name: 'cbccvc derive' })
  try {
    await migrate(postgres.url)
    return [{ path: 'docs/database-roles.md', content: await rolesPage(pool) }]
  } finally {
    await pool.end()
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
    rmSync(postgres.home, { recursive: true, force: true })
  }
}
