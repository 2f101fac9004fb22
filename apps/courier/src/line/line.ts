import { type Client, createClient, RefusedError } from '@cbccvc/contract'
import { requestToken } from '@cbccvc/evidence'

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
  readonly onWait?: (waiting: Waiting) => void
}

/** A line to the centre that outlives breaks: what may succeed later is tried again, what was refused is passed on. */
export interface Line {
  readonly client: Client
  /** Runs a request, and again after a break. `moved` says that something got through: waiting starts anew from short. */
  steady<T>(request: (moved: () => void) => Promise<T>): Promise<T>
}

const firstWait = 0.5
const longestWait = 60
const tokenSeconds = 300

/** Opens a line. The request token is made anew shortly before it expires. */
export function openLine(options: LineOptions): Line {
  const { server, sender, seed, patience = 900 } = options
  let token = { text: '', until: 0 }
  const freshToken = (): string => {
    const now = Date.now()
    if (now >= token.until) {
      token = {
        text: requestToken(seed, { iss: sender, ttl: tokenSeconds, now }),
        until: now + (tokenSeconds - 60) * 1000,
      }
    }
    return token.text
  }
  const client = createClient({
    server: server.replace(/\/+$/, ''),
    token: freshToken,
    ...(options.fetch && { fetch: options.fetch }),
    ...(options.timeoutMs !== undefined && { timeoutMs: options.timeoutMs }),
  })
  return {
    client,
    async steady(request) {
      let since = Date.now()
      let attempt = 1
      const moved = (): void => {
        since = Date.now()
        attempt = 0
      }
      for (; ; attempt++) {
        try {
          return await request(moved)
        } catch (error) {
          const wait = waitFor(error, attempt)
          if (wait === null || Date.now() - since + wait * 1000 > patience * 1000) throw error
          options.onWait?.({ seconds: wait, attempt, reason: (error as Error).message })
          await new Promise((resolve) => setTimeout(resolve, wait * 1000))
        }
      }
    },
  }
}

/**
 * Seconds to wait before trying again; `null` when trying again cannot help. Exponential with full jitter (96 couriers
 * that lost the centre together must not come back together); what the centre asks for by Retry-After is the least.
 */
export function waitFor(error: unknown, attempt: number): number | null {
  const jittered = Math.random() * Math.min(longestWait, firstWait * 2 ** Math.min(attempt, 10))
  if (error instanceof RefusedError) {
    if (!isPassing(error.status)) return null
    return error.retryAfter === null ? jittered : error.retryAfter + Math.random() * Math.min(5, error.retryAfter)
  }
  return isBrokenLine(error) ? jittered : null
}

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
