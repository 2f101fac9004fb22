/** What the walks of the hall share: the house that they work in, and a part of a parcel as it is worked on. */
import type { NoteSigner } from '@cbccvc/evidence'
import { addWorkingDays, edition } from '@cbccvc/standard'
import { callerOfReceived } from './access/index.ts'
import type { KeyRing, Pool } from './database/index.ts'
import { type Job, type ParcelRow, splitLines, storedManifest, unpack } from './exchange/index.ts'
import { type Announced, type Candidate, candidateOf, type EnterFrame, waitingFor } from './register/index.ts'
import type { unitCache } from './units/index.ts'

export interface House {
  /** Works as the role of the process: `cbccvc_door` in front, `cbccvc_work` behind. */
  readonly pool: Pool
  /** Works as `cbccvc_work`, for what reads and adds entries: behind the door a pool of its own, elsewhere `pool`. */
  readonly book: Pool
  readonly keys: KeyRing
  readonly log: NoteSigner
  readonly units: ReturnType<typeof unitCache>
  /** The nation's day, `yyyy-mm-dd` in Asia/Ho_Chi_Minh: the `today` of rules and code lists. */
  readonly today: () => string
  readonly now: () => Date
}

/** Another process did the work first, or took it over: nothing of ours may be committed. */
export class LeaseLost extends Error {}

export interface Work {
  readonly lines: readonly Buffer[]
  readonly frame: Omit<EnterFrame, 'recordedAt'>
  readonly jws: string
  readonly parcelId: string
  readonly kind: 'full' | 'changes' | 'withdrawal'
  readonly parts: number
  readonly left: readonly string[]
  /** The withdrawal that took this parcel back, or null. */
  readonly withdrawnBy: number | null
  /** Leaves of the part's records, 32 bytes each. */
  readonly leaves: Buffer
  /** What of it waited for the job's day and still does; null where the part is worked on as it was received. */
  readonly due: readonly Announced[] | null
  /** The part was destroyed under the spill procedure: there are no lines. */
  readonly destroyed: boolean
}

/**
 * Reads what the job speaks of: the part's bytes, and the frame in which its records are judged. What waited for a day is
 * judged as if it had been received on that day.
 */
export async function openWork(house: House, job: Pick<Job, 'parcel' | 'part' | 'day'>): Promise<Work> {
  const { rows } = await house.pool.query<
    ParcelRow & {
      kid: string
      unit_id: number
      today: string
      edition: string
      sender_seq: number
      kind: Work['kind']
      withdrawn_by: number | null
    }
  >(
    `select id, parcel_id as "parcelId", sender, kid, unit_id, today, edition, sender_seq, kind, withdrawn_by from parcel where id = $1`,
    [job.parcel],
  )
  const parcel = rows[0]!
  const { jws, manifest } = await storedManifest(house.pool, house.keys, parcel)
  const { rows: parts } = await house.pool.query<{ bytes: Buffer; first_index: number; leaves: Buffer }>(
    'select bytes, first_index, leaves from part where parcel = $1 and no = $2',
    [job.parcel, job.part],
  )
  // The jobs of a withdrawal have no part of their own.
  const part = parts[0]
  const { day } = job
  const destroyed = day !== null && (await isDestroyed(house, job))
  const bytes = part && !destroyed && house.keys.open('inbox', `part ${job.parcel} ${job.part}`, part.bytes)
  // The key may have been withdrawn since: what was received stays received, with the rights that it had.
  const caller = (await callerOfReceived(house.pool, parcel.kid))!
  return {
    lines: bytes ? splitLines(unpack(bytes, manifest.parts[job.part]!.rawSize, job.part)) : [],
    frame: {
      edition: edition(parcel.edition),
      today: day ?? parcel.today,
      receivedOn: parcel.today,
      asOf: manifest.asOf,
      salt: Buffer.from(manifest.salt, 'hex'),
      firstIndex: part?.first_index ?? 0,
      caller,
      tree: await house.units.current(day ?? ''),
      parcel: parcel.id,
      senderSeq: parcel.sender_seq,
      parcelUnit: parcel.unit_id,
      heldUntil: addWorkingDays(day ?? parcel.today, 10),
    },
    jws,
    parcelId: parcel.parcelId,
    kind: parcel.kind,
    parts: manifest.parts.length,
    left: manifest.left ?? [],
    withdrawnBy: parcel.withdrawn_by,
    leaves: part?.leaves ?? Buffer.alloc(0),
    due: day === null ? null : await waitingFor(house.pool, { ...job, day }),
    destroyed,
  }
}

async function isDestroyed({ pool }: House, { parcel, part }: Pick<Job, 'parcel' | 'part'>): Promise<boolean> {
  const { rowCount } = await pool.query('select from spilled_record where parcel = $1 and part = $2 limit 1', [
    parcel,
    part,
  ])
  return rowCount !== 0
}

/** `indices`: of the records in the parcel; null for all of these lines. */
export function candidatesOf(
  house: House,
  frame: EnterFrame,
  lines: readonly Buffer[],
  faulty: ReadonlySet<number>,
  indices: readonly number[] | null = null,
): Candidate[] {
  const at = indices?.map((index) => index - frame.firstIndex) ?? lines.keys()
  return [...at].map((place) =>
    candidateOf(house.keys, frame, lines[place]!, place, !faulty.has(frame.firstIndex + place)),
  )
}
