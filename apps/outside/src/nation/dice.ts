/**
 * Chance without memory. Everything in the nation is computed from an index, so every number drawn comes from a seed made
 * of (nation, topic, index): the same index always gives the same person, on any machine, in any order.
 */

/** Mixes up to three integers into one 32-bit seed (murmur3 finaliser per word). */
export function mix(a: number, b = 0, c = 0): number {
  let h = 0x9e3779b9
  for (const word of [a, b, c]) {
    h = Math.imul(h ^ word, 0x85ebca6b)
    h ^= h >>> 13
    h = Math.imul(h, 0xc2b2ae35)
    h ^= h >>> 16
  }
  return h >>> 0
}

/** A list with weights, prepared for drawing: `upTo[k]` is the sum of the shares of items 0..k. */
export interface Weighted<T> {
  readonly items: readonly T[]
  readonly upTo: readonly number[]
}

/** Prepares `[item, weight]` pairs for `Dice.draw`. Weights need not sum to one. */
export function weighted<T>(pairs: readonly (readonly [T, number])[]): Weighted<T> {
  const total = pairs.reduce((sum, [, weight]) => sum + weight, 0)
  const upTo: number[] = []
  for (const [, weight] of pairs) upTo.push((upTo.at(-1) ?? 0) + weight / total)
  return { items: pairs.map(([item]) => item), upTo }
}

/** A stream of chance (mulberry32): fast, good enough for names and dates, of no use for anything secret. */
export class Dice {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** A number in [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }

  /** An integer from 0 to n - 1. */
  int(n: number): number {
    return Math.floor(this.next() * n)
  }

  /** An integer from low to high, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)] as T
  }

  draw<T>(list: Weighted<T>): T {
    const x = this.next()
    const { upTo, items } = list
    let low = 0
    let high = upTo.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((upTo[middle] as number) > x) high = middle
      else low = middle + 1
    }
    return items[low] as T
  }

  /** A draw from the standard normal distribution (sum of six uniforms: light tails are wanted here). */
  normal(): number {
    let sum = 0
    for (let k = 0; k < 6; k++) sum += this.next()
    return (sum - 3) * Math.SQRT2
  }

  /** A string of n decimal digits. */
  digits(n: number): string {
    let text = ''
    for (let k = 0; k < n; k++) text += Math.floor(this.next() * 10)
    return text
  }
}
