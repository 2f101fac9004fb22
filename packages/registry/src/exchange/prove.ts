/** The tests of the door on one part, in memory, before anything of it touches the disk. Nothing here knows a database. */
import { zstdDecompressSync } from 'node:zlib'
import { type Manifest, recordLeaf, subtreesOf } from '@cbccvc/evidence'
import { secretMark } from '@cbccvc/standard'
import { isOneFrame } from './frame.ts'
import { Refused } from './refused.ts'

/** A part of a parcel that is here already: the same bytes again are nothing new, others are refused. Throws Refused. */
export function samePart(manifest: Manifest, no: number, bytes: Buffer, digestOf: (bytes: Buffer) => string): void {
  const stated = manifest.parts[no]
  if (!stated) throw new Refused('parcel.part', { part: no })
  if (bytes.length !== stated.size || digestOf(bytes) !== stated.sha256) throw new Refused('parcel.otherBytes')
}

/** A part that passed every test of the door: what is stored of it. */
export interface ProvenPart {
  readonly no: number
  readonly firstIndex: number
  readonly records: number
  /** Record leaves in order, 32 bytes each. */
  readonly leaves: Buffer
  /** Roots of the complete subtrees of the parcel's tree that these leaves fill, 32 bytes each. */
  readonly subtrees: Buffer
}

/** What the manifest says of a part whose bytes are the ones it names. */
export interface StatedPart {
  readonly no: number
  readonly firstIndex: number
  readonly records: number
  readonly rawSize: number
  /** The parcel's salt, hex. */
  readonly salt: string
}

/** Tests size and digest of the bytes. Throws Refused (final codes). */
export function statedPart(
  manifest: Manifest,
  no: number,
  bytes: Buffer,
  digestOf: (bytes: Buffer) => string,
): StatedPart {
  const stated = manifest.parts[no]
  if (!stated) throw new Refused('parcel.part', { part: no })
  if (bytes.length !== stated.size)
    throw new Refused('parcel.size', { part: no, got: bytes.length, expected: stated.size })
  if (digestOf(bytes) !== stated.sha256) throw new Refused('parcel.digest', { part: no })
  let firstIndex = 0
  for (let i = 0; i < no; i++) firstIndex += manifest.parts[i]!.records
  return { no, firstIndex, records: stated.records, rawSize: stated.rawSize, salt: manifest.salt }
}

/**
 * Tests what is in the part: decompressed size (a bomb stops at the size that the manifest names), count, the secret mark;
 * and hashes its records. Throws Refused (final codes).
 */
export function proveRecords(stated: StatedPart, bytes: Buffer): ProvenPart {
  const { no, firstIndex } = stated
  const raw = unpack(bytes, stated.rawSize, no)
  const lines = splitLines(raw)
  // Bytes after the last newline are not a record: nobody would hash them or look for a secret mark in them.
  if (raw.at(-1) !== newline) lines.length = 0
  if (lines.length !== stated.records)
    throw new Refused('parcel.count', { part: no, got: lines.length, expected: stated.records })
  const salt = Buffer.from(stated.salt, 'hex')
  const leaves = Buffer.allocUnsafe(lines.length * 32)
  lines.forEach((line, i) => {
    if (secretMark(line)) throw new Refused('parcel.secret', { record: firstIndex + i })
    leaves.set(recordLeaf(salt, firstIndex + i, line), i * 32)
  })
  return { no, firstIndex, records: lines.length, leaves, subtrees: Buffer.from(subtreesOf(leaves, firstIndex)) }
}

/** All tests of one part, here and now. Throws Refused (final codes). */
export function provePart(
  manifest: Manifest,
  no: number,
  bytes: Buffer,
  digestOf: (bytes: Buffer) => string,
): ProvenPart {
  return proveRecords(statedPart(manifest, no, bytes, digestOf), bytes)
}

/** Decompresses a part: one frame, and never more than the size that its manifest names. */
export function unpack(bytes: Buffer, rawSize: number, no: number): Buffer {
  try {
    if (!isOneFrame(bytes)) throw new Refused('parcel.compression', { part: no })
    const raw = zstdDecompressSync(bytes, { maxOutputLength: Math.max(rawSize, 1) })
    if (raw.length === rawSize) return raw
  } catch {
    // A bomb, a torn frame, or no zstd at all: the same refusal.
  }
  throw new Refused('parcel.compression', { part: no })
}

const newline = 10

/** The lines of a part without their newlines. What follows the last newline is no line: every line ends with one. */
export function splitLines(raw: Buffer): Buffer[] {
  const lines: Buffer[] = []
  let from = 0
  for (let to = raw.indexOf(newline, from); to !== -1; to = raw.indexOf(newline, from)) {
    lines.push(raw.subarray(from, to))
    from = to + 1
  }
  return lines
}
