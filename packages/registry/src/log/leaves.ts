/**
 * The room `log`: the append-only tree of digests. A leaf is written by whoever does the deed, in the deed's own
 * transaction; it gets its number, and with it its place in the tree and in the feed, from the one sequencer later.
 */
import type { Connection } from '../database/index.ts'

/** Appends the bytes of a fact. Returns the leaf's id (not its number: that is the sequencer's to give). */
export async function appendLeaf(tx: Connection, bytes: Uint8Array, sender: string | null): Promise<number> {
  const { rows } = await tx.query<{ leaf_id: number }>(
    `with l as (insert into leaf (sender, bytes) values ($1, $2) returning id)
     insert into leaf_waiting (leaf_id) select id from l returning leaf_id`,
    [sender, bytes],
  )
  return rows[0]!.leaf_id
}
