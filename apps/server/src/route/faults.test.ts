/** Records that break the machine, faults of our own, connections that are cut: nothing is lost or doubled, nobody innocent is held. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { type House, newKeyFile, openKeyRing, progress } from '@cbccvc/registry'
import { finish, hurry, outcomes, trap } from '../testing/leases.ts'
import { officials } from '../testing/people.ts'
import { onRoute, type Route } from '../testing/route.ts'

const places: Record<string, [table: string, body: string]> = {
  'in the book': ['entry', `if new.record_index in (5, 11) then raise exception 'broken'; end if;`],
  'among the findings': [
    'finding',
    `if new.record_index = 11 and new.rule <> 'register.faulty' then raise data_exception; end if;`,
  ],
  'beside another': [
    'entry',
    `if new.record_index = 6 and exists (select from entry where parcel = new.parcel and record_index = 5) then raise exception 'both'; end if;`,
  ],
}
for (const [where, [table, body]] of Object.entries(places)) {
  test(
    `records that break the machine (${where}) are held alone, the rest goes on`,
    onRoute(async (route) => {
      await trap(route, table, body)
      const people = officials(0, 16, 'H26.1').map((record, i) => (i === 11 ? { ...record, chieuCao: 'cao' } : record))
      await route.send('H26', people)
      await finish(route)
      const lines = await outcomes(route)
      const held = lines.filter(({ outcome }) => outcome.outcome === 'held')
      const guilty = { entry: [5, 11], finding: [11] }[table]
      if (where !== 'beside another')
        assert.deepEqual(
          held.map(({ outcome }) => outcome.index),
          guilty,
        )
      for (const { findings } of held)
        assert.deepEqual(
          findings.map(({ rule }) => rule),
          ['register.faulty'],
        )
      assert.equal(lines.length, 16)
      const { rows } = await route.owner.query('select reason from held')
      assert.equal(rows.length, held.length)
    }),
  )
}

/** Lets the worker try so often, always the part that is due first, without the pauses between; what it threw, by name and code. */
async function attempts(route: Route, times: number, house = route.house): Promise<string[]> {
  const thrown = new Set<string>()
  for (let i = 0; i < times; i++) {
    await route.owner.query(
      `update job set leased_until = '-infinity' where id = (select id from job order by leased_until, id limit 1)`,
    )
    await progress(house).catch(({ name, code }: { name: string; code?: string }) => thrown.add(`${name} ${code}`))
  }
  return [...thrown].sort()
}

const heldIndexes = async (route: Route) =>
  (await outcomes(route)).filter(({ outcome }) => outcome.outcome === 'held').map(({ index }) => index)

const year = new Date().getUTCFullYear()
const span = `from ('${year}-01-01 00:00:00+00') to ('${year + 1}-01-01 00:00:00+00')`
/** What breaks the machine whatever the records are, what mends it, and what it is called. */
const ours: Record<string, [breaks: string, mends: string, fault: string]> = {
  'a lost grant': [
    'revoke insert on finding_rows from cbccvc_work',
    'grant insert on finding_rows to cbccvc_work',
    '42501',
  ],
  'a missing column': [
    'alter table finding rename column word to word_gone',
    'alter table finding rename column word_gone to word',
    '42703',
  ],
  'a missing table': ['alter table finding_count rename to gone', 'alter table gone rename to finding_count', '42P01'],
  'a missing partition': [
    `alter table entry detach partition entry_${year}`,
    `alter table entry attach partition entry_${year} for values ${span}`,
    '23514',
  ],
  'a trigger that refuses everything': [
    `create function no() returns trigger language plpgsql as $$ begin raise data_exception; end $$;
     create trigger no before insert on entry for each row execute function no()`,
    'drop trigger no on entry',
    '22000',
  ],
  'a trigger that refuses every record of the parcel, and no other': [
    `create function no() returns trigger language plpgsql as $$
       begin if new.record_index < 1000 then raise 'no'; end if; return new; end $$;
     create trigger no before insert on entry for each row execute function no()`,
    'drop trigger no on entry',
    'P0001',
  ],
}
for (const [name, [breaks, mends, fault]] of Object.entries(ours)) {
  test(
    `${name}: nothing is held, the parts wait and say so, and go on once it is mended`,
    onRoute(async (route) => {
      const people = officials(0, 12, 'H26.1').map((record) => ({ ...record, chieuCao: 'cao' }))
      await route.send('H26', people, { recordsPerPart: 4 })
      await progress(route.house)
      await route.owner.query(breaks)
      const thrown = await attempts(route, 24)
      assert.ok(thrown.includes(`OurFault ${fault}`), thrown.join())
      await route.tick()
      assert.equal((await outcomes(route)).length, 4, 'what was concluded before')
      assert.deepEqual(await heldIndexes(route), [])
      const { answer: board } = await route.client('CENTRE').call('board', {})
      assert.equal(board.stuck.parts, 2)
      assert.deepEqual(board.stuck.faults, [fault])
      assert.ok(Date.now() - Date.parse(board.stuck.since!) < 60_000)
      await route.owner.query(mends)
      await finish(route)
      assert.deepEqual(
        (await outcomes(route)).map(({ outcome }) => outcome.outcome),
        people.map(() => 'entered'),
      )
      assert.equal((await route.client('CENTRE').call('board', {})).answer.stuck.parts, 0)
    }),
  )
}

/** What breaks a process whatever it works on, and what its fault is called. */
const broken: Record<string, [fault: string, house: (route: Route) => Promise<House>]> = {
  'a clock that has stopped': ['RangeError', async ({ house }) => ({ ...house, now: () => new Date(Number.NaN) })],
  'a key file without the key of the index': [
    'KeyUnknownError',
    async ({ house, sealKeys }) => {
      const file = { ...sealKeys, index: { '2': newKeyFile(true).index['1']! } }
      return { ...house, keys: await openKeyRing({ db: house.pool, file }) }
    },
  ],
}
for (const [name, [fault, houseOf]] of Object.entries(broken)) {
  test(
    `${name} holds nobody, in a part of one either`,
    onRoute(async (route) => {
      await route.send('H26', officials(0, 1, 'H26.1'))
      await route.send('H26', [...officials(1, 3, 'H26.1'), '{"no'])
      const thrown = await attempts(route, 24, await houseOf(route))
      assert.ok(thrown.includes(`OurFault ${fault}`), thrown.join())
      await finish(route)
      const words = (await outcomes(route)).map(({ outcome }) => outcome.outcome)
      assert.deepEqual(words.sort(), ['entered', 'entered', 'entered', 'entered', 'returned'])
    }),
  )
}

test(
  'a part of one guilty record is decided: that one is held',
  onRoute(async (route) => {
    await trap(route, 'entry', `if new.record_index < 1000 then raise data_exception; end if;`)
    await route.send('H26', officials(0, 1, 'H26.1'))
    await finish(route)
    assert.deepEqual(await heldIndexes(route), [0])
  }),
)

test(
  'records that break the machine each in its own way are guilty, though they be all of a part',
  onRoute(async (route) => {
    await trap(
      route,
      'entry',
      `if new.record_index = 0 then raise data_exception; elsif new.record_index = 1 then raise 'other'; end if;`,
    )
    await route.send('H26', officials(0, 2, 'H26.1'))
    await finish(route)
    assert.deepEqual(await heldIndexes(route), [0, 1])
  }),
)

test(
  'a record that breaks only what is said of it (its line in the feed, its leaf) is found as well',
  onRoute(async (route) => {
    await trap(route, 'feed_chunk', `if new.entered = 4 then raise 'one too many'; end if;`)
    await route.send('H26', officials(0, 4, 'H26.1'))
    await finish(route)
    assert.equal((await heldIndexes(route)).length, 1)
  }),
)

test(
  'a withdrawal that meets a fault of ours waits for it, too',
  onRoute(async (route) => {
    const { parcelId } = await route.push('H26', officials(0, 3, 'H26.1'))
    await route.withdraw('H26', parcelId)
    await trap(route, 'entry', `if new.kind = 'withdrawal' then raise 'no'; end if;`)
    const thrown = await attempts(route, 6)
    assert.ok(thrown.includes('OurFault P0001'), thrown.join())
    assert.equal((await route.client('CENTRE').call('board', {})).answer.stuck.parts, 1)
    await route.owner.query('drop trigger trap on entry')
    await finish(route)
    assert.ok((await route.feed('H26')).some((line) => line.kind === 'withdrawn' && line.restored === 3))
  }),
)

test(
  'the pause of a part that waits for us grows with its wait, to a minute and no more',
  onRoute(async (route) => {
    await route.send('H26', officials(0, 1, 'H26.1'))
    await route.owner.query(`revoke insert on entry_${year} from cbccvc_work`)
    const pauseAfter = async (waited: string) => {
      await route.owner.query('update job set faulted_at = now() - $1::interval where fault is not null', [waited])
      await attempts(route, 1)
      const { rows } = await route.owner.query<{ s: number }>(
        `select extract(epoch from leased_until - now())::float8 as s from job`,
      )
      return rows[0]!.s
    }
    assert.ok((await pauseAfter('0')) <= 1)
    const minute = await pauseAfter('100 seconds')
    assert.ok(minute > 20 && minute < 30, `${minute} s`)
    const day = await pauseAfter('1 day')
    assert.ok(day > 50 && day <= 60, `${day} s`)
    await route.owner.query(`grant insert on entry_${year} to cbccvc_work`)
    // Nobody hurries it now: it goes on when its pause is over.
    await route.owner.query(`update job set leased_until = now() + interval '1 second'`)
    for (const until = Date.now() + 15_000; Date.now() < until && !(await progress(route.house)); ) await pause(50)
    await route.settle()
    assert.deepEqual(
      (await outcomes(route)).map(({ outcome }) => outcome.outcome),
      ['entered'],
    )
  }),
)

test(
  'connections cut at random moments: every part is concluded once, and nobody innocent is held',
  onRoute(async (route) => {
    const parcels = 12
    for (let i = 0; i < parcels; i++)
      await route.send(
        'H26',
        officials(i * 10, 12, 'H26.1').map((r) => ({ ...r, chieuCao: 150 + i })),
        { recordsPerPart: 4 },
      )
    let cuts = 0
    let working = true
    const cutter = (async () => {
      while (working) {
        const { rowCount } = await route.owner.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and usename is not null and application_name = 'cbccvc' order by random() limit 1`,
        )
        cuts += rowCount ?? 0
        await pause(Math.random() * 25)
      }
    })()
    const numbering = (async () => {
      while (working) {
        await route.tick().catch(() => {})
        await pause(20)
      }
    })()
    const until = Date.now() + 4000
    for (let left = 1; left > 0 && Date.now() < until; ) {
      // One worker: its leases run out only when it does not hold one.
      if (!(await progress(route.house).catch(() => true))) await hurry(route)
      const { rows } = await route.owner.query<{ n: number }>('select count(*) as n from job')
      left = rows[0]!.n
    }
    working = false
    await Promise.all([cutter, numbering])
    await finish(route)
    assert.ok(cuts > 10, `${cuts} cuts`)
    const lines = await outcomes(route)
    assert.equal(lines.length, parcels * 12)
    assert.equal(new Set(lines.map(({ parcelId, index }) => `${parcelId} ${index}`)).size, lines.length)
    assert.deepEqual(
      lines.filter(({ outcome }) => outcome.outcome === 'held'),
      [],
    )
  }),
)
