/**
 * The facts of a parcel that its promise and receipts state, and their digest. The log knows a parcel by this digest
 * alone: it covers the manifest's digest, which nobody can guess (the manifest holds 32 random bytes), so the public
 * log tells neither who sent nor for whom.
 */
import { sha256 } from '#crypto'
import { toHex, utf8 } from './bytes.ts'
import { EvidenceError } from './errors.ts'
import { countFrom, isCode, isCount, isDay, isDigest, isEdition, isUuid } from './forms.ts'
import { type Manifest, manifestDigest, readManifest } from './manifest.ts'

export interface ParcelFacts {
  readonly parcelId: string
  readonly sender: string
  readonly unit: string
  readonly kind: Manifest['kind']
  readonly edition: string
  readonly asOf: string
  /** Number of records. */
  readonly count: number
  /** SHA-256 of the manifest as sent, hex. */
  readonly manifest: string
  /** Merkle root over the records' leaves, hex. */
  readonly recordsRoot: string
}

/** The facts of a sealed manifest. Reads strictly; does not verify the signature. */
export function parcelFactsOf(jws: string): ParcelFacts {
  return parcelFacts(readManifest(jws).manifest, toHex(manifestDigest(jws)))
}

/** The same where the manifest has been read already. `digest`: `manifestDigest`, hex. */
export function parcelFacts(manifest: Manifest, digest: string): ParcelFacts {
  const { parcelId, sender, unit, kind, edition, asOf, count, recordsRoot } = manifest
  return { parcelId, sender, unit, kind, edition, asOf, count, manifest: digest, recordsRoot }
}

const isKind = (text: string): boolean => text === 'full' || text === 'changes' || text === 'withdrawal'

/** The lines of a parcel in their order: word, field, form of the value. */
const LINES: readonly (readonly [word: string, field: keyof ParcelFacts, holds: (text: string) => boolean])[] = [
  ['parcel', 'parcelId', isUuid],
  ['sender', 'sender', isCode],
  ['unit', 'unit', isCode],
  ['kind', 'kind', isKind],
  ['edition', 'edition', isEdition],
  ['as-of', 'asOf', isDay],
  ['records', 'count', (text) => countFrom(text) !== null],
  ['manifest', 'manifest', isDigest],
  ['records-root', 'recordsRoot', isDigest],
]

/** How many lines `parcelText` has. */
export const PARCEL_LINES = LINES.length

/** The nine lines, each `word value\n`. Throws `leaf.malformed`. */
export function parcelText(facts: ParcelFacts): string {
  let text = ''
  for (const [word, field, holds] of LINES) {
    const value = String(facts[field])
    if (!holds(value) || (field === 'count' && !isCount(facts.count))) {
      throw new EvidenceError('leaf.malformed', { field })
    }
    text += `${word} ${value}\n`
  }
  return text
}

/** Reads the nine lines back. Null when any of them is not as `parcelText` writes it. */
export function readParcelLines(lines: readonly string[]): ParcelFacts | null {
  if (lines.length !== LINES.length) return null
  const facts: Record<string, string | number> = {}
  for (const [i, [word, field, holds]] of LINES.entries()) {
    const value = lines[i]!.slice(word.length + 1)
    if (lines[i] !== `${word} ${value}` || !holds(value)) return null
    facts[field] = field === 'count' ? Number(value) : value
  }
  return facts as unknown as ParcelFacts
}

/** SHA-256 of `cbccvc.parcel/1\n` and the nine lines: 32 bytes. */
export function parcelDigest(facts: ParcelFacts): Uint8Array {
  return sha256(utf8(`cbccvc.parcel/1\n${parcelText(facts)}`))
}
