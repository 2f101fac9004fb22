/**
 * What a source states again without saying anything new makes no entry, but it is a statement all the same: one that
 * arrives later and is older must not overrule it. So the person's row keeps, for each source, where in time which
 * fields were last confirmed. When an older statement comes in between, what was confirmed after it is entered where it
 * was confirmed, and only then: the present stays as the source last stated it, and both axes of time stay true.
 */
import { edition, type Values } from '@cbccvc/standard'
import { fold, type Statement } from './fold.ts'

/** A place in one source's own order: the day that it speaks of, then its running number. */
export interface Place {
  readonly trueFrom: string
  readonly senderSeq: number
}

export const isLater = (a: Place, b: Place): boolean =>
  a.trueFrom > b.trueFrom || (a.trueFrom === b.trueFrom && a.senderSeq > b.senderSeq)

export interface Confirmation extends Place {
  readonly source: string
  readonly parcel: number
  readonly recordIndex: number
  readonly unitId: number
  readonly edition: string
  readonly fields: ReadonlySet<string>
}

/** As it stands in the row: the fields as bits in the order of the edition, base64. */
export type StoredConfirmation = readonly [
  source: string,
  trueFrom: string,
  senderSeq: number,
  parcel: number,
  recordIndex: number,
  unitId: number,
  edition: string,
  fields: string,
]

export function readConfirmation(stored: StoredConfirmation): Confirmation {
  const [source, trueFrom, senderSeq, parcel, recordIndex, unitId, editionId, bits] = stored
  const bytes = Buffer.from(bits, 'base64')
  const fields = edition(editionId).fields.filter((_, i) => ((bytes[i >> 3] ?? 0) >> (i & 7)) & 1)
  const names = new Set(fields.map(({ id }) => id))
  return { source, trueFrom, senderSeq, parcel, recordIndex, unitId, edition: editionId, fields: names }
}

function stored(c: Confirmation): StoredConfirmation {
  const { fields } = edition(c.edition)
  const bytes = Buffer.alloc((fields.length + 7) >> 3)
  fields.forEach(({ id }, i) => {
    if (c.fields.has(id)) bytes[i >> 3]! |= 1 << (i & 7)
  })
  const bits = bytes.toString('base64')
  return [c.source, c.trueFrom, c.senderSeq, c.parcel, c.recordIndex, c.unitId, c.edition, bits]
}

/** The list with one more; those of the same source that it repeats and outdates are dropped. Null stays null for nothing. */
export function confirm(
  list: readonly StoredConfirmation[] | null,
  added: Confirmation,
): readonly StoredConfirmation[] | null {
  if (added.fields.size === 0) return list
  const kept = (list ?? []).filter((one) => {
    const before = readConfirmation(one)
    return (
      before.source !== added.source ||
      isLater(before, added) ||
      ![...before.fields].every((field) => added.fields.has(field))
    )
  })
  return [...kept, stored(added)]
}

export interface Restated {
  readonly confirmation: Confirmation
  readonly values: Values
  /** Fields whose value is not counted as true. */
  readonly bad: readonly string[]
}

/**
 * What must be entered beside a statement that comes late: values of its fields that its source confirmed afterwards.
 * `own`: the source's statements that count, without the late one.
 */
export function restated(
  late: Place,
  news: Values,
  own: readonly Statement[],
  confirmations: readonly Confirmation[],
): Restated[] {
  const open = new Set(Object.keys(news))
  const after = [
    ...own.map((s) => ({ ...s, fields: new Set(Object.keys(s.values)), confirmation: null })),
    ...confirmations.map((c) => ({ ...c, confirmation: c })),
  ]
    .filter((one) => isLater(one, late))
    .sort((a, b) => (isLater(a, b) ? 1 : isLater(b, a) ? -1 : a.confirmation === null ? -1 : 1))
  const found: Restated[] = []
  for (const { confirmation, fields } of after) {
    const hit = [...fields].filter((field) => open.delete(field))
    if (confirmation === null || hit.length === 0) continue
    const stood = fold(own.filter((s) => !isLater(s, confirmation)))
    const values = Object.fromEntries(hit.filter((f) => f in stood.values).map((f) => [f, stood.values[f]]))
    found.push({ confirmation, values, bad: hit.filter((field) => stood.bad.has(field)) })
  }
  return found
}
