/** Nobody changes what is written; the public log says nothing about anybody. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type DatabaseRole, hasSandboxKeys, openPool, type Pool, progress, rolesPage } from '@cbccvc/registry'
import { officials } from '../testing/people.ts'
import { onRoute, type Route } from '../testing/route.ts'

const kept = ['entry', 'entry_blob', 'leaf', 'commit_log'] as const
/** Beside these, tables to which the server only adds. */
const onlyAdded = [
  'finding',
  'finding_count',
  'verdict',
  'checkpoint',
  'cosignature',
  'answer',
  'feed_chunk',
  'data_key',
]

/** The roles of processes that only read and add. */
const adding = ['cbccvc_door', 'cbccvc_work', 'cbccvc_check', 'cbccvc_desk', 'cbccvc_app'] as const

/** What each role may not do beside that, each as one who works as it would try. */
const mustNot: Readonly<Record<Exclude<DatabaseRole, 'cbccvc_spill' | 'cbccvc_app'>, readonly string[]>> = {
  cbccvc_door: [
    'select restricted from entry_blob',
    'select restricted from entry_blob_2026',
    'select public_text from entry',
    'select internal_text from entry',
    'select salts from entry',
    'select name_key from person',
    'select facts from finding',
    'select detail from held',
    'select asks from question',
    'select jws from answer',
    'select digest from verdict',
    'insert into entry (id) values (1)',
    'insert into feed_chunk (leaf_id) values (1)',
    `update person set holder = 'H26'`,
    `update part set bytes = ''`,
    'select from account',
    'select from session',
    'select ensure_partitions(2030)',
    'select thin_checkpoints()',
  ],
  cbccvc_work: [
    'update entry set salts = salts',
    'update entry_blob set sealed = null',
    'insert into entry_2026 (id) values (1) returning id',
    'insert into commit_log (commit_no, leaf_id) values (1, 1)',
    'update log_head set size = 0',
    `insert into tile (level, n, width, data) values (0, 0, 1, '')`,
    'update counter set people = 0',
    'insert into part (parcel, no) values (1, 1)',
    `update part set bytes = ''`,
    'delete from counter_delta',
    'delete from leaf_waiting',
    'delete from parcel',
    'select from account_totp',
    'select from access_look',
    'update data_key set wrapped = wrapped',
  ],
  cbccvc_sequence: [
    `update leaf set bytes = ''`,
    'delete from commit_log',
    `update checkpoint set note = ''`,
    'delete from counter',
    'delete from tile',
    'insert into access_look default values',
    'select public_key from sender_key',
    'select from data_key',
  ],
  cbccvc_check: [
    `insert into leaf (bytes) values ('')`,
    'insert into entry (id) values (1)',
    `insert into person (holder) values ('')`,
    'insert into counter_delta (unit_id) values (1)',
    'update parcel set done_parts = 0',
    'update person set dung = true',
    'select from account',
  ],
  cbccvc_desk: [
    'select restricted from entry_blob',
    'select from entry_2026',
    'select blind from person',
    'select bytes from part',
    'select payload from feed_chunk',
    'select facts from finding',
    'select values_sealed from proposal',
    'select from held',
    'select from verdict',
    'select from access_look',
    `insert into person (holder) values ('')`,
    'select from account',
  ],
  cbccvc_identity: [
    'select from entry',
    'select from person',
    'select from part',
    'select from data_key',
    'select from access_look',
  ],
  cbccvc_watch: [
    'select from entry',
    'select name_key from person',
    'select blind from person',
    'select from part',
    'select from account',
    'update access_look set no = 1',
    'insert into access_look default values',
    'delete from access_look',
    `update inspection set case_no = ''`,
    `update inspection set hidden = false`,
    'update broken_glass set until = now()',
    `update watch_act set act = ''`,
    'delete from inspection_about',
  ],
  cbccvc_units: [
    'select name_key from person',
    'select blind from person',
    'select from entry',
    'select from entry_blob',
    'select manifest from parcel',
    'select bytes from part',
    'select from feed_chunk',
    'select from account',
    'select from session',
    'select from code_total',
    `update person set unit_id = 1`,
    `update unit_code set code = 'H99'`,
    `update unit_act set jws = ''`,
    'delete from unit_act',
    'delete from unit_code',
    'delete from unit_succession',
    'delete from counter',
    'insert into counter_delta (unit_id) values (1)',
    'insert into commit_log (commit_no, leaf_id) values (1, 1)',
  ],
  cbccvc_rotate: [
    'update entry set salts = salts',
    'update person set holder = holder',
    'select name_key from person',
    'select from part',
    'select from feed_chunk',
    'select from account',
  ],
}

const forbidden = { code: '42501' }

/** Works with a pool as this role. */
async function as<T>(route: Route, role: DatabaseRole, work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = openPool({ url: route.databaseUrl, role, max: 1, name: `test ${role}` })
  try {
    return await work(pool)
  } finally {
    await pool.end()
  }
}

test(
  'processes may add entries and leaves, and change or delete none',
  onRoute(async (route) => {
    await route.push('H26', officials(0, 2, 'H26.1'))
    const tables = [...kept, ...onlyAdded, 'entry_2026', 'entry_blob_2026', 'spill', 'lookup_log', 'migration']
    const { rows: columns } = await route.owner.query<{ table: string; name: string }>(
      `select distinct on (attrelid) attrelid::regclass::text as table, attname as name from pg_attribute
        where attrelid = any($1::regclass[]) and attnum > 0 and not attisdropped order by attrelid, attnum desc`,
      [tables],
    )
    assert.equal(columns.length, tables.length)
    for (const role of adding)
      await as(route, role, async (pool) => {
        for (const { table, name } of columns) {
          const said = `${role} ${table}`
          await assert.rejects(pool.query(`update ${table} set ${name} = ${name}`), forbidden, `update ${said}`)
          await assert.rejects(pool.query(`delete from ${table}`), forbidden, `delete ${said}`)
          await assert.rejects(pool.query(`truncate ${table}`), forbidden, `truncate ${said}`)
        }
        for (const statement of [
          `update admission set source = 'G01'`,
          `update admission set since = now()`,
          'delete from admission',
          'drop table entry',
          'alter table entry disable trigger all',
          'alter table entry disable row level security',
          'drop policy desk on entry',
          'set session_replication_role = replica',
          'create table mine (a int)',
          `grant cbccvc_spill to ${role}`,
        ]) {
          await assert.rejects(
            pool.query(statement),
            (error: { code: string }) => error.code === '42501' || error.code === '0LP01',
            `${role} ${statement}`,
          )
        }
      })
  }),
)

for (const [role, statements] of Object.entries(mustNot) as [DatabaseRole, readonly string[]][])
  test(
    `${role} may not do what is not its job`,
    onRoute((route) =>
      as(route, role, async (pool) => {
        for (const statement of statements) await assert.rejects(pool.query(statement), forbidden, statement)
      }),
    ),
  )

test(
  'who may do what in the database is what docs/database-roles.md says (npm run derive writes it)',
  onRoute(async (route) => {
    const page = readFileSync(new URL('../../../../docs/database-roles.md', import.meta.url), 'utf8')
    assert.ok(page.replaceAll('\r\n', '\n') === (await rolesPage(route.owner)))
  }),
)

test(
  'the sequencer numbers, signs and folds as a role that sees no value, no parcel and no feed line',
  onRoute(async (route) => {
    await route.send('H26', officials(0, 3, 'H26.1'))
    while (await progress(route.house));
    assert.ok((await route.tick()) >= 2)
    const { rows } = await route.owner.query('select sum(entered)::int as n from counter')
    assert.ok(rows[0].n > 0)
    assert.equal(await hasSandboxKeys(route.sequencing), true)
    const { rows: tables } = await route.owner.query<{ name: string }>(
      `select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace`,
    )
    const granted: string[] = []
    for (const { name } of tables)
      await route.sequencing.query(`select * from ${name} limit 0`).then(
        () => granted.push(name),
        (error) => assert.equal(error.code, '42501', name),
      )
    assert.deepEqual(granted.sort(), [
      'access_look',
      'act_batch',
      'alarm',
      'body',
      'canary',
      'checkpoint',
      'commit_log',
      'cosignature',
      'counter',
      'counter_delta',
      'leaf',
      'leaf_waiting',
      'log_head',
      'look_batch',
      'look_day',
      'look_spent',
      'song_bucket',
      'tile',
      'unit',
      'unit_code',
      'unit_edge',
      'unit_formerly',
      'unit_interval',
      'unit_name',
      'unit_standing',
      'unit_succession',
      'unit_turn',
      'watch_act',
    ])
  }),
)

test(
  'nor does the owner, by the triggers; whole tables at once included',
  onRoute(async (route) => {
    await route.push('H26', officials(0, 2, 'H26.1'))
    const stays = /never changed/
    for (const [table, column] of [
      ['entry', 'true_from'],
      ['entry_blob', 'restricted'],
      ['leaf', 'bytes'],
      ['commit_log', 'commit_no'],
    ] as const) {
      await assert.rejects(route.owner.query(`update ${table} set ${column} = ${column}`), stays)
      await assert.rejects(route.owner.query(`delete from ${table}`), stays)
      await assert.rejects(route.owner.query(`truncate ${table} cascade`), stays)
    }
  }),
)

test(
  'the spill blanks texts and boxes, and nothing but them',
  onRoute(async (route) => {
    await route.push('H26', officials(0, 1, 'H26.1'))
    const spill = openPool({ url: route.databaseUrl, role: 'cbccvc_spill', max: 1 })
    try {
      for (const statement of [
        `update entry set digest = ''`,
        `update entry set person_id = 0`,
        `delete from entry`,
        `delete from leaf`,
        `update leaf set bytes = ''`,
        `update person set holder = ''`,
      ])
        await assert.rejects(spill.query(statement), { code: '42501' }, statement)
      await spill.query('begin')
      assert.equal((await spill.query('update entry set public_text = null')).rowCount, 1)
      assert.equal((await spill.query('update entry_blob set sealed = null')).rowCount, 1)
      await spill.query('rollback')
    } finally {
      await spill.end()
    }
  }),
)

test(
  'what is published of the log holds no value of a record, no number, no name, no code of a sender',
  onRoute(async (route) => {
    const people = officials(0, 30, 'H26.1')
    const sent = await route.push('H26', people, { recordsPerPart: 7 })
    await route.push('H56', people)
    const published: string[] = []
    const fetched = async (path: string) => {
      const response = await fetch(`${route.url}${path}`)
      assert.equal(response.status, 200, path)
      const bytes = Buffer.from(await response.arrayBuffer())
      published.push(bytes.toString('latin1'), bytes.toString('utf8'))
      return bytes
    }
    const checkpoint = (await fetched('/log/checkpoint')).toString()
    const size = Number(checkpoint.split('\n')[1])
    assert.ok(size >= 8)
    await fetched(`/log/tile/0/000.p/${size}`)
    await fetched(`/log/tile/entries/000.p/${size}`)
    await fetched('/log/keys')
    const { rows } = await route.owner.query<{ bytes: Buffer }>('select bytes from leaf')
    published.push(...rows.map(({ bytes }) => bytes.toString('latin1')))
    const text = published.join('\n').toLowerCase()
    assert.match(text, /cbccvc\.concluded\/1/)
    const values = new Set<string>(['h26', 'h56', 'g01', sent.parcelId, sent.manifest.salt, ...sent.lines.map(String)])
    const gather = (value: unknown): void => {
      if (typeof value === 'string' && value.length > 3) values.add(value.toLowerCase())
      else if (typeof value === 'object' && value !== null) Object.values(value).forEach(gather)
    }
    people.forEach(gather)
    assert.ok(values.size > 300)
    // Digests and instants hold short runs of digits by chance: what is shorter than six digits says nothing.
    const said = [...values].filter((value) => !/^[\d.-]{1,5}$/.test(value) && text.includes(value))
    const days = new Set(rows.map(({ bytes }) => bytes.toString().slice(-24, -14)))
    assert.deepEqual(
      said.filter((value) => !days.has(value)),
      [],
    )
  }),
)
