/**
 * The chain of a process. Between the commit of a line (a look, an act of who watches) and its number in the log there is
 * half a second in which the owner of the database could take it out. So each process counts what it writes down: a link
 * stands in the same transaction as its lines, with a MAC over its number and the lines, under a key that the database never
 * sees. A link that is gone leaves a gap, as soon as a later one tells that the chain had come so far; one that only tells
 * follows a quarter of a second after the last line. Numbers whose transaction came to nothing are told as `voids`.
 *
 * What is left: the last lines of a process that died, or was cut off, before it could tell; and all its lines from one on
 * until it ends, each taken out before it is numbered.
 */
import { randomUUID } from 'node:crypto'
import { type Connection, type KeyRing, type Pool, type Queryable, transaction } from '../../database/index.ts'

/** A row of `watch_link`. */
export interface Link {
  readonly chain: string
  /** From 1. */
  readonly n: number
  /** Every number up to this one was answered, or came to nothing. */
  readonly settled: number
  /** Numbers that came to nothing; their lines may stand or not, nobody was answered. */
  readonly voids: readonly number[]
  readonly mac: Buffer
}

/** What the MAC of a link is over; `lines` in any order. */
export function linkMac(
  keys: Pick<KeyRing, 'mac'>,
  { chain, n, settled, voids }: Omit<Link, 'mac'>,
  lines: readonly string[],
): Buffer {
  return keys.mac(JSON.stringify(['watch link', chain, n, settled, voids, [...lines].sort()]))
}

const restMs = 250
const longestRestMs = 60_000

class Chain {
  readonly #id = randomUUID()
  readonly #pool: Pool
  readonly #keys: Pick<KeyRing, 'mac'>
  #next = 1
  /** In flight, ascending. */
  readonly #open = new Set<number>()
  readonly #voids = new Set<number>()
  /** The last number over lines that was answered, and up to where a link that stands tells. */
  #answered = 0
  #told = 0
  #faults = 0
  #timer: NodeJS.Timeout | undefined

  constructor(pool: Pool, keys: Pick<KeyRing, 'mac'>) {
    this.#pool = pool
    this.#keys = keys
  }

  take(lines: readonly string[]): Link {
    const first = this.#open.values().next().value ?? this.#next
    const n = this.#next++
    this.#open.add(n)
    const facts = { chain: this.#id, n, settled: first - 1, voids: [...this.#voids].sort((a, b) => a - b) }
    return { ...facts, mac: linkMac(this.#keys, facts, lines) }
  }

  /** The transaction of these links has ended. `answered`: it was committed, as far as we were told. */
  ended(links: readonly Link[], answered: boolean, overLines = true): void {
    for (const { n, settled, voids } of links) {
      this.#open.delete(n)
      if (!answered) {
        this.#voids.add(n)
        continue
      }
      for (const one of voids) this.#voids.delete(one)
      this.#told = Math.max(this.#told, settled)
      if (overLines) this.#answered = Math.max(this.#answered, n)
    }
    this.#tellSoon()
  }

  #tellSoon(): void {
    if (this.#answered <= this.#told || this.#timer || this.#pool.ending) return
    const rest = Math.min(restMs * 2 ** this.#faults, longestRestMs)
    this.#timer = setTimeout(() => void this.tell(), rest).unref()
  }

  /** Tells how far the chain stands, where nobody was told yet. Never throws: who cannot tell now tells later. */
  async tell(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#answered <= this.#told || this.#pool.ending) return
    const link = this.take([])
    const told = await writeLink(this.#pool, link).then(
      () => true,
      () => false,
    )
    this.#faults = told ? 0 : this.#faults + 1
    this.ended([link], told, false)
  }
}

async function writeLink(db: Queryable, { chain, n, settled, voids, mac }: Link): Promise<void> {
  await db.query({
    name: 'write a link down',
    text: 'insert into watch_link (chain, n, settled, voids, mac) values ($1, $2, $3, $4, $5)',
    values: [chain, n, settled, voids, mac],
  })
}

const chains = new WeakMap<Pool, Chain>()
const turns = new WeakMap<object, { readonly chain: Chain; readonly links: Link[] }>()

/** Gives a pool its chain, once; a pool without one writes no line down. Returns the pool. */
export function linked(pool: Pool, keys: Pick<KeyRing, 'mac'>): Pool {
  if (!chains.has(pool)) chains.set(pool, new Chain(pool, keys))
  return pool
}

/** `transaction`, for what writes lines down. */
export async function linkedTransaction<T>(pool: Pool, work: (tx: Connection) => Promise<T>): Promise<T> {
  const chain = chains.get(pool)
  if (!chain) throw new TypeError('nobody counts what this pool writes down')
  const links: Link[] = []
  let answered = false
  try {
    const done = await transaction(pool, (tx) => {
      turns.set(tx, { chain, links })
      return work(tx)
    })
    answered = true
    return done
  } finally {
    chain.ended(links, answered)
  }
}

/** The next link, over these lines, written in this transaction; the lines themselves are the caller's to write. */
export async function addLink(tx: Connection, lines: readonly string[]): Promise<Link> {
  const turn = turns.get(tx)
  if (!turn) throw new TypeError('a line is written down in a linked transaction')
  const link = turn.chain.take(lines)
  turn.links.push(link)
  await writeLink(tx, link)
  return link
}

/** Before a pool is ended: tells how far its chain stands. */
export const tellLinks = async (pool: Pool): Promise<void> => chains.get(pool)?.tell()
