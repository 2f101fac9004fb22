/**
 * The one sequencer. Workers commit leaves without numbers; twice a second it numbers what has been committed, extends the
 * tree, signs, and advances the head, all in one transaction. Nobody sees a checkpoint that is not committed, and a feed
 * cursor cannot skip a slower commit, because positions are given here, in order, after the commit.
 *
 * A second sequencer, started by mistake or by a failover, waits for the row lock of the head and then finds another
 * size than it expected: its work is rolled back and it reads again. A crash between two ticks loses nothing: what is
 * not numbered is still waiting.
 */
import {
  appendLeaves,
  EMPTY_EDGE,
  edgeFromTiles,
  edgeRoot,
  type LogEdge,
  type NoteSigner,
  signCheckpoint,
} from '@cbccvc/evidence'
import { type Connection, type Pool, type Queryable, transaction } from '../database/index.ts'
import { tilesOf, writeTiles } from './tiles.ts'

export interface LogHead {
  readonly size: number
  readonly root: Buffer
  readonly note: string
  readonly signedAt: Date
}

/** Most leaves numbered in one tick: the tick stays short whatever waits. */
const mostLeaves = 10_000

/** The signed head, or null before the first start. */
export async function readHead(db: Queryable): Promise<LogHead | null> {
  const { rows } = await db.query<LogHead>('select size, root, note, signed_at as "signedAt" from log_head')
  return rows[0] ?? null
}

/** Creates the log with its first, empty checkpoint. Does nothing when it exists; throws when its origin is another. */
export async function startLog(pool: Pool, signer: NoteSigner): Promise<void> {
  const note = signCheckpoint({ size: 0, root: edgeRoot(EMPTY_EDGE) }, signer)
  await pool.query(
    `insert into log_head (origin, size, root, note, signed_at) values ($1, 0, $2, $3, now()) on conflict do nothing`,
    [signer.name, Buffer.from(edgeRoot(EMPTY_EDGE)), note],
  )
  await requireOwnLog(pool, signer)
}

/** Throws when the database holds the log of another key; a log that is not started yet is nobody's. */
export async function requireOwnLog(db: Queryable, signer: Pick<NoteSigner, 'name'>): Promise<void> {
  const { rows } = await db.query<{ origin: string }>('select origin from log_head')
  const origin = rows[0]?.origin ?? signer.name
  if (origin !== signer.name) throw new Error(`this database holds the log ${origin}, the key is of ${signer.name}`)
}

/** A sequencer keeps the right edge of the tree between its ticks. */
export interface Sequencer {
  /** One tick. `alongside` runs in the same transaction (the counters are folded there). Returns how many were numbered. */
  tick(alongside: (tx: Connection) => Promise<void>): Promise<number>
}

/**
 * The sequencer of a log. `gather` runs first in each tick, under the lock of the head, so never by two at once: it may
 * append leaves over what others have committed, and these are numbered in the same tick.
 */
export function sequencer(pool: Pool, signer: NoteSigner, gather: (tx: Connection) => Promise<void>): Sequencer {
  let edge: LogEdge = EMPTY_EDGE
  return {
    async tick(alongside) {
      let grown = edge
      const numbered = await transaction(pool, async (tx) => {
        const { rows: head } = await tx.query<{ size: number; root: Buffer }>(
          'select size, root from log_head for update',
        )
        const { size } = head[0]!
        await gather(tx)
        const { rows: leaves } = await tx.query<{ id: number; sender: string | null; bytes: Buffer }>(
          `select l.id, l.sender, l.bytes from leaf_waiting w join leaf l on l.id = w.leaf_id order by w.leaf_id limit $1`,
          [mostLeaves],
        )
        await alongside(tx)
        if (leaves.length === 0) return 0
        if (edge.size !== size) edge = await edgeFromTiles(size, tilesOf(tx))
        const appended = appendLeaves(
          edge,
          leaves.map((leaf) => leaf.bytes),
        )
        await writeTiles(tx, appended.tiles)
        await tx.query(
          `insert into commit_log (commit_no, leaf_id, sender)
           select $1 + no - 1, id, sender from unnest($2::bigint[], $3::text[]) with ordinality u (id, sender, no)`,
          [size, leaves.map((leaf) => leaf.id), leaves.map((leaf) => leaf.sender)],
        )
        await tx.query('delete from leaf_waiting where leaf_id = any($1::bigint[])', [leaves.map((leaf) => leaf.id)])
        const note = signCheckpoint({ size: appended.edge.size, root: appended.root }, signer)
        await tx.query('insert into checkpoint (size, note, signed_at) values ($1, $2, now())', [
          appended.edge.size,
          note,
        ])
        const { rowCount } = await tx.query(
          'update log_head set size = $1, root = $2, note = $3, signed_at = now() where size = $4 and origin = $5',
          [appended.edge.size, Buffer.from(appended.root), note, size, signer.name],
        )
        if (rowCount !== 1) throw new Error('the head moved: another sequencer is at work')
        grown = appended.edge
        return leaves.length
      })
      edge = grown
      return numbered
    },
  }
}

/** The newest checkpoint with the witnesses' lines that it has; at least `size` leaves, most cosignatures first. */
export async function bestCheckpoint(
  db: Queryable,
  size: number,
): Promise<{ size: number; text: string; witnesses: number } | null> {
  const { rows } = await db.query<{ size: number; note: string; lines: string[] }>(
    `select c.size, c.note, array_remove(array_agg(s.line order by s.witness), null) as lines
       from (select size, note from checkpoint where size >= $1 order by size desc limit 30) c
       left join cosignature s on s.size = c.size
      group by c.size, c.note order by cardinality(array_remove(array_agg(s.line), null)) desc, c.size desc limit 1`,
    [size],
  )
  const best = rows[0]
  return best ? { size: best.size, text: best.note + best.lines.join(''), witnesses: best.lines.length } : null
}
