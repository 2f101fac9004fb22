/** Records that break the machine and connections that are cut: nothing is lost, nothing doubled. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { progress } from '@cbccvc/registry'
import { finish, hurry, outcomes, trap } from '../testing/leases.ts'
import { officials } from '../testing/people.ts'
import { onRoute } from '../testing/route.ts'

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
