import { closeSync, createReadStream, openSync, writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { RecordPlace, SheetLayout } from '../read/place.ts'

/** Where the records of a parcel stand in the file that it was made from. */
export interface PlacesWriter {
  add(place: RecordPlace): void
  close(): void
}

/** Writes a places file: first line the sheets, then a line per record in the parcel's order. */
export function writePlaces(path: string, kind: string, sheets: readonly SheetLayout[]): PlacesWriter {
  const file = openSync(path, 'w', 0o600)
  let buffer = `${JSON.stringify({ kind, sheets })}\n`
  const flush = (): void => {
    writeSync(file, buffer)
    buffer = ''
  }
  return {
    add(place) {
      buffer += `${JSON.stringify(place)}\n`
      if (buffer.length > 65_536) flush()
    },
    close() {
      flush()
      closeSync(file)
    },
  }
}

/** Reads a places file from its beginning: the sheets, then places in order. */
export async function readPlaces(
  path: string,
): Promise<{ kind: string; sheets: SheetLayout[]; places: AsyncGenerator<RecordPlace> }> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })[
    Symbol.asyncIterator
  ]()
  const first = await lines.next()
  const { kind, sheets } = JSON.parse(first.done ? '{"kind":"","sheets":[]}' : first.value) as {
    kind: string
    sheets: SheetLayout[]
  }
  async function* places(): AsyncGenerator<RecordPlace> {
    for (let next = await lines.next(); !next.done; next = await lines.next())
      yield JSON.parse(next.value) as RecordPlace
  }
  return { kind, sheets, places: places() }
}
