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

export class UnitTree {
  readonly #byCode: ReadonlyMap<string, Unit>
  readonly #byId: ReadonlyMap<number, Unit>
  readonly readAt = Date.now()

  constructor(units: readonly Unit[]) {
    this.#byCode = new Map(units.map((unit) => [unit.code, unit]))
    this.#byId = new Map(units.map((unit) => [unit.id, unit]))
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
}

/** Reads today's tree; codes and names valid on `today`. */
export async function readUnits(db: Queryable, today: string): Promise<UnitTree> {
  const { rows } = await db.query<Unit>(
    `select i.unit_id as id, c.code, n.name, i.body, i.lft, i.rgt
       from unit_interval i
       join unit_code c on c.unit_id = i.unit_id and c.valid_from <= $1 and (c.valid_to is null or c.valid_to >= $1)
       join unit_name n on n.unit_id = i.unit_id and n.valid_from <= $1 and (n.valid_to is null or n.valid_to >= $1)`,
    [today],
  )
  return new UnitTree(rows)
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
