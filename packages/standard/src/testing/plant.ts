/** Planting defects into copies of clean records. */

import type { WireRecord } from '../model.ts'
import { type SampleName, samples } from './samples.ts'

/** What to change in which sample, and where the finding is to stand. */
export interface Defect {
  /** The clean record; a civil servant where nothing is said. */
  readonly on?: SampleName
  /** Path → value: `gioiTinh`, `quaTrinhLuong[2].heSo`, `noiOHienNay.huyen`; `+kyLuat` adds a row; undefined takes away. */
  readonly patch: Readonly<Record<string, unknown>>
  readonly path: string
  /** The repair that is to be proposed, where there is one. */
  readonly repair?: unknown
  /** Another day than that of the samples, and what has to change for the record to be clean on it. */
  readonly today?: string
  readonly meanwhile?: Readonly<Record<string, unknown>>
}

const steps = /[^.[\]]+/g

const put = (record: Record<string, unknown>, path: string, value: unknown) => {
  if (path.startsWith('+')) {
    const field = path.slice(1)
    const list = record[field]
    record[field] = [...(Array.isArray(list) ? list : []), value]
    return
  }
  const keys = path.match(steps) ?? []
  let at: Record<string, unknown> = record
  for (const key of keys.slice(0, -1)) at = at[key] as Record<string, unknown>
  const key = keys.at(-1) ?? ''
  if (value === undefined) delete at[key]
  else at[key] = value
}

/** A copy of the record with every change made. */
export const plant = (record: WireRecord, patch: Readonly<Record<string, unknown>>): WireRecord => {
  const copy = structuredClone(record) as Record<string, unknown>
  for (const [path, value] of Object.entries(patch)) put(copy, path, structuredClone(value))
  return copy
}

/** The clean record that a defect is planted into, as it is on the defect's day. */
export const cleanOf = (defect: Defect): WireRecord => plant(samples[defect.on ?? 'congChuc'], defect.meanwhile ?? {})
