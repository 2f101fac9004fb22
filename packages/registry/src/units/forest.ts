/**
 * The tree over time, in memory: every dated row of the room, and what the tree is on a day. What follows from a day's tree
 * (nested intervals, where the people of ended units stand) is worked out here and nowhere else.
 */
import { addDays } from '@cbccvc/standard'
import type { Queryable } from '../database/index.ts'

/** A row that holds from a day to a day, both included; null: until something ends it. */
export interface Dated {
  readonly unit: number
  readonly from: string
  to: string | null
}
export interface CodeRow extends Dated {
  readonly code: string
}
export interface NameRow extends Dated {
  readonly name: string
}
export interface EdgeRow extends Dated {
  readonly parent: number
}
export interface HeirRow {
  readonly from: number
  readonly to: number
  readonly kind: 'merge' | 'split' | 'rename' | 'move' | 'end'
  readonly on: string
  /** Whether its people go there. */
  readonly people: boolean
}

/** A unit in the tree of a day. */
export interface Span {
  readonly id: number
  readonly body: string
  readonly lft: number
  readonly rgt: number
  /** What stands above it, from the one right above it to the top. */
  readonly above: readonly number[]
}

/** The tree of one day. */
export interface DayTree {
  readonly spans: ReadonlyMap<number, Span>
  /** Of each unit that has ended: the lowest unit in which all stand that its people went to. */
  readonly standing: ReadonlyMap<number, number>
}

export const holds = ({ from, to }: Dated, day: string): boolean => from <= day && (to === null || to >= day)

/** Rows found by one of their columns. */
class Shelf<Row, Key> {
  readonly #by = new Map<Key, Row[]>()
  readonly #keyOf: (row: Row) => Key
  constructor(rows: readonly Row[], keyOf: (row: Row) => Key) {
    this.#keyOf = keyOf
    for (const row of rows) this.add(row)
  }
  add(row: Row): void {
    const key = this.#keyOf(row)
    const own = this.#by.get(key)
    if (own) own.push(row)
    else this.#by.set(key, [row])
  }
  of(key: Key): readonly Row[] {
    return this.#by.get(key) ?? []
  }
}

export interface ForestRows {
  /** The body that a unit was made in: that of every unit below a top is the top's. */
  readonly bodies: Map<number, string>
  readonly codes: CodeRow[]
  readonly names: NameRow[]
  readonly edges: EdgeRow[]
  readonly heirs: HeirRow[]
}

export class Forest {
  readonly rows: ForestRows
  readonly codesOf: Shelf<CodeRow, number>
  readonly namesOf: Shelf<NameRow, number>
  readonly edgesOf: Shelf<EdgeRow, number>
  readonly #byCode: Shelf<CodeRow, string>
  readonly #below: Shelf<EdgeRow, number>

  constructor(rows: ForestRows) {
    this.rows = rows
    this.codesOf = new Shelf(rows.codes, ({ unit }) => unit)
    this.namesOf = new Shelf(rows.names, ({ unit }) => unit)
    this.edgesOf = new Shelf(rows.edges, ({ unit }) => unit)
    this.#byCode = new Shelf(rows.codes, ({ code }) => code)
    this.#below = new Shelf(rows.edges, ({ parent }) => parent)
  }

  addCode(row: CodeRow): void {
    for (const shelf of [this.codesOf, this.#byCode] as const) shelf.add(row)
    this.rows.codes.push(row)
  }
  addName(row: NameRow): void {
    this.namesOf.add(row)
    this.rows.names.push(row)
  }
  addEdge(row: EdgeRow): void {
    for (const shelf of [this.edgesOf, this.#below] as const) shelf.add(row)
    this.rows.edges.push(row)
  }

  /** The unit that has this code on that day. */
  byCode(code: string, day: string): number | undefined {
    return this.#byCode.of(code).find((row) => holds(row, day))?.unit
  }
  /** Whether the code is anybody's on that day or later. */
  isTaken(code: string, day: string): boolean {
    return this.#byCode.of(code).some(({ to }) => to === null || to >= day)
  }
  /** The code of a unit on that day; the last one that it had, where it has ended. */
  codeOn(unit: number, day: string): string {
    const own = [...this.codesOf.of(unit)].sort((a, b) => (a.from < b.from ? 1 : -1))
    return (own.find(({ from }) => from <= day) ?? own.at(-1))?.code ?? ''
  }
  /** The name of a unit on that day; the last one that it had, where it has ended. */
  nameOn(unit: number, day: string): string {
    const own = [...this.namesOf.of(unit)].sort((a, b) => (a.from < b.from ? 1 : -1))
    return (own.find(({ from }) => from <= day) ?? own.at(-1))?.name ?? ''
  }
  parentOn(unit: number, day: string): number | null {
    return this.edgesOf.of(unit).find((row) => holds(row, day))?.parent ?? null
  }
  /** Units that stand right below this one on that day or are to do so later. */
  partsFrom(unit: number, day: string): EdgeRow[] {
    return this.#below.of(unit).filter(({ to }) => to === null || to >= day)
  }

  /** Days from `day` on at which the tree becomes another one; `day` itself first. */
  turns(day: string): string[] {
    const days = new Set([day])
    for (const { from } of [...this.rows.codes, ...this.rows.edges]) if (from > day) days.add(from)
    for (const { to } of [...this.rows.codes, ...this.rows.edges])
      if (to !== null && to >= day) days.add(addDays(to, 1))
    for (const { on } of this.rows.heirs) if (on > day) days.add(on)
    return [...days].sort()
  }

  /** The tree of a day. Units in a circle or below an ended one are in none (`faultOn` says which). */
  on(day: string): DayTree {
    const alive = new Set(this.rows.codes.filter((row) => holds(row, day)).map((row) => row.unit))
    const parent = new Map(this.rows.edges.filter((row) => holds(row, day)).map((row) => [row.unit, row.parent]))
    const children = Map.groupBy(
      [...alive].sort((a, b) => a - b),
      (unit) => parent.get(unit) ?? null,
    )
    const spans = new Map<number, Span>()
    let at = 0
    const walk = (id: number, body: string, above: readonly number[]): void => {
      const lft = ++at
      const place = { id, body, lft, rgt: 0, above }
      spans.set(id, place)
      for (const child of children.get(id) ?? []) walk(child, body, [id, ...above])
      place.rgt = ++at
    }
    for (const top of children.get(null) ?? []) walk(top, this.rows.bodies.get(top)!, [])
    return { spans, standing: standings(this, spans, day) }
  }

  /** What is wrong with the tree of a day, by unit: one that stands in no tree, or an ended one whose people stand in none. */
  faultsOn(day: string): Map<number, 'lost' | 'homeless'> {
    const { spans, standing } = this.on(day)
    const faults = new Map<number, 'lost' | 'homeless'>()
    for (const row of this.rows.codes) if (holds(row, day) && !spans.has(row.unit)) faults.set(row.unit, 'lost')
    for (const { from, on } of this.rows.heirs)
      if (on <= day && !spans.has(from) && !standing.has(from)) faults.set(from, 'homeless')
    return faults
  }
}

/** More heirs one after the other than this is a fault of the data, not a history. */
const mostHeirs = 50

function standings(forest: Forest, spans: ReadonlyMap<number, Span>, day: string): Map<number, number> {
  const heirs = Map.groupBy(
    forest.rows.heirs.filter(({ people, on }) => people && on <= day),
    ({ from }) => from,
  )
  const found = new Map<number, number>()
  const placeOf = (unit: number, left: number): number | undefined => {
    if (spans.has(unit)) return unit
    const known = found.get(unit)
    if (known !== undefined) return known
    const places = (left > 0 ? heirs.get(unit) : undefined)?.map(({ to }) => placeOf(to, left - 1)) ?? [undefined]
    const place = places.reduce((a, b) => common(spans, a, b))
    if (place !== undefined) found.set(unit, place)
    return place
  }
  for (const unit of heirs.keys()) placeOf(unit, mostHeirs)
  return found
}

/** The lowest unit in which both stand; undefined where there is none. */
function common(spans: ReadonlyMap<number, Span>, a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined || a === b) return a === b ? a : undefined
  const other = new Set([b, ...spans.get(b)!.above])
  return [a, ...spans.get(a)!.above].find((unit) => other.has(unit))
}

/** Every dated row of the room. */
export async function readForest(db: Queryable): Promise<Forest> {
  const { rows } = await db.query<Omit<ForestRows, 'bodies'> & { bodies: [number, string][] }>(
    `select (select coalesce(jsonb_agg(jsonb_build_array(id, body)), '[]') from unit) as bodies,
            (select coalesce(jsonb_agg(jsonb_build_object('unit', unit_id, 'code', code, 'from', valid_from, 'to', valid_to)), '[]') from unit_code) as codes,
            (select coalesce(jsonb_agg(jsonb_build_object('unit', unit_id, 'name', name, 'from', valid_from, 'to', valid_to)), '[]') from unit_name) as names,
            (select coalesce(jsonb_agg(jsonb_build_object('unit', unit_id, 'parent', parent_id, 'from', valid_from, 'to', valid_to)), '[]') from unit_edge) as edges,
            (select coalesce(jsonb_agg(jsonb_build_object('from', from_unit, 'to', to_unit, 'kind', kind, 'on', on_date, 'people', people)), '[]') from unit_succession) as heirs`,
  )
  const { bodies, ...dated } = rows[0]!
  return new Forest({ bodies: new Map(bodies), ...dated })
}
