/** The access log in the log of evidence: numbered after the commit, and nobody takes a line out, the owner included. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { parseLogLeaf } from '@cbccvc/evidence'
import { checkBook, type Pool, sequencer, transaction } from '@cbccvc/registry'
import type { Connection } from '../../../../packages/registry/src/database/index.ts'
import { writeLook } from '../testing/looks.ts'
import { onRoute, openRoute, type Route } from '../testing/route.ts'

const account = randomUUID()

/** Looks of three ticks: 3, 1 and 4 lines. */
async function eightLooks(route: Route): Promise<void> {
  for (const n of [3, 1, 4]) {
    for (let i = 0; i < n; i++) await writeLook(route.owner, { account, session: randomUUID(), person: 10 * n + i })
    assert.equal(await route.tick(), 1)
  }
}

const numbers = async (route: Route) =>
  (await route.owner.query('select no, person_id from access_look order by id')).rows.map(({ no, person_id }) => [
    person_id,
    no,
  ])

test(
  'a tick takes the looks that are committed, a slower one with the next; a leaf says how many, and of nobody',
  onRoute(async (route) => {
    const slow = await route.owner.connect()
    await slow.query('begin')
    await writeLook(slow, { account, person: 900_001 })
    await writeLook(route.owner, { account, person: 900_002, caseNo: 'VV-12/2023' })
    assert.equal(await route.tick(), 1)
    assert.deepEqual(await numbers(route), [[900_002, 1]])
    await slow.query('commit')
    slow.release()
    await writeLook(route.owner, { account, person: 900_003 })
    assert.equal(await route.tick(), 1)
    assert.equal(await route.tick(), 0, 'nothing new, no leaf')
    assert.deepEqual(await numbers(route), [
      [900_001, 2],
      [900_002, 1],
      [900_003, 3],
    ])
    const { rows } = await route.owner.query<{ bytes: Buffer }>('select bytes from leaf order by id')
    assert.deepEqual(
      rows.map(({ bytes }) => parseLogLeaf(bytes)).map((leaf) => leaf?.kind === 'looked' && [leaf.first, leaf.count]),
      [
        [1, 1],
        [2, 2],
      ],
    )
    const { rows: tiles } = await route.owner.query<{ data: Buffer }>('select data from tile')
    const published = tiles.map(({ data }) => data.toString('latin1')).join('\n')
    for (const word of [account, '900001', '900002', 'VV-12', 'record.read', '192.0.2.7'])
      assert.equal(published.includes(word), false, word)
  }),
)

test(
  'two sequencers at once give each look one number, and looks that are not committed none',
  onRoute(async (route) => {
    const nothing = async () => {}
    const others = [1, 2, 3].map(() => sequencer(route.sequencing, route.log))
    let writing = true
    const ticks = others.map(async (one) => {
      while (writing) await one.tick(nothing).catch((error: Error) => assert.match(error.message, /another sequencer/))
    })
    await Promise.all(
      [1, 2, 3, 4].map(async (writer) => {
        for (let i = 0; i < 25; i++) {
          const kept = i % 5 !== 0
          await transaction(route.owner, async (tx) => {
            await writeLook(tx, { account, person: writer * 1000 + i })
            if (!kept) throw new RangeError('not answered')
          }).catch((error: unknown) => assert.ok(error instanceof RangeError))
        }
      }),
    )
    writing = false
    await Promise.all(ticks)
    await route.tick()
    const { rows } = await route.owner.query('select array_agg(no order by no) as all from access_look')
    assert.deepEqual(
      rows[0].all.map(Number),
      Array.from({ length: 80 }, (_, i) => i + 1),
    )
  }),
)

test(
  'no role and not the owner changes a line, gives it another number or deletes it',
  onRoute(async (route) => {
    await eightLooks(route)
    for (const statement of [
      'update access_look set person_id = 1 where no = 2',
      'update access_look set no = 99 where no = 2',
      'update access_look set no = null where no = 2',
      'delete from access_look where no = 2',
      'truncate access_look',
      'update look_batch set count = count',
      'delete from look_batch',
      'truncate look_batch',
    ]) {
      await assert.rejects(route.owner.query(statement), /never changed/, statement)
      await assert.rejects(route.sequencing.query(statement), { code: '42501' }, statement)
      await assert.rejects(route.identity.query(statement), { code: '42501' }, statement)
    }
    await writeLook(route.owner, { account, person: 5 })
    // What waits for its number gets that and nothing else.
    await assert.rejects(
      route.owner.query('update access_look set no = 9, person_id = 6 where no is null'),
      /never changed/,
    )
    await assert.rejects(route.owner.query('delete from access_look where no is null'), /never changed/)
    await assert.rejects(route.sequencing.query('insert into access_look default values'), { code: '42501' })
  }),
)

/** What an owner of the database can do who puts triggers and indexes to sleep. */
const spoils: Readonly<Record<string, readonly string[]>> = {
  'a line removed': ['delete from access_look where no = 2'],
  'the last line removed': ['delete from access_look where no = 8'],
  'a batch removed with its lines': [
    'delete from access_look where no = 4',
    'delete from look_batch where first_no = 4',
  ],
  'the last batch removed with its lines': [
    'delete from access_look where no >= 5',
    'delete from look_batch where first_no = 5',
  ],
  'all of it removed': ['delete from access_look', 'delete from look_batch'],
  'a batch and its leaf removed': [
    'delete from access_look where no = 4',
    'delete from commit_log using look_batch b where b.first_no = 4 and commit_log.leaf_id = b.leaf_id',
    'with b as (delete from look_batch where first_no = 4 returning leaf_id) delete from leaf using b where id = leaf_id',
  ],
  'the last batch and its leaf removed': [
    'delete from access_look where no >= 5',
    'delete from commit_log using look_batch b where b.first_no = 5 and commit_log.leaf_id = b.leaf_id',
    'with b as (delete from look_batch where first_no = 5 returning leaf_id) delete from leaf using b where id = leaf_id',
  ],
  'another person': ['update access_look set person_id = person_id + 1 where no = 3'],
  'another account': [`update access_look set account_id = '${randomUUID()}' where no = 3`],
  nobody: ['update access_look set account_id = null where no = 3'],
  'another reason': [`update access_look set purpose = 'dataQuality' where no = 7`],
  'a case invented': [`update access_look set case_no = 'VV-1' where no = 7`],
  'fewer classes': [`update access_look set classes = '{}' where no = 7`],
  'another instant': [`update access_look set at = at - interval '1 microsecond' where no = 7`],
  'a broken glass invented': [`update access_look set glass = '${randomUUID()}' where no = 7`],
  'two lines exchanged': [
    'update access_look set no = 1005 where no = 5',
    'update access_look set no = 5 where no = 6',
    'update access_look set no = 6 where no = 1005',
  ],
  'a line added behind': [
    `insert into access_look (person_id, action, classes, address, no) values (1, 'record.read', '{}', 'x', 9)`,
  ],
  'a line added beside another of its number': [
    'alter table access_look drop constraint access_look_no_key',
    `insert into access_look (person_id, action, classes, address, no) values (1, 'record.read', '{}', 'x', 2)`,
  ],
  'a line replaced, and its digest with it': [
    'update access_look set person_id = 1 where no = 2',
    `update look_batch set leaves = overlay(leaves placing decode(repeat('00', 32), 'hex') from 33 for 32) where first_no = 1`,
  ],
  'a line taken back from its number': ['update access_look set no = null where no = 8'],
  'another salt': [`update look_batch set salt = decode(repeat('11', 32), 'hex') where first_no = 5`],
  'a batch cut short, its line gone': [
    'delete from access_look where no = 8',
    `update look_batch set count = 3, leaves = substring(leaves for 96) where first_no = 5`,
  ],
}

test('checkBook finds whatever an owner of the database does to a numbered line', async () => {
  const route = await openRoute()
  try {
    await eightLooks(route)
    assert.deepEqual(await route.check(), [])
    for (const [what, statements] of Object.entries(spoils)) {
      const owner = await route.owner.connect()
      try {
        // Spoilt and looked at in one transaction, which is then undone.
        await owner.query('begin')
        await owner.query('set local session_replication_role = replica')
        for (const statement of statements) {
          const { rowCount } = await owner.query(statement)
          assert.notEqual(rowCount, 0, `${what}: ${statement}`)
        }
        const faults = await faultsIn(route, owner)
        assert.ok(faults.length > 0, what)
      } finally {
        await owner.query('rollback')
        owner.release()
      }
    }
    assert.deepEqual(await route.check(), [])
  } finally {
    await route.close()
  }
})

/** The whole check, as the open transaction sees the book. */
function faultsIn(route: Route, owner: Connection): Promise<string[]> {
  const query = (text: string, values?: unknown[]) =>
    /^(begin|commit|rollback|set transaction)/.test(text) ? Promise.resolve({ rows: [] }) : owner.query(text, values)
  const pool = { query, connect: async () => ({ query, release: () => {} }) } as unknown as Pool
  return checkBook({ ...route.house, pool })
}
