/**
 * checkBook: the whole-state checker. Derives everything again from the bytes as they were sent and says, a line each,
 * what does not agree: the tree and its signatures, the outcomes, the entries, the persons, the counters. Reads only,
 * in one snapshot, so that it can run beside everything else.
 */
import {
  appendLeaves,
  concludedLeaf,
  countOutcomes,
  EMPTY_EDGE,
  entryDigest,
  findingsDigest,
  manifestDigest,
  merkleRoot,
  OUTCOME_WORDS,
  type OutcomeCounts,
  outcomeLeaf,
  parcelFactsOf,
  receivedLeaf,
  recordLeaf,
  subtreesOf,
  toHex,
  verifyCheckpoint,
  verifyPromise,
  vkeyOf,
} from '@cbccvc/evidence'
import { callerOfReceived } from './access/index.ts'
import { announcedOf, checkAnnounced, checkWaitingUnits, readLater } from './check/announced.ts'
import { checkCodes } from './check/codes.ts'
import { checkCounters } from './check/counters.ts'
import { Faults, pages, type SpilledHere } from './check/faults.ts'
import { checkFindings, checkStanding, checkStrayFindings, FindingTally } from './check/findings.ts'
import { checkLooks } from './check/looks.ts'
import { checkOwners } from './check/owners.ts'
import { checkPapers } from './check/papers.ts'
import { checkPerson, type PersonCodes, type PersonRow } from './check/persons.ts'
import { checkSaid } from './check/said.ts'
import { checkUnitActs } from './check/unit-acts.ts'
import { type Connection, type KeyRing, transaction } from './database/index.ts'
import { splitLines, unpack } from './exchange/index.ts'
import { concludedOf, readOutcomes } from './insight/index.ts'
import {
  admissionsOf,
  CodeDeltas,
  codesAbout,
  entriesAbout,
  fold,
  insiders,
  nobody,
  openEntry,
  openTexts,
  personSelect,
  type Statement,
  withoutWithdrawn,
} from './register/index.ts'
import type { House } from './registry.ts'
import { readOrder, signerOf, spilledPart, spillLeaf } from './spill-order.ts'

/**
 * What does not agree, in words; empty when the book is clean. Most faults reported of one kind: 20. `witnessKeys`: vkeys of
 * the witnesses whose cosignatures are verified.
 */
export async function checkBook(
  house: Pick<House, 'pool' | 'keys' | 'log'> & Partial<Pick<House, 'today'>>,
  { witnessKeys = [] }: { readonly witnessKeys?: readonly string[] } = {},
): Promise<string[]> {
  const faults = new Faults()
  await transaction(house.pool, async (tx) => {
    await tx.query('set transaction isolation level repeatable read, read only')
    const spilled = await readSpilled(tx, faults)
    await checkLog(tx, vkeyOf(house.log), faults)
    await checkOwners(tx, house.log.name, witnessKeys, faults)
    await checkLooks(tx, house.keys, faults)
    await checkParcels(tx, { ...house, vkey: vkeyOf(house.log), today: house.today?.() ?? null }, spilled, faults)
    await checkWaitingUnits(tx, faults)
    await checkStrayFindings(tx, faults)
    await checkCodes(tx, house.keys, await checkEntries(tx, house.keys, spilled, faults), faults)
    await checkSaid(tx, house.keys, faults)
    await checkKeys(tx, house.keys, faults)
    await checkCounters(tx, faults)
    await checkUnitActs(tx, faults)
  })
  return faults.list
}

async function readSpilled(tx: Connection, faults: Faults): Promise<SpilledHere> {
  const { rows: acts } = await tx.query<{
    id: number
    at: Date
    first_person: string
    second_person: string
    order_text: string
    first_jws: string
    second_jws: string
    salt: Buffer
    bytes: Buffer
  }>('select s.*, l.bytes from spill s join leaf l on l.id = s.leaf_id')
  const ordered = new Set<string>()
  for (const act of acts) {
    await faults.guard('spill.act', act.id, async () => {
      const { order, canonical } = readOrder(act.order_text)
      const leaf = spillLeaf(act.salt, canonical, act.first_jws, act.second_jws, act.at.toISOString())
      const people = [
        await signerOf(tx, canonical, act.first_jws, callerOfReceived),
        await signerOf(tx, canonical, act.second_jws, callerOfReceived),
      ]
      const whole = act.bytes.equals(leaf) && people[0] === act.first_person && people[1] === act.second_person
      if (!whole || people[0] === people[1]) return faults.add('spill.act', act.id)
      for (const { sender, parcelId, index } of order.records) ordered.add(`${sender} ${parcelId} ${index}`)
    })
  }
  const { rows: records } = await tx.query<{ name: string; part: string; place: string }>(
    `select p.sender || ' ' || p.parcel_id || ' ' || s.record_index as name, s.parcel || ' ' || s.part as part,
            s.parcel || ' ' || s.record_index as place
       from spilled_record s join parcel p on p.id = s.parcel`,
  )
  for (const { name } of records) if (!ordered.has(name)) faults.add('spill.record', name)
  // An entry is spilled with its record; what may state it again with the person that the record was about.
  const { rows: entries } = await tx.query<{ id: number; covered: boolean }>(
    `select s.entry_id as id, exists (select from spilled_record r join entry o on o.parcel = r.parcel and o.record_index = r.record_index
         where o.id = e.id or (e.kind in ('withdrawal', 'moved', 'renumbered') and (o.person_id = e.person_id or exists (
           select from entry m where m.parcel = e.parcel and m.record_index = e.record_index and m.kind = 'moved' and m.person_id = o.person_id)))) as covered
       from spilled_entry s left join entry e on e.id = s.entry_id`,
  )
  for (const { id, covered } of entries) if (!covered) faults.add('spill.entry', id)
  return {
    entries: new Set(entries.map((row) => row.id)),
    parts: new Set(records.map((row) => row.part)),
    records: new Set(records.map((row) => row.place)),
  }
}

/** Every data key is the one that its row says; no person stands in a generation of the index that was not turned to. */
async function checkKeys(tx: Connection, keys: KeyRing, faults: Faults): Promise<void> {
  for (const fault of await keys.faults(tx)) faults.add('dataKey', fault)
  const { rows } = await tx.query<{ no: number; ahead: boolean }>(
    'select no, exists (select from person where blind_no > no) as ahead from blind_generation',
  )
  const turned = rows[0]
  if (!turned || turned.ahead || !keys.generations.includes(turned.no)) faults.add('index.generation', turned?.no ?? 0)
}

/** Numbers without gaps, tiles as the leaves make them, every checkpoint signed over its own root. */
async function checkLog(tx: Connection, vkey: string, faults: Faults): Promise<void> {
  const { rows: heads } = await tx.query<{ size: number; root: Buffer; note: string }>(
    'select size, root, note from log_head',
  )
  const head = heads[0]
  if (!head) return faults.add('log.head', 'missing')
  const { rows: notes } = await tx.query<{ size: number; note: string }>(
    'select size, note from checkpoint order by size',
  )
  const stored = new Map<string, { width: number; data: Buffer }>()
  const { rows: tiles } = await tx.query<{ level: number; n: number; width: number; data: Buffer }>(
    'select level, n, width, data from tile',
  )
  for (const { level, n, ...tile } of tiles) stored.set(`${level} ${n}`, tile)
  const made = new Map<string, { width: number; data: Uint8Array }>()
  let edge = EMPTY_EDGE
  let at = 0
  let compared = 0
  for await (const rows of pages<{ id: number; bytes: Buffer }>(
    tx,
    'select c.commit_no as id, l.bytes from commit_log c join leaf l on l.id = c.leaf_id where c.commit_no > $1 order by c.commit_no',
    2000,
  )) {
    rows.forEach((row, i) => {
      if (row.id !== edge.size + i) faults.add('log.number', row.id)
    })
    for (let from = 0; from < rows.length; ) {
      // Stop at each checkpoint on the way, so that its root can be compared.
      while (at < notes.length && notes[at]!.size <= edge.size) at++
      const stop = Math.min(rows.length, (notes[at]?.size ?? Infinity) - edge.size + from)
      const appended = appendLeaves(
        edge,
        rows.slice(from, stop).map((row) => row.bytes),
      )
      edge = appended.edge
      for (const tile of appended.tiles) made.set(`${tile.level === 'entries' ? -1 : tile.level} ${tile.n}`, tile)
      const note = notes[at]
      if (note?.size === edge.size) {
        checkNote(note.note, edge.size, appended.root, vkey, faults)
        compared++
      }
      from = stop
      if (edge.size === head.size && !head.root.equals(appended.root)) faults.add('log.root', head.size)
    }
  }
  if (compared !== notes.length) faults.add('log.checkpoint', `${notes.length - compared} of no size of the tree`)
  if (edge.size !== head.size) faults.add('log.size', `${edge.size} leaves, head says ${head.size}`)
  if (head.size > 0 && notes.at(-1)?.note !== head.note) faults.add('log.head', 'not the newest checkpoint')
  for (const [key, tile] of made) {
    const found = stored.get(key)
    if (!found || found.width !== tile.width || !found.data.equals(tile.data)) faults.add('log.tile', key)
    stored.delete(key)
  }
  for (const key of stored.keys()) faults.add('log.tile', `${key} too many`)
  const { rows: lost } = await tx.query<{ id: number }>(
    'select l.id from leaf l left join commit_log c on c.leaf_id = l.id left join leaf_waiting w on w.leaf_id = l.id where (c.leaf_id is null) = (w.leaf_id is null)',
  )
  for (const { id } of lost) faults.add('log.leaf', id)
}

function checkNote(note: string, size: number, root: Uint8Array, vkey: string, faults: Faults): void {
  try {
    const checkpoint = verifyCheckpoint(note, vkey)
    if (checkpoint.size === size && Buffer.from(checkpoint.root).equals(root)) return
  } catch {
    // reported below
  }
  faults.add('log.checkpoint', size)
}

interface ParcelToCheck {
  readonly id: number
  readonly parcel_id: string
  readonly sender: string
  readonly state: string
  readonly manifest: Buffer
  readonly manifest_digest: Buffer
  readonly part_count: number
  readonly done_parts: number
  readonly record_count: number
  readonly promise: string | null
  readonly leaf: Buffer | null
  readonly received_at: Date | null
  readonly concluded_at: Date | null
  readonly closed: Buffer | null
  readonly withdraws: number | null
  readonly edition: string
  readonly today: string | null
}

/** What parcels are checked with. `today`: past this day nothing may wait; null where nobody says which it is. */
interface Checking {
  readonly keys: KeyRing
  readonly vkey: string
  readonly today: string | null
}

/** The bytes as sent still hash to what was promised, and what was concluded is what the log says. */
async function checkParcels(tx: Connection, by: Checking, spilled: SpilledHere, faults: Faults): Promise<void> {
  const sql = `select p.*, l.bytes as leaf, c.bytes as closed from parcel p left join leaf l on l.id = p.received_leaf left join leaf c on c.id = p.closed_leaf where p.id > $1 and p.state <> 'refused' order by p.id`
  for await (const rows of pages<ParcelToCheck>(tx, sql, 100)) {
    for (const parcel of rows)
      await faults.guard('parcel', parcel.parcel_id, () => checkParcel(tx, by, parcel, spilled, faults))
  }
}

async function checkParcel(
  tx: Connection,
  by: Checking,
  parcel: ParcelToCheck,
  spilled: SpilledHere,
  faults: Faults,
): Promise<void> {
  const { parcel_id: name } = parcel
  const { keys, vkey } = by
  const jws = keys.open('inbox', `manifest ${parcel.sender} ${name}`, parcel.manifest).toString()
  if (!parcel.manifest_digest.equals(manifestDigest(jws))) faults.add('parcel.manifest', name)
  const manifest = await checkPapers(tx, parcel.id, jws, faults)
  if (parcel.state === 'open') return
  const facts = parcelFactsOf(jws)
  const at = parcel.received_at!.toISOString()
  if (!parcel.leaf?.equals(receivedLeaf(facts, at))) faults.add('parcel.receivedLeaf', name)
  if (verifyPromise(parcel.promise!, vkey).receivedAt !== at) faults.add('parcel.promise', name)
  const salt = Buffer.from(manifest.salt, 'hex')
  const { rows: parts } = await tx.query<{ no: number }>('select no from part where parcel = $1 order by no', [
    parcel.id,
  ])
  if (parts.length !== parcel.part_count) faults.add('parcel.parts', name)
  const all: Buffer[] = []
  const tally = new FindingTally()
  let done = 0
  for (const { no } of parts) {
    const { rows } = await tx.query<{ bytes: Buffer; leaves: Buffer; subtrees: Buffer | null; first_index: number }>(
      'select bytes, leaves, subtrees, first_index from part where parcel = $1 and no = $2',
      [parcel.id, no],
    )
    const part = rows[0]!
    const bytes = keys.open('inbox', `part ${parcel.id} ${no}`, part.bytes)
    const emptied = spilled.parts.has(`${parcel.id} ${no}`)
    if (emptied && !bytes.toString('latin1').startsWith(`${spilledPart} `)) faults.add('spill.part', `${name}/${no}`)
    const raw = emptied ? null : unpack(bytes, manifest.parts[no]!.rawSize, no)
    // Of a part that was emptied the leaves alone are left; the root of the records holds them.
    const leaves =
      raw === null
        ? part.leaves
        : Buffer.concat(splitLines(raw).map((line, i) => recordLeaf(salt, part.first_index + i, line)))
    if (!leaves.equals(part.leaves)) faults.add('part.leaves', `${name}/${no}`)
    if (part.subtrees?.equals(subtreesOf(leaves, part.first_index)) === false)
      faults.add('part.subtrees', `${name}/${no}`)
    all.push(leaves)
    const lines = raw === null ? null : splitLines(raw)
    if (await checkChunk(tx, by, parcel, facts, no, lines, spilled, tally, faults)) done++
  }
  if (parcel.withdraws === null) await tally.compare(tx, parcel.id, faults)
  if (parts.length > 0 && toHex(merkleRoot(Buffer.concat(all))) !== facts.recordsRoot)
    faults.add('parcel.recordsRoot', name)
  if (done !== parcel.done_parts) faults.add('parcel.doneParts', name)
  const { rows: jobs } = await tx.query<{ n: number }>(
    'select count(*) as n from job where parcel = $1 and day is null',
    [parcel.id],
  )
  const waiting = jobs[0]!.n
  // The jobs of a withdrawal are of the parts that it takes back.
  const over = parcel.withdraws === null ? done === parcel.part_count : waiting === 0
  if ((parcel.state === 'concluded') !== over) faults.add('parcel.state', name)
  if (parcel.withdraws === null && waiting !== parcel.part_count - done) faults.add('parcel.jobs', name)
}

/** One concluded part: its leaf, its counts, its entries and the counts of its findings. False when not concluded. */
async function checkChunk(
  tx: Connection,
  { keys, today }: Checking,
  parcel: ParcelToCheck,
  facts: ReturnType<typeof parcelFactsOf>,
  no: number,
  lines: readonly Buffer[] | null,
  spilled: SpilledHere,
  tally: FindingTally,
  faults: Faults,
): Promise<boolean> {
  const { rows } = await tx.query<
    { records: number; lines: number } & OutcomeCounts & { bytes: Buffer; payload: Buffer; outcome_root: Buffer }
  >(
    `select l.bytes, f.* from feed_chunk f join leaf l on l.id = f.leaf_id where f.parcel = $1 and f.part = $2 and f.kind = 'outcomes'`,
    [parcel.id, no],
  )
  const name = `${parcel.parcel_id}/${no}`
  if (rows.length > 1) faults.add('part.twice', name)
  const chunk = rows[0]
  if (!chunk) return false
  const { outcomes } = await readOutcomes(tx, keys, parcel.sender, {
    parcel: parcel.id,
    part: no,
    payload: chunk.payload,
  })
  const stated = outcomes.map(({ edition: _, findings, ...o }) => ({ ...o, findings: toHex(findingsDigest(findings)) }))
  const counts = countOutcomes(stated)
  const root = merkleRoot(stated.map(outcomeLeaf))
  const expected = concludedLeaf(facts, {
    ...concludedOf(chunk.bytes),
    counts,
    outcomesRoot: toHex(root),
    records: outcomes.length,
  })
  if (!chunk.bytes.equals(expected) || !chunk.outcome_root.equals(root)) faults.add('part.concludedLeaf', name)
  for (const word of OUTCOME_WORDS) if (chunk[word] !== counts[word]) faults.add('part.counts', name)
  const first = stated[0]?.index ?? 0
  const { rows: entries } = await tx.query<{ record_index: number; digest: Buffer }>(
    `select record_index, digest from entry where parcel = $1 and record_index between $2 and $3 and kind in ('statement', 'correction')`,
    [parcel.id, first, first + stated.length - 1],
  )
  const byIndex = new Map(entries.map((entry) => [entry.record_index, toHex(entry.digest)]))
  // A held record may have come to an entry since.
  const { rows: settled } = await tx.query<{ record_index: number; entry: Buffer | null; decided: string }>(
    'select record_index, entry, decided from held where parcel = $1 and record_index between $2 and $3 and decided is not null',
    [parcel.id, first, first + stated.length - 1],
  )
  const announced = await announcedOf(tx, parcel.id, no)
  const later = await readLater(tx, keys, parcel, facts, no, faults)
  const since = new Map<number, { entry: Buffer | null; decided: string }>()
  for (const [index, { came_to, entry }] of announced) if (came_to) since.set(index, { entry, decided: came_to })
  for (const row of settled) since.set(row.record_index, row)
  if (byIndex.size !== entries.length) faults.add('part.entryTwice', name)
  for (const { index, outcome, entry } of stated) {
    const written = byIndex.get(index)
    const later = since.get(index)
    const stands = later ? later.entry && toHex(later.entry) : entry
    const mustStand = (later?.decided ?? outcome) === 'entered'
    if (mustStand && written !== stands) faults.add('part.entry', `${name} record ${index}`)
    if (written !== undefined && written !== stands) faults.add('part.entryUnsaid', `${name} record ${index}`)
  }
  if (chunk.records !== outcomes.length || chunk.lines !== outcomes.length) faults.add('part.lines', name)
  const judged = outcomes.map((o, i) => ({ ...o, line: lines?.[i] ?? null }))
  const received = { ...parcel, today: parcel.today! }
  await checkFindings(tx, keys, received, judged, announced, later, spilled, tally, faults)
  await checkAnnounced(tx, keys, parcel, no, judged, announced, later, today, spilled, faults)
  return true
}

/** Every entry opens and hashes to its digest; every person is found by its number and stands as the fold says. */
async function checkEntries(tx: Connection, keys: KeyRing, spilled: SpilledHere, faults: Faults): Promise<CodeDeltas> {
  const counted = new CodeDeltas()
  for await (const persons of pages<PersonRow>(tx, `${personSelect} where id > $1 order by id`)) {
    const ids = persons.map((p) => p.id)
    const rows = await entriesAbout(tx, ids)
    const admissions = await admissionsOf(tx, ids)
    const codes = new Map<number, PersonCodes>()
    await faults.guard('person.codes', `${ids[0]} to ${ids.at(-1)}`, async () => {
      for (const [id, one] of await codesAbout(tx, keys, ids)) codes.set(id, one)
    })
    for (const { unitId, encrypted } of codes.values())
      if (encrypted !== null) counted.move(null, null, unitId, encrypted)
    const entries = Map.groupBy(rows, (row) => row.person_id)
    await checkStanding(tx, keys, persons, spilled, faults)
    for (const person of persons) {
      const own = entries.get(person.id) ?? []
      if (own.length === 0) faults.add('person.empty', person.id)
      await faults.guard('entry', `person ${person.id}`, () => {
        for (const row of own) {
          if (spilled.entries.has(row.id)) {
            if (openTexts(keys, row).some(({ text }) => text !== null)) faults.add('spill.entry', row.id)
          } else if (!row.digest.equals(entryDigest(openTexts(keys, row)))) faults.add('entry.digest', row.id)
          else if (row.sealed === null) faults.add('entry.box', row.id)
          // A class that states nothing has no salt.
          const idle = [row.public_text, row.internal_text].map((text) => text === null)
          if (idle.some((none, i) => none && row.salts.subarray(i * 16, i * 16 + 16).some(Boolean)))
            faults.add('entry.salts', row.id)
        }
        const admitted = admissions.get(person.id) ?? new Map()
        const emptied = own.some((row) => spilled.entries.has(row.id))
        const said = own.map((row) => openEntry(keys, row))
        checkPerson(keys, person, said, admitted, codes.get(person.id), emptied, faults)
        const counted = insiders(person, admitted)
        const statements = said.filter((s) => counted.counts(s))
        const { values } = fold(statements)
        // Of whom everything was withdrawn, the statements still say whose number it was.
        const numbers = person.holder === nobody ? said.map((s) => s.values.soDinhDanh) : [values.soDinhDanh]
        const destroyed = emptied && !numbers.some((number) => number != null)
        if (!destroyed && !numbers.some((n) => person.blind.equals(keys.blindUnder(person.blindNo, String(n)))))
          faults.add('person.blind', person.id)
        if ((person.holder === nobody) !== !statements.some((s) => counts(s, statements)))
          faults.add('person.holder', person.id)
      })
    }
  }
  const { rows: strays } = await tx.query<{ id: number }>(
    `select w.id from entry w left join parcel p on p.id = w.parcel
       left join entry e on e.person_id = w.person_id and e.digest = w.replaces and e.parcel = p.withdraws
      where w.kind = 'withdrawal' and e.id is null limit 20`,
  )
  for (const { id } of strays) faults.add('entry.withdrawal', id)
  await checkNumbers(tx, faults)
  const { rows: orphans } = await tx.query<{ id: number }>(
    'select e.id from entry e left join person p on p.id = e.person_id where p.id is null limit 20',
  )
  for (const { id } of orphans) faults.add('entry.orphan', id)
  return counted
}

/**
 * What moves an entry away, or states it again under another number, comes with a correction of the same record that
 * names an entry of its source about that person; and what is stated again stands where it was in time.
 */
async function checkNumbers(tx: Connection, faults: Faults): Promise<void> {
  const { rows } = await tx.query<{ id: number }>(
    `select b.id from entry b where b.kind in ('moved', 'renumbered') and not exists (
       select from entry c join entry e on e.digest = c.replaces and e.source = c.source
        join entry o on o.digest = b.replaces and o.person_id = e.person_id
        where c.kind = 'correction' and c.parcel = b.parcel and c.record_index = b.record_index and c.source = b.source
          and case b.kind when 'moved' then o.person_id = b.person_id and o.source in (b.source, 'populationRegister')
              else c.person_id = b.person_id and o.source = b.source and o.true_from = b.true_from and o.sender_seq = b.sender_seq
                and o.unit_id = b.unit_id end)
      order by b.id limit 20`,
  )
  for (const { id } of rows) faults.add('entry.number', id)
}

/** Whether a statement still makes the person somebody's: neither withdrawn nor only the population register's. */
const counts = (s: Statement, all: readonly Statement[]): boolean =>
  s.source !== 'populationRegister' && withoutWithdrawn(all).includes(s)
