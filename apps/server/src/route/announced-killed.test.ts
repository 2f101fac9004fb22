/** Workers killed (-9) while records wait for their day, and while they enter them on it: nothing lost, nothing doubled. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { personOf } from '../testing/book.ts'
import { finish, hurry } from '../testing/leases.ts'
import { decisionsOf } from '../testing/lines.ts'
import { official, officials } from '../testing/people.ts'
import { onRoute } from '../testing/route.ts'
import { workersOf } from '../testing/worker.ts'

const day = '2023-07-01'
const announced = (from: number, count: number) =>
  officials(from, count, 'H26.2').map((record) => ({ ...record, $trueFrom: day }))

/** Everything that the commit of a day writes, in the order in which it does. */
const writes = [
  ['update', 'person'],
  ['insert', 'entry'],
  ['update', 'announced'],
  ['insert', 'finding_count'],
  ['insert', 'counter_delta'],
  ['insert', 'leaf'],
  ['insert', 'feed_chunk'],
  ['delete', 'job'],
] as const

test(
  'killed at each thing that the commit of the day writes, nothing of it happened; afterwards it happens once',
  onRoute(async (route) => {
    await route.push('H26', officials(0, 3, 'H26.1'), { asOf: '2023-06-01' })
    await route.push('H26', [...announced(0, 3), official(3, 'H26.1')])
    await route.owner.query(
      `create function stop() returns trigger language plpgsql as $$
         begin perform pg_advisory_xact_lock(91); if tg_op = 'DELETE' then return old; end if; return new; end $$`,
    )
    const workers = workersOf(route)
    const holder = await route.owner.connect()
    route.setToday(day)
    try {
      await holder.query('select pg_advisory_lock(91)')
      for (const [act, table] of writes) {
        await route.owner.query(`create trigger stop before ${act} on ${table} for each row execute function stop()`)
        const worker = await workers.start('work', { CBCCVC_TODAY: day })
        for (let stuck = false; !stuck; await pause(10)) {
          const { rows } = await route.owner.query<{ stuck: boolean }>(
            `select exists (select from pg_stat_activity where datname = current_database() and wait_event = 'advisory') as stuck`,
          )
          stuck = rows[0]!.stuck
        }
        await workers.kill(worker)
        await route.owner.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event = 'advisory'`,
        )
        await route.owner.query(`drop trigger stop on ${table}`)
        const { rows } = await route.owner.query<{ waiting: number; entries: number; jobs: number }>(
          `select (select count(*) from announced where came_to is null) as waiting, (select count(*) from entry) as entries,
                  (select count(*) from job) as jobs`,
        )
        assert.deepEqual(rows, [{ waiting: 3, entries: 4, jobs: 1 }], `killed at ${act} ${table}`)
        // A search for a record that breaks the machine is another story (killed.test.ts).
        await route.owner.query('update job set attempts = 0, suspects = null')
        await hurry(route)
      }
      await finish(route)
      assert.deepEqual(
        (await decisionsOf(route, 'H26')).map(({ index, outcome }) => [index, outcome]),
        [0, 1, 2].map((index) => [index, 'entered']),
      )
      assert.equal((await personOf(route, String(official(0, 'H26').soDinhDanh))).unit, 'H26.2')
    } finally {
      holder.release(true)
      await workers.close()
    }
  }),
)

test(
  'workers killed again and again, before the turn of the day and after it',
  onRoute(async (route) => {
    const workers = workersOf(route)
    try {
      for (let i = 0; i < 10; i++)
        await route.send('H26', [...announced(i * 5, 5), ...officials(100 + i * 5, 3, 'H26.1')], { recordsPerPart: 3 })
      for (const today of ['2023-06-20', '2023-06-20', '2023-06-20', day, day, day]) {
        const [worker, sequencer] = await Promise.all([
          workers.start('work', { CBCCVC_TODAY: today }),
          workers.start('sequence'),
        ])
        await pause(Math.random() * 250)
        await workers.kill(worker)
        await pause(Math.random() * 50)
        await workers.kill(sequencer)
        await hurry(route)
      }
      route.setToday(day)
      await finish(route)
      const lines = await decisionsOf(route, 'H26')
      assert.equal(new Set(lines.map(({ parcelId, index }) => `${parcelId} ${index}`)).size, 50)
      assert.deepEqual(
        lines.map(({ outcome, by }) => `${outcome} ${by}`),
        Array.from({ length: 50 }, () => 'entered day'),
      )
    } finally {
      await workers.close()
    }
  }),
)
