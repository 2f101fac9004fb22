/**
 * Records whose day lies ahead (`$trueFrom` after the day of their reception). Such a record waits: nothing of it stands
 * in the book, and nothing is asked about it, until it is entered on its day by the ordinary way. Its sender may replace
 * it before that day, by a record that names its leaf (`$replaces`), or withdraw its parcel.
 */
import { maySubmit } from '../access/index.ts'
import type { Connection, Queryable } from '../database/index.ts'
import type { Candidate } from './candidates.ts'
import type { Decided } from './enter.ts'
import type { EnterFrame } from './making.ts'
import { Overtaken } from './numbers.ts'

/** A record that waits, or waited, for its day. */
export interface Announced {
  readonly parcel: number
  readonly part: number
  readonly index: number
  /** Hex. */
  readonly recordLeaf: string
  readonly unitId: number
  readonly trueFrom: string
}

/** Keeps what waits of a part. Gives the days, each with how many wait for it. */
export async function addAnnounced(
  tx: Connection,
  of: { readonly parcel: number; readonly part: number; readonly sender: string },
  decided: readonly Decided[],
): Promise<Map<string, number>> {
  const waiting = decided.filter((d) => d.waitsFor !== null)
  if (waiting.length === 0) return new Map()
  await tx.query(
    `insert into announced (parcel, part, sender, record_index, record_leaf, unit_id, true_from)
     select $1, $2, $3, u.i, decode(u.l, 'hex'), u.u, u.d from unnest($4::int[], $5::text[], $6::bigint[], $7::date[]) u (i, l, u, d)`,
    [
      ...[of.parcel, of.part, of.sender],
      waiting.map((d) => d.index),
      waiting.map((d) => d.recordLeaf),
      waiting.map((d) => d.unitId),
      waiting.map((d) => d.waitsFor),
    ],
  )
  return new Map([...Map.groupBy(waiting, (d) => d.waitsFor!)].map(([day, those]) => [day, those.length]))
}

const columns = `a.parcel, a.part, a.record_index as index, encode(a.record_leaf, 'hex') as "recordLeaf", a.unit_id as "unitId", a.true_from as "trueFrom"`

/** What of this part still waits for this day, in order. */
export async function waitingFor(
  db: Queryable,
  { parcel, part, day }: { readonly parcel: number; readonly part: number; readonly day: string },
): Promise<Announced[]> {
  const { rows } = await db.query<Announced>(
    `select ${columns} from announced a where a.parcel = $1 and a.part = $2 and a.true_from = $3 and a.came_to is null
      order by a.record_index`,
    [parcel, part, day],
  )
  return rows
}

/** What of these records still waits, whatever its day, in order. */
export async function waitingOf(
  db: Queryable,
  parcel: number,
  [from, to]: readonly [number, number],
): Promise<Announced[]> {
  const { rows } = await db.query<Announced>(
    `select ${columns} from announced a where a.parcel = $1 and a.record_index >= $2 and a.record_index < $3 and a.came_to is null
      order by a.record_index`,
    [parcel, from, to],
  )
  return rows
}

/** How many records are to be entered by today and still wait. */
export async function countDue(db: Queryable, today: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    'select count(*) as n from announced where came_to is null and true_from <= $1',
    [today],
  )
  return rows[0]!.n
}

/**
 * What `$replaces` of these records means where it names the leaf of a record that waited: one that still waits is
 * replaced (by index of the record that does so), and the new one is a record like any; one that was entered on its day is
 * corrected like any entry. Read before any lock: whoever ends what waits looks again (endAnnounced).
 */
export async function findReplaced(
  tx: Connection,
  { caller, tree, parcel }: Pick<EnterFrame, 'caller' | 'tree' | 'parcel'>,
  candidates: readonly Candidate[],
): Promise<{ candidates: readonly Candidate[]; replacing: ReadonlyMap<number, Announced> }> {
  const replacing = new Map<number, Announced>()
  const named = candidates.flatMap(({ replaces }) => (replaces === null ? [] : Buffer.from(replaces, 'hex')))
  if (named.length === 0) return { candidates, replacing }
  type Row = Announced & { cameTo: string | null; entry: string | null; by: number | null; at: number | null }
  const { rows } = await tx.query<Row>(
    `select ${columns}, a.came_to as "cameTo", encode(a.entry, 'hex') as entry,
            a.by_parcel as by, a.by_index as at
       from announced a where a.sender = $1 and a.record_leaf = any($2::bytea[])`,
    [caller.sender, named],
  )
  const announced = new Map(rows.map((row) => [row.recordLeaf, row]))
  const read = candidates.map((candidate) => {
    const row = announced.get(candidate.replaces ?? '')
    const unit = row && tree.byId(row.unitId)
    if (!row || !unit || !maySubmit(caller, unit, tree)) return candidate
    if (row.cameTo === null) {
      if (![...replacing.values()].includes(row)) replacing.set(candidate.index, row)
      return { ...candidate, replaces: null }
    }
    if ((row.cameTo === 'entered' || row.cameTo === 'held') && row.entry !== null)
      return { ...candidate, replaces: row.entry }
    // Replaced by this very record, which waited in its turn; or there is nothing of it to be corrected.
    const own = row.by === parcel && row.at === candidate.index
    return own || row.cameTo !== 'refused' ? { ...candidate, replaces: null } : candidate
  })
  return { candidates: read, replacing }
}

/** What came of a record that waited. */
export interface EndedRecord {
  readonly index: number
  readonly outcome: Decided['outcome']
  readonly entry: string | null
}

/**
 * Ends the waiting of records of one parcel. `by`: the parcel of their sender that takes them back, and the record there
 * that replaces them. Throws Overtaken where one of them waits no longer. After the locks of persons.
 */
export async function endAnnounced(
  tx: Connection,
  parcel: number,
  ended: readonly EndedRecord[],
  at: Date,
  by: { readonly parcel: number; readonly index: number | null } | null = null,
): Promise<void> {
  const { rowCount } = await tx.query(
    `update announced a set came_to = u.o, entry = decode(u.e, 'hex'), closed_at = $5, by_parcel = $6, by_index = $7
       from unnest($2::int[], $3::text[], $4::text[]) u (i, o, e)
      where a.parcel = $1 and a.record_index = u.i and a.came_to is null`,
    [
      parcel,
      ended.map((one) => one.index),
      ended.map((one) => one.outcome),
      ended.map((one) => one.entry),
      ...[at, by?.parcel ?? null, by?.index ?? null],
    ],
  )
  if (rowCount !== ended.length) throw new Overtaken('it waits no longer')
}
