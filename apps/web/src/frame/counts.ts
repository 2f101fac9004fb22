/**
 * How much waits for this account, beside the pages where it waits. Asked when somebody has signed in, after an act that
 * changes it, and when a page is opened more than a minute later. A count that cannot be had is not shown.
 */
import { useEffect, useSyncExternalStore } from 'react'
import { ask, type Me } from '../api.ts'
import { standingNow } from '../session/session.ts'
import { isFor, pages } from './pages.ts'
import { useMoves } from './router.tsx'

const freshFor = 60_000
const none: ReadonlyMap<string, number> = new Map()

let counts = none
let askedAt = 0
const listeners = new Set<() => void>()

function set(next: ReadonlyMap<string, number>): void {
  counts = next
  for (const listener of listeners) listener()
}

const listen = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Asks anew for every page of this account that counts something. */
export function recount(): void {
  const now = standingNow()
  askedAt = Date.now()
  if (now.kind !== 'signedIn') return
  for (const page of pages) {
    const { path, count } = page
    if (!count?.isShortFor(now.me) || !isFor(page, now.me)) continue
    ask(count.at, AbortSignal.timeout(15_000)).then(
      (answer) => set(new Map(counts).set(path, count.of(answer))),
      () => {},
    )
  }
}

/** Path of the page → how much waits there. `me`: who is signed in. */
export function useCounts(me: Me | null): ReadonlyMap<string, number> {
  const moves = useMoves()
  const accountId = me?.accountId
  // biome-ignore lint/correctness/useExhaustiveDependencies: another account has other counts
  useEffect(() => {
    set(none)
    recount()
  }, [accountId])
  useEffect(() => {
    if (moves > 0 && Date.now() - askedAt > freshFor) recount()
  }, [moves])
  return useSyncExternalStore(listen, () => counts)
}
