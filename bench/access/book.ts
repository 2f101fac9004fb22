/**
 * A book as large as a province's, made in minutes: persons and entries through the register's own functions, each record
 * stated whole and changed once, with its boxes sealed; feed lines as rows of their size. Parcels are left out: nothing that
 * is measured here reads them but the feed.
 */
import { randomBytes } from 'node:crypto'
import type { Nation } from '@cbccvc/outside/nation'
import { type KeyRing, type Pool, transaction } from '@cbccvc/registry'
import { edition, examine, type Values } from '@cbccvc/standard'
import {
  addEntries,
  addPersons,
  codesOf,
  type NewEntry,
  writtenGeneration,
} from '../../packages/registry/src/register/index.ts'

/** People of the unit whose list is read. */
export const listed = 3_000
const today = '2023-06-20'
const pageSize = 2_000
/** Records that the people are copies of, each with a number of its own. */
const templates = 1_000

export interface UnitRow {
  readonly id: number
  readonly body: string
}

/** Adds people to the book: 3,000 to the first unit, the others spread over the rest. Gives the first unit. */
export async function fillBook(
  pool: Pool,
  keys: KeyRing,
  nation: Nation,
  people: number,
  say: (line: string) => void,
): Promise<UnitRow> {
  const standard = edition()
  const records = Array.from({ length: templates }, (_, i) => {
    const { values, bad, key } = examine({ ...nation.official(i) }, standard, today)
    const codes = codesOf({ values, bad: new Set(bad.map((path) => path.split(/[.[]/)[0]!)) })
    return { values, bad: bad.filter((path) => (path.split(/[.[]/)[0] ?? '') in values), key, codes }
  })
  const { rows: units } = await pool.query<UnitRow>(
    `select u.id, u.body from unit u join unit_interval i on i.unit_id = u.id where i.rgt = i.lft + 1 order by u.id`,
  )
  const [first, ...rest] = units.length > 1 ? units : [units[0]!, units[0]!]
  const unitOf = (i: number) => (i < listed ? first! : rest[i % rest.length]!)
  const recordedAt = new Date()
  for (let from = 0; from < people; from += pageSize) {
    const page = Array.from({ length: Math.min(pageSize, people - from) }, (_, k) => from + k)
    await transaction(pool, async (tx) => {
      const generation = await writtenGeneration(tx, keys)
      const blinds = page.map((i) => keys.blindUnder(generation, numberOf(i)))
      const persons = page.map((i, k) => {
        const { key, codes } = records[i % templates]!
        return {
          blind: blinds[k]!,
          holder: unitOf(i).body,
          unitId: unitOf(i).id,
          nameKey: key.nameKey,
          category: key.loaiDoiTuong,
          status: null,
          ...{ dung: true, du: true, sach: true, lastParcel: null, confirmedOn: today, songUntil: '2024-06-20' },
          ...{ found: null, codes },
        }
      })
      const ids = await addPersons(tx, keys, generation, persons)
      const entries = page.flatMap((i, k): NewEntry[] => {
        const { values, bad } = records[i % templates]!
        const { body: source, id: unitId } = unitOf(i)
        const said = { personId: ids.get(blinds[k]!.toString('latin1'))!, source, unitId, kind: 'statement' } as const
        const place = { ...said, parcel: 0, recordIndex: i, replaces: null }
        const whole: Values = { ...values, soDinhDanh: numberOf(i) }
        const changed: Values = Object.fromEntries(changedFields.filter((f) => f in values).map((f) => [f, values[f]]))
        return [
          { ...place, senderSeq: 1, trueFrom: '2022-03-01', values: whole, bad },
          { ...place, senderSeq: 2, trueFrom: '2023-06-10', values: changed, bad: [] },
        ]
      })
      await addEntries(tx, keys, standard, recordedAt, entries)
    })
    if ((from / pageSize) % 50 === 49) say(`${from + page.length} people`)
  }
  return first!
}

const changedFields = ['tonGiao', 'noiOHienNay', 'trinhDoLyLuanChinhTri', 'dienThoai', 'email']
const numberOf = (i: number): string => String(10_000_000_000 + i).padStart(12, '0')

/** Chunks of feed lines: so many for each of some bodies, of the size of 500 outcomes. Gives the bodies. */
export async function fillFeed(owner: Pool, chunks = 200): Promise<string[]> {
  const { rows } = await owner.query<{ code: string; unit: number }>(
    `select distinct on (body) body as code, id as unit from unit order by body, id limit 20`,
  )
  const payload = randomBytes(18_000)
  for (const [i, { code, unit }] of rows.entries()) {
    await transaction(owner, async (tx) => {
      const { rows: made } = await tx.query<{ id: number }>(
        `insert into parcel (parcel_id, sender, kid, manifest_digest, kind, edition, unit_id, as_of, sender_seq, record_count, part_count, done_parts, state, today)
         values (gen_random_uuid(), $1, '', '', 'changes', '2023', $2, $3, $4, $5 * 500, $5, $5, 'concluded', $3) returning id`,
        [code, unit, today, 1_000_000 + i, chunks],
      )
      const parcel = made[0]!.id
      await tx.query(
        `insert into part (parcel, no, first_index, records, bytes, leaves)
         select $1, n, n * 500, 500, '', $2 from generate_series(0, $3 - 1) n`,
        [parcel, randomBytes(500 * 32), chunks],
      )
      await tx.query(
        `with l as (insert into leaf (sender, bytes) select $1, 'bench'::bytea from generate_series(1, $2::int) returning id),
         numbered as (select id, row_number() over (order by id) as n from l),
         c as (insert into commit_log (commit_no, leaf_id, sender)
                select (select coalesce(max(commit_no), -1) from commit_log) + n, id, $1 from numbered)
         insert into feed_chunk (leaf_id, sender, kind, parcel, part, records, lines, payload, rule_set)
         select id, $1, 'outcomes', $3, n - 1, 500, 500, $4, 'bench' from numbered`,
        [code, chunks, parcel, payload],
      )
    })
  }
  return rows.map(({ code }) => code)
}
