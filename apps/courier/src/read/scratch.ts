import { DatabaseSync } from 'node:sqlite'

/** A SQLite file for the time of one reading: what would not fit into memory goes there; nothing of it outlives `close`. */
export interface Scratch {
  readonly db: DatabaseSync
  close(): void
}

/**
 * Opens a scratch database in the system's folder for temporary files. It has no name: SQLite takes the name away as soon
 * as the file is open, so that a courier killed in the middle leaves no personal data behind. No fsync: nobody reads it
 * again.
 */
export function openScratch(): Scratch {
  const db = new DatabaseSync('')
  db.exec(
    'PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -24000; PRAGMA temp_store = FILE',
  )
  return {
    db,
    close() {
      if (db.isOpen) db.close()
    },
  }
}
