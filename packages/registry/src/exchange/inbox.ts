/**
 * The post-room's first hatch: receive exactly once, keep the bytes exactly as sent (sealed).
 *
 * A parcel is opened with its manifest, then its parts come in any order, each in a commit of its own, so that a cut
 * line costs at most the part in flight. The last part commits together with the log's leaf "received", the jobs, and
 * the promise; only then does the door answer 202. Whatever kills us before that commit has given no promise; whatever
 * kills us after it finds the promise stored, and the sender asking again gets the same one.
 */
import {
  type Manifest,
  manifestDigest,
  type NoteSigner,
  parcelFactsOf,
  readManifest,
  receivedLeaf,
  signPromise,
  toHex,
  verifyManifest,
} from '@cbccvc/evidence'
import { type Caller, insist, type SubmissionPermit } from '../access/index.ts'
import type { Connection, KeyRing, Queryable } from '../database/index.ts'
import { appendLeaf } from '../log/index.ts'
import type { ProvenPart } from './prove.ts'
import { addJobs } from './queue.ts'
import { recordsRoot } from './records-root.ts'
import { type RefusalFacts, Refused } from './refused.ts'

export interface ParcelRow {
  readonly id: number
  readonly parcelId: string
  readonly sender: string
  readonly state: 'open' | 'received' | 'concluded' | 'refused'
  readonly manifestDigest: Buffer
  readonly unitId: number
  readonly partCount: number
  readonly promise: string | null
  readonly refusal: { code: string; facts: RefusalFacts } | null
}

const parcelColumns = `id, parcel_id as "parcelId", sender, state, manifest_digest as "manifestDigest",
  unit_id as "unitId", part_count as "partCount", promise, refusal`

export async function findParcel(
  tx: Pick<Connection, 'query'>,
  sender: string,
  parcelId: string,
  lock = false,
): Promise<ParcelRow | undefined> {
  const { rows } = await tx.query<ParcelRow>(
    `select ${parcelColumns} from parcel where sender = $1 and parcel_id = $2 ${lock ? 'for update' : ''}`,
    [sender, parcelId],
  )
  return rows[0]
}

/** Reads and verifies the sealed manifest for this caller. Throws Refused. */
export function openManifest(jws: string, caller: Caller): Manifest {
  let manifest: Manifest
  try {
    manifest = readManifest(jws).manifest
  } catch (error) {
    throw new Refused('parcel.manifest', { detail: messageOf(error) })
  }
  if (manifest.sender !== caller.sender) throw new Refused('parcel.sender')
  try {
    verifyManifest(jws, caller.publicKey)
  } catch (error) {
    throw new Refused('parcel.seal', { detail: messageOf(error) })
  }
  return manifest
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

/**
 * Opens the parcel, or finds it open already; one that expired is opened anew.
 * Same id and same bytes: the same answer. Same id and other bytes: refused, and what is there stays.
 */
export async function openParcel(
  tx: Connection,
  keys: KeyRing,
  permit: SubmissionPermit,
  jws: string,
  manifest: Manifest,
): Promise<{ parcel: ParcelRow; created: boolean }> {
  insist(permit, 'parcel.submit')
  const { caller, unit } = permit
  const digest = Buffer.from(manifestDigest(jws))
  const { rows } = await tx.query<ParcelRow>(
    `insert into parcel (parcel_id, sender, kid, manifest_digest, manifest, kind, edition, unit_id, as_of, sender_seq,
                         record_count, part_count, state)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'open')
     on conflict do nothing returning ${parcelColumns}`,
    [
      manifest.parcelId,
      caller.sender,
      caller.kid,
      digest,
      // A manifest that is marked secret is not kept, not even sealed: the refusal that follows is all there is.
      manifest.doMat ? null : keys.seal('inbox', `manifest ${caller.sender} ${manifest.parcelId}`, Buffer.from(jws)),
      manifest.kind,
      manifest.edition,
      unit.id,
      manifest.asOf,
      manifest.senderSeq,
      manifest.count,
      manifest.parts.length,
    ],
  )
  // Posted twice at once, one of the two inserts and the other waits for it here: only the first has anything to do.
  if (rows[0]) return { parcel: rows[0], created: true }
  const known = await findParcel(tx, caller.sender, manifest.parcelId)
  if (!known) {
    const last = await tx.query<{ last: number }>('select max(sender_seq) as last from parcel where sender = $1', [
      caller.sender,
    ])
    throw new Refused('parcel.sequence', { got: manifest.senderSeq, last: last.rows[0]!.last })
  }
  if (!isManifestOf(known, jws)) throw new Refused('parcel.otherBytes')
  const again = known.refusal?.code === 'parcel.expired' ? await reopen(tx, keys, jws, known) : known
  return { parcel: again, created: false }
}

/** Whether these are the bytes that the parcel was opened with. */
export const isManifestOf = (parcel: ParcelRow, jws: string): boolean =>
  parcel.manifestDigest.equals(Buffer.from(manifestDigest(jws)))

/** The same manifest once more for a parcel that expired: nothing was promised, so it begins again. */
async function reopen(tx: Connection, keys: KeyRing, jws: string, parcel: ParcelRow): Promise<ParcelRow> {
  const sealed = keys.seal('inbox', `manifest ${parcel.sender} ${parcel.parcelId}`, Buffer.from(jws))
  const { rows: used } = await tx.query<{ seq: number }>(
    `select p.sender_seq as seq from parcel p join parcel o on o.sender = p.sender and o.sender_seq = p.sender_seq and o.id <> p.id
      where p.id = $1 and o.state <> 'refused'`,
    [parcel.id],
  )
  if (used[0]) throw new Refused('parcel.sequence', { got: used[0].seq, last: used[0].seq })
  const { rows } = await tx.query<ParcelRow>(
    `update parcel set state = 'open', manifest = $2, refusal = null, opened_at = now()
      where id = $1 and refusal ->> 'code' = 'parcel.expired' returning ${parcelColumns}`,
    [parcel.id, sealed],
  )
  return rows[0] ?? (await findParcel(tx, parcel.sender, parcel.parcelId))!
}

/** Days after its last part (or its opening) on which a parcel that is not whole expires. */
export const openDays = 30

/** Whether nothing came for a parcel since the instant $1. */
const forsaken = `p.state = 'open' and p.opened_at < $1 and not exists (select from part t where t.parcel = p.id and t.kept_at >= $1)`

const lastBefore = (now: Date) => new Date(now.getTime() - openDays * 86_400_000)

/** Parcels of which parts are missing and nothing came for so long, oldest first. */
export async function forsakenParcels(db: Queryable, now: Date, most: number): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `select p.id from parcel p where ${forsaken} order by p.opened_at limit $2`,
    [lastBefore(now), most],
  )
  return rows.map((row) => row.id)
}

/** Deletes what there is of it and keeps the refusal, from which the same manifest opens it anew. */
export async function expireOpenParcel(tx: Connection, parcel: number, now: Date): Promise<void> {
  await tx.query('select from parcel where id = $1 for update', [parcel])
  const { rowCount } = await tx.query(`select from parcel p where ${forsaken} and p.id = $2`, [lastBefore(now), parcel])
  if (rowCount) await refuseParcel(tx, parcel, 'parcel.expired', { days: openDays })
}

/** What a parcel that was refused is answered with from then on. */
export function refusedBefore(refusal: ParcelRow['refusal']): Refused {
  if (refusal?.code === 'parcel.expired') return new Refused('parcel.expired', refusal.facts)
  return new Refused('parcel.refused', { ...refusal?.facts, code: refusal?.code ?? '' })
}

/** The manifest of a parcel that is held here. Throws Refused where it was refused. */
export async function storedManifest(
  tx: Pick<Connection, 'query'>,
  keys: KeyRing,
  parcel: Pick<ParcelRow, 'id' | 'sender' | 'parcelId'>,
): Promise<{ jws: string; manifest: Manifest }> {
  const { rows } = await tx.query<{ manifest: Buffer | null } & Pick<ParcelRow, 'refusal'>>(
    'select manifest, refusal from parcel where id = $1',
    [parcel.id],
  )
  const { manifest, refusal } = rows[0]!
  if (manifest === null) throw refusedBefore(refusal)
  const jws = keys.open('inbox', `manifest ${parcel.sender} ${parcel.parcelId}`, manifest).toString()
  return { jws, manifest: readManifest(jws).manifest }
}

export async function partsHeld(tx: Pick<Connection, 'query'>, parcel: number): Promise<number[]> {
  const { rows } = await tx.query<{ no: number }>('select no from part where parcel = $1 order by no', [parcel])
  return rows.map((row) => row.no)
}

/** Keeps a proven part, sealed. Delivered twice, it is kept once. */
export async function keepPart(
  tx: Connection,
  keys: KeyRing,
  parcel: ParcelRow,
  part: ProvenPart,
  bytes: Buffer,
): Promise<void> {
  await tx.query(
    `insert into part (parcel, no, first_index, records, bytes, leaves, subtrees) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict do nothing`,
    [
      parcel.id,
      part.no,
      part.firstIndex,
      part.records,
      keys.seal('inbox', `part ${parcel.id} ${part.no}`, bytes),
      part.leaves,
      part.subtrees,
    ],
  )
}

export interface Reception {
  readonly receivedAt: Date
  /** The `today` of rules and code lists: fixed now, so that a replay is exact. */
  readonly today: string
  readonly log: NoteSigner
}

/**
 * The parcel is whole: checks the records' root, writes the leaf "received", the jobs and the promise. To be committed
 * with the last part. Throws Refused('parcel.recordsRoot').
 */
export async function conclude(
  tx: Connection,
  parcel: ParcelRow,
  jws: string,
  manifest: Manifest,
  reception: Reception,
): Promise<string> {
  if (toHex(await recordsRoot(tx, parcel.id)) !== manifest.recordsRoot) throw new Refused('parcel.recordsRoot')
  const facts = parcelFactsOf(jws)
  const receivedAt = reception.receivedAt.toISOString()
  const leafId = await appendLeaf(tx, receivedLeaf(facts, receivedAt), parcel.sender)
  const promise = signPromise({ facts, receivedAt }, reception.log)
  let records = 0
  const sizes = manifest.parts.map((part) => {
    records += part.records
    return records
  })
  await addJobs(tx, parcel.id, sizes)
  await tx.query(
    `update parcel set state = $2::text, received_at = $3::timestamptz, today = $4, promise = $5, received_leaf = $6,
       concluded_at = case when $2::text = 'concluded' then $3::timestamptz end
     where id = $1`,
    [
      parcel.id,
      manifest.parts.length === 0 && manifest.kind !== 'withdrawal' ? 'concluded' : 'received',
      reception.receivedAt,
      reception.today,
      promise,
      leafId,
    ],
  )
  return promise
}

/**
 * Refuses the whole parcel for ever: its parts and manifest are deleted, only the refusal is kept. Returns the state that
 * it is in now: another one than `refused` when it was received in the meantime.
 */
export async function refuseParcel(
  tx: Connection,
  parcel: number,
  code: string,
  facts: RefusalFacts,
): Promise<ParcelRow['state']> {
  // The row is locked first: a part that is being kept at this moment is seen and deleted, and a parcel that another
  // connection has just completed keeps what was promised.
  const { rows } = await tx.query<Pick<ParcelRow, 'state'>>('select state from parcel where id = $1 for update', [
    parcel,
  ])
  const { state } = rows[0]!
  if (state !== 'open') return state
  await tx.query('delete from part where parcel = $1', [parcel])
  await tx.query(`update parcel set state = 'refused', manifest = null, refusal = $2 where id = $1`, [
    parcel,
    { code, facts },
  ])
  return 'refused'
}
