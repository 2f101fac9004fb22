import {
  attachInnerPaths,
  type InnerPaths,
  type Manifest,
  merkleTree,
  type Outcome,
  type OutcomeWord,
  outcomeLeaf,
  parseReceipt,
  readManifest,
  recordSalt,
  verifyReceipt,
} from '@cbccvc/evidence'
import type { Line } from '../line/line.ts'
import { readLeaves } from '../queue/bytes.ts'
import type { Home } from '../queue/home.ts'
import type { QueuedParcel } from '../queue/parcels.ts'
import { logTrust, witnessCheckpoint } from './log.ts'

/** A receipt that the centre gave does not hold, or speaks of something else. */
export class ReceiptWrong extends Error {
  override readonly name = 'ReceiptWrong'
}

/** The feed has not brought every outcome of the record's part yet: pull first. */
export class OutcomesMissing extends Error {
  override readonly name = 'OutcomesMissing'
}

type Given = Parameters<typeof logTrust>[2]

/** The receipt of a whole parcel, verified against our own manifest and the log we know. */
export async function parcelReceipt(home: Home, line: Line, given: Given, parcel: QueuedParcel): Promise<string> {
  const { answer } = await line.steady(() => line.client.call('parcelReceipt', { params: { parcelId: parcel.id } }))
  await accept(home, line, given, parcel, answer)
  return answer
}

/**
 * The receipt of one record. Only proof about its part comes from the centre, once; the paths inside come from our own
 * parcel and from the outcomes that the feed brought, so what we show is what we sent.
 */
export async function recordReceipt(
  home: Home,
  line: Line,
  given: Given,
  parcel: QueuedParcel,
  index: number,
): Promise<string> {
  const { manifest } = readManifest(parcel.manifest!)
  if (!(index >= 0 && index < manifest.count)) throw new RangeError(`the parcel has no record ${index}`)
  const { part, first, records } = partOf(manifest, index)
  const inner = innerPaths(home, parcel, manifest, index, first, records)
  const base = keptBase(home, parcel.id, part) ?? (await fetchBase(home, line, given, parcel, part))
  return attachInnerPaths(base, inner)
}

function keptBase(home: Home, parcelId: string, part: number): string | undefined {
  const row = home.db.prepare('SELECT receipt FROM base_receipt WHERE parcel = ? AND part = ?').get(parcelId, part)
  return (row as { receipt: string } | undefined)?.receipt
}

async function fetchBase(home: Home, line: Line, given: Given, parcel: QueuedParcel, part: number): Promise<string> {
  const { answer } = await line.steady(() =>
    line.client.call('parcelReceipt', { params: { parcelId: parcel.id }, query: { part } }),
  )
  await accept(home, line, given, parcel, answer)
  home.commit(() => {
    home.db
      .prepare('INSERT OR REPLACE INTO base_receipt (parcel, part, receipt) VALUES (?, ?, ?)')
      .run(parcel.id, part, answer)
  })
  return answer
}

/** Verifies what the centre gave, and that its checkpoint continues the log that this courier knows. */
async function accept(home: Home, line: Line, given: Given, parcel: QueuedParcel, receipt: string): Promise<void> {
  const trust = await logTrust(home, line, given)
  const result = verifyReceipt(receipt, {
    logKey: trust.logKey,
    witnessKeys: trust.witnessKeys ?? [],
    manifest: parcel.manifest!,
  })
  if (!result.ok) {
    const failed = result.steps.filter((step) => step.ok === false).map((step) => step.code)
    throw new ReceiptWrong(`the receipt of ${parcel.id} does not hold: ${failed.join(', ')}`)
  }
  await witnessCheckpoint(home, line, trust, parseReceipt(receipt).checkpoint)
}

function innerPaths(
  home: Home,
  parcel: QueuedParcel,
  manifest: Manifest,
  index: number,
  first: number,
  count: number,
): InnerPaths {
  const rows = home.db
    .prepare('SELECT * FROM outcome WHERE parcel = ? AND idx >= ? AND idx < ? ORDER BY idx')
    .all(parcel.id, first, first + count) as unknown as OutcomeRow[]
  if (rows.length !== count) throw new OutcomesMissing(`the part of record ${index} is not complete in the feed yet`)
  const outcomes = rows.map(outcomeOf)
  const records = merkleTree(readLeaves(home.file(parcel.id, 'parts'), manifest))
  return {
    index,
    salt: recordSalt(Buffer.from(manifest.salt, 'hex'), index),
    recordPath: records.inclusionPath(index),
    outcome: outcomes[index - first]!,
    outcomePath: merkleTree(outcomes.map(outcomeLeaf)).inclusionPath(index - first),
  }
}

interface OutcomeRow {
  readonly idx: number
  readonly outcome: OutcomeWord
  readonly leaf: string
  readonly findings: string
  readonly entry: string | null
  readonly rule_set: string
  readonly today: string
}

function outcomeOf(row: OutcomeRow): Outcome {
  return {
    index: row.idx,
    recordLeaf: row.leaf,
    outcome: row.outcome,
    findings: row.findings,
    entry: row.entry,
    ruleSet: row.rule_set,
    today: row.today,
  }
}

/** The part that a record is in: its number, its first record, how many it has. */
function partOf(manifest: Manifest, index: number): { part: number; first: number; records: number } {
  let first = 0
  for (const [part, { records }] of manifest.parts.entries()) {
    if (index < first + records) return { part, first, records }
    first += records
  }
  throw new RangeError(`the parcel has no record ${index}`)
}
