/**
 * The root over all records of a parcel, from the subtrees that were kept with each part as it came. The last part of the
 * largest parcel costs a few thousand hashes, read in pages, so that the door stands still for nobody. A part is kept with
 * its subtrees in one commit: after a crash both are there or neither is, and the part is sent again.
 */
import { rangeTree, subtreesOf } from '@cbccvc/evidence'
import type { Connection } from '../database/index.ts'

/** Parts put together in one go: at most 17 subtrees each, a few milliseconds together. */
const partsAtOnce = 250

/** The root over the records of all parts that are held, in the parts' order. */
export async function recordsRoot(tx: Pick<Connection, 'query'>, parcel: number): Promise<Uint8Array> {
  const tree = rangeTree()
  for (let no = 0; ; no += partsAtOnce) {
    // A part that was kept before its subtrees were has its leaves alone.
    const { rows } = await tx.query<{ records: number; subtrees: Buffer | null; leaves: Buffer | null }>(
      `select records, subtrees, case when subtrees is null then leaves end as leaves from part
        where parcel = $1 and no >= $2 and no < $3 order by no`,
      [parcel, no, no + partsAtOnce],
    )
    for (const { records, subtrees, leaves } of rows) tree.add(records, subtrees ?? subtreesOf(leaves!, tree.size))
    if (rows.length < partsAtOnce) return tree.root()
  }
}
