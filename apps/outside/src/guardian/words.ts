/** What the guarded process says to its guardian. */
export type Word = { watch: Ward } | { unwatch: number } | { remove: string }

/** A process to stop when its owner is gone. */
export interface Ward {
  pid: number
  /** Higher orders are stopped first, equal ones together: 1 for what uses a database, 0 for the database. */
  order: number
  /** The polite signal. */
  signal: 'SIGINT' | 'SIGTERM'
  /** How long it may take, in milliseconds, before it is killed. */
  graceMs: number
}
