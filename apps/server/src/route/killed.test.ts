/** Workers and sequencers killed (-9) in the middle of their work. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { finish, hurry, outcomes, trap } from '../testing/leases.ts'
import { official, officials } from '../testing/people.ts'
import { onRoute } from '../testing/route.ts'
import { workersOf } from '../testing/worker.ts'

test(
  'a record that kills the process that touches it is found by the dead, and held',
  onRoute(async (route) => {
    const workers = workersOf(route)
    const holder = await route.owner.connect()
    try {
      await holder.query('select pg_advisory_lock(77)')
      await trap(route, 'entry', `if new.record_index = 2 then perform pg_advisory_xact_lock(77); end if;`)
      await route.send('H26', officials(0, 4, 'H26.1'))
      let deaths = 0
      for (let left = 1; left > 0; ) {
        const worker = await workers.start('work')
        for (let stuck = false; !stuck && left > 0; ) {
          const { rows } = await route.owner.query<{ stuck: boolean; left: number }>(
            `select exists (select from pg_stat_activity where datname = current_database() and wait_event = 'advisory') as stuck,
                  (select count(*) from job) as left`,
          )
          stuck = rows[0]!.stuck
          left = rows[0]!.left
        }
        await workers.kill(worker)
        if (left === 0) break
        deaths++
        await route.owner.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event = 'advisory'`,
        )
        await hurry(route)
      }
      await route.settle()
      const lines = await outcomes(route)
      assert.deepEqual(
        lines.map(({ outcome }) => outcome.outcome),
        ['entered', 'entered', 'held', 'entered'],
      )
      assert.ok(deaths >= 6 && deaths <= 11, `${deaths} deaths`)
    } finally {
      holder.release(true)
      await workers.close()
    }
  }),
)

test(
  'what kills the process whatever the record is holds nobody: the part waits until it is mended',
  onRoute(async (route) => {
    const workers = workersOf(route)
    const holder = await route.owner.connect()
    try {
      await holder.query('select pg_advisory_lock(78)')
      await trap(route, 'entry', `perform pg_advisory_xact_lock(78);`)
      await route.send('H26', officials(0, 2, 'H26.1'))
      let deaths = 0
      for (let fault: string | null = null; fault === null; ) {
        assert.ok(deaths < 10, `${deaths} deaths`)
        const worker = await workers.start('work')
        for (let stuck = false; !stuck && fault === null; ) {
          const { rows } = await route.owner.query<{ stuck: boolean; fault: string | null }>(
            `select exists (select from pg_stat_activity where datname = current_database() and wait_event = 'advisory') as stuck,
                  (select fault from job) as fault`,
          )
          stuck = rows[0]!.stuck
          fault = rows[0]!.fault
        }
        await workers.kill(worker)
        deaths++
        await route.owner.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event = 'advisory'`,
        )
        if (fault === null) await hurry(route)
        else assert.equal(fault, 'died')
      }
      await route.owner.query('drop trigger trap on entry')
      await finish(route)
      assert.deepEqual(
        (await outcomes(route)).map(({ outcome }) => outcome.outcome),
        ['entered', 'entered'],
      )
    } finally {
      holder.release(true)
      await workers.close()
    }
  }),
)

test(
  'a worker killed again and again in the middle of its commits',
  onRoute(async (route) => {
    const workers = workersOf(route)
    try {
      for (let i = 0; i < 10; i++)
        await route.send('H26', [...officials(i * 5, 10, 'H26.1'), official(300 + i, 'H26.2')], { recordsPerPart: 3 })
      for (let kills = 0; kills < 6; kills++) {
        const [worker, sequencer] = await Promise.all([workers.start('work'), workers.start('sequence')])
        await pause(Math.random() * 150)
        await workers.kill(worker)
        await pause(Math.random() * 50)
        await workers.kill(sequencer)
        await hurry(route)
      }
      await finish(route)
      const lines = await outcomes(route)
      assert.equal(new Set(lines.map(({ parcelId, index }) => `${parcelId} ${index}`)).size, 110)
      assert.equal(lines.length, 110)
      assert.deepEqual(
        lines.filter(({ outcome }) => outcome.outcome === 'held'),
        [],
      )
    } finally {
      await workers.close()
    }
  }),
)
