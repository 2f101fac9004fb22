/** How large and how deep what is sent may be, before it is read: JSON, addresses, headers. */
import type { FastifyRequest } from 'fastify'
import { Refusal } from './refusal.ts'

/** A form of the desk is flat; nothing that a route takes is nested deeper than a list of rows with a list in each. */
export const shapeLimits = {
  /** Bytes of a JSON body where the row of the route says nothing else. */
  jsonBytes: 16 * 1024,
  jsonDepth: 12,
  /** Values in objects and lists, however they are nested. */
  jsonValues: 4000,
  /** Characters of an address with its query. */
  urlLength: 4096,
  queryNames: 32,
  /** Bytes of all headers together; Node answers 431 beyond. */
  headerBytes: 16 * 1024,
  headersTimeoutMs: 15_000,
} as const

/**
 * Throws `request.shape` for JSON that is nested too deeply or holds too many values. One pass over the text, before any
 * parser builds anything of it; what is no JSON at all is left to the parser.
 */
export function measureJson(text: string): void {
  let [depth, values] = [0, 1]
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at)
    if (char === 0x22) at = endOfString(text, at)
    else if (char === 0x7b || char === 0x5b) depth++
    else if (char === 0x7d || char === 0x5d) depth--
    else if (char === 0x2c) values++
    if (depth > shapeLimits.jsonDepth)
      throw new Refusal('request.shape', { detail: `JSON > ${shapeLimits.jsonDepth} [` })
    if (values > shapeLimits.jsonValues)
      throw new Refusal('request.shape', { detail: `JSON > ${shapeLimits.jsonValues}` })
  }
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charCodeAt(at)
    if (char === 0x5c) at++
    else if (char === 0x22) return at
  }
  return text.length
}

/** Throws `request.tooLong` for an address that no page and no courier of ours asks for. */
export function measureAddress({ url }: FastifyRequest['raw']): void {
  const address = url ?? ''
  const query = address.indexOf('?')
  const names = query < 0 ? 0 : address.slice(query).split('&').length
  if (address.length > shapeLimits.urlLength || names > shapeLimits.queryNames)
    throw new Refusal('request.tooLong', { limit: shapeLimits.urlLength })
}

/**
 * Throws `request.shape` where the body says that it is something else than what the route takes: a type that a form of
 * another site can send is then never read as another one. A body without a type, or `text/plain` for what is text, is
 * left to the parser.
 */
export function measureType({ headers }: FastifyRequest, takes: string): void {
  const stated = headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  if (stated === undefined || stated === takes || (stated === 'text/plain' && takes === 'application/jose')) return
  throw new Refusal('request.shape', { detail: takes })
}
