/** The second wall: what PostgreSQL shows the desk of each table that holds values, should it be granted the table. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { openPool, type Pool, progress, transaction } from '@cbccvc/registry'
import { officials } from '../testing/people.ts'
import { onRoute, type Route } from '../testing/route.ts'

/** Every table with a value of somebody in it, and by what its rows are shown. */
const walled = {
  entry: 'people',
  entry_blob: 'people',
  finding: 'people',
  held: 'people',
  proposal: 'people',
  parcel: 'senders',
  part: 'senders',
  feed_chunk: 'senders',
  question: 'senders',
  answer: 'senders',
} as const
type Walled = keyof typeof walled

/** Whose a row is, as the owner sees it: the person's number or the body's code, beside how many rows. */
const owners: Readonly<Record<Walled, string>> = {
  entry: 'select person_id::text as who, count(*)::int as n from entry group by 1',
  entry_blob: `select e.person_id::text as who, count(*)::int as n from entry_blob b
                 join entry e on e.id = b.entry_id and e.recorded_at = b.recorded_at group by 1`,
  finding: 'select person_id::text as who, count(*)::int as n from finding group by 1',
  held: 'select person_id::text as who, count(*)::int as n from held group by 1',
  proposal: 'select person_id::text as who, count(*)::int as n from proposal group by 1',
  parcel: 'select sender as who, count(*)::int as n from parcel group by 1',
  part: 'select p.sender as who, count(*)::int as n from part t join parcel p on p.id = t.parcel group by 1',
  feed_chunk: 'select sender as who, count(*)::int as n from feed_chunk group by 1',
  question: 'select sender as who, count(*)::int as n from question group by 1',
  answer: 'select sender as who, count(*)::int as n from answer group by 1',
}

const tables = Object.keys(walled) as Walled[]

test(
  'no table shows the desk a row that its transaction does not name, whatever it is granted',
  onRoute(async (route) => {
    await fill(route)
    await route.owner.query(`grant select on ${tables.join(', ')} to cbccvc_desk`)
    const desk = openPool({ url: route.databaseUrl, role: 'cbccvc_desk', max: 1 })
    try {
      const seen = (names: Readonly<Record<string, string>>) =>
        transaction(desk, async (tx) => {
          for (const [name, value] of Object.entries(names))
            await tx.query('select set_config($1, $2, true)', [`cbccvc.${name}`, value])
          return counts(tx)
        })
      const none = Object.fromEntries(tables.map((table) => [table, 0]))
      assert.deepEqual(await seen({}), none, 'nothing named')
      assert.deepEqual(await seen({ people: '{}', person: '', senders: '' }), none, 'nobody named')
      assert.deepEqual(await seen({ people: '{[0,0]}', person: '0', senders: 'H99' }), none, 'nobody of that name')
      const all = await counts(route.owner)
      for (const table of tables) {
        const { rows } = await route.owner.query<{ who: string | null; n: number }>(owners[table])
        const whose = rows.filter(({ who }) => who !== null)
        assert.ok(whose.length >= 2, `${table} holds rows of two`)
        for (const { who, n } of whose) {
          const ways: Record<string, string>[] =
            walled[table] === 'people'
              ? [{ people: `{[${who},${who}]}` }, { person: String(who) }]
              : [{ senders: String(who) }]
          for (const names of ways) assert.equal((await seen(names))[table], n, `${table} of ${who}`)
        }
      }
      // The setting ends with its transaction.
      assert.deepEqual(await seen({}), none)
      assert.deepEqual(await counts(route.house.pool), all, 'the worker sees every row')
      await assert.rejects(desk.query('select from finding_rows'), { code: '42501' })
      await assert.rejects(desk.query('select from entry_2026'), { code: '42501' })
    } finally {
      await desk.end()
      // What was put there by hand is no part of the book.
      await route.owner.query(`delete from proposal where source = ''`)
      await route.owner.query(`delete from held where reason = ''`)
      await route.owner.query(`delete from answer where answer = ''`)
    }
  }),
)

test(
  'every table with a sealed column or a text of an entry stands behind the wall',
  onRoute(async (route) => {
    const { rows } = await route.owner.query<{ table: string }>(
      `select relname as table from pg_class
        where relnamespace = 'public'::regnamespace and relrowsecurity and not relispartition order by 1`,
    )
    const named = rows.map(({ table }) => table)
    assert.deepEqual(
      tables.filter((table) => !named.includes(table)),
      [],
    )
    // Columns that hold boxes or bytes of somebody, by what they are called; keys, digests and proofs are none, nor are
    // leaves and acts about units.
    const { rows: columns } = await route.owner.query<{ table: string; column: string }>(
      `select c.relname as table, a.attname as column from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
          and a.attname in ('restricted', 'sealed', 'public_text', 'internal_text', 'manifest', 'bytes', 'payload', 'facts',
                            'detail', 'asks', 'values_sealed', 'jws') and c.relname not in ('leaf', 'unit_act')
          and a.atttypid <> 'jsonb'::regtype`,
    )
    assert.deepEqual(
      columns.filter(({ table }) => !(table in walled)),
      [],
    )
  }),
)

async function counts(db: Pick<Pool, 'query'>): Promise<Record<Walled, number>> {
  const found: Partial<Record<Walled, number>> = {}
  for (const table of tables) {
    const { rows } = await db.query<{ n: number }>(`select count(*)::int as n from ${table}`)
    found[table] = rows[0]!.n
  }
  return found as Record<Walled, number>
}

/** Two people of two bodies with whatever can stand about them; the second body states those of the first, too. */
async function fill(route: Route): Promise<void> {
  const people = officials(0, 12, 'H26.1')
  await route.push('H26', people)
  await route.push('H56', people.slice(0, 4))
  await route.send('H56', officials(20, 3, 'H56.1'))
  await route.send('G01', officials(30, 2, 'G01.1'))
  while (await progress(route.house));
  const { rows } = await route.owner.query<{ id: number }>('select id from person order by id limit 2')
  for (const [i, { id }] of rows.entries()) {
    await route.owner.query(
      `insert into proposal (id, person_id, sender, parcel, record_index, entry_id, field, verdict, source, asked_on, due_on, state, closed_at)
       select $1, $2, sender, id, 0, 0, '', '', '', now(), now(), 'expired', now() from parcel order by id limit 1`,
      [randomUUID(), id],
    )
    await route.owner.query(
      `insert into held (parcel, record_index, person_id, reason, due_on, closed_at, id)
       select id, 1000 + $1::int, $2, '', now(), now(), $3 from parcel order by id limit 1`,
      [i, id, randomUUID()],
    )
    await route.owner.query(
      `insert into answer (id, sender, jws_digest, jws, to_id, answer, state) values ($1, $2, '', '', $1, '', '')`,
      [randomUUID(), ['H26', 'H56'][i]],
    )
  }
}
