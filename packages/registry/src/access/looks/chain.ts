/**
 * The access log, and what those did who watch it, chained into the log of evidence. Who answers a look writes its line,
 * without a number; the sequencer numbers what is committed, so that a slower commit is not skipped, and appends one leaf
 * over the lines of a tick. From then on nobody, the owner of the database included, takes a line out, changes one or puts
 * one in without the tree telling.
 */
import { randomBytes } from 'node:crypto'
import { type LookedBatch, lookedLeaf, merkleRoot, toHex, watchedLeaf } from '@cbccvc/evidence'
import type { Connection } from '../../database/index.ts'
import { appendLeaf } from '../../log/index.ts'
import { type ActLine, actColumns, actLineLeaf } from './acts.ts'
import { type LookLine, lineColumns, lineLeaf } from './line.ts'

/** Most lines of one batch: the tick stays short whatever waits. */
const mostLines = 10_000

/** Lines that are chained: where they stand, and in which bytes. */
export interface Chained<L extends { readonly id: number }> {
  readonly kind: 'looked' | 'watched'
  readonly table: string
  readonly batches: string
  readonly columns: string
  readonly leafOf: (salt: Uint8Array, first: number, no: number, line: L) => Uint8Array
  readonly leaf: (batch: LookedBatch) => Uint8Array
}

export const chainedLooks: Chained<LookLine> = {
  ...{ kind: 'looked', table: 'access_look', batches: 'look_batch', columns: lineColumns },
  ...{ leafOf: lineLeaf, leaf: lookedLeaf },
}
export const chainedActs: Chained<ActLine> = {
  ...{ kind: 'watched', table: 'watch_act', batches: 'act_batch', columns: actColumns },
  ...{ leafOf: actLineLeaf, leaf: watchedLeaf },
}

/** Lines that were numbered together. */
export interface Numbered {
  readonly first: number
  readonly count: number
}

/** Numbers the lines that were committed since, and commits to them by a leaf. Under the lock of the head only. Null: none. */
export async function chainLines<L extends { readonly id: number }>(
  tx: Connection,
  { table, batches, columns, leafOf, leaf }: Chained<L>,
): Promise<Numbered | null> {
  const { rows: lines } = await tx.query<L>(
    `select ${columns} from ${table} a where a.no is null order by a.id limit $1`,
    [mostLines],
  )
  if (lines.length === 0) return null
  // Read after the lines: no line is younger than the leaf that speaks of it.
  const { rows: last } = await tx.query<{ first: number; at: Date }>(
    `select coalesce(max(first_no + count), 1) as first, clock_timestamp() as at from ${batches}`,
  )
  const { first, at } = last[0]!
  const salt = randomBytes(32)
  const leaves = Buffer.concat(lines.map((line, i) => leafOf(salt, first, first + i, line)))
  await tx.query(
    `update ${table} a set no = $1 + u.place - 1 from unnest($2::bigint[]) with ordinality u (id, place) where a.id = u.id`,
    [first, lines.map(({ id }) => id)],
  )
  const batch = { root: toHex(merkleRoot(leaves)), first, count: lines.length, at: at.toISOString() }
  const leafId = await appendLeaf(tx, leaf(batch), null)
  await tx.query(`insert into ${batches} (first_no, count, salt, leaves, leaf_id) values ($1, $2, $3, $4, $5)`, [
    ...[first, lines.length, salt, leaves, leafId],
  ])
  return { first, count: lines.length }
}
