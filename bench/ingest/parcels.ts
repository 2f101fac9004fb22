/** Parcels of 500 to 5,000 records, packed and sealed as a courier does, held in memory before any clock starts. */
import { createHash, randomBytes } from 'node:crypto'
import { zstdCompressSync } from 'node:zlib'
import {
  keyFromText,
  type Manifest,
  manifestDigest,
  merkleRoot,
  recordLeaf,
  sealManifest,
  toHex,
} from '@cbccvc/evidence'
import type { Nation } from '@cbccvc/outside/nation'
import type { Sender } from '@cbccvc/outside/sandbox/enrolment'

export interface Packed {
  readonly sender: Sender
  readonly parcelId: string
  readonly jws: string
  readonly parts: readonly Buffer[]
  readonly lines: readonly Buffer[]
}

const recordsPerPart = 500
/** Sizes as senders have them, repeated: mean about 2,000. */
const sizes = [500, 2_500, 900, 5_000, 1_400, 700, 3_200, 1_800] as const

/** Takes officials of bodies large enough for one parcel, until `records` are packed. */
export function packParcels(nation: Nation, senders: readonly Sender[], records: number): Packed[] {
  const byBody = new Map(senders.map((sender) => [sender.code, sender]))
  const units = Map.groupBy(nation.units(), (unit) => unit.body)
  const packed: Packed[] = []
  let left = records
  for (const [body, own] of units) {
    const sender = byBody.get(body)!
    const members = own.flatMap((unit) => [...nation.unitMembers(unit.code)])
    let seq = 0
    for (let from = 0; from < members.length && left > 0; ) {
      const size = Math.min(sizes[packed.length % sizes.length]!, members.length - from, left)
      if (size < 500 && size < left) break
      const lines = members.slice(from, from + size).map((i) => Buffer.from(JSON.stringify(nation.official(i))))
      packed.push(pack(sender, body, ++seq, nation.today, lines))
      from += size
      left -= size
    }
    if (left === 0) return packed
  }
  throw new RangeError('the nation is too small for so many records')
}

/** Packs and seals one parcel: its lines in parts of 500. */
export function pack(sender: Sender, unit: string, senderSeq: number, asOf: string, lines: readonly Buffer[]): Packed {
  const salt = randomBytes(32)
  const parts: Buffer[] = []
  const described: Manifest['parts'][number][] = []
  for (let from = 0; from < lines.length; from += recordsPerPart) {
    const slice = lines.slice(from, from + recordsPerPart)
    const raw = Buffer.concat(slice.flatMap((line) => [line, newline]))
    const bytes = zstdCompressSync(raw)
    parts.push(bytes)
    described.push({
      records: slice.length,
      size: bytes.length,
      rawSize: raw.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })
  }
  const parcelId = uuid7()
  const manifest: Manifest = {
    v: 1,
    service: 'cbccvc.parcel/1',
    parcelId,
    sender: sender.code,
    receiver: 'cbccvc',
    edition: '2023',
    kind: 'changes',
    unit,
    asOf,
    senderSeq,
    createdAt: new Date().toISOString(),
    count: lines.length,
    bytes: described.reduce((sum, part) => sum + part.rawSize, 0),
    recordsRoot: toHex(merkleRoot(lines.map((line, i) => recordLeaf(salt, i, line)))),
    salt: toHex(salt),
    parts: described,
    purpose: 'bench',
  }
  const jws = sealManifest(manifest, keyFromText(sender.seed))
  manifestDigest(jws)
  return { sender, parcelId, jws, parts, lines }
}

const newline = Buffer.from('\n')

function uuid7(): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes.toString('hex').replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')
}
