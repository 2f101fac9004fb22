/** The officer's lists against what the feed says of each record: findings, their counts, and what waits for a human. */
import { addWorkingDays, edition, examine, type Finding, parseLine } from '@cbccvc/standard'
import type { Connection, KeyRing } from '../database/index.ts'
import { factsBinding, findingsMac, findingText, withoutRows } from '../register/index.ts'
import { type AnnouncedRow, type Later, waits } from './announced.ts'
import type { Faults, SpilledHere } from './faults.ts'
import type { PersonRow } from './persons.ts'

/** A record as the part holds it: its line, or null where the part was emptied by a spill. */
export interface JudgedRecord {
  readonly index: number
  readonly outcome: string
  readonly findings: readonly Finding[]
  readonly line: Buffer | null
}

interface PartOf {
  readonly id: number
  readonly sender: string
  readonly edition: string
  readonly today: string
}

/** Checks the rows of one concluded part; adds its findings to `counts`, to be compared when all parts are read. */
export async function checkFindings(
  tx: Connection,
  keys: KeyRing,
  parcel: PartOf,
  records: readonly JudgedRecord[],
  announced: ReadonlyMap<number, AnnouncedRow>,
  later: ReadonlyMap<number, Later>,
  spilled: SpilledHere,
  counts: FindingTally,
  faults: Faults,
): Promise<void> {
  const [from, to] = [records[0]?.index ?? 0, records.at(-1)?.index ?? -1]
  type Named = StoredFinding & { person_id: number | null; blind: Buffer | null; former: Buffer[] | null }
  const { rows } = await tx.query<Named>(
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
  const again: JudgedRecord[] = []
  for (const record of records) {
    const { index, findings, line } = record
    const where = `${parcel.id} record ${index}`
    const own = found.get(index) ?? []
    const since = later.get(index)
    // What was found before, word for word, is not written again.
    const stands = since ?? record
    const written = since ? findings.length : 0
    if (stands.outcome === 'unchanged' && own.length === written && stands.findings.length > 0)
      again.push({ ...record, findings: stands.findings })
    else
      await faults.guard('finding', where, () => {
        const stored = own.map((row) => findingText(openFinding(keys, row)))
        const said = [...findings, ...(since?.findings ?? [])]
        if (stored.sort().join() !== said.map(findingText).sort().join()) faults.add('finding.row', where)
      })
    for (const finding of [...findings, ...(since?.findings ?? [])]) counts.add(finding)
    const waited = findings.find(({ rule }) => rule === waits)
    if (since && waited) counts.add(waited, -1)
    const wait = held.get(index)
    const last = stands.findings.at(-1)?.rule
    if ((wait !== undefined) !== (stands.outcome === 'held' && last !== waits)) faults.add('held.row', where)
    const day = since ? announced.get(index)?.true_from : null
    if (wait && (wait.reason !== last || wait.due_on !== addWorkingDays(day ?? parcel.today, 10)))
      faults.add('held.reason', where)
    const named = [...own, ...(wait ? [wait] : [])].filter((row) => row.person_id !== null)
    if (line === null || named.length === 0) continue
    const blinds = blindsOf(keys, parcel, line)
    // The person may have another number by now, or may have had another one then.
    const had = ({ blind: now, former }: { blind: Buffer | null; former: Buffer[] | null }) =>
      [now, ...(former ?? [])].some((one) => one && blinds.some((blind) => blind.equals(one)))
    if (!named.every(had)) faults.add('finding.person', where)
  }
  await checkAgain(tx, keys, parcel, again, spilled, faults)
}

/** A row of the table, as far as it says what was found. */
interface StoredFinding {
  readonly parcel: number
  readonly record_index: number
  readonly rule: string
  readonly path: string
  readonly weight: string
  readonly word: string
  readonly facts: Buffer | null
}

function openFinding(keys: KeyRing, row: StoredFinding): Finding {
  const { parcel, record_index: index, rule, path, weight, word, facts: box } = row
  const said = box && JSON.parse(keys.open('facts', factsBinding(parcel, index, row), box).toString())
  return { rule, path, weight, word, ...said } as Finding
}

const place = (row: { parcel: number; record_index: number }) => `${row.parcel} ${row.record_index}`

/** Records whose findings were not written: another record of the same person and sender has them, word for word. */
async function checkAgain(
  tx: Connection,
  keys: KeyRing,
  parcel: PartOf,
  records: readonly JudgedRecord[],
  spilled: SpilledHere,
  faults: Faults,
): Promise<void> {
  const blinds = records.map(({ line }) => (line === null ? [] : blindsOf(keys, parcel, line)))
  // By the number that the person has, or had.
  const { rows } = await tx.query<StoredFinding & { blind: string }>(
    `select f.*, encode(u.blind, 'hex') as blind
       from (select id, blind from person where blind = any($1::bytea[])
             union select o.id, b from owners_of_former($1::bytea[]) o, unnest(o.former) b where b = any($1::bytea[])) u
       join finding f on f.person_id = u.id join parcel c on c.id = f.parcel where c.sender = $2`,
    [blinds.flat(), parcel.sender],
  )
  const of = Map.groupBy(rows, (row) => row.blind)
  for (const [i, { index, findings, line }] of records.entries()) {
    // Of a part that was emptied nobody can say any more whom it was about.
    if (line === null) continue
    const where = `${parcel.id} record ${index}`
    const own = blinds[i]!.flatMap((blind) => of.get(blind.toString('hex')) ?? [])
    const sets = Map.groupBy(own, place)
    await faults.guard('finding', where, () => {
      const same = [...sets].some(([at, set]) => {
        const bare = spilled.records.has(at)
        const text = (finding: Finding) => findingText(bare ? withoutFacts(finding) : finding)
        const stood = set.map((row) => text(openFinding(keys, row))).sort()
        return stood.join() === findings.map(text).sort().join()
      })
      if (!same) faults.add('finding.again', where)
    })
  }
}

const withoutFacts = ({ rule, path, weight, word }: Finding): Finding => ({ rule, path, weight, word })

/** The findings that stand about these persons are the rows of the record that their own row names. */
export async function checkStanding(
  tx: Connection,
  keys: KeyRing,
  persons: readonly PersonRow[],
  spilled: SpilledHere,
  faults: Faults,
): Promise<void> {
  const { rows } = await tx.query<StoredFinding & { person_id: number; sender: string }>(
    `select f.*, c.sender from person p
       join finding f on f.parcel = p.found_parcel and f.record_index = p.found_index and f.person_id = p.id
       join parcel c on c.id = f.parcel where p.id = any($1::bigint[])`,
    [persons.map((person) => person.id)],
  )
  const of = Map.groupBy(rows, (row) => row.person_id)
  for (const { id, found } of persons) {
    if (!found || spilled.records.has(`${found.parcel} ${found.index}`)) continue
    await faults.guard('person.found', id, () => {
      const own = of.get(id) ?? []
      const findings = own.map((row) => openFinding(keys, row))
      if (own.length === 0 || findingsMac(keys, own[0]!.sender, findings) !== found.mac) faults.add('person.found', id)
    })
  }
}

/** Rows of records that no parcel has; those of a withdrawal speak of the records that it takes back. */
export async function checkStrayFindings(tx: Connection, faults: Faults): Promise<void> {
  const { rows } = await tx.query<{ name: string }>(
    `select distinct f.parcel || ' record ' || f.record_index as name
       from finding f left join parcel p on p.id = f.parcel left join parcel w on w.id = p.withdraws
      where not coalesce(f.record_index >= 0 and f.record_index < coalesce(w.record_count, p.record_count), false) limit 20`,
  )
  for (const { name } of rows) faults.add('finding.stray', name)
}

function blindsOf(keys: KeyRing, parcel: PartOf, line: Buffer): Buffer[] {
  const { record } = parseLine(line)
  const number = record && examine(record, edition(parcel.edition), parcel.today).key.soDinhDanh
  return number ? keys.blinds(number) : []
}

/** Findings of a parcel counted by rule and field, to be compared with what is stored of them. */
export class FindingTally {
  readonly #counts = new Map<string, number>()
  add({ rule, path, weight, word }: Finding, n = 1): void {
    const key = JSON.stringify([rule, withoutRows(path), weight, word])
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + n)
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
      if ((stored.get(key) ?? 0) !== (this.#counts.get(key) ?? 0)) faults.add('finding.count', `${parcel} ${key}`)
  }
}
