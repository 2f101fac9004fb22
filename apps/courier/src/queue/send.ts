import { finalRefusals, RefusedError } from '@cbccvc/contract'
import { parcelDigest, parcelFactsOf, readManifest, verifyPromise } from '@cbccvc/evidence'
import type { Line } from '../line/line.ts'
import { readPart } from './bytes.ts'
import type { Home } from './home.ts'
import { findParcel, parcelReceived, parcelRefused, type QueuedParcel } from './parcels.ts'

/** How far a parcel is on its way. */
export interface SendProgress {
  readonly parcelId: string
  readonly parts: number
  readonly sentParts: number
  readonly bytes: number
  readonly sentBytes: number
}

/** What the centre promised: the text of the promise, and when it received the parcel. */
export interface SentParcel {
  readonly parcelId: string
  readonly promise: string
  readonly receivedAt: string
}

/** The centre's promise does not speak of this parcel: it is kept from the queue, and the parcel stays unsent. */
export class PromiseWrong extends Error {
  override readonly name = 'PromiseWrong'
}

/** Codes after which this parcel cannot be taken under its id, ever. */
const final: ReadonlySet<string> = new Set([
  ...finalRefusals,
  'parcel.seal',
  'parcel.manifest',
  'parcel.edition',
  'parcel.asOf',
  'parcel.otherBytes',
  'parcel.refused',
  'parcel.sequence',
])

/**
 * Sends a packed parcel: opens it, puts the parts that the centre does not have, verifies and keeps the promise. After
 * every break it asks the centre what it holds, so a cut line costs at most the part in flight. A parcel that was received
 * before gives its promise again. Throws RefusedError when the centre refuses; a final refusal stays with the parcel.
 */
export async function sendParcel(
  home: Home,
  line: Line,
  logKey: readonly string[],
  parcelId: string,
  onProgress?: (progress: SendProgress) => void,
): Promise<SentParcel> {
  const parcel = findParcel(home, parcelId)
  if (parcel === undefined || parcel.manifest === null) throw new RangeError(`no packed parcel ${parcelId}`)
  if (parcel.promise !== null && parcel.receivedAt !== null) {
    return { parcelId: parcel.id, promise: parcel.promise, receivedAt: parcel.receivedAt }
  }
  try {
    const promise = await line.steady((moved) => deliver(home, line, parcel, moved, onProgress))
    const receivedAt = promisedTime(parcel.manifest, promise, logKey)
    parcelReceived(home, parcel.id, promise, receivedAt)
    return { parcelId: parcel.id, promise, receivedAt }
  } catch (error) {
    if (error instanceof RefusedError && final.has(error.refusal.code)) parcelRefused(home, parcel.id, error.refusal)
    throw error
  }
}

/** One attempt: from asking what the centre has to the promise. */
async function deliver(
  home: Home,
  { client }: Line,
  parcel: QueuedParcel,
  moved: () => void,
  onProgress?: (progress: SendProgress) => void,
): Promise<string> {
  const { manifest } = readManifest(parcel.manifest!)
  const opened = await client.call('openParcel', { body: parcel.manifest! })
  if ('promise' in opened.answer) return opened.answer.promise
  const have = new Set(opened.answer.have)
  const bytes = manifest.parts.reduce((sum, { size }) => sum + size, 0)
  const report = (): void =>
    onProgress?.({
      parcelId: parcel.id,
      parts: manifest.parts.length,
      sentParts: have.size,
      bytes,
      sentBytes: manifest.parts.reduce((sum, { size }, part) => (have.has(part) ? sum + size : sum), 0),
    })
  report()
  const path = home.file(parcel.id, 'parts')
  for (let part = 0; part < manifest.parts.length; part++) {
    if (have.has(part)) continue
    const body = readPart(path, manifest, part)
    const { answer } = await client.call('putPart', { params: { parcelId: parcel.id, part }, body })
    have.add(part)
    moved()
    report()
    if ('promise' in answer) return answer.promise
    for (const held of answer.have) have.add(held)
  }
  const status = await client.call('parcelStatus', { params: { parcelId: parcel.id } })
  if (status.answer.promise !== undefined) return status.answer.promise
  throw new TypeError('fetch: the centre has every part but gave no promise yet')
}

/** Verifies that the log's key promises exactly this parcel; gives the time of reception. */
export function promisedTime(manifest: string, promise: string, logKey: readonly string[]): string {
  const { facts, receivedAt } = verifyPromise(promise, logKey)
  const ours = Buffer.from(parcelDigest(parcelFactsOf(manifest)))
  if (!ours.equals(parcelDigest(facts)))
    throw new PromiseWrong(`the promise speaks of ${facts.parcelId}, not of our parcel`)
  return receivedAt
}
