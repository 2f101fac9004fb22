/**
 * A decision carried out on the tree over time, in memory: what would be written, or why it cannot be. Pure; what is written
 * afterwards is exactly this, so that a preview and the act cannot differ.
 */
import { addDays } from '@cbccvc/standard'
import type { Decision, UnitChange } from './change.ts'
import { type CodeRow, type Dated, type EdgeRow, type Forest, type HeirRow, holds, type NameRow } from './forest.ts'
import { UnitRefused } from './refused.ts'

export interface Plan {
  readonly effective: string
  /** New units, by numbers below zero that stand for those that they will get. */
  readonly made: readonly { readonly unit: number; readonly body: string }[]
  readonly bodies: readonly { readonly code: string; readonly name: string; readonly group: string }[]
  readonly codes: readonly CodeRow[]
  readonly names: readonly NameRow[]
  readonly edges: readonly EdgeRow[]
  readonly heirs: readonly HeirRow[]
  /** Rows that end on the day before: unit and first day say which. */
  readonly ended: {
    readonly codes: readonly Dated[]
    readonly names: readonly Dated[]
    readonly edges: readonly Dated[]
  }
  /** The units that each kind of change is about, by our numbers. */
  readonly touched: Readonly<Record<'create' | 'rename' | 'move' | 'end', readonly number[]>>
}

/** Carries the decision out on `forest`, which is the changed one afterwards. @throws UnitRefused */
export function planChanges(forest: Forest, { effective, changes }: Decision): Plan {
  // What was wrong with the tree before is not this decision's to mend.
  const before = new Map(forest.turns(effective).map((day) => [day, forest.faultsOn(day)]))
  const work = new Work(forest, effective)
  for (const change of changes) work.freeCodes(change)
  for (const change of changes) work.carryOut(change)
  for (const day of forest.turns(effective)) {
    const known = [...before].findLast(([from]) => from <= day)?.[1]
    for (const [unit, kind] of forest.faultsOn(day)) if (!known?.has(unit)) throw faultIn(forest, day, unit, kind)
  }
  return work.plan()
}

function faultIn(forest: Forest, day: string, unit: number, kind: 'lost' | 'homeless'): UnitRefused {
  const code = forest.codeOn(unit, day)
  if (kind === 'homeless') return new UnitRefused('homeless', { unit: code, day })
  const parent = forest.parentOn(unit, day)
  // Below one that has ended, or below itself.
  if (parent !== null && !forest.codesOf.of(parent).some((row) => holds(row, day)))
    return new UnitRefused('parts', { unit: forest.codeOn(parent, day), day, parts: code })
  return new UnitRefused('cycle', { unit: code })
}

class Work {
  readonly #forest: Forest
  readonly #day: string
  readonly #made: { unit: number; body: string }[] = []
  readonly #bodies: { code: string; name: string; group: string }[] = []
  readonly #codes: CodeRow[] = []
  readonly #names: NameRow[] = []
  readonly #edges: EdgeRow[] = []
  readonly #heirs: HeirRow[] = []
  readonly #ended = { codes: [] as Dated[], names: [] as Dated[], edges: [] as Dated[] }
  /** The units that end by each change, where they stood before the decision; their codes are free for others. */
  readonly #ending = new Map<UnitChange, readonly number[]>()
  readonly #freed = new Set<number>()
  readonly #touched = { create: [] as number[], rename: [] as number[], move: [] as number[], end: [] as number[] }

  constructor(forest: Forest, day: string) {
    this.#forest = forest
    this.#day = day
  }

  plan(): Plan {
    return {
      ...{ effective: this.#day, made: this.#made, bodies: this.#bodies, codes: this.#codes, names: this.#names },
      ...{ edges: this.#edges, heirs: this.#heirs, ended: this.#ended, touched: this.#touched },
    }
  }

  /** Whoever ends gives the code back before anything else is done: the new units of the decision may take it. */
  freeCodes(change: UnitChange): void {
    if (!['merge', 'split', 'end'].includes(change.act)) return
    if (new Set(change.units).size < change.units.length)
      throw new UnitRefused('twice', { unit: change.units.join(' ') })
    const units = change.units.map((code) => this.#forest.byCode(code, this.#day))
    // One that is made by the decision itself is found when its turn comes.
    if (units.includes(undefined)) return
    this.#ending.set(change, units as number[])
    for (const unit of units as number[]) {
      this.#close(unit, 'codes')
      this.#freed.add(unit)
    }
  }

  #endingBy(change: UnitChange): readonly number[] {
    return this.#ending.get(change) ?? change.units.map((code) => this.#find(code))
  }

  carryOut(change: UnitChange): void {
    const { act, units, code, name, parent, group } = change
    const unit = () => this.#find(units[0]!)
    if (act === 'create') this.#create(code, name, parent === '' ? null : this.#find(parent), group)
    else if (act === 'rename') this.#rename(unit(), code, name)
    else if (act === 'move') this.#move(unit(), this.#find(parent))
    else if (act === 'merge') this.#merge(change)
    else if (act === 'split') this.#split(change)
    else this.#endAlone(this.#endingBy(change)[0]!)
  }

  #find(code: string): number {
    const unit = this.#forest.byCode(code, this.#day)
    if (unit === undefined) throw new UnitRefused('unknown', { unit: code, day: this.#day })
    return unit
  }

  #create(code: string, name: string, parent: number | null, group: string): number {
    if (this.#forest.isTaken(code, this.#day)) throw new UnitRefused('codeTaken', { unit: code, day: this.#day })
    if (parent !== null) this.#requireLasting(parent)
    const unit = -1 - this.#made.length
    const body = parent === null ? code : this.#bodyOf(parent)
    if (parent === null) this.#bodies.push({ code, name, group })
    this.#made.push({ unit, body })
    this.#forest.rows.bodies.set(unit, body)
    this.#addCode(unit, code)
    this.#addName(unit, name)
    if (parent !== null) this.#addEdge(unit, parent)
    this.#touched.create.push(unit)
    return unit
  }

  #bodyOf(unit: number): string {
    for (let at = unit; ; ) {
      const parent = this.#forest.parentOn(at, this.#day)
      if (parent === null) return this.#forest.rows.bodies.get(at)!
      at = parent
      if (at === unit) throw new UnitRefused('cycle', { unit: this.#codeOf(unit) })
    }
  }

  #rename(unit: number, code: string, name: string): void {
    if (code !== '') {
      if (this.#forest.parentOn(unit, this.#day) === null)
        throw new UnitRefused('bodyCode', { unit: this.#codeOf(unit) })
      if (this.#forest.isTaken(code, this.#day)) throw new UnitRefused('codeTaken', { unit: code, day: this.#day })
      this.#close(unit, 'codes')
      this.#addCode(unit, code)
    }
    if (name !== '') {
      this.#close(unit, 'names')
      this.#addName(unit, name)
    }
    this.#touched.rename.push(unit)
  }

  #move(unit: number, parent: number): void {
    this.#requireLasting(unit)
    this.#requireLasting(parent)
    for (let at: number | null = parent; at !== null; at = this.#forest.parentOn(at, this.#day))
      if (at === unit) throw new UnitRefused('cycle', { unit: this.#codeOf(unit) })
    if (this.#stands(unit)) this.#close(unit, 'edges')
    this.#addEdge(unit, parent)
    this.#touched.move.push(unit)
  }

  /** Into a unit that stands already, or into a new one where a name is given: it may take over the code of a merged one. */
  #merge(change: UnitChange): void {
    const { units, to, name, parent } = change
    const merged = this.#endingBy(change)
    const parts = merged.map((unit) => this.#forest.partsFrom(unit, this.#day).map((row) => row.unit))
    const end = (into: number) => {
      for (const [i, unit] of merged.entries()) this.#endInto(unit, parts[i]!, [into], 'merge', into)
    }
    if (name === '') {
      if (units.includes(to[0]!)) throw new UnitRefused('twice', { unit: to[0]! })
      const into = this.#find(to[0]!)
      this.#requireLasting(into)
      end(into)
      return
    }
    const above = parent === '' ? this.#forest.parentOn(merged[0]!, this.#day) : this.#find(parent)
    // A new top takes over the name by which one of the merged bodies sends; another body is made first.
    const sends = merged.some((unit, i) => units[i] === to[0] && this.#forest.parentOn(unit, this.#day) === null)
    if (above === null && !sends) throw new UnitRefused('top', { unit: to[0]! })
    for (const unit of merged) this.#free(unit)
    end(this.#create(to[0]!, name, above, ''))
  }

  #split(change: UnitChange): void {
    const { units, to, people } = change
    const unit = this.#endingBy(change)[0]!
    if (new Set(to).size < to.length) throw new UnitRefused('twice', { unit: units[0]! })
    if (people !== '' && !to.includes(people)) throw new UnitRefused('heir', { unit: people })
    const heirs = to.map((code) => this.#find(code))
    if (heirs.includes(unit)) throw new UnitRefused('twice', { unit: units[0]! })
    for (const heir of heirs) this.#requireLasting(heir)
    this.#requireNoParts(unit)
    this.#endInto(unit, [], heirs, 'split', people === '' ? null : this.#find(people))
  }

  #endAlone(unit: number): void {
    const parent = this.#forest.parentOn(unit, this.#day)
    if (parent === null) throw new UnitRefused('top', { unit: this.#codeOf(unit) })
    this.#requireNoParts(unit)
    this.#endInto(unit, [], [parent], 'end', parent)
  }

  /** Ends a unit: its parts go below `onlyTo` with its people; without one the people stand with all heirs together. */
  #endInto(
    unit: number,
    parts: readonly number[],
    heirs: readonly number[],
    kind: HeirRow['kind'],
    onlyTo: number | null,
  ): void {
    for (const part of parts) if (part !== onlyTo) this.#move(part, onlyTo!)
    if (onlyTo !== null && parts.includes(onlyTo)) {
      // It merges into one of its own parts: that one stands where it stood.
      const above = this.#forest.parentOn(unit, this.#day)
      if (above === null) throw new UnitRefused('top', { unit: this.#codeOf(unit) })
      this.#move(onlyTo, above)
    }
    this.#free(unit)
    this.#close(unit, 'names')
    if (this.#stands(unit)) this.#close(unit, 'edges')
    for (const to of heirs) {
      const row = { from: unit, to, kind, on: this.#day, people: onlyTo === null || to === onlyTo }
      this.#heirs.push(row)
      this.#forest.rows.heirs.push(row)
    }
    this.#touched.end.push(unit)
  }

  #free(unit: number): void {
    if (!this.#freed.has(unit)) this.#close(unit, 'codes')
    this.#freed.add(unit)
  }

  /** A unit with parts is not split or ended: which part goes where is the decision's to say, before. */
  #requireNoParts(unit: number): void {
    const parts = this.#forest.partsFrom(unit, this.#day)
    if (parts.length === 0) return
    const named = parts.map((row) => this.#codeOf(row.unit))
    throw new UnitRefused('parts', {
      ...{ unit: this.#codeOf(unit), day: this.#day },
      parts: named.slice(0, 10).join(', ') + (named.length > 10 ? ` … (${named.length})` : ''),
    })
  }

  /** Whether it stands below another one, on the day or later. */
  #stands(unit: number): boolean {
    return this.#forest.edgesOf.of(unit).some(({ to }) => to === null || to >= this.#day)
  }

  #codeOf(unit: number): string {
    return this.#forest.codeOn(unit, this.#day)
  }

  /** A unit that is to stand on: nothing ends it later. */
  #requireLasting(unit: number): void {
    const row = this.#forest.codesOf.of(unit).find((one) => holds(one, this.#day))
    if (row && row.to !== null && !this.#forest.codesOf.of(unit).some(({ from }) => from > row.to!))
      throw this.#later(unit, addDays(row.to, 1))
  }

  #later(unit: number, from: string): UnitRefused {
    return new UnitRefused('later', { unit: this.#codeOf(unit), from, day: this.#day })
  }

  /** Ends the row that holds on the day. Refused where it began on that very day, or where a later one is there already. */
  #close(unit: number, of: 'codes' | 'names' | 'edges'): void {
    const rows: readonly Dated[] = this.#forest[`${of}Of`].of(unit)
    const next = rows.find(({ from }) => from > this.#day)
    if (next) throw this.#later(unit, next.from)
    const row = rows.find((one) => holds(one, this.#day))
    if (!row) throw new UnitRefused('unknown', { unit: this.#codeOf(unit), day: this.#day })
    if (row.to !== null) throw this.#later(unit, addDays(row.to, 1))
    if (row.from === this.#day) throw this.#later(unit, row.from)
    row.to = addDays(this.#day, -1)
    this.#ended[of].push(row)
  }

  #addCode(unit: number, code: string): void {
    const row = { unit, code, from: this.#day, to: null }
    this.#codes.push(row)
    this.#forest.addCode(row)
  }
  #addName(unit: number, name: string): void {
    const row = { unit, name, from: this.#day, to: null }
    this.#names.push(row)
    this.#forest.addName(row)
  }
  #addEdge(unit: number, parent: number): void {
    const row = { unit, parent, from: this.#day, to: null }
    this.#edges.push(row)
    this.#forest.addEdge(row)
  }
}
