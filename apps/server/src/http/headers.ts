/** The headers of every answer: of routes, pages, refusals and what never became a request. */

import { type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { type RefusalCode, refusal, refusals } from '@cbccvc/contract'

/**
 * Nothing is loaded from another host, nothing runs that was not served by us, no text becomes markup or script
 * (trusted types: no policy may be made, so a stored name can never be one).
 */
const always = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  // What is not said to be public is kept by nobody on the way, and not by the browser.
  'cache-control': 'no-store',
} as const

/** Two years, and every name below ours: only where we are reached over TLS, or browsers would never find us again. */
const overTls = { 'strict-transport-security': 'max-age=63072000; includeSubDomains' } as const

export type SecurityHeaders = Readonly<Record<string, string>>

/** `secure`: the server is reached over TLS, its own or a proxy's. */
export const securityHeaders = (secure: boolean): SecurityHeaders => ({ ...always, ...(secure && overTls) })

/** On the raw answer, so that whoever writes it has them, whatever wrote it. */
export function setSecurityHeaders(raw: ServerResponse, headers: SecurityHeaders): void {
  for (const [name, value] of Object.entries(headers)) raw.setHeader(name, value)
}

/** Answers what Node's parser refused: no request came of it, so there is only the socket. Then the line is closed. Gives the code. */
export function answerParserError(
  error: NodeJS.ErrnoException,
  socket: Socket,
  headers: SecurityHeaders,
): RefusalCode | null {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return null
  }
  const code =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? 'request.tooLong'
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? 'request.slow'
        : 'request.shape'
  const { status } = refusals[code]
  const body = JSON.stringify(refusal(code, code === 'request.shape' ? { detail: 'HTTP' } : { limit: 16_384 }))
  const lines = Object.entries({
    ...headers,
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`)
  return code
}
