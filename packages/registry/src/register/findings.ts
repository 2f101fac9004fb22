/**
 * What the rules said, kept for the officer's lists: rule and place in the clear, the facts sealed.
 *
 * A record that says nothing new mostly has the findings that it had before. They are not written again: the person's row
 * names the record whose rows stand (`found`), with a keyed digest to tell whether new ones are the same. Every finding is
 * counted with its parcel (finding_count) and stands in the feed, whether its row is written or not; so a parcel's page and
 * its sender's courier miss nothing.
 */
import type { Finding } from '@cbccvc/standard'
import { type Connection, CopyRows, copyInto, type KeyRing } from '../database/index.ts'

export interface RecordFindings {
  readonly index: number
  readonly personId: number | null
  readonly findings: readonly Finding[]
  /** True where rows of the same findings stand already: they are counted, not written. */
  readonly again?: boolean
}

/** The record whose findings stand about a person. */
export interface Found {
  readonly parcel: number
  readonly index: number
  /** `findingsMac`, hex. */
  readonly mac: string
}

/** Everything that a finding says, as one text. */
export const findingText = ({ rule, path, weight, word, facts, sent, repair }: Finding): string =>
  JSON.stringify([rule, path, weight, word, facts ?? null, sent ?? null, repair ?? null])

/** Keyed digest of all that was found in a record of this source, in whatever order: facts may be guessed from a plain one. */
export const findingsMac = (keys: KeyRing, source: string, findings: readonly Finding[]): string =>
  keys.mac(`${source} ${findings.map(findingText).sort().join()}`).toString('hex')

/** What stands after a record of this source; null where nothing was found. */
export const foundIn = (
  keys: KeyRing,
  source: string,
  { parcel, index }: Omit<Found, 'mac'>,
  findings: readonly Finding[],
): Found | null => (findings.length === 0 ? null : { parcel, index, mac: findingsMac(keys, source, findings) })

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
  const count = (finding: Finding) => {
    const place = withoutRows(finding.path)
    const key = `${finding.rule} ${place}`
    const counted = counts.get(key)
    if (counted) counted.n++
    else counts.set(key, { finding, path: place, n: 1 })
  }
  for (const { index, personId, findings, again = false } of records) {
    for (const finding of findings) {
      count(finding)
      if (again) continue
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
    }
  }
  if (counts.size === 0) return
  // Into the partition: COPY refuses a table under row-level security (migration 000060).
  await copyInto(
    tx,
    'finding_rows',
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

/** No longer counts a finding that stood only for a while, in so many records. */
export async function takeBackCount(
  tx: Connection,
  parcel: number,
  { rule, path, weight, word }: Finding,
  records: number,
): Promise<void> {
  await tx.query('insert into finding_count (parcel, rule, path, weight, word, n) values ($1, $2, $3, $4, $5, $6)', [
    ...[parcel, rule, path, weight, word, -records],
  ])
}

/** `quaTrinhLuong[2].heSo` → `quaTrinhLuong.heSo`: findings are counted by field, not by row. */
export const withoutRows = (path: string) => path.replace(/\[\d+\]/g, '')
