/**
 * How long each parcel waited, from its promise until its sender can read the last of its answers in the feed: outcomes
 * and the population register's verdicts. Read from the log after the run: a line is in the feed from the first signed
 * checkpoint that covers its commit.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import { type KeyFile, openKeyRing } from '@cbccvc/registry'
import type pg from 'pg'

/** Seconds by parcel id. Memory: a few numbers a parcel. */
export async function waitsOf(db: pg.Client, keysFolder: string): Promise<Map<string, number>> {
  const file = JSON.parse(readFileSync(join(keysFolder, 'seal.json'), 'utf8')) as KeyFile
  const keys = await openKeyRing({ db, file })
  const { rows: notes } = await db.query<{ size: number; at: number }>(
    'select size, extract(epoch from signed_at)::float8 as at from checkpoint order by size',
  )
  const answered = new Map<string, number>()
  const answer = (parcelId: string, commitNo: number) => {
    if (commitNo > (answered.get(parcelId) ?? -1)) answered.set(parcelId, commitNo)
  }
  for (let after = -1; ; ) {
    const { rows } = await db.query<{
      no: number
      sender: string
      kind: string
      id: string | null
      payload: Buffer | null
    }>(
      `select c.commit_no as no, f.sender, f.kind, p.parcel_id as id, case when f.kind = 'verdicts' then f.payload end as payload
         from commit_log c join feed_chunk f on f.leaf_id = c.leaf_id left join parcel p on p.id = f.parcel
        where c.commit_no > $1 order by c.commit_no limit 500`,
      [after],
    )
    for (const { no, sender, id, payload } of rows) {
      if (id !== null) answer(id, no)
      if (payload === null) continue
      const lines = JSON.parse(zstdDecompressSync(keys.open('feed', sender, payload)).toString()) as {
        kind: string
        parcelId: string
      }[]
      for (const parcelId of new Set(lines.map((line) => line.parcelId))) answer(parcelId, no)
    }
    if (rows.length === 0) break
    after = rows.at(-1)!.no
  }
  const { rows: parcels } = await db.query<{ id: string; at: number }>(
    'select parcel_id as id, extract(epoch from received_at)::float8 as at from parcel where received_at is not null',
  )
  return new Map(
    parcels.flatMap(({ id, at }) => {
      const commitNo = answered.get(id)
      return commitNo === undefined ? [] : [[id, publishedAt(notes, commitNo) - at] as const]
    }),
  )
}

/** When the first checkpoint that covers this commit was signed. */
function publishedAt(notes: readonly { size: number; at: number }[], commitNo: number): number {
  let [low, high] = [0, notes.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (notes[middle]!.size > commitNo) high = middle
    else low = middle + 1
  }
  return notes[low]!.at
}
