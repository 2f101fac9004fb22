/** The access log against the log of evidence: no line is missing, changed, added or in another place. */
import { lookedLeaf, merkleRoot, parseLogLeaf, toHex } from '@cbccvc/evidence'
import { type LookLine, lineColumns, lineLeaf } from '../access/index.ts'
import type { Connection } from '../database/index.ts'
import { type Faults, pages } from './faults.ts'

interface Batch {
  /** Number of its first line. */
  readonly id: number
  readonly count: number
  readonly salt: Buffer
  readonly leaves: Buffer
  readonly bytes: Buffer | null
}

export async function checkLooks(tx: Connection, faults: Faults): Promise<void> {
  let next = 1
  const sql = `select b.first_no as id, b.count, b.salt, b.leaves, l.bytes from look_batch b left join leaf l on l.id = b.leaf_id
    where b.first_no > $1 order by b.first_no`
  for await (const batches of pages<Batch>(tx, sql, 20)) {
    for (const batch of batches) {
      if (batch.id !== next) faults.add('look.batch', batch.id)
      await faults.guard('look.batch', batch.id, () => checkBatch(tx, batch, faults))
      next = batch.id + batch.count
    }
  }
  const { rows: strays } = await tx.query<{ no: number }>(
    `select no from access_look where no < 1 or no >= $1 order by no limit 20`,
    [next],
  )
  for (const { no } of strays) faults.add('look.line', `${no} of no batch`)
  const { rows: bare } = await tx.query<{ id: number }>(
    `select l.id from leaf l left join look_batch b on b.leaf_id = l.id
      where substring(l.bytes for 16) = 'cbccvc.looked/1 '::bytea and b.leaf_id is null limit 20`,
  )
  for (const { id } of bare) faults.add('look.leaf', `${id} without its lines`)
}

async function checkBatch(tx: Connection, { id: first, count, salt, leaves, bytes }: Batch, faults: Faults) {
  const said = bytes && parseLogLeaf(bytes)
  const root = toHex(merkleRoot(leaves))
  const at = said?.kind === 'looked' ? said.at : ''
  if (!bytes?.equals(lookedLeaf({ root, first, count, at })) || leaves.length !== count * 32)
    faults.add('look.leaf', first)
  const { rows: lines } = await tx.query<LookLine & { no: number }>(
    `select a.no, ${lineColumns} from access_look a where a.no >= $1 and a.no < $2 order by a.no, a.id`,
    [first, first + count],
  )
  const stands = new Map(lines.map((line) => [line.no, line]))
  if (lines.length > stands.size) faults.add('look.line', `${lines.length - stands.size} too many from ${first} on`)
  for (let no = first; no < first + count; no++) {
    const line = stands.get(no)
    if (!line) faults.add('look.line', `${no} is missing`)
    else if (
      !leaves
        .subarray((no - first) * 32)
        .subarray(0, 32)
        .equals(lineLeaf(salt, first, no, line))
    )
      faults.add('look.line', `${no} was changed`)
    else if (line.at.slice(0, 23) > at.slice(0, 23)) faults.add('look.line', `${no} is younger than its leaf`)
  }
}
