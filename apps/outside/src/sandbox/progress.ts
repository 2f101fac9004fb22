import type { Board } from '@cbccvc/contract'
import type { SendersNews } from './senders.ts'

/** Where the work stands at one moment. */
export interface Standing {
  board: Board
  senders: SendersNews
  people: number
  parcels: number
  /** Officials of each body, by its code. */
  targets: ReadonlyMap<string, number>
  /** Seconds since the couriers set out. */
  seconds: number
}

/** Records that the centre has concluded, whatever came of them. */
export function concluded({ counts }: { counts: Board['totals'] }): number {
  return counts.entered + counts.unchanged + counts.returned + counts.held
}

/** How many bodies have every one of their records concluded. */
export function bodiesThrough({ board, targets }: Standing): number {
  return board.bodies.filter((body) => concluded(body) >= (targets.get(body.code) ?? 1)).length
}

/** The share of the work that is done, 0 to 1: sent, concluded, checked against the population register, proved. */
export function share({ board, senders, people, parcels }: Standing): number {
  const done = concluded({ counts: board.totals })
  const asked = Math.max(0, done - board.population.waiting)
  const parts: [number, number][] = [
    [senders.sent / people, 2],
    [done / people, 4],
    [asked / people, 3],
    [senders.receipts / parcels, 1],
  ]
  return Math.min(1, parts.reduce((sum, [part, weight]) => sum + Math.min(1, part) * weight, 0) / 10)
}

/** Nothing waits any more, at the centre or at the couriers. */
export function isFinished({ board, senders, people, parcels }: Standing): boolean {
  const quiet = board.waiting === 0 && board.population.waiting === 0
  const proved = senders.receipts + senders.refused.parcels === parcels
  return quiet && proved && concluded({ counts: board.totals }) >= people - senders.refused.records
}

/** The couriers hold receipts for more than the centre knows of: their database is another one. */
export function isForeign({ board, senders, people, parcels }: Standing): boolean {
  const known = concluded({ counts: board.totals }) + senders.refused.records
  return board.waiting === 0 && senders.receipts + senders.refused.parcels === parcels && known < people
}

/** Seconds left, from the pace of the last half minute; undefined until there is one. */
export function timeLeft(history: readonly { seconds: number; share: number }[]): number | undefined {
  const now = history.at(-1)
  const then = history.find(({ seconds }) => now !== undefined && seconds >= now.seconds - 30)
  if (!now || !then || now.seconds - then.seconds < 2 || now.share <= then.share) return undefined
  return ((1 - now.share) * (now.seconds - then.seconds)) / (now.share - then.share)
}

/** `45 s`, `3 min`, `1 h 20 min`. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
