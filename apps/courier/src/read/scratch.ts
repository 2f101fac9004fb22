import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** A SQLite file for the time of one reading: what would not fit into memory goes there; nothing of it outlives `close`. */
export interface Scratch {
  readonly db: DatabaseSync
  close(): void
}

/** Opens a scratch database in a fresh folder readable by this user only. No journal, no fsync: it is never read again. */
export function openScratch(): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'courier-'))
  const db = new DatabaseSync(join(folder, 'scratch.db'))
  db.exec(
    'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -24000; PRAGMA temp_store = FILE',
  )
  let open = true
  return {
    db,
    close() {
      if (!open) return
      open = false
      db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
