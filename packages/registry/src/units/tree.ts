/**
 * The tree of organisations as of today, in memory: small (tens of thousands of units), read for every record, and
 * read again from the database when it is older than half a minute or a code is not found.
 */
import { addDays } from '@cbccvc/standard'
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
  readonly kind: 'merge' | 'split' | 'rename' | 'move' | 'end'
  /** False: what follows it takes over none of its people. */
  readonly people?: boolean
}

/** A code that is no unit's any more, or not that unit's: whose it was last, how that was called, and until when. */
export interface FormerCode {
  readonly code: string
  readonly id: number
  readonly name: string
  readonly until: string
}

/** What is known beside the units of today. */
export interface Before {
  readonly successions?: readonly Succession[]
  readonly codes?: readonly FormerCode[]
  /** Bodies that units stood in before, by our numbers. */
  readonly bodies?: readonly { readonly id: number; readonly body: string }[]
  /** Codes that begin after today, each with its first day. */
  readonly coming?: readonly { readonly code: string; readonly from: string }[]
}

/** What became of a code that means no unit today. */
export interface Became {
  /** The first day without it. */
  readonly on: string
  /** The units of today that follow it: several after a split. */
  readonly to: readonly Unit[]
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
  /** Where the people of a unit that has ended went. */
  readonly #successors: ReadonlyMap<number, readonly Succession[]>
  /** Whatever follows it, people or none. */
  readonly #heirs: ReadonlyMap<number, readonly Succession[]>
  readonly #formerCodes: ReadonlyMap<string, FormerCode>
  readonly #formerById: ReadonlyMap<number, FormerCode>
  readonly #formerBodies: ReadonlyMap<number, readonly { readonly body: string }[]>
  readonly #coming: ReadonlyMap<string, string>
  readonly readAt = Date.now()

  constructor(units: readonly Unit[], { successions = [], codes = [], bodies = [], coming = [] }: Before = {}) {
    this.#coming = new Map(coming.map(({ code, from }) => [code, from]))
    this.#byCode = new Map(units.map((unit) => [unit.code, unit]))
    this.#byId = new Map(units.map((unit) => [unit.id, unit]))
    this.#heirs = Map.groupBy(successions, ({ from }) => from)
    this.#successors = Map.groupBy(
      successions.filter(({ people }) => people !== false),
      ({ from }) => from,
    )
    const old = [...codes].sort((a, b) => (a.until < b.until ? -1 : 1))
    this.#formerCodes = new Map(old.map((one) => [one.code, one]))
    this.#formerById = new Map(old.map((one) => [one.id, one]))
    this.#formerBodies = Map.groupBy(bodies, ({ id }) => id)
  }
  byCode(code: string): Unit | undefined {
    return this.#byCode.get(code)
  }
  byId(id: number): Unit | undefined {
    return this.#byId.get(id)
  }
  /** How a unit is called; of one that has ended, how it was called last. */
  calledOf(id: number): Pick<Unit, 'code' | 'name'> | undefined {
    return this.#byId.get(id) ?? this.#formerById.get(id)
  }
  /** Whether a code that means no unit today begins to mean one by that day. */
  beginsBy(code: string, day: string): boolean {
    const from = this.#coming.get(code)
    return from !== undefined && from <= day
  }
  /** What became of a code that means no unit today; undefined for one that never was. */
  became(code: string): Became | undefined {
    const was = this.#byCode.has(code) ? undefined : this.#formerCodes.get(code)
    return was && { on: addDays(was.until, 1), to: this.#living(was.id, mostSuccessions) }
  }
  #living(id: number, left: number): Unit[] {
    const unit = this.#byId.get(id)
    if (unit) return [unit]
    const after = left > 0 ? (this.#heirs.get(id) ?? []) : []
    const found = after.flatMap(({ to }) => this.#living(to, left - 1))
    return found.filter((one, i) => found.indexOf(one) === i)
  }
  /**
   * The unit of today in which the people of this one stand, by our numbers: the unit itself; of one that has ended, the lowest
   * unit in which all stand that they went to. Undefined for what is not known, or stands in no unit.
   */
  placeOf(id: number): Unit | undefined {
    return this.#placeOf(id, mostSuccessions)
  }
  #placeOf(id: number, left: number): Unit | undefined {
    const unit = this.#byId.get(id)
    if (unit || left === 0) return unit
    const places = (this.#successors.get(id) ?? []).map(({ to }) => this.#placeOf(to, left - 1))
    const [first, ...rest] = places
    if (!first || rest.includes(undefined)) return undefined
    if (rest.every((place) => place === first)) return first
    const over = [...this.#byId.values()].filter(
      (one) => one.body === first.body && places.every((place) => place!.body === one.body && this.within(place!, one)),
    )
    return over.reduce<Unit | undefined>((low, one) => (low && low.lft > one.lft ? low : one), undefined)
  }
  /**
   * Whether a decision on the tree has brought the unit (where somebody stands whom `holder` holds) out of the holder's body
   * into this one: whoever states the person there next is its holder.
   */
  tookOver(unitId: number, holder: string, body: string): boolean {
    if (holder === body || this.placeOf(unitId)?.body !== body) return false
    return this.#formerBodies.get(unitId)?.some((one) => one.body === holder) ?? false
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
      if (unit || !next || more.length > 0 || (next.kind !== 'rename' && next.kind !== 'move')) return unit
      at = next.to
    }
    return undefined
  }
}

/** Reads today's tree in one look: codes and names valid on `today`, and what became of units and codes until then. */
export async function readUnits(db: Queryable, today: string): Promise<UnitTree> {
  return (await readTurned(db, today)).tree
}

/** The same, and the day whose tree stands in the database. */
async function readTurned(db: Queryable, today: string): Promise<{ tree: UnitTree; turned: string }> {
  const { rows } = await db.query<Required<Before> & { units: Unit[]; turned: string | null }>(
    `select (select day from unit_turn) as turned,
       (select coalesce(jsonb_agg(jsonb_build_object('id', i.unit_id, 'code', c.code, 'name', n.name, 'body', i.body, 'lft', i.lft, 'rgt', i.rgt)), '[]')
          from unit_interval i
          join unit_code c on c.unit_id = i.unit_id and c.valid_from <= $1 and (c.valid_to is null or c.valid_to >= $1)
          join unit_name n on n.unit_id = i.unit_id and n.valid_from <= $1 and (n.valid_to is null or n.valid_to >= $1)) as units,
       (select coalesce(jsonb_agg(jsonb_build_object('from', from_unit, 'to', to_unit, 'kind', kind, 'people', people)), '[]')
          from unit_succession where on_date <= $1) as successions,
       (select coalesce(jsonb_agg(jsonb_build_object('code', c.code, 'id', c.unit_id, 'until', c.valid_to, 'name', coalesce(
            (select n.name from unit_name n where n.unit_id = c.unit_id and n.valid_from <= c.valid_to order by n.valid_from desc limit 1), ''))), '[]')
          from unit_code c where c.valid_to < $1) as codes,
       (select coalesce(jsonb_agg(jsonb_build_object('code', c.code, 'from', c.valid_from)), '[]') from unit_code c where c.valid_from > $1) as coming,
       (select coalesce(jsonb_agg(jsonb_build_object('id', unit_id, 'body', body)), '[]') from unit_formerly) as bodies`,
    [today],
  )
  const { units, turned, ...before } = rows[0]!
  return { tree: new UnitTree(units, before), turned: turned ?? '' }
}

/** A tree is read again when it is older than this, in milliseconds. */
const freshFor = 30_000

/** A tree that refreshes itself: of today, at most half a minute old, and at once when a code is not found. */
export function unitCache(
  db: Queryable,
  today: () => string,
): {
  /** `turnedTo`: of this day at least, where the stored tree has been turned to it. */
  current(turnedTo?: string): Promise<UnitTree>
  find(code: string): Promise<Unit | undefined>
} {
  let tree: UnitTree | undefined
  let day: string | undefined
  let turned = ''
  let reading: Promise<UnitTree> | undefined
  const read = () => {
    const now = today()
    reading ??= readTurned(db, now).then(
      ({ tree: fresh, turned: to }) => {
        tree = fresh
        turned = to
        day = now
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
  const current = async (turnedTo = '') => {
    const fresh = tree && day === today() && turned >= turnedTo && Date.now() - tree.readAt < freshFor
    return fresh && tree ? tree : read()
  }
  return {
    current,
    async find(code) {
      // Never out of an older one: a code may be that of another unit since, or of none.
      const known = (await current()).byCode(code)
      if (known || !tree || Date.now() - tree.readAt < 1_000) return known
      return (await read()).byCode(code)
    },
  }
}
