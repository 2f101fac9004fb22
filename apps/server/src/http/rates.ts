/**
 * How often somebody may ask. Token buckets, each for one who asks: an account, the body that it belongs to, a sender, an
 * address; and how many requests of one may be at work at once. Nobody's noise takes another's room: a bucket that is empty
 * refuses its own owner alone, with 429 and the seconds to wait.
 *
 * The buckets live in this process. With several `serve` processes behind one address each takes its share: the limits are
 * divided by `processes`. What must hold over all processes to the digit stands in PostgreSQL (the tries of signing in,
 * `access/accounts/brakes.ts`).
 */
import { createHash } from 'node:crypto'
import type { House, Subject } from '@cbccvc/registry'
import type { FastifyReply } from 'fastify'
import { Refusal } from './refusal.ts'

/** `perMinute` requests in the long run, `burst` at once after a rest, `atOnce` at work at the same time. */
export interface Rate {
  readonly perMinute: number
  readonly burst: number
  readonly atOnce: number
}

/** Who is counted. `stranger`: requests of one address whose key, token or cookie turned out to be nobody's. */
export const counted = ['address', 'stranger', 'account', 'body', 'sender'] as const
export type Counted = (typeof counted)[number]
export type RateLimits = Readonly<Record<Counted, Rate>> & { readonly processes: number }

/**
 * A whole body stands behind one address, and a person at the desk asks for a dozen things with each page. A courier
 * fetches receipts one after the other as fast as we answer; its uploads are braked by their bytes (`uploads.ts`).
 */
export const rateLimits: RateLimits = {
  processes: 1,
  address: { perMinute: 1200, burst: 600, atOnce: 128 },
  stranger: { perMinute: 1200, burst: 600, atOnce: 128 },
  account: { perMinute: 600, burst: 200, atOnce: 24 },
  body: { perMinute: 12_000, burst: 4000, atOnce: 256 },
  sender: { perMinute: 60_000, burst: 10_000, atOnce: 128 },
}

/** `account=600/200/24,processes=3`: what differs from the defaults. Null where it says nothing of the kind. */
export function readRates(text: string): RateLimits | null {
  const changed: Record<string, Rate | number> = { ...rateLimits }
  for (const pair of text.split(',').filter((one) => one.trim() !== '')) {
    const [, name = '', value = ''] = /^\s*(\w+)=([\d/]+)\s*$/.exec(pair) ?? []
    const [perMinute = 0, burst = 0, atOnce = 0, ...more] = value.split('/').map(Number)
    if (name === 'processes' && perMinute >= 1 && burst === 0) changed.processes = perMinute
    else if (!counted.some((one) => one === name) || perMinute < 1 || burst < 1 || atOnce < 1 || more.length)
      return null
    else changed[name] = { perMinute, burst, atOnce }
  }
  return changed as unknown as RateLimits
}

/** Whoever has not been seen for this many others is forgotten, and begins anew with a full bucket. */
const mostKnown = 100_000

interface Bucket {
  tokens: number
  at: number
  atWork: number
}

/** One kind of buckets. `now` in milliseconds. */
export class Buckets {
  readonly #rate: Rate
  readonly #share: number
  readonly #now: () => number
  readonly #known = new Map<string, Bucket>()

  constructor(rate: Rate, processes = 1, now: () => number = () => performance.now()) {
    this.#rate = rate
    this.#share = 1 / processes
    this.#now = now
  }

  get size(): number {
    return this.#known.size
  }

  /** The seconds until this one has `cost` tokens; 0: now. Takes nothing. */
  wait(key: string, cost = 1): number {
    const short = cost - this.#of(key).tokens
    return short <= 0 ? 0 : Math.ceil((short * 60) / (this.#rate.perMinute * this.#share))
  }

  /** Takes `cost` tokens; the seconds to wait where there are not as many, and then takes none. */
  take(key: string, cost = 1): number {
    const seconds = this.wait(key, cost)
    if (seconds === 0) this.#of(key).tokens -= cost
    return seconds
  }

  /** One more at work; false where there are too many already. */
  enter(key: string): boolean {
    const bucket = this.#of(key)
    if (bucket.atWork >= Math.max(1, Math.floor(this.#rate.atOnce * this.#share))) return false
    bucket.atWork++
    return true
  }

  leave(key: string): void {
    const bucket = this.#known.get(key)
    if (bucket && bucket.atWork > 0) bucket.atWork--
  }

  #of(key: string): Bucket {
    const now = this.#now()
    const most = Math.max(1, this.#rate.burst * this.#share)
    const known = this.#known.get(key)
    const bucket = known ?? { tokens: most, at: now, atWork: 0 }
    const grown = ((now - bucket.at) / 60_000) * this.#rate.perMinute * this.#share
    bucket.tokens = Math.min(most, bucket.tokens + grown)
    bucket.at = now
    // Last in the map is who asked last: the first ones are forgotten first.
    if (known) this.#known.delete(key)
    else if (this.#known.size >= mostKnown) this.#forget()
    this.#known.set(key, bucket)
    return bucket
  }

  #forget(): void {
    let left = Math.ceil(mostKnown / 10)
    for (const [key, { atWork }] of this.#known) {
      if (atWork === 0) this.#known.delete(key)
      if (--left === 0) return
    }
  }
}

/** The network that is counted as one: an IPv4 address, or the first 64 bits of an IPv6 address, which one line holds. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return mapped
  if (!address.includes(':')) return address
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::')
  const [before, after] = [head, tail ?? ''].map((part) => (part === '' ? [] : part.split(':'))) as [string[], string[]]
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0')
  const first = [...before, ...zeros, ...after].slice(0, 4)
  return `${first.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}

/** What somebody shows to be known by, as the gate remembers it; empty where nothing is shown. */
export const credential = (...shown: readonly (string | undefined)[]): string =>
  shown.some(Boolean) ? createHash('sha256').update(shown.join('\n')).digest('base64url') : ''

type UnitTree = Awaited<ReturnType<House['units']['current']>>

/** How long one who was known here is asked in before anything is looked up, whatever others at the address do. */
const provenMs = 3_600_000

export interface RateGate {
  /** Somebody whom nobody knows: a public route, a page, what is not there. Throws request.tooMany. */
  address(address: string, reply: FastifyReply, cost?: number): void
  /**
   * Before a credential is looked up. Throws request.tooMany where too many from this address were nobody's, unless this
   * very credential was somebody's within the hour: who guesses behind the same line as a body does not shut it out.
   */
  knock(address: string, shown: string): void
  failed(address: string): void
  proven(shown: string): void
  sender(sender: string, reply: FastifyReply): void
  account(subject: Subject, tree: UnitTree, reply: FastifyReply): void
}

export function rateGate(limits: RateLimits, now: () => number = () => performance.now()): RateGate {
  const of = Object.fromEntries(
    counted.map((name) => [name, new Buckets(limits[name], limits.processes, now)]),
  ) as Readonly<Record<Counted, Buckets>>
  const proven = new Map<string, number>()
  const pass = (kind: Counted, key: string, reply: FastifyReply, cost = 1) => {
    const seconds = of[kind].take(key, cost)
    if (seconds > 0) throw new Refusal('request.tooMany', {}, seconds)
    if (!of[kind].enter(key)) throw new Refusal('request.tooMany', {}, 1)
    reply.raw.once('close', () => of[kind].leave(key))
  }
  return {
    address: (address, reply, cost = 1) => pass('address', networkOf(address), reply, cost),
    knock(address, shown) {
      const seconds = of.stranger.wait(networkOf(address))
      if (seconds > 0 && !((proven.get(shown) ?? 0) > now())) throw new Refusal('request.tooMany', {}, seconds)
    },
    failed: (address) => void of.stranger.take(networkOf(address)),
    proven(shown) {
      proven.delete(shown)
      if (proven.size >= mostKnown)
        for (const first of [...proven.keys()].slice(0, mostKnown / 10)) proven.delete(first)
      proven.set(shown, now() + provenMs)
    },
    sender: (sender, reply) => pass('sender', sender, reply),
    account(subject, tree, reply) {
      pass('account', subject.accountId ?? '', reply)
      pass('body', bodyOf(subject, tree), reply)
    },
  }
}

/** The body that an account's rights lie in; one of the whole nation stands for itself. */
function bodyOf({ grants, accountId }: Subject, tree: UnitTree): string {
  const units = grants.flatMap(({ unitId }) =>
    unitId === null ? [] : [tree.placeOf(unitId)?.body ?? `unit ${unitId}`],
  )
  return units.sort()[0] ?? `account ${accountId}`
}
