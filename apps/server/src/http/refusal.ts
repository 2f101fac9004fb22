/** A refusal on its way out: a code of the contract's table with its facts. */
import { type RefusalCode, refusal, refusals } from '@cbccvc/contract'
import { AccessRefused, AccountRefused, isPassing, PrivacyRefused, Refused, WatchRefused } from '@cbccvc/registry'
import type { FastifyReply } from 'fastify'

export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: RefusalCode
  readonly facts: Readonly<Record<string, string | number>>
  readonly retryAfter: number | null
  constructor(
    code: RefusalCode,
    facts: Readonly<Record<string, string | number>> = {},
    retryAfter: number | null = null,
  ) {
    super(code)
    this.code = code
    this.facts = facts
    this.retryAfter = retryAfter
  }
}

/** What an error says to the caller; null for one that only we may read. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error
  if (error instanceof AccountRefused) return new Refusal(error.code, error.facts, Number(error.facts.seconds) || null)
  if (error instanceof AccessRefused) return new Refusal(error.code)
  if (error instanceof PrivacyRefused) return new Refusal(error.code, error.facts)
  if (error instanceof WatchRefused) return new Refusal(error.code, error.facts)
  if (error instanceof Refused) return new Refusal(error.code, error.facts)
  const code = (error as { code?: unknown }).code
  const status = (error as { statusCode?: unknown }).statusCode
  if (status === 413)
    return new Refusal('request.tooLarge', { limit: Number((error as { limit?: number }).limit ?? 0) })
  if (status === 414) return new Refusal('request.tooLong', { limit: 200 })
  if (status === 429) return new Refusal('request.tooMany', {}, 5)
  if (status === 400 || status === 415)
    return new Refusal('request.shape', { detail: String((error as Error).message).slice(0, 200) })
  // A text that no database can hold (U+0000) in an address or a query.
  if (code === '22021') return new Refusal('request.shape', { detail: 'U+0000' })
  return isPassing(error) ? new Refusal('server.busy', {}, 5) : null
}

export function sendRefusal(reply: FastifyReply, { code, facts, retryAfter }: Refusal): FastifyReply {
  if (retryAfter !== null) reply.header('retry-after', String(retryAfter))
  return reply.code(refusals[code].status).type('application/json; charset=utf-8').send(refusal(code, facts))
}
