/**
 * Rotation of what lies under data keys beside the entries: sealed counts, findings, questions and proposals, and
 * what signs people and programs in. A box says itself under which key it lies, so nothing is remembered of how far a
 * run went; a row that somebody works on is passed by and met in the next round. No row is waited for while another one is
 * held: a rotation never stands in a ring with the work beside it.
 */
import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { issuerKeyPlace, rowPlace, totpPlace } from './access/index.ts'
import {
  type Connection,
  type KeyRing,
  type Pool,
  SealBrokenError,
  type SealClass,
  transaction,
} from './database/index.ts'
import { codesPlace, countsPlace, factsBinding } from './register/index.ts'
import { proposalBinding, questionBinding } from './verification/index.ts'

/** A column of boxes. */
export interface KeptBoxes {
  readonly table: string
  readonly column: string
  readonly kind: SealClass
  /** By what pages go on: columns of an index. */
  readonly key: readonly string[]
  /** Columns that the place is made of, beside the key. */
  readonly more?: readonly string[]
  /** The place that the box is bound to. */
  readonly place: (row: Row) => string
}

// biome-ignore lint/suspicious/noExplicitAny: columns of nine tables, each read by its own line below
type Row = Readonly<Record<string, any>>

const byId = ['id']

/** Every column of boxes that is sealed anew, but those of entries (rotation.ts). */
export const keptBoxes: readonly KeptBoxes[] = [
  {
    table: 'code_total',
    column: 'box',
    kind: 'counts',
    key: ['unit_id'],
    place: (row) => countsPlace('total', row.unit_id),
  },
  {
    ...{ table: 'code_delta', column: 'box', kind: 'counts', key: byId, more: ['unit_id'] },
    place: (row) => countsPlace('delta', row.unit_id),
  },
  {
    ...{ table: 'person_codes', column: 'encrypted', kind: 'counts', key: ['person_id'] },
    place: (row) => codesPlace(row.person_id),
  },
  {
    ...{ table: 'finding', column: 'facts', kind: 'facts', key: ['parcel', 'record_index'], more: ['rule', 'path'] },
    place: ({ parcel, record_index, rule, path }) => factsBinding(parcel, record_index, { rule, path }),
  },
  {
    ...{ table: 'question', column: 'asks', kind: 'facts', key: byId, more: ['sender', 'parcel'] },
    place: ({ sender, parcel }) => questionBinding({ sender, parcel }),
  },
  { table: 'proposal', column: 'values_sealed', kind: 'proposal', key: byId, place: (row) => proposalBinding(row.id) },
  {
    table: 'account_totp',
    column: 'box',
    kind: 'sealed',
    key: ['account_id'],
    place: (row) => totpPlace(row.account_id),
  },
  { table: 'issuer_key', column: 'box', kind: 'sealed', key: ['kid'], place: (row) => issuerKeyPlace(row.kid) },
  {
    ...{ table: 'oidc_row', column: 'box', kind: 'sealed', key: ['kind', 'digest'] },
    place: (row) => rowPlace(row.kind, row.digest),
  },
]

/**
 * What stays under the key that sealed it; that key is wrapped anew. The log holds digests of sealed feed lines, and the
 * chained line of each act of those who watch a digest of its row with its boxes (access/looks/acts.ts): other bytes there
 * would be a change. Of parcels, with manifests and answers, every byte that ever came is kept, and that is most of the house.
 */
export const leftSealed = [
  ...['feed_chunk.payload', 'part.bytes', 'parcel.manifest', 'answer.jws'],
  ...['inspection.hidden_ground', 'broken_glass.reason', 'broken_glass.word', 'alarm.word'],
  ...['subject_request.words', 'subject_request.answer'],
] as const

export interface RotatedBoxes {
  /** Boxes that lie under the present keys now. */
  readonly resealed: number
  /** Table and key of boxes that were left, because they do not open for their place. */
  readonly refused: readonly string[]
}

const pageSize = 200
const mostRounds = 40
const roundRestMs = 250

/**
 * Seals all of them anew that lie under an older key. `stopped` is asked between pages. `pool` takes on the role
 * `cbccvc_rotate`.
 */
export async function rotateBoxes(
  pool: Pool,
  keys: KeyRing,
  stopped: () => boolean = () => false,
): Promise<RotatedBoxes> {
  const refused = new Set<string>()
  let resealed = 0
  for (let round = 0; round < mostRounds && !stopped(); round++) {
    // A key that another process made meanwhile may have sealed what is met here.
    await keys.renew()
    for (const of of keptBoxes) resealed += await walk(pool, keys, of, refused, stopped)
    if ((await countOlder(pool, keys)) <= refused.size) break
    await pause(roundRestMs)
  }
  return { resealed, refused: [...refused] }
}

/** True where a box is not sealed under key $1: version and number stand in its first bytes. */
const older = (column: string) =>
  `(get_byte(b.${column}, 0) <> 2 or get_byte(b.${column}, 1) * 256 + get_byte(b.${column}, 2) <> $1::int)`

/** How many boxes lie under an older key. */
async function countOlder(pool: Pool, keys: KeyRing): Promise<number> {
  let sum = 0
  for (const { table, column, kind } of keptBoxes) {
    const { rows } = await pool.query<{ n: number }>(`select count(*) as n from ${table} b where ${older(column)}`, [
      keys.current(kind),
    ])
    sum += rows[0]!.n
  }
  return sum
}

/** One round over one column. */
async function walk(pool: Pool, keys: KeyRing, of: KeptBoxes, refused: Set<string>, stopped: () => boolean) {
  let resealed = 0
  for (let after: Row | null = null; !stopped(); ) {
    const page: Page = await transaction(pool, (tx) => sealPage(tx, keys, of, after))
    resealed += page.resealed
    for (const name of page.refused) refused.add(name)
    if (page.last === null) break
    after = page.last
  }
  return resealed
}

interface Page extends RotatedBoxes {
  readonly last: Row | null
}

async function sealPage(tx: Connection, keys: KeyRing, of: KeptBoxes, after: Row | null): Promise<Page> {
  const { table, column, kind, key, more = [], place } = of
  const names = key.map((name) => `b.${name}`).join(', ')
  const from = after === null ? 'true' : `(${names}) > (${key.map((_, i) => `$${i + 2}`).join(', ')})`
  const { rows } = await tx.query<Row>(
    `select ${[...key, ...more].map((name) => `b.${name}`).join(', ')}, b.${column} as box, b.ctid::text as at,
            b.tableoid::bigint as part
       from ${table} b where ${older(column)} and ${from} order by ${names} limit ${pageSize} for update skip locked`,
    [keys.current(kind), ...(after === null ? [] : key.map((name) => after[name]))],
  )
  const refused: string[] = []
  const anew = rows.flatMap((row) => {
    const box = sealedAnew(keys, kind, place(row), row.box as Buffer)
    if (box) return [{ row, box }]
    refused.push(
      `${table} ${key.map((name) => (Buffer.isBuffer(row[name]) ? row[name].toString('hex') : row[name])).join(' ')}`,
    )
    return []
  })
  const ats = anew.map(({ row }) => row.at as string)
  const { rowCount } = await tx.query(
    `update ${table} b set ${column} = u.box from unnest($1::text[], $2::bigint[], $3::bytea[]) u (at, part, box)
      where b.ctid = any ($1::text[]::tid[]) and b.ctid = u.at::tid and b.tableoid::bigint = u.part`,
    [ats, anew.map(({ row }) => row.part), anew.map(({ box }) => box)],
  )
  return { resealed: rowCount ?? 0, refused, last: rows.at(-1) ?? null }
}

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** The same plaintext for the same place under the present key; null where the box does not open for it. */
function sealedAnew(keys: KeyRing, kind: SealClass, place: string, box: Buffer): Buffer | null {
  try {
    const plain = keys.open(kind, place, box)
    const anew = keys.seal(kind, place, plain)
    if (digest(keys.open(kind, place, anew)) !== digest(plain)) throw new SealBrokenError(`not the same (${place})`)
    return anew
  } catch (error) {
    if (error instanceof SealBrokenError) return null
    throw error
  }
}
