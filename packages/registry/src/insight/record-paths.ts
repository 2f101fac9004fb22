/**
 * The paths from records to their parcel's root, without building the whole tree for each question. Over every block of
 * 256 leaves one hash is kept in memory (37 KB for the largest parcel); the leaves of the blocks asked for are read.
 * A received parcel's leaves never change, so what is kept is never wrong.
 */
import { type MerkleTree, merkleRoot, merkleTree } from '@cbccvc/evidence'
import type { Queryable } from '../database/index.ts'

const blockWidth = 256
/** So many parcels, at 37 KB or less each. */
const parcelsKept = 64
/** Parts read and hashed in one go, between two chances for others: about 30 ms. */
const partsAtOnce = 64

const kept = new WeakMap<Queryable, Map<number, Promise<MerkleTree>>>()

/** Paths of the records `from` to `to` (exclusive) of a received parcel. */
export async function recordPaths(
  db: Queryable,
  parcel: number,
  from: number,
  to: number,
): Promise<(index: number) => Uint8Array[]> {
  const upper = await blocksOf(db, parcel)
  const first = Math.floor(from / blockWidth)
  const last = Math.ceil(to / blockWidth)
  const leaves = await leavesBetween(db, parcel, first * blockWidth, last * blockWidth)
  const trees = Array.from({ length: last - first }, (_, at) =>
    merkleTree(leaves.subarray(at * blockWidth * 32, (at + 1) * blockWidth * 32)),
  )
  return (index) => {
    const block = Math.floor(index / blockWidth)
    // A tree over complete blocks of a power of two, and one shorter at the end, is the tree over their roots.
    return [...trees[block - first]!.inclusionPath(index % blockWidth), ...upper.inclusionPath(block)]
  }
}

/** The tree over the blocks' roots, from memory where it was asked for lately; built once for all who ask at once. */
function blocksOf(db: Queryable, parcel: number): Promise<MerkleTree> {
  const trees = kept.get(db) ?? new Map<number, Promise<MerkleTree>>()
  kept.set(db, trees)
  const tree = trees.get(parcel) ?? buildBlocks(db, parcel)
  trees.delete(parcel)
  trees.set(parcel, tree)
  if (trees.size > parcelsKept) trees.delete(trees.keys().next().value!)
  tree.catch(() => trees.delete(parcel))
  return tree
}

async function buildBlocks(db: Queryable, parcel: number): Promise<MerkleTree> {
  const roots: Uint8Array[] = []
  let rest = Buffer.alloc(0)
  for (let no = 0; ; no += partsAtOnce) {
    const { rows } = await db.query<{ leaves: Buffer }>(
      'select leaves from part where parcel = $1 and no >= $2 and no < $3 order by no',
      [parcel, no, no + partsAtOnce],
    )
    if (rows.length === 0) break
    rest = Buffer.concat([rest, ...rows.map((row) => row.leaves)])
    for (; rest.length >= blockWidth * 32; rest = rest.subarray(blockWidth * 32))
      roots.push(merkleRoot(rest.subarray(0, blockWidth * 32)))
  }
  if (rest.length > 0) roots.push(merkleRoot(rest))
  return merkleTree(roots)
}

async function leavesBetween(db: Queryable, parcel: number, from: number, to: number): Promise<Buffer> {
  const { rows } = await db.query<{ first: number; leaves: Buffer }>(
    `select first_index as first, leaves from part
      where parcel = $1 and first_index < $3 and first_index + records > $2 order by no`,
    [parcel, from, to],
  )
  const start = rows[0]?.first ?? from
  const all = Buffer.concat(rows.map((row) => row.leaves))
  return all.subarray((from - start) * 32, (to - start) * 32)
}
