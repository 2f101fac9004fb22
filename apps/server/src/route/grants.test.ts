/** Nobody changes what is written; the public log says nothing about anybody. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPool } from '@cbccvc/registry'
import { officials } from '../testing/people.ts'
import { onRoute } from '../testing/route.ts'

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

test(
  'the role of the server may add entries and leaves, and nothing else',
  onRoute(async (route) => {
    await route.push('H26', officials(0, 2, 'H26.1'))
    const forbidden = { code: '42501' }
    for (const table of [...kept, ...onlyAdded, 'entry_2026', 'entry_blob_2026', 'spill', 'lookup_log', 'migration']) {
      const { rows } = await route.owner.query('select to_regclass($1) as found', [table])
      const { rows: columns } = await route.owner.query<{ name: string }>(
        `select attname as name from pg_attribute where attrelid = to_regclass($1) and attnum > 0 order by attnum desc limit 1`,
        [table],
      )
      if (!rows[0].found) continue
      const [{ name }] = columns as [{ name: string }]
      await assert.rejects(
        route.house.pool.query(`update ${table} set ${name} = ${name}`),
        forbidden,
        `update ${table}`,
      )
      await assert.rejects(route.house.pool.query(`delete from ${table}`), forbidden, `delete ${table}`)
      await assert.rejects(route.house.pool.query(`truncate ${table}`), forbidden, `truncate ${table}`)
    }
    for (const statement of [
      `update admission set source = 'G01'`,
      `update admission set since = now()`,
      'delete from admission',
      'drop table entry',
      'alter table entry disable trigger all',
      'set session_replication_role = replica',
      'create table mine (a int)',
      'grant cbccvc_spill to cbccvc_app',
    ]) {
      await assert.rejects(
        route.house.pool.query(statement),
        (error: { code: string }) => error.code === '42501' || error.code === '0LP01',
        statement,
      )
    }
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
