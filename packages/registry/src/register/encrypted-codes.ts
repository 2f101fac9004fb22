/**
 * Codes that are counted and never shown one by one: religion, ethnic group, class of invalidity, office in the Party, state
 * of health, discipline. Nobody chooses, sorts or crosses by them. What is counted of a person stands sealed with the
 * person's codes; what a commit changes is added to sealed rows by unit, which are folded into one sealed box a unit before
 * anybody can read them (quality/codes.ts). Boxes are padded: without keys neither a value nor its length is told, and from
 * the totals nobody finds whose value it was.
 */
import { edition } from '@cbccvc/standard'
import type { Connection, KeyRing } from '../database/index.ts'
import type { Folded } from './fold.ts'

/** The fields: coded themselves, encrypted at rest. Number in the standard → field. */
const coded = edition().fields.filter(
  ({ class: of, type }) => (of === 'restricted' || of === 'sealed') && type === 'code',
)
/** A list that is counted by a column of its rows: whom it names once or more counts once for each code. */
const listed = { field: 'kyLuat', column: 'hinhThuc' } as const

/** Fields that are counted one-way, by id. */
export const countedOneWay: ReadonlySet<string> = new Set([...coded.map(({ id }) => id), listed.field])

/** The code lists of such a field: discipline has two. */
export function listsOneWay(field: string): readonly string[] {
  const { codeList, columns = [] } = edition().fields.find(({ id }) => id === field)!
  const list = field === listed.field ? columns.find(({ id }) => id === listed.column)?.codeList : codeList
  return list?.split('|') ?? []
}

const numberOf = new Map(edition().fields.map(({ id, no }) => [id, no]))

/** The key of a count: `26=01` (number of the field in the standard, code). */
export const countKey = (field: string, code: string): string => `${numberOf.get(field)}=${code}`

/** What is counted of a person: keys, one a line. */
export function encryptedCodesOf({ values, bad }: Pick<Folded, 'values' | 'bad'>): string {
  const keys = coded.flatMap(({ id }) => {
    const value = values[id]
    return typeof value === 'string' && value !== '' && !bad.has(id) ? [countKey(id, value)] : []
  })
  const rows = bad.has(listed.field) ? null : values[listed.field]
  if (Array.isArray(rows)) {
    const codes = rows.map((row: unknown) => (row as Record<string, unknown> | null)?.[listed.column])
    for (const code of new Set(codes)) if (typeof code === 'string') keys.push(countKey(listed.field, code))
  }
  return keys.join('\n')
}

/** The place of the box of a person’s codes. */
export const codesPlace = (personId: number) => `codes ${personId}`

export const sealCodes = (keys: KeyRing, personId: number, codes: string): Buffer =>
  keys.seal('counts', codesPlace(personId), padded(codes, 64))

export const openCodes = (keys: KeyRing, personId: number, box: Uint8Array): string =>
  unpadded(keys.open('counts', codesPlace(personId), box))

/** Counts by key. */
export type Counts = Map<string, number>

/** What one commit changes, by unit. A unit that was touched is written even where nothing changed: that tells something, too. */
export class CodeDeltas {
  readonly byUnit = new Map<number, Counts>()

  /** A person stood in one unit with these codes and stands in another (or the same) with those. Null: counted nowhere. */
  move(from: number | null, had: string | null, to: number | null, has: string | null): void {
    if (from !== null) this.#add(from, had, -1)
    if (to !== null) this.#add(to, has, 1)
  }

  #add(unit: number, codes: string | null, sign: 1 | -1): void {
    let counts = this.byUnit.get(unit)
    if (!counts) {
      counts = new Map()
      this.byUnit.set(unit, counts)
    }
    if (codes) for (const key of codes.split('\n')) addTo(counts, key, sign)
  }

  async write(tx: Connection, keys: KeyRing): Promise<void> {
    if (this.byUnit.size === 0) return
    const units = [...this.byUnit]
    await tx.query('insert into code_delta (unit_id, box) select * from unnest($1::bigint[], $2::bytea[])', [
      units.map(([unit]) => unit),
      units.map(([unit, counts]) => sealCounts(keys, 'delta', unit, counts)),
    ])
  }
}

/** Adds to a count; one that is back at nothing is forgotten. */
export function addTo(counts: Counts, key: string, n: number): void {
  const sum = (counts.get(key) ?? 0) + n
  if (sum === 0) counts.delete(key)
  else counts.set(key, sum)
}

/** The place of the box of a unit's counts. */
export const countsPlace = (kind: 'delta' | 'total', unit: number) => `codes ${kind} ${unit}`

export const sealCounts = (keys: KeyRing, kind: 'delta' | 'total', unit: number, counts: Counts): Buffer =>
  keys.seal('counts', countsPlace(kind, unit), padded(JSON.stringify([...counts].sort()), 256))

export const openCounts = (keys: KeyRing, kind: 'delta' | 'total', unit: number, box: Uint8Array): Counts =>
  new Map(JSON.parse(unpadded(keys.open('counts', countsPlace(kind, unit), box))) as [string, number][])

function padded(text: string, to: number): Buffer {
  const length = Buffer.byteLength(text)
  const bytes = Buffer.alloc(Math.max(1, Math.ceil(length / to)) * to)
  bytes.write(text)
  return bytes
}

const unpadded = (bytes: Buffer): string => bytes.toString().replace(/\0+$/, '')
