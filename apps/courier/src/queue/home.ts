import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * The courier's home: a folder with `queue.db` (parcels, feed, cursor, checkpoint) and `parcels/` (the bytes). Whatever
 * is stated in the database was on disk before.
 */
export interface Home {
  readonly folder: string
  readonly db: DatabaseSync
  /** Path of a parcel's file of some kind, e.g. `parcels/<id>.parts`. */
  file(parcelId: string, kind: FileKind): string
  /** Runs work in one transaction that is on disk when it returns. */
  commit<T>(work: () => T): T
  close(): void
}

/**
 * `parts`: the compressed parts one after the other, then the leaves; `places`: where each record stands in the source;
 * `findings`: what the check at home found; `source`: a copy of the workbook sent.
 */
export type FileKind = 'parts' | 'places' | 'findings' | 'source'

const schema = `
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS parcel (
  id TEXT PRIMARY KEY,
  seq INTEGER NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('packing', 'packed', 'received', 'concluded', 'refused')),
  fingerprint TEXT,
  source_name TEXT,
  source_kind TEXT,
  kind TEXT NOT NULL,
  unit TEXT NOT NULL,
  as_of TEXT NOT NULL,
  salt TEXT NOT NULL,
  created_at TEXT NOT NULL,
  count INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0,
  manifest TEXT,
  promise TEXT,
  received_at TEXT,
  concluded_at TEXT,
  refusal TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS parcel_fingerprint ON parcel (fingerprint);
CREATE TABLE IF NOT EXISTS outcome (
  parcel TEXT NOT NULL, idx INTEGER NOT NULL, outcome TEXT NOT NULL, leaf TEXT NOT NULL, findings TEXT NOT NULL,
  entry TEXT, rule_set TEXT NOT NULL, today TEXT NOT NULL, said TEXT,
  PRIMARY KEY (parcel, idx)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS line (
  at TEXT PRIMARY KEY, kind TEXT NOT NULL, parcel TEXT, idx INTEGER, id TEXT, body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS line_kind ON line (kind, id);
CREATE INDEX IF NOT EXISTS line_parcel ON line (parcel, kind, idx);
CREATE TABLE IF NOT EXISTS base_receipt (
  parcel TEXT NOT NULL, part INTEGER NOT NULL, receipt TEXT NOT NULL, PRIMARY KEY (parcel, part)
) STRICT, WITHOUT ROWID;`

/** Opens (and makes) a home. Readable by its owner only. */
export function openHome(folder: string): Home {
  mkdirSync(join(folder, 'parcels'), { recursive: true, mode: 0o700 })
  const db = new DatabaseSync(join(folder, 'queue.db'))
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000; PRAGMA cache_size = -4000',
  )
  db.exec(schema)
  return {
    folder,
    db,
    file: (parcelId, kind) => join(folder, 'parcels', `${parcelId}.${kind}`),
    commit(work) {
      db.exec('BEGIN IMMEDIATE')
      try {
        const result = work()
        db.exec('COMMIT')
        return result
      } catch (error) {
        db.exec('ROLLBACK')
        throw error
      }
    },
    close: () => db.close(),
  }
}

/** Makes the names in a folder durable (on systems where a folder can be synced). */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
