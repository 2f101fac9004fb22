import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { limits } from '@cbccvc/contract'
import { type Manifest, type ManifestPart, merkleRoot, recordLeaf } from '@cbccvc/evidence'
import { syncFolder } from './home.ts'

/** Raw bytes at which a part is closed before it holds 500 records. */
const partTarget = 24 * 1024 * 1024
const params = { [constants.ZSTD_c_compressionLevel]: 3 }

/**
 * One zstd frame. The chunk is larger than the frame can become: when the output fills a chunk to the byte, Node appends
 * a second, empty frame.
 */
export function packFrame(raw: Uint8Array): Buffer {
  return zstdCompressSync(raw, { params, chunkSize: raw.length + (raw.length >> 8) + 1024 })
}

/** What a parcel's file holds when it is sealed. */
export interface WrittenParts {
  readonly parts: readonly ManifestPart[]
  readonly count: number
  readonly bytes: number
  readonly recordsRoot: Uint8Array
}

/** Writes records into parts of a parcel, in one file: parts first, then the leaves (32 bytes each). */
export interface PartWriter {
  /** Adds a record: its line without the line break. */
  add(line: Uint8Array | string): void
  /** Closes the last part, appends the leaves, and makes the file durable. */
  finish(): WrittenParts
  /** Closes the file without finishing it. */
  abandon(): void
}

/** Opens a fresh file for a parcel. Memory: one part, and 32 bytes per record. */
export function partWriter(path: string, salt: Uint8Array): PartWriter {
  const file = openSync(path, 'w', 0o600)
  let raw = Buffer.allocUnsafe(4 * 1024 * 1024)
  let used = 0
  let records = 0
  let leaves = new Uint8Array(32 * 1024)
  let count = 0
  let bytes = 0
  let open = true
  const parts: ManifestPart[] = []
  const room = (size: number): void => {
    if (used + size <= raw.length) return
    const grown = Buffer.allocUnsafe(Math.max(raw.length * 2, used + size))
    raw.copy(grown, 0, 0, used)
    raw = grown
  }
  const flush = (): void => {
    if (records === 0) return
    const packed = packFrame(raw.subarray(0, used))
    writeAll(file, packed)
    const sha256 = createHash('sha256').update(packed).digest('hex')
    parts.push({ records, size: packed.length, rawSize: used, sha256 })
    bytes += used
    used = 0
    records = 0
  }
  return {
    add(line) {
      const size = typeof line === 'string' ? line.length * 3 : line.length
      if (records > 0 && used + size + 1 > partTarget) flush()
      room(size + 1)
      const start = used
      used += typeof line === 'string' ? raw.write(line, used, 'utf8') : copyInto(raw, used, line)
      if ((count + 1) * 32 > leaves.length) {
        const grown = new Uint8Array(leaves.length * 2)
        grown.set(leaves)
        leaves = grown
      }
      leaves.set(recordLeaf(salt, count, raw.subarray(start, used)), count * 32)
      raw[used++] = 10
      count++
      if (++records === limits.recordsPerPart) flush()
    },
    finish() {
      flush()
      const packedLeaves = leaves.subarray(0, count * 32)
      writeAll(file, packedLeaves)
      fsyncSync(file)
      closeSync(file)
      open = false
      syncFolder(dirname(path))
      return { parts, count, bytes, recordsRoot: merkleRoot(packedLeaves) }
    },
    abandon() {
      if (open) closeSync(file)
      open = false
    },
  }
}

function copyInto(target: Buffer, at: number, line: Uint8Array): number {
  target.set(line, at)
  return line.length
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done)
}

/** The compressed bytes of one part. */
export function readPart(path: string, manifest: Manifest, part: number): Uint8Array {
  return readAt(path, partOffset(manifest, part), manifest.parts[part]!.size)
}

/** The leaves of a parcel's records, one after the other. */
export function readLeaves(path: string, manifest: Manifest): Uint8Array {
  return readAt(path, partOffset(manifest, manifest.parts.length), manifest.count * 32)
}

/** The line of one record as it was sent, without its line break; `undefined` when the parcel has no such record. */
export function readRecord(path: string, manifest: Manifest, index: number): Uint8Array | undefined {
  let first = 0
  for (const [part, { records, rawSize }] of manifest.parts.entries()) {
    if (index < first + records) {
      const raw = zstdDecompressSync(readPart(path, manifest, part), { maxOutputLength: rawSize })
      let start = 0
      for (let skip = index - first; skip > 0; skip--) start = raw.indexOf(10, start) + 1
      return raw.subarray(start, raw.indexOf(10, start))
    }
    first += records
  }
  return undefined
}

function partOffset(manifest: Manifest, part: number): number {
  return manifest.parts.slice(0, part).reduce((sum, { size }) => sum + size, 0)
}

function readAt(path: string, offset: number, length: number): Uint8Array {
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(length)
    let done = 0
    while (done < length) {
      const got = readSync(file, bytes, done, length - done, offset + done)
      if (got === 0) throw new Error(`${path} is shorter than its manifest says`)
      done += got
    }
    return bytes
  } finally {
    closeSync(file)
  }
}
