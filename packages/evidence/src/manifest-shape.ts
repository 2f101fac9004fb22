/** The strict shape of a manifest, as a table: field, what is expected, the test. */
import { EvidenceError } from './errors.ts'
import { isCode, isCount, isDay, isDigest, isEdition, isInstant, isUuid } from './forms.ts'
import type { Manifest, ManifestPart } from './manifest.ts'

/** Limits of a part, as the door enforces them. */
export const PART_LIMITS = { records: 500, size: 8 * 1024 * 1024, rawSize: 64 * 1024 * 1024 } as const
/** Most records of a parcel; more are several parcels. */
export const PARCEL_RECORDS_MAX = 300_000

type Row = readonly [expected: string, holds: (value: unknown) => boolean]

const FIELDS: Record<keyof Manifest, Row> = {
  v: ['1', (v) => v === 1],
  service: ['"cbccvc.parcel/1"', (v) => v === 'cbccvc.parcel/1'],
  parcelId: ['a UUID version 7', text(isUuid)],
  sender: ['a code', text(isCode)],
  receiver: ['"cbccvc"', (v) => v === 'cbccvc'],
  edition: ['the name of an edition', text(isEdition)],
  kind: ['full, changes or withdrawal', (v) => v === 'full' || v === 'changes' || v === 'withdrawal'],
  unit: ['a code', text(isCode)],
  asOf: ['a day yyyy-mm-dd of the years 1900 to 2200', text(isPossibleDay)],
  senderSeq: ['a whole number', isCount],
  createdAt: ['an instant yyyy-mm-ddThh:mm:ss.sssZ', text(isInstant)],
  count: [`0 to ${PARCEL_RECORDS_MAX}`, (v) => isCount(v) && v <= PARCEL_RECORDS_MAX],
  bytes: ['a whole number', isCount],
  recordsRoot: ['64 hexadecimal digits', text(isDigest)],
  salt: ['64 hexadecimal digits', text(isDigest)],
  parts: ['a list of at most 100000 parts', (v) => Array.isArray(v) && v.length <= 100_000],
  doMat: ['true or false', (v) => typeof v === 'boolean'],
  withdraws: ['a UUID version 7', text(isUuid)],
  left: ['a list of different personal numbers of 12 digits', isPersonalNumbers],
  purpose: ['1 to 200 characters without control characters', text((t) => /^[^\p{Cc}\p{Cs}]{1,200}$/u.test(t))],
}

const OPTIONAL: ReadonlySet<string> = new Set(['doMat', 'withdraws', 'left'])

const PART: Record<keyof ManifestPart, Row> = {
  records: [`1 to ${PART_LIMITS.records}`, within(PART_LIMITS.records)],
  size: [`1 to ${PART_LIMITS.size}`, within(PART_LIMITS.size)],
  rawSize: [`1 to ${PART_LIMITS.rawSize}`, within(PART_LIMITS.rawSize)],
  sha256: ['64 hexadecimal digits', text(isDigest)],
}

/** Throws `manifest.shape` at the first thing that is not as it must be, `manifest.sums` where the parts do not add up. */
export function checkManifestShape(value: Record<string, unknown>): asserts value is Record<keyof Manifest, unknown> {
  checkRows(value, FIELDS, OPTIONAL, '')
  const manifest = value as unknown as Manifest
  manifest.parts.forEach((part: unknown, i) => {
    if (part === null || typeof part !== 'object' || Array.isArray(part)) throw wrong(`parts[${i}]`, 'an object')
    checkRows(part as Record<string, unknown>, PART, new Set(), `parts[${i}].`)
  })
  checkKind(manifest)
  checkSum('count', manifest.count, manifest.parts, 'records')
  checkSum('bytes', manifest.bytes, manifest.parts, 'rawSize')
}

function checkKind(m: Manifest): void {
  const withdrawal = m.kind === 'withdrawal'
  if (withdrawal !== (m.withdraws !== undefined)) throw wrong('withdraws', 'given in a withdrawal, and only there')
  if (m.left !== undefined && m.kind !== 'full') throw wrong('left', 'only in a full parcel')
  if (m.kind === 'changes' && m.count === 0) throw wrong('count', 'at least one record')
}

function checkSum(field: 'count' | 'bytes', stated: number, parts: readonly ManifestPart[], of: 'records' | 'rawSize') {
  const sum = parts.reduce((total, part) => total + part[of], 0)
  if (sum !== stated) throw new EvidenceError('manifest.sums', { field, sum, stated })
}

function checkRows(
  value: Record<string, unknown>,
  rows: Readonly<Record<string, Row>>,
  optional: ReadonlySet<string>,
  at: string,
): void {
  for (const [name, [expected, holds]] of Object.entries(rows)) {
    if (!Object.hasOwn(value, name) || value[name] === undefined) {
      if (optional.has(name)) continue
      throw wrong(at + name, expected)
    }
    if (!holds(value[name])) throw wrong(at + name, expected)
  }
  for (const name of Object.keys(value)) if (!Object.hasOwn(rows, name)) throw wrong(at + name, 'no such field')
}

/** Years in which nobody in service can have lived are slips, and some programs cannot hold them. */
function isPossibleDay(day: string): boolean {
  return isDay(day) && day >= '1900' && day < '2201'
}

function isPersonalNumbers(value: unknown): boolean {
  if (!Array.isArray(value) || value.length > 100_000) return false
  return new Set(value).size === value.length && value.every((n) => typeof n === 'string' && /^\d{12}$/.test(n))
}

function text(holds: (text: string) => boolean): (value: unknown) => boolean {
  return (value) => typeof value === 'string' && holds(value)
}

function within(max: number): (value: unknown) => boolean {
  return (value) => isCount(value) && value >= 1 && value <= max
}

const wrong = (path: string, expected: string): EvidenceError => new EvidenceError('manifest.shape', { path, expected })
