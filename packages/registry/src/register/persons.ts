/**
 * One row a person. Found by the blind index of the personal number, which stands here only.
 *
 * The index has generations, of which two stand side by side while it is keyed anew (reindex.ts): a row says its own, and
 * who looks a person up asks for any of them. In which one a new row is written, `blind_generation` says: read under a
 * lock that all who add share and that whoever turns it holds alone, so that nobody is added twice.
 *
 * Two chunks that name the same people wait for each other and never die together: each first adds whom it believes to
 * be new, in key order, holding no other lock; then it locks everybody else in the order of their ids. Who adds waits only for others
 * who add; who locks waits only for others who lock (a row that is being added cannot be seen yet): no circle can close.
 */
import type { Connection, KeyRing, Queryable } from '../database/index.ts'
import { addCodes, type Codes, updateCodes } from './codes.ts'
import type { StoredConfirmation } from './confirmed.ts'
import type { Found } from './findings.ts'
import type { Admission } from './present.ts'

export interface Person {
  id: number
  blind: Buffer
  /** The generation of the index that `blind` is of. */
  blindNo: number
  firstHolder: string
  holder: string
  unitId: number
  nameKey: string
  category: string | null
  status: string | null
  /** Whether the rules find it true and complete, and nothing contradicts it (the register's answer is `verified`). */
  dung: boolean
  du: boolean
  sach: boolean
  /** 0 not asked, 1 match, 2 doubt or difference, 3 not found. */
  verified: number
  asked: Buffer | null
  /** The last parcel of its holder that named it: a full parcel that does not is asked about. */
  lastParcel: number | null
  /** The full parcel whose sender confirmed that the person left; null again as soon as its holder names it. */
  leftParcel: number | null
  /** Blind indexes of the numbers that it had before (numbers.ts); null for none. */
  former: readonly Buffer[] | null
  /** What sources stated again without an entry; see confirmed.ts. */
  confirmed: readonly StoredConfirmation[] | null
  confirmedOn: string
  songUntil: string
  /** The record whose findings stand, and their keyed digest; null where nothing was found (see findings.ts). */
  found: Found | null
  /** What the person is chosen by; set where the present record was worked out, and then written with the row. */
  codes?: Codes
}

const columns = `id, blind, blind_no as "blindNo", first_holder as "firstHolder", holder, unit_id as "unitId", name_key as "nameKey", category, status,
  dung, du, sach, verified, asked_name_birth as asked, last_parcel as "lastParcel", left_parcel as "leftParcel", former, confirmed, confirmed_on as "confirmedOn", song_until as "songUntil",
  case when found_mac is not null then jsonb_build_object('parcel', found_parcel, 'index', found_index, 'mac', encode(found_mac, 'hex')) end as found`

/** Everything a row says but its number here; the generation is held by the blind index itself. */
type Sealed = Omit<Person, 'id' | 'blindNo' | 'codes'>

/** The keyed digest over a person's columns: nobody changes one of them unnoticed. */
export function personMac(keys: KeyRing, p: Sealed): Buffer {
  const text = [p.firstHolder, p.holder, p.unitId, p.nameKey, p.category, p.status, p.dung, p.du, p.sach, p.verified]
  const bytes = [p.blind.toString('base64'), p.asked?.toString('base64') ?? null]
  const found = p.found && [p.found.parcel, p.found.index, p.found.mac]
  const rest = [p.lastParcel, p.leftParcel, p.confirmedOn, p.songUntil, p.confirmed, found]
  // Whoever never had another number is bound as rows were before there could be one.
  const former = p.former ? [p.former.map((blind) => blind.toString('base64'))] : []
  return keys.mac(JSON.stringify([...text, ...bytes, ...rest, ...former]))
}

export type NewPerson = Omit<
  Person,
  'id' | 'blindNo' | 'verified' | 'asked' | 'firstHolder' | 'leftParcel' | 'former' | 'confirmed' | 'codes'
> & { readonly codes: Codes }

/** A name in the advisory locks of the database; any number that nobody else takes. */
const generationLock = 20_230_622

/**
 * The generation in which new persons are written, for the rest of the transaction. To be called before any other lock is
 * taken. Throws KeyUnknownError in a process whose key file does not hold it: such a one may add nobody.
 */
export async function writtenGeneration(tx: Connection, keys: KeyRing): Promise<number> {
  // In a statement of its own: the next one sees what was committed while this one waited.
  await tx.query('select pg_advisory_xact_lock_shared($1)', [generationLock])
  const { rows } = await tx.query<{ no: number }>('select no from blind_generation')
  const { no } = rows[0]!
  if (!keys.generations.includes(no)) keys.blindUnder(no, '')
  return no
}

/** From this commit on new persons are written in this generation. Waits for whoever is adding persons now. */
export async function turnGeneration(tx: Connection, generation: number): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1)', [generationLock])
  await tx.query('update blind_generation set no = $1 where no < $1', [generation])
}

/** Which of these blind indexes are known, without a lock. */
export async function knownBlinds(tx: Connection, blinds: readonly Buffer[]): Promise<Set<string>> {
  if (blinds.length === 0) return new Set()
  const { rows } = await tx.query<{ blind: Buffer }>('select blind from person where blind = any($1::bytea[])', [
    blinds,
  ])
  return new Set(rows.map(({ blind }) => blindKey(blind)))
}

/** Locks the persons of these blind indexes that are known, and those of these ids, in the order of their ids. */
export async function lockPersons(
  tx: Connection,
  blinds: readonly Buffer[],
  ids: readonly number[] = [],
): Promise<Map<string, Person>> {
  if (blinds.length + ids.length === 0) return new Map()
  const { rows } = await tx.query<Person>(
    `select ${columns} from person where ${ids.length > 0 ? 'id = any($2::bigint[]) or ' : ''}blind = any($1::bytea[]) order by id for update`,
    ids.length > 0 ? [blinds, ids] : [blinds],
  )
  return new Map(rows.map((person) => [blindKey(person.blind), person]))
}

export const blindKey = (blind: Buffer) => blind.toString('latin1')

/**
 * Adds persons in key order, their blind indexes of this generation. One that another transaction added since we looked is missing from the answer; the
 * caller looks again and treats it as known.
 */
export async function addPersons(
  tx: Connection,
  keys: KeyRing,
  generation: number,
  persons: readonly NewPerson[],
): Promise<Map<string, number>> {
  if (persons.length === 0) return new Map()
  const sorted = [...persons].sort((a, b) => Buffer.compare(a.blind, b.blind))
  const { rows } = await tx.query<{ id: number; blind: Buffer }>(
    `insert into person (blind, blind_no, first_holder, holder, unit_id, name_key, category, status, dung, du, sach, confirmed_on, song_until, last_parcel, mac,
                         found_parcel, found_index, found_mac)
     select u.blind, $17, u.holder, u.holder, u.unit_id, u.name_key, u.category, u.status, u.dung, u.du, u.sach, u.confirmed_on, u.song_until, u.last_parcel, u.mac,
            u.found_parcel, u.found_index, u.found_mac
       from unnest($1::bytea[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::boolean[], $9::boolean[], $10::date[], $11::date[], $12::bigint[], $13::bytea[],
                   $14::bigint[], $15::int[], $16::bytea[])
         u (blind, holder, unit_id, name_key, category, status, dung, du, sach, confirmed_on, song_until, last_parcel, mac,
            found_parcel, found_index, found_mac)
     on conflict (blind) do nothing returning id, blind`,
    [
      sorted.map((p) => p.blind),
      sorted.map((p) => p.holder),
      sorted.map((p) => p.unitId),
      sorted.map((p) => p.nameKey),
      sorted.map((p) => p.category),
      sorted.map((p) => p.status),
      sorted.map((p) => p.dung),
      sorted.map((p) => p.du),
      sorted.map((p) => p.sach),
      sorted.map((p) => p.confirmedOn),
      sorted.map((p) => p.songUntil),
      sorted.map((p) => p.lastParcel),
      sorted.map((p) =>
        personMac(keys, {
          ...p,
          firstHolder: p.holder,
          verified: 0,
          asked: null,
          leftParcel: null,
          former: null,
          confirmed: null,
        }),
      ),
      ...foundColumns(sorted),
      generation,
    ],
  )
  const added = new Map(rows.map((row) => [blindKey(row.blind), row.id]))
  await addCodes(
    tx,
    keys,
    sorted.flatMap((p) => {
      const id = added.get(blindKey(p.blind))
      return id === undefined ? [] : [{ ...p, id }]
    }),
  )
  return added
}

/** Writes the present columns of known persons back. */
export async function updatePersons(tx: Connection, keys: KeyRing, persons: readonly Person[]): Promise<void> {
  if (persons.length === 0) return
  await tx.query(
    `update person p set holder = u.holder, unit_id = u.unit_id, name_key = u.name_key, category = u.category, status = u.status,
        dung = u.dung, du = u.du, sach = u.sach, verified = u.verified, asked_name_birth = u.asked, confirmed_on = u.confirmed_on, song_until = u.song_until,
        last_parcel = u.last_parcel, left_parcel = u.left_parcel, confirmed = u.confirmed,
        first_holder = u.first_holder, mac = u.mac, found_parcel = u.found_parcel, found_index = u.found_index, found_mac = u.found_mac
       from unnest($1::bigint[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::boolean[], $9::boolean[],
                   $10::smallint[], $11::bytea[], $12::date[], $13::date[], $14::bigint[], $15::bigint[], $16::jsonb[], $17::text[], $18::bytea[],
                   $19::bigint[], $20::int[], $21::bytea[])
         u (id, holder, unit_id, name_key, category, status, dung, du, sach, verified, asked, confirmed_on, song_until, last_parcel, left_parcel, confirmed, first_holder, mac,
            found_parcel, found_index, found_mac)
      where p.id = u.id`,
    [
      persons.map((p) => p.id),
      persons.map((p) => p.holder),
      persons.map((p) => p.unitId),
      persons.map((p) => p.nameKey),
      persons.map((p) => p.category),
      persons.map((p) => p.status),
      persons.map((p) => p.dung),
      persons.map((p) => p.du),
      persons.map((p) => p.sach),
      persons.map((p) => p.verified),
      persons.map((p) => p.asked),
      persons.map((p) => p.confirmedOn),
      persons.map((p) => p.songUntil),
      persons.map((p) => p.lastParcel),
      persons.map((p) => p.leftParcel),
      persons.map((p) => p.confirmed && JSON.stringify(p.confirmed)),
      persons.map((p) => p.firstHolder),
      persons.map((p) => personMac(keys, p)),
      ...foundColumns(persons),
    ],
  )
  await updateCodes(tx, keys, persons)
}

const foundColumns = (persons: readonly Pick<Person, 'found'>[]) => [
  persons.map(({ found }) => found?.parcel ?? null),
  persons.map(({ found }) => found?.index ?? null),
  persons.map(({ found }) => (found ? Buffer.from(found.mac, 'hex') : null)),
]

/** Every column of a row, as `personMac` and the checker need them. */
export const personSelect = `select ${columns}, mac from person`

/** Locks persons by id, in id order (the verification room, which knows no numbers). */
export async function lockPersonsById(tx: Connection, ids: readonly number[]): Promise<Map<number, Person>> {
  const { rows } = await tx.query<Person>(
    `select ${columns} from person where id = any($1::bigint[]) order by id for update`,
    [ids],
  )
  return new Map(rows.map((person) => [person.id, person]))
}

/** Bodies that are or were admitted to the present record beside its holder, by person. */
export async function admissionsOf(
  tx: Queryable,
  ids: readonly number[],
): Promise<Map<number, Map<string, Admission>>> {
  const admissions = new Map<number, Map<string, Admission>>()
  if (ids.length === 0) return admissions
  const { rows } = await tx.query<Admission & { person: number; source: string }>({
    name: 'admissions',
    text: `select person_id as person, source, upto_entry as upto, after_entry as after
             from admission where person_id = any($1::bigint[])`,
    values: [ids],
  })
  for (const { person, source, upto, after } of rows) {
    const own = admissions.get(person) ?? new Map<string, Admission>()
    admissions.set(person, own.set(source, { upto, after }))
  }
  return admissions
}
