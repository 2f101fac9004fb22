/** How the counts of a body, a parcel or the nation are read: what is settled, what waits, what is still coming. */
import type { BoardBody, BoardParcel, Counts } from '../api.ts'

/** The parts of a bar, in the order in which they are drawn; they add up to `whole`. */
export interface Reading {
  readonly whole: number
  /** Has an outcome: entered, unchanged, returned, held, waiting for its day, or withdrawn before it was concluded. */
  readonly concluded: number
  readonly parts: {
    readonly entered: number
    readonly unchanged: number
    readonly held: number
    /** Waits for the day from which it is true. */
    readonly announced: number
    readonly returned: number
    /** Not entered, because the parcel was withdrawn first. */
    readonly withdrawn: number
    readonly waiting: number
    readonly coming: number
  }
}

type Outcomes = Pick<Counts, 'entered' | 'unchanged' | 'returned' | 'held' | 'announced' | 'refused'>

function read(outcomes: Outcomes, received: number, sent: number): Reading {
  const { entered, unchanged, returned, held, announced, refused } = outcomes
  const concluded = entered + unchanged + returned + held + announced + refused
  const waiting = Math.max(0, received - concluded)
  const coming = Math.max(0, sent - Math.max(received, concluded))
  return {
    whole: concluded + waiting + coming,
    concluded,
    parts: { entered, unchanged, held, announced, returned, withdrawn: refused, waiting, coming },
  }
}

export const readCounts = (counts: Counts): Reading => read(counts, counts.received, counts.sent)

export const readParcel = (parcel: BoardParcel): Reading =>
  read(parcel, parcel.state === 'open' || parcel.state === 'refused' ? 0 : parcel.count, parcel.count)

export const states = {
  silent: ({ counts }: BoardBody) => counts.sent === 0,
  busy: ({ counts }: BoardBody) => {
    const { parts } = readCounts(counts)
    return parts.waiting + parts.coming > 0
  },
  toMend: ({ counts }: BoardBody) => counts.returned + counts.held > 0,
  differing: ({ counts }: BoardBody) => counts.mismatched > 0,
} as const satisfies Record<string, (body: BoardBody) => boolean>

export type BodyState = keyof typeof states
