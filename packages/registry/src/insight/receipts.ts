/**
 * Receipts of parcels, parts and records, put together from what is stored: the parcel's leaves, the outcomes, the two
 * leaves of the log and one checkpoint. Making one writes nothing.
 */
import {
  type ClosedParcel,
  type ConcludedPart,
  findingsDigest,
  type LogPlace,
  makeParcelReceipt,
  makeRecordReceipt,
  merkleTree,
  outcomeLeaf,
  type ParcelFacts,
  parcelFactsOf,
  recordSalt,
  tileReader,
  toHex,
} from '@cbccvc/evidence'
import type { KeyRing, Queryable } from '../database/index.ts'
import { findParcel, openLines, Refused, type StoredDecision, storedManifest } from '../exchange/index.ts'
import { bestCheckpoint, tilesOf } from '../log/index.ts'
import { readOutcomes } from './feed.ts'
import { recordPaths } from './record-paths.ts'

interface Proof {
  readonly facts: ParcelFacts
  readonly salt: Uint8Array
  readonly parcel: number
  readonly sender: string
  readonly parts: number
  readonly receivedAt: string
  readonly received: number
}

interface ChunkRow {
  readonly parcel: number
  readonly part: number
  readonly payload: Buffer
  readonly bytes: Buffer
  readonly ruleSet: string
  readonly commit_no: number
}

async function proofOf(db: Queryable, keys: KeyRing, sender: string, parcelId: string): Promise<Proof> {
  const parcel = await findParcel(db as never, sender, parcelId)
  if (!parcel) throw new Refused('parcel.unknown')
  if (parcel.state === 'refused') throw new Refused('parcel.refused', { code: parcel.refusal!.code })
  const { rows } = await db.query<{ received_at: Date; commit_no: number }>(
    'select p.received_at, c.commit_no from parcel p join commit_log c on c.leaf_id = p.received_leaf where p.id = $1',
    [parcel.id],
  )
  if (!rows[0]) throw new Refused('receipt.notYet')
  const { jws, manifest } = await storedManifest(db as never, keys, parcel)
  return {
    facts: parcelFactsOf(jws),
    salt: Buffer.from(manifest.salt, 'hex'),
    parcel: parcel.id,
    sender,
    parts: manifest.parts.length,
    receivedAt: rows[0].received_at.toISOString(),
    received: rows[0].commit_no,
  }
}

/** The receipt of a parcel; with `part`, of that part (which the sender can turn into any record's receipt). */
export async function parcelReceipt(
  db: Queryable,
  keys: KeyRing,
  sender: string,
  parcelId: string,
  part?: number,
): Promise<string> {
  const proof = await proofOf(db, keys, sender, parcelId)
  if (part === undefined && proof.parts !== 1) {
    const closed = await closedLeafOf(db, proof)
    return makeParcelReceipt({ ...(await places(db, proof, closed.commitNo)), closed: closed.closed })
  }
  const chunk = await chunkOf(db, proof, part ?? 0)
  return makeParcelReceipt({ ...(await places(db, proof, chunk.commit_no)), concluded: concludedOf(chunk.bytes) })
}

/** Receipts of every record of a part, made on demand: the shared proofs are built once. */
export interface PartReceipts {
  readonly first: number
  readonly count: number
  /** `index`: position in the parcel. */
  receipt(index: number): string
}

/** What all receipts of one parcel share, read once. */
export interface ParcelReceipts {
  /** Throws Refused('receipt.notYet') before that part stands in the log. */
  part(no: number): Promise<PartReceipts>
}

export async function openReceipts(
  db: Queryable,
  keys: KeyRing,
  sender: string,
  parcelId: string,
): Promise<ParcelReceipts> {
  const proof = await proofOf(db, keys, sender, parcelId)
  return { part: async (no) => receiptsOf(db, keys, proof, await chunkOf(db, proof, no)) }
}

export async function partReceipts(
  db: Queryable,
  keys: KeyRing,
  sender: string,
  parcelId: string,
  part: number,
): Promise<PartReceipts> {
  return (await openReceipts(db, keys, sender, parcelId)).part(part)
}

async function receiptsOf(db: Queryable, keys: KeyRing, proof: Proof, chunk: ChunkRow): Promise<PartReceipts> {
  const { firstIndex, outcomes } = await readOutcomes(db, keys, proof.sender, chunk)
  const recordPath = await recordPaths(db, proof.parcel, firstIndex, firstIndex + outcomes.length)
  const stated = outcomes.map(({ edition: _, findings, ...rest }) => ({
    ...rest,
    findings: toHex(findingsDigest(findings)),
  }))
  const outcomeTree = merkleTree(stated.map(outcomeLeaf))
  const source = await places(db, proof, chunk.commit_no)
  const { outcomesRoot: _, ...concluded } = concludedOf(chunk.bytes)
  return {
    first: firstIndex,
    count: outcomes.length,
    receipt(index) {
      const at = index - firstIndex
      if (!stated[at]) throw new Refused('record.unknown', { index })
      const inner = {
        index,
        salt: recordSalt(proof.salt, index),
        recordPath: recordPath(index),
        outcome: stated[at],
        outcomePath: outcomeTree.inclusionPath(at),
      }
      return makeRecordReceipt({ ...source, concluded, inner })
    },
  }
}

/** The receipt of one record; of one that waited for its day, what came of it at last. */
export async function recordReceipt(
  db: Queryable,
  keys: KeyRing,
  sender: string,
  parcelId: string,
  index: number,
): Promise<string> {
  const { rows } = await db.query<{ no: number }>(
    `select p.no from part p join parcel c on c.id = p.parcel
      where c.sender = $1 and c.parcel_id = $2 and $3 >= p.first_index and $3 < p.first_index + p.records`,
    [sender, parcelId, index],
  )
  if (!rows[0]) {
    await proofOf(db, keys, sender, parcelId)
    throw new Refused('record.unknown', { index })
  }
  const proof = await proofOf(db, keys, sender, parcelId)
  const later = await laterOf(db, proof, rows[0].no, index)
  return later
    ? laterReceipt(db, keys, proof, later, index)
    : (await receiptsOf(db, keys, proof, await chunkOf(db, proof, rows[0].no))).receipt(index)
}

/** What was concluded about the record after it had waited for its day; undefined where nothing was, or not in the log yet. */
async function laterOf(db: Queryable, proof: Proof, part: number, index: number): Promise<ChunkRow | undefined> {
  const { rows } = await db.query<ChunkRow>(
    `select f.parcel, f.part, f.payload, f.rule_set as "ruleSet", l.bytes, c.commit_no from feed_chunk f
       join leaf l on l.id = f.leaf_id join commit_log c on c.leaf_id = f.leaf_id
      where f.parcel = $1 and f.part = $2 and f.kind = 'waited'`,
    [proof.parcel, part],
  )
  return rows.find(({ bytes }) => {
    const { first, records } = concludedOf(bytes)
    return index >= first && index < first + records
  })
}

async function laterReceipt(
  db: Queryable,
  keys: KeyRing,
  proof: Proof,
  chunk: ChunkRow,
  index: number,
): Promise<string> {
  const lines = openLines<StoredDecision>(keys, proof.sender, chunk.payload)
  const { firstIndex, outcomes } = await readOutcomes(db, keys, proof.sender, await chunkOf(db, proof, chunk.part))
  const stated = lines.map(({ index: at, outcome, entry, findings, today }) => {
    const { edition: _, ...came } = outcomes[at - firstIndex]!
    return { ...came, outcome, entry, findings: toHex(findingsDigest(findings)), ruleSet: chunk.ruleSet, today: today! }
  })
  const recordPath = await recordPaths(db, proof.parcel, index, index + 1)
  const { outcomesRoot: _, ...concluded } = concludedOf(chunk.bytes)
  const at = index - concluded.first
  const inner = {
    ...{ index, salt: recordSalt(proof.salt, index), recordPath: recordPath(index), outcome: stated[at]! },
    outcomePath: merkleTree(stated.map(outcomeLeaf)).inclusionPath(at),
  }
  return makeRecordReceipt({ ...(await places(db, proof, chunk.commit_no)), concluded, inner })
}

async function chunkOf(db: Queryable, proof: Proof, part: number): Promise<ChunkRow> {
  const { rows } = await db.query<ChunkRow>(
    `select f.parcel, f.part, f.payload, f.rule_set as "ruleSet", l.bytes, c.commit_no from feed_chunk f
       join leaf l on l.id = f.leaf_id join commit_log c on c.leaf_id = f.leaf_id
      where f.parcel = $1 and f.part = $2 and f.kind = 'outcomes'`,
    [proof.parcel, part],
  )
  if (rows[0]) return rows[0]
  if (part >= proof.parts) throw new Refused('parcel.part', { part })
  throw new Refused('receipt.notYet')
}

/** The closed leaf of a parcel of several parts: found by its text, which names the parcel's digest. */
async function closedLeafOf(db: Queryable, proof: Proof): Promise<{ closed: ClosedParcel; commitNo: number }> {
  const { rows } = await db.query<{ bytes: Buffer; commit_no: number }>(
    `select l.bytes, c.commit_no from parcel p join leaf l on l.id = p.closed_leaf join commit_log c on c.leaf_id = l.id where p.id = $1`,
    [proof.parcel],
  )
  if (!rows[0]) throw new Refused('receipt.notYet')
  const [, , parts, entered, unchanged, returned, held, refused, concludedRoot, closedAt] = rows[0].bytes
    .toString()
    .split(' ')
  return {
    commitNo: rows[0].commit_no,
    closed: {
      parts: Number(parts),
      counts: countsOf(entered, unchanged, returned, held, refused),
      concludedRoot: concludedRoot!,
      closedAt: closedAt!,
    },
  }
}

/** The facts of a concluded leaf from its own text (docs/protocol.md). */
export function concludedOf(bytes: Buffer): ConcludedPart {
  const [, , part, parts, first, records, entered, unchanged, returned, held, refused, outcomesRoot, concludedAt] =
    bytes.toString().split(' ')
  return {
    part: Number(part),
    parts: Number(parts),
    first: Number(first),
    records: Number(records),
    counts: countsOf(entered, unchanged, returned, held, refused),
    outcomesRoot: outcomesRoot!,
    concludedAt: concludedAt!,
  }
}

const countsOf = (...[entered, unchanged, returned, held, refused]: (string | undefined)[]) => ({
  entered: Number(entered),
  unchanged: Number(unchanged),
  returned: Number(returned),
  held: Number(held),
  refused: Number(refused),
})

async function places(db: Queryable, proof: Proof, commitNo: number) {
  const checkpoint = await bestCheckpoint(db, Math.max(commitNo, proof.received) + 1)
  if (!checkpoint) throw new Refused('receipt.notYet')
  const tiles = tileReader(checkpoint.size, tilesOf(db))
  const place = async (index: number): Promise<LogPlace> => ({ index, path: await tiles.inclusionPath(index) })
  return {
    facts: proof.facts,
    receivedAt: proof.receivedAt,
    received: await place(proof.received),
    proof: await place(commitNo),
    checkpoint: checkpoint.text,
  }
}
