/** Whose each leaf is, under whose name the log stands, and whether its witnesses signed what is stored. */
import { parseCheckpoint, parseVkey, verifyCosignatures } from '@cbccvc/evidence'
import type { Connection } from '../database/index.ts'
import type { Faults } from './faults.ts'

export async function checkOwners(
  tx: Connection,
  origin: string,
  witnessKeys: readonly string[],
  faults: Faults,
): Promise<void> {
  const { rows: heads } = await tx.query<{ origin: string }>('select origin from log_head')
  if (heads[0]?.origin !== origin) faults.add('log.origin', heads[0]?.origin ?? 'missing')
  const { rows: strays } = await tx.query<{ id: number }>(
    `select l.id from leaf l left join commit_log c on c.leaf_id = l.id left join feed_chunk f on f.leaf_id = l.id
       left join parcel p on p.received_leaf = l.id left join parcel q on q.closed_leaf = l.id
      where (c.leaf_id is not null and c.sender is distinct from l.sender)
         or l.sender is distinct from coalesce(f.sender, p.sender, q.sender)`,
  )
  for (const { id } of strays) faults.add('leaf.sender', id)
  const keys = witnessKeys.map(parseVkey)
  const { rows } = await tx.query<{ size: number; witness: string; line: string; note: string | null }>(
    'select s.size, s.witness, s.line, c.note from cosignature s left join checkpoint c on c.size = s.size',
  )
  for (const { size, witness, line, note } of rows) {
    await faults.guard('log.cosignature', size, () => {
      const signed = parseCheckpoint(`${note}${line}`).note
      const name = signed.signatures.at(-1)!.name
      const known = keys.filter((key) => key.name === witness)
      // Of a witness whose key is not given, the line must at least be one, and be its own.
      const holds = known.length === 0 || verifyCosignatures(signed, known).length === 1
      if (name !== witness || signed.signatures.length !== 2 || !holds) faults.add('log.cosignature', size)
    })
  }
}
