/**
 * The table of data keys: one a class and quarter, wrapped by the keeper. Rows are added and never deleted; of a row only
 * the wrapping changes, when the key-encryption key does.
 *
 * Two processes that make the same key at once: both try the number after the highest that they saw; the primary key lets
 * one in, and the other reads what that one wrote. A death between leaves a key that the next one reads.
 */
import { createSecretKey, randomBytes } from 'node:crypto'
import type { KeyKeeper, OldKeyFile } from './keeper.ts'
import type { Queryable } from './pool.ts'
import { type DataKey, type DataKeyName, SealBrokenError, type SealClass, sealClasses } from './seal.ts'

interface Row {
  readonly kind: SealClass
  readonly number: number
  readonly quarter: string
  readonly starts_at: Date
  readonly created_at: Date
  readonly kek_id: string
  readonly wrapped: Buffer
}

const select = 'select class as kind, number, quarter, starts_at, created_at, kek_id, wrapped from data_key'

/** Everything that the row says is bound to the wrapped key. */
const bindingOf = (row: Omit<Row, 'wrapped' | 'kek_id'>) =>
  `data key ${JSON.stringify([row.kind, row.number, row.quarter, row.starts_at, row.created_at])}`

/** A quarter's key is made this long before its first day, so that every process has it when it begins. */
const aheadMs = 86_400_000

/** The quarter of an instant by the calendar of Hanoi (UTC+7 without summer time), as `2026Q4`. */
export function quarterOf(ms: number): string {
  const day = new Date(ms + hanoiMs)
  return `${day.getUTCFullYear()}Q${Math.floor(day.getUTCMonth() / 3) + 1}`
}
const hanoiMs = 7 * 3_600_000

/** Where the quarter begins. */
function startOf(quarter: string): number {
  const [year, q] = quarter.split('Q').map(Number) as [number, number]
  return Date.UTC(year, (q - 1) * 3, 1) - hanoiMs
}

async function unwrapped(keeper: KeyKeeper, row: Row): Promise<DataKey> {
  const bytes = await keeper.unwrap(row.kek_id, row.wrapped, bindingOf(row))
  return { kind: row.kind, number: row.number, startsAt: row.starts_at.getTime(), key: createSecretKey(bytes) }
}

/** The keys that `known` says no to. One that cannot be unwrapped throws, as the keeper does, after the others are given. */
export async function loadKeys(
  db: Queryable,
  keeper: KeyKeeper,
  known: (key: DataKeyName) => boolean,
  take: (key: DataKey) => void,
): Promise<void> {
  const { rows } = await db.query<Row>(`${select} where class = any($1) order by class, number`, [sealClasses])
  const failures: unknown[] = []
  for (const row of rows) {
    if (!known(row)) await unwrapped(keeper, row).then(take, (error: unknown) => void failures.push(error))
  }
  if (failures.length > 0) throw failures[0]
}

/** Adds a key under the number after the highest of its class, unless another process adds one meanwhile. */
async function addKey(
  db: Queryable,
  keeper: KeyKeeper,
  of: { kind: SealClass; after: number; quarter: string; startsAt: number; now: number },
  bytes: Uint8Array = randomBytes(32),
): Promise<void> {
  const { kind, after, quarter } = of
  const row = { kind, number: after + 1, quarter, starts_at: new Date(of.startsAt), created_at: new Date(of.now) }
  const wrapped = await keeper.wrap(bytes, bindingOf(row))
  await db.query(
    `insert into data_key (class, number, quarter, starts_at, created_at, kek_id, wrapped) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (class, number) do nothing`,
    [kind, row.number, quarter, row.starts_at, row.created_at, keeper.kekId, wrapped],
  )
}

/** This quarter's keys where they are missing, and the next one's a day ahead. */
export async function makeKeys(db: Queryable, keeper: KeyKeeper, now: number): Promise<void> {
  const quarters = new Set([quarterOf(now), quarterOf(now + aheadMs)])
  for (const quarter of quarters) {
    const { rows } = await db.query<{ kind: string; last: number; has: boolean }>(
      'select class as kind, max(number) as last, bool_or(quarter = $1) as has from data_key group by class',
      [quarter],
    )
    const found = new Map(rows.map((row) => [row.kind, row]))
    for (const kind of sealClasses) {
      const { last, has } = found.get(kind) ?? { last: 0, has: false }
      const startsAt = quarter === quarterOf(now) ? now : startOf(quarter)
      if (!has) await addKey(db, keeper, { kind, after: last, quarter, startsAt, now })
    }
  }
}

/** Further keys for these classes within the quarter, which begin at `startsAt`: where one may be known to others. */
export async function makeFreshKeys(
  db: Queryable,
  keeper: KeyKeeper,
  kinds: readonly SealClass[],
  startsAt: number,
  now: number,
): Promise<void> {
  for (const kind of kinds) {
    const { rows } = await db.query<{ last: number | null }>(
      'select max(number) as last from data_key where class = $1',
      [kind],
    )
    await addKey(db, keeper, { kind, after: rows[0]?.last ?? 0, quarter: quarterOf(startsAt), startsAt, now })
  }
}

/** Wraps every data key under the keeper's present key that lies under another one. Gives how many; may be repeated. */
export async function rewrapKeys(db: Queryable, keeper: KeyKeeper): Promise<number> {
  const { rows } = await db.query<Row>(`${select} where kek_id <> $1 order by class, number`, [keeper.kekId])
  for (const row of rows) {
    const wrapped = await keeper.wrap(await keeper.unwrap(row.kek_id, row.wrapped, bindingOf(row)), bindingOf(row))
    await db.query('update data_key set kek_id = $3, wrapped = $4 where class = $1 and number = $2 and kek_id = $5', [
      row.kind,
      row.number,
      keeper.kekId,
      wrapped,
      row.kek_id,
    ])
  }
  return rows.length
}

/**
 * Takes the keys of a key file of the old shape over, under their own numbers. Gives how many; may be repeated. Throws
 * SealBrokenError where another key has the number: the database has worked with other keys already.
 */
export async function adoptKeys(db: Queryable, keeper: KeyKeeper, file: OldKeyFile, now: number): Promise<number> {
  let taken = 0
  for (const kind of sealClasses) {
    for (const [number, text] of Object.entries(file.classes[kind] ?? {})) {
      const key = Buffer.from(text, 'base64url')
      const of = { kind, after: Number(number) - 1, quarter: 'before', startsAt: 0, now }
      await addKey(db, keeper, of, key)
      const { rows } = await db.query<Row>(`${select} where class = $1 and number = $2`, [kind, Number(number)])
      const stored = await unwrapped(keeper, rows[0]!)
      if (!stored.key.equals(createSecretKey(key)))
        throw new SealBrokenError(`Số khóa đã có khóa khác dùng. / Another key has this number: ${kind} ${number}`)
      taken++
    }
  }
  return taken
}

/** What does not agree in the table, in words: a key that cannot be unwrapped as its row says. */
export async function faultsOfKeys(db: Queryable, keeper: KeyKeeper): Promise<string[]> {
  const { rows } = await db.query<Row>(select)
  const faults: string[] = []
  for (const row of rows) await unwrapped(keeper, row).catch(() => void faults.push(`${row.kind} ${row.number}`))
  return faults
}
