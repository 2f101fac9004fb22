/**
 * The book: entries are added, never changed. An entry holds only what its statement asserts, as the standard's
 * canonical text per field class; restricted and sealed texts stand in boxes of their own, each with its salt inside,
 * so that a stolen row gives neither the value nor a way to guess it from the digest.
 */
import { randomFillSync } from 'node:crypto'
import { entryDigest, toHex } from '@cbccvc/evidence'
import { type Edition, fieldClasses, joinClasses, splitByClass, type Values } from '@cbccvc/standard'
import { type Connection, CopyRows, copyInto, type KeyRing, type Queryable } from '../database/index.ts'
import type { Statement } from './fold.ts'

export interface NewEntry {
  readonly personId: number
  readonly source: string
  readonly unitId: number
  readonly kind: Statement['kind']
  readonly trueFrom: string
  readonly senderSeq: number
  readonly parcel: number
  readonly recordIndex: number
  readonly replaces: string | null
  readonly values: Values
  readonly bad: readonly string[]
}

export interface WrittenEntry {
  readonly id: number
  /** Hex. */
  readonly digest: string
}

const saltLength = 16
const none = new Uint8Array(saltLength)

/** Adds entries, in order. One COPY for the entries and one for their boxes. */
export async function addEntries(
  tx: Connection,
  keys: KeyRing,
  edition: Edition,
  recordedAt: Date,
  entries: readonly NewEntry[],
): Promise<WrittenEntry[]> {
  if (entries.length === 0) return []
  const { rows: ids } = await tx.query<{ id: number }>(`select nextval('entry_id') as id from generate_series(1, $1)`, [
    entries.length,
  ])
  const salts = randomFillSync(Buffer.allocUnsafe(entries.length * saltLength * 4))
  const rows = new CopyRows(entryColumns.length, entries.length * 3000)
  const boxes = new CopyRows(blobColumns.length, entries.length * 2000)
  const at = recordedAt.getTime()
  const written = entries.map((entry, i) => {
    const id = ids[i]!.id
    const salt = fieldClasses.map((_, c) => salts.subarray((i * 4 + c) * saltLength, (i * 4 + c + 1) * saltLength))
    const texts = splitByClass(entry.values, entry.bad, edition)
    const digest = entryDigest(fieldClasses.map((name, c) => ({ salt: salt[c]!, text: texts[name] })))
    rows
      .row()
      .int8(id)
      .instant(at)
      .int8(entry.personId)
      .text(entry.source)
      .int8(entry.unitId)
      .text(entry.kind)
      .date(entry.trueFrom)
      .int8(entry.senderSeq)
      .int8(entry.parcel)
      .int4(entry.recordIndex)
      .text(edition.id)
      .bytes(entry.replaces === null ? null : Buffer.from(entry.replaces, 'hex'))
      .text(texts.public)
      .text(texts.internal)
      .bytes(Buffer.concat([texts.public === null ? none : salt[0]!, texts.internal === null ? none : salt[1]!]))
      .bytes(digest)
    const place = entryBinding({ ...entry, id, recordedAt: at, edition: edition.id })
    boxes
      .row()
      .int8(id)
      .instant(at)
      .bytes(texts.restricted === null ? null : keys.seal('restricted', place, salted(salt[2]!, texts.restricted)))
      // Where nothing is to be sealed the box is empty, and binds the entry's columns all the same.
      .bytes(keys.seal('sealed', place, texts.sealed === null ? nothing : salted(salt[3]!, texts.sealed)))
    return { id, digest: toHex(digest) }
  })
  // Into the year's partitions: COPY refuses a table under row-level security (migrations 000030 and 000060).
  const year = recordedAt.getUTCFullYear()
  await copyInto(tx, `entry_${year}`, entryColumns, rows)
  await copyInto(tx, `entry_blob_${year}`, blobColumns, boxes)
  await tx.query('select insist_on_partition($1)', [year])
  return written
}

const nothing = new Uint8Array()

/** What an entry's boxes are bound to: all that its row says beside the texts, so that none of it changes unnoticed. */
function entryBinding(
  e: Omit<NewEntry, 'values' | 'bad'> & { readonly id: number; readonly recordedAt: number; readonly edition: string },
): string {
  const place = [e.id, e.recordedAt, e.personId, e.source, e.unitId, e.kind, e.trueFrom, e.senderSeq]
  return `entry ${JSON.stringify([...place, e.parcel, e.recordIndex, e.edition, e.replaces])}`
}

const entryColumns = [
  'id',
  'recorded_at',
  'person_id',
  'source',
  'unit_id',
  'kind',
  'true_from',
  'sender_seq',
  'parcel',
  'record_index',
  'edition',
  'replaces',
  'public_text',
  'internal_text',
  'salts',
  'digest',
] as const
const blobColumns = ['entry_id', 'recorded_at', 'restricted', 'sealed'] as const

function salted(salt: Uint8Array, text: string): Buffer {
  const bytes = Buffer.allocUnsafe(saltLength + Buffer.byteLength(text))
  bytes.set(salt, 0)
  bytes.write(text, saltLength)
  return bytes
}

export interface EntryRow {
  readonly id: number
  readonly recorded_at: Date
  readonly person_id: number
  readonly source: string
  readonly unit_id: number
  readonly kind: Statement['kind']
  readonly true_from: string
  readonly sender_seq: number
  readonly parcel: number
  readonly record_index: number
  readonly edition: string
  readonly replaces: Buffer | null
  readonly public_text: string | null
  readonly internal_text: string | null
  readonly salts: Buffer
  readonly digest: Buffer
  readonly restricted: Buffer | null
  readonly sealed: Buffer | null
}

/**
 * Every entry about the persons $1 with its boxes, as `openEntry` needs them, in the order in which they were made. Person
 * by person through the index, and said so (`offset 0` is never flattened): without statistics, as in the first minutes of
 * a new table, the planner would read all entries for every part.
 */
const entriesOfPersons = `
  select e.*, b.restricted, b.sealed
    from (select distinct id from unnest($1::bigint[]) id offset 0) p
   cross join lateral (select * from entry where person_id = p.id offset 0) e
    left join lateral (select restricted, sealed from entry_blob where entry_id = e.id and recorded_at = e.recorded_at offset 0) b on true
   order by e.id`

/** SQL: entry `e` was taken back, by a withdrawal or by a move that was not itself taken back (fold.ts, withoutWithdrawn). */
export const takenBackSql = (e: string, kinds = `'withdrawal', 'moved'`): string => `exists (
  select from entry w where w.person_id = ${e}.person_id and w.kind in (${kinds}) and w.replaces = ${e}.digest
     and not exists (select from entry u where u.person_id = w.person_id and u.kind = 'withdrawal' and u.replaces = w.digest))`

/** The entries about these persons as they are stored. */
export async function entriesAbout(db: Queryable, persons: readonly number[]): Promise<EntryRow[]> {
  const { rows } = await db.query<EntryRow>(entriesOfPersons, [persons])
  return rows
}

const bindingOfRow = (row: EntryRow): string =>
  entryBinding({
    ...{ id: row.id, recordedAt: row.recorded_at.getTime(), personId: row.person_id, source: row.source },
    ...{ unitId: row.unit_id, kind: row.kind, trueFrom: row.true_from, senderSeq: row.sender_seq, parcel: row.parcel },
    ...{ recordIndex: row.record_index, edition: row.edition, replaces: row.replaces && toHex(row.replaces) },
  })

/** The four texts of an entry with their salts, boxes opened. Throws SealBrokenError. */
export function openTexts(keys: KeyRing, row: EntryRow): { salt: Uint8Array; text: string | null }[] {
  const place = bindingOfRow(row)
  const open = (kind: 'restricted' | 'sealed') => {
    const box = row[kind]
    if (box === null) return { salt: none, text: null }
    const plain = keys.open(kind, place, box)
    if (plain.length === 0) return { salt: none, text: null }
    return { salt: plain.subarray(0, saltLength), text: plain.toString('utf8', saltLength) }
  }
  return [
    { salt: row.salts.subarray(0, saltLength), text: row.public_text },
    { salt: row.salts.subarray(saltLength), text: row.internal_text },
    open('restricted'),
    open('sealed'),
  ]
}

/**
 * The two boxes of an entry anew, under the keys that seal now: the same plaintext, which the entry's digest vouches for
 * before and after. Null where it does not. Throws SealBrokenError where a box does not open.
 */
export function resealed(keys: KeyRing, row: EntryRow): Pick<EntryRow, 'restricted' | 'sealed'> | null {
  if (!row.digest.equals(entryDigest(openTexts(keys, row)))) return null
  const place = bindingOfRow(row)
  const anew = (kind: 'restricted' | 'sealed') => row[kind] && keys.seal(kind, place, keys.open(kind, place, row[kind]))
  const boxes = { restricted: anew('restricted'), sealed: anew('sealed') }
  return row.digest.equals(entryDigest(openTexts(keys, { ...row, ...boxes }))) ? boxes : null
}

export function openEntry(keys: KeyRing, row: EntryRow): Statement {
  const [pub, internal, restricted, sealed] = openTexts(keys, row).map(({ text }) => text)
  const { values, bad } = joinClasses({ public: pub!, internal: internal!, restricted: restricted!, sealed: sealed! })
  return {
    entryId: row.id,
    source: row.source,
    kind: row.kind,
    unitId: row.unit_id,
    trueFrom: row.true_from,
    senderSeq: row.sender_seq,
    recordedAt: row.recorded_at,
    parcel: row.parcel,
    recordIndex: row.record_index,
    digest: toHex(row.digest),
    replaces: row.replaces && toHex(row.replaces),
    values,
    bad,
  }
}

/** All statements about these persons, by person. */
export async function statementsAbout(
  tx: Pick<Connection, 'query'>,
  keys: KeyRing,
  persons: readonly number[],
): Promise<Map<number, Statement[]>> {
  const found = new Map<number, Statement[]>()
  if (persons.length === 0) return found
  for (const row of await entriesAbout(tx, persons)) {
    const statement = openEntry(keys, row)
    const list = found.get(row.person_id)
    if (list) list.push(statement)
    else found.set(row.person_id, [statement])
  }
  return found
}
