/**
 * The access log chained into the log of evidence. Who answers a look writes its line, without a number; the sequencer
 * numbers what is committed, so that a slower commit is not skipped, and appends one leaf over the lines of a tick. From
 * then on nobody, the owner of the database included, takes a line out, changes one or puts one in without the tree telling.
 */
import { randomBytes } from 'node:crypto'
import { lookedLeaf, merkleRoot, toHex } from '@cbccvc/evidence'
import type { Connection } from '../../database/index.ts'
import { appendLeaf } from '../../log/index.ts'
import { type LookLine, lineColumns, lineLeaf } from './line.ts'

/** Most lines of one batch: the tick stays short whatever waits. */
const mostLines = 10_000

/** Lines that were numbered together. */
export interface NumberedLooks {
  readonly first: number
  readonly count: number
}

/** Numbers the looks that were committed since, and commits to them by a leaf. Under the lock of the head only. Null: none. */
export async function chainLooks(tx: Connection): Promise<NumberedLooks | null> {
  const { rows: lines } = await tx.query<LookLine>(
    `select ${lineColumns} from access_look a where a.no is null order by a.id limit $1`,
    [mostLines],
  )
  if (lines.length === 0) return null
  // Read after the lines: no line is younger than the leaf that speaks of it.
  const { rows: last } = await tx.query<{ first: number; at: Date }>(
    'select coalesce(max(first_no + count), 1) as first, clock_timestamp() as at from look_batch',
  )
  const { first, at } = last[0]!
  const salt = randomBytes(32)
  const leaves = Buffer.concat(lines.map((line, i) => lineLeaf(salt, first, first + i, line)))
  await tx.query(
    `update access_look a set no = $1 + u.place - 1 from unnest($2::bigint[]) with ordinality u (id, place) where a.id = u.id`,
    [first, lines.map(({ id }) => id)],
  )
  const root = toHex(merkleRoot(leaves))
  const leaf = await appendLeaf(tx, lookedLeaf({ root, first, count: lines.length, at: at.toISOString() }), null)
  await tx.query('insert into look_batch (first_no, count, salt, leaves, leaf_id) values ($1, $2, $3, $4, $5)', [
    first,
    lines.length,
    salt,
    leaves,
    leaf,
  ])
  return { first, count: lines.length }
}
