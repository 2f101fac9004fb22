/** What does not change while the page is open (an edition of the standard, the log's keys): asked once, kept. */
import { useEffect, useState } from 'react'
import { type Address, ask } from './api.ts'

const kept = new Map<string, unknown>()

/** The answer of an address, or null until it is there; a lost line is tried again every four seconds. */
export function useOnce<T>(address: Address<T>): T | null {
  const [, tell] = useState(0)
  useEffect(() => {
    if (kept.has(address)) return
    const leave = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const attempt = async () => {
      try {
        kept.set(address, await ask(address, leave.signal))
        tell((n) => n + 1)
      } catch {
        if (!leave.signal.aborted) timer = setTimeout(attempt, 4000)
      }
    }
    void attempt()
    return () => {
      leave.abort()
      clearTimeout(timer)
    }
  }, [address])
  return (kept.get(address) as T | undefined) ?? null
}
