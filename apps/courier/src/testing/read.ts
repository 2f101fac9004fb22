import { edition, type WireRecord } from '@cbccvc/standard'
import type { Mapping } from '../read/mapping.ts'
import type { FileNote } from '../read/notes.ts'
import { openSource } from '../read/open.ts'
import type { RecordPlace, SheetLayout } from '../read/place.ts'
import { readOptions } from '../read/standard.ts'

/** A whole file read: its records, where they stand, and what reading had to say. */
export async function readAll(
  path: string,
  mapping?: Mapping,
): Promise<{ records: WireRecord[]; places: RecordPlace[]; notes: FileNote[]; sheets: readonly SheetLayout[] }> {
  const source = await openSource(path, readOptions(edition(), mapping))
  try {
    const records: WireRecord[] = []
    const places: RecordPlace[] = []
    for await (const one of source.records()) {
      records.push('line' in one ? (JSON.parse(Buffer.from(one.line).toString()) as WireRecord) : one.record)
      places.push(one.place)
    }
    return { records, places, notes: source.notes(), sheets: source.sheets }
  } finally {
    await source.close()
  }
}
