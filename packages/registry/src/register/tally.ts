/**
 * What the register and the verification tell whoever counts. The room `quality` implements it; the hall hands it in,
 * so that no room reaches for a later one.
 */

/** The state of a person that counters see. */
/** The holder of a person of whom nothing stands: every statement was withdrawn. The row stays and counts nowhere. */
export const nobody = ''

export interface Counted {
  readonly holder: string
  readonly unitId: number
  readonly dung: boolean
  readonly du: boolean
  readonly sach: boolean
  /** 0 not asked, 1 match, 2 doubt or difference, 3 not found. */
  readonly verified: number
  readonly songUntil: string
}

export interface Tally {
  /** One record of this unit came to this outcome. */
  add(unitId: number, outcome: 'entered' | 'unchanged' | 'returned' | 'held' | 'refused'): void
  /** A person counts (1) or no longer counts (-1) as it stands. */
  person(counted: Counted, sign: 1 | -1): void
}
