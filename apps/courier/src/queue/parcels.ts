import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import type { Refusal } from '@cbccvc/contract'
import type { FileKind, Home } from './home.ts'
import { uuidv7 } from './uuid.ts'

/** Where a parcel stands, as the sender knows it. */
export type LocalState = 'packing' | 'packed' | 'received' | 'concluded' | 'refused'

/** A parcel in the queue. */
export interface QueuedParcel {
  readonly id: string
  /** The sender's running number; grows with every parcel made, also across lost homes (it starts from the clock). */
  readonly seq: number
  readonly state: LocalState
  /** Digest of what it was made from (file bytes and options): the same push finds the same parcel again. */
  readonly fingerprint: string | null
  readonly sourceName: string | null
  readonly sourceKind: string | null
  readonly kind: 'full' | 'changes' | 'withdrawal'
  readonly unit: string
  readonly asOf: string
  /** The parcel's salt, 32 bytes as hex; secret until the manifest is sent. */
  readonly salt: string
  readonly createdAt: string
  readonly count: number
  readonly bytes: number
  readonly manifest: string | null
  readonly promise: string | null
  readonly receivedAt: string | null
  readonly concludedAt: string | null
  readonly refusal: Refusal | null
}

type NewParcel = Pick<QueuedParcel, 'kind' | 'unit' | 'asOf'> &
  Partial<Pick<QueuedParcel, 'fingerprint' | 'sourceName' | 'sourceKind'>>

const columns = `id, seq, state, fingerprint, source_name AS sourceName, source_kind AS sourceKind, kind, unit,
  as_of AS asOf, salt, created_at AS createdAt, count, bytes, manifest, promise, received_at AS receivedAt,
  concluded_at AS concludedAt, refusal`

function parcelOf(row: unknown): QueuedParcel {
  const raw = row as QueuedParcel & { refusal: string | null }
  return { ...raw, refusal: raw.refusal === null ? null : (JSON.parse(raw.refusal) as Refusal) }
}

/** All parcels in the order of their running numbers. */
export function listParcels(home: Home, state?: LocalState): QueuedParcel[] {
  const rows =
    state === undefined
      ? home.db.prepare(`SELECT ${columns} FROM parcel ORDER BY seq`).all()
      : home.db.prepare(`SELECT ${columns} FROM parcel WHERE state = ? ORDER BY seq`).all(state)
  return rows.map(parcelOf)
}

/** A parcel by its id, or by the beginning of it where that is clear. */
export function findParcel(home: Home, id: string): QueuedParcel | undefined {
  const exact = home.db.prepare(`SELECT ${columns} FROM parcel WHERE id = ?`).get(id)
  if (exact !== undefined) return parcelOf(exact)
  const rows = home.db.prepare(`SELECT ${columns} FROM parcel WHERE id LIKE ? || '%' LIMIT 2`).all(id)
  return rows.length === 1 ? parcelOf(rows[0]) : undefined
}

/** The newest parcel made from this source that was not refused. */
export function findByFingerprint(home: Home, fingerprint: string): QueuedParcel | undefined {
  const row = home.db
    .prepare(`SELECT ${columns} FROM parcel WHERE fingerprint = ? AND state <> 'refused' ORDER BY seq DESC LIMIT 1`)
    .get(fingerprint)
  return row === undefined ? undefined : parcelOf(row)
}

/**
 * Reserves id, running number and salt, durably, before anything is packed: whoever packs the same source again after a
 * crash gets the same parcel.
 */
export function reserveParcel(home: Home, parcel: NewParcel, now: number): QueuedParcel {
  const id = uuidv7(now)
  home.commit(() => {
    const last = (home.db.prepare('SELECT max(seq) AS last FROM parcel').get() as { last: number | null }).last ?? 0
    home.db
      .prepare(
        `INSERT INTO parcel (id, seq, state, fingerprint, source_name, source_kind, kind, unit, as_of, salt, created_at)
         VALUES (?, ?, 'packing', ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        id,
        Math.max(last + 1, now),
        parcel.fingerprint ?? null,
        parcel.sourceName ?? null,
        parcel.sourceKind ?? null,
        parcel.kind,
        parcel.unit,
        parcel.asOf,
        randomBytes(32).toString('hex'),
        new Date(now).toISOString(),
      )
  })
  return findParcel(home, id)!
}

/** States that the bytes are on disk and the manifest is sealed. */
export function parcelPacked(home: Home, id: string, manifest: string, count: number, bytes: number): void {
  home.commit(() => {
    home.db
      .prepare(
        `UPDATE parcel SET state = 'packed', manifest = ?, count = ?, bytes = ? WHERE id = ? AND state = 'packing'`,
      )
      .run(manifest, count, bytes, id)
  })
}

/** Keeps the promise. A parcel without records has nothing to wait for: it is concluded as it is received. */
export function parcelReceived(home: Home, id: string, promise: string, receivedAt: string): void {
  home.commit(() => {
    home.db
      .prepare(`UPDATE parcel SET state = 'received', promise = ?, received_at = ? WHERE id = ? AND state = 'packed'`)
      .run(promise, receivedAt, id)
    home.db
      .prepare(
        `UPDATE parcel SET state = 'concluded', concluded_at = received_at
         WHERE id = ? AND state = 'received' AND count = 0 AND kind <> 'withdrawal'`,
      )
      .run(id)
  })
}

export function parcelRefused(home: Home, id: string, refusal: Refusal): void {
  home.commit(() => {
    home.db.prepare(`UPDATE parcel SET state = 'refused', refusal = ? WHERE id = ?`).run(JSON.stringify(refusal), id)
  })
}

/** Forgets a parcel that was never sealed, with its files: nobody outside ever heard of it. */
export function dropParcel(home: Home, id: string): void {
  for (const kind of ['parts', 'places', 'findings', 'source'] as const satisfies FileKind[]) {
    rmSync(home.file(id, kind), { force: true })
  }
  home.commit(() => {
    home.db.prepare(`DELETE FROM parcel WHERE id = ? AND state = 'packing'`).run(id)
  })
}

/** A value kept by name; `null` when there is none. */
export function readMeta(home: Home, key: string): string | null {
  return (
    (home.db.prepare('SELECT value FROM meta WHERE key = ?').get(key) as { value: string } | undefined)?.value ?? null
  )
}

/** Keeps a value by name (inside the caller's transaction, where there is one). */
export function writeMeta(home: Home, key: string, value: string): void {
  home.db
    .prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
    .run(key, value)
}
