/** A parcel taken back by its sender: before it is concluded, after it, and where something newer was stated. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FeedLine } from '@cbccvc/contract'
import { verifyReceipt, vkeyOf } from '@cbccvc/evidence'
import { progress } from '@cbccvc/registry'
import { personOf } from '../testing/book.ts'
import { official, officials } from '../testing/people.ts'
import { openRoute, type Route, refused } from '../testing/route.ts'

let route: Route
before(async () => {
  route = await openRoute()
})
after(() => route.close())

const numberOf = (i: number) => String(official(i, 'H26.1').soDinhDanh)
const preview = async (parcelId: string) =>
  (await route.client('H26').call('parcelWithdrawal', { params: { parcelId } })).answer
const linesOf = async (parcelId: string): Promise<FeedLine[]> =>
  (await route.feed('H26')).filter((line) => line.parcelId === parcelId)
const totals = async () =>
  (await route.client('CENTRE').call('board')).answer.bodies.find((b) => b.code === 'H26')!.counts

test('what was entered gives way to what stood before; the papers stay true', async () => {
  await route.push('H26', officials(0, 3, 'H26.1'))
  const counts = await totals()
  const wrong = officials(0, 4, 'H26.2').map((record) => ({
    ...record,
    noiOHienNay: record.queQuan,
    doiTuongChinhSach: null,
  }))
  const sent = await route.push('H26', wrong)
  assert.equal((await personOf(route, numberOf(0))).unit, 'H26.2')
  assert.equal((await totals()).people, 4)
  assert.deepEqual(await preview(sent.parcelId), {
    ...{ parcelId: sent.parcelId, until: '2023-06-30', count: 4, notEntered: 0, restored: 4, kept: 0, refusal: null },
  })
  const before = await route.client('H26').call('recordReceipt', { params: { parcelId: sent.parcelId, index: 3 } })

  const withdrawal = await route.withdraw('H26', sent.parcelId)
  await route.settle()
  for (const i of [0, 1, 2]) {
    const person = await personOf(route, numberOf(i))
    assert.equal(person.unit, 'H26.1')
    assert.deepEqual(person.values.coQuanSuDung, 'H26.1')
    assert.equal(person.statements.at(-1)!.kind, 'withdrawal')
    assert.equal(person.statements.at(-1)!.values.coQuanSuDung, 'H26.1', 'it states what stands again')
  }
  const gone = await personOf(route, numberOf(3))
  assert.deepEqual(gone.values, {}, 'nothing stood before')
  assert.equal(gone.holder, '')
  assert.equal(gone.statements.at(-1)!.values.hoTenKhaiSinh, null)
  const { people, du, sach } = await totals()
  assert.deepEqual({ people, du, sach }, { people: 3, du: counts.du, sach: counts.sach })

  const lines = await linesOf(withdrawal.parcelId)
  assert.deepEqual(
    lines.map((line) => (line.kind === 'withdrawal' ? line.restored : line.kind === 'withdrawn' && line.restored)),
    [true, true, true, true, 4],
  )
  const after = await route.client('H26').call('recordReceipt', { params: { parcelId: sent.parcelId, index: 3 } })
  for (const { answer } of [before, after]) {
    const result = verifyReceipt(answer, { logKey: vkeyOf(route.log), record: sent.lines[3]!, manifest: sent.jws })
    assert.equal(result.ok, true)
  }
  const own = await route.client('H26').call('parcelReceipt', { params: { parcelId: withdrawal.parcelId } })
  assert.equal(verifyReceipt(own.answer, { logKey: vkeyOf(route.log), manifest: withdrawal.jws }).ok, true)
  const status = await route.client('H26').call('parcelStatus', { params: { parcelId: withdrawal.parcelId } })
  assert.equal(status.answer.state, 'concluded')
  assert.equal((await preview(sent.parcelId)).refusal?.code, 'withdrawal.again')
  await refused('withdrawal.again', route.withdraw('H26', withdrawal.parcelId))
  assert.deepEqual(await route.check(), [])
})

test('whoever states a person of whom nothing stands holds the person next', async () => {
  await route.push('H56', [official(3, 'H56.1')])
  const person = await personOf(route, numberOf(3))
  assert.equal(person.holder, 'H56')
  assert.equal(person.values.coQuanSuDung, 'H56.1')
  assert.equal((await totals()).people, 3)
  assert.deepEqual(await route.check(), [])
})

test('what was stated newer stays, in whole or only confirmed, and the sender hears why', async () => {
  const first = await route.push('H26', officials(10, 3, 'H26.1'))
  await route.push('H26', [official(10, 'H26.2'), official(11, 'H26.1')])
  const { restored, kept } = await preview(first.parcelId)
  assert.deepEqual({ restored, kept }, { restored: 1, kept: 2 })
  const withdrawal = await route.withdraw('H26', first.parcelId)
  await route.settle()
  const lines = await linesOf(withdrawal.parcelId)
  assert.deepEqual(
    lines.map((line) => (line.kind === 'withdrawal' ? (line.finding?.rule ?? 'restored') : line.kind)),
    ['register.withdrawalNewer', 'register.withdrawalNewer', 'restored', 'withdrawn'],
  )
  assert.equal((await personOf(route, numberOf(10))).values.coQuanSuDung, 'H26.2')
  assert.equal((await personOf(route, numberOf(11))).values.coQuanSuDung, 'H26.1')
  assert.deepEqual((await personOf(route, numberOf(12))).values, {})
  assert.deepEqual(await route.check(), [])
})

test('before it is concluded, the rest of it is not entered', async () => {
  const sent = await route.send('H26', officials(20, 6, 'H26.1'), { recordsPerPart: 2, kind: 'full' })
  await progress(route.house)
  await route.tick()
  assert.deepEqual(await preview(sent.parcelId).then(({ notEntered, restored }) => ({ notEntered, restored })), {
    notEntered: 4,
    restored: 2,
  })
  await route.withdraw('H26', sent.parcelId)
  await route.settle()
  const outcomes = (await linesOf(sent.parcelId)).flatMap((line) => (line.kind === 'outcome' ? [line] : []))
  assert.deepEqual(outcomes.map((line) => line.outcome.outcome).sort(), [
    ...Array(2).fill('entered'),
    ...Array(4).fill('refused'),
  ])
  assert.equal(outcomes.find((line) => line.outcome.outcome === 'refused')!.findings[0]!.rule, 'register.withdrawn')
  const { answer } = await route.client('H26').call('parcelStatus', { params: { parcelId: sent.parcelId } })
  assert.equal(answer.state, 'concluded')
  assert.deepEqual(answer.counts, { entered: 2, unchanged: 0, returned: 0, held: 0, refused: 4 })
  const receipt = await route.client('H26').call('recordReceipt', { params: { parcelId: sent.parcelId, index: 5 } })
  assert.equal(verifyReceipt(receipt.answer, { logKey: vkeyOf(route.log), record: sent.lines[5]! }).ok, true)
  assert.equal((await totals()).refused, 4)
  assert.equal(
    (await linesOf(sent.parcelId)).some((line) => line.kind === 'left'),
    false,
  )
  assert.deepEqual(await route.check(), [])
})

test('a part that is being worked on when the withdrawal comes is rolled back, not entered', async () => {
  const sent = await route.send('H26', [official(30, 'H26.1')])
  const other = (await route.owner.query<{ id: number }>('select min(id) as id from parcel')).rows[0]!.id
  const hold = await route.owner.connect()
  // The worker has read the parcel and waits for its row; meanwhile the row is marked.
  await hold.query('begin')
  await hold.query('select from parcel where parcel_id = $1 for update', [sent.parcelId])
  const working = progress(route.house)
  for (let waits = false; !waits; ) {
    const { rows } = await route.owner.query(`select from pg_stat_activity where wait_event_type = 'Lock' limit 1`)
    waits = rows.length > 0
  }
  await hold.query('update parcel set withdrawn_by = $2 where parcel_id = $1', [sent.parcelId, other])
  await hold.query('commit')
  await working
  await hold.query('update parcel set withdrawn_by = null where parcel_id = $1', [sent.parcelId])
  hold.release()
  const { rows } = await route.owner.query('select from person where blind = $1', [
    route.house.keys.blinds(numberOf(30))[0],
  ])
  assert.equal(rows.length, 0)
  await route.withdraw('H26', sent.parcelId)
  for (let state = ''; state !== 'concluded'; ) {
    await route.settle()
    state = (await route.client('H26').call('parcelStatus', { params: { parcelId: sent.parcelId } })).answer.state
  }
  assert.deepEqual(await route.check(), [])
})

test('a claim that is taken back closes its case; a holder that takes all back makes room for the claimant', async () => {
  await route.push('H56', [official(40, 'H56.1')])
  const claim = await route.push('H26', [official(40, 'H26.1')])
  assert.equal((await personOf(route, numberOf(40))).sach, false)
  await route.withdraw('H26', claim.parcelId)
  await route.settle()
  assert.equal((await personOf(route, numberOf(40))).sach, true)
  assert.ok((await route.feed('H56')).some((line) => line.kind === 'case' && line.state === 'kept'))

  const held = await route.push('H26', [official(41, 'H26.1')])
  await route.push('H56', [official(41, 'H56.1')])
  await route.withdraw('H26', held.parcelId)
  await route.settle()
  const person = await personOf(route, numberOf(41))
  assert.deepEqual([person.holder, person.values.coQuanSuDung, person.sach], ['H56', 'H56.1', true])
  assert.deepEqual(await route.check(), [])
})

test('what would still be asked about it is not asked any more', async () => {
  await route.push('H26', [official(50, 'H26.1')])
  const sent = await route.push('H26', [
    official(50, 'H26.1', { hoTenKhaiSinh: 'Nguyễn Văn Khác' }),
    official(51, 'H26.1'),
  ])
  await route.withdraw('H26', sent.parcelId)
  await route.settle()
  const { rows } = await route.owner.query<{ n: number }>(
    `select count(*) as n from question q join parcel p on p.id = q.parcel where p.parcel_id = $1 and q.part is not null`,
    [sent.parcelId],
  )
  assert.equal(rows[0]!.n, 0)
  assert.deepEqual(await route.check(), [])
})

test('only its own sender takes a parcel back', async () => {
  const sent = await route.push('G01', [official(60, 'G01.1')])
  await refused('withdrawal.unknown', route.withdraw('H26', sent.parcelId))
  await refused('parcel.unknown', preview(sent.parcelId))
})
