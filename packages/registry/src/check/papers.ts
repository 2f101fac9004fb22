/** A parcel's row and its parts against the manifest that the sender sealed, and against its last leaf. */
import {
  closedLeaf,
  countOutcomes,
  logLeafHash,
  type Manifest,
  merkleRoot,
  OUTCOME_WORDS,
  type OutcomeCounts,
  parcelFactsOf,
  readManifest,
  toHex,
} from '@cbccvc/evidence'
import type { Connection } from '../database/index.ts'
import { concludedOf } from '../insight/index.ts'
import type { Faults } from './faults.ts'

/** Checks every column of the row that the manifest or the log knows. Returns the manifest. */
export async function checkPapers(tx: Connection, parcel: number, jws: string, faults: Faults): Promise<Manifest> {
  const { header, manifest } = readManifest(jws)
  const { rows } = await tx.query<{
    parcel_id: string
    sender: string
    kid: string
    kind: string
    edition: string
    as_of: string
    sender_seq: number
    record_count: number
    part_count: number
    state: string
    codes: string[]
    takes_back: string | null
    withdrawn_by: number | null
    returned: number | null
    concluded_at: Date | null
    closed: Buffer | null
  }>(
    `select p.*, array(select code from unit_code where unit_id = p.unit_id) as codes, w.parcel_id as takes_back,
            b.withdraws as returned, l.bytes as closed
       from parcel p
       left join parcel w on w.id = p.withdraws left join parcel b on b.id = p.withdrawn_by
       left join leaf l on l.id = p.closed_leaf where p.id = $1`,
    [parcel],
  )
  const row = rows[0]!
  faults.hold('parcel', row.parcel_id, {
    id: row.parcel_id === manifest.parcelId,
    sender: row.sender === manifest.sender,
    kid: row.kid === header.kid,
    kind: row.kind === manifest.kind,
    edition: row.edition === manifest.edition,
    // By whichever of its codes: it may have another one since, or have ended.
    unit: row.codes.includes(manifest.unit),
    asOf: row.as_of === manifest.asOf,
    senderSeq: row.sender_seq === manifest.senderSeq,
    count: row.record_count === manifest.count,
    partCount: row.part_count === manifest.parts.length,
    withdraws: row.state === 'open' || row.takes_back === (manifest.withdraws ?? null),
    withdrawnBy: row.withdrawn_by === null || row.returned === parcel,
  })
  await checkParts(tx, parcel, manifest, faults)
  if (row.state === 'concluded') await checkEnd(tx, parcel, jws, { ...row, concluded_at: row.concluded_at! }, faults)
  return manifest
}

async function checkParts(tx: Connection, parcel: number, manifest: Manifest, faults: Faults): Promise<void> {
  const { rows } = await tx.query<{ no: number; first_index: number; records: number }>(
    'select no, first_index, records from part where parcel = $1',
    [parcel],
  )
  for (const { no, first_index, records } of rows) {
    const first = manifest.parts.slice(0, no).reduce((sum, part) => sum + part.records, 0)
    if (first !== first_index || records !== manifest.parts[no]?.records) faults.add('part.place', `${parcel}/${no}`)
  }
}

/** When it was concluded, and the leaf that closes a parcel that has not exactly one part. */
async function checkEnd(
  tx: Connection,
  parcel: number,
  jws: string,
  {
    parcel_id: name,
    part_count: parts,
    concluded_at,
    closed,
  }: {
    parcel_id: string
    part_count: number
    concluded_at: Date
    closed: Buffer | null
  },
  faults: Faults,
): Promise<void> {
  const { rows } = await tx.query<OutcomeCounts & { bytes: Buffer }>(
    `select l.bytes, f.* from feed_chunk f join leaf l on l.id = f.leaf_id
      where f.parcel = $1 and f.kind = 'outcomes' order by f.part`,
    [parcel],
  )
  const closedAt = concluded_at.toISOString()
  if (parts === 1) {
    const at = rows[0] && concludedOf(rows[0].bytes).concludedAt
    if (at !== closedAt || closed !== null) faults.add('parcel.concludedAt', name)
    return
  }
  const counts = { ...countOutcomes([]) }
  for (const row of rows) for (const word of OUTCOME_WORDS) counts[word] += row[word]
  const concludedRoot = toHex(merkleRoot(rows.map((row) => logLeafHash(row.bytes))))
  const leaf = closedLeaf(parcelFactsOf(jws), { parts, counts, concludedRoot, closedAt })
  if (!closed?.equals(leaf)) faults.add('parcel.closedLeaf', name)
}
