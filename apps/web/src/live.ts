/**
 * Figures that stay true on the screen. One source per address, shared by all who look at it: asked at once, again
 * every two seconds while somebody is there and the page is visible, slower while the line is lost (up to 15 s).
 * The last good figures stay, with their time; nobody is shown an empty page because of a cut line.
 */
import { useEffect, useSyncExternalStore } from 'react'
import { type Address, ask, Refused } from './api.ts'
import { onReturn, somebodyThere } from './presence.ts'
import { demand } from './session/demands.ts'
import { standingNow } from './session/session.ts'

export interface Live<T> {
  readonly data: T | null
  /** When the last good answer came (ms), by this machine's clock. */
  readonly at: number | null
  /** Since when the line has been lost (ms), or null while it is good. */
  readonly lostSince: number | null
  /** Nobody was at the page for a while: nothing is asked until the next input. */
  readonly resting: boolean
  /** Set when the centre itself refuses: waiting does not help. */
  readonly refused: Refused | null
}

const every = 2000
const slowest = 15_000
const nothing: Live<never> = { data: null, at: null, lostSince: null, resting: false, refused: null }

class Source<T> {
  live: Live<T> = nothing
  readonly #address: Address<T>
  readonly #listeners = new Set<() => void>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #asking: AbortController | null = null
  #failures = 0

  constructor(address: Address<T>) {
    this.#address = address
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    if (this.#listeners.size === 1) this.wake()
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) this.#rest()
    }
  }

  /** Asks now, unless an answer is already on its way, or nobody is there. */
  wake = (): void => {
    if (this.#asking || this.#listeners.size === 0 || document.visibilityState === 'hidden') return
    clearTimeout(this.#timer)
    const resting = !somebodyThere()
    if (resting !== this.live.resting) this.#set({ ...this.live, resting })
    if (!resting) void this.#ask()
  }

  /** Nobody looks: what is on its way is given up, and is no failure. */
  #rest(): void {
    clearTimeout(this.#timer)
    this.#asking?.abort()
    this.#asking = null
  }

  async #ask(): Promise<void> {
    const asking = new AbortController()
    this.#asking = asking
    let late = false
    const patience = setTimeout(() => {
      late = true
      asking.abort()
    }, 10_000)
    try {
      const data = await ask(this.#address, asking.signal)
      if (asking.signal.aborted) return
      this.#failures = 0
      this.#set({ data, at: Date.now(), lostSince: null, resting: false, refused: null })
    } catch (error) {
      if (asking.signal.aborted && !late) return
      this.#failures += 1
      const refused = error instanceof Refused ? error : null
      if (refused?.refusal.code === 'caller.session') return this.#sessionEnded()
      this.#set({ ...this.live, refused, lostSince: refused ? null : (this.live.lostSince ?? Date.now()) })
    } finally {
      clearTimeout(patience)
    }
    this.#asking = null
    this.#timer = setTimeout(this.wake, Math.min(every * 2 ** this.#failures, slowest))
  }

  /** The figures stay; once somebody is signed in again they are asked for again. */
  #sessionEnded(): void {
    this.#asking = null
    if (standingNow().kind === 'signedIn') void demand('signIn').then((met) => met && this.wake())
  }

  #set(live: Live<T>): void {
    this.live = live
    for (const listener of this.#listeners) listener()
  }
}

const sources = new Map<string, Source<unknown>>()
const wakeAll = () => {
  for (const source of sources.values()) source.wake()
}
onReturn(wakeAll)

/** The figures of an address, kept live while the component is on the screen. `again` asks at once. */
export function useLive<T>(address: Address<T>): Live<T> & { again: () => void } {
  let source = sources.get(address) as Source<T> | undefined
  if (!source) {
    source = new Source<T>(address)
    sources.set(address, source as Source<unknown>)
  }
  useEffect(() => {
    document.addEventListener('visibilitychange', wakeAll)
    window.addEventListener('online', wakeAll)
  }, [])
  const live = useSyncExternalStore(source.subscribe, () => source.live)
  return { ...live, again: source.wake }
}
