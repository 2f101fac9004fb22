/**
 * The typed client: one method a route a sender uses. It does not retry: the caller knows what waiting costs.
 * A refusal of the centre is thrown as `RefusedError`; a broken line as whatever `fetch` throws.
 */
import type { Static, TSchema } from 'typebox'
import type { KeyHolder } from './key-holder.ts'
import { type Route, type RouteName, routes } from './routes.ts'
import type { Refusal } from './shapes.ts'

export class RefusedError extends Error {
  override readonly name = 'RefusedError'
  readonly refusal: Refusal
  readonly status: number
  /** Seconds that the centre asks to wait, from Retry-After. */
  readonly retryAfter: number | null
  constructor(refusal: Refusal, status: number, retryAfter: number | null) {
    super(`${refusal.code}: ${refusal.en}`)
    this.refusal = refusal
    this.status = status
    this.retryAfter = retryAfter
  }
}

type Gives<R extends Route> = R['gives'][keyof R['gives']]
type Answer<T> = T extends 'text' ? string : T extends 'bytes' ? Uint8Array : T extends TSchema ? Static<T> : never

export interface ClientOptions {
  /** Base address of the centre, without a trailing slash. */
  readonly server: string
  /** Who calls by a registered key (`keyHolder`): a token bound to the client, a proof with each request. */
  readonly key?: KeyHolder
  readonly fetch?: typeof fetch
  /** Milliseconds after which a request is given up. */
  readonly timeoutMs?: number
}

export interface CallOptions {
  readonly params?: Readonly<Record<string, string | number>>
  readonly query?: Readonly<Record<string, string | number | undefined>>
  readonly body?: string | Uint8Array
}

export interface Client {
  call<N extends RouteName>(
    name: N,
    options?: CallOptions,
  ): Promise<{ status: number; answer: Answer<Gives<(typeof routes)[N]>> }>
}

export function createClient({ server, key, fetch: send = fetch, timeoutMs = 120_000 }: ClientOptions): Client {
  return {
    async call(name, { params = {}, query = {}, body } = {}) {
      const route: Route = routes[name]
      const path = route.path.replace(/:(\w+)|\*/g, (_, key: string | undefined) =>
        key === undefined ? String(params['*']) : encodeURIComponent(String(params[key])),
      )
      const search = new URLSearchParams(
        Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
      ).toString()
      const headers: Record<string, string> = {}
      const byKey = route.caller === 'sender' || route.caller === 'operator' || route.orKey !== undefined
      if (route.takes) headers['content-type'] = route.takes
      // A page of another site cannot add it without asking: together with the cookie it shows that the page is ours.
      if (route.takes === 'application/json') headers['x-cbccvc'] = '1'
      const sent = body ?? (route.takes === 'application/json' ? '{}' : undefined)
      const ask = async () => {
        if (key && (byKey || route.caller === 'account')) Object.assign(headers, await key.headers(route.method, path))
        return send(`${server}${path}${search && `?${search}`}`, {
          method: route.method,
          headers,
          ...(sent !== undefined && { body: sent as RequestInit['body'] & {} }),
          signal: AbortSignal.timeout(timeoutMs),
        })
      }
      let response = await ask()
      if (response.status === 401 && key) {
        // The token may have ended before its time; a second one that is not taken either says who is refused.
        await response.body?.cancel()
        key.forget()
        response = await ask()
      }
      if (!response.ok) throw await refusedAnswer(response)
      const shape = route.gives[response.status] ?? Object.values(route.gives)[0]
      const answer =
        shape === 'text'
          ? await response.text()
          : shape === 'bytes'
            ? new Uint8Array(await response.arrayBuffer())
            : await jsonOf(response)
      return { status: response.status, answer: answer as never }
    },
  }
}

/** The JSON of a good answer; a page in its place (a login page of the network, another server) is a foreign answer. */
async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text()
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw foreign(response.status, null)
  }
}

/** What was answered instead of a good answer, as the error to throw. */
export async function refusedAnswer(response: Response): Promise<RefusedError> {
  const text = await response.text()
  const wait = Number(response.headers.get('retry-after'))
  const retryAfter = Number.isFinite(wait) && wait > 0 ? wait : null
  try {
    const body = JSON.parse(text) as Refusal
    if (typeof body.code === 'string') return new RefusedError(body, response.status, retryAfter)
  } catch {
    // Not ours: something between us and the centre answered.
  }
  return foreign(response.status, retryAfter)
}

function foreign(status: number, retryAfter: number | null): RefusedError {
  const refusal = {
    code: 'line.foreignAnswer',
    vi: `Câu trả lời lạ (${status}).`,
    en: `A foreign answer (${status}).`,
    next: { vi: 'Thử lại sau.', en: 'Try again later.' },
  }
  return new RefusedError(refusal, status, retryAfter)
}
