import { aliases } from './aliases.ts'
import { fold, foldBare } from './fold.ts'
import { addressParts, addressTargets, type FieldLike, type Target, target } from './target.ts'

/** How surely a name means a target: 4 the mapping file, 3 its id or column name, 2 its label, 1 an alias. */
export type Rank = 1 | 2 | 3 | 4

/** What a header may be called in one kind of table. Names are folded (see `fold`). */
export interface Names {
  /** `null` = the mapping file says to leave the column out. */
  find(path: readonly string[]): { target: Target | null; rank: Rank } | undefined
}

class Table {
  readonly #byName = new Map<string, { target: Target | null; rank: Rank }>()

  add(name: string, to: Target | null, rank: Rank): void {
    if (name === '') return
    const known = this.#byName.get(name)
    if (known === undefined || known.rank < rank) this.#byName.set(name, { target: to, rank })
  }

  get(name: string): { target: Target | null; rank: Rank } | undefined {
    return this.#byName.get(name)
  }
}

function addNames(table: Table, def: FieldLike | { id: string; label: FieldLike['label'] }, to: Target): void {
  table.add(fold(def.id), to, 3)
  if ('column' in def) table.add(fold(def.column), to, 3)
  table.add(fold(def.label.vi), to, 2)
  table.add(fold(def.label.en), to, 2)
  table.add(foldBare(def.label.vi), to, 1)
  table.add(foldBare(def.label.en), to, 1)
}

/** Says what a path of header texts (from the merged group above down to the cell) may mean. */
function finder(table: Table, addresses: Table): Names {
  return {
    find(path) {
      const folded = path.map(fold).filter((name) => name !== '')
      const leaf = folded.at(-1)
      if (leaf === undefined) return undefined
      const joined = folded.join('')
      const whole = table.get(joined)
      if (whole !== undefined) return whole
      for (let group = folded.length - 2; group >= 0; group--) {
        const part = addresses.get(`${folded[group]}/${leaf}`)
        if (part !== undefined) return part
      }
      return table.get(leaf) ?? table.get(foldBare(path.at(-1) ?? '')) ?? addresses.get(leaf)
    },
  }
}

/** Names of the columns of a table of people. List fields stand here too: only to be stated empty or as JSON. */
export function peopleNames(fields: readonly FieldLike[], mapped: Readonly<Record<string, string | null>> = {}): Names {
  const table = new Table()
  const addresses = new Table()
  const byKey = new Map<string, Target>()
  for (const field of fields) {
    const own = target(field.id, field.id, field)
    byKey.set(field.id, own)
    addNames(table, field, own)
    for (const alias of aliases[field.id] ?? []) table.add(fold(alias), own, 1)
    if (field.type !== 'address') continue
    const parts = addressTargets(field)
    const groups = [field.id, field.column, field.label.vi, field.label.en, ...(aliases[field.id] ?? [])]
    groups.push(...[field.label.vi, field.label.en].map((text) => text.replace(/\([^)]*\)/g, ' ')))
    addressParts.forEach((part, i) => {
      const to = parts[i]!
      byKey.set(to.key, to)
      for (const name of [part.id, part.label.vi, part.label.en, ...part.also]) {
        for (const group of groups) {
          addresses.add(`${fold(group)}/${fold(name)}`, to, 2)
          addresses.add(`${fold(group)}${fold(name)}`, to, 2)
        }
      }
    })
  }
  addMapped(table, byKey, mapped)
  return finder(table, addresses)
}

/** Names of the columns of a list field's own table, its personal number included (key `soDinhDanh`). */
export function listNames(
  list: FieldLike,
  person: FieldLike,
  mapped: Readonly<Record<string, string | null>> = {},
): Names {
  const table = new Table()
  const byKey = new Map<string, Target>()
  const key = target(person.id, person.id, person)
  byKey.set(person.id, key)
  addNames(table, person, key)
  for (const alias of aliases[person.id] ?? []) table.add(fold(alias), key, 1)
  for (const column of list.columns ?? []) {
    const to = target(column.id, column.id, column)
    byKey.set(column.id, to)
    addNames(table, column, to)
    table.add(fold(`${list.id}.${column.id}`), to, 3)
  }
  addMapped(table, byKey, mapped)
  return finder(table, new Table())
}

function addMapped(
  table: Table,
  byKey: ReadonlyMap<string, Target>,
  mapped: Readonly<Record<string, string | null>>,
): void {
  for (const [header, key] of Object.entries(mapped)) {
    const to = key === null ? null : byKey.get(key)
    if (to !== undefined) table.add(fold(header), to, 4)
  }
}
