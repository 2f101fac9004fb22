/**
 * What the doors refused, as security events (ASVS 5.0.0, V16.3): a JSON line each in the log of the process, and a count by
 * the hour in the database. A line says who by an id of ours, which route by its name, which code, from which address: no
 * name, no number, nothing that was sent.
 *
 * A line costs who is refused nothing and us a place on the disk, so lines are braked: the same again within a minute is
 * summed into one line at its end, and of each kind only so many different ones are written in a minute; of the rest one line
 * says how many they were. Counts are never braked: their keys are routes and codes, which are ours.
 */
import { AccountRefused, type RefusedCount, type RefusedKind } from '@cbccvc/registry'
import { networkOf } from './rates.ts'

export interface SecurityEvent {
  readonly kind: RefusedKind
  readonly code: string
  readonly route: string
  readonly address: string
  /** Who asked, where that was proven: uuid of an account or of a system, or the sender of a courier's key. */
  readonly by?: { readonly account: string } | { readonly system: string } | { readonly sender: string } | null
  /** The account that somebody tried to sign in to. */
  readonly about?: string | null
}

export interface SecurityEvents {
  note(event: SecurityEvent): void
  /** A clock's step: ends the minute where it is over, and gives what was counted since the last step. */
  take(): RefusedCount[]
  /** What could not be stored: it is given again with the next step. */
  giveBack(counts: readonly RefusedCount[]): void
  /** Ends the minute, over or not: before the process ends. */
  close(): void
}

/** Different events of one kind that are written in a minute: with their sums at its end 32 lines, some 8 kB. */
export const mostOfAKind = 16
const minute = 60_000

/** `write`: takes one line, with its end. `now` in milliseconds. */
export function securityEvents(write: (line: string) => void, now: () => number = Date.now): SecurityEvents {
  const counts = new Map<string, RefusedCount>()
  const met = new Map<string, { readonly event: SecurityEvent; again: number }>()
  const ofKind = new Map<RefusedKind, { written: number; left: number }>()
  let began = now()
  const say = (what: object) =>
    write(`${JSON.stringify({ at: new Date(now()).toISOString(), where: 'security', ...what })}\n`)
  const sayEvent = ({ kind, code, route, address, by, about }: SecurityEvent, times: number) =>
    say({ kind, code, route, ...by, ...(about && { about }), address, times })
  const add = ({ kind, route, code, times }: RefusedCount) => {
    const key = `${kind} ${route} ${code}`
    counts.set(key, { kind, route, code, times: (counts.get(key)?.times ?? 0) + times })
  }
  const close = () => {
    for (const { event, again } of met.values()) if (again > 0) sayEvent(event, again)
    for (const [kind, { left }] of ofKind) if (left > 0) say({ kind, code: 'others', times: left })
    met.clear()
    ofKind.clear()
    began = now()
  }
  const turn = () => {
    if (now() - began >= minute) close()
  }
  return {
    note(event) {
      turn()
      add({ kind: event.kind, route: event.route, code: event.code, times: 1 })
      const key = JSON.stringify([event.kind, event.code, event.route, event.by, event.about, networkOf(event.address)])
      const known = met.get(key)
      if (known) {
        known.again++
        return
      }
      const kind = ofKind.get(event.kind) ?? { written: 0, left: 0 }
      ofKind.set(event.kind, kind)
      if (kind.written === mostOfAKind) {
        kind.left++
        return
      }
      kind.written++
      met.set(key, { event, again: 0 })
      sayEvent(event, 1)
    },
    take() {
      turn()
      const taken = [...counts.values()]
      counts.clear()
      return taken
    },
    giveBack: (back) => back.forEach(add),
    close,
  }
}

/** What kind of event an answer is; null: none. `account`: who asks is signed in. */
export function kindOf(status: number, code: string, account: boolean): RefusedKind | null {
  if (/^(signin|passkey|eid|oidc)\./.test(code) && status >= 400) return 'signin'
  if (status === 401) return 'signin'
  if (status === 429) return 'rate'
  if (status === 403) return 'rights'
  // Not there, or not theirs: an account that asks for many of these is looking for what others have.
  if (status === 404 && account && code !== 'request.notFound') return 'rights'
  return [400, 408, 413, 414, 415, 431].includes(status) && code.startsWith('request.') ? 'shape' : null
}

/** The account whose sign-in an error is about. */
export const aboutOf = (error: unknown): string | null => (error instanceof AccountRefused ? error.about : null)
