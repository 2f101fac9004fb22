/** The access log in the log of evidence: numbered after the commit, and nobody takes a line out, the owner included. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { parseLogLeaf } from '@cbccvc/evidence'
import { checkBook, type Pool, sequencer, tellLinks } from '@cbccvc/registry'
import { isThere, watchedRows } from '../../../../packages/registry/src/access/index.ts'
import type { Connection } from '../../../../packages/registry/src/database/index.ts'
import { asOwner, writeLook, writeLooks, writeLooksIn } from '../testing/looks.ts'
import { officials } from '../testing/people.ts'
import { onRoute, type Route } from '../testing/route.ts'
import { watchOver } from '../testing/watched.ts'

const account = randomUUID()

/** Looks of three ticks: 3, 1 and 4 lines. */
async function eightLooks(route: Route): Promise<void> {
  for (const n of [3, 1, 4]) {
    for (let i = 0; i < n; i++) await writeLook(route, { account, session: randomUUID(), person: 10 * n + i })
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
    const slow = Promise.withResolvers<void>()
    const written = Promise.withResolvers<void>()
    const late = asOwner(route, async (tx) => {
      await writeLooksIn(tx, [{ account, person: 900_001 }])
      written.resolve()
      await slow.promise
    })
    await written.promise
    await writeLook(route, { account, person: 900_002, caseNo: 'VV-12/2023' })
    assert.equal(await route.tick(), 1)
    assert.deepEqual(await numbers(route), [[900_002, 1]])
    slow.resolve()
    await late
    await writeLook(route, { account, person: 900_003 })
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
          await asOwner(route, async (tx) => {
            await writeLooksIn(tx, [{ account, person: writer * 1000 + i }])
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
    await writeLook(route, { account, person: 5 })
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
type Spoils = Readonly<Record<string, readonly string[]>>
const spoils: Spoils = {
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
    `insert into access_look (person_id, action, classes, address, no, chain, link)
       select 1, 'record.read', '{}', 'x', 9, chain, link from access_look where no = 8`,
  ],
  'a line added beside another of its number': [
    'alter table access_look drop constraint access_look_no_key',
    `insert into access_look (person_id, action, classes, address, no, chain, link)
       select 1, 'record.read', '{}', 'x', 2, chain, link from access_look where no = 8`,
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

test(
  'checkBook finds whatever an owner of the database does to a numbered line',
  onRoute(async (route) => {
    await eightLooks(route)
    await findsEach(route, spoils)
  }),
)

/** What the owner can do in the half second in which a line has no number yet. The last line is told by a link behind it. */
const spoilsBefore: Spoils = {
  'a line removed': ['delete from access_look where person_id = 2'],
  'a line removed with its link': [
    'delete from watch_link l using access_look a where a.person_id = 2 and l.chain = a.chain and l.n = a.link',
    'delete from access_look where person_id = 2',
  ],
  'the last line removed with its link': [
    'delete from watch_link l using access_look a where a.person_id = 3 and l.chain = a.chain and l.n = a.link',
    'delete from access_look where person_id = 3',
  ],
  'one of the people of a list removed': ['delete from access_look where person_id = 12'],
  'another person': ['update access_look set person_id = 99 where person_id = 2'],
  'another instant': [`update access_look set at = at - interval '1 hour' where person_id = 2`],
  'another reason': [`update access_look set purpose = 'dataQuality' where person_id = 2`],
  'a line put in': [
    `insert into access_look (person_id, action, classes, address, chain, link)
     select 77, action, classes, address, chain, link from access_look where person_id = 2`,
  ],
  'a line put in with a link': [
    `insert into access_look (person_id, action, classes, address, chain, link)
     select 77, action, classes, address, '${account}', 1 from access_look where person_id = 2`,
    `insert into watch_link (chain, n, settled, voids, mac) select '${account}', 1, 0, '{}', mac from watch_link limit 1`,
  ],
  'a line put in without a link': [
    'alter table access_look drop constraint access_look_linked',
    `insert into access_look (person_id, action, classes, address) values (77, 'record.read', '{}', 'x')`,
  ],
  'a gap explained away': [
    'delete from watch_link l using access_look a where a.person_id = 2 and l.chain = a.chain and l.n = a.link',
    `update watch_link set voids = voids || 2 where n = 5`,
    'delete from access_look where person_id = 2',
  ],
  'a chain that tells less': ['update watch_link set settled = 0 where n > 1'],
}

test(
  'checkBook finds what is done to a look before it has its number; a look that was not answered is no gap',
  onRoute(async (route) => {
    await writeLook(route, { account, person: 1 })
    await writeLook(route, { account, person: 2 })
    await assert.rejects(
      asOwner(route, async (tx) => {
        await writeLooksIn(tx, [{ account, person: 4 }])
        throw new RangeError('not answered')
      }),
      RangeError,
    )
    await writeLooks(
      route,
      [11, 12, 13].map((person) => ({ account, person })),
    )
    await writeLook(route, { account, person: 3 })
    await tellLinks(route.owner)
    const { rows: links } = await route.owner.query('select n, settled, voids from watch_link order by n')
    assert.deepEqual(
      links.map(({ n, settled, voids }) => [n, settled, voids.map(Number)]),
      [
        [1, 0, []],
        [2, 1, []],
        [4, 3, [3]],
        [5, 4, []],
        [6, 5, []],
      ],
    )
    await findsEach(route, spoilsBefore)
  }),
)

test(
  'a process tells by itself how far its looks go, a quarter of a second after the last one',
  onRoute(async (route) => {
    await writeLook(route, { account, person: 1 })
    const told = async () => (await route.owner.query('select max(settled) as settled from watch_link')).rows[0].settled
    assert.equal(await told(), 0)
    while ((await told()) === 0) await pause(20)
    assert.equal(await told(), 1)
    await pause(700)
    const { rows } = await route.owner.query('select count(*) as n from watch_link')
    assert.equal(rows[0].n, 2, 'once, and not again')
  }),
)

/** What stands beside the looks: inspections, broken glasses, alarms, requests, and who did what to them. */
const spoilsOfActs: Spoils = {
  'an act removed': [`delete from watch_act where act = 'inspectionEnded'`],
  'an act removed with its row': [
    `delete from watch_act where act = 'glassReviewed' and about_id = (select id from broken_glass where person_id = 2)`,
    'delete from broken_glass where person_id = 2',
  ],
  'all acts removed': ['delete from watch_act', 'delete from act_batch'],
  'by somebody else': [`update watch_act set by_account = '${account}' where act = 'requestOpened'`],
  'another deed': [`update watch_act set act = 'glassBroken' where act = 'glassReviewed'`],
  'another instant': [`update watch_act set at = at - interval '1 day' where act = 'requestOpened'`],
  'other facts': [`update watch_act set facts = '{}' where act = 'requestOpened'`],
  'an inspection removed': ['delete from inspection'],
  'an inspection that hides nothing': ['update inspection set hidden = false, hidden_ground = null'],
  'an inspection about more': ['insert into inspection_about (inspection_id, person_id) select id, 2 from inspection'],
  'an inspection about fewer': ['delete from inspection_about where person_id is not null'],
  'a longer inspection': ['update inspection set valid_to = valid_to + 1'],
  'a glass removed': ['delete from broken_glass where person_id = 2'],
  'a glass never reviewed': [
    'update broken_glass set reviewed_by = null, reviewed_at = null, justified = null, word = null where person_id = 2',
  ],
  'a glass that was found unjustified': ['update broken_glass set justified = false where person_id = 2'],
  'an alarm removed': ['delete from alarm'],
  'an alarm about somebody else': ['update alarm set person_id = 2'],
  'a settlement removed': ['update alarm set settled_by = null, settled_at = null, word = null'],
  'a request removed': ['delete from subject_request_opened', 'delete from subject_request'],
  'who opened a request removed': ['delete from subject_request_opened'],
  'a restriction lifted': ['update subject_request set lifted_at = now()'],
  'an inspection invented': [
    `insert into inspection (id, case_no, decision_no, valid_from, valid_to, hidden, state, opened_by, opened_at)
     values ('${account}', 'TT-9', 'QĐ-9', '2023-06-01', '2023-06-20', false, 'open', '${account}', now())`,
  ],
  'an inspection invented with its act, before it is numbered': [
    `insert into inspection (id, case_no, decision_no, valid_from, valid_to, hidden, state, opened_by, opened_at)
     values ('${account}', 'TT-9', 'QĐ-9', '2023-06-01', '2023-06-20', false, 'open', '${account}', now())`,
    'alter table watch_act drop constraint watch_act_linked',
    `insert into watch_act (at, act, by_account, facts, about_kind, about_id, digest)
     select now(), 'inspectionOpened', '${account}', '{}', 'inspection', i.id, sha256(convert_to(
       (${watchedRows.inspection.text(isThere)})::text, 'UTF8')) from inspection i join inspection r on r.id = i.id where i.case_no = 'TT-9'`,
  ],
  'a look through a glass that was never broken': [`update access_look set glass = '${account}' where no is null`],
}

test(
  'checkBook finds an inspection, a broken glass, an alarm, a request or an act that was removed, changed or put in',
  onRoute(async (route) => {
    await route.push('H26', officials(0, 2, 'H26.1'))
    const [glass] = await watchOver(route, randomUUID(), [1, 2])
    assert.equal(await route.tick(), 1)
    assert.equal(await route.tick(), 0)
    const { rows } = await route.owner.query<{ bytes: Buffer }>('select bytes from leaf order by id desc limit 1')
    const said = parseLogLeaf(rows[0]!.bytes)
    assert.deepEqual(said?.kind === 'watched' && [said.first, said.count], [1, 5])
    const { rows: broken } = await route.owner.query('select account_id from broken_glass where id = $1', [glass])
    await writeLook(route, { account: broken[0].account_id, person: 1, glass: glass! })
    await findsEach(route, spoilsOfActs)
  }),
)

test(
  'what stood before there were acts about rows is taken over as it was found, and held from then on',
  onRoute(async (route) => {
    await route.push('H26', officials(0, 2, 'H26.1'))
    await watchOver(route, randomUUID(), [1, 2])
    await tellLinks(route.owner)
    // The database as it was: rows, and no act about them.
    const migration = new URL('../../../../packages/registry/src/database/migrations/000076.sql', import.meta.url)
    const found = /^insert into watch_act .*?;$/ms.exec(readFileSync(migration, 'utf8'))![0]
    const owner = await route.owner.connect()
    try {
      await owner.query('begin')
      await owner.query('set local session_replication_role = replica')
      await owner.query('delete from watch_act')
      await owner.query('delete from watch_link')
      assert.ok((await faultsIn(route, owner)).some((fault) => fault.endsWith('of no act')))
      await owner.query('alter table watch_act drop constraint watch_act_linked')
      assert.equal((await owner.query(found)).rowCount, 5)
      assert.deepEqual(await faultsIn(route, owner), [])
      await owner.query('update alarm set person_id = 2')
      assert.equal((await faultsIn(route, owner)).length, 1)
    } finally {
      await owner.query('rollback')
      owner.release()
    }
  }),
)

/** Each is done in a transaction of the owner, triggers and foreign keys asleep, looked at in it, and undone. */
async function findsEach(route: Route, all: Spoils): Promise<void> {
  assert.deepEqual(await route.check(), [])
  const missed: string[] = []
  for (const [what, statements] of Object.entries(all)) {
    const owner = await route.owner.connect()
    try {
      await owner.query('begin')
      await owner.query('set local session_replication_role = replica')
      for (const statement of statements) {
        const { rowCount } = await owner.query(statement)
        assert.notEqual(rowCount, 0, `${what}: ${statement}`)
      }
      if ((await faultsIn(route, owner)).length === 0) missed.push(what)
    } finally {
      await owner.query('rollback')
      owner.release()
    }
  }
  assert.deepEqual(missed, [])
  assert.deepEqual(await route.check(), [])
}

/** The whole check, as the open transaction sees the book. */
function faultsIn(route: Route, owner: Connection): Promise<string[]> {
  const query = (text: string, values?: unknown[]) =>
    /^(begin|commit|rollback|set transaction)/.test(text) ? Promise.resolve({ rows: [] }) : owner.query(text, values)
  const pool = { query, connect: async () => ({ query, release: () => {} }) } as unknown as Pool
  return checkBook({ ...route.house, pool })
}
