/**
 * The post-room's second hatch: the feed. What one commit says to one sender is one sealed payload; its lines have
 * the positions (commit_no, 0), (commit_no, 1), … once the sequencer has numbered the commit. Nothing is ever removed,
 * so any cursor can be read again for ever.
 */
import { createHash } from 'node:crypto'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { Connection, KeyRing, Queryable } from '../database/index.ts'
import { appendLeaf } from '../log/index.ts'
import type { StoredNotice } from './lines.ts'
import { Refused } from './refused.ts'

/** Largest payload that is opened: a page of lines is far below it. */
const mostBytes = 256 * 1024 * 1024

export interface FeedChunk {
  readonly leafId: number
  readonly sender: string
  /** `waited`: decisions on records of a part that waited for their day, under a concluded leaf of their own. */
  readonly kind: 'outcomes' | 'waited' | 'verdicts' | 'notices'
  readonly parcel: number | null
  readonly part: number | null
  readonly records: number | null
  readonly outcomeRoot: Uint8Array | null
  readonly counts: {
    readonly entered: number
    readonly unchanged: number
    readonly returned: number
    readonly held: number
    readonly refused: number
  }
  /** Of outcomes: the rules that judged them. */
  readonly ruleSet?: string
  /** Outcomes by unit: [unit, entered, unchanged, returned, held, refused]; what waited is no longer counted as held. */
  readonly byUnit?: readonly (readonly number[])[]
  /** The payload as JSON values; one line of the feed each. */
  readonly lines: readonly unknown[]
}

export const noCounts = { entered: 0, unchanged: 0, returned: 0, held: 0, refused: 0 } as const

/** Seals the lines of a commit: the box is bound to nothing but the sender, and named by the leaf that it stands under. */
export function sealLines(keys: KeyRing, sender: string, lines: readonly unknown[]): Buffer {
  return keys.seal('feed', sender, zstdCompressSync(Buffer.from(JSON.stringify(lines))))
}

export function openLines<T>(keys: KeyRing, sender: string, payload: Uint8Array): T[] {
  return JSON.parse(
    zstdDecompressSync(keys.open('feed', sender, payload), { maxOutputLength: mostBytes }).toString(),
  ) as T[]
}

export async function addFeedChunk(
  tx: Connection,
  chunk: Omit<FeedChunk, 'lines'>,
  lineCount: number,
  payload: Buffer,
): Promise<void> {
  await tx.query(
    `insert into feed_chunk (leaf_id, sender, kind, parcel, part, records, outcome_root, entered, unchanged, returned, held, refused, lines, payload, by_unit, rule_set)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      chunk.leafId,
      chunk.sender,
      chunk.kind,
      chunk.parcel,
      chunk.part,
      chunk.records,
      chunk.outcomeRoot,
      chunk.counts.entered,
      chunk.counts.unchanged,
      chunk.counts.returned,
      chunk.counts.held,
      chunk.counts.refused,
      lineCount,
      payload,
      chunk.byUnit ? JSON.stringify(chunk.byUnit) : null,
      chunk.ruleSet ?? null,
    ],
  )
}

/** Lines for a body that are no outcomes: a leaf of their own gives them their place in the feed. */
export async function addNotices(
  tx: Connection,
  keys: KeyRing,
  to: string,
  notices: readonly StoredNotice[],
  at: string,
  kind: 'notices' | 'verdicts' = 'notices',
): Promise<void> {
  const payload = sealLines(keys, to, notices)
  const leafId = await appendLeaf(tx, noticeLeaf(payload, at), to)
  await addFeedChunk(
    tx,
    { leafId, sender: to, kind, parcel: null, part: null, records: null, outcomeRoot: null, counts: noCounts },
    notices.length,
    payload,
  )
}

/** `cbccvc.notice/1 SHA-256(sealed payload) at`: commits to the payload without saying anything about it. */
export function noticeLeaf(payload: Uint8Array, at: string): Uint8Array {
  return Buffer.from(`cbccvc.notice/1 ${createHash('sha256').update(payload).digest('hex')} ${at}`)
}

/** A place in the feed: everything up to and including this line was read. */
export interface Cursor {
  readonly commitNo: number
  readonly index: number
}

/** The text of a cursor; the empty text is the start. Throws Refused('feed.cursor'). */
export function readCursor(text: string): Cursor {
  if (text === '') return { commitNo: -1, index: 0 }
  const [, commitNo, index] = /^(\d{1,15})\.(\d{1,9})$/.exec(text) ?? []
  if (commitNo === undefined) throw new Refused('feed.cursor')
  return { commitNo: Number(commitNo), index: Number(index) }
}

export interface FeedRow {
  readonly commit_no: number
  readonly kind: FeedChunk['kind']
  readonly parcel: number | null
  readonly part: number | null
  readonly lines: number
  readonly payload: Buffer
}

/**
 * Numbered chunks of this sender from the cursor on, until they hold at least `limit` unread lines. Leaves without
 * lines (a parcel received, a parcel closed) are skipped by the join; a chunk holds at most one part's lines, so a page
 * opens few payloads.
 */
export async function feedFrom(db: Queryable, sender: string, cursor: Cursor, limit: number): Promise<FeedRow[]> {
  const found: FeedRow[] = []
  let unread = 0
  let from = Math.max(cursor.commitNo, 0)
  while (unread < limit) {
    const { rows } = await db.query<FeedRow>(
      `select c.commit_no, f.kind, f.parcel, f.part, f.lines, f.payload
         from commit_log c join feed_chunk f on f.leaf_id = c.leaf_id
        where c.sender = $1 and c.commit_no >= $2 order by c.commit_no limit 4`,
      [sender, from],
    )
    for (const row of rows) {
      found.push(row)
      unread += row.commit_no === cursor.commitNo ? row.lines - cursor.index - 1 : row.lines
    }
    const last = rows.at(-1)
    if (!last || rows.length < 4) break
    from = last.commit_no + 1
  }
  return found
}
