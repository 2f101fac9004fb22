/** Packs parcels as a sender would, and lets a test spoil any step of it. */
import { createHash, randomBytes } from 'node:crypto'
import { zstdCompressSync } from 'node:zlib'
import { type KeyPair, type Manifest, merkleRoot, recordLeaf, sealManifest, toHex } from '@cbccvc/evidence'

export interface PackOptions {
  readonly sender: string
  readonly unit: string
  readonly asOf: string
  readonly senderSeq: number
  readonly kind?: Manifest['kind']
  readonly recordsPerPart?: number
  readonly left?: readonly string[]
  /** The last word on the manifest, before it is sealed. */
  readonly spoil?: (manifest: Manifest) => Manifest
}

export interface Packed {
  readonly parcelId: string
  readonly manifest: Manifest
  readonly jws: string
  readonly parts: readonly Buffer[]
  /** The lines as sent, without their newlines. */
  readonly lines: readonly Buffer[]
}

/** A UUID of version 7 for now. */
export function uuidv7(now = Date.now()): string {
  const hex = now.toString(16).padStart(12, '0') + randomBytes(10).toString('hex')
  const variant = '89ab'[Number.parseInt(hex[16]!, 16) & 3]
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const lineOf = (record: unknown): Buffer => {
  if (record instanceof Uint8Array) return Buffer.from(record)
  return Buffer.from(typeof record === 'string' ? record : JSON.stringify(record))
}

/** Packs records (objects, or lines as text or bytes, which stay as they are). */
export function pack(records: readonly unknown[], key: KeyPair, options: PackOptions): Packed {
  const { sender, unit, asOf, senderSeq, kind = 'changes', recordsPerPart = 500, left, spoil = (m) => m } = options
  const parcelId = uuidv7()
  const salt = randomBytes(32)
  const lines = records.map(lineOf)
  const leaves = lines.map((line, i) => recordLeaf(salt, i, line))
  const parts: Buffer[] = []
  const described: Manifest['parts'][number][] = []
  for (let from = 0; from < lines.length; from += recordsPerPart) {
    const chunk = lines.slice(from, from + recordsPerPart)
    const raw = Buffer.concat(chunk.flatMap((line) => [line, Buffer.from('\n')]))
    const bytes = zstdCompressSync(raw)
    parts.push(bytes)
    described.push({ records: chunk.length, size: bytes.length, rawSize: raw.length, sha256: sha256(bytes) })
  }
  const manifest = spoil({
    v: 1,
    service: 'cbccvc.parcel/1',
    parcelId,
    sender,
    receiver: 'cbccvc',
    edition: '2023',
    kind,
    unit,
    asOf,
    senderSeq,
    createdAt: new Date().toISOString(),
    count: lines.length,
    bytes: described.reduce((sum, part) => sum + part.rawSize, 0),
    recordsRoot: toHex(merkleRoot(leaves)),
    salt: salt.toString('hex'),
    parts: described,
    ...(left && { left }),
    purpose: 'kiểm thử',
  })
  return { parcelId: manifest.parcelId, manifest, jws: sealManifest(manifest, key.seed), parts, lines }
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
