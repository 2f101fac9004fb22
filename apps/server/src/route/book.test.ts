/** What is entered, what is not, and what stands: the book's two axes of time. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OutcomeLine } from '@cbccvc/contract'
import { isUnstated } from '@cbccvc/standard'
import { fold } from '../../../../packages/registry/src/register/index.ts'
import { personOf } from '../testing/book.ts'
import { official, officials } from '../testing/people.ts'
import { onRoute, type Route, refused, type Sender, type SendOptions } from '../testing/route.ts'

const someone = official(0, 'H26.1') as Record<string, unknown> & { soDinhDanh: string; hoTenKhaiSinh: string }
const number = someone.soDinhDanh
const { soDinhDanh, coQuanSuDung } = someone

/** Sends one record and gives what came of it. */
async function state(
  route: Route,
  record: Record<string, unknown>,
  { sender = 'H26', ...options }: SendOptions & { sender?: Sender } = {},
): Promise<OutcomeLine> {
  const { parcelId } = await route.push(sender, [record], { unit: sender, ...options })
  return (await outcomes(route, parcelId, sender))[0]!
}
const outcomes = async (route: Route, parcelId: string, sender: Sender = 'H26') =>
  (await route.feed(sender)).filter(
    (line): line is OutcomeLine => line.kind === 'outcome' && line.parcelId === parcelId,
  )
const word = ({ outcome }: OutcomeLine) => outcome.outcome
const rules = ({ findings }: OutcomeLine) => findings.map(({ rule }) => rule).filter((rule) => /^register/.test(rule))

test(
  'unchanged: no new entry, the entry that stands is named; a change enters only what differs',
  onRoute(async (route) => {
    const first = await state(route, someone)
    const again = await state(route, someone)
    assert.deepEqual([word(first), word(again)], ['entered', 'unchanged'])
    assert.equal(again.outcome.entry, first.outcome.entry)
    const changed = await state(route, { ...someone, email: 'moi@hanoi.example.vn', chieuCao: 171 })
    assert.equal(word(changed), 'entered')
    const { statements, values } = await personOf(route, number)
    assert.deepEqual(
      statements.map((s) => s.kind),
      ['statement', 'statement'],
    )
    assert.deepEqual(statements[1]!.values, { email: 'moi@hanoi.example.vn', chieuCao: 171 })
    assert.deepEqual({ ...values }, { ...someone, email: 'moi@hanoi.example.vn', chieuCao: 171 })
    assert.equal(word(await state(route, someone)), 'entered', 'going back is a change, too')
  }),
)

test(
  'the order of keys and the repairs of the standard make no new version',
  onRoute(async (route) => {
    await state(route, someone)
    const shuffled = Object.fromEntries(Object.entries(someone).reverse())
    assert.equal(word(await state(route, shuffled)), 'unchanged')
    const spaced = { ...someone, hoTenKhaiSinh: `  ${someone.hoTenKhaiSinh.normalize('NFD').replace(' ', '   ')} ` }
    const repaired = await state(route, spaced)
    assert.equal(word(repaired), 'unchanged')
    assert.ok(repaired.findings.length > 0, 'the repair is told')
  }),
)

test(
  'left out is not stated; null is stated empty; unknown is an answer',
  onRoute(async (route) => {
    await state(route, { ...someone, email: 'a@b.vn', chieuCao: 170 })
    assert.equal(word(await state(route, { soDinhDanh, coQuanSuDung, email: null })), 'entered')
    let { values } = await personOf(route, number)
    assert.equal(values.email, null)
    assert.equal(values.chieuCao, 170)
    assert.equal(word(await state(route, { soDinhDanh, coQuanSuDung, chieuCao: { $: 'unknown' } })), 'entered')
    values = (await personOf(route, number)).values
    assert.ok(isUnstated(values.chieuCao))
    assert.equal(values.hoTenKhaiSinh, someone.hoTenKhaiSinh)
    assert.equal(word(await state(route, { soDinhDanh, email: null, chieuCao: { $: 'unknown' } })), 'unchanged')
  }),
)

test(
  'a partial change need not name the unit; a stranger without one is returned',
  onRoute(async (route) => {
    await state(route, someone)
    assert.equal(word(await state(route, { soDinhDanh, email: 'x@y.vn' })), 'entered')
    const { unit, values } = await personOf(route, number)
    assert.deepEqual([unit, values.email], ['H26.1', 'x@y.vn'])
    const { soDinhDanh: other, email } = official(1, 'H26.1')
    assert.equal(word(await state(route, { soDinhDanh: other, email })), 'returned')
  }),
)

test(
  'a bad value is kept as sent and marked, the rest is entered; sent again it is unchanged, put right it changes',
  onRoute(async (route) => {
    const bad = { ...someone, chieuCao: 'một mét bảy' }
    const first = await state(route, bad)
    assert.equal(word(first), 'entered')
    assert.equal(word(await state(route, bad)), 'unchanged')
    let { statements } = await personOf(route, number)
    assert.equal(statements.length, 1)
    assert.deepEqual([statements[0]!.values.chieuCao, statements[0]!.bad], ['một mét bảy', ['chieuCao']])
    assert.equal(word(await state(route, { ...someone, chieuCao: 170 })), 'entered')
    statements = (await personOf(route, number)).statements
    assert.deepEqual([statements[1]!.values, statements[1]!.bad], [{ chieuCao: 170 }, []])
  }),
)

test(
  'later never loses to earlier: what arrives late but is older goes into the history',
  onRoute(async (route) => {
    const rank = (chieuCao: number) => ({ soDinhDanh, coQuanSuDung, chieuCao })
    await state(route, { ...someone, chieuCao: 170 }, { asOf: '2023-03-31', senderSeq: 10 })
    await state(route, rank(172), { asOf: '2023-05-31', senderSeq: 12 })
    const late = await state(route, rank(171), { asOf: '2023-04-30', senderSeq: 11 })
    assert.equal(word(late), 'entered')
    assert.deepEqual(rules(late), ['register.stale'])
    const { values, statements } = await personOf(route, number)
    assert.equal(values.chieuCao, 172)
    const on = (trueOn: string) => fold(statements, { trueOn }).values.chieuCao
    assert.deepEqual(['2023-03-31', '2023-04-30', '2023-05-31'].map(on), [170, 171, 172])
    const knownBefore = fold(statements, { trueOn: '2023-04-30', knownBy: statements[1]!.recordedAt })
    assert.equal(knownBefore.values.chieuCao, 170, 'what was known then')
  }),
)

test(
  'of the same day, the running number of the sender decides',
  onRoute(async (route) => {
    await state(route, { ...someone, chieuCao: 172 }, { senderSeq: 20 })
    const late = await state(route, { soDinhDanh, chieuCao: 171 }, { senderSeq: 19 })
    assert.deepEqual(rules(late), ['register.stale'])
    assert.equal((await personOf(route, number)).values.chieuCao, 172)
  }),
)

test(
  'a late one does not overrule what was confirmed since without a new entry',
  onRoute(async (route) => {
    const email = 'that@hanoi.example.vn'
    await state(route, { ...someone, email }, { asOf: '2023-03-31', senderSeq: 10 })
    assert.equal(word(await state(route, { ...someone, email }, { asOf: '2023-05-31', senderSeq: 12 })), 'unchanged')
    const late = await state(route, { soDinhDanh, email: 'cu@hanoi.example.vn' }, { asOf: '2023-04-30', senderSeq: 11 })
    assert.deepEqual([word(late), rules(late)], ['entered', ['register.stale']])
    const { values, statements } = await personOf(route, number)
    assert.equal(values.email, email, 'what was last stated stands')
    const on = (trueOn: string) => fold(statements, { trueOn }).values.email
    assert.deepEqual(['2023-03-31', '2023-04-30', '2023-05-31'].map(on), [email, 'cu@hanoi.example.vn', email])
    assert.equal(word(await state(route, { ...someone, email }, { asOf: '2023-06-01' })), 'unchanged')
  }),
)

test(
  'a late one counts for the fields of which nothing was said since',
  onRoute(async (route) => {
    await state(route, { ...someone, chieuCao: 170 }, { asOf: '2023-03-31', senderSeq: 10 })
    await state(route, { soDinhDanh, coQuanSuDung, canNang: 60 }, { asOf: '2023-05-31', senderSeq: 12 })
    await state(route, { soDinhDanh, coQuanSuDung, chieuCao: 171, canNang: 59 }, { asOf: '2023-04-30', senderSeq: 11 })
    const { values } = await personOf(route, number)
    assert.deepEqual([values.chieuCao, values.canNang], [171, 60])
  }),
)

test(
  'the present columns follow the fold, not the order of arrival',
  onRoute(async (route) => {
    await state(route, someone, { asOf: '2023-05-31', senderSeq: 12 })
    const moved = {
      ...official(0, 'H26.2'),
      hoTenKhaiSinh: 'Nguyễn Thị Xưa',
      loaiDoiTuong: 'HD',
      trangThaiCongTac: 'BTV',
    }
    await state(route, moved, { asOf: '2023-04-30', senderSeq: 11 })
    const { unit, category, status, values } = await personOf(route, number)
    assert.deepEqual([unit, category, status], ['H26.1', values.loaiDoiTuong, values.trangThaiCongTac])
    assert.equal(values.hoTenKhaiSinh, someone.hoTenKhaiSinh)
  }),
)

test(
  "$trueFrom is the decision's own day; one that is no day is told and not used",
  onRoute(async (route) => {
    await state(route, { ...someone, bacLuong: 3 }, { asOf: '2023-05-31' })
    await state(route, { soDinhDanh, bacLuong: 4, $trueFrom: '2023-06-01' })
    const before = await personOf(route, number)
    assert.deepEqual(
      before.statements.map((s) => s.trueFrom),
      ['2023-05-31', '2023-06-01'],
    )
    assert.equal(fold(before.statements, { trueOn: '2023-05-31' }).values.bacLuong, 3)
    const none = await state(route, { soDinhDanh, bacLuong: 5, $trueFrom: '2023-02-31' })
    assert.ok(none.findings.some(({ rule }) => rule === 'meta.trueFrom'))
    const { statements, values } = await personOf(route, number)
    assert.deepEqual(
      statements.slice(2).map((s) => s.trueFrom),
      ['2023-06-20'],
    )
    assert.equal(values.bacLuong, 5)
  }),
)

test(
  'a parcel of a day to come is refused at the door, whole; on that day the same bytes are taken, and known ever after',
  onRoute(async (route) => {
    const packed = route.pack('H26', [{ ...someone, chieuCao: 170 }], { unit: 'H26.1', asOf: '2023-06-21' })
    const error = await refused('parcel.asOf', route.deliver('H26', packed))
    assert.deepEqual(error.refusal.facts, { asOf: '2023-06-21', today: '2023-06-20' })
    assert.match(error.refusal.next.vi, /không sau ngày 2023-06-20/)
    assert.equal((await route.owner.query('select from parcel')).rowCount, 0)
    route.setToday('2023-06-21')
    const promise = await route.deliver('H26', packed)
    route.setToday('2023-06-20')
    assert.equal(await route.deliver('H26', packed), promise, 'a clock set back changes no answer')
    await route.settle()
  }),
)

test(
  '$replaces: it never was so',
  onRoute(async (route) => {
    const first = await state(route, { ...someone, email: 'sai@hanoi.example.vn' }, { asOf: '2023-03-31' })
    const $replaces = first.outcome.entry!
    const right = { ...someone, email: null, $replaces, $trueFrom: '2023-03-31' }
    assert.equal(word(await state(route, right)), 'entered')
    const { statements, values } = await personOf(route, number)
    assert.deepEqual(
      statements.map((s) => s.kind),
      ['statement', 'correction'],
    )
    assert.equal(values.email, null)
    assert.equal(fold(statements, { trueOn: '2023-03-31' }).values.email, null, 'nor was it then')
    const known = fold(statements, { knownBy: statements[0]!.recordedAt })
    assert.equal(known.values.email, 'sai@hanoi.example.vn', 'but it was believed')
    assert.equal(word(await state(route, right)), 'unchanged', 'the same correction again')
  }),
)

test(
  "a correction of an entry that is not the body's own about this person is told and replaces nothing",
  onRoute(async (route) => {
    const [mine, other] = [await state(route, someone), await state(route, official(1, 'H26.1'))]
    for (const $replaces of ['ab'.repeat(32), other.outcome.entry!]) {
      const line = await state(route, { soDinhDanh, chieuCao: 160, $replaces })
      assert.deepEqual(rules(line), ['register.replacesUnknown'])
      await state(route, { soDinhDanh, chieuCao: someone.chieuCao ?? null })
    }
    assert.equal((await personOf(route, number)).statements[0]!.digest, mine.outcome.entry)
    assert.equal((await personOf(route, official(1, 'H26.1').soDinhDanh as string)).statements.length, 1)
  }),
)

test(
  'twice in one parcel asks, in one part or in two; word for word the same is one statement',
  onRoute(async (route) => {
    const people = [someone, official(1, 'H26.1'), { ...someone, chieuCao: 150 }, official(1, 'H26.1')]
    for (const recordsPerPart of [4, 2]) {
      const { parcelId } = await route.push('H26', people, { recordsPerPart })
      const lines = await outcomes(route, parcelId)
      const fresh = recordsPerPart === 4 ? 'entered' : 'unchanged'
      assert.deepEqual(lines.map(word), [fresh, fresh, 'held', 'unchanged'])
      assert.deepEqual(rules(lines[2]!), ['register.twiceInParcel'])
      assert.match(lines[2]!.findings.at(-1)!.vi, /hồ sơ số 1/)
    }
    assert.equal((await personOf(route, number)).statements.length, 1)
  }),
)

test(
  'the twin of a record that is returned is returned',
  onRoute(async (route) => {
    await state(route, someone)
    const broken = { ...someone, coQuanSuDung: 'H26.77', coQuanQuanLy: null }
    const { parcelId } = await route.push('H26', [broken, broken])
    assert.deepEqual((await outcomes(route, parcelId)).map(word), ['returned', 'returned'])
  }),
)

test(
  'another person under the same number is held',
  onRoute(async (route) => {
    await state(route, someone)
    const other = { ...official(5, 'H26.1'), soDinhDanh: number, soGiayTo: number }
    const line = await state(route, other)
    assert.deepEqual([word(line), rules(line)], ['held', ['register.otherPerson']])
    const { rows } = await route.owner.query('select reason, due_on from held')
    assert.deepEqual(rows, [{ reason: 'register.otherPerson', due_on: '2023-07-04' }])
    assert.equal((await personOf(route, number)).values.hoTenKhaiSinh, someone.hoTenKhaiSinh)
  }),
)

test(
  "units: unknown ones and those of another body are returned, below one's own are fine",
  onRoute(async (route) => {
    const people = [official(0, 'H26.1.1'), official(1, 'H26.99'), official(2, 'H56.1')]
    const { parcelId } = await route.push('H26', people)
    const lines = await outcomes(route, parcelId)
    assert.deepEqual(lines.map(word), ['entered', 'returned', 'returned'])
    assert.deepEqual(lines.map(rules), [[], ['register.unitUnknown'], ['register.unitNotYours']])
  }),
)

test(
  'a full parcel asks about the people that it leaves out, until it is confirmed that they left',
  onRoute(async (route) => {
    const people = [...officials(0, 4, 'H26.1'), official(4, 'H26.1.1'), official(5, 'H26.2')]
    const named = (i: number) => people[i]!.soDinhDanh as string
    await route.push('H26', people)
    const left = async () => (await route.feed('H26')).filter((line) => line.kind === 'left')
    await route.push('H26', people.slice(0, 4), { kind: 'changes', unit: 'H26.1' })
    assert.deepEqual(await left(), [], 'changes speak of no set of people')
    await route.push('H26', [people[0]!, people[1]!], { kind: 'full', unit: 'H26.1', recordsPerPart: 1 })
    const [notice] = await left()
    assert.deepEqual([...notice!.soDinhDanh].sort(), [named(2), named(3), named(4)].sort())
    assert.deepEqual([notice!.unit, notice!.finding.rule], ['H26.1', 'register.notInFull'])
    assert.match(notice!.finding.en, /leaves out 3 people/)
    const gone = [named(2), named(3)]
    await route.push('H26', [people[0]!, people[1]!, people[4]!], { kind: 'full', unit: 'H26.1', left: gone })
    assert.equal((await left()).length, 1)
    await route.push('H26', [people[0]!, people[1]!, people[4]!], { kind: 'full', unit: 'H26.1' })
    assert.equal((await left()).length, 1, 'what is confirmed is not asked again')
    await route.push('H26', [], { kind: 'full', unit: 'H26.1.1' })
    assert.deepEqual((await left())[1]?.soDinhDanh, [named(4)], 'an empty full parcel leaves out everybody')
    await route.push('H26', [people[3]!], { unit: 'H26.1' })
    await route.push('H26', [people[0]!, people[1]!, people[4]!], { kind: 'full', unit: 'H26.1' })
    assert.deepEqual((await left())[2]?.soDinhDanh, [named(3)], 'who came back is asked about again')
    assert.equal((await personOf(route, named(2))).statements.length, 1, 'nobody is deleted')
  }),
)
