import { type Client, createClient, keyHolder, RefusedError } from '@cbccvc/contract'
import { isLasting, type Meeting, NeverReached, obstacleIn, type Seen, type Tried } from './meeting.ts'

/** What waiting looks like from outside: how long, why, and which attempt. */
export interface Waiting {
  readonly seconds: number
  readonly attempt: number
  readonly reason: string
}

export interface LineOptions {
  readonly server: string
  readonly sender: string
  readonly seed: Uint8Array
  readonly fetch?: typeof fetch
  /** Milliseconds after which one request is given up (default 120,000). */
  readonly timeoutMs?: number
  /** Seconds for which a broken line is tried again before the error is passed on (default 900). */
  readonly patience?: number
  /**
   * Seconds that a server gets which never answered as the centre in this queue (default 20); what waiting cannot mend
   * (no such name, a foreign answer, a wrong certificate) is then said at once. `Infinity`: the program knows the address.
   */
  readonly firstPatience?: number
  /** What is known of the server from before; without it every server counts as known. */
  readonly meeting?: Meeting
  readonly onWait?: (waiting: Waiting) => void
}

/**
 * A line to the centre that outlives breaks: what may succeed later is tried again, what was refused is passed on. A server
 * that never answered as the centre gets little patience, and nothing but a question for its public keys.
 */
export interface Line {
  readonly client: Client
  /** Runs a request, and again after a break. `moved` says that something got through: waiting starts anew from short. */
  steady<T>(request: (moved: () => void) => Promise<T>): Promise<T>
}

const firstWait = 0.5
const longestWait = 60
/** Between attempts at a server that never answered, in seconds; and how long its first answer may take, in milliseconds. */
const longestFirstWait = 3
const longestGreeting = 15_000

/** Opens a line. Its access token is asked for with the first request, and anew shortly before it ends. */
export function openLine(options: LineOptions): Line {
  const { server, seed, patience = 900, firstPatience = 20, meeting } = options
  const key = keyHolder({
    ...{ server: server.replace(/\/+$/, ''), seed },
    ...{ fetch: options.fetch, timeoutMs: options.timeoutMs },
  })
  const client = createClient({
    server: server.replace(/\/+$/, ''),
    key,
    ...(options.fetch && { fetch: options.fetch }),
    ...(options.timeoutMs !== undefined && { timeoutMs: options.timeoutMs }),
  })
  const greeter = createClient({
    server: server.replace(/\/+$/, ''),
    ...(options.fetch && { fetch: options.fetch }),
    timeoutMs: Math.min(options.timeoutMs ?? longestGreeting, longestGreeting),
  })
  /** Before anything is sent to a server for the first time: is it the centre? */
  const greet = async (): Promise<void> => {
    if (meeting === undefined || meeting.known()) return
    const { answer } = await greeter.call('logKeys')
    meeting.check(answer)
    meeting.keep()
  }
  /** What to throw, where the server was never reached and waiting has no point any more; null: wait. */
  const giveUp = (error: unknown, seen: Seen, tried: Tried, wait: number): NeverReached | null => {
    const hopeless = isLasting(seen.obstacle) && (Number.isFinite(firstPatience) || waitFor(error, 1) === null)
    return hopeless || tried.seconds + wait > firstPatience ? new NeverReached(server, seen, tried) : null
  }
  return {
    client,
    async steady(request) {
      const began = Date.now()
      let since = began
      let attempt = 1
      let attempts = 0
      const moved = (): void => {
        since = Date.now()
        attempt = 0
      }
      for (; ; attempt++) {
        try {
          attempts++
          await greet()
          return await request(moved)
        } catch (error) {
          if (error instanceof NeverReached) throw error
          const strange = meeting === undefined || meeting.known() ? null : obstacleIn(error)
          if (strange !== null) {
            const wait = Math.min(longestFirstWait, jitter(attempt))
            const tried = { attempts, seconds: (Date.now() - began) / 1000 }
            const never = giveUp(error, strange, tried, wait)
            if (never !== null) throw never
            await pause(wait, attempt, error)
            continue
          }
          const wait = waitFor(error, attempt)
          if (wait === null || Date.now() - since + wait * 1000 > patience * 1000) throw error
          await pause(wait, attempt, error)
        }
      }
    },
  }

  async function pause(seconds: number, attempt: number, error: unknown): Promise<void> {
    options.onWait?.({ seconds, attempt, reason: (error as Error).message })
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
  }
}

/**
 * Seconds to wait before trying again; `null` when trying again cannot help. Exponential with full jitter (96 couriers
 * that lost the centre together must not come back together); what the centre asks for by Retry-After is the least.
 */
export function waitFor(error: unknown, attempt: number): number | null {
  const jittered = jitter(attempt)
  if (error instanceof RefusedError) {
    if (!isPassing(error.status)) return null
    return error.retryAfter === null ? jittered : error.retryAfter + Math.random() * Math.min(5, error.retryAfter)
  }
  return isBrokenLine(error) ? jittered : null
}

const jitter = (attempt: number): number =>
  Math.random() * Math.min(longestWait, firstWait * 2 ** Math.min(attempt, 10))

function isPassing(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500
}

/** What `fetch` throws when the line broke or the time was up. */
export function isBrokenLine(error: unknown): boolean {
  return (error instanceof TypeError && /fetch|terminated|network/i.test(error.message)) || isTimeout(error)
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && (error.name === 'TimeoutError' || error.name === 'AbortError')
}
