/**
 * The spill procedure, the only deletion in the house: a value marked Mật that slipped through the door is destroyed where
 * it stands; digests and leaves stay, and the act is a leaf of the log. Works under the role `cbccvc_spill`, which may
 * blank just these columns.
 */
import { type Edition, edition, examine, type Finding } from '@cbccvc/standard'
import { type Connection, type KeyRing, type Pool, transaction } from './database/index.ts'
import { openLines, type StoredDecision, type StoredOutcome, sealLines } from './exchange/index.ts'
import { appendLeaf } from './log/index.ts'
import { CounterDeltas } from './quality/index.ts'
import {
  admissionsOf,
  fold,
  insiders,
  lockPersonsById,
  personMac,
  presentColumns,
  statementsAbout,
  updateCodes,
  wordsOf,
} from './register/index.ts'
import { newActSalt, readOrder, SpillRefused, signerOf, spilledPart, spillLeaf } from './spill-order.ts'
import { dropQuestions } from './verification/index.ts'

export interface SpillFrame {
  /** A pool under the role `cbccvc_spill`. */
  readonly pool: Pool
  readonly keys: KeyRing
  readonly today: string
  readonly now: Date
}

export interface Spilled {
  readonly records: number
  readonly entries: number
  readonly parts: number
}

interface Place {
  readonly parcel: number
  readonly parcelId: string
  readonly sender: string
  readonly part: number
  readonly first: number
  readonly index: number
  readonly leafId: number
}

/** Carries out an order that two operators signed. Throws SpillRefused, and then nothing was changed. */
export async function spill(
  frame: SpillFrame,
  orderText: string,
  [first, second]: readonly [string, string],
): Promise<Spilled> {
  const { order, canonical } = readOrder(orderText)
  const people = [await signerOf(frame.pool, canonical, first), await signerOf(frame.pool, canonical, second)]
  if (people[0] === people[1])
    throw new SpillRefused(
      'Cần hai người: cả hai chữ ký là của cùng một khóa.',
      'Two people are needed: both signatures are of one key.',
    )
  return transaction(frame.pool, async (tx) => {
    const { rowCount } = await tx.query('select from spill where order_id = $1', [order.id])
    if (rowCount) throw new SpillRefused('Lệnh này đã được thực hiện.', 'This order was carried out before.')
    const at = frame.now.toISOString()
    const salt = newActSalt()
    const signed = [first.trim(), second.trim()] as const
    const leafId = await appendLeaf(tx, spillLeaf(salt, canonical, ...signed, at), null)
    const { rows } = await tx.query<{ id: number }>(
      `insert into spill (at, first_person, second_person, leaf_id, order_id, order_text, first_jws, second_jws, salt)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
      [at, ...people, leafId, order.id, canonical, ...signed, salt],
    )
    const act = rows[0]!.id
    const places: Place[] = []
    for (const record of order.records) places.push(await placeOf(tx, record))
    let entries = 0
    let parts = 0
    for (const own of Map.groupBy(places, (p) => `${p.parcel} ${p.part}`).values()) {
      parts++
      await emptyPart(tx, frame.keys, act, order.id, own)
      for (const place of own) entries += await emptyRecord(tx, frame, act, place)
    }
    return { records: places.length, entries, parts }
  })
}

/** Where a record lies. It must be concluded: what is still to be worked on is withdrawn or waited for first. */
async function placeOf(
  tx: Connection,
  { sender, parcelId, index }: { sender: string; parcelId: string; index: number },
): Promise<Place> {
  const { rows } = await tx.query<Omit<Place, 'index' | 'sender' | 'parcelId'>>(
    `select p.id as parcel, t.no as part, t.first_index as first, f.leaf_id as "leafId"
       from parcel p join part t on t.parcel = p.id and $3 >= t.first_index and $3 < t.first_index + t.records
       join feed_chunk f on f.parcel = p.id and f.part = t.no and f.kind = 'outcomes'
      where p.sender = $1 and p.parcel_id = $2`,
    [sender, parcelId, index],
  )
  if (rows[0]) return { ...rows[0], sender, parcelId, index }
  throw new SpillRefused(
    `Không có hồ sơ ${index} đã xử lý xong trong gói ${parcelId} của ${sender}.`,
    `There is no concluded record ${index} in parcel ${parcelId} of ${sender}.`,
  )
}

/** The part's bytes give way to a marker, and the facts of these records' findings leave the feed; leaves and digests stay. */
async function emptyPart(
  tx: Connection,
  keys: KeyRing,
  act: number,
  orderId: string,
  places: readonly Place[],
): Promise<void> {
  const { parcel, sender, part, first, leafId } = places[0]!
  const indices = places.map((place) => place.index)
  await tx.query(
    'insert into spilled_record (parcel, record_index, part, spill) select $1, i, $2, $3 from unnest($4::int[]) i on conflict do nothing',
    [parcel, part, act, indices],
  )
  const marker = keys.seal('inbox', `part ${parcel} ${part}`, Buffer.from(`${spilledPart} ${orderId}`))
  await tx.query('update part set bytes = $3 where parcel = $1 and no = $2', [parcel, part, marker])
  const { rows } = await tx.query<{ payload: Buffer }>('select payload from feed_chunk where leaf_id = $1', [leafId])
  const lines = openLines<StoredOutcome>(keys, sender, rows[0]!.payload)
  for (const index of indices) {
    const [word, entry, findings] = lines[index - first]!
    const bare = findings?.map(withoutFacts)
    lines[index - first] = bare ? [word, entry, bare] : [word, entry]
  }
  await tx.query('update feed_chunk set payload = $2 where leaf_id = $1', [leafId, sealLines(keys, sender, lines)])
  await emptyLater(tx, keys, places)
  await dropQuestions(tx, keys, { sender, parcel, part }, new Set(indices))
}

/** The same in what came of those among them that had waited for their day. */
async function emptyLater(tx: Connection, keys: KeyRing, places: readonly Place[]): Promise<void> {
  const { parcel, sender, part } = places[0]!
  const indices = new Set(places.map((place) => place.index))
  const { rows } = await tx.query<{ id: number; payload: Buffer }>(
    `select leaf_id as id, payload from feed_chunk where parcel = $1 and part = $2 and kind = 'waited'`,
    [parcel, part],
  )
  for (const { id, payload } of rows) {
    const lines = openLines<StoredDecision>(keys, sender, payload)
    if (!lines.some(({ index }) => indices.has(index))) continue
    const bare = lines.map((line) =>
      indices.has(line.index) ? { ...line, findings: line.findings.map(withoutFacts) } : line,
    )
    await tx.query('update feed_chunk set payload = $2 where leaf_id = $1', [id, sealLines(keys, sender, bare)])
  }
}

const withoutFacts = ({ facts: _, sent: __, repair: ___, ...finding }: Finding): Finding => finding

/** One record: its entries, the facts of its findings, what waits for a human, what is offered, the person's columns. */
async function emptyRecord(tx: Connection, frame: SpillFrame, act: number, place: Place): Promise<number> {
  const of = [place.parcel, place.index]
  await tx.query('update finding set facts = null where parcel = $1 and record_index = $2', of)
  await tx.query('update held set detail = null where parcel = $1 and record_index = $2', of)
  await tx.query(
    `update proposal set values_sealed = null, state = case state when 'open' then 'expired' else state end, closed_at = coalesce(closed_at, now())
      where parcel = $1 and record_index = $2`,
    of,
  )
  const { rows: own } = await tx.query<{ id: number; person_id: number }>(
    'select id, person_id from entry where parcel = $1 and record_index = $2',
    of,
  )
  const here = [...new Set(own.map((row) => row.person_id))]
  // A later withdrawal may state again what stood here, and so may a corrected number: here, or under the right one.
  const { rows: restating } = await tx.query<{ id: number; person_id: number }>(
    `select w.id, w.person_id from entry w join entry e on e.person_id = w.person_id and e.id < w.id
      where e.parcel = $1 and e.record_index = $2 and w.kind in ('withdrawal', 'moved', 'renumbered')
     union select c.id, c.person_id from entry e join entry m on m.person_id = e.person_id and m.kind = 'moved' and e.id < m.id
       join entry c on c.parcel = m.parcel and c.record_index = m.record_index and c.kind = 'renumbered'
      where e.parcel = $1 and e.record_index = $2`,
    of,
  )
  const ids = [...new Set([...own, ...restating].map((row) => row.id))]
  const persons = [...new Set([...here, ...restating.map((row) => row.person_id)])]
  await tx.query(
    'insert into spilled_entry (entry_id, spill) select id, $2 from unnest($1::bigint[]) id on conflict do nothing',
    [ids, act],
  )
  await tx.query(
    `update entry set public_text = null, internal_text = null, salts = decode(repeat('00', 32), 'hex') where id = any($1::bigint[])`,
    [ids],
  )
  await tx.query('update entry_blob set restricted = null, sealed = null where entry_id = any($1::bigint[])', [ids])
  // A record that made no entry may still be the one whose findings stand.
  const { rows: judged } = await tx.query<{ id: number }>(
    `select distinct p.id from finding f join person p on p.id = f.person_id
      where f.parcel = $1 and f.record_index = $2 and p.found_parcel = $1 and p.found_index = $2`,
    of,
  )
  await refresh(tx, frame, [...new Set([...persons, ...judged.map((row) => row.id)])])
  return ids.length
}

/** The persons' columns as what is left says. */
async function refresh(tx: Connection, { keys, today }: SpillFrame, ids: readonly number[]): Promise<void> {
  const persons = [...(await lockPersonsById(tx, ids)).values()]
  const statements = await statementsAbout(tx, keys, ids)
  const admitted = await admissionsOf(tx, ids)
  const standard: Edition = edition()
  const deltas = new CounterDeltas()
  for (const person of persons) {
    const was = { ...person }
    const all = statements.get(person.id) ?? []
    const counted = insiders(person, admitted.get(person.id))
    const present = fold(all.filter((s) => counted.counts(s)))
    const whole = examine(present.values, standard, today)
    Object.assign(person, presentColumns(person, present, all), wordsOf(whole, whole.findings, person.sach))
    person.asked = null
    person.verified = 0
    person.found = null
    deltas.person(was, -1)
    deltas.person(person, 1)
  }
  for (const p of persons) {
    // These columns alone: the role may change no others.
    await tx.query(
      `update person set unit_id = $2, name_key = $3, category = $4, status = $5, dung = $6, du = $7, sach = $8, verified = $9,
          asked_name_birth = $10, mac = $11, found_parcel = null, found_index = null, found_mac = null where id = $1`,
      [p.id, p.unitId, p.nameKey, p.category, p.status, p.dung, p.du, p.sach, p.verified, p.asked, personMac(keys, p)],
    )
  }
  await updateCodes(tx, keys, persons)
  await deltas.write(tx)
}

/**
 * Writes the tables anew that held the value, so that no old version of a row holds it either. Takes as long as copying
 * them, and locks each meanwhile: to be run while nothing else does.
 */
export async function forgetOldVersions(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
        and (relname = any($1) or relname ~ '^entry(_blob)?_\\d+$') order by relname`,
    [['part', 'feed_chunk', 'finding_rows', 'held', 'proposal', 'question', 'person', 'person_codes']],
  )
  for (const { name } of rows) await pool.query(`vacuum (full) "${name}"`)
}
