/** What the rules said, kept for the officer's lists: rule and place in the clear, the facts sealed. */
import type { Finding } from '@cbccvc/standard'
import { type Connection, CopyRows, copyInto, type KeyRing } from '../database/index.ts'

export interface RecordFindings {
  readonly index: number
  readonly personId: number | null
  readonly findings: readonly Finding[]
}

/** The place of a finding's sealed facts. */
export const factsBinding = (parcel: number, index: number, finding: Pick<Finding, 'rule' | 'path'>) =>
  `${parcel} ${index} ${finding.rule} ${finding.path}`

export async function addFindings(
  tx: Connection,
  keys: KeyRing,
  parcel: number,
  records: readonly RecordFindings[],
): Promise<void> {
  const rows = new CopyRows(8)
  const counts = new Map<string, { finding: Finding; path: string; n: number }>()
  for (const { index, personId, findings } of records) {
    for (const finding of findings) {
      const { rule, path, weight, word, facts, sent, repair } = finding
      const sealed =
        facts === undefined && sent === undefined && repair === undefined
          ? null
          : keys.seal(
              'facts',
              factsBinding(parcel, index, finding),
              Buffer.from(JSON.stringify({ facts, sent, repair })),
            )
      rows.row().int8(parcel).int4(index)
      if (personId === null) rows.null()
      else rows.int8(personId)
      rows.text(rule).text(path).text(weight).text(word).bytes(sealed)
      const place = withoutRows(path)
      const key = `${rule} ${place}`
      const count = counts.get(key)
      if (count) count.n++
      else counts.set(key, { finding, path: place, n: 1 })
    }
  }
  if (rows.count === 0) return
  await copyInto(
    tx,
    'finding',
    ['parcel', 'record_index', 'person_id', 'rule', 'path', 'weight', 'word', 'facts'],
    rows,
  )
  const grouped = [...counts.values()]
  await tx.query(
    `insert into finding_count (parcel, rule, path, weight, word, n)
     select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::int[])`,
    [
      parcel,
      grouped.map((g) => g.finding.rule),
      grouped.map((g) => g.path),
      grouped.map((g) => g.finding.weight),
      grouped.map((g) => g.finding.word),
      grouped.map((g) => g.n),
    ],
  )
}

/** `quaTrinhLuong[2].heSo` → `quaTrinhLuong.heSo`: findings are counted by field, not by row. */
export const withoutRows = (path: string) => path.replace(/\[\d+\]/g, '')
