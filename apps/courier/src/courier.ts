import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Answered, FeedLine, WithdrawalPreview } from '@cbccvc/contract'
import { type LogTrust, readManifest } from '@cbccvc/evidence'
import { type Edition, edition as editionOf, type WireRecord } from '@cbccvc/standard'
import { type Answer, sendAnswer } from './feed/answer.ts'
import { feedCursor, outcomeCounts, type Pulled, pullFeed } from './feed/pull.ts'
import { type LineOptions, openLine } from './line/line.ts'
import { logTrust, meetingOf } from './proof/log.ts'
import { parcelReceipt, recordReceipt } from './proof/receipt.ts'
import { readRecord } from './queue/bytes.ts'
import { type Home, openHome } from './queue/home.ts'
import { type PackedParcel, type Packer, type PackOptions, packedOf, packParcel } from './queue/pack.ts'
import { findByFingerprint, findParcel, listParcels, type QueuedParcel, readMeta, writeMeta } from './queue/parcels.ts'
import { type SendProgress, type SentParcel, sendParcel } from './queue/send.ts'

export interface CourierOptions extends Omit<LineOptions, 'seed' | 'meeting'> {
  /** Folder of the queue; default `~/.cbccvc-courier`. */
  readonly home?: string
  /** Seed of the sender's key, 32 bytes. */
  readonly seed: Uint8Array
  /** vkeys of the log and its witnesses; without them the keys shown at the first meeting are kept. */
  readonly logKey?: string | readonly string[]
  readonly witnessKeys?: readonly string[]
  /** Edition of the standard (default `2023`). */
  readonly edition?: string
  /** The day for the check at home, `yyyy-mm-dd`; default: today in Asia/Ho_Chi_Minh. */
  readonly today?: () => string
}

/** A parcel with what is known of its outcomes. */
export interface ParcelStanding extends Omit<QueuedParcel, 'salt' | 'manifest' | 'promise' | 'fingerprint'> {
  readonly counts: Readonly<Record<string, number>>
}

/** One sender's agent: a durable queue, a line to the centre, the feed, and the papers. Many may live in one process. */
export interface Courier {
  readonly home: Home
  readonly edition: Edition
  /** Checks, packs and seals; on disk when it resolves. The same `source.fingerprint` gives the same parcel again. */
  pack(
    records: AsyncIterable<WireRecord | Uint8Array> | Iterable<WireRecord | Uint8Array>,
    options: PackOptions,
  ): Promise<PackedParcel>
  /** Sealed parcels made from a source: the one of this fingerprint, or all whose fingerprint continues it (`…/unit`). */
  packed(fingerprint: string): PackedParcel[]
  /** A file split by units is packed as a whole, and that is remembered. */
  markWhole(fingerprint: string): void
  isWhole(fingerprint: string): boolean
  /** Sends a packed parcel and keeps the verified promise; may be called again at any time. */
  send(
    parcel: PackedParcel | string,
    options?: { readonly onProgress?: (progress: SendProgress) => void },
  ): Promise<SentParcel>
  /** Reads the feed from the kept cursor to its end. */
  pull(options?: { readonly onLine?: (line: FeedLine) => void; readonly limit?: number }): Promise<Pulled>
  status(): ParcelStanding[]
  cursor(): string
  /** The receipt of a parcel, or of one of its records: text, verified, its checkpoint witnessed. */
  receipt(parcelId: string, index?: number): Promise<string>
  /** The line of a record as it was sent. */
  record(parcelId: string, index: number): Uint8Array | undefined
  answer(to: string, answer: Answer, reason?: string): Promise<Answered>
  /** What withdrawing a parcel would do now; sends nothing. */
  withdrawal(parcelId: string): Promise<WithdrawalPreview>
  /** The keys of the log and its witnesses that this courier trusts. */
  trust(): Promise<LogTrust>
  close(): void
}

/** The folder used when none is named. */
export const defaultHome = join(homedir(), '.cbccvc-courier')

/** Today in Asia/Ho_Chi_Minh, `yyyy-mm-dd`. */
export function todayInVietnam(now = Date.now()): string {
  return new Date(now + 7 * 3_600_000).toISOString().slice(0, 10)
}

/** Opens a courier on its home. Nothing is sent before `send`. */
export function createCourier(options: CourierOptions): Courier {
  const home = openHome(options.home ?? defaultHome)
  const edition = editionOf(options.edition)
  const packer: Packer = {
    home,
    sender: options.sender,
    seed: options.seed,
    edition,
    today: options.today ?? todayInVietnam,
    now: Date.now,
  }
  const given: Partial<LogTrust> = {
    ...(options.logKey !== undefined && { logKey: options.logKey }),
    ...(options.witnessKeys !== undefined && { witnessKeys: options.witnessKeys }),
  }
  const line = openLine({ ...options, meeting: meetingOf(home, options.server, given) })
  const sealed = (id: string): QueuedParcel => {
    const parcel = findParcel(home, id)
    if (parcel?.manifest == null) throw new RangeError(`no sealed parcel ${id}`)
    return parcel
  }
  return {
    home,
    edition,
    async pack(records, pack) {
      const known = pack.source === undefined ? undefined : findByFingerprint(home, pack.source.fingerprint)
      if (known !== undefined && known.state !== 'packing') return packedOf(known)
      return packParcel(packer, records, pack, known)
    },
    packed: (fingerprint) =>
      listParcels(home)
        .filter((p) => p.fingerprint === fingerprint || p.fingerprint?.startsWith(`${fingerprint}/`))
        .filter((p) => p.state !== 'packing' && p.state !== 'refused')
        .map((p) => packedOf(p)),
    markWhole: (fingerprint) => home.commit(() => writeMeta(home, `whole.${fingerprint}`, 'yes')),
    isWhole: (fingerprint) => readMeta(home, `whole.${fingerprint}`) !== null,
    async send(parcel, { onProgress } = {}) {
      const { logKey } = await logTrust(home, line, given)
      const id = typeof parcel === 'string' ? parcel : parcel.parcelId
      return sendParcel(home, line, typeof logKey === 'string' ? [logKey] : logKey, id, onProgress)
    },
    pull: ({ onLine, limit } = {}) => pullFeed(home, line, { onLine, ...(limit !== undefined && { limit }) }),
    status: () =>
      listParcels(home).map(({ salt: _, manifest: __, promise: ___, fingerprint: ____, ...parcel }) => ({
        ...parcel,
        counts: outcomeCounts(home, parcel.id),
      })),
    cursor: () => feedCursor(home),
    receipt: (parcelId, index) =>
      index === undefined
        ? parcelReceipt(home, line, given, sealed(parcelId))
        : recordReceipt(home, line, given, sealed(parcelId), index),
    record(parcelId, index) {
      const parcel = sealed(parcelId)
      return readRecord(home.file(parcel.id, 'parts'), readManifest(parcel.manifest!).manifest, index)
    },
    answer: (to, answer, reason) =>
      sendAnswer(line, options.seed, {
        sender: options.sender,
        to,
        answer,
        ...(reason !== undefined && { reason }),
      }),
    withdrawal: async (parcelId) =>
      (await line.steady(() => line.client.call('parcelWithdrawal', { params: { parcelId } }))).answer,
    trust: () => logTrust(home, line, given),
    close: () => home.close(),
  }
}
