/**
 * The session cookie and the proof that a request comes from our own pages. The token never reaches a script: the cookie is
 * HttpOnly. Where the server is reached over TLS its name has the prefix `__Host-`, which no other host, path or plain
 * connection can set; the sandbox, over http on this machine, cannot use it.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../http/refusal.ts'

export interface SessionCookie {
  /** The token that the request brings; empty where there is none. */
  read(request: FastifyRequest): string
  set(reply: FastifyReply, token: string): void
  /** The browser is told to forget the session, and whatever it keeps of us. */
  clear(reply: FastifyReply): void
}

/**
 * `Clear-Site-Data` where a session is over: what was kept of our pages, the one behind the button *Back* included, and
 * what scripts put into storage. Not `"cookies"`: that word takes those of every host below the same domain, the ministry's
 * other systems among them.
 */
export const forgetUs = '"cache", "storage"'

export function sessionCookie(sandbox: boolean): SessionCookie {
  const name = sandbox ? 'session' : '__Host-session'
  const attributes = `Path=/; HttpOnly; SameSite=Lax${sandbox ? '' : '; Secure'}`
  return {
    read(request) {
      const value = cookieIn(request, name) ?? ''
      return /^[\w-]{43}$/.test(value) ? value : ''
    },
    set(reply, token) {
      reply.header('set-cookie', `${name}=${token}; ${attributes}`)
    },
    clear(reply) {
      reply.header('set-cookie', `${name}=; ${attributes}; Max-Age=0`)
      reply.header('clear-site-data', forgetUs)
    },
  }
}

/** The value of a cookie; null where there is none. Two of one name: one was planted by somebody. Neither is believed. */
export function cookieIn({ headers }: FastifyRequest, name: string): string | null {
  const values = (headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1))
  return values.length === 1 ? values[0]! : null
}

/**
 * Throws `caller.crossSite` unless a request that changes something comes from our own page: the browser says so itself
 * (Sec-Fetch-Site), or its Origin is the address that was asked; and it carries a header that another site cannot add
 * without our leave. A program that is no browser sends neither and has no cookie to steal; it names the header alone.
 */
export function requireOwnPage({ method, headers }: FastifyRequest): void {
  if (method === 'GET') return
  const { origin, host, 'sec-fetch-site': site } = headers
  const own = site !== undefined ? site === 'same-origin' : origin === undefined || isOwn(origin, host)
  if (!own || headers['x-cbccvc'] !== '1') throw new Refusal('caller.crossSite')
}

function isOwn(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host
}
