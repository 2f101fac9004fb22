/** What an error says of whose fault it is (SQLSTATE: PostgreSQL manual, appendix A). */
import { KeyUnknownError } from './seal.ts'

/**
 * Errors of the database that say "not now", whatever was asked: connection lost, shutting down, too many connections,
 * deadlock, serialization, a lock not to be had, no memory or disk.
 */
export function isPassing(error: unknown): boolean {
  const { code, message = '' } = (error ?? {}) as { code?: unknown; message?: string }
  if (typeof code === 'string') return /^(08|53|57P|40|55P03|58)/.test(code) || /^E(CONN|PIPE|TIMEDOUT|HOST)/.test(code)
  return /Connection terminated|timeout exceeded when trying to connect|not queryable|Client has/.test(message)
}

/**
 * Classes that no record can bring about, whatever is in it, because our statements are fixed and only values differ:
 * features, transactions and statements (0A, 0B, 0L, 0P, 25, 26, 2D, 34, 3B), sign-in (28), a database or schema that is not
 * there (3D, 3F), names, grants and syntax (42), resources and objects not ready (53, 55), the system (58, F0, HV, XX).
 */
const notOfARecord = /^(0A|0B|0L|0P|25|26|28|2D|34|3B|3D|3F|42|53|55|58|F0|HV|XX)/

/** `passing`: to be tried again soon. `ours`: it stays until we mend it. `anyones`: a record may have brought it about. */
export type Whose = 'passing' | 'ours' | 'anyones'

export function whoseFault(error: unknown): Whose {
  const { code, constraint } = (error ?? {}) as { code?: unknown; constraint?: unknown }
  // A lock that somebody holds, unlike the rest of its class, is there again in a moment.
  if (code === '55P03') return 'passing'
  if (error instanceof KeyUnknownError) return 'ours'
  if (typeof code === 'string' && notOfARecord.test(code)) return 'ours'
  // A missing partition is told as a broken check that has no name.
  if (code === '23514' && !constraint) return 'ours'
  return isPassing(error) ? 'passing' : 'anyones'
}

/** What may be said of a fault: its SQLSTATE, else the error's name. Never its message, which may quote a value. */
export function faultCode(error: unknown): string {
  const { code, name = 'Error' } = (error ?? {}) as { code?: unknown; name?: string }
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : name
}

/** Faults of one class have one cause: the class of a SQLSTATE, else the error's name. */
export const faultClass = (code: string): string => (/^[0-9A-Z]{5}$/.test(code) ? code.slice(0, 2) : code)
