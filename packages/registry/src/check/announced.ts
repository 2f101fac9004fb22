/**
 * Records that wait for their day, and what came of those that waited: as the bytes say it that were sent, as their sender
 * was told, and as the log holds it. None is lost, doubled, or past its day.
 */
import {
  concludedLeaf,
  countOutcomes,
  findingsDigest,
  merkleRoot,
  OUTCOME_WORDS,
  type OutcomeCounts,
  outcomeLeaf,
  type ParcelFacts,
  toHex,
} from '@cbccvc/evidence'
import { parseLine } from '@cbccvc/standard'
import type { Connection, KeyRing } from '../database/index.ts'
import { openLines, type StoredDecision, splitLines, storedManifest, unpack } from '../exchange/index.ts'
import { concludedOf } from '../insight/index.ts'
import type { RegisterRuleId } from '../register/index.ts'
import type { Faults, SpilledHere } from './faults.ts'
import type { JudgedRecord } from './findings.ts'

/** The rule by which a record waits. */
export const waits: RegisterRuleId = 'register.waitsForDay'

export interface AnnouncedRow {
  readonly record_index: number
  readonly part: number
  readonly sender: string
  readonly record_leaf: Buffer
  readonly unit_id: number
  readonly true_from: string
  readonly came_to: string | null
  readonly entry: Buffer | null
  readonly by_parcel: number | null
  readonly by_index: number | null
}

/** What came of a record that waited, as its sender was told. */
export type Later = Pick<StoredDecision, 'outcome' | 'entry' | 'findings' | 'by' | 'today'>

/** The rows of one part, by record. */
export async function announcedOf(tx: Connection, parcel: number, part: number): Promise<Map<number, AnnouncedRow>> {
  const { rows } = await tx.query<AnnouncedRow>('select * from announced where parcel = $1 and part = $2', [
    parcel,
    part,
  ])
  return new Map(rows.map((row) => [row.record_index, row]))
}

/** What was said of records of this part that had waited: each chunk against its leaf. By record. */
export async function readLater(
  tx: Connection,
  keys: KeyRing,
  parcel: { readonly id: number; readonly parcel_id: string; readonly sender: string },
  facts: ParcelFacts,
  part: number,
  faults: Faults,
): Promise<Map<number, Later>> {
  const name = `${parcel.parcel_id}/${part}`
  type Chunk = OutcomeCounts & {
    bytes: Buffer
    payload: Buffer
    outcome_root: Buffer
    records: number
    lines: number
    rule_set: string
    leaves: Buffer
    first_index: number
    units: number[][]
  }
  const { rows } = await tx.query<Chunk>(
    `select l.bytes, f.*, f.by_unit as units, t.leaves, t.first_index from feed_chunk f join leaf l on l.id = f.leaf_id
       join part t on t.parcel = f.parcel and t.no = f.part
      where f.parcel = $1 and f.part = $2 and f.kind = 'waited' order by f.leaf_id`,
    [parcel.id, part],
  )
  const later = new Map<number, Later>()
  for (const chunk of rows) {
    await faults.guard('waited', name, () => {
      const lines = openLines<StoredDecision>(keys, parcel.sender, chunk.payload)
      const outcomes = lines.map(({ index, outcome, entry, findings, today }) => {
        const at = (index - chunk.first_index) * 32
        const recordLeaf = chunk.leaves.toString('hex', at, at + 32)
        const ruleSet = chunk.rule_set
        return { index, recordLeaf, outcome, findings: toHex(findingsDigest(findings)), entry, ruleSet, today: today! }
      })
      const counts = countOutcomes(outcomes)
      const root = merkleRoot(outcomes.map(outcomeLeaf))
      const stated = { ...concludedOf(chunk.bytes), part, first: outcomes[0]!.index, records: lines.length, counts }
      const leaf = concludedLeaf(facts, { ...stated, outcomesRoot: toHex(root) })
      const sums = OUTCOME_WORDS.map((_, i) => chunk.units.reduce((sum, unit) => sum + unit[i + 1]!, 0))
      faults.hold('waited', name, {
        leaf: chunk.bytes.equals(leaf) && chunk.outcome_root.equals(root),
        lines: chunk.lines === lines.length && chunk.records === lines.length,
        run: outcomes.every(({ index }, i) => index === outcomes[0]!.index + i),
        counts: OUTCOME_WORDS.every((word) => chunk[word] === counts[word]),
        byUnit: OUTCOME_WORDS.every((word, i) => sums[i] === counts[word] - (word === 'held' ? lines.length : 0)),
        parcel: lines.every(({ kind, parcelId }) => kind === 'decision' && parcelId === parcel.parcel_id),
      })
      for (const line of lines) {
        if (later.has(line.index)) faults.add('waited.twice', `${name} record ${line.index}`)
        later.set(line.index, line)
      }
    })
  }
  return later
}

/**
 * The rows of one part against its outcomes and what was said since. `unit`: of each outcome that waits, where it counts.
 * `today`: past this day nothing waits; null where nobody says which day it is.
 */
export async function checkAnnounced(
  tx: Connection,
  keys: KeyRing,
  parcel: { readonly id: number; readonly parcel_id: string; readonly sender: string; readonly today: string | null },
  part: number,
  records: readonly (JudgedRecord & { readonly recordLeaf: string })[],
  rows: ReadonlyMap<number, AnnouncedRow>,
  later: ReadonlyMap<number, Later>,
  today: string | null,
  spilled: SpilledHere,
  faults: Faults,
): Promise<void> {
  const { rows: jobs } = await tx.query<{ day: string }>(
    'select day from job where parcel = $1 and part = $2 and day is not null',
    [parcel.id, part],
  )
  const comes = new Set(jobs.map(({ day }) => day))
  if (comes.size !== jobs.length) faults.add('announced.jobs', `${parcel.parcel_id}/${part}`)
  const known = new Set<number>()
  for (const { index, outcome, findings, line, recordLeaf } of records) {
    const where = `${parcel.parcel_id} record ${index}`
    const said = findings.find(({ rule }) => rule === waits)
    const row = rows.get(index)
    known.add(index)
    if (!row) {
      if (said || later.has(index)) faults.add('announced.lost', where)
      continue
    }
    const stated = line && parseLine(line).record?.$trueFrom
    const since = later.get(index)
    const waiting = row.came_to === null
    faults.hold('announced', where, {
      said: outcome === 'held' && (said ? said.facts === undefined || said.facts.day === row.true_from : false),
      day: (line === null || stated === row.true_from) && row.true_from > parcel.today!,
      leaf: row.record_leaf.toString('hex') === recordLeaf,
      sender: row.sender === parcel.sender && row.part === part,
      cameTo: (since?.outcome ?? null) === row.came_to && (since?.entry ?? null) === (row.entry && toHex(row.entry)),
      by: since === undefined || (since.by === 'sender') === (row.by_parcel !== null),
      today: since === undefined || since.by === 'sender' || since.today === row.true_from,
      job: !waiting || comes.has(row.true_from),
      late: !waiting || today === null || row.true_from >= today,
    })
    if (row.by_parcel !== null)
      await faults.guard('announced.by', where, () => checkTakenBack(tx, keys, parcel, row, where, spilled, faults))
  }
  for (const index of [...rows.keys(), ...later.keys()])
    if (!known.has(index)) faults.add('announced.stray', `${parcel.parcel_id} record ${index}`)
}

/** Who took it back: the withdrawal of its parcel, or a record of the same sender that says so. */
async function checkTakenBack(
  tx: Connection,
  keys: KeyRing,
  parcel: { readonly id: number; readonly sender: string },
  { by_parcel, by_index, record_leaf }: AnnouncedRow,
  where: string,
  spilled: SpilledHere,
  faults: Faults,
): Promise<void> {
  type By = {
    id: number
    parcelId: string
    sender: string
    withdraws: number | null
    no: number | null
    first: number
    bytes: Buffer
  }
  const { rows } = await tx.query<By>(
    `select p.id, p.parcel_id as "parcelId", p.sender, p.withdraws, t.no, t.first_index as first, t.bytes from parcel p
       left join part t on t.parcel = p.id and $2 >= t.first_index and $2 < t.first_index + t.records where p.id = $1`,
    [by_parcel, by_index],
  )
  const by = rows[0]
  if (by?.sender !== parcel.sender) return faults.add('announced.by', where)
  if (by_index === null) {
    if (by.withdraws !== parcel.id) faults.add('announced.by', where)
    return
  }
  if (by.no !== null && spilled.parts.has(`${by.id} ${by.no}`)) return
  const { manifest } = await storedManifest(tx, keys, by)
  const bytes = keys.open('inbox', `part ${by.id} ${by.no}`, by.bytes)
  const line = splitLines(unpack(bytes, manifest.parts[by.no!]!.rawSize, by.no!))[by_index - by.first]!
  if (parseLine(line).record?.$replaces !== toHex(record_leaf)) faults.add('announced.by', where)
}

/** Where what waits is counted as held: the units of these rows are those of the part's outcomes. */
export async function checkWaitingUnits(tx: Connection, faults: Faults): Promise<void> {
  const { rows } = await tx.query<{ name: string }>(
    `select a.parcel || '/' || a.part as name
       from (select parcel, part, unit_id, count(*) as n from announced group by 1, 2, 3) a
       left join feed_chunk f on f.parcel = a.parcel and f.part = a.part and f.kind = 'outcomes'
      where coalesce((select sum((u ->> 4)::int) from jsonb_array_elements(f.by_unit) u where (u ->> 0)::bigint = a.unit_id), 0) < a.n limit 20`,
  )
  for (const { name } of rows) faults.add('announced.unit', name)
}
