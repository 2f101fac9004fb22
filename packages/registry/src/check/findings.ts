/** The officer's lists against what the feed says of each record: findings, their counts, and what waits for a human. */
import { addWorkingDays, edition, examine, type Finding, parseLine } from '@cbccvc/standard'
import type { Connection, KeyRing } from '../database/index.ts'
import { factsBinding, withoutRows } from '../register/index.ts'
import type { Faults } from './faults.ts'

/** A record as the part holds it: its line, or null where the part was emptied by a spill. */
export interface JudgedRecord {
  readonly index: number
  readonly outcome: string
  readonly findings: readonly Finding[]
  readonly line: Buffer | null
}

interface PartOf {
  readonly id: number
  readonly edition: string
  readonly today: string
}

/** Checks the rows of one concluded part; adds its findings to `counts`, to be compared when all parts are read. */
export async function checkFindings(
  tx: Connection,
  keys: KeyRing,
  parcel: PartOf,
  records: readonly JudgedRecord[],
  counts: FindingTally,
  faults: Faults,
): Promise<void> {
  const [from, to] = [records[0]?.index ?? 0, records.at(-1)?.index ?? -1]
  const { rows } = await tx.query<{
    record_index: number
    person_id: number | null
    blind: Buffer | null
    former: Buffer[] | null
    rule: string
    path: string
    weight: string
    word: string
    facts: Buffer | null
  }>(
    `select f.*, p.blind, p.former from finding f left join person p on p.id = f.person_id
      where f.parcel = $1 and f.record_index between $2 and $3`,
    [parcel.id, from, to],
  )
  const { rows: waiting } = await tx.query<{
    record_index: number
    person_id: number | null
    blind: Buffer | null
    former: Buffer[] | null
    reason: string
    due_on: string
  }>(
    `select h.*, p.blind, p.former from held h left join person p on p.id = h.person_id
      where h.parcel = $1 and h.record_index between $2 and $3`,
    [parcel.id, from, to],
  )
  const found = Map.groupBy(rows, (row) => row.record_index)
  const held = new Map(waiting.map((row) => [row.record_index, row]))
  for (const { index, outcome, findings, line } of records) {
    const where = `${parcel.id} record ${index}`
    const own = found.get(index) ?? []
    await faults.guard('finding', where, () => {
      const stored = own.map(({ facts: box, ...row }) => {
        const said =
          box === null ? {} : JSON.parse(keys.open('facts', factsBinding(parcel.id, index, row), box).toString())
        return written({ ...(row as unknown as Finding), ...said })
      })
      if (stored.sort().join() !== findings.map(written).sort().join()) faults.add('finding.row', where)
    })
    for (const finding of findings) counts.add(finding)
    const wait = held.get(index)
    if ((wait !== undefined) !== (outcome === 'held')) faults.add('held.row', where)
    if (wait && (wait.reason !== findings.at(-1)?.rule || wait.due_on !== addWorkingDays(parcel.today, 10)))
      faults.add('held.reason', where)
    const named = [...own, ...(wait ? [wait] : [])].filter((row) => row.person_id !== null)
    if (line === null || named.length === 0) continue
    const blinds = blindsOf(keys, parcel, line)
    // The person may have another number by now, or may have had another one then.
    const had = ({ blind: now, former }: { blind: Buffer | null; former: Buffer[] | null }) =>
      [now, ...(former ?? [])].some((one) => one && blinds.some((blind) => blind.equals(one)))
    if (!named.every(had)) faults.add('finding.person', where)
  }
}

const written = ({ rule, path, weight, word, facts, sent, repair }: Finding): string =>
  JSON.stringify([rule, path, weight, word, facts ?? null, sent ?? null, repair ?? null])

function blindsOf(keys: KeyRing, parcel: PartOf, line: Buffer): Buffer[] {
  const { record } = parseLine(line)
  const number = record && examine(record, edition(parcel.edition), parcel.today).key.soDinhDanh
  return number ? keys.blinds(number) : []
}

/** Findings of a parcel counted by rule and field, to be compared with what is stored of them. */
export class FindingTally {
  readonly #counts = new Map<string, number>()
  add({ rule, path, weight, word }: Finding): void {
    const key = JSON.stringify([rule, withoutRows(path), weight, word])
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
  }
  async compare(tx: Connection, parcel: number, faults: Faults): Promise<void> {
    const { rows } = await tx.query<{ rule: string; path: string; weight: string; word: string; n: number }>(
      'select rule, path, weight, word, sum(n)::bigint as n from finding_count where parcel = $1 group by 1, 2, 3, 4',
      [parcel],
    )
    const stored = new Map(
      rows.map(({ rule, path, weight, word, n }) => [JSON.stringify([rule, path, weight, word]), n]),
    )
    for (const key of new Set([...stored.keys(), ...this.#counts.keys()]))
      if (stored.get(key) !== this.#counts.get(key)) faults.add('finding.count', `${parcel} ${key}`)
  }
}
