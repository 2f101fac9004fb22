import type { DatabaseSync } from 'node:sqlite'

/** Rows of list fields on disk, found by the person they belong to. */
export interface ListStore {
  /** Keeps one row of a list; `value` is the row's wire object. */
  add(key: string, list: number, sheet: number, row: number, value: unknown): void
  /** Ends the adding. */
  seal(): void
  /** Hands out the rows of a person once, by list, in file order. Asking again gives nothing: the lists are taken. */
  take(key: string): { list: number; sheet: number; row: number; value: unknown }[]
  /** Whether somebody took this key before. */
  taken(key: string): boolean
  /** Rows whose person never came, counted by sheet with the first row of each. */
  orphans(): { sheet: number; count: number; row: number }[]
}

/** A list store in a scratch database. */
export function listStore(db: DatabaseSync): ListStore {
  db.exec(`
    CREATE TABLE item (k TEXT NOT NULL, list INTEGER NOT NULL, sheet INTEGER NOT NULL, r INTEGER NOT NULL, v TEXT NOT NULL) STRICT;
    CREATE TABLE person (k TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
    BEGIN`)
  const insert = db.prepare('INSERT INTO item VALUES (?, ?, ?, ?, ?)')
  const select = db.prepare('SELECT list, sheet, r, v FROM item WHERE k = ? ORDER BY list, sheet, r')
  const mark = db.prepare('INSERT OR IGNORE INTO person VALUES (?)')
  const known = db.prepare('SELECT 1 FROM person WHERE k = ?')
  let any = false
  return {
    add(key, list, sheet, row, value) {
      any = true
      insert.run(key, list, sheet, row, JSON.stringify(value))
    },
    seal() {
      db.exec('COMMIT; CREATE INDEX item_key ON item (k, list, sheet, r); BEGIN')
    },
    taken: (key) => known.get(key) !== undefined,
    take(key) {
      if (mark.run(key).changes === 0 || !any) return []
      return (select.all(key) as { list: number; sheet: number; r: number; v: string }[]).map(
        ({ list, sheet, r, v }) => ({
          list,
          sheet,
          row: r,
          value: JSON.parse(v) as unknown,
        }),
      )
    },
    orphans() {
      if (!any) return []
      return db
        .prepare(
          'SELECT sheet, count(*) AS count, min(r) AS row FROM item WHERE k NOT IN (SELECT k FROM person) GROUP BY sheet ORDER BY sheet',
        )
        .all() as { sheet: number; count: number; row: number }[]
    },
  }
}
