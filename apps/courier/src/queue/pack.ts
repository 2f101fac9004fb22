import { merkleRoot, readManifest, sealManifest } from '@cbccvc/evidence'
import { type Edition, type Examination, examine, type Finding, parseLine, type WireRecord } from '@cbccvc/standard'
import { partWriter } from './bytes.ts'
import type { Home } from './home.ts'
import { dropParcel, findParcel, parcelPacked, type QueuedParcel, reserveParcel } from './parcels.ts'
import { SecretWatch } from './secret.ts'

/** What a parcel says about itself. */
export interface PackOptions {
  readonly kind: 'full' | 'changes' | 'withdrawal'
  /** Code of the unit that the parcel speaks for. */
  readonly unit: string
  /** The day on which the records were true, `yyyy-mm-dd`. */
  readonly asOf: string
  readonly purpose?: string
  /** Personal numbers confirmed to have left the unit (full parcels). */
  readonly left?: readonly string[]
  /** The parcel that a withdrawal takes back. */
  readonly withdraws?: string
  /** What the parcel is made from: the same fingerprint continues the same parcel. */
  readonly source?: { readonly fingerprint: string; readonly name: string; readonly kind: string }
  /** Check every record before sealing (default). The secret mark is looked for in any case. */
  readonly check?: boolean
  /** A person has looked: values that begin with a secrecy stamp (`MẬT: …`) are no secrets. */
  readonly notSecret?: boolean
  readonly onRecord?: (index: number, findings: readonly Finding[]) => void
  /** Hears the parcel's id as soon as it is reserved. */
  readonly onParcel?: (parcelId: string) => void
}

/** Findings of a check, counted by rule. */
export type FindingTotals = Readonly<Record<string, { readonly weight: Finding['weight']; readonly count: number }>>

/** A parcel whose bytes and sealed manifest are on disk. */
export interface PackedParcel {
  readonly parcelId: string
  readonly senderSeq: number
  readonly count: number
  /** Bytes of NDJSON, and of the compressed parts. */
  readonly bytes: number
  readonly packedBytes: number
  readonly parts: number
  readonly findings: FindingTotals
}

export interface Packer {
  readonly home: Home
  readonly sender: string
  readonly seed: Uint8Array
  readonly edition: Edition
  readonly today: () => string
  readonly now: () => number
}

/**
 * Checks records, packs them into parts, seals the manifest, and puts all of it on disk before anything is sent. A record
 * comes as values or as the bytes of a line; bytes are sent as they are. Throws SecretRefused at the first secret mark, and
 * SecretDoubtful where values begin with a stamp: nothing is sealed then, and what was written is deleted.
 */
export async function packParcel(
  packer: Packer,
  records: AsyncIterable<WireRecord | Uint8Array> | Iterable<WireRecord | Uint8Array>,
  options: PackOptions,
  reserved?: QueuedParcel,
): Promise<PackedParcel> {
  const { home, edition } = packer
  const parcel =
    reserved ??
    reserveParcel(
      home,
      {
        kind: options.kind,
        unit: options.unit,
        asOf: options.asOf,
        fingerprint: options.source?.fingerprint ?? null,
        sourceName: options.source?.name ?? null,
        sourceKind: options.source?.kind ?? null,
      },
      packer.now(),
    )
  options.onParcel?.(parcel.id)
  const writer = partWriter(home.file(parcel.id, 'parts'), Buffer.from(parcel.salt, 'hex'))
  const totals: Record<string, { weight: Finding['weight']; count: number }> = {}
  const check = options.check === false ? null : recordCheck(edition, packer.today())
  const watch = new SecretWatch(options.notSecret === true)
  try {
    let index = 0
    for await (const record of records) {
      const line = record instanceof Uint8Array ? record : JSON.stringify(record)
      watch.look(line, index)
      if (check !== null) {
        const findings = check(record)
        for (const { rule, weight } of findings) {
          totals[rule] ??= { weight, count: 0 }
          totals[rule].count++
        }
        options.onRecord?.(index, findings)
      }
      writer.add(line)
      index++
    }
    watch.settle()
    const { parts, count, bytes, recordsRoot } = writer.finish()
    const manifest = sealManifest(
      {
        v: 1,
        service: 'cbccvc.parcel/1',
        parcelId: parcel.id,
        sender: packer.sender,
        receiver: 'cbccvc',
        edition: edition.id,
        kind: options.kind,
        unit: options.unit,
        asOf: options.asOf,
        senderSeq: parcel.seq,
        createdAt: parcel.createdAt,
        count,
        bytes,
        recordsRoot: Buffer.from(count === 0 ? merkleRoot([]) : recordsRoot).toString('hex'),
        salt: parcel.salt,
        parts,
        ...(options.withdraws !== undefined && { withdraws: options.withdraws }),
        ...(options.left !== undefined && { left: options.left }),
        purpose: options.purpose ?? 'Cập nhật CSDL quốc gia về cán bộ, công chức, viên chức',
      },
      packer.seed,
    )
    parcelPacked(home, parcel.id, manifest, count, bytes)
    return packedOf(findParcel(home, parcel.id)!, totals)
  } catch (error) {
    writer.abandon()
    dropParcel(home, parcel.id)
    throw error
  }
}

/** What is known of a parcel that is sealed already. */
export function packedOf(parcel: QueuedParcel, findings: FindingTotals = {}): PackedParcel {
  const { parts } = readManifest(parcel.manifest ?? '').manifest
  return {
    parcelId: parcel.id,
    senderSeq: parcel.seq,
    count: parcel.count,
    bytes: parcel.bytes,
    packedBytes: parts.reduce((sum, { size }) => sum + size, 0),
    parts: parts.length,
    findings,
  }
}

/** The check at home: the same rules that the centre applies, with nothing known of the person from before. */
export function recordCheck(edition: Edition, today: string): (record: WireRecord | Uint8Array) => readonly Finding[] {
  return (record) => {
    if (!(record instanceof Uint8Array)) return examine(record, edition, today).findings
    const read = parseLine(record)
    if (read.record === null) return read.findings
    const examined: Examination = examine(read.record, edition, today)
    return read.findings.length === 0 ? examined.findings : [...read.findings, ...examined.findings]
  }
}
