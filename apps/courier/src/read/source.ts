import type { WireRecord } from '@cbccvc/standard'
import type { FileNote } from './notes.ts'
import type { RecordPlace, SheetLayout } from './place.ts'

/** One record of a file: as values from a table, or as the line that stood in an .ndjson file. */
export type SourceRecord =
  | { readonly record: WireRecord; readonly place: RecordPlace }
  | { readonly line: Uint8Array; readonly place: RecordPlace }

/** A file opened for sending. `records` may be run once; `notes` is complete when it has ended. */
export interface Source {
  readonly kind: 'xlsx' | 'csv' | 'ndjson'
  readonly sheets: readonly SheetLayout[]
  records(): AsyncGenerator<SourceRecord>
  notes(): FileNote[]
  close(): Promise<void>
}
