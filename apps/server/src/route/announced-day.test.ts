/** The day of records that were announced: what they come to on it, and how the day is worked off. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { newKeyPair } from '@cbccvc/evidence'
import {
  enrolKeys,
  enrolUnits,
  openPool,
  progress,
  readWaiting,
  readWaitingForDay,
  signOrder,
  spill,
  transaction,
  turnUnits,
} from '@cbccvc/registry'
import { dayReport } from '../commands.ts'
import { day, leafOf, moved, number, someone, state, totals, turn } from '../testing/announced.ts'
import { personOf } from '../testing/book.ts'
import { finish, trap } from '../testing/leases.ts'
import { cameTo, casesOf, decisionsOf } from '../testing/lines.ts'
import { official, officials } from '../testing/people.ts'
import { onRoute, today } from '../testing/route.ts'
import { workersOf } from '../testing/worker.ts'

test(
  'on its day the ordinary way: a person whom another body holds by now opens a case, and no sooner',
  onRoute(async (route) => {
    await state(route, someone, { asOf: '2023-06-01' })
    await route.push('H56', [{ ...official(0, 'H56.1'), $trueFrom: day }])
    assert.deepEqual(await casesOf(route, 'H26'), [], 'nothing is asked before its day')
    assert.deepEqual(await cameTo(route, 'H56'), ['held', 'register.waitsForDay'])
    await turn(route, day)
    const [line] = await decisionsOf(route, 'H56')
    assert.deepEqual([line!.outcome, line!.by, line!.findings.at(-1)!.rule], ['held', 'day', 'register.heldElsewhere'])
    const [mine] = await casesOf(route, 'H26')
    assert.deepEqual([mine!.state, mine!.side, mine!.due], ['open', 'holder', '2023-07-14'])
    assert.deepEqual(await route.check(), [])
    await route.answer('H26', mine!.id, 'release')
    await route.settle()
    assert.equal((await personOf(route, number)).holder, 'H56')
  }),
)

test(
  'a doubt on its day waits for the operator from that day on, and is entered as of its day',
  onRoute(async (route) => {
    const other = { ...official(5, 'H26.1'), soDinhDanh: number, soGiayTo: number, $trueFrom: day }
    await state(route, other)
    await state(route, someone, { asOf: '2023-06-01' })
    await turn(route, day)
    const [line] = await decisionsOf(route, 'H26')
    assert.deepEqual([line!.outcome, line!.findings.at(-1)!.rule], ['held', 'register.otherPerson'])
    const { rows } = await route.owner.query<{ id: string; due_on: string }>('select id, due_on from held')
    assert.deepEqual(
      rows.map((row) => row.due_on),
      ['2023-07-14'],
    )
    assert.deepEqual(await route.check(), [])
    route.setToday('2023-07-05')
    assert.equal((await route.answer('CENTRE', rows[0]!.id, 'enter')).state, 'entered')
    await route.settle()
    const { statements } = await personOf(route, number)
    assert.equal(statements.at(-1)!.trueFrom, day)
  }),
)

test(
  'a unit that is no longer there on its day: returned then, and told',
  onRoute(async (route) => {
    await state(route, someone, { asOf: '2023-06-01' })
    await state(route, moved())
    await route.owner.query(`update unit_code set valid_to = '2023-06-30' where code = 'H26.2'`)
    await turn(route, day)
    assert.deepEqual(await decisionsOf(route, 'H26'), [], 'the tree of the day first')
    await turnUnits(route.sequencing, day)
    await route.settle()
    const [line] = await decisionsOf(route, 'H26')
    assert.deepEqual(
      [line!.outcome, line!.entry, line!.findings.at(-1)!.rule],
      ['returned', null, 'register.unitEnded'],
    )
    assert.equal((await personOf(route, number)).unit, 'H26.1')
    const { held, returned } = await totals(route)
    assert.deepEqual([held, returned], [0, 1])
    await route.owner.query(`update unit_code set valid_to = null where code = 'H26.2'`)
    await turnUnits(route.sequencing, '2023-07-02')
  }),
)

test(
  'one person in one parcel: each of its days by itself; two of one day are a doubt, word for word the same are one',
  onRoute(async (route) => {
    await route.push('H26', [
      { ...someone, chieuCao: 160 },
      { ...someone, chieuCao: 161, $trueFrom: day },
      { ...someone, chieuCao: 162, $trueFrom: '2023-07-02' },
      { ...official(1, 'H26.1'), chieuCao: 150, $trueFrom: day },
      { ...official(1, 'H26.1'), chieuCao: 151, $trueFrom: day },
      { ...official(2, 'H26.1'), $trueFrom: day },
      { ...official(2, 'H26.1'), $trueFrom: day },
    ])
    await turn(route, day)
    assert.deepEqual(
      (await decisionsOf(route, 'H26')).map((d) => [d.index, d.outcome, d.findings.at(-1)?.rule]),
      [
        [1, 'entered', undefined],
        [3, 'entered', undefined],
        [4, 'held', 'register.twiceInParcel'],
        [5, 'entered', undefined],
        [6, 'unchanged', undefined],
      ],
    )
    await turn(route, '2023-07-02')
    assert.equal((await personOf(route, number)).values.chieuCao, 162)
  }),
)

test(
  'an outage over the day: entered at the next start, judged as on its day',
  onRoute(async (route) => {
    await state(route, someone, { asOf: '2023-06-01' })
    await state(route, moved())
    route.setToday('2023-07-09')
    const faults = await route.check()
    assert.equal(faults.length, 1)
    assert.match(faults[0]!, /^announced\.late: /)
    await route.settle()
    const [line] = await decisionsOf(route, 'H26')
    assert.deepEqual([line!.outcome, line!.today], ['entered', day])
    assert.equal((await personOf(route, number)).unit, 'H26.2')
  }),
)

test(
  'the operator’s list names what waits for its day apart from what is to be decided',
  onRoute(async (route) => {
    await route.push('H26', [moved(), { ...official(1, 'H26.1'), $trueFrom: day }])
    assert.deepEqual(await readWaiting(route.house.pool, route.house.today()), [])
    assert.deepEqual(await readWaitingForDay(route.house.pool), [{ kind: 'day', sender: 'H26', day, records: 2 }])
    const workers = workersOf(route)
    try {
      const { out } = await workers.run(['operator', 'list'], '')
      assert.match(out, /Không có gì chờ \/ Nothing waits\n2023-07-01 {2}H26: 2 hồ sơ chờ đến ngày hiệu lực/)
    } finally {
      await workers.close()
    }
  }),
)

test(
  'a record that broke the machine before its day was read: before that day it goes back, from that day on it is entered',
  onRoute(async (route) => {
    await trap(route, 'announced', `if new.record_index > 0 then raise exception 'broken'; end if;`)
    await route.send('H26', [moved(), ...[1, 2].map((i) => ({ ...official(i, 'H26.1'), $trueFrom: day }))])
    await finish(route)
    const waiting = await readWaiting(route.house.pool, route.house.today())
    assert.deepEqual(
      waiting.map(({ reason, record }) => [reason, record]),
      [2, 3].map((record) => ['register.faulty', record]),
    )
    await route.owner.query('drop trigger trap on announced')
    assert.equal((await route.answer('CENTRE', waiting[0]!.id, 'enter')).state, 'returned')
    await turn(route, day)
    assert.equal((await route.answer('CENTRE', waiting[1]!.id, 'enter')).state, 'entered')
    await route.settle()
    assert.deepEqual(
      (await decisionsOf(route, 'H26')).map((d) => [d.index, d.outcome, d.by, d.findings[0]?.rule]),
      [
        [1, 'returned', 'operator', 'register.sendAgain'],
        [0, 'entered', 'day', undefined],
        [2, 'entered', 'operator', undefined],
      ],
    )
    assert.equal((await personOf(route, String(official(2, 'H26.1').soDinhDanh))).statements[0]!.trueFrom, day)
  }),
)

test(
  'a record that breaks the machine on its day is found and held; the others are entered',
  onRoute(async (route) => {
    await route.push(
      'H26',
      [0, 1, 2, 3].map((i) => ({ ...official(i, 'H26.1'), $trueFrom: i === 2 ? '2023-06-30' : day })),
    )
    await trap(route, 'entry', `if new.record_index = 3 then raise exception 'broken'; end if;`)
    route.setToday(day)
    await finish(route)
    assert.deepEqual(
      (await decisionsOf(route, 'H26')).map((d) => [d.index, d.outcome, d.findings.at(-1)?.rule]),
      [
        [2, 'entered', undefined],
        [0, 'entered', undefined],
        [1, 'entered', undefined],
        [3, 'held', 'register.faulty'],
      ],
    )
    await route.owner.query('drop trigger trap on entry')
  }),
)

test(
  'the part was destroyed before the day: what waited in it goes back on its day and says why',
  onRoute(async (route) => {
    const { parcelId } = await route.push('H26', [official(1, 'H26.1'), moved()])
    const second = newKeyPair()
    const { kid, publicKey } = second
    await enrolKeys(route.owner, [{ kid, sender: 'CENTRE', role: 'operator', publicKey, sandbox: true }])
    const records = [{ sender: 'H26', parcelId, index: 0 }]
    const order = {
      v: 1,
      kind: 'spill',
      id: randomUUID(),
      reason: 'Văn bản 12',
      at: '2023-06-20T02:00:00.000Z',
      records,
    }
    const text = JSON.stringify(order)
    const pool = openPool({ url: route.databaseUrl, role: 'cbccvc_spill', max: 1 })
    try {
      const signed = [route.keys.CENTRE, second].map(({ seed }) => signOrder(text, seed)) as [string, string]
      await spill({ pool, keys: route.house.keys, today, now: new Date() }, text, signed)
    } finally {
      await pool.end()
    }
    assert.deepEqual(await route.check(), [])
    await turn(route, day)
    const [line] = await decisionsOf(route, 'H26')
    assert.deepEqual([line!.index, line!.outcome, line!.findings[0]!.rule], [1, 'returned', 'register.destroyed'])
  }),
)

test(
  'what its sender delivered before midnight goes first; another sender’s queue holds up nothing',
  onRoute(async (route) => {
    // Days to come by the clock of the database: they stand in their first seconds.
    const far = '2098-06-30'
    route.setToday(far)
    await state(route, someone)
    await state(route, moved({ $trueFrom: '2098-07-01' }))
    const $replaces = await leafOf(route)
    await route.send('H26', [moved({ $trueFrom: '2098-07-10', $replaces })])
    await route.send('H56', officials(30, 3, 'H56.1'))
    route.setToday('2098-07-01')
    await route.settle()
    assert.deepEqual(
      (await decisionsOf(route, 'H26')).map((d) => d.findings.at(-1)?.rule),
      ['register.replaced'],
    )
    assert.equal((await personOf(route, number)).unit, 'H26.1')
    await route.send('H56', officials(40, 3, 'H56.1'))
    route.setToday('2098-07-10')
    const worked = await Promise.all([progress(route.house), progress(route.house)])
    assert.deepEqual(worked, [true, true])
    assert.equal((await personOf(route, number)).unit, 'H26.2')
    await route.settle()
  }),
)

test(
  'on a day of thousands what comes in waits no longer than for every second claim, and the day for no more',
  onRoute(async (route) => {
    for (let i = 0; i < 12; i++) await route.send('H56', [{ ...official(100 + i, 'H56.1'), $trueFrom: day }])
    await route.settle()
    route.setToday(day)
    const waiting = async () => {
      const { rows } = await route.owner.query<{ n: number }>(
        'select count(*) as n from announced where came_to is null',
      )
      return rows[0]!.n
    }
    for (let i = 0; i < 5; i++) {
      const before = await waiting()
      const { parcelId } = await route.send('G01', [official(200 + i, 'G01.1')])
      await progress(route.house)
      await progress(route.house)
      const { answer } = await route.client('G01').call('parcelStatus', { params: { parcelId } })
      assert.equal(answer.state, 'concluded', 'what came in is done')
      assert.equal(await waiting(), before - 1, 'and the day is one further')
    }
    await route.settle()
    assert.equal(await waiting(), 0)
  }),
)

test(
  'the worker says how much of the day is still to be entered, in counts, and then that nothing is',
  onRoute(async (route) => {
    const said: object[] = []
    const step = dayReport(route.house, (what) => said.push(what))
    await state(route, moved())
    await state(route, { ...official(1, 'H26.1'), $trueFrom: day })
    await step()
    assert.deepEqual(said, [], 'nothing is due')
    route.setToday(day)
    await step()
    await route.settle()
    await step()
    await step()
    assert.deepEqual(
      said.map((what) => Object.entries(what).filter(([name]) => name !== 'at')),
      [2, 0].map((waiting) => [
        ['day', day],
        ['waiting', waiting],
      ]),
    )
  }),
)

test(
  'a unit that begins on the day can be announced before it; one that begins later cannot',
  onRoute(async (route) => {
    const coming = { code: 'H26.7', parent: 'H26', name: 'Đơn vị H26.7', body: 'H26', validFrom: day }
    await transaction(route.owner, (tx) => enrolUnits(tx, [coming]))
    await state(route, someone, { asOf: '2023-06-01' })
    await state(route, { ...official(0, 'H26.7'), $trueFrom: '2023-06-30' })
    assert.deepEqual(await cameTo(route, 'H26'), ['returned', 'register.unitUnknown'])
    await state(route, { ...official(0, 'H26.7'), $trueFrom: day })
    assert.deepEqual(await cameTo(route, 'H26'), ['held', 'register.waitsForDay'])
    assert.deepEqual(await route.check(), [])
    await turn(route, day)
    await turnUnits(route.sequencing, day)
    await route.settle()
    assert.equal((await personOf(route, number)).unit, 'H26.7')
  }),
)
