/** All kinds of defects, and the one way to plant them. */
import type { Kind, WireRecord } from './kind.ts'
import { bytes } from './plants/bytes.ts'
import { identity } from './plants/identity.ts'
import { names } from './plants/names.ts'
import { pay } from './plants/pay.ts'
import { places } from './plants/places.ts'
import { service } from './plants/service.ts'
import type { Rng } from './rng.ts'

export const kinds: readonly Kind[] = [...identity, ...names, ...places, ...service, ...pay, ...bytes]

export interface Planted {
  /** The spoiled record. */
  readonly record: WireRecord
  /** The bytes of its line, without the line break. */
  readonly line: Uint8Array
}

/** Plants a defect into a copy of a clean record; null where the kind does not fit the record. */
export function plant(clean: WireRecord, kind: Kind, rng: Rng, other: (k: number) => WireRecord): Planted | null {
  const record = structuredClone(clean)
  const done = kind.plant(record, rng, other)
  if (done === false) return null
  return { record, line: done === true ? Buffer.from(JSON.stringify(record), 'utf8') : done }
}
