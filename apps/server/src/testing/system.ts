/** Another system outside: a key of its own, registered by two people over HTTP, calling as the protocol says. */
import assert from 'node:assert/strict'
import { type Client, createClient, keyHolder } from '@cbccvc/contract'
import { newKeyPair } from '@cbccvc/evidence'
import type { Holder, Office } from './accounts.ts'

export interface SystemAtWork {
  readonly systemId: string
  readonly clientId: string
  /** Its registered key; a thief of it can do all that it can. */
  readonly seed: Uint8Array
  readonly client: Client
  /** The same system by another key, or with tokens of its own. */
  as(seed?: Uint8Array): Client
}

export interface SystemWishes {
  readonly clientId: string
  /** Null: the nation. */
  readonly unit: string | null
  readonly peopleADay?: number
}

/** The public half of an Ed25519 seed's key as JWK. */
export const jwkOf = (publicKey: Uint8Array) =>
  ({ kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') }) as const

/** The word of the approver on what the operator asked for; over HTTP, each with a session of now. */
export async function byTwo<N extends Parameters<Client['call']>[0]>(
  office: Office,
  [operator, approver]: readonly [Holder, Holder],
  name: N,
  options: { readonly params?: Record<string, string>; readonly body?: object } = {},
) {
  const { params, body } = options
  const sent = { ...(params && { params }), body: JSON.stringify(body ?? {}) }
  const asked = (await office.browser(await office.signIn(operator)).call(name, sent)).answer as { requestId?: string }
  assert.ok(asked.requestId, 'asked, and waits')
  const second = office.browser(await office.signIn(approver))
  const decision = { params: { requestId: asked.requestId }, body: JSON.stringify({ approve: true }) }
  return (await second.call('decideApproval', decision)).answer
}

/** Registered for sharing, from today on. */
export async function openSystem(
  office: Office,
  founders: readonly [Holder, Holder],
  { clientId, unit, peopleADay = 100 }: SystemWishes,
): Promise<SystemAtWork> {
  const { seed, publicKey } = newKeyPair()
  const dates = { validFrom: office.house.today(), validTo: '2023-12-31' }
  const wish = { clientId, name: `Hệ thống ${clientId}`, publicKey: jwkOf(publicKey), purposes: ['sharing'], unit }
  const given = await byTwo(office, founders, 'registerSystem', { body: { ...wish, ...dates, peopleADay } })
  assert.ok(given.kind === 'registered')
  const as = (own: Uint8Array = seed) => {
    const key = keyHolder({ server: office.url, seed: own, client: clientId })
    return createClient({ server: office.url, key, timeoutMs: 30_000 })
  }
  return { systemId: given.systemId, clientId, seed, client: as(), as }
}
