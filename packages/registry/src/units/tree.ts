/**
 * The tree of organisations as of today, in memory: small (tens of thousands of units), read for every record, and
 * read again from the database when it is older than half a minute or a code is not found.
 */
import type { Queryable } from '../database/index.ts'

export interface Unit {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly body: string
  readonly lft: number
  readonly rgt: number
}

/** What became of a unit: by our numbers, the one that ended and one that follows it. */
export interface Succession {
  readonly from: number
  readonly to: number
  readonly kind: 'merge' | 'split' | 'rename' | 'move'
}

/** A unit as somebody who picks one knows it: with the names above it, the body's first. */
export interface FoundUnit {
  readonly unit: Unit
  readonly above: readonly string[]
}
interface Shelved extends FoundUnit {
  readonly key: string
}

/** As it is searched: lower case, no marks, đ as d. */
const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd')

/** A chain of mergers longer than this is a fault of the data, not a history. */
const mostSuccessions = 20

export class UnitTree {
  #shelf: readonly Shelved[] | undefined
  readonly #byCode: ReadonlyMap<string, Unit>
  readonly #byId: ReadonlyMap<number, Unit>
  readonly #successors: ReadonlyMap<number, readonly Succession[]>
  readonly readAt = Date.now()

  constructor(units: readonly Unit[], successions: readonly Succession[] = []) {
    this.#byCode = new Map(units.map((unit) => [unit.code, unit]))
    this.#byId = new Map(units.map((unit) => [unit.id, unit]))
    this.#successors = Map.groupBy(successions, ({ from }) => from)
  }
  byCode(code: string): Unit | undefined {
    return this.#byCode.get(code)
  }
  byId(id: number): Unit | undefined {
    return this.#byId.get(id)
  }
  /** Whether `unit` is `top` or stands below it. */
  within(unit: Unit, top: Unit): boolean {
    return unit.lft >= top.lft && unit.rgt <= top.rgt
  }
  /**
   * Whether a right over `top` reaches `unit` today, both by our numbers. A unit that has ended is reached where each of
   * its successors is: after a merger by whoever reaches the new unit, after a split only by who reaches all that follow.
   * A top that has ended reaches nothing, unless it was only renamed or moved: a merger widens nobody's right to the
   * people of the other units. What is not known is not reached.
   */
  reaches(top: number, unit: number): boolean {
    const over = this.#today(top)
    return over !== undefined && this.#standsBelow(unit, over, mostSuccessions)
  }
  /** Every unit that a right over `top` reaches today, by our numbers; ended ones among them. */
  below(top: number): number[] {
    return [...this.#byId.keys(), ...this.#successors.keys()].filter((id) => this.reaches(top, id))
  }
  /** Every unit by our numbers, ended ones among them. */
  all(): number[] {
    return [...new Set([...this.#byId.keys(), ...this.#successors.keys()])]
  }
  /** The units of today that stand right below `top`; null: the tops of the bodies. */
  partsOf(top: number | null): Unit[] {
    const over = top === null ? null : this.#today(top)
    if (over === undefined) return []
    const below = [...this.#byId.values()]
      .filter((unit) => over === null || (unit.id !== over.id && unit.body === over.body && this.within(unit, over)))
      .sort((a, b) => (a.body < b.body ? -1 : a.body > b.body ? 1 : a.lft - b.lft))
    const parts: Unit[] = []
    for (const unit of below) {
      const last = parts.at(-1)
      if (!last || unit.body !== last.body || !this.within(unit, last)) parts.push(unit)
    }
    return parts
  }
  /**
   * Units at or below one of these tops (null: of the nation) whose code, name or names above hold every word, in the order
   * of the tree; at most so many.
   */
  search(words: string, tops: readonly number[] | null, most: number): readonly FoundUnit[] {
    const over = tops?.flatMap((top) => this.#today(top) ?? []) ?? null
    const wanted = folded(words).split(/\s+/).filter(Boolean)
    const hits: FoundUnit[] = []
    for (const { key, ...found } of this.#shelves()) {
      if (hits.length === most) break
      if (over !== null && !over.some((top) => this.within(found.unit, top))) continue
      if (wanted.every((word) => key.includes(word))) hits.push(found)
    }
    return hits
  }
  /** Made on the first search: units in the order of the tree, with what stands above each. */
  #shelves(): readonly Shelved[] {
    if (this.#shelf) return this.#shelf
    const above: Unit[] = []
    this.#shelf = [...this.#byId.values()]
      .sort((a, b) => a.lft - b.lft)
      .map((unit) => {
        while (above.length > 0 && !this.within(unit, above.at(-1)!)) above.pop()
        const names = above.map(({ name }) => name)
        above.push(unit)
        return { unit, above: names, key: folded([unit.code, unit.name, ...names].join(' ')) }
      })
    return this.#shelf
  }
  #standsBelow(id: number, top: Unit, left: number): boolean {
    const unit = this.#byId.get(id)
    if (unit) return this.within(unit, top)
    const after = this.#successors.get(id)
    return after !== undefined && left > 0 && after.every(({ to }) => this.#standsBelow(to, top, left - 1))
  }
  /** The unit of today that a number means, followed through renames and moves. */
  #today(id: number): Unit | undefined {
    let at = id
    for (let left = mostSuccessions; left > 0; left--) {
      const unit = this.#byId.get(at)
      const [next, ...more] = this.#successors.get(at) ?? []
      if (unit || !next || more.length > 0 || next.kind === 'merge' || next.kind === 'split') return unit
      at = next.to
    }
    return undefined
  }
}

/** Reads today's tree: codes and names valid on `today`, and what became of units until then. */
export async function readUnits(db: Queryable, today: string): Promise<UnitTree> {
  const { rows } = await db.query<Unit>(
    `select i.unit_id as id, c.code, n.name, i.body, i.lft, i.rgt
       from unit_interval i
       join unit_code c on c.unit_id = i.unit_id and c.valid_from <= $1 and (c.valid_to is null or c.valid_to >= $1)
       join unit_name n on n.unit_id = i.unit_id and n.valid_from <= $1 and (n.valid_to is null or n.valid_to >= $1)`,
    [today],
  )
  const { rows: successions } = await db.query<Succession>(
    'select from_unit as "from", to_unit as "to", kind from unit_succession where on_date <= $1',
    [today],
  )
  return new UnitTree(rows, successions)
}

/** A tree that refreshes itself: at most half a minute old, and at once when a code is not found. */
export function unitCache(
  db: Queryable,
  today: () => string,
): { current(): Promise<UnitTree>; find(code: string): Promise<Unit | undefined> } {
  let tree: UnitTree | undefined
  let reading: Promise<UnitTree> | undefined
  const read = () => {
    reading ??= readUnits(db, today()).then(
      (fresh) => {
        tree = fresh
        reading = undefined
        return fresh
      },
      (error: unknown) => {
        reading = undefined
        throw error
      },
    )
    return reading
  }
  return {
    async current() {
      return tree && Date.now() - tree.readAt < 30_000 ? tree : read()
    },
    async find(code) {
      const known = tree?.byCode(code)
      if (known) return known
      return tree && Date.now() - tree.readAt < 1_000 ? undefined : (await read()).byCode(code)
    },
  }
}
