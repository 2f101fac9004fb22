/** Records whose day lies ahead: they wait for it, are entered on it, and can be taken back before it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { verifyReceipt, vkeyOf } from '@cbccvc/evidence'
import { progress } from '@cbccvc/registry'
import { fold } from '../../../../packages/registry/src/register/index.ts'
import { day, leafOf, moved, number, someone, state, totals, turn } from '../testing/announced.ts'
import { personOf } from '../testing/book.ts'
import { cameTo, decisionsOf, lastOutcome } from '../testing/lines.ts'
import { official, officials } from '../testing/people.ts'
import { onRoute, refused } from '../testing/route.ts'

test(
  'announced: nothing changes until its day; on it, it is entered, told, counted and receipted',
  onRoute(async (route) => {
    await state(route, someone, { asOf: '2023-06-01' })
    const sent = await state(route, moved())
    const line = await lastOutcome(route, 'H26')
    assert.deepEqual([line.outcome.outcome, line.outcome.entry, line.waitsFor], ['held', null, day])
    assert.deepEqual(
      line.findings.map(({ rule, weight }) => [rule, weight]),
      [['register.waitsForDay', 'notes']],
    )
    assert.match(line.findings[0]!.vi, /^Chờ đến ngày hiệu lực 2023-07-01/)
    assert.match(line.findings[0]!.en, /^Waits for its day 2023-07-01/)
    assert.equal((await personOf(route, number)).unit, 'H26.1')
    assert.equal((await personOf(route, number)).statements.length, 1)
    assert.deepEqual(await route.check(), [])

    const board = async () => {
      const { answer } = await route.client('CENTRE').call('board')
      const { entered, held, announced } = answer.bodies.find(({ code }) => code === 'H26')!.counts
      const parcels = (await route.client('CENTRE').call('boardParcels', { query: { sender: 'H26' } })).answer.parcels
      const own = parcels.find(({ parcelId }) => parcelId === sent.parcelId)!
      const params = { parcelId: sent.parcelId }
      const { answer: findings } = await route
        .client('CENTRE')
        .call('boardFindings', { params, query: { sender: 'H26' } })
      return {
        ...{ nation: answer.announced, body: { entered, held, announced }, toDecide: answer.operator.held },
        parcel: { entered: own.entered, held: own.held, announced: own.announced },
        ...{ findings: findings.findings.map(({ rule }) => rule), days: findings.announced, chunks: answer.waiting },
      }
    }
    assert.deepEqual(await board(), {
      nation: { records: 1, next: day },
      body: { entered: 1, held: 0, announced: 1 },
      toDecide: 0,
      parcel: { entered: 0, held: 0, announced: 1 },
      findings: ['register.waitsForDay'],
      days: [{ day, records: 1 }],
      chunks: 0,
    })
    await turn(route, '2023-06-30')
    assert.equal((await personOf(route, number)).unit, 'H26.1', 'the day before')
    const before = (await route.client('H26').call('recordReceipt', { params: { parcelId: sent.parcelId, index: 0 } }))
      .answer

    await turn(route, day)
    const { unit, statements } = await personOf(route, number)
    assert.equal(unit, 'H26.2')
    const entry = statements.at(-1)!
    assert.deepEqual([entry.trueFrom, entry.kind, statements.length], [day, 'statement', 2])
    assert.equal(fold(statements, { trueOn: '2023-06-30' }).values.coQuanSuDung, 'H26.1', 'as of the day before')
    assert.equal(fold(statements, { trueOn: day }).values.coQuanSuDung, 'H26.2')
    const known = new Date(entry.recordedAt.getTime() - 1)
    assert.equal(fold(statements, { knownBy: known }).values.coQuanSuDung, 'H26.1', 'as it was known before')
    const [decision, ...more] = await decisionsOf(route, 'H26')
    assert.deepEqual(more, [])
    assert.deepEqual(
      [decision!.parcelId, decision!.index, decision!.outcome, decision!.by, decision!.entry, decision!.today],
      [sent.parcelId, 0, 'entered', 'day', entry.digest, day],
    )
    assert.deepEqual(await board(), {
      nation: { records: 0, next: null },
      body: { entered: 2, held: 0, announced: 0 },
      toDecide: 0,
      parcel: { entered: 1, held: 0, announced: 0 },
      findings: [],
      days: [],
      chunks: 0,
    })
    const after = (await route.client('H26').call('recordReceipt', { params: { parcelId: sent.parcelId, index: 0 } }))
      .answer
    const came = [before, after].map((text) => {
      const { ok, facts, steps } = verifyReceipt(text, {
        ...{ logKey: vkeyOf(route.log), record: sent.lines[0]!, manifest: sent.jws },
      })
      assert.ok(ok, JSON.stringify(steps))
      assert.ok(facts?.kind === 'record')
      return facts.inner.outcome
    })
    assert.deepEqual(
      came.map(({ outcome, entry, today }) => [outcome, entry, today]),
      [
        ['held', null, '2023-06-20'],
        ['entered', entry.digest, day],
      ],
    )
    await turn(route, '2023-07-02')
    assert.equal((await decisionsOf(route, 'H26')).length, 1, 'once')
  }),
)

test(
  'a plain statement of today and a second announcement in between: each from its own day, the later sent wins a day',
  onRoute(async (route) => {
    await state(route, { ...someone, chieuCao: 160 }, { asOf: '2023-06-01' })
    await state(route, moved({ chieuCao: 161 }))
    await state(route, { ...someone, chieuCao: 162 })
    assert.deepEqual(await cameTo(route, 'H26'), ['entered', undefined], 'what is announced overtakes nothing of today')
    await state(route, { ...someone, chieuCao: 163, $trueFrom: '2023-06-25' })
    await state(route, moved({ chieuCao: 164 }))
    assert.equal((await personOf(route, number)).values.chieuCao, 162)
    await turn(route, '2023-06-25')
    assert.deepEqual(((p) => [p.values.chieuCao, p.unit])(await personOf(route, number)), [163, 'H26.1'])
    await turn(route, day)
    assert.deepEqual(((p) => [p.values.chieuCao, p.unit])(await personOf(route, number)), [164, 'H26.2'])
    assert.deepEqual(
      (await decisionsOf(route, 'H26')).map(({ outcome }) => outcome),
      ['entered', 'entered', 'entered'],
    )
    await state(route, moved({ chieuCao: 164 }))
    assert.equal((await cameTo(route, 'H26'))[0], 'unchanged', 'the duty to state: the same again on the day')
  }),
)

test(
  'what the body states of the day itself, before the worker comes to what waits, is not undone by it',
  onRoute(async (route) => {
    await state(route, { ...someone, chieuCao: 160 }, { asOf: '2023-06-01' })
    await state(route, moved({ chieuCao: 161 }))
    route.setToday('2023-07-03')
    await route.send('H26', [{ ...official(0, 'H26.2'), chieuCao: 165, $trueFrom: day }])
    await route.owner.query(`update job set leased_until = 'infinity' where day is not null`)
    await route.settle()
    assert.equal((await personOf(route, number)).values.chieuCao, 165)
    await route.owner.query(`update job set leased_until = '-infinity'`)
    await route.settle()
    const { values, unit, statements } = await personOf(route, number)
    assert.deepEqual([values.chieuCao, unit], [165, 'H26.2'])
    assert.deepEqual(
      statements.map((s) => s.trueFrom),
      ['2023-06-01', day, day],
    )
  }),
)

test(
  'withdrawn before its day: told, counted, and nothing is entered on the day',
  onRoute(async (route) => {
    await state(route, someone, { asOf: '2023-06-01' })
    const sent = await route.push('H26', [
      moved(),
      { ...official(1, 'H26.1') },
      { ...official(2, 'H26.1'), $trueFrom: day },
    ])
    const preview = async () =>
      (await route.client('H26').call('parcelWithdrawal', { params: { parcelId: sent.parcelId } })).answer
    assert.deepEqual(await preview(), {
      ...{ parcelId: sent.parcelId, until: '2023-07-11', count: 3, notEntered: 2, restored: 1, kept: 0, refusal: null },
    })
    await turn(route, '2023-06-30')
    await route.withdraw('H26', sent.parcelId)
    await route.settle()
    assert.deepEqual(
      (await decisionsOf(route, 'H26')).map((d) => [d.index, d.outcome, d.by, d.findings[0]!.rule, d.today]),
      [0, 2].map((index) => [index, 'refused', 'sender', 'register.withdrawn', '2023-06-30']),
    )
    const { held, refused: gone, people } = await totals(route)
    assert.deepEqual([held, gone, people], [0, 2, 1])
    await turn(route, day)
    assert.equal((await personOf(route, number)).statements.length, 1)
    await assert.rejects(personOf(route, String(official(2, 'H26.1').soDinhDanh)), RangeError)
  }),
)

test(
  'withdrawn after its day: what was in force for more than ten days stays, the rest is taken back',
  onRoute(async (route) => {
    const sent = await route.push('H26', [
      official(1, 'H26.1'),
      { ...official(2, 'H26.1'), $trueFrom: day },
      { ...official(3, 'H26.1'), $trueFrom: '2023-07-20' },
    ])
    await turn(route, day)
    await turn(route, '2023-07-11')
    await route.withdraw('H26', sent.parcelId)
    await route.settle()
    const lines = (await route.feed('H26')).filter((line) => line.kind === 'withdrawal')
    assert.deepEqual(
      lines.map(({ index, restored, finding }) => [index, restored, finding?.rule]),
      [
        [0, false, 'register.withdrawalLate'],
        [1, true, undefined],
      ],
    )
    assert.equal((await personOf(route, String(official(1, 'H26.1').soDinhDanh))).holder, 'H26')
    assert.equal((await personOf(route, String(official(2, 'H26.1').soDinhDanh))).holder, '')
    await turn(route, '2023-07-20')
    await assert.rejects(personOf(route, String(official(3, 'H26.1').soDinhDanh)), RangeError)
  }),
)

test(
  'a parcel whose last day is more than ten days past cannot be withdrawn; while something waits it can',
  onRoute(async (route) => {
    const sent = await state(route, { ...official(2, 'H26.1'), $trueFrom: day })
    await turn(route, '2023-07-12')
    const error = await refused('withdrawal.late', route.withdraw('H26', sent.parcelId))
    assert.equal(error.refusal.facts?.until, '2023-07-11')
  }),
)

test(
  'replaced before its day, by a record that names its leaf: postponed, brought forward to today, replaced again',
  onRoute(async (route) => {
    await state(route, { ...someone, chieuCao: 160 }, { asOf: '2023-06-01' })
    await state(route, moved())
    const first = await leafOf(route)
    await state(route, moved({ $trueFrom: '2023-07-15', $replaces: first }))
    const second = await lastOutcome(route, 'H26')
    assert.deepEqual([second.outcome.outcome, second.waitsFor], ['held', '2023-07-15'])
    const [ended] = await decisionsOf(route, 'H26')
    assert.deepEqual([ended!.outcome, ended!.by, ended!.findings[0]!.rule], ['refused', 'sender', 'register.replaced'])
    await turn(route, day)
    assert.equal((await personOf(route, number)).unit, 'H26.1', 'the first day came and went')
    await state(route, { ...official(0, 'H26.2'), chieuCao: 170, $replaces: second.outcome.recordLeaf })
    assert.deepEqual(await cameTo(route, 'H26'), ['entered', undefined])
    await turn(route, '2023-07-15')
    const { values, unit, statements } = await personOf(route, number)
    assert.deepEqual([values.chieuCao, unit, statements.length], [170, 'H26.2', 2])
    await state(route, { ...official(0, 'H26.2'), chieuCao: 171, $replaces: first })
    assert.deepEqual(await cameTo(route, 'H26'), ['entered', 'register.replacesUnknown'], 'it was replaced before')
  }),
)

test(
  'replaced by its leaf after its day: what was entered is corrected, like any entry',
  onRoute(async (route) => {
    await state(route, { ...someone, email: 'cu@hanoi.example.vn' }, { asOf: '2023-06-01' })
    await state(route, moved({ email: 'sai@hanoi.example.vn' }))
    const $replaces = await leafOf(route)
    await turn(route, day)
    await state(route, moved({ email: 'dung@hanoi.example.vn', $replaces }))
    const { statements, values } = await personOf(route, number)
    assert.deepEqual([statements.at(-1)!.kind, statements.at(-1)!.replaces], ['correction', statements[1]!.digest])
    assert.equal(values.email, 'dung@hanoi.example.vn')
  }),
)

test(
  'nobody replaces what another body announced; a replacement that is returned replaces nothing',
  onRoute(async (route) => {
    await state(route, someone, { asOf: '2023-06-01' })
    await state(route, moved())
    const $replaces = await leafOf(route)
    await route.push('H56', [{ ...official(30, 'H56.1'), $replaces }])
    assert.deepEqual(await cameTo(route, 'H56'), ['entered', 'register.replacesUnknown'])
    await state(route, { ...official(0, 'H26.99'), $replaces })
    assert.equal((await cameTo(route, 'H26'))[0], 'returned')
    assert.deepEqual(await decisionsOf(route, 'H26'), [])
    await turn(route, day)
    assert.equal((await personOf(route, number)).unit, 'H26.2')
  }),
)

test(
  'a correction whose day lies ahead waits, too: what it corrects stands until then',
  onRoute(async (route) => {
    await state(route, { ...someone, email: 'sai@hanoi.example.vn' }, { asOf: '2023-06-01' })
    const $replaces = (await lastOutcome(route, 'H26')).outcome.entry!
    await state(route, { ...someone, email: 'dung@hanoi.example.vn', $replaces, $trueFrom: day })
    assert.equal((await lastOutcome(route, 'H26')).waitsFor, day)
    assert.equal((await personOf(route, number)).values.email, 'sai@hanoi.example.vn')
    await turn(route, day)
    const { statements, values } = await personOf(route, number)
    assert.deepEqual([statements.at(-1)!.kind, values.email], ['correction', 'dung@hanoi.example.vn'])
  }),
)

test(
  'a day more than a year ahead is refused with a sentence, not waited for',
  onRoute(async (route) => {
    await state(route, moved({ $trueFrom: '2024-06-20' }))
    assert.equal((await lastOutcome(route, 'H26')).waitsFor, '2024-06-20', 'a year ahead is waited for')
    await state(route, moved({ $trueFrom: '2032-07-01' }))
    const { outcome, findings } = await lastOutcome(route, 'H26')
    assert.equal(outcome.outcome, 'returned')
    const told = findings.find(({ rule }) => rule === 'register.tooFarAhead')!
    assert.match(told.vi, /^Ngày hiệu lực 2032-07-01 sau hôm nay hơn một năm \(muộn nhất là 2024-06-20\); kiểm tra năm/)
    assert.match(told.en, /^The date 2032-07-01 lies more than a year ahead/)
  }),
)

test(
  'a change of some fields waits on top of what stands; of somebody whom nobody knows it is returned at once',
  onRoute(async (route) => {
    await state(route, someone, { asOf: '2023-06-01' })
    await state(route, { soDinhDanh: number, bacLuong: 6, $trueFrom: day })
    assert.deepEqual(await cameTo(route, 'H26'), ['held', 'register.waitsForDay'])
    await state(route, { soDinhDanh: official(9, 'H26.1').soDinhDanh, bacLuong: 6, $trueFrom: day })
    assert.equal((await cameTo(route, 'H26'))[0], 'returned')
    await turn(route, day)
    assert.equal((await personOf(route, number)).values.bacLuong, 6)
  }),
)

test(
  'a full parcel that only announces a person names the person',
  onRoute(async (route) => {
    await route.push('H26', officials(0, 2, 'H26.1'), { unit: 'H26.1', asOf: '2023-06-01' })
    await route.push('H26', [moved(), official(1, 'H26.1')], { kind: 'full', unit: 'H26.1' })
    assert.deepEqual(
      (await route.feed('H26')).filter((line) => line.kind === 'left'),
      [],
    )
  }),
)

test(
  'a withdrawal or a replacement at the same instant as the day: one of them, never both, never neither',
  onRoute(async (route) => {
    await route.push('H26', officials(0, 6, 'H26.1'), { asOf: '2023-06-01' })
    const sent: { parcelId: string; leaf: string }[] = []
    for (let i = 0; i < 6; i++) {
      const { parcelId } = await state(route, { ...official(i, 'H26.2'), $trueFrom: day })
      sent.push({ parcelId, leaf: await leafOf(route) })
    }
    route.setToday(day)
    await Promise.all([
      ...[0, 1, 2].map((i) => route.withdraw('H26', sent[i]!.parcelId)),
      ...[3, 4, 5].map((i) =>
        route.send('H26', [{ ...official(i, 'H26.1.1'), $trueFrom: day, $replaces: sent[i]!.leaf }]),
      ),
      ...Array.from({ length: 24 }, () => progress(route.house)),
    ])
    await route.owner.query(`update job set leased_until = '-infinity'`)
    await route.settle()
    const decisions = await decisionsOf(route, 'H26')
    assert.deepEqual(decisions.map((d) => d.parcelId).sort(), sent.map((one) => one.parcelId).sort())
    for (const i of [0, 1, 2]) {
      const { unit } = await personOf(route, String(official(i, 'H26.1').soDinhDanh))
      assert.equal(unit, 'H26.1', 'withdrawn before or after, it does not stand')
    }
    for (const i of [3, 4, 5]) {
      const { unit } = await personOf(route, String(official(i, 'H26.1').soDinhDanh))
      assert.equal(unit, 'H26.1.1')
    }
  }),
)
