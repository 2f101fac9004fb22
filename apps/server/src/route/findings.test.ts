/** What was found before, word for word, is not written again; every parcel's counts and lines are whole all the same. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { official } from '../testing/people.ts'
import { onRoute, openRoute, type Route } from '../testing/route.ts'

interface Row {
  readonly parcel: string
  readonly index: number
  readonly rule: string
}

const rowsOf = async (route: Route) =>
  (
    await route.owner.query<Row>(
      `select p.parcel_id as parcel, f.record_index as index, f.rule from finding f join parcel p on p.id = f.parcel
        order by f.parcel, f.record_index, f.rule`,
    )
  ).rows
const outcomesOf = async (route: Route, parcelId: string) =>
  (await route.feed('H26')).flatMap((line) => (line.kind === 'outcome' && line.parcelId === parcelId ? [line] : []))
const countsOf = async (route: Route, parcelId: string) =>
  (await route.client('H26').call('parcelFindings', { params: { parcelId } })).answer.findings

/** Each has a height that is none. */
const flawed = (i: number) => official(i, 'H26.1', { chieuCao: 'cao' })
const people = [flawed(0), flawed(1), official(2, 'H26.1'), flawed(3)]

test(
  'the same records again: no row more, the same counts, the same lines',
  onRoute(async (route) => {
    const first = await route.push('H26', people, { recordsPerPart: 3 })
    const rows = await rowsOf(route)
    assert.ok(rows.length >= 3)
    for (let again = 0; again < 2; again++) {
      const { parcelId } = await route.push('H26', people, {
        recordsPerPart: 3,
        kind: again === 0 ? 'changes' : 'full',
      })
      assert.deepEqual(await rowsOf(route), rows)
      assert.deepEqual(await countsOf(route, parcelId), await countsOf(route, first.parcelId))
      const [before, after] = [await outcomesOf(route, first.parcelId), await outcomesOf(route, parcelId)]
      assert.deepEqual(
        after.map(({ outcome }) => outcome.outcome),
        people.map(() => 'unchanged'),
      )
      assert.deepEqual(
        after.map(({ findings }) => findings),
        before.map(({ findings }) => findings),
      )
    }
    // Only who has something new found is written.
    const changed = people.map((person, i) => (i === 1 ? { ...person, canNang: 'nặng' } : person))
    const { parcelId } = await route.push('H26', changed)
    const own = (await rowsOf(route)).filter((row) => row.parcel === parcelId)
    assert.deepEqual([...new Set(own.map(({ index }) => index))], [1])
  }),
)

test(
  'an unchanged record of which something else is found now is written, once',
  onRoute(async (route) => {
    await route.push('H26', [flawed(0)], { asOf: '2023-06-01' })
    const before = await rowsOf(route)
    await route.push('H26', [flawed(0)], { asOf: '2023-06-19' })
    assert.deepEqual(await rowsOf(route), before)
    // It says the same of a day in between: that it comes late is new, the first time.
    for (let times = 0; times < 2; times++) {
      const { parcelId } = await route.push('H26', [flawed(0)], { asOf: '2023-06-10' })
      const [line] = await outcomesOf(route, parcelId)
      assert.equal(line!.outcome.outcome, 'unchanged')
      assert.ok(line!.findings.some(({ rule }) => rule === 'register.stale'))
      const stale = (await rowsOf(route)).filter((row) => row.rule === 'register.stale')
      assert.equal(stale.length, 1)
    }
    // And back: what stands is what was found last.
    const back = await route.push('H26', [flawed(0)], { asOf: '2023-06-19' })
    const own = (await rowsOf(route)).filter((row) => row.parcel === back.parcelId)
    assert.deepEqual(
      own.map(({ rule }) => rule),
      before.map(({ rule }) => rule),
    )
  }),
)

test(
  'what was found, then nothing, then the same: written both times',
  onRoute(async (route) => {
    const { parcelId: one } = await route.push('H26', [flawed(0)])
    await route.push('H26', [official(0, 'H26.1', { chieuCao: 170 })])
    const { parcelId: three } = await route.push('H26', [flawed(0)])
    assert.deepEqual(new Set((await rowsOf(route)).map(({ parcel }) => parcel)), new Set([one, three]))
  }),
)

test(
  'twice in one part, in two parts, and by another body: each record is counted, and told',
  onRoute(async (route) => {
    const { parcelId } = await route.push('H26', [flawed(0), flawed(0), flawed(1), flawed(0)], { recordsPerPart: 3 })
    const lines = await outcomesOf(route, parcelId)
    assert.deepEqual(
      lines.map(({ outcome }) => outcome.outcome),
      ['entered', 'unchanged', 'entered', 'unchanged'],
    )
    assert.deepEqual([...new Set((await rowsOf(route)).map(({ index }) => index))], [0, 2])
    const told = lines.reduce((sum, { findings }) => sum + findings.length, 0)
    const counted = (await countsOf(route, parcelId)).reduce((sum, { count }) => sum + count, 0)
    assert.equal(counted, told)
    // Another body's record of the same person waits for a human: its findings are its own, each time.
    for (const records of [1, 2]) {
      await route.push('H56', [official(0, 'H56.1', { chieuCao: 'cao' })])
      const { rows } = await route.owner.query(
        `select count(distinct f.parcel)::int as n from finding f join parcel p on p.id = f.parcel where p.sender = 'H56'`,
      )
      assert.equal(rows[0].n, records)
    }
  }),
)

test(
  'after the parcel that they came with was taken back, findings are written anew',
  onRoute(async (route) => {
    await route.push('H26', [official(0, 'H26.1')])
    const { parcelId } = await route.push('H26', [flawed(0)])
    await route.withdraw('H26', parcelId)
    await route.settle()
    const { rows } = await route.owner.query('select found_parcel from person')
    assert.deepEqual(rows, [{ found_parcel: null }])
    const again = await route.push('H26', [flawed(0)])
    assert.ok((await rowsOf(route)).some((row) => row.parcel === again.parcelId))
  }),
)

let route: Route
before(async () => {
  route = await openRoute()
})
after(() => route.close({ dirty: true }))

test('the checker misses a row that stands for later records, and one that names nobody', async () => {
  await route.push('H26', people)
  await route.push('H26', people)
  assert.deepEqual(await route.check(), [])
  await route.owner.query('create table kept as select * from finding where record_index = 3')
  await route.owner.query('delete from finding where record_index = 3')
  const faults = (await route.check()).map((fault) => fault.split(':')[0])
  assert.deepEqual(new Set(faults), new Set(['finding.row', 'finding.again', 'person.found']))
  await route.owner.query('insert into finding select * from kept')
  assert.deepEqual(await route.check(), [])
  await route.owner.query(
    'insert into finding select parcel, 99, null, rule, path, weight, word, null from kept limit 1',
  )
  assert.match((await route.check()).join(), /^finding\.stray: \d+ record 99$/)
})
