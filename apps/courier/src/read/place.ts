/** Where a record stands in its file: sheet by index, row; for list fields the rows of each item, in order. */
export interface RecordPlace {
  readonly sheet: number
  readonly row: number
  readonly lists?: Readonly<Record<string, readonly (readonly [sheet: number, row: number])[]>>
}

/** A sheet as places refer to it: its name, and which column holds which field (address parts: `queQuan.xa`). */
export interface SheetLayout {
  readonly name: string
  /** The list field it holds, `null` for people, absent for a sheet that was not read. */
  readonly list?: string | null
  readonly columns: Readonly<Record<string, number>>
}

/** A cell that a finding is about. `exact` is false when the field has no cell and its person's key cell stands in. */
export interface CellAt {
  readonly sheet: number
  readonly row: number
  readonly column: number
  readonly exact: boolean
}

/** The cell of a finding's path: `ngaySinh`, `queQuan.xa`, `quaTrinhLuong[2].heSo`, '' for the person. */
export function cellOf(path: string, place: RecordPlace, sheets: readonly SheetLayout[]): CellAt {
  const columns = sheets[place.sheet]?.columns ?? {}
  const person: CellAt = { sheet: place.sheet, row: place.row, column: columns.soDinhDanh ?? 0, exact: false }
  const item = /^([^[.]+)\[(\d+)\](?:\.(.+))?$/.exec(path)
  if (item !== null) {
    const [, field = '', number = '0', column] = item
    const at = place.lists?.[field]?.[Number(number)]
    if (at === undefined) return person
    const [sheet, row] = at
    const inList = sheets[sheet]?.columns ?? {}
    const exact = column === undefined ? undefined : inList[column]
    return { sheet, row, column: exact ?? inList.soDinhDanh ?? 0, exact: exact !== undefined }
  }
  if (path === '') return person
  const exact = columns[path] ?? columns[path.split('.')[0]!] ?? firstPart(columns, path)
  return exact === undefined ? person : { ...person, column: exact, exact: true }
}

function firstPart(columns: Readonly<Record<string, number>>, field: string): number | undefined {
  for (const [key, column] of Object.entries(columns)) if (key.startsWith(`${field}.`)) return column
  return undefined
}
