/**
 * The present is worked out from what was stated: a pure fold over entries, on two time axes. "True on T, known on K":
 * among the entries recorded by K and true from at most T, the latest true-from wins, then the latest recorded.
 */
import type { Values } from '@cbccvc/standard'

/** An entry as the fold needs it: what one source stated about one person, opened. */
export interface Statement {
  readonly entryId: number
  readonly source: string
  /**
   * `confirmation`: what a source stated again, entered once an older statement came in between (confirmed.ts).
   * `renumbered`, `moved`: what a source stated under a wrong number, under the right one and no more (numbers.ts).
   */
  readonly kind:
    | 'statement'
    | 'correction'
    | 'confirmation'
    | 'withdrawal'
    | 'populationRegister'
    | 'renumbered'
    | 'moved'
  readonly unitId: number
  readonly trueFrom: string
  readonly senderSeq: number
  readonly recordedAt: Date
  /** Where it came from: the parcel's number here, and the record's place in it. */
  readonly parcel: number
  readonly recordIndex: number
  /** Hex digest of this entry, and of the entry that it replaces. */
  readonly digest: string
  readonly replaces: string | null
  readonly values: Values
  readonly bad: readonly string[]
}

export interface Folded {
  readonly values: Values
  /** Fields that hold a value, or a part of one, that is not counted as true. */
  readonly bad: ReadonlySet<string>
  /** Field → the entry that it comes from. */
  readonly from: ReadonlyMap<string, number>
  /** The last entry that counted, or null when nothing was stated. */
  readonly last: Statement | null
}

export interface FoldAt {
  /** T: a calendar day; default: no limit. */
  readonly trueOn?: string
  /** K: an instant; default: no limit. */
  readonly knownBy?: Date
}

/**
 * Folds statements into values. Within one source and day the sender's running number decides, not the order of
 * arrival: a parcel that was overtaken on the way goes into the history, not into the present.
 */
export function fold(statements: readonly Statement[], { trueOn, knownBy }: FoldAt = {}): Folded {
  const known = statements.filter(
    (s) => (trueOn === undefined || s.trueFrom <= trueOn) && (knownBy === undefined || s.recordedAt <= knownBy),
  )
  const values: Values = {}
  const bad = new Set<string>()
  const from = new Map<string, number>()
  let last: Statement | null = null
  for (const statement of inOrder(standing(known))) {
    for (const [field, value] of Object.entries(statement.values)) {
      values[field] = value
      from.set(field, statement.entryId)
      bad.delete(field)
    }
    for (const path of statement.bad) bad.add(fieldOf(path))
    last = statement
  }
  return { values, bad, from, last }
}

/** Whether an entry only takes another one back. */
export const takesBack = ({ kind }: Pick<Statement, 'kind'>): boolean => kind === 'withdrawal' || kind === 'moved'

/**
 * The statements that no withdrawal took back and that no correction of a number moved away; what takes back states
 * nothing new. A withdrawal may take back a move, too.
 */
export function withoutWithdrawn(statements: readonly Statement[]): readonly Statement[] {
  if (!statements.some(takesBack)) return statements
  const gone = new Set(statements.flatMap((s) => (s.kind === 'withdrawal' ? [s.replaces] : [])))
  const moves = statements.filter((s) => s.kind === 'moved' && !gone.has(s.digest))
  for (const { replaces } of moves) gone.add(replaces)
  return statements.filter((s) => !takesBack(s) && !gone.has(s.digest))
}

/** The statements that stand: neither taken back nor replaced by a correction that stands. */
export function standing(statements: readonly Statement[]): readonly Statement[] {
  const left = withoutWithdrawn(statements)
  if (!left.some((s) => s.replaces !== null)) return left
  const replaced = new Set(left.map((s) => s.replaces))
  return left.filter((s) => !replaced.has(s.digest))
}

/** The field that a path lies in: `quaTrinhLuong[2].heSo` → `quaTrinhLuong`. */
export const fieldOf = (path: string) => path.replace(/[[.].*$/, '')

/** By true-from, then by recording; within one source and day by the sender's number. */
function inOrder(statements: readonly Statement[]): Statement[] {
  if (statements.length < 2) return [...statements]
  const places = new Map<Statement, number>()
  for (const group of Map.groupBy(statements, (s) => `${s.source} ${s.trueFrom}`).values()) {
    const ids = group.map((s) => s.entryId).sort((a, b) => a - b)
    const bySender = [...group].sort((a, b) => a.senderSeq - b.senderSeq || a.entryId - b.entryId)
    bySender.forEach((s, i) => {
      places.set(s, ids[i]!)
    })
  }
  return [...statements].sort((a, b) =>
    a.trueFrom < b.trueFrom ? -1 : a.trueFrom > b.trueFrom ? 1 : places.get(a)! - places.get(b)!,
  )
}

/** The fields of `stated` that differ from what stands in `base`: what is worth entering. */
export function differing(stated: Values, bad: readonly string[], base: Folded): Values {
  const different: Values = {}
  const badNow = new Set(bad.map(fieldOf))
  for (const [field, value] of Object.entries(stated)) {
    const same =
      field in base.values && sameValue(value, base.values[field]) && badNow.has(field) === base.bad.has(field)
    if (!same) different[field] = value
  }
  return different
}

/** Equality of JSON values; the order of keys in an object does not matter. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  return keys.every((key) => Object.hasOwn(b, key) && sameValue((a as Values)[key], (b as Values)[key]))
}
