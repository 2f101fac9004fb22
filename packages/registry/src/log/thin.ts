/**
 * What is kept of the checkpoints. A leaf is proved by any checkpoint that covers it, and every later one does; a checkpoint
 * that a body or a witness holds is tied to ours by the tiles. So the row of each tick need not stay for ever: after a day
 * one an hour does, and always the newest (migration 000023). Receipts that were given carry their checkpoint themselves.
 */
import type { Queryable } from '../database/index.ts'

/** Drops what no proof needs of the next hours that are due. Safe at any time, by several at once. True where more wait. */
export async function thinCheckpoints(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ more: boolean }>('select thin_checkpoints() as more')
  return rows[0]!.more
}
